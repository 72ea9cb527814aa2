package org.lethe.validation.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.lethe.validation.report.Mark.Dot;
import org.lethe.validation.report.Mark.Label;
import org.lethe.validation.report.Mark.Line;

/** A plot as PNG on white, two pixels for one. */
final class Png {
  private static final int MARGIN = 12;
  private static final int SCALE = 2;

  private Png() {}

  static byte[] of(Plot plot) {
    int width = (plot.width() + 2 * MARGIN) * SCALE;
    int height = (plot.height() + 2 * MARGIN) * SCALE;
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, width, height);
    g.scale(SCALE, SCALE);
    g.translate(MARGIN, MARGIN);
    Layout.of(plot).forEach(mark -> draw(g, mark));
    g.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException("memory can always be written to", e);
    }
    return out.toByteArray();
  }

  private static void draw(Graphics2D g, Mark mark) {
    if (mark instanceof Line line) {
      g.setColor(colour(line.colour()));
      g.setStroke(stroke(line.width(), line.dashed() ? new double[] {5, 4} : new double[0]));
      g.draw(new Line2D.Double(line.x1(), line.y1(), line.x2(), line.y2()));
    } else if (mark instanceof Mark.Path path) {
      path(g, path);
    } else if (mark instanceof Dot dot) {
      g.setColor(colour(dot.colour()));
      double r = dot.radius();
      boolean round = Math.floorMod(dot.shape(), 4) == 0;
      g.fill(
          round
              ? new Ellipse2D.Double(dot.x() - r, dot.y() - r, 2 * r, 2 * r)
              : closed(Svg.corners(dot)));
    } else if (mark instanceof Label label) {
      label(g, label);
    }
  }

  private static void path(Graphics2D g, Mark.Path path) {
    Color colour = colour(path.colour());
    Path2D line = open(path.points());
    if (!Double.isNaN(path.base())) {
      Path2D area = open(path.points());
      area.lineTo(path.points().get(path.points().size() - 1)[0], path.base());
      area.lineTo(path.points().get(0)[0], path.base());
      area.closePath();
      g.setColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 23));
      g.fill(area);
    }
    g.setColor(colour);
    g.setStroke(stroke(path.width(), path.dash().pattern()));
    g.draw(line);
  }

  private static void label(Graphics2D g, Label label) {
    Font font = new Font(Font.SANS_SERIF, label.bold() ? Font.BOLD : Font.PLAIN, 1);
    g.setFont(font.deriveFont((float) label.size()));
    double width = g.getFontMetrics().getStringBounds(label.text(), g).getWidth();
    double shift =
        switch (label.anchor()) {
          case START -> 0;
          case MIDDLE -> width / 2;
          case END -> width;
        };
    g.setColor(colour(label.colour()));
    g.drawString(label.text(), (float) (label.x() - shift), (float) label.y());
  }

  private static Path2D open(List<double[]> points) {
    Path2D path = new Path2D.Double();
    path.moveTo(points.get(0)[0], points.get(0)[1]);
    points.stream().skip(1).forEach(p -> path.lineTo(p[0], p[1]));
    return path;
  }

  private static Path2D closed(List<double[]> points) {
    Path2D path = open(points);
    path.closePath();
    return path;
  }

  private static BasicStroke stroke(double width, double[] dashes) {
    float[] pattern = new float[dashes.length];
    for (int i = 0; i < dashes.length; i++) {
      pattern[i] = (float) dashes[i];
    }
    float thickness = (float) width;
    return pattern.length == 0
        ? new BasicStroke(thickness, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND)
        : new BasicStroke(thickness, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, pattern, 0);
  }

  private static Color colour(int role) {
    return Color.decode(Palette.light(role));
  }
}
