package org.lethe.examples.experiment;

import java.nio.file.Path;
import org.lethe.inference.run.Run;

/**
 * Twenty requests, each of the rows that are then furthest to the right.
 *
 * @param data of what
 * @param run seed, device and listener
 */
public record StreamExperiment(StreamData data, Run run) {
  static final int REQUESTS = 20;

  /** Carries it out; the data are laid down in the directory. */
  public StreamResult in(Path directory) {
    return in(directory, REQUESTS);
  }

  StreamResult in(Path directory, int requests) {
    Stream stream = data.stream(directory, requests, run);
    Stream.Answer answer = stream.answer();
    return new StreamResult(
        data.title(), answer.steps(), stream.openChannels(), stream.refitted(answer));
  }
}
