package org.lethe.core.posterior;

import java.nio.file.Path;

/** A process that saves one fit after another under the same name until it is killed. */
final class FitSaver {
  private FitSaver() {}

  public static void main(String[] args) {
    Fit<GaussianPosterior> fit = Example.fit();
    while (true) {
      Cost cost = new Cost(System.currentTimeMillis(), System.nanoTime() & Long.MAX_VALUE, 0);
      Fit.of(fit.posterior(), fit.provenance(), fit.verdict(), cost).save(Path.of(args[0]));
    }
  }
}
