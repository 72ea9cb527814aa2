package org.lethe.core.posterior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lethe.core.data.Schema;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Normal;
import org.lethe.core.model.Model;
import org.lethe.core.model.Regression;
import org.lethe.core.posterior.FitFileException.Reason;
import org.lethe.core.random.RandomStream;

class FitFileTest {
  @TempDir Path folder;

  private final Fit<GaussianPosterior> fit = Example.fit();

  private Path saved() {
    Path file = folder.resolve("a.fit");
    fit.save(file);
    return file;
  }

  private FitFileException refusal(Path file) {
    try {
      Fit.load(file, GaussianPosterior.class, fit.model());
    } catch (FitFileException e) {
      assertThat(e).hasMessageStartingWith(file + ": ");
      return e;
    }
    throw new AssertionError("the file was read");
  }

  @Test
  void aReloadedFitHasTheSameBitsInEverything() {
    Fit<GaussianPosterior> read = Fit.load(saved(), GaussianPosterior.class, Example.logistic());
    GaussianPosterior q = read.posterior();
    GaussianPosterior p = fit.posterior();
    Table rows = Example.rows();
    assertThat(q.mean()).containsExactly(p.mean());
    assertThat(q.factor()).isDeepEqualTo(p.factor());
    assertThat(q.structure()).isEqualTo(p.structure());
    assertThat(q.predict(rows).mean()).containsExactly(p.predict(rows).mean());
    assertThat(q.predict(rows).logScore()).containsExactly(p.predict(rows).logScore());
    assertThat(q.draw(3, RandomStream.of(1))).isDeepEqualTo(p.draw(3, RandomStream.of(1)));
    assertThat(q.summary()).isEqualTo(p.summary());
    assertThat(read.provenance()).isEqualTo(fit.provenance());
    assertThat(read.verdict()).isEqualTo(fit.verdict());
    assertThat(read.cost()).isEqualTo(fit.cost());
    assertThat(read.curvature()).isEmpty();
  }

  @Test
  void aMeanFieldFitComesBackMeanField() {
    Gaussian q =
        Gaussian.meanField(fit.model(), Example.MEAN, new double[] {0.1, 1.0 / 3, Math.PI});
    Path file = folder.resolve("b.fit");
    Fit.of(q, fit.provenance(), fit.verdict(), fit.cost()).save(file);
    Gaussian read = Fit.load(file, Gaussian.class, fit.model()).posterior();
    assertThat(read.structure()).isEqualTo(Structure.DIAGONAL);
    assertThat(read.sd()).containsExactly(0.1, 1.0 / 3, Math.PI);
  }

  /** Files of schemas without such constants are those that were written before there were any. */
  @Test
  void constantsBesidesTheColumnsAreWrittenWhereThereAreAny() {
    Schema plain = Example.rows().schema();
    Schema more = plain.remembering("inducing inputs: 20 rows");
    assertThat(FitJson.write(plain)).doesNotContain("besides");
    assertThat(FitJson.read(FitJson.write(plain), Schema.class)).isEqualTo(plain);
    assertThat(FitJson.read(FitJson.write(more), Schema.class)).isEqualTo(more);
  }

  @Test
  void curvatureIsKeptToTheBit() {
    double[][] curvature = {{1.0 / 3, -2, 0}, {-2, 1e-300, 5}, {0, 5, Double.MIN_VALUE}};
    Fit<GaussianPosterior> with =
        new Fit<>(
            fit.posterior(),
            fit.model(),
            Optional.of(curvature),
            fit.provenance(),
            fit.verdict(),
            fit.cost());
    Path file = folder.resolve("c.fit");
    with.save(file);
    Fit<GaussianPosterior> read = Fit.load(file, GaussianPosterior.class, fit.model());
    assertThat(read.curvature().orElseThrow()).isDeepEqualTo(curvature);
    assertThat(read.id()).isEqualTo(with.id()).isNotEqualTo(fit.id());
  }

  @Test
  void theIdSurvivesTheFileAndTellsFitsApart() {
    Fit<GaussianPosterior> read = Fit.load(saved(), GaussianPosterior.class, fit.model());
    assertThat(read.id()).isEqualTo(fit.id()).hasSize(64);
    GaussianPosterior p = fit.posterior();
    double[] mean = p.mean();
    mean[2] = Math.nextUp(mean[2]);
    Gaussian moved = Gaussian.fullRank(fit.model(), mean, p.factor());
    assertThat(Fit.of(moved, fit.provenance(), fit.verdict(), fit.cost()).id())
        .isNotEqualTo(fit.id());
    assertThat(fit.with(Verdict.doubtful("k̂ is 0.9")).id()).isNotEqualTo(fit.id());
    assertThat(Fit.of(p, fit.provenance(), fit.verdict(), new Cost(99, 300, 0)).id())
        .as("a run that took longer")
        .isEqualTo(fit.id());
  }

