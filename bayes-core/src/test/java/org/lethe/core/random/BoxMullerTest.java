package org.lethe.core.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Against {@link StrictMath}, itself within an ulp. Against 160-bit arithmetic the largest errors
 * over these words were 0.75 ulp for the logarithm and 1.43 for sine and cosine, so that 2.5 ulp of
 * difference leaves room for the reference's own error.
 */
class BoxMullerTest {
  private static final double ULPS = 2.5;

  /** 2π − 2·Math.PI. */
  private static final double TWO_PI_LOW = 2.4492935982947064e-16;

  /** The extremes, both sides of every power of two and of every eighth of a turn, and others. */
  static LongStream words() {
    LongStream edges =
        LongStream.range(0, 64)
            .flatMap(i -> LongStream.of(1L << i, (1L << i) - 1, -1L << i, (-1L << i) - 1));
    LongStream eighths =
        LongStream.range(0, 8)
            .flatMap(i -> LongStream.of(i << 61, (i << 61) - 1, (i << 61) + 9999));
    LongStream others = LongStream.range(0, 200).map(i -> i * 0x9E3779B97F4A7C15L);
    return LongStream.concat(edges, LongStream.concat(eighths, others)).distinct();
  }

  @ParameterizedTest
  @MethodSource("words")
  void radiusAndDirectionAreAccurate(long word) {
    double u = Word.uniform(word);
    double turn = BoxMuller.turn(word);
    double cosine = BoxMuller.cosine(turn);
    double sine = BoxMuller.sine(turn);

    assertThat(ulps(BoxMuller.log(u), StrictMath.log(u))).isLessThan(ULPS);
    assertThat(ulps(BoxMuller.radius(word), StrictMath.sqrt(-2 * StrictMath.log(u))))
        .isLessThan(ULPS);
    assertThat(ulps(BoxMuller.first(word, cosine, sine), cosineOfTurns(u))).isLessThan(ULPS);
    assertThat(ulps(BoxMuller.second(word, cosine, sine), sineOfTurns(u))).isLessThan(ULPS);
  }

  private static double ulps(double value, double reference) {
    return Math.abs(value - reference) / Math.ulp(reference);
  }

  /** sin 2πu by the nearest multiple of ½, u less which is exact. */
  private static double sineOfTurns(double u) {
    double half = Math.rint(2 * u) / 2;
    return (half == 0.5 ? -1 : 1) * sineOfSmall(u - half);
  }

  /** cos 2πu = sin 2π(¼ − u), ¼ − u being exact in two parts. */
  private static double cosineOfTurns(double u) {
    double quarter = u < 0.5 ? 0.25 : 0.75;
    double sign = u < 0.5 ? 1 : -1;
    return Math.abs(u - quarter) < 0.125
        ? sign * sineOfSmall(quarter - u)
        : cosineOfSmall(u - Math.rint(2 * u) / 2) * (Math.rint(2 * u) == 1 ? -1 : 1);
  }

  /** sin(a + b) = sin a + b cos a for an angle in two parts. */
  private static double sineOfSmall(double turns) {
    double angle = turns * (2 * Math.PI);
    double low = Math.fma(turns, 2 * Math.PI, -angle) + turns * TWO_PI_LOW;
    return StrictMath.sin(angle) + low * StrictMath.cos(angle);
  }

  private static double cosineOfSmall(double turns) {
    double angle = turns * (2 * Math.PI);
    double low = Math.fma(turns, 2 * Math.PI, -angle) + turns * TWO_PI_LOW;
    return StrictMath.cos(angle) - low * StrictMath.sin(angle);
  }
}
