package org.lethe.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EditTest {
  private static final Table TRAIN = table("a", 1, "b", 2, "c", 3, "d", 4);

  @Test
  void erasedRowsAreGone() {
    Edit edit = Edit.forget(TRAIN, List.of("d", "b"));
    Table left = TRAIN.after(edit);

    assertThat(left.ids()).containsExactly("a", "c");
    assertThat(left.column("x")).containsExactly(1, 3);
    assertThat(edit.forgotten()).containsExactly("b", "d");
    assertThat(edit.learned()).isEmpty();
    assertThat(edit.weights()).containsExactly(-1, -1);
    assertThat(edit.rows().column("x")).containsExactly(2, 4);
  }

  @Test
  void learnedRowsComeLast() {
    Edit edit = Edit.learn(table("e", 5));

    assertThat(TRAIN.after(edit).ids()).containsExactly("a", "b", "c", "d", "e");
    assertThat(TRAIN.after(edit).column("x")).containsExactly(1, 2, 3, 4, 5);
    assertThat(edit.weights()).containsExactly(1);
    assertThat(edit.parentDataDigest()).isEmpty();
  }

  @Test
  void aRowIsCorrectedByForgettingAndLearningIt() {
    Edit correction = Edit.forget(TRAIN, List.of("b")).and(Edit.learn(table("b", 20)));
    Table corrected = TRAIN.after(correction);

    assertThat(corrected.ids()).containsExactly("a", "c", "d", "b");
    assertThat(corrected.column("x")).containsExactly(1, 3, 4, 20);
    assertThat(correction.forgottenRows().column("x")).containsExactly(2);
    assertThat(correction.learnedRows().column("x")).containsExactly(20);
    assertThatThrownBy(() -> correction.rows().index("b"))
        .hasMessage("Table: id must name one row, got 'b', which names two");
  }

  @Test
  void theDigestAfterNeedsTheEditedRowsOnly() {
    for (Edit edit :
        List.of(
            Edit.forget(TRAIN, List.of("a", "c")),
            Edit.forget(TRAIN, TRAIN.ids()),
            Edit.learn(table("e", 5, "f", 6)),
            Edit.forget(TRAIN, List.of("b")).and(Edit.learn(table("b", 20, "z", 0))))) {
      assertThat(edit.digestAfter(TRAIN.digest())).isEqualTo(TRAIN.after(edit).digest());
    }
  }

  @Test
  void learningThenForgettingRestoresTheDigest() {
    Table more = TRAIN.after(Edit.learn(table("e", 5, "f", 6)));
    Edit back = Edit.forget(more, List.of("e", "f"));

    assertThat(more.digest()).isNotEqualTo(TRAIN.digest());
    assertThat(more.after(back).digest()).isEqualTo(TRAIN.digest());
    assertThat(back.digestAfter(more.digest())).isEqualTo(TRAIN.digest());
  }

  @Test
  void theOrderOfTwoEditsDoesNotMatter() {
    Edit one = Edit.forget(TRAIN, List.of("a")).and(Edit.learn(table("e", 5)));
    Edit other = Edit.learn(table("e", 5)).and(Edit.forget(TRAIN, List.of("a")));

    assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
    assertThat(TRAIN.after(one).digest()).isEqualTo(TRAIN.after(other).digest());
    assertThat(one).isNotEqualTo(Edit.forget(TRAIN, List.of("a")));
  }

  @Test
  void theSameRowTwiceIsAnError() {
    Edit a = Edit.forget(TRAIN, List.of("a"));

    assertThatThrownBy(() -> Edit.forget(TRAIN, List.of("a", "a")))
        .isInstanceOf(DataException.class)
        .hasMessage("id 'a' is asked for twice; name each row once");
    assertThatThrownBy(() -> a.and(a))
        .isInstanceOf(DataException.class)
        .hasMessage("Edit: row 'a' is forgotten twice");
    assertThatThrownBy(() -> Edit.learn(table("e", 1)).and(Edit.learn(table("e", 2))))
        .hasMessage("Edit: row 'e' is learned twice");
  }

  @Test
  void anEditOfOtherDataIsRefused() {
    Table changed = table("a", 1, "b", 2.5, "c", 3, "d", 4);
    Edit edit = Edit.forget(TRAIN, List.of("a"));

    assertThatThrownBy(() -> changed.after(edit))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("the edit was made for other data");
    assertThatThrownBy(() -> edit.digestAfter(changed.digest()))
        .hasMessageStartingWith("the edit was made for other data");
    assertThatThrownBy(() -> edit.and(Edit.forget(changed, List.of("b"))))
        .hasMessageStartingWith("Edit.and: the edits forget rows of different data");
    assertThatThrownBy(() -> TRAIN.after(edit).after(edit))
        .hasMessageStartingWith("the edit was made for other data");
  }

  @Test
  void rowsThatAreNotThereCannotBeForgotten() {
    double[] minus = {-1};

    assertThatThrownBy(() -> Edit.forget(TRAIN, List.of("z")))
        .hasMessageStartingWith("no row has the id 'z'");
    assertThatThrownBy(() -> TRAIN.after(new Edit(table("z", 1), minus, "")))
        .isInstanceOf(DataException.class)
        .hasMessage("Table.after: rows to forget are absent: 'z'");
    assertThatThrownBy(() -> TRAIN.after(new Edit(table("a", 9), minus, "")))
        .hasMessageStartingWith("Table.after: a row to forget has other values here");
  }

  @Test
  void rowsThatAreThereCannotBeLearnedAgain() {
    assertThatThrownBy(() -> TRAIN.after(Edit.learn(table("a", 9, "e", 5))))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Table.after: rows to learn are already there: 'a'; "
                + "to correct a row, forget it in the same edit");
  }

  @Test
  void rowsUnderAnotherSchemaAreRefused() {
    Table other = Table.of(List.of("e"), Map.of("y", new double[] {1}));

    assertThatThrownBy(() -> TRAIN.after(Edit.learn(other)))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("the edited rows follow another schema");
    assertThatThrownBy(() -> Edit.forget(TRAIN, List.of("a")).and(Edit.learn(other)))
        .hasMessageStartingWith("the edited rows follow another schema");
  }

  @Test
  void weightsAreSignsAndAreCopied() {
    double[] weights = {1};
    Edit edit = new Edit(table("e", 5), weights, "");
    weights[0] = -1;
    edit.weights()[0] = -1;

    assertThat(edit.weights()).containsExactly(1);
    assertThatThrownBy(() -> new Edit(table("e", 5), new double[] {0.5}, ""))
        .hasMessage("Edit: a weight must be +1 or -1, got 0.5");
    assertThatThrownBy(() -> new Edit(table("e", 5), new double[2], ""))
        .hasMessage("Edit: weights must be one for each of the 1 rows, got 2");
  }

  @Test
  void itsTextDoesNotSpillIds() {
    assertThat(Edit.forget(TRAIN, List.of("a", "b"))).hasToString("Edit[forgets 2 rows, learns 0]");
  }

  private static Table table(Object... idsAndValues) {
    int n = idsAndValues.length / 2;
    String[] ids = new String[n];
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      ids[i] = (String) idsAndValues[2 * i];
      x[i] = ((Number) idsAndValues[2 * i + 1]).doubleValue();
    }
    return Table.of(Arrays.asList(ids), Map.of("x", x));
  }
}
