package org.lethe.unlearning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Schema;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.HalfNormal;
import org.lethe.core.distribution.Normal;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Group;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Channel;
import org.lethe.core.posterior.DrawsPosterior;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Quantity;
import org.lethe.inference.hmc.Nuts;
import org.lethe.inference.run.Run;
import org.lethe.unlearning.baseline.Retrain;
import org.lethe.unlearning.bif.Bif;
import org.lethe.unlearning.bif.Solver;
import org.lethe.unlearning.reweight.Reweight;

/** Hierarchical regression by NUTS; all rows of one county ask to be forgotten. */
class HierarchicalProgramTest {

  @Test
  void aCountyAsksToBeForgotten(@TempDir Path folder) throws IOException {
    Path counties = folder.resolve("counties.csv");
    Path radonFile = folder.resolve("radon.csv");
    write(counties, radonFile);
    Run run = Run.seed(7);
    Schema schema =
        Schema.id("id").number("log_radon", "floor").group("county", counties).learn(radonFile);
    Table train = Table.csv(radonFile, schema);
    Model radon =
        Model.define(
            "radon",
            schema,
            m -> {
              Group county = m.group("county");
              Expr level = m.parameter("level", Normal.of(0, 10));
              Expr slope = m.parameter("slope", Normal.of(0, 1));
              Expr uranium = m.parameter("uranium", Normal.of(0, 1));
              Expr tau = m.parameter("tau", HalfNormal.of(1));
              Expr sigma = m.parameter("sigma", HalfNormal.of(1));
              Expr z = m.parameter("z", Normal.of(0, 1), county.size());
              Expr a =
                  m.deterministic(
                      "a", level.plus(uranium.times(county.column("uranium"))).plus(tau.times(z)));
              m.observe(
                  "log_radon", Normal.of(county.of(a).plus(slope.times(m.column("floor"))), sigma));
            });
    Nuts nuts = Nuts.of().chains(2).warmup(500).draws(1000);
    Fit<DrawsPosterior> fit = nuts.fit(radon, train, run);
    Edit edit = Edit.forget(train, train.where("county", "AITKIN").ids());
    assertThat(edit.forgotten()).hasSize(2);
    Fit<DrawsPosterior> shifted =
        Bif.draws(train.after(edit), Solver.cholesky()).secondOrder().forget(fit, edit, run);
    Fit<DrawsPosterior> weighted = Reweight.of().forget(fit, edit, run);
    Fit<DrawsPosterior> retrained =
        Retrain.of(nuts, train.after(edit)).forget(fit, edit, Run.seed(8));
    assertThat(weighted.provenance().openChannels())
        .extracting(Channel::name)
        .contains("schema constants");
    // the county's own effect: what its rows taught must go
    Quantity before = fit.posterior().summary().quantity("a[0]");
    Quantity exact = retrained.posterior().summary().quantity("a[0]");
    for (Fit<DrawsPosterior> forgotten : List.of(shifted, weighted)) {
      Quantity after = forgotten.posterior().summary().quantity("a[0]");
      // the means move by 0.15, of which draws of effective size 1000 leave 0.013 uncertain
      double gap = Math.abs(before.mean() - exact.mean());
      assertThat(gap).isGreaterThan(.1);
      assertThat(after.mean()).isCloseTo(exact.mean(), within(.4 * gap));
    }
  }

  /** Eight counties, the first of two rows apart from the others, six rows each for the rest. */
  private static void write(Path counties, Path rows) throws IOException {
    Random random = new Random(4);
    StringBuilder groups = new StringBuilder("county,uranium\n");
    StringBuilder radon = new StringBuilder("id,log_radon,floor,county\n");
    for (int j = 0; j < 8; j++) {
      String name = j == 0 ? "AITKIN" : "C" + j;
      double uranium = random.nextGaussian();
      double own = .5 * uranium + .5 * random.nextGaussian() + (j == 0 ? .8 : 0);
      groups.append(name).append(',').append(uranium).append('\n');
      for (int i = 0; i < (j == 0 ? 2 : 6); i++) {
        int floor = i % 3 == 0 ? 1 : 0;
        double y = 1 + own - .4 * floor + .7 * random.nextGaussian();
        radon.append(name).append(i).append(',').append(y).append(',').append(floor);
        radon.append(',').append(name).append('\n');
      }
    }
    Files.writeString(counties, groups.toString());
    Files.writeString(rows, radon.toString());
  }
}
