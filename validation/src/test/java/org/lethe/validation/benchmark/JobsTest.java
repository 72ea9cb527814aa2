package org.lethe.validation.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lethe.core.data.DataException;
import org.lethe.inference.run.Run;

class JobsTest {
  @TempDir Path folder;

  @Test
  void aJobSaysWhichOptionsItTakes() {
    Job job = Jobs.named("svi-logistic");
    assertThatThrownBy(() -> job.run(JobOptions.none().with("size", "big"), Run.seed(1)))
        .hasMessage(
            "svi-logistic: options must be among [batch, columns, data, family, minibatch, rows,"
                + " seconds, steps], got size");
    assertThatThrownBy(() -> job.run(JobOptions.none().with("family", "flow"), Run.seed(1)))
        .hasMessage("bench: family must be one of mean-field, full-rank, got flow");
    assertThatThrownBy(() -> job.run(JobOptions.none().with("rows", 0), Run.seed(1)))
        .hasMessage("bench: rows must be positive, got 0");
  }

  @Test
  void dataAreReadOrMade() {
    JobOptions both = JobOptions.none().with("data", folder.resolve("d.csv")).with("spread", 0.5);
    assertThatThrownBy(() -> Jobs.named("sgld-logistic").run(both, Run.seed(1)))
        .hasMessage(
            "sgld-logistic: data are read or made: data in a file have spread of their own");
    JobOptions flat = JobOptions.none().with("spread", 0.0);
    assertThatThrownBy(() -> Jobs.named("sgld-logistic").run(flat, Run.seed(1)))
        .hasMessage("bench: spread must be positive and finite, got 0.0");
  }

  @Test
  void theSpreadIsThatOfTheCoefficients() {
    JobOptions options = JobOptions.none().with("rows", 2000).with("columns", 3);
    LogisticData one = LogisticData.of(options.with("spread", 0.25), 4);
    assertThat(one.table().digest()).isEqualTo(LogisticData.of(2000, 3, 0.25, 4).table().digest());
    assertThat(LogisticData.of(options, 4).table().digest())
        .isEqualTo(LogisticData.of(2000, 3, 1, 4).table().digest())
        .isNotEqualTo(one.table().digest());
  }

  @Test
  void anUnknownJobIsRefusedWithTheListOfJobs() {
    assertThatThrownBy(() -> Jobs.named("svi"))
        .hasMessageStartingWith("there is no job 'svi'; jobs: svi-logistic");
  }

  @Test
  void everyJobHasANameOfItsOwn() {
    assertThat(Jobs.all()).extracting(Job::name).doesNotHaveDuplicates();
  }

  @Test
  void logisticDataAreReadFromAFile() throws IOException {
    Path csv = folder.resolve("d.csv");
    Files.writeString(csv, "id,b,y,a\n1,0.5,1,2\n2,-1,0,3\n");
    LogisticData data = LogisticData.read(csv);
    assertThat(data.columns()).isEqualTo(2);
    assertThat(data.table().column("b")).containsExactly(0.5, -1);
    Files.writeString(csv, "id,b,y\n1,0.5,2\n");
    assertThatThrownBy(() -> LogisticData.read(csv))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("y");
  }
}
