package org.lethe.examples.flights;

import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.MessageType;

/** Values are taken from column readers, and no record is put together. */
final class NoRecords extends GroupConverter {
  private final PrimitiveConverter none = new PrimitiveConverter() {};

  NoRecords(MessageType flat) {
    if (flat.getFields().stream().anyMatch(field -> !field.isPrimitive())) {
      throw new IllegalArgumentException("NoRecords: columns must be flat, got " + flat);
    }
  }

  @Override
  public Converter getConverter(int field) {
    return none;
  }

  @Override
  public void start() {
    // no record begins
  }

  @Override
  public void end() {
    // no record ends
  }
}
