package org.lethe.validation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lethe.core.posterior.Cost;
import org.lethe.unlearning.Bargain;
import org.lethe.validation.certificate.Certificate.Grade;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReportTest {
  private static final String HTML = Samples.report(Grade.EVIDENCE).html();

  private static final String PNG = "data:image/png;base64,";

  @Test
  void itIsWellFormedAndKeepsHostileTextAsText() throws Exception {
    Document page = parse(HTML);
    assertThat(page.getElementsByTagName("script").getLength()).isZero();
    String seen = "<script src=\"http://x\">&'\uFFFD</script>";
    assertThat(page.getDocumentElement().getTextContent()).contains("banknote " + seen);
    assertThat(HTML).doesNotContain("<script").doesNotContain("\u0000");
  }

  @Test
  void nothingIsLoadedFromElsewhere() throws Exception {
    NodeList all = parse(HTML).getElementsByTagName("*");
    List<String> attributes = new ArrayList<>();
    List<String> sources = new ArrayList<>();
    for (int i = 0; i < all.getLength(); i++) {
      Element element = (Element) all.item(i);
      for (int a = 0; a < element.getAttributes().getLength(); a++) {
        attributes.add(element.getAttributes().item(a).getNodeName());
      }
      if (element.hasAttribute("src")) {
        sources.add(element.getAttribute("src"));
        assertThat(element.getAttribute("alt")).isNotBlank();
      }
    }
    assertThat(attributes).contains("style", "class").doesNotContain("href", "xlink:href");
    assertThat(sources).hasSize(7).allMatch(source -> source.startsWith(PNG));
    byte[] first = Base64.getDecoder().decode(sources.get(1).substring(PNG.length()));
    assertThat(first).isEqualTo(Samples.marginals().get(0).withoutLegend().png());
    assertThat(attributes).noneMatch(name -> name.startsWith("on"));
    assertThat(HTML).doesNotContain("@import").doesNotContain("url(");
  }

  @Test
  void aRetrainIsAdvisedWhereItIsCheaper() {
    Cost retrain = new Cost(1, 1000, 0);
    assertThat(Report.of("a", "b").price(new Bargain(new Cost(2, 0, 1000), retrain)).html())
        .contains("Price: retrain instead: the edit took 2.00 s and 2.00 times the row gradients");
    assertThat(Report.of("a", "b").price(new Bargain(new Cost(.5, 100, 0), retrain)).html())
        .contains("Price: cheaper than a retrain: the edit took 0.500 s and 0.100 times");
  }

  @Test
  void theGradeIsSaidInPlainWords() {
    assertThat(HTML).contains("Evidence of forgetting: the result passed every check");
    assertThat(HTML).contains("412 rows forgotten, 960 remain.");
    String failed = Samples.report(Grade.FAILED).html();
    assertThat(failed).contains("Not shown to be forgotten: a check failed.");
    assertThat(failed)
        .contains("Failed: predictive KL(retrained ‖ forgotten), erased rows (2.70e−4 against");
    assertThat(Samples.report(Grade.EXACT).html()).contains("Forgotten exactly");
  }

  @Test
  void numbersStandBesideTheirYardsticks() {
    String row = HTML.substring(HTML.indexOf("posterior KL(forgotten"));
    row = row.substring(0, row.indexOf("</tr>"));
    assertThat(row)
        .contains("0.0831<br/><small>0.0610 to 0.105</small>")
        .contains("1.43<br/><small>1.33 to 1.53</small>")
        .contains("0.00400<br/>");
  }

  @Test
  void columnsOfNumbersAreAlignedRight() {
    String table =
        Blocks.table(
            List.of("a", "b"), List.of(List.of("−1.5", "x"), List.of("–", "2"), List.of("∞", "")));
    assertThat(table)
        .contains("<th class=\"number\">a</th><th>b</th>")
        .contains("<td class=\"number\">∞</td><td></td>");
    assertThatThrownBy(() -> Blocks.table(List.of("a"), List.of(List.of())))
        .hasMessage("Report.table: each row must have 1 cells, got 0");
  }

  @Test
  void figuresHaveThreeSignificantDigits() {
    assertThat(
            List.of(
                Figures.of(0),
                Figures.of(9.17e-4),
                Figures.of(.0100),
                Figures.of(.5),
                Figures.of(1),
                Figures.of(-12.345),
                Figures.of(412),
                Figures.of(99_999),
                Figures.of(123_456),
                Figures.of(Double.POSITIVE_INFINITY)))
        .containsExactly(
            "0", "9.17e−4", "0.0100", "0.500", "1.00", "−12.3", "412", "99999", "1.23e5", "∞");
  }

  @Test
  void eachMethodLeavesTheReportItIsCalledOn(@TempDir Path folder) throws Exception {
    Report start = Report.of("a < b", "");
    String before = start.html();
    Report longer = start.section("more").text("x & y").list(List.of("one")).plots(List.of(), "");
    assertThat(start.html()).isEqualTo(before);
    assertThat(longer.html()).contains("<h2>more</h2>", "<p>x &amp; y</p>", "<li>one</li>");
    Path file = folder.resolve("report.html");
    longer.save(file);
    assertThat(Files.readString(file)).isEqualTo(longer.html());
    parse(longer.html());
  }

  /** HTML that is XML too; the doctype is left out so that no DTD is asked for. */
  static Document parse(String text) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(text.replace("<!DOCTYPE html>\n", ""))));
  }
}
