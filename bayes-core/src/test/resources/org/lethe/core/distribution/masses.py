"""Writes masses.csv: log P(a <= X <= b) to 17 digits by mpmath, from the exact doubles.

Run: python3 masses.py > masses.csv   (mpmath 1.4.1)
Columns: law, arguments, lower, upper, log probability, its derivatives by the arguments; NaN where
those from the two sides differ. Digits enough for the difference of two probabilities near 0 or 1:
700 at least, where the tails here begin at 1e-300. Of the derivatives some 150 digits are right.
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
    return lambda x: exp(-exp(-(x - m) / s)) if (m - x) / s < 20 else mpf(0)  # 1e-200000000


def log_normal(m, s):
    return lambda x: normal(m, s)(log(x)) if x > 0 else mpf(0)


def exponential(rate):
    return lambda x: 1 - exp(-rate * max(x, 0))


def uniform(a, b):
    return lambda x: (min(max(x, a), b) - a) / (b - a)


def pareto(m, a):
    return lambda x: 1 - (max(x, m) / m) ** -a


def weibull(a, s):
    return lambda x: 1 - exp(-min((x / s) ** a if x > 0 else mpf(0), 100000))  # 1e-43000


LAWS = {"normal": normal, "cauchy": cauchy, "laplace": laplace, "logistic": logistic, "gumbel": gumbel,
        "logNormal": log_normal, "exponential": exponential, "uniform": uniform, "pareto": pareto, "weibull": weibull}
LINE = [(1, 1 + 1e-6), (-1e-9, 1e-9), (1, 1 + 1e-9), (-1, 2), (-3, .1), (.4, 1.4), (5, 5.04), (-7, -6.9), (-30, 30), (12, 13), (-.1, .2), (.299, .301),
        (3, 1000), (3, 1e6), (3, 1e12), (-1e17, -3), (-.5, 1e17), (0, 1e300), (1e-8, 1e-8 * (1 + 1e-12)), (20.15, 20.25)]
HALF = [(1, 1 + 1e-6), (2, 2 + 1e-9), (.3, 5), (1, 1.9), (7, 7.5), (0, .4), (-1, 2), (1e-7, 1.1e-7), (.7, .70001),
        (3, 1e12), (-1e17, 2.5), (.25, 1e300), (20.15, 20.25), (4, 9)]


def log_mass(law, arguments, a, b):
    cdf = LAWS[law](*arguments)
    return log(cdf(mpf(b)) - cdf(mpf(a)))


def slope(f, arguments, i):
    """From both sides, of an error of 1e-150 of itself or so."""
    h = mpf(10) ** -160 * max(1, abs(arguments[i]))
    middle, right, left = [f(arguments[:i] + [arguments[i] + d] + arguments[i + 1:]) for d in (0, h, -h)]
    rise, fall = (right - middle) / h, (middle - left) / h
    return mp.nstr(rise, 17) if abs(rise - fall) < mpf(10) ** -50 * (1 + abs(rise)) else "NaN"


for name, laws, ends in [
        ("normal", [(0, 1), (.3, 1.5), (-2, .25), (0, 1.3), (20, 1e16)], LINE), ("cauchy", [(0, 1), (.3, .1), (0, 1.3), (20, 1e16)], LINE),
        ("laplace", [(0, 1), (.3, .5), (20, 1e16)], LINE), ("logistic", [(0, 1), (.3, .5), (20, 1e16)], LINE),
        ("gumbel", [(0, 1), (.3, 1.5), (0, 1.3), (20, 1e16)], LINE), ("logNormal", [(0, 1), (.5, .125), (0, 1.3), (3, 1e16)], HALF),
        ("exponential", [(1,), (.01,)], HALF), ("uniform", [(-1, 9), (.1, 10)], HALF), ("pareto", [(.5, 2), (1, .1)], HALF),
        ("weibull", [(1.5, 1), (.1, 2), (8, 4), (120, 8)], HALF)]:
    for numbers in laws:
        for a, b in ends:
            arguments = [mpf(v) for v in numbers]
            cdf = LAWS[name](*arguments)
            if cdf(mpf(b)) - cdf(mpf(a)) > mpf(10) ** -300:
                f = lambda x: log_mass(name, x, a, b)
                print("%s,%s,%r,%r,%s,%s" % (
                    name, " ".join(repr(float(v)) for v in numbers), float(a), float(b), mp.nstr(f(arguments), 17),
                    " ".join(slope(f, arguments, i) for i in range(len(arguments)))))
