package org.lethe.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lethe.examples.Cli.lethe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a newcomer sees first. */
class DemoTest {
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};

  @TempDir static Path dir;
  private static Cli demo = new Cli(-1, "", "");

  @BeforeAll
  static void theOneLine() {
    demo = lethe("demo", "--out", dir.resolve("demo").toString());
  }

  @Test
  void itHoldsAndSaysSoOnStandardOutputOnly() {
    assertThat(demo.status()).describedAs(demo.err()).isZero();
    assertThat(demo.err()).isEmpty();
    assertThat(demo.out())
        .contains("do nothing", "forget by EUBO", "forget by reverse KL", "retrain once more")
        .contains("times closer to", "The certificate says EVIDENCE", "report.html");
    assertThat(demo.out().lines()).allSatisfy(l -> assertThat(l).hasSizeLessThanOrEqualTo(100));
  }

  @Test
  void bothMethodsAreTrustedAndTenTimesCloserThanDoingNothing() {
    double nothing = erased("do nothing");
    // METHODS: 9.17e-4; the methods are at 5.7e-5 and 3.6e-5, far from the bound
    assertThat(nothing).isBetween(9.1e-4, 9.3e-4);
    assertThat(erased("forget by EUBO")).isLessThan(nothing / 10);
    assertThat(erased("forget by reverse KL")).isLessThan(nothing / 10);
    assertThat(line("forget by EUBO")).endsWith("TRUSTED");
    assertThat(line("forget by reverse KL")).endsWith("TRUSTED");
  }

  /**
   * Fine-tuning on the rows that stay is a retrain; held to the original, or on the erased rows
   * alone, it stays between the two. None of them knows when it is done.
   */
  @Test
  void theBaselinesStandBesideThemInDoubt() {
    double nothing = erased("do nothing");
    assertThat(erased("fine-tune on the others")).isLessThan(1e-8);
    assertThat(line("fine-tune on the others")).endsWith("DOUBTFUL");
    for (String between : List.of("with an L2 penalty", "gradient ascent")) {
      assertThat(erased(between)).isBetween(nothing / 10, nothing);
      assertThat(line(between)).endsWith("DOUBTFUL");
    }
  }

  @Test
  void thePageNeedsNothingFromElsewhere() throws IOException {
    String page = Files.readString(dir.resolve("demo/report.html"));
    assertThat(page)
        .contains("412", "EVIDENCE", "<img src=\"data:image/png;base64,")
        .doesNotContain("<script", "src=\"http");
  }

  @ParameterizedTest
  @ValueSource(strings = {"distances.png", "intercept.png"})
  void plotsArePictures(String name) throws IOException {
    assertThat(Files.readAllBytes(dir.resolve("demo").resolve(name))).startsWith(PNG);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"original.fit", "retrained.fit", "forgotten.fit", "forgotten-reverse-kl.fit"})
  void theFitsCanBeLookedAt(String name) {
    Cli summary = lethe("summary", dir.resolve("demo").resolve(name).toString());
    assertThat(summary.status()).describedAs(summary.err()).isZero();
    assertThat(summary.out()).contains("variance", "entropy", "verdict: TRUSTED");
  }

  @Test
  void theFilesLeadOnToTheOtherCommands() {
    Cli verify =
        lethe(
            "verify",
            "--original",
            dir.resolve("demo/original.fit").toString(),
            "--forgotten",
            dir.resolve("demo/forgotten.fit").toString(),
            "--data",
            dir.resolve("demo/banknote.csv").toString(),
            "--rows",
            dir.resolve("demo/erased.txt").toString(),
            "--max-kl",
            "2e-4",
            "--certificate",
            dir.resolve("again.json").toString());
    assertThat(verify.status()).describedAs(verify.err()).isZero();
    assertThat(verify.out()).contains("grade: EVIDENCE");
  }

  @Test
  void neitherFitsNorCertificateNameARow() throws IOException {
    List<String> ids = Files.readAllLines(dir.resolve("demo/erased.txt"));
    assertThat(ids).hasSize(412);
    for (String name : List.of("forgotten.fit", "certificate.json", "report.html")) {
      byte[] bytes = Files.readAllBytes(dir.resolve("demo").resolve(name));
      assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).doesNotContain("nt-0");
    }
  }

  private static String line(String name) {
    return demo.out().lines().filter(l -> l.startsWith(name)).findFirst().orElseThrow();
  }

  private static double erased(String name) {
    return Double.parseDouble(line(name).substring(name.length()).strip().split(" +")[0]);
  }
}
