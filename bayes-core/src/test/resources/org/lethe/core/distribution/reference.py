"""Writes reference.csv: log densities to 17 digits by mpmath at 80 digits, from the exact doubles.

Run: python3 reference.py > reference.csv   (mpmath 1.3.0)
Columns: law, arguments, value, log density, the largest term in the sum that makes it up.
"""
from mpmath import mp, mpf, log, loggamma, pi, exp, log1p, sqrt, fabs, matrix, lu_solve, det, inf

mp.dps = 80
LOG_2PI = log(2 * pi)
OUT = []


def put(law, arguments, value, terms):
    # a comma would end a field, so lists are joined by blanks
    text = lambda v: " ".join(repr(float(x)) for x in v)
    total = sum(terms)
    largest = max(fabs(t) for t in terms)
    OUT.append("%s,%s,%s,%s,%s" % (law, text(arguments), text(value), mp.nstr(total, 17), mp.nstr(largest, 17)))


def normal(m, s, x):
    z = (mpf(x) - mpf(m)) / mpf(s)
    put("normal", (m, s), (x,), [-z * z / 2, -log(mpf(s)), -LOG_2PI / 2])


def half_normal(s, x):
    z = mpf(x) / mpf(s)
    put("halfNormal", (s,), (x,), [-z * z / 2, -log(mpf(s)), log(2 / pi) / 2])


def student(nu, m, s, x):
    n, z = mpf(nu), (mpf(x) - mpf(m)) / mpf(s)
    ratio = loggamma((n + 1) / 2) - loggamma(n / 2) - log(n * pi) / 2
    put("studentT", (nu, m, s), (x,), [ratio, -log(mpf(s)), -(n + 1) / 2 * log1p(z * z / n)])


def beta(a, b, x):
    p, q, v = mpf(a), mpf(b), mpf(x)
    gammas = [loggamma(p + q), -loggamma(p), -loggamma(q)]
    put("beta", (a, b), (x,), [(p - 1) * log(v), (q - 1) * log1p(-v)] + gammas)


def bernoulli_logits(l, y):
    put("bernoulliLogits", (l,), (y,), [-log1p(exp(-mpf(l) if y == 1 else mpf(l)))])


def bernoulli_probability(p, y):
    put("bernoulliProbability", (p,), (y,), [log(mpf(p)) if y == 1 else log1p(-mpf(p))])


def categorical(logits, k):
    l = [mpf(v) for v in logits]
    put("categorical", logits, (k,), [l[k], -log(sum(exp(v) for v in l))])


def poisson_rate(rate, y):
    r = mpf(rate)
    put("poissonRate", (rate,), (y,), [y * log(r), -r, -loggamma(mpf(y) + 1)])


def poisson_log_rate(eta, y):
    e = mpf(eta)
    put("poissonLogRate", (eta,), (y,), [y * e, -exp(e), -loggamma(mpf(y) + 1)])


def multivariate(m, c, x):
    k = len(m)
    d = matrix([mpf(a) - mpf(b) for a, b in zip(x, m)])
    cov = matrix([[mpf(v) for v in row] for row in c])
    quad = (d.T * lu_solve(cov, d))[0]
    arguments = list(m) + [v for row in c for v in row]
    put("multivariateNormal", arguments, x, [-quad / 2, -log(det(cov)) / 2, -k * LOG_2PI / 2])


for m, s, x in [(0, 1, 0), (1.5, 2, -3), (-.7, .3, 2.2), (0, 1, 38), (1e8, 1e-3, 1e8 + 1e-3), (0, 1e-300, 3e-300),
                (0, 1e300, -2e300), (0, 1, 1e150), (1e-310, 1, 1e-310)]:
    normal(m, s, x)
for s, x in [(1, 0), (2, 1.7), (.05, .2), (1, 38), (1e-300, 3e-300), (1e300, 1e299), (3, 1e-310)]:
    half_normal(s, x)
for nu in [.01, .5, 1, 2.5, 4, 30, 99, 100, 101, 1e4, 1e10, 1e16]:
    for x in [-.7, .9, -40, 1e8]:
        student(nu, -.7, 1.3, x)
student(3, 0, 1, 1e150)
student(7, 0, 1e-200, 1e-200)
for a, b in [(1, 1), (.5, .5), (2, 7.5), (1e-3, 40), (1e6, 2e6)]:
    for x in [.3, 1e-12, 1 - 2**-40, 1 / 3]:
        beta(a, b, x)
for l in [0, .3, -2.5, 40, -40, 800, -800, 1e-20, 1e300, -1e300]:
    bernoulli_logits(l, 0)
    bernoulli_logits(l, 1)
for p in [.5, .3, 1e-20, 1 - 2**-53, 1e-300]:
    bernoulli_probability(p, 0)
    bernoulli_probability(p, 1)
for logits in [(1, 2, 3), (0, 0, 0, 0), (1000, 1001, -500), (-1e4, 0), (1e6, 1e6 + .5), (-800, -801, -799.5), (.1, -.2)]:
    for k in range(len(logits)):
        categorical(logits, k)
for rate, y in [(.5, 0), (.5, 3), (4.2, 7), (1e-10, 3), (1e-300, 0), (1e6, 1000000), (1e6, 999000), (30, 170), (1e3, 0), (2, 1e15)]:
    poisson_rate(rate, y)
for eta, y in [(0, 0), (-.3, 2), (3.4, 31), (-700, 2), (-700, 0), (20, 485165195), (13.8, 1000000), (1, 1e15)]:
    poisson_log_rate(eta, y)
multivariate([.5], [[2.25]], [-1])
multivariate([0, 0], [[1, 0], [0, 1]], [0, 0])
multivariate([1, -2], [[2, .6], [.6, .5]], [.3, -1.1])
multivariate([.2, -1, 3], [[4, 1, -.5], [1, 2, .3], [-.5, .3, 1]], [1, 1, 1])
multivariate([0, 0], [[1, .99], [.99, 1]], [1, -1])
multivariate([0, 0], [[1e-30, 0], [0, 1e30]], [2e-15, -3e15])
multivariate([0, 0], [[1, .5], [.5, 1]], [30, -40])
print("\n".join(OUT))
