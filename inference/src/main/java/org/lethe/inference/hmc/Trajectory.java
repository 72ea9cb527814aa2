package org.lethe.inference.hmc;

import org.lethe.core.random.RandomStream;

/**
 * A transition of the no-U-turn sampler with multinomial sampling of the trajectory (Betancourt
 * 2017, appendix A.3): the trajectory doubles forward or backward in time until it turns round or
 * diverges; a point of it is drawn with weight e^(−H), within subtrees in proportion, and between
 * the old trajectory and its extension with a bias to the extension, min(1, w_new/w_old). All
 * buffers are made once.
 */
final class Trajectory implements Transition {

  private final Potential potential;
  private final int maxDepth;
  private final Span all;
  private final Span extension;
  private final Span[] spare;
  private PhasePoint front;
  private PhasePoint back;

  private Metric metric;
  private RandomStream random = RandomStream.of(0);
  private int randomUsed;
  private double step;
  private double firstEnergy;
  private double acceptance;
  private int depth;
  private int leapfrogs;
  private boolean divergent;

  Trajectory(Potential potential, int maxDepth) {
    int d = potential.dimension();
    this.potential = potential;
    this.maxDepth = maxDepth;
    all = new Span(d);
    extension = new Span(d);
    spare = new Span[maxDepth];
    for (int k = 0; k < maxDepth; k++) {
      spare[k] = new Span(d);
    }
    front = new PhasePoint(d);
    back = new PhasePoint(d);
    metric = Mass.DIAGONAL.unit(d);
  }

  /** The mean of min(1, e^(H₀ − H)) over the points integrated to. */
  @Override
  public double acceptance() {
    return acceptance / leapfrogs;
  }

  @Override
  public int depth() {
    return depth;
  }

  @Override
  public int leapfrogs() {
    return leapfrogs;
  }

  @Override
  public boolean divergent() {
    return divergent;
  }

  /** Chance chooses directions and points. */
  @Override
  public void move(PhasePoint point, Metric mass, double stepSize, RandomStream uniforms) {
    metric = mass;
    random = uniforms;
    randomUsed = 0;
    firstEnergy = point.energy();
    acceptance = 0;
    depth = 0;
    leapfrogs = 0;
    divergent = false;
    all.set(point, 0);
    front.copy(point);
    back.copy(point);
    boolean forward = true;
    while (depth < maxDepth) {
      boolean next = uniform() > 0.5;
      if (next != forward) {
        turnRound();
        forward = next;
      }
      step = forward ? stepSize : -stepSize;
      if (!grow(depth, extension)) {
        break;
      }
      depth++;
      if (accept(extension.logWeight() - all.logWeight())) {
        all.redraw(extension);
      }
      boolean goesOn = all.goesOnInto(extension);
      all.append(extension);
      if (!goesOn) {
        break;
      }
    }
    point.copy(all.drawn());
  }

  private void turnRound() {
    all.reverse();
    PhasePoint was = front;
    front = back;
    back = was;
  }

  /** Integrates 2^height points beyond the front; false where they turn round or diverge. */
  private boolean grow(int height, Span out) {
    if (height == 0) {
      return leap(out);
    }
    Span second = spare[height - 1];
    if (!grow(height - 1, out) || !grow(height - 1, second)) {
      return false;
    }
    boolean goesOn = out.goesOnInto(second);
    double drawn = second.logWeight();
    out.append(second);
    if (accept(drawn - out.logWeight())) {
      out.redraw(second);
    }
    return goesOn;
  }

  private boolean leap(Span out) {
    front.leapfrog(potential, metric, step);
    leapfrogs++;
    double fall = firstEnergy - front.energy();
    divergent = -fall > DIVERGENCE;
    acceptance += fall > 0 ? 1 : Math.exp(fall);
    out.set(front, fall);
    return !divergent;
  }

  private boolean accept(double logProbability) {
    return logProbability >= 0 || uniform() < Math.exp(logProbability);
  }

  private double uniform() {
    return random.uniform(randomUsed++);
  }
}
