package org.lethe.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lethe.core.posterior.FitJson;

/** Columns that name groups, whose own columns stand in a file of their own. */
class GroupTableTest {

  private static final String COUNTIES =
      """
      county,uranium,state
      WRIGHT,-0.5,MN
      AITKIN,0.3,MN
      EMPTY,1.25,WI
      """;
  private static final String RADON =
      """
      id,log_radon,floor,county
      a,0.8,1,AITKIN
      b,0.7,0,WRIGHT
      c,1.1,0,AITKIN
      """;

  @TempDir private Path folder;

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private Schema schema(String counties, String radon) throws IOException {
    return Schema.id("id")
        .number("log_radon", "floor")
        .group("county", file("counties.csv", counties))
        .learn(file("radon.csv", radon));
  }

  @Test
  void theGroupsOfTheFileAreTheLevelsInItsOrderWithRowsOrWithout() throws IOException {
    Schema schema = schema(COUNTIES, RADON);
    assertThat(schema.column("county"))
        .isEqualTo(Column.category("county", "WRIGHT", "AITKIN", "EMPTY"));
    Table group = schema.groups().get("county");
    assertThat(group.ids()).containsExactly("WRIGHT", "AITKIN", "EMPTY");
    assertThat(group.column("uranium")).containsExactly(-.5, .3, 1.25);
    assertThat(group.column("state")).containsExactly(0, 0, 1);
    Table rows = Table.csv(folder.resolve("radon.csv"), schema);
    assertThat(rows.column("county")).containsExactly(1, 0, 1);
    assertThat(rows.where("county", "AITKIN").ids()).containsExactly("a", "c");
    assertThat(rows.where("county", "EMPTY").size()).isZero();
  }

  @Test
  void erasingAllRowsOfAGroupKeepsTheGroup() throws IOException {
    Table rows = Table.csv(folder.resolve("radon.csv"), schema(COUNTIES, RADON));
    Table left = rows.after(Edit.forget(rows, List.of("a", "c")));
    assertThat(left.schema()).isEqualTo(rows.schema());
    assertThat(left.where("county", "AITKIN").size()).isZero();
    assertThat(left.schema().column("county").levels()).hasSize(3);
  }

  @Test
  void theTableIsPartOfTheDigestAndAChannel() throws IOException {
    Schema schema = schema(COUNTIES, RADON);
    assertThat(schema.digest()).isEqualTo(schema(COUNTIES, RADON).digest());
    assertThat(schema.digest())
        .isNotEqualTo(schema(COUNTIES.replace("1.25", "1.26"), RADON).digest());
    assertThat(schema.learnedConstants())
        .containsExactly("group 'county': its 3 groups and their columns 'uranium', 'state'");
    assertThat(schema.without("county").groups()).isEmpty();
    assertThat(schema.without("floor").groups()).containsOnlyKeys("county");
  }

  @Test
  void aFileOfTheSchemaBringsTheTableBack() throws IOException {
    Schema schema = schema(COUNTIES, RADON);
    Schema back = FitJson.read(FitJson.write(schema), Schema.class);
    assertThat(back.digest()).isEqualTo(schema.digest());
    assertThat(back.groups().get("county").ids()).isEqualTo(schema.groups().get("county").ids());
  }

  @Test
  void mistakesNameFileLineAndColumn() {
    assertThatThrownBy(() -> schema(COUNTIES, RADON.replace("b,0.7,0,WRIGHT", "b,0.7,0,WRIGH")))
        .isInstanceOf(DataException.class)
        .hasMessage(
            folder.resolve("radon.csv")
                + ", line 3, column 'county': 'WRIGH' is a new level; the levels are 'WRIGHT',"
                + " 'AITKIN', 'EMPTY'; did you mean 'WRIGHT'?");
    assertThatThrownBy(() -> schema(COUNTIES.replace("county,", "name,"), RADON))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(folder.resolve("counties.csv") + " has no column 'county'");
    assertThatThrownBy(() -> schema(COUNTIES.replace("EMPTY", "AITKIN"), RADON))
        .isInstanceOf(DataException.class)
        .hasMessage(
            folder.resolve("counties.csv")
                + ", line 4, column 'county': id 'AITKIN' already stands in line 3");
    assertThatThrownBy(() -> schema(COUNTIES.replace("0.3", ""), RADON))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("counties.csv, line 3, column 'uranium': the value is missing");
    Table other = Table.of(List.of("x"), Map.of("size", new double[] {1}));
    assertThatThrownBy(
            () ->
                new Schema(
                    "id",
                    List.of(Column.id("id"), Column.category("k", "a", "b")),
                    Map.of("k", other)))
        .hasMessage(
            "Schema: the levels of column 'k' must be the ids of its group table, in order");
  }
}
