package org.lethe.validation.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.lethe.core.data.AtomicFile;

/**
 * Probabilities over the plane side by side, to be compared by eye: colour from one class to the
 * other, a dark line at one half and pale ones at a tenth and nine tenths. Points of label 0 are
 * rings and those of label 1 discs; the erased ones are crossed out.
 *
 * @param panels from left to right
 */
public record Surfaces(List<Surface> panels) {
  private static final int SIDE = 440;
  private static final int HEAD = 44;
  private static final int GAP = 24;
  private static final int RADIUS = 5;
  private static final Color ZERO = Look.colour(4);
  private static final Color ONE = Look.colour(0);

  /** Copies the panels. */
  public Surfaces {
    panels = List.copyOf(panels);
  }

  /**
   * Writes a PNG file.
   *
   * @throws UncheckedIOException if it cannot be written
   */
  public void savePng(Path file) {
    AtomicFile.write(file, png());
  }

  /** The picture as PNG. */
  public byte[] png() {
    int width = panels.size() * (SIDE + GAP) + GAP;
    BufferedImage image = new BufferedImage(width, SIDE + HEAD + GAP, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, width, image.getHeight());
    g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 18));
    for (int k = 0; k < panels.size(); k++) {
      Surface panel = panels.get(k);
      int left = GAP + k * (SIDE + GAP);
      g.setColor(Color.DARK_GRAY);
      g.drawString(panel.title(), left, HEAD - 14);
      colours(image, panel, left);
      g.setStroke(new BasicStroke(1.5f));
      for (Surface.Marks marks : panel.marks()) {
        points(g, panel, marks, left);
      }
    }
    g.dispose();
    try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      ImageIO.write(image, "png", out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot encode the surfaces", e);
    }
  }

  private static void colours(BufferedImage image, Surface panel, int left) {
    for (int i = 0; i < SIDE; i++) {
      for (int j = 0; j < SIDE; j++) {
        double p = panel.at(i / (SIDE - 1.0), 1 - j / (SIDE - 1.0));
        image.setRGB(left + i, HEAD + j, colour(panel, i, j, p).getRGB());
      }
    }
  }

  /** Pale towards one half, so that doubt looks like doubt; levels are where p crosses them. */
  private static Color colour(Surface panel, int i, int j, double p) {
    double right = panel.at(Math.min(1, (i + 1) / (SIDE - 1.0)), 1 - j / (SIDE - 1.0));
    double below = panel.at(i / (SIDE - 1.0), Math.max(0, 1 - (j + 1) / (SIDE - 1.0)));
    if (crosses(0.5, p, right, below)) {
      return Color.DARK_GRAY;
    }
    if (crosses(0.1, p, right, below) || crosses(0.9, p, right, below)) {
      return Color.WHITE;
    }
    double sure = 0.08 + 0.72 * Math.abs(2 * p - 1);
    Color strong = p < 0.5 ? ZERO : ONE;
    return new Color(
        mix(strong.getRed(), sure), mix(strong.getGreen(), sure), mix(strong.getBlue(), sure));
  }

  private static boolean crosses(double level, double p, double right, double below) {
    return p < level != right < level || p < level != below < level;
  }

  private static int mix(int strong, double share) {
    return (int) Math.round(255 + share * (strong - 255));
  }

  private static void points(Graphics2D g, Surface panel, Surface.Marks marks, int left) {
    double[] xs = panel.x();
    double[] ys = panel.y();
    for (int k = 0; k < marks.x().length; k++) {
      double u = (marks.x()[k] - xs[0]) / (xs[xs.length - 1] - xs[0]);
      double v = (marks.y()[k] - ys[0]) / (ys[ys.length - 1] - ys[0]);
      double atX = left + u * (SIDE - 1);
      double atY = HEAD + (1 - v) * (SIDE - 1);
      Ellipse2D dot = new Ellipse2D.Double(atX - RADIUS, atY - RADIUS, 2 * RADIUS, 2 * RADIUS);
      g.setColor(marks.label() == 0 ? Color.WHITE : Color.BLACK);
      g.fill(dot);
      g.setColor(Color.BLACK);
      g.draw(dot);
      if (marks.crossed()) {
        double reach = 1.6 * RADIUS;
        g.draw(new Line2D.Double(atX - reach, atY - reach, atX + reach, atY + reach));
        g.draw(new Line2D.Double(atX - reach, atY + reach, atX + reach, atY - reach));
      }
    }
  }
}
