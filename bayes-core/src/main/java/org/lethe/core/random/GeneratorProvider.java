package org.lethe.core.random;

/**
 * Picks the generator once, when this class is loaded: SIMD, once warm, where the module {@code
 * jdk.incubator.vector} is there and its lanes hold at least four 64-bit words, else plain. {@code
 * -Dlethe.kernels=plain} asks for plain. What is picked never shows in the numbers.
 */
final class GeneratorProvider {
  static final Generator CHOSEN = choose();

  private GeneratorProvider() {}

  private static Generator choose() {
    boolean plain =
        System.getProperty("lethe.kernels", "").equals("plain")
            || ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty();
    return plain ? PlainGenerator.INSTANCE : new WarmingGenerator();
  }
}
