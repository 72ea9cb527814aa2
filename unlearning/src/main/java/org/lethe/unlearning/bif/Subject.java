package org.lethe.unlearning.bif;

/** What an influence moves: its location, and under second order its shape. */
interface Subject {

  /** Where the energy is to be averaged now. */
  Points points();

  /** Moves the location by so much, in the coordinates of the axes. */
  void move(double[] step);

  /**
   * Changes the shape as the Hessian changed.
   *
   * @param from the mean Hessian that the present shape answers to
   * @param to the one that it should answer to
   */
  void reshape(Matrix from, Matrix to);
}
