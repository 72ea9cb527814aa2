package org.lethe.examples.command;

import org.lethe.examples.experiment.GmmMethod;
import picocli.CommandLine.Option;

/** What both experiments on mixtures are asked. */
final class GmmOptions {
  @Option(
      names = "--engine",
      paramLabel = "E",
      defaultValue = "svi",
      description = "svi, sgld or sghmc (default svi).")
  private String engine = "svi";

  @Option(
      names = "--method",
      paramLabel = "M",
      defaultValue = "bif",
      description = "bif, reweight, eubo or reverse-kl (default bif); not all suit all engines.")
  private String method = "bif";

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "2000",
      description = "Rows of the data, a multiple of 4 (default 2000).")
  private int rows = 2000;

  @Option(
      names = "--erase",
      paramLabel = "M",
      defaultValue = "800",
      description = "Rows to forget, at most half of them (default 800).")
  private int erase = 800;

  String engine() {
    return engine;
  }

  GmmMethod method() {
    return GmmMethod.named(method, engine);
  }

  int rows() {
    return rows;
  }

  int erase() {
    return erase;
  }
}
