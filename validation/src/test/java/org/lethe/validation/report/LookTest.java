package org.lethe.validation.report;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.lethe.validation.certificate.Certificate.Grade;

class LookTest {
  @Test
  void look() {
    Samples.report(Grade.EVIDENCE).save(Path.of("/tmp/valid-look.html"));
    Samples.report(Grade.FAILED).save(Path.of("/tmp/valid-fail.html"));
    Samples.klAgainstLambda().savePng(Path.of("/tmp/valid-kl.png"));
    Samples.klAgainstLambda().saveSvg(Path.of("/tmp/valid-kl.svg"));
  }
}
