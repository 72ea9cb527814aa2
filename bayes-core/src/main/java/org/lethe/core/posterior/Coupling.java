package org.lethe.core.posterior;

import org.lethe.core.data.Checks;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;

/**
 * Affine coupling layers (Dinh, Sohl-Dickstein and Bengio 2017, Density estimation using real NVP):
 * a bijection z = T(ε) of R^d whose inverse and Jacobian cost what T does. Each layer cuts the
 * components in two, u = (a, b), and moves b by what it sees in a:
 *
 * <pre>b′ = b ∘ exp s(a) + t(a),  log|∂u′/∂u| = Σ s,
 * h = tanh(W₁a + c₁),  (r, t) = W₂h + c₂,  s = 2 tanh(r/2),</pre>
 *
 * so that a layer scales by e² at most. Layers 2j and 2j + 1 see the two halves of the components
 * after a rotation by j, in turn. With W₂ = 0 and c₂ = 0 in each, T is the identity.
 *
 * @param dimension d, at least 2
 * @param layers how many, at least 1
 * @param hidden the length of h
 */
public record Coupling(int dimension, int layers, int hidden) {
  /** The largest |s|. */
  static final double BOUND = 2;

  private static final int FEWEST_HIDDEN = 8;

  /** Refuses what is no bijection, and more weights than an array holds. */
  public Coupling {
    Checks.that(
        dimension >= 2,
        "Flow: a model must have at least 2 parameters to couple, got %d; use full-rank",
        dimension);
    Checks.positive("Flow", "layers", layers);
    Checks.positive("Flow", "hidden", hidden);
    double pair = (dimension + 2.0) * hidden + 2.0 * dimension * (hidden + 1.0);
    double weights = Math.ceil(layers / 2.0) * pair;
    Checks.that(
        weights <= Integer.MAX_VALUE,
        "Flow: %d layers of %d hidden numbers over %d parameters must have at most %d weights, got"
            + " about %.3g",
        layers,
        hidden,
        dimension,
        Integer.MAX_VALUE,
        weights);
  }

  /** With max(8, d) hidden numbers a layer. */
  public static Coupling of(int dimension, int layers) {
    return new Coupling(dimension, layers, Math.max(FEWEST_HIDDEN, dimension));
  }

  /**
   * One layer's place.
   *
   * @param rotation component {@code (rotation + i) mod d} stands at i
   * @param seen how many stand first and are seen; the others are moved
   * @param from where its weights begin: W₁ [hidden × seen], c₁, W₂ [2 moved × hidden], c₂
   */
  record Layer(int rotation, int seen, int from) {}

  /** The number of weights of all layers. */
  public int size() {
    return layer(layers).from();
  }

  /** The identity, with W₁ and c₁ drawn: with zeros there too the layers would never move. */
  public double[] start() {
    double[] weights = new double[size()];
    RandomStream random = RandomStream.of(layers).at(0, Purpose.FREE);
    for (int k = 0; k < layers; k++) {
      Layer layer = layer(k);
      int inner = hidden * (layer.seen() + 1);
      random.stream(k).gaussians(weights, layer.from(), layer.from() + inner);
      for (int i = layer.from(); i < layer.from() + hidden * layer.seen(); i++) {
        weights[i] /= Math.sqrt(layer.seen());
      }
    }
    return weights;
  }

  Layer layer(int k) {
    int half = (dimension + 1) / 2;
    int pair = k / 2;
    int turn = pair % half;
    int from = pair * (sizeOf(half) + sizeOf(dimension - half));
    return k % 2 == 0
        ? new Layer(turn, half, from)
        : new Layer((turn + half) % dimension, dimension - half, from + sizeOf(half));
  }

  private int sizeOf(int seen) {
    return hidden * (seen + 1) + 2 * (dimension - seen) * (hidden + 1);
  }

  /**
   * Moves ε to T(ε), in place, and gives log|∂T/∂ε|.
   *
   * @param h room for the hidden numbers of a layer
   */
  double forward(double[] weights, double[] point, double[] h) {
    double log = 0;
    for (int k = 0; k < layers; k++) {
      log += move(layer(k), weights, point, h, false);
    }
    return log;
  }

  /**
   * Moves z to T⁻¹(z), in place, and gives log|∂T/∂ε| there.
   *
   * @param h room for the hidden numbers of a layer
   */
  double inverse(double[] weights, double[] point, double[] h) {
    double log = 0;
    for (int k = layers - 1; k >= 0; k--) {
      log += move(layer(k), weights, point, h, true);
    }
    return log;
  }

  /** Σ s of one layer, whose b moves in place. */
  private double move(Layer layer, double[] w, double[] point, double[] h, boolean back) {
    int at = layer.from();
    for (int i = 0; i < hidden; i++) {
      double sum = w[layer.from() + hidden * layer.seen() + i];
      for (int j = 0; j < layer.seen(); j++) {
        sum += w[at++] * point[(layer.rotation() + j) % dimension];
      }
      h[i] = Math.tanh(sum);
    }
    int moved = dimension - layer.seen();
    int outer = layer.from() + hidden * (layer.seen() + 1);
    double log = 0;
    for (int i = 0; i < moved; i++) {
      double s = BOUND * Math.tanh(output(w, outer, moved, i, h) / BOUND);
      double t = output(w, outer, moved, moved + i, h);
      int component = (layer.rotation() + layer.seen() + i) % dimension;
      point[component] =
          back ? (point[component] - t) * Math.exp(-s) : point[component] * Math.exp(s) + t;
      log += s;
    }
    return log;
  }

  /** Number i of W₂h + c₂. */
  private double output(double[] w, int outer, int moved, int i, double[] h) {
    double sum = w[outer + 2 * moved * hidden + i];
    for (int j = 0; j < hidden; j++) {
      sum += w[outer + i * hidden + j] * h[j];
    }
    return sum;
  }
}
