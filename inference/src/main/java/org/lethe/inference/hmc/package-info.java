/**
 * Hamiltonian Monte Carlo: the no-U-turn sampler with multinomial trajectories, as Betancourt
 * (2017) describes it and Stan carries it out, its adaptation, and what it tells about itself; and
 * trajectories of fixed length over the same.
 */
package org.lethe.inference.hmc;
