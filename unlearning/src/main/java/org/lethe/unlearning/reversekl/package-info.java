/** Forgetting by reverse KL of Nguyen, Low and Jaillet (2020), Variational Bayesian unlearning. */
package org.lethe.unlearning.reversekl;
