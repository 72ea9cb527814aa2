/**
 * The subcommands of {@code lethe}, one class each: what a newcomer types, checked, carried out and
 * answered in plain words. Results go to standard output, everything else to standard error.
 */
package org.lethe.examples.command;
