package org.lethe.validation.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lethe.core.data.AtomicFile;
import org.lethe.unlearning.Bargain;
import org.lethe.validation.certificate.Certificate;

/**
 * A report as one HTML file: no script, nothing loaded from elsewhere, light or dark as the reader
 * prefers. Immutable: each method returns a longer report. All text is escaped.
 *
 * <pre>{@code
 * Report.of("Banknotes", "412 of 1372 rows forgotten")
 *     .certificate(certificate)
 *     .section("KL against λ")
 *     .plot(plot, "Both methods leave the do-nothing line where ...")
 *     .save(Path.of("report.html"));
 * }</pre>
 */
public final class Report {
  private final String title;
  private final List<String> blocks;

  private Report(String title, List<String> blocks) {
    this.title = title;
    this.blocks = List.copyOf(blocks);
  }

  /** A report with a title and a sentence below it. */
  public static Report of(String title, String lead) {
    String heading = "<h1>" + Markup.escape(title) + "</h1>";
    return new Report(title, List.of(heading + Blocks.paragraph("lead", lead)));
  }

  /** Starts a section. */
  public Report section(String heading) {
    return with("<h2>" + Markup.escape(heading) + "</h2>");
  }

  /** A paragraph. */
  public Report text(String paragraph) {
    return with("<p>" + Markup.escape(paragraph) + "</p>");
  }

  /** A list of sentences. */
  public Report list(List<String> sentences) {
    return with(Blocks.list(sentences));
  }

  /** What the edit cost beside a retrain, and that a retrain is to be had for less where it is. */
  public Report price(Bargain bargain) {
    return text("Price: " + bargain + ".");
  }

  /**
   * A table. Columns whose every cell begins like a number are aligned right.
   *
   * @param headings one a column
   * @param rows of as many cells
   * @throws IllegalArgumentException if a row has more or fewer cells than there are headings
   */
  public Report table(List<String> headings, List<List<String>> rows) {
    return with(Blocks.table(headings, rows));
  }

  /** A plot, with a caption that says what is to be seen. */
  public Report plot(Plot plot, String caption) {
    return with(Blocks.figure(Blocks.wide(plot), caption));
  }

  /** Small plots of the same series side by side, under one key. */
  public Report plots(List<Plot> plots, String caption) {
    return plots.isEmpty() ? this : with(Blocks.figure(Blocks.several(plots), caption));
  }

  /**
   * The grade in plain words and the checks, with a plot of the distances beside their yardsticks.
   */
  public Report certificate(Certificate certificate) {
    return with(CertificateBlocks.verdict(certificate))
        .section("What was measured")
        .with(CertificateBlocks.checks(certificate))
        .with(CertificateBlocks.distances(certificate));
  }

  /** What a certificate does not show, the channels, and where everything came from. */
  public Report details(Certificate certificate) {
    return section("What this does not show")
        .list(certificate.limits())
        .section("Channels")
        .with(CertificateBlocks.channels(certificate))
        .section("Provenance")
        .with(CertificateBlocks.provenance(certificate));
  }

  /** The document, which is well-formed XML too. */
  public String html() {
    return "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\"><head>"
        + "<meta charset=\"utf-8\"/>"
        + "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"/><title>"
        + Markup.escape(title)
        + "</title><style>"
        + css()
        + "</style></head>\n<body><main>\n"
        + String.join("\n", blocks)
        + "\n</main></body></html>\n";
  }

  /**
   * Writes the document: whole, or not at all.
   *
   * @throws UncheckedIOException if the file cannot be written
   */
  public void save(Path file) {
    AtomicFile.write(file, html().getBytes(StandardCharsets.UTF_8));
  }

  private Report with(String block) {
    List<String> longer = new ArrayList<>(blocks);
    longer.add(block);
    return new Report(title, longer);
  }

  private static String css() {
    try (InputStream in = Report.class.getResourceAsStream("report.css")) {
      if (in == null) {
        throw new IllegalStateException("the resource report.css is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the resource report.css", e);
    }
  }
}
