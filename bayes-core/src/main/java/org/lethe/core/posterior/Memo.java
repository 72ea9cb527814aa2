package org.lethe.core.posterior;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A value computed when it is first asked for, once. */
final class Memo<T> {
  private final Supplier<T> compute;
  private final List<T> value = new ArrayList<>(1);

  Memo(Supplier<T> compute) {
    this.compute = compute;
  }

  synchronized T get() {
    if (value.isEmpty()) {
      value.add(compute.get());
    }
    return value.get(0);
  }
}
