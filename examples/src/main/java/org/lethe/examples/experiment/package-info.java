/** Published experiments, carried out again and printed beside what was published. */
package org.lethe.examples.experiment;
