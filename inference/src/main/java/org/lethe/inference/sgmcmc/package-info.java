/**
 * Markov chains whose steps see a minibatch: a chain is composed of dynamics, a step size and an
 * estimate of the gradient, none of which knows the others.
 */
package org.lethe.inference.sgmcmc;
