/** Forgetting without approximation, where the posterior is known through sums over rows. */
package org.lethe.unlearning.exact;
