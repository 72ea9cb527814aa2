package org.lethe.validation.benchmark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/**
 * Times the same fit many times over: first until so many seconds have gone by, as the compiler is
 * at work for about two, and then for as long again.
 *
 * @param seconds of each, at least; whole fits
 */
record WarmFits(int seconds) {

  /** So much where nothing else is asked for. */
  static final int PUBLISHED = 2;

  static WarmFits of(JobOptions options) {
    return new WarmFits(options.count("seconds", PUBLISHED));
  }

  /**
   * The median of the timed fits, by wall time.
   *
   * @param fit runs it and says what its steps took
   */
  Stopwatch median(Supplier<Stopwatch> fit) {
    repeated(fit);
    List<Stopwatch> timed = repeated(fit);
    timed.sort(Comparator.comparingDouble(Stopwatch::wall));
    return timed.get(timed.size() / 2);
  }

  private List<Stopwatch> repeated(Supplier<Stopwatch> fit) {
    List<Stopwatch> all = new ArrayList<>();
    double spent = 0;
    while (spent < seconds) {
      Stopwatch one = fit.get();
      all.add(one);
      spent += one.wall();
    }
    return all;
  }
}
