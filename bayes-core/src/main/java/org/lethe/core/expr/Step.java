package org.lethe.core.expr;

/** One operation bound to its buffers. Running it allocates nothing. */
@FunctionalInterface
interface Step {

  /**
   * @param rows how many rows the current block holds; operations without rows ignore it
   */
  void run(int rows);
}
