package org.lethe.validation.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lethe.validation.certificate.Check.Outcome;
import org.lethe.validation.divergence.Estimate;
import org.lethe.validation.divergence.Interval;
import org.lethe.validation.divergence.Yardsticks;

class CertificateFileTest {
  private static final Certificate ISSUED =
      Certificate.issue(
          Judged.exact().withSecondRetrain(Judged.retrained(-4)), Check.posteriorKlAtMost(.01));

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void save() {
    file = folder.resolve("certificate.json");
    ISSUED.save(file);
  }

  @Test
  void aSavedCertificateComesBackEqual() {
    assertThat(Certificate.load(file)).isEqualTo(ISSUED);
    assertThat(Certificate.load(file).digest()).isEqualTo(ISSUED.digest());
  }

  @Test
  void theSameEvidenceGivesTheSameBytesAndNoDate() throws IOException {
    Path again = folder.resolve("again.json");
    Certificate.load(file).save(again);
    assertThat(Files.readString(again)).isEqualTo(Files.readString(file));
    assertThat(Files.readString(file)).doesNotContainPattern("20[0-9]{2}-[01][0-9]");
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void infinityAndAnEarlierCertificateSurvive() {
    Outcome infinite =
        new Outcome(
            "kl",
            Double.POSITIVE_INFINITY,
            Interval.exactly(Double.POSITIVE_INFINITY),
            1,
            false,
            Optional.of(Yardsticks.of(Estimate.around(1, .5, "draws"))),
            "");
    Certificate odd =
        new Certificate(
                Certificate.Grade.FAILED,
                List.of(infinite),
                List.of(),
                List.of("„quoted“ \"text\" \\ \u2016"),
                ISSUED.subject(),
                Optional.empty())
            .following(ISSUED);
    odd.save(file);
    assertThat(Certificate.load(file)).isEqualTo(odd);
    assertThat(odd.previous()).contains(ISSUED.digest());
  }

  @Test
  void anyEditedValueIsRefused() throws IOException {
    String text = Files.readString(file);
    for (String[] edit :
        new String[][] {
          {"\"EXACT\"", "\"EVIDENCE\""},
          {"\"threshold\" : 0.01", "\"threshold\" : 0.02"},
          {"\"erasedRows\" : 20", "\"erasedRows\" : 21"},
          {"\"pass\" : true", "\"pass\" : false"},
          {"\"seed\" : \"-4\"", "\"seed\" : \"4\""},
          {"\"limits\" : [", "\"note\" : 1, \"limits\" : ["},
          {"Copies of the rows", "No copies of the rows"},
        }) {
      assertThat(text).contains(edit[0]);
      Files.writeString(file, text.replace(edit[0], edit[1]));
      assertThatThrownBy(() -> Certificate.load(file))
          .isInstanceOf(CertificateException.class)
          .hasMessageContaining("it was edited");
    }
  }

  @Test
  void anotherLayoutOfTheSameContentIsNot() throws IOException {
    Files.writeString(file, Files.readString(file).replace("\n", "\r\n").replace(" : ", ":"));
    assertThat(Certificate.load(file)).isEqualTo(ISSUED);
  }

  @Test
  void otherFilesAreRefusedWithTheReason() throws IOException {
    String text = Files.readString(file);
    Files.writeString(file, text.substring(0, text.length() / 2));
    requireRefusal("it is truncated or no JSON");
    Files.writeString(file, "{}");
    requireRefusal("it is no certificate");
    Files.writeString(file, "");
    requireRefusal("it is no certificate");
    Files.writeString(file, text.replace("\"version\" : 1", "\"version\" : 2"));
    requireRefusal("it has version 2, newer than 1");
    Files.delete(file);
    requireRefusal("there is no such file");
  }

  private void requireRefusal(String reason) {
    assertThatThrownBy(() -> Certificate.load(file))
        .isInstanceOf(CertificateException.class)
        .hasMessage("certificate '" + file + "': " + reason);
  }
}
