/** Posteriors of posteriordb, whose reference draws say what a sampler has to find. */
package org.lethe.examples.posteriordb;
