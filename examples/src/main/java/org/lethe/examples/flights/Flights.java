package org.lethe.examples.flights;

import java.nio.file.Path;
import java.util.List;
import org.lethe.core.data.DataException;

/**
 * Evenly spaced flights of a file in the order of time, of which a contiguous stretch in the middle
 * is erased. Inputs are the time of day in quarters of it, months since the first flight and log
 * distance/500; the response is the delay in units of half an hour. These units are fixed: nothing
 * is learned from rows for them.
 *
 * @param file a Parquet file with columns date, delay and distance
 * @param all how many rows the file has
 * @param rows how many are used
 * @param erase how many of these are erased
 */
record Flights(ParquetRows file, long all, int rows, int erase) {
  /** How many inputs a flight has. */
  static final int INPUTS = 3;

  private static final double DAY = 86_400;

  /** What is done with a flight. */
  interface Sink {
    /**
     * Takes a flight.
     *
     * @param i from 0, counting those that are used
     * @param x its inputs; the array is used again
     * @param y its delay
     */
    void flight(int i, double[] x, double y);
  }

  /**
   * Of a file.
   *
   * @throws DataException if the file is no such one or has fewer rows
   */
  static Flights of(Path file, int rows, int erase) {
    ParquetRows parquet = new ParquetRows(file, List.of("date", "delay", "distance"));
    long all = parquet.count();
    if (all < rows) {
      throw new DataException("'" + file + "' must have at least " + rows + " rows, got " + all);
    }
    return new Flights(parquet, all, rows, erase);
  }

  /** Whether the i-th is erased. */
  boolean isErased(int i) {
    int first = (rows - erase) / 2;
    return i >= first && i < first + erase;
  }

  /** Hands them all out: the i-th is the first row whose index is at least i·all/rows. */
  void forEach(Sink sink) {
    double[] x = new double[INPUTS];
    double[] begun = {Double.NaN};
    file.forEach(
        (index, values) -> {
          if (index == 0) {
            begun[0] = values[0];
          }
          long i = index * rows / all;
          if (index == 0 || (index - 1) * rows / all != i) {
            x[0] = Math.floorMod((long) values[0], (long) DAY) / (DAY / 4);
            x[1] = (values[0] - begun[0]) / (30 * DAY);
            x[2] = Math.log(Math.max(values[2], 1) / 500);
            sink.flight((int) i, x, values[1] / 30);
          }
        });
  }
}
