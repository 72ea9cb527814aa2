package org.lethe.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lethe.examples.Cli.lethe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every mistake of a newcomer gets one line that says how to mend it, and status 2. */
class MistakeTest {
  @TempDir static Path dir;

  @BeforeAll
  static void filesToMistake() throws IOException {
    Samples.write(dir.resolve("data.csv"), "logistic", 60);
    Samples.write(dir.resolve("line.csv"), "linear", 60);
    Samples.write(dir.resolve("three.csv"), "multinomial", 60);
    Samples.write(dir.resolve("other.csv"), "logistic", 59);
    Samples.ids(dir.resolve("ids.txt"), 3, 4);
    Files.writeString(dir.resolve("strange.txt"), "r-001\nr-999\n");
    Files.writeString(dir.resolve("twice.txt"), "r-001\nr-001\n");
    Files.writeString(dir.resolve("none.txt"), "# nobody\n\n");
    Files.writeString(dir.resolve("columns.csv"), "id,u,v\nr-001,1,2\n");
    Files.writeString(dir.resolve("level.csv"), "id,x1,x2,colour\nr-001,1,2,mauve\n");
    Files.writeString(dir.resolve("noid.csv"), "name,x,y\na,1,0\nb,2,1\n");
    Files.writeString(dir.resolve("same.csv"), "id,x,y\na,1,0\nb,2,0\n");
    Files.writeString(dir.resolve("nan.csv"), "id,x,y\na,1,0\nb,NaN,1\n");
    Files.writeString(dir.resolve("gap.csv"), "id,x,y\na,1,0\nb,,1\n");
    Files.writeString(dir.resolve("duplicate.csv"), "id,x,y\na,1,0\na,2,1\n");
    Files.writeString(dir.resolve("empty.csv"), "");
    Files.writeString(dir.resolve("half.csv"), "id,x,y\na,1,0.5\nb,2,1\n");
    fit("data.csv", "logistic", "--category colour", "a.fit");
    fit("data.csv", "logistic", "--ignore colour", "b.fit");
    fit("line.csv", "linear", "--ignore colour", "exact.fit");
    fit("data.csv", "logistic", "--ignore colour --family flow:1 --steps 20", "flow.fit");
    fit("data.csv", "logistic", "--ignore colour --rank 1 --steps 20", "low.fit");
    byte[] bytes = Files.readAllBytes(dir.resolve("a.fit"));
    Files.write(dir.resolve("short.fit"), Arrays.copyOf(bytes, bytes.length / 2));
    bytes[bytes.length / 2] ^= 1;
    Files.write(dir.resolve("edited.fit"), bytes);
    Cli forget =
        in(
            "forget --fit b.fit --data data.csv --rows ids.txt --method eubo --mass 0.9 --out"
                + " b2.fit");
    assertThat(forget.status()).describedAs(forget.err()).isZero();
  }

