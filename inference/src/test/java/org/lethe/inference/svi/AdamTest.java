package org.lethe.inference.svi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AdamTest {

  /**
   * Corrected for their start at 0, the means of a constant are that constant from the first on.
   */
  @Test
  void aConstantGradientMovesByTheRateAtEveryStep() {
    Adam adam = new Adam(2);
    double[] x = {0, 0};
    double[] gradient = {3, -0.2};
    double rate = 0.01;
    for (long t = 1; t <= 1000; t++) {
      adam.step(t, rate, gradient, x);
      // epsilon is 5e-8 of the smaller gradient; running means round by a few units in 1e-16
      assertThat(x[0]).isCloseTo(-rate * t, within(1e-7 * rate * t));
      assertThat(x[1]).isCloseTo(rate * t, within(1e-7 * rate * t));
      x[0] = -rate * t;
      x[1] = rate * t;
    }
  }
}
