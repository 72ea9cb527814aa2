package org.lethe.unlearning.bif;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.lethe.core.data.Checks;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.posterior.Cost;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.EnergyFunction;
import org.lethe.inference.run.Run;

/**
 * Influence on the γ of any energy, for engines that keep another γ than draws or a Gaussian. The
 * caller sees to it that the rows belong together.
 */
public final class GammaInfluence {

  /**
   * Where it led.
   *
   * @param gamma γ⁻
   * @param steps one for each chunk
   * @param cost what it cost
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over whole; compared by nobody
  public record Moved(double[] gamma, List<Step> steps, Cost cost) {}

  private final Supplier<? extends EnergyFunction> energy;
  private final Table remaining;
  private final Solver solver;
  private final int chunk;

  private GammaInfluence(
      Supplier<? extends EnergyFunction> energy, Table remaining, Solver solver, int chunk) {
    this.energy = energy;
    this.remaining = remaining;
    this.solver = solver;
    this.chunk = chunk;
  }

  /**
   * With the data after the edit.
   *
   * @param energy makes the energy, which is closed again; its γ should have about unit curvature
   *     for solvers that iterate
   */
  public static GammaInfluence of(
      Supplier<? extends EnergyFunction> energy, Table remaining, Solver solver) {
    return new GammaInfluence(energy, remaining, solver, Integer.MAX_VALUE);
  }

  /** At most so many rows at a time. */
  public GammaInfluence chunk(int rows) {
    return new GammaInfluence(
        energy, remaining, solver, Checks.positive("GammaInfluence", "chunk", rows));
  }

  /**
   * γ after the edit.
   *
   * @throws IndefiniteCurvatureException and the rest as {@link Bif#forget}
   */
  public Moved move(double[] gamma, Edit edit, Run run) {
    Checks.that(
        !solver.isGaussNewton(), "GammaInfluence: gaussNewton() is for draws and Laplace fits");
    List<Part> parts = Part.of(edit, chunk);
    Tally tally = new Tally(run, parts.size());
    Axes axes = Axes.identity(gamma.length);
    Cloud cloud = new Cloud(Points.of(gamma), axes);
    try (Landscape landscape =
        Landscape.of(energy, remaining, RandomStream.of(run.seed()), axes, tally)) {
      Pursuit pursuit = new Pursuit(landscape, solver, 1, false);
      for (Part part : parts) {
        pursuit.carryOut(part, cloud);
        tally.chunk();
      }
      return new Moved(
          cloud.points().gamma()[0].clone(), new ArrayList<>(pursuit.steps()), tally.cost());
    }
  }
}
