package org.lethe.examples.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1.00",
    "-54.327, -54.3",
    "0.8295, 0.830",
    "0.0245, 0.0245",
    "9.17e-4, 9.17e-4",
    "-9.17e-14, -9.17e-14",
    "1234.5, 1235",
    "123456, 1.23e5",
    "NaN, -",
    "Infinity, inf"
  })
  void numbersHaveThreeDigits(double value, String words) {
    assertThat(Words.number(value)).isEqualTo(words);
  }

  @Test
  void longListsAreCutShort() {
    List<String> names = IntStream.range(0, 15).mapToObj(i -> "c" + i).toList();
    assertThat(Words.list(names)).endsWith("'c11' and 3 more").doesNotContain("c12");
    assertThat(Words.list(names.subList(0, 2))).isEqualTo("'c0', 'c1'");
  }

  @Test
  void onlyOneIsSingular() {
    assertThat(Words.count(1, "row")).isEqualTo("1 row");
    assertThat(Words.count(2, "row")).isEqualTo("2 rows");
  }

  @Test
  void columnsAreAligned() {
    assertThat(TextTable.of("", "mean").row("a", "1").row("long", "22.5").toString())
        .isEqualTo("       mean\na         1\nlong   22.5\n");
  }
}
