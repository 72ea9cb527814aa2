package org.lethe.inference.laplace;

/**
 * Where a search for the minimum of an energy over θ ended.
 *
 * @param theta the best point found [d]
 * @param hessian ∇²F there [d × d]
 * @param found whether the gradient vanished there and the Hessian is positive definite
 * @param rowGradients how many gradients of single rows it took
 * @param rowHessianProducts how many Hessian products of single rows it took
 */
@SuppressWarnings("ArrayRecordComponent") // an intermediate result, never compared
public record Mode(
    double[] theta,
    double[][] hessian,
    boolean found,
    long rowGradients,
    long rowHessianProducts) {}
