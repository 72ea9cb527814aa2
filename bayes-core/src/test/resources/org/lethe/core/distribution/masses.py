"""Writes masses.csv: log P(a <= X <= b) to 17 digits by mpmath, from the exact doubles.

Run: python3 masses.py > masses.csv   (mpmath 1.4.1)
Columns: law, arguments, lower, upper, log probability. Digits enough for the difference of two
probabilities near 0 or 1: 700 at least, where the tails here begin at 1e-300.
"""
from mpmath import mp, mpf, atan, erfc, exp, log, pi, sqrt

mp.dps = 700


def normal(m, s):
    return lambda x: erfc(-(x - m) / s / sqrt(mpf(2))) / 2


def cauchy(m, s):
    return lambda x: atan((x - m) / s) / pi


def laplace(m, s):
    return lambda x: exp((x - m) / s) / 2 if x < m else 1 - exp(-(x - m) / s) / 2


def logistic(m, s):
    return lambda x: 1 / (1 + exp(-(x - m) / s))


def gumbel(m, s):
    return lambda x: exp(-exp(-(x - m) / s))


def log_normal(m, s):
    return lambda x: normal(m, s)(log(x)) if x > 0 else mpf(0)


def exponential(rate):
    return lambda x: 1 - exp(-rate * max(x, 0))


def uniform(a, b):
    return lambda x: (min(max(x, a), b) - a) / (b - a)


def pareto(m, a):
    return lambda x: 1 - (max(x, m) / m) ** -a


def weibull(a, s):
    return lambda x: 1 - exp(-((x / s) ** a if x > 0 else mpf(0)))


LAWS = {"normal": normal, "cauchy": cauchy, "laplace": laplace, "logistic": logistic, "gumbel": gumbel,
        "logNormal": log_normal, "exponential": exponential, "uniform": uniform, "pareto": pareto, "weibull": weibull}
LINE = [(1, 1 + 1e-6), (-1e-9, 1e-9), (1, 1 + 1e-9), (-1, 2), (-3, .1), (.4, 1.4), (5, 5.04), (-7, -6.9), (-30, 30), (12, 13), (-.1, .2), (.299, .301)]
HALF = [(1, 1 + 1e-6), (2, 2 + 1e-9), (.3, 5), (1, 1.9), (7, 7.5), (0, .4), (-1, 2), (1e-7, 1.1e-7), (.7, .70001)]
for name, laws, ends in [
        ("normal", [(0, 1), (.3, 1.5), (-2, .25)], LINE), ("cauchy", [(0, 1), (.3, .1)], LINE), ("laplace", [(0, 1), (.3, .5)], LINE),
        ("logistic", [(0, 1), (.3, .5)], LINE), ("gumbel", [(0, 1), (.3, 1.5)], LINE), ("logNormal", [(0, 1), (.5, .125)], HALF),
        ("exponential", [(1,), (.01,)], HALF), ("uniform", [(-1, 9), (.1, 10)], HALF), ("pareto", [(.5, 2), (1, .1)], HALF),
        ("weibull", [(1.5, 1), (.1, 2), (8, 4)], HALF)]:
    for arguments in laws:
        for a, b in ends:
            cdf = LAWS[name](*[mpf(v) for v in arguments])
            p = cdf(mpf(b)) - cdf(mpf(a))
            if p > mpf(10) ** -300:
                print("%s,%s,%r,%r,%s" % (name, " ".join(repr(float(v)) for v in arguments), float(a), float(b), mp.nstr(log(p), 17)))
