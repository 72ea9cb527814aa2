"""Writes chains.csv and diagnostics.csv: python diagnostics.py FOLDER, with numpy 2 and ArviZ 0.23.4."""

import sys

import arviz as az
import numpy as np
from arviz.stats.diagnostics import _rhat, _split_chains, _z_scale

rng = np.random.default_rng(20211)


def autoregressive(chains, draws, phi):
    x = np.zeros((chains, draws))
    x[:, 0] = rng.normal(size=chains) / np.sqrt(1 - phi**2)
    for t in range(1, draws):
        x[:, t] = phi * x[:, t - 1] + rng.normal(size=chains)
    return x


def rhat(x):
    """az.rhat(x, method="rank"), which refuses a single chain, written out."""
    halves = _split_chains(x)
    folded = np.abs(halves - np.median(halves))
    return max(_rhat(_z_scale(halves)), _rhat(_z_scale(folded)))


cases = {"autoregressive": np.round(autoregressive(4, 80, 0.7), 3)}
x = autoregressive(3, 60, 0.3)
x[2] += 2
cases["one chain elsewhere"] = np.round(x, 3)
x = autoregressive(4, 50, 0.2)
x[1] *= 4
cases["one chain wider"] = np.round(x, 3)
cases["ties and odd length"] = np.round(autoregressive(3, 51, 0.5))
cases["antithetic"] = np.round(autoregressive(2, 70, -0.6), 3)
cases["heavy tails in one chain"] = np.round(rng.standard_t(1, size=(1, 90)), 3)

with open(sys.argv[1] + "/chains.csv", "w") as f:
    f.write("# diagnostics.py: one line a chain, the case and its draws\n")
    for case, x in cases.items():
        for chain in x:
            f.write(case + "," + ",".join(repr(float(v) + 0.0) for v in chain) + "\n")

with open(sys.argv[1] + "/diagnostics.csv", "w") as f:
    f.write("# diagnostics.py: figures of ArviZ 0.23.4 for chains.csv\n")
    for case, x in cases.items():
        if len(x) > 1:
            assert rhat(x) == az.rhat(x, method="rank")
        figures = [
            rhat(x),
            az.ess(x, method="bulk"),
            az.ess(x, method="tail"),
            az.mcse(x, method="mean"),
            az.mcse(x, method="sd"),
            az.mcse(x, method="quantile", prob=0.1),
            az.mcse(x, method="quantile", prob=0.5),
        ]
        f.write(case + "," + ",".join(repr(float(v)) for v in figures) + "\n")
