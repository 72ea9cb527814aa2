package org.lethe.examples.command;

import java.util.Locale;
import org.lethe.core.data.Schema;
import org.lethe.core.model.Regression;

/** The regressions that the command line offers. */
enum ModelKind {
  LINEAR,
  LOGISTIC,
  MULTINOMIAL,
  POISSON;

  /** Whether the target is read as labels. */
  boolean classifies() {
    return this == LOGISTIC || this == MULTINOMIAL;
  }

  /** The target's column, added to a schema. */
  Schema.Builder target(Schema.Builder schema, String column) {
    return switch (this) {
      case LINEAR -> schema.number(column);
      case LOGISTIC, MULTINOMIAL -> schema.category(column);
      case POISSON -> schema.count(column);
    };
  }

  Regression regression(Schema schema, String target) {
    return switch (this) {
      case LINEAR -> Regression.linear(schema, target);
      case LOGISTIC -> Regression.logistic(schema, target);
      case MULTINOMIAL -> Regression.multinomial(schema, target);
      case POISSON -> Regression.poisson(schema, target);
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
