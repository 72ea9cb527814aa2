package org.lethe.core.data;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a newcomer is told: one line that names the file, the line and the column. */
class CsvRefusalTest {
  private static final Schema SCHEMA =
      Schema.of(
          "id",
          Column.number("skewness"),
          Column.count("n"),
          Column.category("class", "no", "yes"));

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "abc | 'abc' is not a number; declare it a category if it holds labels",
        "1d | '1d' is not a number; declare it a category if it holds labels",
        "0x10 | '0x10' is not a number; declare it a category if it holds labels",
        "\"1,5\" | '1,5' is not a number; write the decimal mark as a point",
        "NaN | the value is NaN; a number must be finite",
        "-inf | the value is infinite; a number must be finite",
        "Infinity | the value is infinite; a number must be finite",
        "1e999 | 1e999 is too large for a double",
        "'' | the value is missing; leave the row out or fill it in",
        "NA | the value is missing ('NA'); leave the row out or fill it in",
        "? | the value is missing ('?'); leave the row out or fill it in",
      })
  void aCellThatIsNoFiniteNumber(String cell, String why) throws IOException {
    Path csv = file("id,skewness,n,class\na,1,1,no\nb," + cell + ",1,no\n");

    assertThatThrownBy(() -> Table.csv(csv, SCHEMA))
        .isInstanceOf(DataException.class)
        .hasMessage(csv + ", line 3, column 'skewness': " + why);
    assertThatThrownBy(() -> Schema.id("id").standardised("skewness").learn(csv))
        .hasMessage(csv + ", line 3, column 'skewness': " + why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-1 | -1 is not a count; a count is 0, 1, 2, …",
        "2.5 | 2.5 is not a count; a count is 0, 1, 2, …",
        "two | 'two' is not a number",
      })
  void aCellThatIsNoCount(String cell, String why) throws IOException {
    Path csv = file("id,skewness,n,class\na,1," + cell + ",no\n");

    assertThatThrownBy(() -> Table.csv(csv, SCHEMA))
        .hasMessage(csv + ", line 2, column 'n': " + why);
    assertThatThrownBy(() -> Schema.id("id").count("n").learn(csv))
        .hasMessage(csv + ", line 2, column 'n': " + why);
  }

  @Test
  void aNewLevel() throws IOException {
    refused(
        "id,skewness,n,class\na,1,1,Yes\n",
        ", line 2, column 'class': 'Yes' is a new level; the levels are 'no', 'yes'; "
            + "did you mean 'yes'?");
    refused(
        "id,skewness,n,class\na,1,1,maybe\n",
        ", line 2, column 'class': 'maybe' is a new level; the levels are 'no', 'yes'");
    refused("id,skewness,n,class\na,1,1,\n", ", line 2, column 'class': the value is missing");
  }

  @Test
  void idsThatRepeatOrAreMissing() throws IOException {
    refused(
        "id,skewness,n,class\na,1,1,no\nb,1,1,no\na,2,2,no\n",
        ", line 4, column 'id': id 'a' already stands in line 2");
    refused("id,skewness,n,class\n,1,1,no\n", ", line 2, column 'id': the value is missing");
  }

  @Test
  void aColumnThatIsNotThere() throws IOException {
    refused(
        "id,skewnes,n,class\na,1,1,no\n",
        " has no column 'skewness'; it has 'id', 'skewnes', 'n', 'class'; did you mean 'skewnes'?");
    refused(
        "id,variance,n,class\na,1,1,no\n",
        " has no column 'skewness'; it has 'id', 'variance', 'n', 'class'");
    refused(
        "id;skewness;n;class\na;1;1;no\n",
        " has no column 'id'; it has 'id;skewness;n;class'; separate the columns by commas");
  }

  @Test
  void aLineOfAnotherLength() throws IOException {
    refused(
        "id,skewness,n,class\na,1,1,no\nb,1,1\n",
        ", line 3: 3 values where the header names 4 columns");
    refused(
        "id,skewness,n,class\na,1,1,no,2\n", ", line 2: 5 values where the header names 4 columns");
  }

  @Test
  void aLineNumberCountsLinesAndNotRows() throws IOException {
    refused(
        "id,skewness,n,class\n\n\"a\nb\",1,1,no\nc,x,1,no\n",
        ", line 5, column 'skewness': 'x' is not a number; declare it a category if it holds "
            + "labels");
  }

  @Test
  void whateverTheCellTheMessageIsOneShortLine() throws IOException {
    refused(
        "id,skewness,n,class\na,\"some\n words " + "x".repeat(99) + "\",1,no\n",
        ", line 2, column 'skewness': 'some words "
            + "x".repeat(29)
            + "…' is not a number; declare it a category if it holds labels");
  }

  @Test
  void aHeaderWithANameTwice() throws IOException {
    refused(
        "id,skewness,n,n,class\na,1,1,1,no\n",
        ", line 1: column 'n' is there twice; rename one of them");
  }

  @Test
  void filesWithoutRows() throws IOException {
    refused("", " is empty; its first line must name the columns");
    refused("id,skewness,n,class\n", " has no rows below its header");
  }

  @Test
  void filesThatAreNoCsv() throws IOException {
    Path missing = folder.resolve("nowhere.csv");
    assertThatThrownBy(() -> Table.csv(missing, SCHEMA))
        .isInstanceOf(DataException.class)
        .hasMessage("there is no file '" + missing + "'");
    assertThatThrownBy(() -> Table.csv(folder, SCHEMA))
        .hasMessage("'" + folder + "' is a directory, not a CSV file");
    Path latin = folder.resolve("latin.csv");
    Files.write(latin, "id,größe\na,1\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> Table.csv(latin, SCHEMA))
        .isInstanceOf(DataException.class)
        .hasMessage(latin + " is not UTF-8 text; save it as CSV in UTF-8");
    Path open = file("id,skewness,n,class\na,\"1,1,no\n");
    assertThatThrownBy(() -> Table.csv(open, SCHEMA))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(open + " is not a CSV file: ")
        .hasMessageContaining("quote")
        .hasMessageContaining("line 2");
  }

  @Test
  void aConstantColumnCannotBeStandardised() throws IOException {
    Path csv = file("id,x\na,0.1\nb,0.1\nc,0.1\n");
    assertThatThrownBy(() -> Schema.id("id").standardised("x").learn(csv))
        .isInstanceOf(DataException.class)
        .hasMessage(
            csv
                + ", column 'x': its 3 values do not vary, so it cannot be standardised; "
                + "declare it a number");
  }

  @Test
  void aGuessedNumberColumnWithAWordInIt() throws IOException {
    Path csv = file("id,x\na,1\nb,one\n");
    assertThatThrownBy(() -> Schema.id("id").others().learn(csv))
        .hasMessage(
            csv
                + ", line 3, column 'x': 'one' is not a number; declare it a category if it holds "
                + "labels");
  }

  private void refused(String content, String message) throws IOException {
    Path csv = file(content);
    assertThatThrownBy(() -> Table.csv(csv, SCHEMA))
        .isInstanceOf(DataException.class)
        .hasMessage(csv + message);
  }

  private Path file(String content) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "banknote", ".csv"), content);
  }
}
