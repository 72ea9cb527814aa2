package org.lethe.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/** Small files of rows drawn from known models. */
final class Samples {
  private Samples() {}

  /** id, x1, x2, colour, y: y is what the model of that name explains. */
  static Path write(Path file, String model, int rows) throws IOException {
    return write(file, model, 0, rows);
  }

  static Path write(Path file, String model, int from, int rows) throws IOException {
    StringBuilder text = new StringBuilder("id,x1,x2,colour,y\n");
    Random random = new Random(20 + from);
    for (int i = from; i < from + rows; i++) {
      double x1 = random.nextGaussian();
      double x2 = random.nextGaussian();
      String colour = List.of("blue", "green", "red").get(i % 3);
      double eta = 0.4 + 0.8 * x1 - 0.5 * x2 + (colour.equals("red") ? 0.6 : 0);
      text.append(
          String.format(
              Locale.ROOT, "r-%03d,%.4f,%.4f,%s,%s%n", i, x1, x2, colour, y(model, eta, random)));
    }
    Files.writeString(file, text);
    return file;
  }

  private static String y(String model, double eta, Random random) {
    double u = random.nextDouble();
    return switch (model) {
      case "linear" -> String.format(Locale.ROOT, "%.4f", eta + 0.5 * random.nextGaussian());
      case "logistic" -> u < 1 / (1 + Math.exp(-eta)) ? "yes" : "no";
      case "multinomial" -> u < 0.3 ? "a" : u < 1 / (1 + Math.exp(-eta)) ? "b" : "c";
      case "poisson" -> Integer.toString(poisson(Math.exp(eta), random));
      default -> throw new IllegalArgumentException(model);
    };
  }

  private static int poisson(double rate, Random random) {
    int count = -1;
    double product = 1;
    do {
      count++;
      product *= random.nextDouble();
    } while (product > Math.exp(-rate));
    return count;
  }

  /** A file of the ids of some rows. */
  static Path ids(Path file, int... rows) throws IOException {
    List<String> lines =
        IntStream.of(rows).mapToObj(i -> String.format(Locale.ROOT, "r-%03d", i)).toList();
    Files.writeString(file, "# to forget\n\n" + String.join("\n", lines) + "\n");
    return file;
  }
}
