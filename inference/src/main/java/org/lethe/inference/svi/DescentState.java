package org.lethe.inference.svi;

/** All that a descent carries from one step to the next; what a checkpoint holds. */
final class DescentState {

  long step;
  final double[] x;
  final Adam adam;
  final double[] tailSum;
  long tailCount;
  double windowSum;
  long rowGradients;
  final double[] energies;

  DescentState(double[] start, int windows) {
    x = start.clone();
    adam = new Adam(start.length);
    tailSum = new double[start.length];
    energies = new double[windows];
  }

  void addToTail() {
    for (int i = 0; i < x.length; i++) {
      tailSum[i] += x[i];
    }
    tailCount++;
  }

  double[] tailMean() {
    double[] mean = tailSum.clone();
    for (int i = 0; i < mean.length; i++) {
      mean[i] /= tailCount;
    }
    return mean;
  }
}
