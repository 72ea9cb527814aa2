package org.lethe.examples.flights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lethe.core.data.DataException;
import org.lethe.core.data.Table;
import org.lethe.inference.run.Run;

/**
 * {@code flights.parquet} was written by DuckDB 1.5 in three row groups compressed by zstd: row i
 * of 5000 has the date 2001-01-01 00:01 plus 40 i minutes, the delay 37 i mod 101 − 20 + round(30
 * sin(i/200)) and the distance 100 + 53 i mod 2000.
 */
class FlightsTest {
  @TempDir private static Path dir;
  private static Path file = Path.of("flights.parquet");

  @BeforeAll
  static void layTheFileDown() throws IOException {
    file = dir.resolve("flights.parquet");
    try (InputStream in = FlightsTest.class.getResourceAsStream("flights.parquet")) {
      Files.copy(in, file);
    }
  }

  @Test
  void everyRowIsReadInOrder() {
    ParquetRows rows = new ParquetRows(file, List.of("distance", "date", "delay"));
    assertThat(rows.count()).isEqualTo(5000);
    long[] next = {0};
    rows.forEach(
        (i, values) -> {
          assertThat(i).isEqualTo(next[0]++);
          double delay = 37 * i % 101 - 20 + 30 * Math.sin(i / 200.0);
          assertThat(values[0]).isEqualTo(100 + 53 * i % 2000);
          assertThat(values[1]).isCloseTo(978_307_260 + 2400 * i, within(1e-6));
          assertThat(values[2]).isCloseTo(delay, within(0.500001));
        });
    assertThat(next[0]).isEqualTo(5000);
  }

  @Test
  void whatIsNoSuchFileIsRefused() throws IOException {
    Path text = Files.writeString(dir.resolve("text.parquet"), "date,delay\n1,2\n");
    assertThatThrownBy(() -> Flights.of(text, 10, 1))
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith("is no Parquet file");
    assertThatThrownBy(() -> Flights.of(dir.resolve("absent"), 10, 1))
        .hasMessageStartingWith("there is no file");
    assertThatThrownBy(() -> Flights.of(file, 6000, 1))
        .hasMessageEndingWith("must have at least 6000 rows, got 5000");
    assertThatThrownBy(() -> new ParquetRows(file, List.of("speed")).forEach((i, v) -> {}))
        .hasMessageEndingWith(
            "must have a column 'speed', and has date, delay, distance, origin, destination");
    assertThatThrownBy(() -> new ParquetRows(file, List.of("origin")).forEach((i, v) -> {}))
        .hasMessageStartingWith("column 'origin' must hold numbers");
  }

  @Test
  void usedFlightsAreEvenlySpacedAndTheMiddleIsErased() {
    Flights flights = Flights.of(file, 1000, 100);
    int[] seen = {0};
    flights.forEach(
        (i, x, y) -> {
          assertThat(i).isEqualTo(seen[0]++);
          assertThat(x[0]).isCloseTo((1 + 200L * i) % 1440 / 360.0, within(1e-9));
          assertThat(x[1]).isCloseTo(200.0 * i / 1440 / 30, within(1e-9));
          assertThat(x[2]).isCloseTo(Math.log((100 + 265 * i % 2000) / 500.0), within(1e-12));
          assertThat(flights.isErased(i)).isEqualTo(i >= 450 && i < 550);
        });
    assertThat(seen[0]).isEqualTo(1000);
  }

  /** Row 5i/3, rounded up, forty minutes after the one before it. */
  @Test
  void flightsThatDoNotDivideTheFileAreSpreadOverAllOfIt() {
    int[] seen = {0};
    Flights.of(file, 3000, 100)
        .forEach(
            (i, x, y) -> {
              assertThat(i).isEqualTo(seen[0]++);
              assertThat(x[1]).isCloseTo((5 * i + 2) / 3 / 36.0 / 30, within(1e-9));
            });
    assertThat(seen[0]).isEqualTo(3000);
  }

  @Test
  void noMoreThanTwoThousandFlightsAreLearnedFrom() {
    assertThat(FlightLearning.sample(Flights.of(file, 3999, 100), true).size()).isEqualTo(2000);
    assertThat(FlightLearning.sample(Flights.of(file, 4001, 100), true).size()).isEqualTo(1334);
    assertThat(FlightLearning.sample(Flights.of(file, 1000, 100), true).size()).isEqualTo(1000);
    Table stay = FlightLearning.sample(Flights.of(file, 1000, 100), false);
    Table all = FlightLearning.sample(Flights.of(file, 1000, 100), true);
    assertThat(stay.size()).isEqualTo(900);
    assertThat(stay.column("x2")[449]).isEqualTo(all.column("x2")[449]);
    assertThat(stay.column("x2")[450]).isEqualTo(all.column("x2")[550]);
  }

  /** The two precisions differ by rounding alone, 1e−16 of some thousand rows. */
  @Test
  void theErasedRowsAloneLeadToTheRetrain() {
    FlightResult result = new FlightExperiment(file, 1000, 12, 100, 60, Run.seed(1)).result();
    FlightResult.Line nothing = result.lines().get(0);
    FlightResult.Line forgotten = result.lines().get(1);
    assertThat(nothing.posterior()).isGreaterThan(0.1);
    assertThat(forgotten.posterior()).isCloseTo(0, within(1e-8));
    assertThat(nothing.erased()).isGreaterThan(1e-4);
    assertThat(forgotten.erased()).isCloseTo(0, within(1e-8));
    assertThat(result.holds()).isTrue();
    assertThat(result.open()).extracting(c -> c.name()).contains("hyperparameters");
    assertThat(result.refitted().erased()).isPositive();
    assertThat(result.refitted().remaining()).isPositive();
    assertThat(result.toString())
        .contains("A retrain that learns hyperparameters and inducing inputs");
  }

  /** Of 4001 flights each third is learned from, and number 2000 is none of them. */
  @Test
  void whatHyperparametersNeverSawTheyDoNotKeep() {
    FlightResult result = new FlightExperiment(file, 4001, 6, 1, 20, Run.seed(1)).result();
    assertThat(result.refitted().erased()).isCloseTo(0, within(1e-8));
    assertThat(result.refitted().remaining()).isCloseTo(0, within(1e-8));
  }
}
