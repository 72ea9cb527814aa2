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

  private final int maxDepth;
  private final Span all;

  /** Of the growing extension, a whole subtree of each height, or none. */
  private final Span[] left;

  private Span leaf;
  private PhasePoint front;
  private PhasePoint back;
  private PhasePoint start;

  private Metric metric;
  private RandomStream random = RandomStream.of(0);
  private int randomUsed;
  private double stepSize;
  private boolean forward;
  private double firstEnergy;
  private double acceptance;
  private int depth;
  private int grown;
  private int leapfrogs;
  private boolean divergent;

  Trajectory(int d, int maxDepth) {
    this.maxDepth = maxDepth;
    all = new Span(d);
    leaf = new Span(d);
    left = new Span[maxDepth];
    for (int k = 0; k < maxDepth; k++) {
      left[k] = new Span(d);
    }
    front = new PhasePoint(d);
    back = new PhasePoint(d);
    start = front;
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
  public void begin(PhasePoint point, Metric mass, double epsilon, RandomStream uniforms) {
    start = point;
    metric = mass;
    random = uniforms;
    randomUsed = 0;
    stepSize = epsilon;
    firstEnergy = point.energy();
    acceptance = 0;
    depth = 0;
    leapfrogs = 0;
    divergent = false;
    all.set(point, 0);
    front.copy(point);
    back.copy(point);
    forward = true;
    extend();
  }

  /** Sets out to double, in a direction left to chance. */
  private void extend() {
    boolean next = uniform() > 0.5;
    if (next != forward) {
      all.reverse();
      PhasePoint was = front;
      front = back;
      back = was;
      forward = next;
    }
    grown = 0;
    front.depart(metric, step());
  }

  private double step() {
    return forward ? stepSize : -stepSize;
  }

  @Override
  public PhasePoint ahead() {
    return front;
  }

  @Override
  public boolean goOn() {
    if (!leap() || !joinSubtrees()) {
      return end();
    }
    grown++;
    if (grown < 1 << depth) {
      front.depart(metric, step());
      return true;
    }
    depth++;
    if (accept(leaf.logWeight() - all.logWeight())) {
      all.redraw(leaf);
    }
    boolean goesOn = all.goesOnInto(leaf);
    all.append(leaf);
    if (!goesOn || depth == maxDepth) {
      return end();
    }
    extend();
    return true;
  }

  private boolean end() {
    start.copy(all.drawn());
    return false;
  }

  /** Completes a step; false where it diverges. */
  private boolean leap() {
    front.arrive(metric, step());
    leapfrogs++;
    double fall = firstEnergy - front.energy();
    divergent = -fall > DIVERGENCE;
    acceptance += fall > 0 ? 1 : Math.exp(fall);
    leaf.set(front, fall);
    return !divergent;
  }

  /**
   * Joins the new leaf with whole subtrees of its height as long as there are any, as digits carry
   * when one is added to a number; false where a joined one turns round. What is then whole waits
   * for its neighbour, unless it is all of the extension.
   */
  private boolean joinSubtrees() {
    int height = 0;
    for (; (grown >> height & 1) == 1; height++) {
      Span first = left[height];
      double drawn = leaf.logWeight();
      boolean goesOn = first.goesOnInto(leaf);
      first.append(leaf);
      if (accept(drawn - first.logWeight())) {
        first.redraw(leaf);
      }
      swap(height);
      if (!goesOn) {
        return false;
      }
    }
    if (height < depth) {
      swap(height);
    }
    return true;
  }

  private void swap(int height) {
    Span was = left[height];
    left[height] = leaf;
    leaf = was;
  }

  private boolean accept(double logProbability) {
    return logProbability >= 0 || uniform() < Math.exp(logProbability);
  }

  private double uniform() {
    return random.uniform(randomUsed++);
  }
}
