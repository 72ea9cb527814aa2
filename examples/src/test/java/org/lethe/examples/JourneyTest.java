package org.lethe.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.lethe.examples.Cli.lethe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** fit, summary, predict, forget, verify, in the order in which a user takes them. */
class JourneyTest {
  @TempDir Path dir;

  /** Sixty rows, so that four short chains mix; what they tell of themselves is in the file too. */
  @Test
  void nutsFitsAndSaysHowWellItsChainsMixed() throws IOException {
    Samples.write(dir.resolve("data.csv"), "logistic", 60);
    Cli fit =
        in(
            "fit --data data.csv --target y --category colour --model logistic --engine nuts"
                + " --draws 500 --out n.fit");
    assertThat(fit.err()).isEmpty();
    assertThat(fit.status()).isZero();
    assertThat(fit.out()).contains("R-hat", "bulk ESS", "verdict: TRUSTED");
    assertThat(in("summary n.fit").out()).contains("R-hat", "made by: nuts", "chains 4");
    Cli sharper = in("summary n.fit --data data.csv");
    assertThat(sharper.err()).isEmpty();
    assertThat(sharper.out()).contains("sharper mean", "times the draws");
    assertThat(in("summary n.fit --data data.csv --report n.html").out()).contains("wrote ");
    assertThat(Files.readString(dir.resolve("n.html")))
        .contains("Traces", "Ranks", "chain 4", "Predictive check", "drawn anew, 5%", "colour");
    assertThat(in("summary n.fit --report n.html").status()).isZero();
    assertThat(Files.readString(dir.resolve("n.html"))).doesNotContain("Predictive check");
    Cli few =
        in(
            "fit --data data.csv --target y --category colour --model logistic --draws 20"
                + " --out few.fit");
    assertThat(few.status()).isZero();
    assertThat(few.out()).contains("verdict: DOUBTFUL", "too few effective draws");
  }

