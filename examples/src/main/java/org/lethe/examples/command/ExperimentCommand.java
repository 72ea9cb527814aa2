package org.lethe.examples.command;

import picocli.CommandLine.Command;

/** The published experiments. */
@Command(
    name = "experiment",
    header = "Carry out a published experiment again.",
    description = {"", "Prints what was found beside what was published.", ""},
    synopsisSubcommandLabel = "EXPERIMENT",
    sortOptions = false,
    commandListHeading = "%nExperiments:%n",
    subcommands = {
      BanknoteCommand.class,
      MoonsCommand.class,
      GmmCommand.class,
      GmmStudyCommand.class,
      StreamCommand.class,
      ProcessCommand.class,
      FlightsCommand.class,
      InfluenceCommand.class,
      PosteriorCommand.class,
      CalibrationCommand.class
    },
    footer = {"", "Example:", "    lethe experiment banknote"})
public final class ExperimentCommand {}
