package org.lethe.unlearning.bif;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;

/** How an edit is cut into parts. */
class PartTest {

  @Test
  void rowsAreDealtOutInTurn() {
    List<Part> parts = Part.of(forget(7), 3);
    assertThat(parts).extracting(Part::rows).containsExactly(3, 2, 2);
    assertThat(rows(parts.get(0))).containsExactly(0, 3, 6);
    assertThat(rows(parts.get(1))).containsExactly(1, 4);
    assertThat(rows(parts.get(2))).containsExactly(2, 5);
  }

  @Test
  void whatIsDoneAndWhatIsLaterMakeUpTheEdit() {
    for (Part part : Part.of(forget(7), 3)) {
      assertThat(part.done().to() - part.done().from() + part.later().size()).isEqualTo(7);
      assertThat(part.done().weight()).containsOnly(-1);
      assertThat(part.later().weight()).containsOnly(1);
      assertThat(part.later().index()).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6);
    }
  }

  @Test
  void anEditThatFitsIsOnePart() {
    assertThat(Part.of(forget(7), Integer.MAX_VALUE)).hasSize(1);
  }

  private static int[] rows(Part part) {
    return Arrays.copyOfRange(part.now().index(), part.now().from(), part.now().to());
  }

  private static Edit forget(int n) {
    Map<String, double[]> columns = new LinkedHashMap<>();
    columns.put("y", new double[n]);
    Table table = Table.of(columns);
    return Edit.forget(table, table.ids());
  }
}
