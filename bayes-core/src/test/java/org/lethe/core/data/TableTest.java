package org.lethe.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableTest {
  private static final Schema SCHEMA =
      Schema.of("id", Column.standardised("x", 1, 2), Column.category("k", "u", "v"));
  private static final Table TABLE =
      Table.of(
          SCHEMA,
          List.of("a", "b", "c"),
          Map.of("x", new double[] {1, 3, 5}, "k", new double[] {0, 1, 0}));

  @Test
  void valuesAreCodedAsTheSchemaSays() {
    assertThat(TABLE.column("x")).containsExactly(0, 1, 2);
    assertThat(TABLE.column("k")).containsExactly(0, 1, 0);
    assertThat(TABLE.index("c")).isEqualTo(2);
    assertThat(TABLE.contains("z")).isFalse();
  }

  @Test
  void rowsGetIdsWhereNoneAreGiven() {
    assertThat(Table.of(Map.of("x", new double[] {7, 8})).ids()).containsExactly("row-0", "row-1");
    Table given = Table.of(Map.of("x", new double[] {7, 8}, "id", new double[] {12, 10}));
    assertThat(given.ids()).containsExactly("12", "10");
    assertThat(given.schema().valueColumns()).containsExactly(Column.number("x"));
    assertThat(Table.of(Map.of()).size()).isZero();
  }

  @Test
  void selectionKeepsTheOrderOfTheTable() {
    Table chosen = TABLE.select(List.of("c", "a"));

    assertThat(chosen.ids()).containsExactly("a", "c");
    assertThat(chosen.column("x")).containsExactly(0, 2);
    assertThat(TABLE.select(List.of()).size()).isZero();
    Table many = Table.of(Map.of("x", new double[30]));
    assertThat(many.select(many.ids()).ids()).isEqualTo(many.ids());
  }

  @Test
  void rowsAreFoundByLevel() {
    assertThat(TABLE.where("k", "u").ids()).containsExactly("a", "c");
    assertThatThrownBy(() -> TABLE.where("k", "w"))
        .isInstanceOf(DataException.class)
        .hasMessage("column 'k' has no level 'w'; the levels are 'u', 'v'; did you mean 'u'?");
    assertThatThrownBy(() -> TABLE.where("x", "1"))
        .hasMessage("column 'x' is no category, so it has no level '1'");
  }

  @Test
  void unknownIdsAreNamed() {
    assertThatThrownBy(() -> TABLE.select(List.of("a", "z")))
        .isInstanceOf(DataException.class)
        .hasMessage("no row has the id 'z'; the ids here are 'a', 'b', 'c', …");
    assertThatThrownBy(() -> TABLE.select(List.of("y", "a", "z")))
        .hasMessage("2 ids name no row: 'y', 'z'; the ids here are 'a', 'b', 'c', …");
    assertThatThrownBy(() -> TABLE.index("z")).hasMessageContaining("no row has the id 'z'");
    assertThatThrownBy(() -> TABLE.select(List.of("a", "b", "a")))
        .hasMessage("id 'a' is asked for twice; name each row once");
  }

  @Test
  void unknownColumnsAreSuggested() {
    assertThatThrownBy(() -> TABLE.column("X"))
        .isInstanceOf(DataException.class)
        .hasMessage("no column 'X' in the schema; it has 'id', 'x', 'k'; did you mean 'x'?");
    assertThatThrownBy(() -> TABLE.column("id"))
        .hasMessage("column 'id' holds the row ids, which are no values");
  }

  @Test
  void valuesThatCannotStandAreRefused() {
    assertThatThrownBy(() -> Table.of(Map.of("x", new double[] {1, Double.NaN})))
        .isInstanceOf(DataException.class)
        .hasMessage("Table.of, row 1, column 'x': the value is NaN; a number must be finite");
    assertThatThrownBy(() -> with(new double[] {1}, new double[] {2}))
        .hasMessage("Table.of, row 0, column 'k': 2 is not the index of a level, 0 to 1");
    assertThatThrownBy(() -> with(new double[] {1, 2}, new double[] {0}))
        .hasMessage("Table.of: column 'x' must have a value for each of the 1 rows, got 2");
    assertThatThrownBy(() -> Table.of(SCHEMA, List.of("a"), Map.of("x", new double[] {1})))
        .hasMessage("Table.of: no column 'k'; there are 'x'; did you mean 'x'?");
    assertThatThrownBy(() -> Table.of(List.of("a", "a"), Map.of("x", new double[] {1, 2})))
        .hasMessage("Table.of, row 1, column 'id': id 'a' stands for an earlier row too");
    assertThatThrownBy(() -> Table.of(List.of(""), Map.of("x", new double[] {1})))
        .hasMessage("Table.of, row 0, column 'id': the id is missing");
    assertThatThrownBy(() -> Table.of(Map.of("id", new double[] {0.5})))
        .hasMessage("Table.of, row 0, column 'id': an id must be a whole number, got 0.5");
  }

  @Test
  void theCallersArraysAreCopied() {
    double[] x = {1, 2};
    Table table = Table.of(Map.of("x", x));
    x[0] = 99;

    assertThat(table.column("x")).containsExactly(1, 2);
  }

  @Test
  void theDigestIgnoresOrderAndNothingElse() {
    Map<String, double[]> x = Map.of("x", new double[] {1, 2});
    Table table = Table.of(List.of("a", "b"), x);

    assertThat(Table.of(List.of("b", "a"), Map.of("x", new double[] {2, 1})).digest())
        .isEqualTo(table.digest())
        .matches("[0-9a-f]{64}");
    assertThat(
            List.of(
                table.digest(),
                Table.of(List.of("b", "a"), x).digest(),
                Table.of(List.of("a", "c"), x).digest(),
                Table.of(List.of("a", "b"), Map.of("y", new double[] {1, 2})).digest(),
                table.select(List.of("a")).digest(),
                table.select(List.of()).digest()))
        .doesNotHaveDuplicates();
    assertThat(Table.of(Map.of("x", new double[] {-0.0})).digest())
        .isEqualTo(Table.of(Map.of("x", new double[] {0.0})).digest());
  }

  @Test
  void theDigestOfRowsIsTheSumOfTheirHashes() {
    Table table = Table.of(List.of("a", "b"), Map.of("x", new double[] {1, 2}));
    BigInteger sum = hash(table, "a", 1).add(hash(table, "b", 2)).mod(BigInteger.TWO.pow(256));

    assertThat(new BigInteger(table.digest(), 16)).isEqualTo(sum);
  }

  @Test
  void itsTextDoesNotSpillRows() {
    assertThat(TABLE).hasToString("Table[3 rows of 2 columns]");
  }

  private static BigInteger hash(Table table, String id, double x) {
    byte[] bytes = Digest.of().add(table.schema().digest()).add(id).add(new double[] {x}).bytes();
    return new BigInteger(1, bytes);
  }

  private static Table with(double[] x, double[] k) {
    return Table.of(SCHEMA, List.of("a"), Map.of("x", x, "k", k));
  }
}
