package org.lethe.core.data;

import java.math.BigInteger;
import java.util.List;

/**
 * Σ ± SHA-256(schema, id, values) modulo 2²⁵⁶: rows can be added to a digest and taken out again.
 */
record RowSum(BigInteger value) {
  private static final int BITS = 256;
  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(BITS);

  static RowSum zero() {
    return new RowSum(BigInteger.ZERO);
  }

  static RowSum parse(String hex) {
    Checks.that(hex.matches("[0-9a-f]{64}"), "Edit: digest must be 64 hex digits, got '%s'", hex);
    return new RowSum(new BigInteger(hex, 16));
  }

  /** Adds row i of the table with sign +1 or −1 for each i. */
  RowSum plus(Table rows, double[] signs) {
    String schema = rows.schema().digest();
    List<double[]> columns =
        rows.schema().valueColumns().stream().map(c -> rows.column(c.name())).toList();
    double[] values = new double[columns.size()];
    BigInteger sum = value;
    for (int i = 0; i < rows.size(); i++) {
      for (int j = 0; j < values.length; j++) {
        values[j] = columns.get(j)[i];
      }
      byte[] hash = Digest.of().add(schema).add(rows.ids().get(i)).add(values).bytes();
      BigInteger term = new BigInteger(1, hash);
      sum = signs[i] > 0 ? sum.add(term) : sum.subtract(term);
    }
    return new RowSum(sum.mod(MODULUS));
  }

  String hex() {
    String digits = value.toString(16);
    return "0".repeat(BITS / 4 - digits.length()) + digits;
  }
}
