/**
 * What engines and forgetting methods see of a model: an energy that is a sum over rows, F(γ, S) =
 * Σ h(γ, z) + f(γ), over the parameters themselves or over those of a variational family.
 */
package org.lethe.inference.energy;
