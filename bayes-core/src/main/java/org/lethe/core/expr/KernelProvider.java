package org.lethe.core.expr;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Picks the kernels once, when this class is loaded: SIMD where the module {@code
 * jdk.incubator.vector} is there and its lanes hold at least four doubles, else plain ones. {@code
 * -Dlethe.kernels=plain} asks for plain ones.
 */
final class KernelProvider {

  static final Kernels CHOSEN = choose();

  private static final String MODULE = "jdk.incubator.vector";

  private KernelProvider() {}

  private static Kernels choose() {
    if (System.getProperty("lethe.kernels", "").equals("plain")) {
      return PlainKernels.INSTANCE;
    }
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      log()
          .info(
              "running without SIMD kernels; to use them start java with --add-modules {}", MODULE);
      return PlainKernels.INSTANCE;
    }
    Kernels vector = new VectorKernels();
    return vector.lanes() >= 4 ? vector : PlainKernels.INSTANCE;
  }

  private static Logger log() {
    return LoggerFactory.getLogger(Kernels.class);
  }
}
