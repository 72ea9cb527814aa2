/**
 * Forgetting by influence: Fu, He, Xu and Tao (2021), Bayesian inference forgetting; Fu, He and Tao
 * (2022), Knowledge removal in sampling-based Bayesian inference.
 */
package org.lethe.unlearning.bif;
