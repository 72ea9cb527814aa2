package org.lethe.validation.benchmark;

import java.util.Map;
import java.util.Optional;
import org.lethe.core.expr.Device;
import org.lethe.core.posterior.FitJson;

/**
 * What a job took and how good its result is.
 *
 * @param job its name
 * @param parameters what defines it besides
 * @param steps how many steps were timed
 * @param secondsWall from the first of them to the last
 * @param secondsCpu of the stepping thread in that time
 * @param stepsPerSecond steps / secondsWall
 * @param stepsPerCpuSecond steps / secondsCpu
 * @param startupSeconds from the start of the JVM to the end of a first step of the same model
 * @param essPerSecond effective draws a second, where draws are what the job is about
 * @param quality figures that say whether the result is right
 * @param threads how many
 * @param jvm its version
 * @param kernels in use
 * @param device in words
 */
public record BenchmarkResult(
    String job,
    Map<String, Object> parameters,
    long steps,
    double secondsWall,
    double secondsCpu,
    double stepsPerSecond,
    double stepsPerCpuSecond,
    double startupSeconds,
    Optional<Double> essPerSecond,
    Map<String, Object> quality,
    int threads,
    String jvm,
    String kernels,
    String device) {

  static BenchmarkResult of(
      String job,
      Map<String, Object> parameters,
      Stopwatch time,
      long steps,
      double startup,
      Map<String, Object> quality,
      Device device) {
    return new BenchmarkResult(
        job,
        parameters,
        steps,
        time.wall(),
        time.cpu(),
        steps / time.wall(),
        steps / time.cpu(),
        startup,
        Optional.empty(),
        quality,
        device.threadCount(),
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        Device.kernels(),
        "cpu");
  }

  /** The same with effective draws a second. */
  BenchmarkResult ess(double perSecond) {
    return new BenchmarkResult(
        job,
        parameters,
        steps,
        secondsWall,
        secondsCpu,
        stepsPerSecond,
        stepsPerCpuSecond,
        startupSeconds,
        Optional.of(perSecond),
        quality,
        threads,
        jvm,
        kernels,
        device);
  }

  /** The object that a benchmark prints. */
  public String json() {
    return FitJson.write(this);
  }
}
