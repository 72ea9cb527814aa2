package org.lethe.examples.flights;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.lethe.core.data.DataException;

/**
 * Columns of numbers and times of a Parquet file, row by row and one row group at a time, so that
 * the memory does not grow with the file.
 *
 * @param file the file
 * @param columns the names of the columns, in the order in which a row has them
 */
record ParquetRows(Path file, List<String> columns) {

  /** What is done with a row. */
  interface Sink {
    /**
     * Takes a row.
     *
     * @param index from 0
     * @param values of the columns, times in seconds since 1970; the array is used again
     */
    void row(long index, double[] values);
  }

  /** How many rows there are. */
  long count() {
    try (ParquetFileReader reader = open()) {
      return reader.getRecordCount();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /**
   * Hands out all rows in the order of the file.
   *
   * @throws DataException if the file is missing or no Parquet file, lacks a column, or a value is
   *     missing or no number
   */
  void forEach(Sink sink) {
    try (ParquetFileReader reader = open()) {
      MessageType wanted = wanted(reader.getFileMetaData().getSchema());
      reader.setRequestedSchema(wanted);
      String writer = reader.getFileMetaData().getCreatedBy();
      long begun = 0;
      for (PageReadStore group = reader.readNextRowGroup();
          group != null;
          group = reader.readNextRowGroup()) {
        rows(group, wanted, writer, begun, sink);
        begun += group.getRowCount();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private ParquetFileReader open() throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new DataException("there is no file '" + file + "'");
    }
    try {
      return ParquetFileReader.open(
          new LocalInputFile(file),
          ParquetReadOptions.builder().withCodecFactory(new PureCodecs()).build());
    } catch (RuntimeException e) {
      throw new DataException("'" + file + "' is no Parquet file", e);
    }
  }

  private MessageType wanted(MessageType schema) {
    Type[] fields =
        columns.stream()
            .map(
                name -> {
                  if (!schema.containsField(name) || !schema.getType(name).isPrimitive()) {
                    throw new DataException(
                        "'"
                            + file
                            + "' must have a column '"
                            + name
                            + "', and has "
                            + names(schema));
                  }
                  return schema.getType(name);
                })
            .toArray(Type[]::new);
    return new MessageType(schema.getName(), fields);
  }

  private static String names(MessageType schema) {
    return String.join(", ", schema.getFields().stream().map(Type::getName).toList());
  }

  private void rows(PageReadStore group, MessageType wanted, String writer, long begun, Sink sink) {
    ColumnReadStoreImpl store =
        new ColumnReadStoreImpl(group, new NoRecords(wanted), wanted, writer);
    Cells[] cells = new Cells[columns.size()];
    for (int j = 0; j < cells.length; j++) {
      ColumnDescriptor column = wanted.getColumnDescription(new String[] {columns.get(j)});
      cells[j] = Cells.of(store.getColumnReader(column), column, columns.get(j));
    }
    double[] values = new double[cells.length];
    for (long i = 0; i < group.getRowCount(); i++) {
      for (int j = 0; j < cells.length; j++) {
        values[j] = cells[j].next(begun + i);
      }
      sink.row(begun + i, values);
    }
  }

  /**
   * A column of a row group.
   *
   * @param reader at the next value
   * @param column its type
   * @param unit by which a value is multiplied
   */
  private record Cells(ColumnReader reader, ColumnDescriptor column, String name, double unit) {
    static Cells of(ColumnReader reader, ColumnDescriptor column, String name) {
      boolean time =
          column.getPrimitiveType().getLogicalTypeAnnotation()
              instanceof TimestampLogicalTypeAnnotation;
      return new Cells(reader, column, name, time ? unit(column.getPrimitiveType()) : 1);
    }

    private static double unit(PrimitiveType type) {
      TimeUnit unit = ((TimestampLogicalTypeAnnotation) type.getLogicalTypeAnnotation()).getUnit();
      return switch (unit) {
        case MILLIS -> 1e-3;
        case MICROS -> 1e-6;
        case NANOS -> 1e-9;
      };
    }

    double next(long row) {
      if (reader.getCurrentDefinitionLevel() < column.getMaxDefinitionLevel()) {
        throw new DataException("row " + row + ", column '" + name + "': the value is missing");
      }
      double value =
          switch (column.getPrimitiveType().getPrimitiveTypeName()) {
            case INT32 -> reader.getInteger();
            case INT64 -> reader.getLong();
            case FLOAT -> reader.getFloat();
            case DOUBLE -> reader.getDouble();
            default ->
                throw new DataException(
                    "column '" + name + "' must hold numbers, got " + column.getPrimitiveType());
          };
      reader.consume();
      return value * unit;
    }
  }
}
