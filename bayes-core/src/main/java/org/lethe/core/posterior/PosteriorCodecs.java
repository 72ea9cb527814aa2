package org.lethe.core.posterior;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** The codecs on the class path. */
final class PosteriorCodecs {
  private static final List<PosteriorCodec> ALL =
      ServiceLoader.load(PosteriorCodec.class, PosteriorCodec.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .toList();

  private PosteriorCodecs() {}

  static PosteriorCodec of(Posterior posterior) {
    return ALL.stream()
        .filter(codec -> codec.type().isInstance(posterior))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    String.format(
                        "Fit: posterior must be of a kind that has a codec, one of %s, got %s",
                        kinds(), posterior.getClass().getSimpleName())));
  }

  static Optional<PosteriorCodec> of(String kind) {
    return ALL.stream().filter(codec -> codec.kind().equals(kind)).findFirst();
  }

  static List<String> kinds() {
    return ALL.stream().map(PosteriorCodec::kind).sorted().toList();
  }
}
