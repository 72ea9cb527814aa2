package org.lethe.core.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTest {
  @TempDir Path folder;

  @Test
  void numbersCountsAndLevelsAreRead() throws IOException {
    Path csv = file("id,x,n,kind\na,1.5,3,red\nb,-2e-3,0,blue\n");
    Schema schema = Schema.id("id").number("x").count("n").category("kind").learn(csv);
    Table table = Table.csv(csv, schema);

    assertThat(table.size()).isEqualTo(2);
    assertThat(table.ids()).containsExactly("a", "b");
    assertThat(table.column("x")).containsExactly(1.5, -2e-3);
    assertThat(table.column("n")).containsExactly(3, 0);
    assertThat(schema.column("kind").levels()).containsExactly("blue", "red");
    assertThat(table.column("kind")).containsExactly(1, 0);
  }

  @Test
  void standardisedColumnsHaveMeanZeroAndVarianceOne() throws IOException {
    Path csv = file("id,x\na,1000001\nb,1000002\nc,1000006\n");
    Schema schema = Schema.id("id").standardised("x").learn(csv);

    // mean 1000003; squared distances 4 + 1 + 9 over n − 1 = 2
    assertThat(schema.column("x").centre()).isEqualTo(1000003);
    assertThat(schema.column("x").scale()).isEqualTo(Math.sqrt(7));
    assertThat(Table.csv(csv, schema).column("x"))
        .containsExactly(-2 / Math.sqrt(7), -1 / Math.sqrt(7), 3 / Math.sqrt(7));
  }

  @Test
  void aFrozenSchemaCodesNewRowsAsItLearned() throws IOException {
    Schema schema =
        Schema.id("id").standardised("x").category("k").learn(file("id,x,k\na,0,u\nb,2,v\n"));
    Table later = Table.csv(file("k,id,x\nv,c,5\n"), schema);

    assertThat(later.column("x")).containsExactly(4 / Math.sqrt(2));
    assertThat(later.column("k")).containsExactly(1);
  }

  @Test
  void levelsDoNotDependOnTheOrderOfRows() throws IOException {
    Schema one = Schema.id("id").category("k").learn(file("id,k\na,10\nb,9\nc,x\nd,-1\n"));
    Schema other = Schema.id("id").category("k").learn(file("id,k\nd,x\nc,-1\nb,10\na,9\n"));

    assertThat(one.column("k").levels()).containsExactly("-1", "9", "10", "x");
    assertThat(other).isEqualTo(one);
  }

  @Test
  void othersAreGuessedFromTheFirstRow() throws IOException {
    Path csv = file("id,y,x,word\na,1,0.5,no\nb,2,1,yes\n");
    Schema schema = Schema.id("id").count("y").others().learn(csv);

    assertThat(schema.columns())
        .containsExactly(
            Column.id("id"),
            Column.count("y"),
            Column.number("x"),
            Column.category("word", "no", "yes"));
  }

  @Test
  void columnsThatNobodyNamesAreIgnored() throws IOException {
    Table table =
        Table.csv(file(",id,x,note\n0,a,1,\n1,b,2,NaN\n"), Schema.of("id", Column.number("x")));

    assertThat(table.column("x")).containsExactly(1, 2);
  }

  @Test
  void spreadsheetHabitsAreUnderstood() throws IOException {
    Path csv =
        file("\uFEFFid, x ,k\r\n\"a\", 1 ,\"one, two\"\r\n\r\n  \r\nb,2,\"say \"\"no\"\"\"\r\n");
    Schema schema = Schema.id("id").number("x").category("k").learn(csv);

    assertThat(Table.csv(csv, schema).column("x")).containsExactly(1, 2);
    assertThat(schema.column("k").levels()).containsExactly("one, two", "say \"no\"");
  }

  private Path file(String content) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "rows", ".csv"), content);
  }
}
