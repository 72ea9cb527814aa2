/**
 * Hamiltonian Monte Carlo: the no-U-turn sampler with multinomial trajectories, as Betancourt
 * (2017) describes it and Stan carries it out, its adaptation, and what it tells about itself.
 */
package org.lethe.inference.hmc;
