/** The {@code lethe} command. */
package org.lethe.examples;
