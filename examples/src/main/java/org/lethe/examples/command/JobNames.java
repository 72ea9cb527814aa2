package org.lethe.examples.command;

import java.util.Iterator;
import org.lethe.validation.benchmark.Job;
import org.lethe.validation.benchmark.Jobs;

/** The names of the benchmarks, for help and completion. */
final class JobNames implements Iterable<String> {
  @Override
  public Iterator<String> iterator() {
    return Jobs.all().stream().map(Job::name).iterator();
  }
}
