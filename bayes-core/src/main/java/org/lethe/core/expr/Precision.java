package org.lethe.core.expr;

/** The floating-point type in which a program computes. */
public enum Precision {
  /** 64-bit IEEE 754. */
  DOUBLE
}
