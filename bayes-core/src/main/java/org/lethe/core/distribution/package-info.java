/**
 * Probability distributions whose arguments are expressions, so that every density has its
 * derivatives. They serve as priors and as the law of a row alike.
 */
package org.lethe.core.distribution;
