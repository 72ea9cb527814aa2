package org.lethe.inference.conjugate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExactSumTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void valueIsTheRoundedExactSum(long seed) {
    Random random = new Random(seed);
    ExactSum sum = new ExactSum();
    BigDecimal exact = BigDecimal.ZERO;
    for (int i = 0; i < 300; i++) {
      double a = wide(random);
      double b = wide(random);
      double c = wide(random);
      sum.addProduct(a, b, c);
      exact = exact.add(new BigDecimal(a).multiply(new BigDecimal(b)).multiply(new BigDecimal(c)));
      assertThat(sum.value()).isEqualTo(exact.doubleValue());
      assertThat(sum.sign()).isEqualTo(exact.signum());
    }
  }

  @Test
  void tiesAreDecidedByWhatLiesBelow() {
    double half = Math.ulp(1.0) / 2;
    assertThat(ExactSum.of(1, half, 1e-40).value()).isEqualTo(Math.nextUp(1.0));
    assertThat(ExactSum.of(1, half, -1e-40).value()).isEqualTo(1.0);
    assertThat(ExactSum.of(1, half).value()).isEqualTo(1.0);
  }

  @Test
  void subtractingInAnotherOrderLeavesZero() {
    Random random = new Random(7);
    List<double[]> pairs = new ArrayList<>();
    ExactSum sum = new ExactSum();
    for (int i = 0; i < 1372; i++) {
      double[] pair = {wide(random), wide(random)};
      pairs.add(pair);
      sum.addProduct(pair[0], pair[1]);
    }
    Collections.shuffle(pairs, random);
    pairs.forEach(pair -> sum.addProduct(-pair[0], pair[1]));
    assertThat(sum.sign()).isZero();
    assertThat(sum.value()).isZero();
    assertThat(sum.parts()).isEmpty();
  }

  @Test
  void partsDoNotDependOnTheHistory() {
    Random random = new Random(11);
    List<Double> terms = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      terms.add(wide(random));
    }
    ExactSum one = new ExactSum();
    terms.forEach(one::add);
    Collections.shuffle(terms, random);
    ExactSum other = ExactSum.of(1e40, 3.7);
    terms.forEach(other::add);
    other.add(-3.7);
    other.add(-1e40);
    assertThat(other.parts()).containsExactly(one.parts());
    assertThat(ExactSum.of(one.parts()).parts()).containsExactly(one.parts());
  }

  private static double wide(Random random) {
    return random.nextGaussian() * Math.pow(10, random.nextInt(17) - 8);
  }
}
