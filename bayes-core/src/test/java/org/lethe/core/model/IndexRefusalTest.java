package org.lethe.core.model;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Column;
import org.lethe.core.data.DataException;
import org.lethe.core.data.Schema;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Normal;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.IndexException;

/** Indices that name no group. */
class IndexRefusalTest {

  private static final Schema SCHEMA = Schema.of("id", Column.number("y"), Column.number("county"));

  private static Table counties(double... county) {
    Map<String, double[]> columns = Map.of("y", new double[county.length], "county", county);
    return Table.of(SCHEMA, List.of("a", "b", "c").subList(0, county.length), columns);
  }

  @Test
  void anIndexThatCountsFromOneIsToldSo() {
    Model model =
        Model.define(
            "radon",
            SCHEMA,
            m -> {
              Expr effect = m.parameter("effect", Normal.of(0, 1), 3);
              m.observe("y", Normal.of(effect.gather(m.column("county")), 1));
            });
    assertThatCode(() -> model.check(counties(0, 2, 1))).doesNotThrowAnyException();
    String rule =
        "Model radon: column 'county', row 'b': an index of 3 must be a whole number from 0 to 2,"
            + " got ";
    assertThatThrownBy(() -> model.check(counties(1, 3, 2)))
        .isInstanceOf(DataException.class)
        .hasMessage(rule + "3.0; these count from 1: subtract 1, as by minus(1)");
    assertThatThrownBy(() -> model.check(counties(0, 3, 2)))
        .isInstanceOf(DataException.class)
        .hasMessage(rule + "3.0");
    assertThatThrownBy(() -> model.check(counties(0, .5, 2)))
        .isInstanceOf(DataException.class)
        .hasMessage(rule + "0.5");
    assertThatThrownBy(() -> model.check(counties(0, -1, 2)))
        .isInstanceOf(DataException.class)
        .hasMessage(rule + "-1.0");
  }

  @Test
  void anIndexMadeOfColumnsIsNamedByThem() {
    Model moved =
        Model.define(
            "radon",
            SCHEMA,
            m -> {
              Expr effect = m.parameter("effect", Normal.of(0, 1), 3);
              m.observe("y", Normal.of(effect.gather(m.column("county").minus(1)), 1));
            });
    assertThatCode(() -> moved.check(counties(1, 3, 2))).doesNotThrowAnyException();
    assertThatCode(() -> moved.check(counties())).doesNotThrowAnyException();
    assertThatThrownBy(() -> moved.check(counties(1, 4, 2)))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Model radon: column 'county', row 'b': an index of 3 made from it must be a whole"
                + " number from 0 to 2, got 3.0");
    Model paired =
        Model.define(
            "pairs",
            SCHEMA,
            m -> {
              Expr effect = m.parameter("effect", Normal.of(0, 1), 6);
              Expr pair = m.column("county").times(2).plus(m.column("y"));
              m.observe("y", Normal.of(effect.gather(pair), 1));
            });
    assertThatCode(() -> paired.check(counties(0, 2, 1))).doesNotThrowAnyException();
    assertThatThrownBy(() -> paired.check(counties(0, 2, 3)))
        .isInstanceOf(DataException.class)
        .hasMessageMatching(
            "Model pairs: column '(county', 'y|y', 'county)', row 'c': an index of 6 made from it"
                + " must be a whole number from 0 to 5, got 6.0");
  }

  /** A plain one and two computed ones, of groups of their own. */
  @Test
  void eachOfSeveralIndicesIsCheckedByItsOwnRule() {
    Model model =
        Model.define(
            "several",
            SCHEMA,
            m -> {
              Expr effect = m.parameter("effect", Normal.of(0, 1), 9);
              Expr doubled = effect.slice(0, 5).gather(m.column("county").times(2));
              Expr plain = effect.slice(0, 6).gather(m.column("county"));
              Expr other = effect.gather(m.column("y").times(5));
              m.observe("y", Normal.of(doubled.plus(plain).plus(other), 1));
            });
    assertThatCode(() -> model.check(both(1, 2))).doesNotThrowAnyException();
    assertThatThrownBy(() -> model.check(both(1, 3)))
        .hasMessage(
            "Model several: column 'county', row 'b': an index of 5 made from it must be a whole"
                + " number from 0 to 4, got 6.0");
    assertThatThrownBy(() -> model.check(both(2, 2)))
        .hasMessage(
            "Model several: column 'y', row 'b': an index of 9 made from it must be a whole"
                + " number from 0 to 8, got 10.0");
  }

  private static Table both(double y, double county) {
    Map<String, double[]> columns =
        Map.of("y", new double[] {0, y}, "county", new double[] {0, county});
    return Table.of(SCHEMA, List.of("a", "b"), columns);
  }

  @Test
  void soIsAnIndexOfJointTerms() {
    Consumer<Declare> body =
        m -> {
          Expr effect = m.parameter("effect", Normal.of(0, 1), 3);
          Expr each = effect.gather(m.allRows().column("county"));
          m.observeJointly("for the test", Normal.of(each, 1).logDensity(each).sum());
        };
    assertThatCode(() -> Model.define("radon", counties(0, 2, 2), body)).doesNotThrowAnyException();
    assertThatThrownBy(() -> Model.define("radon", SCHEMA, body).on(counties(1, 3, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasCauseInstanceOf(IndexException.class)
        .hasMessage(
            "Model radon: gather: an index of 3 must be a whole number from 0 to 2, got 3.0; these"
                + " count from 1: subtract 1, as by minus(1)");
  }
}
