package org.lethe.validation.certificate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Verdict;

/** Whether the methods themselves stand by the fits: none may be UNUSABLE. */
final class Usable implements Check {

  @Override
  public List<Outcome> run(Evidence e) {
    List<String> faults = reasons(e, Verdict.Level.UNUSABLE);
    return List.of(Outcome.faults("usable fits", faults, "no fit calls itself unusable"));
  }

  /** The reasons of fits of this level, each with the name of the fit. */
  static List<String> reasons(Evidence e, Verdict.Level level) {
    Map<String, Fit<?>> fits = new LinkedHashMap<>();
    fits.put("original", e.original());
    fits.put("forgotten", e.forgotten());
    fits.put("retrained", e.retrained());
    e.secondRetrain().ifPresent(fit -> fits.put("second retrained", fit));
    List<String> reasons = new ArrayList<>();
    fits.forEach(
        (name, fit) -> {
          if (fit.verdict().level() == level) {
            reasons.add("the " + name + " fit: " + String.join("; ", fit.verdict().reasons()));
          }
        });
    return reasons;
  }
}
