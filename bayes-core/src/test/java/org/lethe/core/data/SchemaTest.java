package org.lethe.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchemaTest {
  private static final Schema SCHEMA =
      Schema.of(
          "id",
          Column.standardised("x", 0.1, 2.5),
          Column.number("y"),
          Column.count("n"),
          Column.category("kind", "a", "b"));

  @Test
  void itComesBackFromJsonUnchanged() throws Exception {
    ObjectMapper json = new ObjectMapper();
    Schema back = json.readValue(json.writeValueAsString(SCHEMA), Schema.class);

    assertThat(back).isEqualTo(SCHEMA);
    assertThat(back.digest()).isEqualTo(SCHEMA.digest());
  }

  @Test
  void learnedConstantsAreNamed() {
    assertThat(SCHEMA.learnedConstants())
        .containsExactly(
            "column 'x': its centre 0.100000 and scale 2.50000",
            "column 'kind': its levels 'a', 'b'");
    assertThat(Schema.of("id", Column.number("x")).learnedConstants()).isEmpty();
  }

  @Test
  void whatAModelHoldsBesidesColumnsIsRememberedToo() {
    Schema more = SCHEMA.remembering("inducing inputs: 20 centres").without("x");
    assertThat(more.learnedConstants())
        .containsExactly("column 'kind': its levels 'a', 'b'", "inducing inputs: 20 centres");
    assertThat(more.digest()).isNotEqualTo(SCHEMA.without("x").digest());
    assertThatThrownBy(() -> SCHEMA.remembering(" "))
        .hasMessage("Schema: what it remembers must not be blank");
  }

  @Test
  void columnsCanBeLeftOut() {
    Schema features = SCHEMA.without("n", "kind");

    assertThat(features.columns())
        .containsExactly(Column.id("id"), Column.standardised("x", 0.1, 2.5), Column.number("y"));
    assertThat(features.has("n")).isFalse();
    assertThatThrownBy(() -> SCHEMA.without("z")).isInstanceOf(DataException.class);
    assertThatThrownBy(() -> SCHEMA.without("id"))
        .hasMessage("Schema: 'id' holds the row ids; keep it");
  }

  @Test
  void theDigestDependsOnEveryPart() {
    assertThat(
            List.of(
                SCHEMA.digest(),
                SCHEMA.without("y").digest(),
                Schema.of("id", Column.number("x")).digest(),
                Schema.of("key", Column.number("x")).digest(),
                Schema.of("id", Column.count("x")).digest(),
                Schema.of("id", Column.standardised("x", 1, 1)).digest(),
                Schema.of("id", Column.standardised("x", 0, 2)).digest(),
                Schema.of("id", Column.category("x", "a", "b")).digest(),
                Schema.of("id", Column.category("x", "ab")).digest(),
                Schema.of("id", Column.category("x", "b", "a")).digest()))
        .doesNotHaveDuplicates();
  }

  @Test
  void columnsAreFoundByNameOrSuggested() {
    assertThat(SCHEMA.column("kind").levels()).containsExactly("a", "b");
    assertThat(SCHEMA.valueColumns())
        .extracting(Column::name)
        .containsExactly("x", "y", "n", "kind");
    assertThatThrownBy(() -> SCHEMA.column("kin"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "no column 'kin' in the schema; it has 'id', 'x', 'y', 'n', 'kind'; "
                + "did you mean 'kind'?");
  }

  @Test
  void contradictionsAreRefused() {
    assertThatThrownBy(() -> Schema.of("id", Column.number("x"), Column.count("x")))
        .hasMessage("Schema: columns must differ, got 'x' twice");
    assertThatThrownBy(() -> Schema.id("id").number("x").count("x"))
        .hasMessage("Schema: columns must differ, got 'x' twice");
    assertThatThrownBy(() -> Schema.id("id").number("id"))
        .hasMessage("Schema: columns must differ, got 'id' twice");
    assertThatThrownBy(() -> new Schema("id", List.of(Column.number("x")), Map.of()))
        .hasMessage("Schema: columns must contain the id column 'id'");
    assertThatThrownBy(() -> Schema.of("id", Column.id("other")))
        .hasMessage("Schema: the id column must be 'id' and no other, got 'other' of kind ID");
    assertThatThrownBy(() -> Column.category("k"))
        .hasMessageContaining("levels must be given for a category");
    assertThatThrownBy(() -> Column.category("k", "a", "a"))
        .hasMessage("Column 'k': levels must differ, got [a, a]");
    assertThatThrownBy(() -> Column.standardised("x", 0, 0))
        .hasMessage("Column 'x': scale must be positive and finite, got 0.0");
    assertThatThrownBy(() -> new Column("n", Column.Kind.COUNT, List.of(), 1, 1))
        .hasMessage("Column 'n': only a number can be standardised, got COUNT");
    assertThatThrownBy(() -> Column.number(" ")).hasMessage("Column: name must not be blank");
  }
}
