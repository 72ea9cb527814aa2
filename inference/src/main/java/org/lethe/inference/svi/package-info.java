/**
 * Stochastic variational inference: the optimiser loop over a variational energy, and the engine
 * that fits a Gaussian posterior with it and says whether it worked.
 */
package org.lethe.inference.svi;
