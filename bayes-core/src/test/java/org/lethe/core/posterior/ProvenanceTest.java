package org.lethe.core.posterior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.DataException;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Schema;
import org.lethe.core.data.Table;

class ProvenanceTest {
  private static final byte[] KEY = "a key of twenty bytes".getBytes(StandardCharsets.US_ASCII);

  private final Table rows = Example.rows();
  private final Fit<GaussianPosterior> fit = Example.fit();
  private final Edit edit = Edit.forget(rows, List.of("r4", "r1"));
  private final Recipe eubo = Recipe.of("eubo").with("lambda", 0.1).with("steps", 5000);

  private Provenance edited(Optional<byte[]> key) {
    return fit.provenance()
        .edited(fit.id(), eubo, edit, key, 9, List.of(Channel.closed("optimiser state", "fresh")));
  }

  @Test
  void anEditedFitNamesItsParentItsEngineAndTheRowsLeft() {
    Provenance p = edited(Optional.empty());
    assertThat(p.parent()).isEqualTo(fit.id());
    assertThat(p.isRoot()).isFalse();
    assertThat(fit.provenance().isRoot()).isTrue();
    assertThat(p.recipe()).isEqualTo(eubo);
    assertThat(p.engine()).isEqualTo(fit.provenance().recipe());
    assertThat(p.dataDigest()).isEqualTo(rows.after(edit).digest());
    assertThat(p.seed()).isEqualTo(9);
  }

  @Test
  void theEngineStaysReachableThroughManyEdits() {
    Provenance once = edited(Optional.empty());
    Table left = rows.after(edit);
    Provenance twice =
        once.edited(
            "some id",
            Recipe.of("exact"),
            Edit.forget(left, List.of("r0")),
            Optional.empty(),
            1,
            List.of());
    assertThat(twice.engine()).isEqualTo(fit.provenance().recipe());
    assertThat(twice.recipe().engine()).isEqualTo("exact");
  }

  @Test
  void channelsStayUntilTheyAreNamedAgain() {
    Provenance p = edited(Optional.empty());
    assertThat(p.channels())
        .extracting(Channel::name)
        .containsExactly("schema constants", "optimiser state");
    assertThat(p.openChannels()).extracting(Channel::name).containsExactly("schema constants");
    List<Channel> after =
        Channel.inherit(
            p.channels(), List.of(Channel.recomputed("schema constants", "learned anew")));
    assertThat(after).noneMatch(Channel::isOpen).hasSize(2);
  }

  @Test
  void theSchemaIsAChannelWhereItLearnedFromRows() {
    assertThat(Channel.schemaConstants(Example.SCHEMA).state()).isEqualTo(Channel.State.OPEN);
    assertThat(Channel.schemaConstants(Example.SCHEMA).detail()).contains("label", "kind");
    Schema plain = Example.SCHEMA.without("label", "kind");
    assertThat(Channel.schemaConstants(plain).state()).isEqualTo(Channel.State.CLOSED);
  }

  @Test
  void anEditOfOtherDataIsRefused() {
    Edit other = Edit.forget(rows.select(List.of("r1", "r2")), List.of("r1"));
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(
            () -> fit.provenance().edited(fit.id(), eubo, other, Optional.empty(), 1, List.of()));
  }

  @Test
  void jsonGivesTheSameProvenanceBack() {
    for (Provenance p : List.of(fit.provenance(), edited(Optional.of(KEY)))) {
      String json = FitJson.write(p);
      assertThat(FitJson.read(json, Provenance.class)).isEqualTo(p);
      assertThat(FitJson.write(FitJson.read(json, Provenance.class))).isEqualTo(json);
    }
  }

  @Test
  void versionsNameNeitherHostNorPath() {
    Map<String, String> versions = fit.provenance().versions();
    assertThat(versions).containsOnlyKeys("lethe", "java", "os", "arch");
    assertThat(versions.get("lethe")).matches("\\d+\\.\\d+\\.\\d+.*");
    assertThat(versions.get("java")).isEqualTo(System.getProperty("java.version"));
  }

  @Test
  void withoutAKeyNoIdIsWritten() {
    assertThat(edited(Optional.empty()).keyedIds()).isEmpty();
  }

  @Test
  void underAKeyIdsAreHashedAndSorted() {
    List<String> keyed = edited(Optional.of(KEY)).keyedIds();
    assertThat(keyed)
        .hasSize(2)
        .isSorted()
        .containsExactlyInAnyOrder(KeyedIds.of("r1", KEY), KeyedIds.of("r4", KEY));
    assertThat(FitJson.write(edited(Optional.of(KEY)))).doesNotContain("\"r1\"", "\"r4\"");
    byte[] other = KEY.clone();
    other[0] ^= 1;
    assertThat(KeyedIds.of("r1", other)).isNotEqualTo(KeyedIds.of("r1", KEY));
  }

  @Test
  void theHashIsHmacSha256() {
    // RFC 4231, test case 1: key = 20 bytes 0x0b, data = "Hi There"
    byte[] key = new byte[20];
    Arrays.fill(key, (byte) 0x0b);
    assertThat(KeyedIds.of("Hi There", key))
        .isEqualTo("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyedIds.of("a", new byte[15]))
        .withMessage("KeyedIds: key must have at least 16 bytes, got 15");
  }
}
