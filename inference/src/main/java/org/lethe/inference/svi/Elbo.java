package org.lethe.inference.svi;

/**
 * An evidence lower bound E_q[log p(D | θ)] − KL(q ‖ prior), in nats.
 *
 * @param value the bound
 * @param mcse its Monte Carlo standard error, 0 when it was computed by quadrature
 */
public record Elbo(double value, double mcse) {}
