package org.lethe.examples.experiment;

import java.nio.file.Path;
import org.lethe.inference.run.Run;

/**
 * Twenty requests, each of the rows that are then furthest to the right.
 *
 * @param data of what
 * @param method that answers
 * @param retrains whether a retrain takes the place of an answer where one is advised
 * @param run seed, device and listener
 */
public record StreamExperiment(StreamData data, StreamMethod method, boolean retrains, Run run) {
  static final int REQUESTS = 20;

  /** Carries it out; the data are laid down in the directory. */
  public StreamResult in(Path directory) {
    return in(directory, REQUESTS);
  }

  StreamResult in(Path directory, int requests) {
    Stream stream = data.stream(directory, method, requests, retrains, run);
    Stream.Answer answer = stream.answer();
    return new StreamResult(
        data.title() + ", by " + method.words(),
        answer.steps(),
        answer.openChannels(),
        stream.refitted(answer));
  }
}
