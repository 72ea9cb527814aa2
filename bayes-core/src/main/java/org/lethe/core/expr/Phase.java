package org.lethe.core.expr;

/** When a node is computed. */
enum Phase {
  /** Once, when buffers are allocated: it depends on constants alone. */
  CONSTANT,
  /** At each call, before any row. */
  PRELUDE,
  /** For each block of rows. */
  ROWS,
  /** For each block of rows, and added up over the blocks. */
  REDUCTION,
  /** At each call, after all rows. */
  EPILOGUE
}
