package org.lethe.inference.hmc;

import org.lethe.inference.run.ChainTeam;

/** Runs chains on one thread, one alone or two side by side, with their gradients at once. */
record Lane(Potential target, ChainTeam.Steps steps) {

  void run(Chain chain) {
    if (chain.begin(steps)) {
      finish(chain);
    }
  }

  /** To the same draws as each alone. */
  void run(Chain one, Chain other) {
    boolean first = one.begin(steps);
    boolean second = other.begin(steps);
    while (first && second) {
      target.atBoth(one.ahead(), other.ahead());
      first = one.goOn(steps);
      second = other.goOn(steps);
    }
    if (first) {
      finish(one);
    }
    if (second) {
      finish(other);
    }
  }

  private void finish(Chain chain) {
    do {
      chain.ahead().evaluate(target);
    } while (chain.goOn(steps));
  }
}
