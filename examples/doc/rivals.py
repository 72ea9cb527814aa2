"""The jobs of `lethe bench` in JAX, for a comparison on one machine.

    pip install jax scipy
    taskset -c 0 python rivals.py JOB [--seed N] [--seconds S] [--spread S]

Prints one JSON object: steps a second of the compiled loop (jit and lax.scan, float64, one thread; importing and
compiling are told apart), and the quality of the result. Data have the laws of those of `lethe bench`, not their
numbers; minibatches are drawn with replacement, as there. Errors of means are in sds from the mode, by
Newton's method. The full-rank family has exp on the diagonal of its factor and free numbers below, which is the
textbook's form; in the steps of this job it does not come to its optimum.
"""

import argparse
import json
import os
import time

os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1")
START = time.perf_counter()
import jax
import jax.numpy as jnp
import numpy as np
from jax import lax, random

jax.config.update("jax_enable_x64", True)
IMPORT = time.perf_counter() - START
SPREAD = 1.0  # sd of the coefficients behind logistic data


# ---- data


def logistic_data(seed, n=100_000, d=50):
    rng = np.random.default_rng(seed)
    x = rng.standard_normal((n, d))
    w = SPREAD * rng.standard_normal(d)
    y = (rng.uniform(size=n) < 1 / (1 + np.exp(-x @ w))).astype(float)
    return jnp.asarray(x), jnp.asarray(y)


def gmm_data(seed, n=2000, k=4):
    rng = np.random.default_rng(seed)
    mu = 10 * rng.standard_normal((k, 2))
    return jnp.asarray(mu[rng.integers(k, size=n)] + rng.standard_normal((n, 2))), jnp.asarray(mu)


