package org.lethe.validation.benchmark;

import java.util.Set;
import org.lethe.inference.run.Run;

/**
 * A benchmark that other libraries can run too.
 *
 * @param name by which it is asked for
 * @param takes the options that it understands
 * @param body runs it
 */
public record Job(String name, Set<String> takes, Body body) {

  /** Runs a job under its options. */
  @FunctionalInterface
  public interface Body {
    /** Everything that is measured. */
    BenchmarkResult run(JobOptions options, Run run);
  }

  /**
   * Measures.
   *
   * @throws IllegalArgumentException on an option that this job does not take, or a value that is
   *     none of its values
   */
  public BenchmarkResult run(JobOptions options, Run run) {
    options.requireAmong(name, takes);
    return body.run(options, run);
  }
}