  @Test
  void theHeaderCanBeReadByAPersonAndRebuildsTheModel() throws IOException {
    Path file = saved();
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    assertThat(text).startsWith("LETHEFIT");
    // the bytes of its length before it, and of numbers and checksum after it, may be anything
    assertThat(text.substring(text.indexOf('{'), text.indexOf("\n}")))
        .contains("\n  \"kind\" : \"gaussian\",\n", "\"engine\" : \"svi\"", "\"steps\" : 3000")
        .doesNotContain("\r", System.getProperty("user.dir"), "r0");
    FitHeader header = FitFile.peek(file);
    assertThat(header.model()).isEqualTo("logistic");
    assertThat(header.schema()).isEqualTo(Example.SCHEMA);
    Model rebuilt = Regression.from(header.definition(), header.schema()).model();
    assertThat(rebuilt.digest()).isEqualTo(fit.model().digest()).isEqualTo(header.modelDigest());
    assertThat(Fit.load(file, GaussianPosterior.class).id()).isEqualTo(fit.id());
  }

  @Test
  void theNumbersAreLittleEndian() throws IOException {
    byte[] bytes = Files.readAllBytes(saved());
    int numbers = 9;
    ByteBuffer in =
        ByteBuffer.wrap(bytes, bytes.length - 32 - numbers * 8, 8).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(in.getDouble()).isEqualTo(Example.MEAN[0]);
  }

  @Test
  void anotherFileIsNoFit() throws IOException {
    Path file = Files.writeString(folder.resolve("data.csv"), "id,x1,x2,label\n");
    assertThat(refusal(file).reason()).isEqualTo(Reason.NOT_A_FIT);
    assertThat(refusal(file)).hasMessageContaining("this is not a fit file");
    Path empty = Files.createFile(folder.resolve("empty"));
    assertThat(refusal(empty).reason()).isEqualTo(Reason.NOT_A_FIT);
  }

  @Test
  void aMissingFileIsNamed() {
    FitFileException missing = refusal(folder.resolve("none.fit"));
    assertThat(missing.reason()).isEqualTo(Reason.UNREADABLE);
    assertThat(missing).hasMessageEndingWith("none.fit: there is no such file");
    assertThat(refusal(folder)).hasMessageEndingWith("it is a directory");
  }