def moon_data(rng, n, noise=0.2):
    t = np.linspace(0, np.pi, (n + 1) // 2)
    x = np.empty((n, 2))
    y = np.arange(n) % 2
    t = t[np.arange(n) // 2]
    x[:, 0] = np.where(y == 0, np.cos(t), 1 - np.cos(t))
    x[:, 1] = np.where(y == 0, np.sin(t), 0.5 - np.sin(t))
    return jnp.asarray(x + noise * rng.standard_normal((n, 2))), jnp.asarray(y.astype(float))


# ---- what steps share


def adam(rate):
    """Of (state, gradient, t from 0): the new state; state is (parameters, m, v)."""

    def step(state, g, t):
        p, m, v = state
        m = jax.tree.map(lambda a, b: 0.9 * a + 0.1 * b, m, g)
        v = jax.tree.map(lambda a, b: 0.999 * a + 0.001 * b * b, v, g)
        c1, c2, r = 1 - 0.9 ** (t + 1), 1 - 0.999 ** (t + 1), rate(t)
        p = jax.tree.map(lambda a, b, c: a - r * (b / c1) / (jnp.sqrt(c / c2) + 1e-8), p, m, v)
        return p, m, v

    return step


def fresh(p):
    zero = jax.tree.map(jnp.zeros_like, p)
    return p, zero, zero


def timed(loop, args, steps, seconds):
    """The result of loop(*args), the median steps a second of its runs, and the seconds of compiling."""
    t = time.perf_counter()
    run = jax.jit(loop).lower(*args).compile()
    compiling = time.perf_counter() - t
    out = jax.block_until_ready(run(*args))
    taken, end = [], time.perf_counter() + seconds
    while time.perf_counter() < end or len(taken) < 3:
        t = time.perf_counter()
        out = jax.block_until_ready(run(*args))
        taken.append(time.perf_counter() - t)
    return out, steps / float(np.median(taken)), compiling


def move(x, v, g, noise, kind, eta, alpha):
    """A step of SGHMC, or else of SGLD, up the gradient g of the log density."""
    if kind == "sghmc":
        v = (1 - alpha) * v + eta * g + jnp.sqrt(2 * alpha * eta) * noise
        return x + v, v
    return x + eta * g + jnp.sqrt(2 * eta) * noise, v


def errors(mean, spread, mode, sd):
    return {
        "rmsMeanErrorInSd": float(jnp.sqrt(jnp.mean(((mean - mode) / sd) ** 2))),
        "meanSdRatio": float(jnp.mean(spread / sd)),
    }


# ---- jobs: each gives (loop, its arguments, steps, quality of its result)


def logistic_log_density(w, x, y, scale):
    z = x @ w
    return scale * jnp.sum(y * z - jax.nn.softplus(z)) - 0.5 * jnp.sum(w * w)


def laplace(x, y):
    """Mode, and sds of the normal at it, by Newton's method."""
    w = jnp.zeros(x.shape[1])
    for _ in range(20):
        s = jax.nn.sigmoid(x @ w)
        h = (x.T * (s * (1 - s))) @ x + jnp.eye(x.shape[1])
        w = w + jnp.linalg.solve(h, x.T @ (y - s) - w)
    return w, jnp.sqrt(jnp.diag(jnp.linalg.inv(h)))


def svi_logistic(seed, steps=5000, batch=1000, full_rank=False):
    x, y = logistic_data(seed)
    n, d = x.shape
    low = jnp.tril_indices(d, -1)

    def chol(q):
        base = jnp.diag(jnp.exp(q["log_sd"]))
        return base.at[low].set(q["low"]) if full_rank else base

    def loss(q, eps, xb, yb):
        w = q["mean"] + (chol(q) @ eps if full_rank else jnp.exp(q["log_sd"]) * eps)
        return -logistic_log_density(w, xb, yb, n / batch) - jnp.sum(q["log_sd"])

    step = adam(lambda t: 0.05 * 0.01 ** (t / steps))

    def loop(state, key, x, y):
        def body(state, t):
            k1, k2 = random.split(random.fold_in(key, t))
            rows = random.randint(k1, (batch,), 0, n)
            value, g = jax.value_and_grad(loss)(state[0], random.normal(k2, (d,)), x[rows], y[rows])
            return step(state, g, t), value

        return lax.scan(body, state, jnp.arange(steps))

    q = {"mean": jnp.zeros(d), "log_sd": jnp.full(d, jnp.log(0.1))}
    if full_rank:
        q["low"] = jnp.zeros(len(low[0]))

    def quality(out):
        mode, sd = laplace(x, y)
        q = out[0][0]
        return {
            "rmsMeanErrorInSd": float(jnp.sqrt(jnp.mean(((q["mean"] - mode) / sd) ** 2))),
            "finite": bool(jnp.isfinite(out[1]).all()),
        }

    return loop, (fresh(q), random.key(seed), x, y), steps, quality


def sg_logistic(seed, kind, steps=20_000, batch=1000, burn=4000):
    x, y = logistic_data(seed)
    n, d = x.shape
    mode, sd = laplace(x, y)
    eta, alpha = {"sgld": (1.5e-7, 1.0), "sghmc": (1.5e-8, 0.1), "cv": (5e-6, 1.0)}[kind]
    force = jax.grad(logistic_log_density)
    centre = force(mode, x, y, 1.0)

    def loop(state, key, x, y):
        def body(state, t):
            w, v = state
            k1, k2 = random.split(random.fold_in(key, t))
            rows = random.randint(k1, (batch,), 0, n)
            xb, yb = x[rows], y[rows]
            g = force(w, xb, yb, n / batch)
            if kind == "cv":
                g = centre + g - force(mode, xb, yb, n / batch)
            noise = random.normal(k2, (d,))
            w, v = move(w, v, g, noise, kind, eta, alpha)
            return (w, v), w

        return lax.scan(body, state, jnp.arange(steps))

    start = mode if kind == "cv" else jnp.zeros(d)

    def quality(out):
        w = out[1][burn:]
        return errors(w.mean(0), w.std(0), mode, sd)

    return loop, ((start, jnp.zeros(d)), random.key(seed), x, y), steps, quality


def gmm_log_density(mu, xb, scale):
    d2 = jnp.sum((xb[:, None] - mu[None]) ** 2, -1)
    return scale * jnp.sum(jax.nn.logsumexp(-0.5 * d2, 1)) - 0.005 * jnp.sum(mu * mu)


def gmm_reference(x, mu):
    """The mode by Newton's method, whose sds are those of the normal at it."""
    f = lambda m: gmm_log_density(m.reshape(-1, 2), x, 1.0)
    m = mu.ravel()
    for _ in range(30):
        h = -jax.hessian(f)(m)
        m = m + jnp.linalg.solve(h, jax.grad(f)(m))
    return m, jnp.sqrt(jnp.diag(jnp.linalg.inv(h)))


def sg_gmm(seed, kind, steps=10_000, batch=64, burn=2000):
    x, mu = gmm_data(seed)
    n = len(x)
    mode, sd = gmm_reference(x, mu)
    eta, alpha = {"sgld": (1.5e-5, 1.0), "sghmc": (1.6e-6, 0.1)}[kind]
    force = jax.grad(gmm_log_density)

    def loop(state, key, x):
        def body(state, t):
            m, v = state
            k1, k2 = random.split(random.fold_in(key, t))
            g = force(m, x[random.randint(k1, (batch,), 0, n)], n / batch)
            noise = random.normal(k2, m.shape)
            m, v = move(m, v, g, noise, kind, eta, alpha)
            return (m, v), m

        return lax.scan(body, state, jnp.arange(steps))

    def quality(out):
        m = out[1][burn:].reshape(-1, 8)
        return errors(m.mean(0), m.std(0), mode, sd)

    return loop, ((mu, jnp.zeros_like(mu)), random.key(seed), x), steps, quality


def svi_gmm(seed, steps=10_000, batch=64):
    x, mu = gmm_data(seed)
    n = len(x)
    mode, sd = gmm_reference(x, mu)
    step = adam(lambda t: 0.01 * 0.01 ** (t / steps))

    def loss(q, eps, xb):
        return -gmm_log_density(q[0] + jnp.exp(q[1]) * eps, xb, n / batch) - jnp.sum(q[1])

    def loop(state, key, x):
        def body(state, t):
            k1, k2 = random.split(random.fold_in(key, t))
            rows = random.randint(k1, (batch,), 0, n)
            value, g = jax.value_and_grad(loss)(state[0], random.normal(k2, mu.shape), x[rows])
            return step(state, g, t), value

        return lax.scan(body, state, jnp.arange(steps))

    def quality(out):
        m, log_sd = out[0][0]
        return errors(m.ravel(), jnp.exp(log_sd).ravel(), mode, sd)

    start = fresh((mu, jnp.full_like(mu, jnp.log(0.1))))
    return loop, (start, random.key(seed), x), steps, quality


def svgp(seed, big, steps=3000):
    n, inducing, batch = (10_000, 100, 256) if big else (100, 20, 100)
    rng = np.random.default_rng(seed)
    x, y = moon_data(rng, n)
    test, label = moon_data(rng, max(n, 1000))
    nodes, weights = np.polynomial.hermite_e.hermegauss(20)
    nodes, weights = jnp.asarray(nodes), jnp.asarray(weights / weights.sum())
    low = jnp.tril_indices(inducing, -1)

    def kernel(p, a, b):
        d2 = jnp.sum(a * a, 1)[:, None] + jnp.sum(b * b, 1)[None] - 2 * a @ b.T
        return jnp.exp(p["variance"]) * jnp.exp(-0.5 * jnp.maximum(d2, 0) * jnp.exp(-2 * p["length"]))

    def marginals(p, xb):
        chol = jnp.linalg.cholesky(kernel(p, p["z"], p["z"]) + 1e-6 * jnp.eye(inducing))
        a = jax.scipy.linalg.solve_triangular(chol, kernel(p, p["z"], xb), lower=True)
        s = jnp.diag(jnp.exp(p["log_diag"])).at[low].set(p["low"])
        b = s.T @ a
        variance = jnp.exp(p["variance"]) - jnp.sum(a * a, 0) + jnp.sum(b * b, 0)
        return a.T @ p["mean"], jnp.maximum(variance, 1e-12), s

    def loss(p, xb, yb):
        m, v, s = marginals(p, xb)
        f = m[:, None] + jnp.sqrt(v)[:, None] * nodes
        likelihood = jax.scipy.stats.norm.logcdf((2 * yb - 1)[:, None] * f) @ weights
        kl = 0.5 * (jnp.sum(s * s) + jnp.sum(p["mean"] ** 2) - inducing) - jnp.sum(p["log_diag"])
        return kl - n / batch * jnp.sum(likelihood)

    step = adam(lambda t: 0.01)

    def loop(state, key, x, y):
        def body(state, t):
            rows = random.randint(random.fold_in(key, t), (batch,), 0, n)
            xb, yb = (x[rows], y[rows]) if big else (x, y)
            value, g = jax.value_and_grad(loss)(state[0], xb, yb)
            return step(state, g, t), value

        return lax.scan(body, state, jnp.arange(steps))

    p = {
        "variance": jnp.zeros(()),
        "length": jnp.zeros(()),
        "z": x[rng.permutation(n)[:inducing]],
        "mean": jnp.zeros(inducing),
        "log_diag": jnp.zeros(inducing),
        "low": jnp.zeros(len(low[0])),
    }

    def quality(out):
        m, v, _ = marginals(out[0][0], test)
        z = m / jnp.sqrt(1 + v)
        score = jax.scipy.stats.norm.logcdf((2 * label - 1) * z)
        return {
            "testLogLikelihood": float(score.mean()),
            "testError": float(jnp.mean((z > 0) != (label == 1))),
        }

    return loop, (fresh(p), random.key(seed), x, y), steps, quality


JOBS = {
    "svi-logistic": lambda s: svi_logistic(s),
    "svi-logistic-full-rank": lambda s: svi_logistic(s, full_rank=True),
    "sgld-logistic": lambda s: sg_logistic(s, "sgld"),
    "sghmc-logistic": lambda s: sg_logistic(s, "sghmc"),
    "sgld-cv-logistic": lambda s: sg_logistic(s, "cv"),
    "sgld-gmm": lambda s: sg_gmm(s, "sgld"),
    "sghmc-gmm": lambda s: sg_gmm(s, "sghmc"),
    "svi-gmm": lambda s: svi_gmm(s),
    "svgp-small": lambda s: svgp(s, False),
    "svgp-big": lambda s: svgp(s, True),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("job", choices=JOBS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=2.0, help="of steps to time, at least")
    parser.add_argument("--spread", type=float, default=1.0, help="sd of the coefficients behind logistic data")
    args = parser.parse_args()
    global SPREAD
    SPREAD = args.spread
    loop, inputs, steps, quality = JOBS[args.job](args.seed)
    out, rate, compiling = timed(loop, inputs, steps, args.seconds)
    print(json.dumps({
        "job": args.job, "seed": args.seed, "steps": steps, "stepsPerSecond": rate, "secondsImport": IMPORT,
        "secondsCompile": compiling, "quality": quality(out), "jax": jax.__version__,
    }))


if __name__ == "__main__":
    main()
