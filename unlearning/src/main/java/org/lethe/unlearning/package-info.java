/**
 * Forgetting and learning rows from a posterior without the rest of the data: what all methods have
 * in common, the gate that limits them to where the posterior is known, and the rule of doubt.
 */
package org.lethe.unlearning;