  private static void fit(String data, String model, String more, String out) {
    Cli fit =
        in("fit --data " + data + " --target y --model " + model + " " + more + " --out " + out);
    assertThat(fit.status()).describedAs(fit.err()).isZero();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "fit --data gone.csv --target y --model linear --out x.fit | there is no file | gone.csv",
        "fit --data data.csv --target yy --model logistic --out x.fit | no column 'yy' | did you"
            + " mean 'y'?",
        "fit --data data.csv --target z --model logistic --out x.fit | no column 'z' | 'colour',"
            + " 'y'",
        "fit --data data.csv --target y --model logistic --out x.fit | line 2, column 'colour' |"
            + " --category",
        "fit --data data.csv --target y --model linear --ignore colour --out x.fit | column 'y' |"
            + " not a number",
        "fit --data data.csv --target y --model poisson --ignore colour --out x.fit | column 'y' |"
            + " not a number",
        "fit --data half.csv --target y --model poisson --out x.fit | line 2, column 'y' | count",
        "fit --data three.csv --target y --model logistic --ignore colour --out x.fit | 3 labels |"
            + " multinomial",
        "fit --data same.csv --target y --model logistic --out x.fit | always '0' | tell apart",
        "fit --data noid.csv --target y --model logistic --out x.fit | no column 'id' | --id",
        "fit --data nan.csv --target y --model logistic --out x.fit | line 3, column 'x' | NaN",
        "fit --data gap.csv --target y --model logistic --out x.fit | line 3, column 'x' | missing",
        "fit --data duplicate.csv --target y --model logistic --out x.fit | line 3 | 'a'",
        "fit --data empty.csv --target y --model logistic --out x.fit | empty | name the columns",
        "fit --data data.csv --target y --model logistic --category hue --out x.fit | no column"
            + " 'hue' | --category",
        "fit --data data.csv --target y --model logistic --ignore hue --out x.fit | no column 'hue'"
            + " | --ignore",
        "fit --data data.csv --target y --model logistic --features hue --out x.fit | no column"
            + " 'hue' | 'x1'",
        "fit --data data.csv --target y --model logistic --features x1,y --out x.fit | 'y' cannot"
            + " be both | --target and --features",
        "fit --data data.csv --target y --model logistic --features x1,x1 --out x.fit | --features"
            + " | 'x1' is named twice",
        "fit --data data.csv --target y --model logistic --ignore y --out x.fit | 'y' cannot be"
            + " both | --target and --ignore",
        "fit --data data.csv --target id --model multinomial --out x.fit | 'id' cannot be both |"
            + " --target and --id",
        "fit --data data.csv --target y --model poisson --offset x1 --weights x1 --out x.fit | 'x1'"
            + " cannot be both | --offset and --weights",
        "fit --data data.csv --target y --model logit --out x.fit | logit | linear, logistic,"
            + " multinomial, poisson",
        "fit --data data.csv --target y --model logistic | --out | --help",
        "fit --data line.csv --target y --model linear --ignore colour --steps 5 --out x.fit |"
            + " --steps | --family",
        "fit --data data.csv --target y --model logistic --ignore colour --engine exact --out x.fit"
            + " | --engine exact | linear",
        "fit --data data.csv --target y --model logistic --ignore colour --engine svi --draws 9"
            + " --out x.fit | --draws means nothing | --engine",
        "fit --data data.csv --target y --model logistic --ignore colour --engine laplace"
            + " --checkpoint s --out x.fit | --checkpoint means nothing | --engine",
        "fit --data data.csv --target y --model logistic --ignore colour --checkpoint no/s --out"
            + " x.fit | --checkpoint | no directory",
        "fit --data data.csv --target y --model logistic --ignore colour --draws 3 --out x.fit |"
            + " --draws | at least 4",
        "fit --data data.csv --target y --model logistic --ignore colour --accept 1 --out x.fit |"
            + " --accept | between 0 and 1",
        "fit --data data.csv --target y --model logistic --ignore colour --family low-rank --out"
            + " x.fit | low-rank | --rank R",
        "fit --data data.csv --target y --model logistic --ignore colour --family flow:0 --out"
            + " x.fit | --family | flow:LAYERS, LAYERS from 1 to 64",
        "fit --data data.csv --target y --model logistic --ignore colour --family flow:9999 --out"
            + " x.fit | --family | LAYERS from 1 to 64",
        "fit --data data.csv --target y --model logistic --ignore colour --family flow:99999999999"
            + " --out x.fit | --family | LAYERS from 1 to 64",
        "fit --data data.csv --target y --model logistic --ignore colour --family flow --rank 2"
            + " --out x.fit | --rank | --family flow;",
        "fit --data data.csv --target y --model logistic --ignore colour --family full-rank --rank"
            + " 2 --out x.fit | --rank | full-rank",
        "fit --data data.csv --target y --model logistic --ignore colour --rank 9 --out x.fit |"
            + " rank must be at most | full-rank",
        "experiment banknote --family mean-field | --family must be | flow:LAYERS",
        "experiment posterior --model radon | --model must be all or one of | arK-arK",
        "experiment posterior --model arK --seeds 0 | --seeds | at least 1",
        "fit --data data.csv --target y --model logistic --ignore colour --threads 0 --out x.fit |"
            + " --threads | at least 1",
        "fit --data data.csv --target y --model logistic --ignore colour --prior -1 --out x.fit |"
            + " prior | positive",
        "fit --data data.csv --target y --model logistic --ignore colour --seed one --out x.fit |"
            + " --seed | one",
        "summary gone.fit | there is no file | lethe fit",
        "summary data.csv | data.csv | not",
        "summary short.fit | short.fit | end",
        "summary edited.fit | edited.fit | checksum",
        "summary b.fit --report x.html | no chains | --data",
        "summary b.fit --data data.csv | fits by draws | has a formula",
        "summary b.fit --data other.csv --report x.html | does not hold the rows | b.fit",
        "summary b.fit --data data.csv --report no/x.html | --report | no directory",
        "predict --fit a.fit --data columns.csv --out p.csv | no column | 'x1'",
        "predict --fit a.fit --data level.csv --out p.csv | 'mauve' | 'blue', 'green', 'red'",
        "forget --fit b.fit --data data.csv --rows strange.txt --method eubo --mass 0.9 --out x.fit"
            + " | line 2 | 'r-999'",
        "forget --fit b.fit --data data.csv --rows twice.txt --method eubo --mass 0.9 --out x.fit |"
            + " line 2 | twice",
        "forget --fit b.fit --data data.csv --rows none.txt --method eubo --mass 0.9 --out x.fit |"
            + " names no row | one id a line",
        "forget --fit b.fit --data data.csv --rows gone.txt --method eubo --mass 0.9 --out x.fit |"
            + " there is no file | --rows",
        "forget --fit b.fit --data data.csv --rows ids.txt --method eubo --lambda 2 --out x.fit |"
            + " --lambda must be between 0 | 1 (forget nothing with --hard, a little without)",
        "forget --fit flow.fit --data data.csv --rows ids.txt --method bif --out x.fit | flow.fit"
            + " holds a flow | --method eubo",
        "forget --fit low.fit --data data.csv --rows ids.txt --method bif --out x.fit | low.fit"
            + " holds a low-rank fit | --method eubo",
        "forget --fit low.fit --data data.csv --rows ids.txt --method reverse-kl --mass 0.9 --out"
            + " x.fit | low.fit holds a low-rank fit | --method eubo",
        "forget --fit b.fit --data data.csv --rows ids.txt --method eubo --lambda NaN --out x.fit |"
            + " --lambda | between 0",
        "forget --fit b.fit --data data.csv --rows ids.txt --method eubo --mass 0 --out x.fit |"
            + " --mass | above 0",
        "forget --fit b.fit --data data.csv --rows ids.txt --method eubo --lambda 0.1 --mass 0.9"
            + " --out x.fit | --lambda | mutually exclusive",
        "forget --fit b.fit --data data.csv --rows ids.txt --method eubo --out x.fit | --mass 0.9 |"
            + " --lambda 0",
        "forget --fit b.fit --data data.csv --rows ids.txt --method exact --out x.fit | variational"
            + " | --method eubo",
        "forget --fit exact.fit --data line.csv --rows ids.txt --method eubo --mass 0.9 --out x.fit"
            + " | --method exact | --family full-rank",
        "forget --fit exact.fit --data line.csv --rows ids.txt --method exact --mass 0.9 --out"
            + " x.fit | --mass | leave them out",
        "forget --fit b.fit --data other.csv --rows ids.txt --method eubo --mass 0.9 --out x.fit |"
            + " does not hold the rows | b.fit",
        "forget --fit b.fit --data columns.csv --rows ids.txt --method eubo --mass 0.9 --out x.fit"
            + " | no column 'x1' | 'u', 'v'",
        "learn --fit b.fit --data columns.csv --method eubo --out x.fit | no column 'x1' | 'u',"
            + " 'v'",
        "learn --fit b.fit --data data.csv --method eubo --out x.fit | very rows | new rows only",
        "verify --original a.fit --forgotten b2.fit --data data.csv --rows ids.txt --max-kl 1"
            + " --certificate c.json | another model | a.fit",
        "verify --original b.fit --forgotten b.fit --data data.csv --rows ids.txt --max-kl 1"
            + " --certificate c.json | not made from | b.fit",
        "verify --original b.fit --forgotten b2.fit --data data.csv --rows twice.txt --max-kl 1"
            + " --certificate c.json | line 2 | twice",
        "verify --original b.fit --forgotten b2.fit --data data.csv --rows ids.txt --max-kl 0"
            + " --certificate c.json | --max-kl | positive",
        "experiment gmm --engine sgld --method eubo | 'eubo' for engine 'sgld' | sgld with"
            + " reweight",
        "experiment gmm --rows 401 | rows | multiple of 4",
        "experiment gmm --rows 400 --erase 300 | erased rows | from 1 to 200",
        "experiment gmm-study --seeds 0 | --seeds | at least 1",
        "experiment moons --variant cheese | --variant | ordered, random, class-30",
        "experiment banknote --iterations 0 | --iterations | at least 1",
        "demo --threads none | --threads | none",
        "fti --data data.csv | fti | fit",
        "forget --fti b.fit | --fti | --help",
      })
  void aMistakeGetsOneHelpfulLine(String arguments, String what, String how) {
    Cli answer = in(arguments);
    assertThat(answer.complaints()).hasSize(1);
    assertThat(answer.err()).contains(what, how).startsWith("lethe").doesNotContain("Exception");
    assertThat(answer.status()).isEqualTo(2);
    assertThat(answer.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fit --data data.csv --target y --model logistic --ignore colour --out FILE/x.fit | no"
            + " directory",
        "fit --data data.csv --target y --model logistic --ignore colour --out DIR | directory",
        "predict --fit b.fit --data data.csv --out DIR/gone/p.csv | no directory",
        "demo --out FILE/here | cannot make the directory",
        "experiment banknote --out FILE | cannot make the directory",
      })
  void anOutputThatCannotBeWrittenIsRefusedBeforeAnythingIsComputed(String arguments, String what) {
    String file = dir.resolve("ids.txt").toString();
    Cli answer = in(arguments.replace("FILE", file).replace("DIR", dir.toString()));
    assertThat(answer.complaints()).hasSize(1);
    assertThat(answer.err()).contains(what, "--out");
    assertThat(answer.status()).isEqualTo(2);
  }

  @Test
  void aFailedFitLeavesTheOldFileWhole() throws IOException {
    byte[] before = Files.readAllBytes(dir.resolve("b.fit"));
    in(
        "forget --fit b.fit --data data.csv --rows strange.txt --method eubo --mass 0.9 --out"
            + " b.fit");
    assertThat(Files.readAllBytes(dir.resolve("b.fit"))).isEqualTo(before);
  }

  @Test
  void verboseShowsWhereAnErrorArose() {
    Cli answer = in("summary gone.fit --verbose");
    assertThat(answer.err()).contains("there is no file", "\tat org.lethe.examples");
    assertThat(answer.status()).isEqualTo(2);
  }

  @Test
  void withoutACommandTheHelpIsShown() {
    assertThat(lethe(new String[0]).err()).contains("demo", "forget");
    assertThat(lethe(new String[0]).status()).isEqualTo(2);
  }

  private static Cli in(String arguments) {
    return lethe(Arguments.in(dir, arguments));
  }
}
