package org.lethe.inference.svi;

import java.nio.file.Path;
import org.lethe.inference.run.CheckpointFile;

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

  void save(Path file, String identity) {
    double[] sum = {windowSum};
    long[] counters = {step, tailCount, rowGradients};
    CheckpointFile.save(
        file, identity, counters, x, adam.mean(), adam.square(), tailSum, energies, sum);
  }

  void load(Path file, String identity) {
    double[] sum = {0};
    long[] counters = new long[3];
    CheckpointFile.load(
        file, identity, counters, x, adam.mean(), adam.square(), tailSum, energies, sum);
    step = counters[0];
    tailCount = counters[1];
    rowGradients = counters[2];
    windowSum = sum[0];
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
