package org.lethe.core.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DigestTest {
  @Test
  void itIsSha256() {
    // FIPS 180-4: the digest of no bytes at all
    assertThat(Digest.of().hex())
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }

  @Test
  void partsCannotRunIntoEachOther() {
    assertThat(
            List.of(
                Digest.of().add("ab").add("c").hex(),
                Digest.of().add("a").add("bc").hex(),
                Digest.of().add("abc").hex(),
                Digest.of().add(new double[] {1, 2}).add(new double[] {}).hex(),
                Digest.of().add(new double[] {1}).add(new double[] {2}).hex(),
                Digest.of().add(1.0).add(2.0).hex()))
        .doesNotHaveDuplicates();
  }

  @Test
  void minusZeroIsZero() {
    assertThat(Digest.of().add(-0.0).hex()).isEqualTo(Digest.of().add(0.0).hex());
    assertThat(Digest.of().add(new double[] {-0.0}).hex())
        .isEqualTo(Digest.of().add(new double[] {0.0}).hex());
  }
}
