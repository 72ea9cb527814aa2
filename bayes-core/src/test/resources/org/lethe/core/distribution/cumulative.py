"""Writes cumulative.csv: log F and log(1 - F) to 17 digits by mpmath at 80 digits, from the exact doubles.

Run: python3 cumulative.py > cumulative.csv   (mpmath 1.3.0)
Columns: law, arguments, value, log F(value), log(1 - F(value)).
"""
from mpmath import mp, mpf, log, pi, exp, log1p, expm1, erfc, sqrt, atan, inf, nstr

mp.dps = 80
OUT = []


def put(law, arguments, value, below, above):
    text = lambda v: " ".join(repr(float(x)) for x in v)
    OUT.append("%s,%s,%s,%s,%s" % (law, text(arguments), repr(float(value)), nstr(below, 17), nstr(above, 17)))


def logs(below, above):
    return (log(below) if below < .5 else log1p(-above)), (log(above) if above < .5 else log1p(-below))


def upper_atan(z):
    return atan(1 / z) / pi if z > 0 else mpf(1) / 2 - atan(z) / pi


for m, s, x in [(0, 1, 0), (.7, 1.3, -2), (-2, .1, 5), (1, 3, 40), (3, 1, -30), (0, 1, 1), (0, 1, -1), (0, 1, 1e-9), (0, 1, .6), (0, 1, -9)]:
    mp.dps = 1000
    z = (mpf(x) - mpf(m)) / mpf(s)
    put("normal", (m, s), x, *logs(erfc(-z / sqrt(2)) / 2, erfc(z / sqrt(2)) / 2))
    put("cauchy", (m, s), x, *logs(upper_atan(-z), upper_atan(z)))
    put("laplace", (m, s), x, *logs(*[exp(v) / 2 if v < 0 else 1 - exp(-v) / 2 for v in (z, -z)]))
    put("logistic", (m, s), x, -log1p(exp(-z)), -log1p(exp(z)))
    if x > -20:
        put("gumbel", (m, s), x, -exp(-z), log(-expm1(-exp(-z))))
for m, s, x in [(0, 1, 1), (.5, .7, 3), (-2, 2, 1e-10), (1, .1, 2.7), (0, 10, 1e300)]:
    z = (log(mpf(x)) - mpf(m)) / mpf(s)
    put("logNormal", (m, s), x, *logs(erfc(-z / sqrt(2)) / 2, erfc(z / sqrt(2)) / 2))
for r, x in [(1, 1), (.3, .01), (20, 30), (1e-8, 1e-8), (2, .3)]:
    h = mpf(r) * mpf(x)
    put("exponential", (r,), x, log(-expm1(-h)), -h)
for a, s, x in [(1, 1, 1), (.4, 2, 1e-6), (3.5, .7, .2), (20, 10, 12), (.5, 3, 900)]:
    h = exp(mpf(a) * log(mpf(x) / mpf(s)))
    put("weibull", (a, s), x, log(-expm1(-h)), -h)
for a, b, x in [(0, 1, .5), (-2, 5, 4.75), (0, 1e-300, 1e-310)]:
    p = (mpf(x) - mpf(a)) / (mpf(b) - mpf(a))
    put("uniform", (a, b), x, log(p), log1p(-p))
for m, a, x in [(1, 2, 1.5), (.3, 1.5, 7), (1e-100, .1, 1e100), (5, 10, 5.00001)]:
    h = mpf(a) * log(mpf(x) / mpf(m))
    put("pareto", (m, a), x, log(-expm1(-h)), -h)
print("\n".join(OUT))