  /** What a fit to other rows has left, and one that ends. */
  @ParameterizedTest
  @CsvSource({"svi --steps 60, s.txt", "nuts --draws 60, s.txt-chain-1"})
  void aCheckpointIsReadAndRemovedAtTheEnd(String engine, String state) throws IOException {
    Samples.write(dir.resolve("data.csv"), "logistic", 60);
    String command =
        "fit --data data.csv --target y --ignore colour --model logistic --checkpoint s.txt"
            + " --engine "
            + engine
            + " --out c.fit";
    Files.writeString(dir.resolve(state), "no state");
    Cli refused = in(command);
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err()).contains(state + " is no checkpoint", "name another file");
    Files.delete(dir.resolve(state));
    Cli fit = in(command);
    assertThat(fit.err()).isEmpty();
    assertThat(fit.out()).contains("wrote ");
    try (Stream<Path> files = Files.list(dir)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("data.csv", "c.fit");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "linear, , exact, , EVIDENCE",
    "linear, full-rank, eubo, --lambda 0, EVIDENCE",
    "logistic, , eubo, --mass 0.9, EVIDENCE",
    "logistic, mean-field, eubo, --lambda 1e-3, EVIDENCE",
    "logistic, , reverse-kl, --mass 0.9 --hard, EVIDENCE",
    "multinomial, , eubo, --mass 0.9, EVIDENCE",
    "logistic, , bif, , EVIDENCE",
    "logistic, mean-field, bif, --stages 3, EVIDENCE",
    "logistic, low-rank --rank 2, eubo, --mass 0.9, EVIDENCE",
    "logistic, flow:2, eubo, --mass 0.9, EVIDENCE",
    "poisson, , eubo, --lambda 0, EVIDENCE"
  })
  void aModelGoesAllTheWay(String model, String family, String method, String gate, String grade)
      throws IOException {
    Samples.write(dir.resolve("data.csv"), model, 60);
    Samples.ids(dir.resolve("ids.txt"), 3, 17);
    String familyOption = family == null ? "" : " --family " + family;
    Cli fit =
        in(
            "fit --data data.csv --target y --category colour --model "
                + model
                + familyOption
                + " --out a.fit");
    assertThat(fit.err()).isEmpty();
    assertThat(fit.status()).isZero();
    assertThat(fit.out()).contains("verdict: TRUSTED", "x1", "colour=red");

    Cli summary = in("summary a.fit");
    assertThat(summary.status()).isZero();
    assertThat(summary.out()).contains("x2", "model:   " + model, "seed:    1");
    assertThat(in("summary a.fit --data data.csv --report a.html").err()).isEmpty();
    assertThat(Files.readString(dir.resolve("a.html"))).contains("Predictive check");

    Cli predict = in("predict --fit a.fit --data data.csv --out p.csv");
    assertThat(predict.status()).isZero();
    List<String> lines = Files.readAllLines(dir.resolve("p.csv"));
    assertThat(lines).hasSize(61);
    assertThat(lines.get(1)).startsWith("r-000,");

    String gateOption = gate == null ? "" : " " + gate;
    Cli forget =
        in(
            "forget --fit a.fit --data data.csv --rows ids.txt --method "
                + method
                + gateOption
                + " --out b.fit");
    assertThat(forget.err()).isEmpty();
    assertThat(forget.status()).isZero();
    assertThat(forget.out()).contains("forgot 2 rows", "verdict: TRUSTED");

    Cli verify =
        in(
            "verify --original a.fit --forgotten b.fit --data data.csv --rows ids.txt"
                + " --max-kl 0.05 --max-posterior-kl 0.3 --certificate c.json");
    assertThat(verify.err()).isEmpty();
    assertThat(verify.status()).isZero();
    assertThat(verify.out())
        .contains("grade: " + grade, "do nothing", "retrain again", "the edit took");
    assertThat(Files.readString(dir.resolve("c.json"))).contains(grade);
  }

  @ParameterizedTest
  @CsvSource({
    "nuts --draws 600 --chains 2, bif, '', retrain",
    "nuts --draws 600 --chains 2, reweight, '', ''",
    "laplace, bif, --first-order, retrain"
  })
  void drawsAndModesForgetToo(String engine, String method, String option, String said)
      throws IOException {
    Samples.write(dir.resolve("data.csv"), "logistic", 60);
    Samples.ids(dir.resolve("ids.txt"), 3, 17);
    in(
        "fit --data data.csv --target y --ignore colour --model logistic --engine "
            + engine
            + " --out a.fit");
    Cli forget =
        in(
            "forget --fit a.fit --data data.csv --rows ids.txt --method "
                + method
                + " "
                + option
                + " --out b.fit");
    assertThat(forget.err()).isEmpty();
    assertThat(forget.status()).isZero();
    assertThat(forget.out()).contains("forgot 2 rows", "verdict: TRUSTED", said);
    assertThat(in("summary b.fit").out()).contains("x1");
  }

  @Test
  void influenceNeedsRowsOrCurvature() throws IOException {
    Samples.write(dir.resolve("data.csv"), "logistic", 60);
    Samples.write(dir.resolve("new.csv"), "logistic", 60, 15);
    in("fit --data data.csv --target y --ignore colour --model logistic --out a.fit");
    assertThat(in("learn --fit a.fit --data new.csv --method bif --out b.fit").status()).isZero();
    in(
        "fit --data data.csv --target y --ignore colour --model logistic --family mean-field"
            + " --out c.fit");
    Cli refused = in("learn --fit c.fit --data new.csv --method bif --out d.fit");
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err()).contains("c.fit holds no curvature", "--family full-rank");
    Cli mixed = in("learn --fit a.fit --data new.csv --method eubo --stages 2 --out d.fit");
    assertThat(mixed.err()).contains("mean nothing for --method eubo");
  }

  @Test
  void exactForgettingWithoutLearnedConstantsIsExact() throws IOException {
    Samples.write(dir.resolve("data.csv"), "linear", 60);
    Samples.ids(dir.resolve("ids.txt"), 5);
    in("fit --data data.csv --target y --ignore colour --model linear --out a.fit");
    in("forget --fit a.fit --data data.csv --rows ids.txt --method exact --out b.fit");
    Cli verify =
        in(
            "verify --original a.fit --forgotten b.fit --data data.csv --rows ids.txt"
                + " --max-kl 1e-6 --certificate c.json");
    assertThat(verify.out()).contains("grade: EXACT");
    assertThat(verify.status()).isZero();
  }

  @Test
  void aLimitThatDoesNotHoldGivesStatusOne() throws IOException {
    Samples.write(dir.resolve("data.csv"), "logistic", 60);
    Samples.ids(dir.resolve("ids.txt"), 1, 2, 3, 4, 5, 6);
    in("fit --data data.csv --target y --ignore colour --model logistic --out a.fit");
    in("forget --fit a.fit --data data.csv --rows ids.txt --method eubo --lambda 1 --out b.fit");
    Cli verify =
        in(
            "verify --original a.fit --forgotten b.fit --data data.csv --rows ids.txt"
                + " --max-kl 1e-9 --certificate c.json");
    assertThat(verify.status()).isOne();
    assertThat(verify.out()).contains("DOES NOT HOLD", "grade: FAILED");
    assertThat(verify.err()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"linear, exact, , 1e-4", "logistic, eubo, --lambda 0, 6e-3"})
  void learningAndThenForgettingLeadsBack(
      String model, String method, String gate, double tolerance) throws IOException {
    Samples.write(dir.resolve("data.csv"), model, 60);
    Samples.write(dir.resolve("new.csv"), model, 60, 15);
    Samples.ids(dir.resolve("ids.txt"), IntStream.range(60, 75).toArray());
    in("fit --data data.csv --target y --ignore colour --model " + model + " --out a.fit");
    Cli learn = in("learn --fit a.fit --data new.csv --method " + method + " --out b.fit");
    assertThat(learn.err()).isEmpty();
    assertThat(learn.status()).isZero();
    List<String> all = new ArrayList<>(Files.readAllLines(dir.resolve("data.csv")));
    all.addAll(Files.readAllLines(dir.resolve("new.csv")).subList(1, 16));
    Files.write(dir.resolve("all.csv"), all);
    String gateOption = gate == null ? "" : " " + gate;
    Cli back =
        in(
            "forget --fit b.fit --data all.csv --rows ids.txt --method "
                + method
                + gateOption
                + " --out c.fit");
    assertThat(back.err()).isEmpty();
    assertThat(back.status()).isZero();
    double learned = first(in("summary b.fit"));
    double before = first(in("summary a.fit"));
    double after = first(in("summary c.fit"));
    assertThat(after).isCloseTo(before, within(tolerance));
    assertThat(Math.abs(learned - before)).isGreaterThan(3e-3);
  }

  @ParameterizedTest
  @CsvSource({"linear", "logistic", "poisson"})
  void theSameSeedGivesTheSameFitOnAnyNumberOfThreads(String model) throws IOException {
    Samples.write(dir.resolve("data.csv"), model, 700);
    String fit =
        "fit --data data.csv --target y --ignore colour --model " + model + " --family full-rank";
    in(fit + " --threads 1 --out one.fit");
    in(fit + " --threads 2 --out two.fit");
    assertThat(id(in("summary one.fit"))).isEqualTo(id(in("summary two.fit")));
  }

  @Test
  void rowsMayBePredictedWithoutTheTarget() throws IOException {
    Samples.write(dir.resolve("data.csv"), "logistic", 60);
    in("fit --data data.csv --target y --ignore colour --model logistic --out a.fit");
    Files.writeString(dir.resolve("new.csv"), "x2,id,x1\n0.5,n-1,-3\n0.5,n-2,3\n");
    assertThat(in("predict --fit a.fit --data new.csv --out p.csv").status()).isZero();
    List<String> lines = Files.readAllLines(dir.resolve("p.csv"));
    assertThat(lines.get(0)).isEqualTo("id,p_no,p_yes");
    double low = Double.parseDouble(lines.get(1).split(",")[2]);
    double high = Double.parseDouble(lines.get(2).split(",")[2]);
    assertThat(low).isLessThan(high);
    assertThat(Double.parseDouble(lines.get(1).split(",")[1]) + low).isCloseTo(1, within(1e-12));
  }

  @Test
  void weightsAndOffsetsArePartOfTheModel() throws IOException {
    Files.writeString(
        dir.resolve("data.csv"),
        "id,x,hours,w,y\na,1,0.1,1,2\nb,2,0.2,2,3\nc,3,0.1,1,9\nd,0,0.3,1,1\ne,2,0.1,0,40\n");
    Cli fit =
        in("fit --data data.csv --target y --model poisson --offset hours --weights w --out a.fit");
    assertThat(fit.err()).isEmpty();
    assertThat(fit.status()).isZero();
    Files.writeString(dir.resolve("new.csv"), "id,x,hours\nn,1,0\nm,1,1\n");
    assertThat(in("predict --fit a.fit --data new.csv --out p.csv").status()).isZero();
    List<String> lines = Files.readAllLines(dir.resolve("p.csv"));
    double without = Double.parseDouble(lines.get(1).split(",")[1]);
    double with = Double.parseDouble(lines.get(2).split(",")[1]);
    assertThat(with / without).isCloseTo(Math.E, within(1e-6));
  }

  @Test
  void idsAreWrittenDownOnlyUnderAKey() throws IOException {
    Samples.write(dir.resolve("data.csv"), "linear", 60);
    Samples.ids(dir.resolve("ids.txt"), 5);
    in("fit --data data.csv --target y --ignore colour --model linear --out a.fit");
    in("forget --fit a.fit --data data.csv --rows ids.txt --method exact --out b.fit --key k.txt");
    assertThat(in("summary b.fit").out()).contains("1 row, ids under a key");
    assertThat(Files.readString(dir.resolve("k.txt"))).matches("[0-9a-f]{64}\n");
    in("forget --fit a.fit --data data.csv --rows ids.txt --method exact --out c.fit");
    assertThat(in("summary c.fit").out()).doesNotContain("under a key");
  }

  private Cli in(String arguments) {
    return lethe(Arguments.in(dir, arguments));
  }

  private static double first(Cli summary) {
    Matcher line = Pattern.compile("intercept\\s+(-?[0-9.]+)").matcher(summary.out());
    assertThat(line.find()).isTrue();
    return Double.parseDouble(line.group(1));
  }

  private static String id(Cli summary) {
    Matcher line = Pattern.compile("id: +([0-9a-f]{64})").matcher(summary.out());
    assertThat(line.find()).isTrue();
    return line.group(1);
  }
}
