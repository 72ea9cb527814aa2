package org.lethe.examples.experiment;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lethe.core.data.AtomicFile;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Schema;
import org.lethe.core.data.Table;
import org.lethe.core.model.Model;
import org.lethe.core.model.Regression;
import org.lethe.core.posterior.FlowPosterior;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.posterior.VariationalPosterior;
import org.lethe.inference.energy.Family;
import org.lethe.inference.run.Engine;
import org.lethe.inference.svi.Svi;

/**
 * The banknotes of Nguyen, Low and Jaillet (2020): a logistic regression of {@code label} on four
 * raw features and a bias, prior N(0, 100²I), and 412 rows to forget.
 *
 * @param csv the file, as it was laid down
 * @param ids the file of ids to forget
 * @param rows all 1372 rows
 * @param edit forgets the marked ones
 * @param remaining the other 960
 * @param model p(label = 1) = sigmoid(intercept + x·beta)
 */
public record Banknote(Path csv, Path ids, Table rows, Edit edit, Table remaining, Model model) {
  private static final String[] FEATURES = {"variance", "skewness", "curtosis", "entropy"};
  private static final double PRIOR_SD = 100;

  /** Lays the data and the ids down in a directory, and reads them from there. */
  public static Banknote in(Path directory) {
    Path csv = directory.resolve("banknote.csv");
    AtomicFile.write(csv, Resource.bytes("banknote.csv"));
    Schema schema = Schema.id("id").number(FEATURES).number("label").learn(csv);
    Table rows = Table.csv(csv, schema);
    Table marks = Table.csv(csv, Schema.id("id").category("erased").learn(csv));
    List<String> erased = marks.where("erased", "1").ids();
    Path ids = directory.resolve("erased.txt");
    AtomicFile.write(ids, (String.join("\n", erased) + "\n").getBytes(StandardCharsets.UTF_8));
    Edit edit = Edit.forget(rows, erased);
    Model model = Regression.logistic(schema, "label").features(FEATURES).prior(PRIOR_SD).model();
    return new Banknote(csv, ids, rows, edit, rows.after(edit), model);
  }

  /** How the posteriors are fitted. */
  static Engine<GaussianPosterior> engine() {
    return Svi.of(Family.fullRank());
  }

  /** Mean and standard deviations, of a flow by draws. */
  private static GaussianPosterior moments(VariationalPosterior posterior) {
    return posterior instanceof FlowPosterior flow ? flow.moments() : (GaussianPosterior) posterior;
  }

  /**
   * The mean as published, [variance, skewness, curtosis, entropy, bias] of the logit of label 0.
   * Here the bias stands first, and the logit is that of label 1.
   */
  static List<Double> publishedMean(VariationalPosterior posterior) {
    return published(moments(posterior).mean(), -1);
  }

  /** The standard deviations in the published order. */
  static List<Double> publishedSd(VariationalPosterior posterior) {
    return published(moments(posterior).sd(), 1);
  }

  private static List<Double> published(double[] biasFirst, double sign) {
    List<Double> out = new ArrayList<>();
    for (int i = 1; i < biasFirst.length; i++) {
      out.add(sign * biasFirst[i]);
    }
    out.add(sign * biasFirst[0]);
    return out;
  }
}
