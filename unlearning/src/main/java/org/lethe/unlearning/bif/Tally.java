package org.lethe.unlearning.bif;

import java.util.Optional;
import org.lethe.core.posterior.Cost;
import org.lethe.inference.run.CancelledException;
import org.lethe.inference.run.Progress;
import org.lethe.inference.run.Run;

/** What an edit has cost so far; asks the listener before each expense whether to go on. */
final class Tally {

  static final String PHASE = "bif";

  private final Run run;
  private final int chunks;
  private final long begun = System.nanoTime();
  private long gradients;
  private long products;
  private int asked;
  private int done;

  Tally(Run run, int chunks) {
    this.run = run;
    this.chunks = chunks;
  }

  void gradients(long rows) {
    goOn();
    gradients += rows;
  }

  void products(long rows) {
    goOn();
    products += rows;
  }

  private void goOn() {
    if (run.listener().cancelled()) {
      run.listener().interrupted();
      throw new CancelledException(PHASE, asked, Math.max(asked + 1, chunks), Optional.empty());
    }
    asked++;
  }

  /** Another chunk is done. */
  void chunk() {
    done++;
    double left = (System.nanoTime() - begun) * 1e-9 / done * (chunks - done);
    run.listener().on(new Progress(PHASE, done, chunks, Double.NaN, Double.NaN, left));
  }

  Cost cost() {
    return new Cost((System.nanoTime() - begun) * 1e-9, gradients, products);
  }
}
