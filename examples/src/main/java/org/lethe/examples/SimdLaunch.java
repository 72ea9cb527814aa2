package org.lethe.examples;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Runs the command in a JVM that has SIMD lanes. {@code java -jar} cannot ask for the incubating
 * vector module, so the first JVM starts a second one with it, passes everything through, and ends
 * with its exit status. If the first is killed, the second ends too.
 */
final class SimdLaunch {

  private static final String MODULE = "jdk.incubator.vector";
  private static final String NOTICE = "WARNING: Using incubator modules: " + MODULE;
  private static final String STARTED_BY = "lethe.startedBy";
  private static final Path PAGES = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
  private static final int KILLED = 137;

  /** The exit status of wrong usage, after which a command has loaded few of its classes. */
  private static final int NOTHING_DONE = 2;

  private SimdLaunch() {}

  /** Whether SIMD kernels could be had by starting again. */
  static boolean isWorthwhile() {
    return System.getProperty("lethe.kernels") == null
        && System.getProperty(STARTED_BY) == null
        && System.getProperty("java.class.path", "").endsWith(".jar")
        && ModuleLayer.boot().findModule(MODULE).isEmpty()
        && ModuleFinder.ofSystem().find(MODULE).isPresent();
  }

  /**
   * Runs the command in the second JVM: its exit status, or empty where none can be started.
   *
   * @param name of the command, which is among the arguments
   */
  static OptionalInt run(String name, String[] arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(optionsOfThisJvm());
    command.addAll(List.of("--add-modules", MODULE));
    command.addAll(largePages(PAGES));
    Path jar = Path.of(System.getProperty("java.class.path"));
    Optional<SharedArchive> archive = SharedArchive.of(jar, name);
    archive.ifPresent(shared -> command.addAll(shared.options()));
    command.add("-D" + STARTED_BY + "=" + ProcessHandle.current().pid());
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.inheritIO().redirectError(ProcessBuilder.Redirect.PIPE);
    Process second;
    try {
      second = builder.start();
    } catch (IOException e) {
      return OptionalInt.empty();
    }
    int status = follow(second);
    archive.ifPresent(status < NOTHING_DONE ? SharedArchive::keep : SharedArchive::discard);
    return OptionalInt.of(status);
  }

  private static int follow(Process second) {
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(second::destroy));
      pass(second.getErrorStream(), System.err);
      return second.waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return KILLED;
    }
  }

  /** In the second JVM: ends when the first is gone, so that killing a command kills it. */
  @SuppressWarnings("FutureReturnValueIgnored") // it halts, so that nothing comes after
  static void followStarter() {
    String starter = System.getProperty(STARTED_BY);
    if (starter != null) {
      ProcessHandle.of(Long.parseLong(starter))
          .ifPresentOrElse(
              first -> first.onExit().thenRun(() -> Runtime.getRuntime().halt(KILLED)),
              () -> Runtime.getRuntime().halt(KILLED));
    }
  }

  /**
   * Asks for large pages where Linux gives them to who asks: minibatches of random rows, each on a
   * page of its own, are then found a quarter faster.
   *
   * @param setting the file in which Linux marks the choice made of {@code always}, {@code madvise}
   *     and {@code never} by brackets; there is none elsewhere
   */
  static List<String> largePages(Path setting) {
    try {
      boolean onRequest = Files.readString(setting).contains("[madvise]");
      return onRequest ? List.of("-XX:+UseTransparentHugePages") : List.of();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static List<String> optionsOfThisJvm() {
    List<String> all = List.of(ProcessHandle.current().info().arguments().orElse(new String[0]));
    return all.contains("-jar") ? all.subList(0, all.indexOf("-jar")) : List.of();
  }

  /** Copies messages as they come, but for the JVM's notice about the module. */
  private static void pass(InputStream from, OutputStream to) throws IOException {
    byte[] notice = NOTICE.getBytes(StandardCharsets.UTF_8);
    byte[] first = from.readNBytes(notice.length);
    if (Arrays.equals(first, notice)) {
      int b = from.read();
      while (b >= 0 && b != '\n') {
        b = from.read();
      }
    } else {
      to.write(first);
    }
    byte[] chunk = new byte[8192];
    for (int n = from.read(chunk); n >= 0; n = from.read(chunk)) {
      to.write(chunk, 0, n);
      to.flush();
    }
  }
}