  @Test
  void aFileCutAnywhereIsTruncated() throws IOException {
    byte[] bytes = Files.readAllBytes(saved());
    Path file = folder.resolve("cut.fit");
    for (int length = 1; length < bytes.length; length += 7) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertThat(refusal(file).reason()).as("cut to %d", length).isEqualTo(Reason.TRUNCATED);
    }
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
    assertThat(refusal(file)).hasMessageContaining("ends early, after " + (bytes.length - 1));
  }

  @Test
  void aFileChangedAnywhereIsRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(saved());
    Path file = folder.resolve("edited.fit");
    for (int at = 0; at < bytes.length; at += 13) {
      byte[] changed = bytes.clone();
      changed[at] ^= 1;
      Files.write(file, changed);
      assertThat(refusal(file)).as("byte %d changed", at).isNotNull();
    }
  }

  @Test
  void anEditedHeaderOrNumberFailsTheChecksum() throws IOException {
    byte[] bytes = Files.readAllBytes(saved());
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    Path file = folder.resolve("edited.fit");
    String trusted = text.replace("\"level\" : \"TRUSTED\"", "\"level\" : \"UNUSABLE\"");
    for (String edited :
        new String[] {text.replace("3000", "9000"), trusted, text + "\n", text.replace("\n", "")}) {
      Files.writeString(file, edited, StandardCharsets.ISO_8859_1);
      assertThat(refusal(file).reason()).isIn(Reason.EDITED, Reason.TRUNCATED);
    }
    Files.writeString(file, text.replace("3000", "9000"), StandardCharsets.ISO_8859_1);
    assertThat(refusal(file)).hasMessageContaining("checksum that it was saved with");
    bytes[bytes.length - 40] ^= 1;
    Files.write(file, bytes);
    assertThat(refusal(file).reason()).isEqualTo(Reason.EDITED);
  }

  /** Sealed again after the change, so that the counts themselves must be refused. */
  @Test
  void impossibleCountsAreRefused() throws Exception {
    byte[] bytes = Files.readAllBytes(saved());
    for (String name : new String[] {"numbers", "curvature"}) {
      for (String count : new String[] {"-1", "2147483647", "1518500250"}) {
        String header =
            header(bytes).replaceFirst("\"" + name + "\" : \\d+", "\"" + name + "\" : " + count);
        assertThat(refusal(sealed(bytes, header)).reason()).isIn(Reason.EDITED, Reason.TRUNCATED);
      }
    }
  }

  @Test
  void aHeaderThatLacksAPartIsRefused() throws Exception {
    byte[] bytes = Files.readAllBytes(saved());
    ObjectMapper json = new ObjectMapper();
    for (String name : List.of("kind", "posterior", "model", "modelDigest", "provenance")) {
      ObjectNode header = (ObjectNode) json.readTree(header(bytes));
      assertThat(header.remove(name)).as(name).isNotNull();
      assertThat(refusal(sealed(bytes, header.toString())).reason()).isEqualTo(Reason.EDITED);
    }
  }

  private static String header(byte[] bytes) {
    int length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(12);
    return new String(bytes, 16, length, StandardCharsets.UTF_8);
  }

  /** The file with another header, and a checksum that fits. */
  private Path sealed(byte[] bytes, String header) throws Exception {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    int numbers = 16 + header(bytes).getBytes(StandardCharsets.UTF_8).length;
    ByteBuffer out =
        ByteBuffer.allocate(bytes.length - numbers + 16 + text.length)
            .order(ByteOrder.LITTLE_ENDIAN);
    out.put(bytes, 0, 12).putInt(text.length).put(text);
    out.put(bytes, numbers, bytes.length - 32 - numbers);
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    sha.update(out.array(), 0, out.position());
    return Files.write(folder.resolve("sealed.fit"), out.put(sha.digest()).array());
  }

  @Test
  void aCurvatureThatIsNoMatrixOfTheModelIsRefused() throws Exception {
    FitHeader h = FitFile.peek(saved());
    double[] numbers = new double[9 + 9];
    Arrays.fill(numbers, 1);
    assertThat(refusal(curved(h, 2, Arrays.copyOf(numbers, 13))))
        .hasMessageContaining("curvature must have the 3 rows of model logistic, got 2");
    numbers[17] = Double.NaN;
    assertThat(refusal(curved(h, 3, numbers)))
        .hasMessageContaining("curvature must be finite, got NaN");
  }

  private Path curved(FitHeader h, int curvature, double[] numbers) throws IOException {
    FitHeader other =
        new FitHeader(
            h.kind(),
            h.posterior(),
            h.numbers(),
            curvature,
            h.model(),
            h.modelDigest(),
            h.definition(),
            h.schema(),
            h.hyperparameters(),
            h.provenance(),
            h.verdict(),
            h.cost());
    return Files.write(folder.resolve("curved.fit"), new FitBytes(other, numbers).encode());
  }

  @Test
  void aNewerVersionIsRefusedNamingBoth() throws IOException {
    byte[] bytes = Files.readAllBytes(saved());
    bytes[8] = 2;
    Path file = Files.write(folder.resolve("new.fit"), bytes);
    assertThat(refusal(file).reason()).isEqualTo(Reason.NEWER_VERSION);
    assertThat(refusal(file))
        .hasMessageContaining("version 2 of the format", "reads up to version 1");
  }

  @Test
  void aFitOfAnotherModelIsRefusedNamingBoth() {
    Path file = saved();
    Model other = Regression.poisson(Example.SCHEMA, "n").features("x1", "x2").model();
    assertThatExceptionOfType(FitFileException.class)
        .isThrownBy(() -> Fit.load(file, GaussianPosterior.class, other))
        .withMessageContaining("model logistic (digest " + fit.model().digest().substring(0, 12))
        .withMessageContaining("not of model poisson (digest " + other.digest().substring(0, 12))
        .matches(e -> e.reason() == Reason.OTHER_MODEL);
  }

  @Test
  void anUnknownKindOfPosteriorIsRefusedByName() throws IOException {
    FitHeader h = FitFile.peek(saved());
    FitHeader other =
        new FitHeader(
            "copula",
            Map.of(),
            0,
            0,
            h.model(),
            h.modelDigest(),
            h.definition(),
            h.schema(),
            h.hyperparameters(),
            h.provenance(),
            h.verdict(),
            h.cost());
    Path file = folder.resolve("copula.fit");
    Files.write(file, new FitBytes(other, new double[0]).encode());
    assertThat(refusal(file).reason()).isEqualTo(Reason.UNKNOWN_KIND);
    assertThat(refusal(file)).hasMessageContaining("a posterior of kind copula");
    assertThatExceptionOfType(FitFileException.class)
        .isThrownBy(() -> Fit.load(saved(), ConjugatePosterior.class, fit.model()))
        .withMessageContaining("of kind gaussian, which is no ConjugatePosterior")
        .matches(e -> e.reason() == Reason.OTHER_KIND);
  }

  @Test
  void aModelThatIsNotBuiltInMustBeGiven() {
    Model own =
        Model.define(
            "own",
            Example.SCHEMA,
            m -> m.observe("y", Normal.of(m.parameter("level", Normal.of(0, 1)), 1)));
    Path file = folder.resolve("own.fit");
    Provenance p = fit.provenance();
    Fit.of(
            Gaussian.meanField(own, new double[1], new double[] {1}),
            Provenance.trained(p.recipe(), own.digest(), p.dataDigest(), 1, p.channels()),
            Verdict.trusted(),
            Cost.none())
        .save(file);
    assertThatExceptionOfType(FitFileException.class)
        .isThrownBy(() -> Fit.load(file, GaussianPosterior.class))
        .withMessageContaining("model own, which is not built in");
    assertThat(Fit.load(file, GaussianPosterior.class, own).posterior().sd()[0])
        .isEqualTo(1, within(0.0));
  }
}
