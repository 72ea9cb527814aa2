package org.lethe.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README says is so. */
class ReadmeTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @Test
  void itsProgramRunsAndPrintsWhatStandsBelowIt(@TempDir Path dir)
      throws IOException, InterruptedException {
    Path program = dir.resolve("Notes.java");
    Files.writeString(program, block("java", 0));
    Process run =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                program.toString())
            .directory(ROOT.toFile())
            .redirectErrorStream(true)
            .start();
    String printed = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(run.waitFor()).describedAs(printed).isZero();
    assertThat(printed).isEqualTo(block("text", 1));
  }

  @Test
  void itsLineForTheTestsIsTheOneThatIsRun() throws IOException {
    String line = block("sh", 2).strip();
    assertThat(line).startsWith("mvn ");
    assertThat(Files.readString(ROOT.resolve(".ci/run"))).contains("exec " + line + "\n");
  }

  @Test
  void itsLineForTheDemoRunsTheDemo() throws IOException {
    assertThat(block("sh", 0)).contains("mvn ", "-DskipTests package", "lethe.jar demo");
  }

  @Test
  void everyCommandLineInItParses() throws IOException {
    List<String> lines = block("sh", 1).lines().filter(l -> l.startsWith("lethe ")).toList();
    assertThat(lines).hasSizeGreaterThan(4);
    for (String line : lines) {
      Cli answer = Cli.lethe(line.substring("lethe ".length()) + " --help");
      assertThat(answer.status()).describedAs(line).isZero();
      Stream.of(line.split(" "))
          .filter(word -> word.startsWith("--"))
          .forEach(option -> assertThat(answer.out()).contains(option));
    }
  }

  @Test
  void whatItShowsAndLinksToIsThere() throws IOException {
    Matcher links = Pattern.compile("\\]\\(([^)#:]+)\\)").matcher(readme());
    int found = 0;
    while (links.find()) {
      assertThat(ROOT.resolve(links.group(1))).exists();
      found++;
    }
    assertThat(found).isPositive();
  }

  private static String readme() throws IOException {
    return Files.readString(ROOT.resolve("README.md"));
  }

  /** The k-th fenced block of a language. */
  private static String block(String language, int k) throws IOException {
    Matcher fence =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(readme());
    List<String> blocks = new ArrayList<>();
    while (fence.find()) {
      blocks.add(fence.group(1));
    }
    return blocks.get(k);
  }
}
