package org.lethe.examples.experiment;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.lethe.core.data.Table;

/** Which of the moons are erased. */
public enum MoonVariant {
  /** The 20 with the largest x1, as published. */
  ORDERED("ordered", "the 20 of 100 moons with the largest x1"),
  /** The last 20 of the file, whose order is random. */
  RANDOM("random", "20 random ones of 100 moons"),
  /** Of label 1, the 30 with the largest x1. */
  CLASS_30("class-30", "the 30 of label 1 of 100 moons with the largest x1"),
  /** The same, 40. */
  CLASS_40("class-40", "the 40 of label 1 of 100 moons with the largest x1"),
  /** All of label 1. */
  CLASS_50("class-50", "all 50 of label 1 of 100 moons");

  private final String word;
  private final String title;

  MoonVariant(String word, String title) {
    this.word = word;
    this.title = title;
  }

  /** What the user types. */
  @Override
  public String toString() {
    return word;
  }

  /** A heading. */
  String title() {
    return "Forgetting " + title;
  }

  /** The ids to forget. */
  List<String> erased(Table rows) {
    double[] x1 = rows.column("x1");
    double[] label = rows.column("label");
    int n = rows.size();
    IntStream chosen =
        switch (this) {
          case ORDERED -> largest(x1, IntStream.range(0, n), 20);
          case RANDOM -> IntStream.range(n - 20, n);
          case CLASS_30 -> largest(x1, ofLabelOne(label), 30);
          case CLASS_40 -> largest(x1, ofLabelOne(label), 40);
          case CLASS_50 -> ofLabelOne(label);
        };
    return chosen.mapToObj(rows.ids()::get).toList();
  }

  private static IntStream ofLabelOne(double[] label) {
    return IntStream.range(0, label.length).filter(i -> label[i] == 1);
  }

  private static IntStream largest(double[] x1, IntStream of, int count) {
    Integer[] sorted =
        of.boxed().sorted(Comparator.comparingDouble(i -> -x1[i])).toArray(Integer[]::new);
    return Arrays.stream(sorted).limit(count).mapToInt(Integer::intValue);
  }
}
