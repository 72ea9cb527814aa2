"""Writes reference.csv: log densities to 17 digits by mpmath at 80 digits, from the exact doubles.

Run: python3 reference.py > reference.csv   (mpmath 1.3.0)
Columns: law, arguments, value, log density, the largest term in the sum that makes it up.
"""
from mpmath import mp, mpf, log, loggamma, pi, exp, log1p, sqrt, fabs, matrix, lu_solve, det, inf, cos, besseli, erfc

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


def cauchy(m, s, x):
    z = (mpf(x) - mpf(m)) / mpf(s)
    put("cauchy", (m, s), (x,), [-log(pi), -log(mpf(s)), -log1p(z * z)])


def laplace(m, s, x):
    put("laplace", (m, s), (x,), [-log(2 * mpf(s)), -fabs(mpf(x) - mpf(m)) / mpf(s)])


def logistic(m, s, x):
    z = (mpf(x) - mpf(m)) / mpf(s)
    put("logistic", (m, s), (x,), [-log1p(exp(-fabs(z))) * 2, -fabs(z), -log(mpf(s))])


def gumbel(m, s, x):
    z = (mpf(x) - mpf(m)) / mpf(s)
    put("gumbel", (m, s), (x,), [-z, -exp(-z), -log(mpf(s))])


def log_normal(m, s, x):
    z = (log(mpf(x)) - mpf(m)) / mpf(s)
    put("logNormal", (m, s), (x,), [-z * z / 2, -log(mpf(s)), -log(mpf(x)), -LOG_2PI / 2])


def half_cauchy(s, x):
    z = mpf(x) / mpf(s)
    put("halfCauchy", (s,), (x,), [log(2 / pi), -log(mpf(s)), -log1p(z * z)])


def half_student(nu, s, x):
    n, z = mpf(nu), mpf(x) / mpf(s)
    ratio = loggamma((n + 1) / 2) - loggamma(n / 2) - log(n * pi) / 2
    put("halfStudentT", (nu, s), (x,), [log(mpf(2)), ratio, -log(mpf(s)), -(n + 1) / 2 * log1p(z * z / n)])


def exponential(r, x):
    put("exponential", (r,), (x,), [log(mpf(r)), -mpf(r) * mpf(x)])


def gamma(a, b, x):
    p, q, v = mpf(a), mpf(b), mpf(x)
    put("gamma", (a, b), (x,), [p * log(q), -loggamma(p), (p - 1) * log(v), -q * v])


def inverse_gamma(a, b, x):
    p, q, v = mpf(a), mpf(b), mpf(x)
    put("inverseGamma", (a, b), (x,), [p * log(q), -loggamma(p), -(p + 1) * log(v), -q / v])


def weibull(a, s, x):
    p, l = mpf(a), log(mpf(x) / mpf(s))
    put("weibull", (a, s), (x,), [log(p), -log(mpf(s)), (p - 1) * l, -exp(p * l)])


def log_beta(a, b):
    return loggamma(mpf(a)) + loggamma(mpf(b)) - loggamma(mpf(a) + mpf(b))


def choose(n, y):
    return [-log(mpf(n) + 1), -log_beta(mpf(n) - y + 1, mpf(y) + 1)]


def binomial_probability(n, p, y):
    q, m = mpf(p), mpf(n) - y
    put("binomialProbability", (n, p), (y,), choose(n, y) + [y * log(q) if y else mpf(0), m * log1p(-q) if m else mpf(0)])


def binomial_logits(n, l, y):
    put("binomialLogits", (n, l), (y,), choose(n, y) + [-y * log1p(exp(-mpf(l))), -(mpf(n) - y) * log1p(exp(mpf(l)))])


def beta_binomial(n, a, b, y):
    both = [log_beta(y + mpf(a), n - y + mpf(b)), -log_beta(a, b)]
    put("betaBinomial", (n, a, b), (y,), choose(n, y) + both)


def rising(f, y):
    return loggamma(y + f) - loggamma(f) - loggamma(mpf(y) + 1)


def negative_binomial_mean(m, f, y):
    u, v = mpf(m), mpf(f)
    put("negativeBinomialMean", (m, f), (y,), [rising(v, y), -v * log1p(u / v), -y * log1p(v / u)])


def negative_binomial_log_mean(e, f, y):
    u, v = exp(mpf(e)), mpf(f)
    put("negativeBinomialLogMean", (e, f), (y,), [rising(v, y), -v * log1p(u / v), -y * log1p(v / u)])


def negative_binomial_alpha(a, b, y):
    u, v = mpf(a), mpf(b)
    put("negativeBinomialAlphaBeta", (a, b), (y,), [rising(u, y), -u * log1p(1 / v), -y * log1p(v)])


def geometric(p, y):
    put("geometric", (p,), (y,), [log(mpf(p)), y * log1p(-mpf(p)) if y else mpf(0)])


def zero_inflated_poisson(z, rate, y):
    p, r = mpf(z), mpf(rate)
    terms = [log1p(-p), y * log(r), -r, -loggamma(mpf(y) + 1)]
    counted = log1p(-p) - r
    put("zeroInflatedPoisson", (z, rate), (y,), terms if y else [counted, log(p + (1 - p) * exp(-r)) - counted])


def categorical_probabilities(p, k):
    put("categoricalProbabilities", p, (k,), [log(mpf(p[k]))])


def sigmoid(x):
    return 1 / (1 + exp(-x))


def ordered_logistic(eta, cuts, k):
    mp.dps = 1000
    c = [mpf(-inf)] + [mpf(v) for v in cuts] + [mpf(inf)]
    e = mpf(eta)
    above = mpf(1) if k == 0 else sigmoid(e - c[k])
    below = mpf(0) if k == len(cuts) else sigmoid(e - c[k + 1])
    put("orderedLogistic", [eta] + list(cuts), (k,), [log(above - below)])
    mp.dps = 80


def ordered_probit(eta, cuts, k):
    mp.dps = 1000
    tail = lambda z: erfc(z / sqrt(mpf(2))) / 2
    above = mpf(1) if k == 0 else tail(mpf(cuts[k - 1]) - mpf(eta))
    beyond = mpf(0) if k == len(cuts) else tail(mpf(cuts[k]) - mpf(eta))
    put("orderedProbit", [eta] + list(cuts), (k,), [log(above - beyond)])
    mp.dps = 80


def von_mises(m, k, x):
    c = mpf(k)
    put("vonMises", (m, k), (x,), [c * cos(mpf(x) - mpf(m)), -LOG_2PI, -log(besseli(0, c))])


def uniform(a, b, x):
    put("uniform", (a, b), (x,), [-log(mpf(b) - mpf(a))])


def pareto(m, a, x):
    put("pareto", (m, a), (x,), [log(mpf(a)), -log(mpf(m)), -(mpf(a) + 1) * log(mpf(x) / mpf(m))])


def tail(z):
    return erfc(z / sqrt(mpf(2))) / 2


def truncated_normal(m, s, a, b, x):
    """Digits enough for the difference of two probabilities near 0 or 1."""
    mp.dps = 2000
    z, l, u = [(mpf(v) - mpf(m)) / mpf(s) for v in (x, a, b)]
    put("truncatedNormal", (m, s, a, b), (x,), [-z * z / 2, -log(mpf(s)), -LOG_2PI / 2, -log(tail(l) - tail(u))])
    put("truncatedNormalAtLeast", (m, s, a), (x,), [-z * z / 2, -log(mpf(s)), -LOG_2PI / 2, -log(tail(l))])
    put("truncatedNormalAtMost", (m, s, b), (x,), [-z * z / 2, -log(mpf(s)), -LOG_2PI / 2, -log(tail(-u))])
    mp.dps = 80


def censored_normal(m, s, a, b, x):
    z, l, u = [(mpf(v) - mpf(m)) / mpf(s) for v in (x, a, b)]
    terms = [-z * z / 2, -log(mpf(s)), -LOG_2PI / 2]
    put("censoredNormal", (m, s, a, b), (x,), [log(tail(-l))] if x == a else [log(tail(u))] if x == b else terms)


def dirichlet(alpha, x):
    a, v = [mpf(t) for t in alpha], [mpf(t) for t in x]
    put("dirichlet", alpha, x, [(p - 1) * log(q) for p, q in zip(a, v)] + [loggamma(sum(a)) - sum(loggamma(p) for p in a)])


def multinomial(p, y):
    terms = [k * log(mpf(q)) for q, k in zip(p, y) if k] + [-loggamma(mpf(k) + 1) for k in y]
    put("multinomial", p, y, terms + [loggamma(mpf(sum(y)) + 1)])


def by_precision(m, c, x):
    k = len(m)
    d = matrix([mpf(a) - mpf(b) for a, b in zip(x, m)])
    precision = matrix([[mpf(v) for v in row] for row in c])
    quad = (d.T * precision * d)[0]
    put("multivariateNormalPrecision", list(m) + [v for row in c for v in row], x, [-quad / 2, log(det(precision)) / 2, -k * LOG_2PI / 2])


def multivariate_student(nu, m, c, x):
    k, n = len(m), mpf(nu)
    d = matrix([mpf(a) - mpf(b) for a, b in zip(x, m)])
    scale = matrix([[mpf(v) for v in row] for row in c])
    quad = (d.T * lu_solve(scale, d))[0]
    put("multivariateStudentT", [nu] + list(m) + [v for row in c for v in row], x,
        [loggamma((n + k) / 2) - loggamma(n / 2) - k * log(n * pi) / 2, -log(det(scale)) / 2, -(n + k) / 2 * log1p(quad / n)])


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
for law in (cauchy, laplace, logistic, gumbel):
    for m, s, x in [(0, 1, 0), (.7, 1.3, -2), (-2, .1, 5), (1, 3, 40), (0, 1e-200, 3e-200), (0, 1e200, 2e200), (3, 1, -30)]:
        law(m, s, x)
for law in (cauchy, laplace, logistic):
    law(0, 1, 1e150)
    law(0, 1, -1e150)
for m, s, x in [(0, 1, 1), (.5, .7, 3), (-2, 2, 1e-10), (1, .1, 2.7), (0, 10, 1e300), (700, 1, 1e-300)]:
    log_normal(m, s, x)
for s, x in [(1, 0), (2.5, 1), (.1, 40), (1e-200, 1e-200), (3, 1e150)]:
    half_cauchy(s, x)
    exponential(s, x)
for nu in [.3, 1, 3, 25, 99, 101, 1e6, 1e15]:
    for s, x in [(1, 0), (2.5, 1), (.1, 4)]:
        half_student(nu, s, x)
for a, b in [(1, 1), (.5, 2), (1e-5, 1e-5), (7.5, .3), (1e4, 1e2), (1e8, 1e8)]:
    for x in [.3, 1, 1e-300, 95, 1e5]:
        gamma(a, b, x)
        inverse_gamma(a, b, x)
for a, s in [(1, 1), (.4, 2), (3.5, .7), (20, 10)]:
    for x in [.3, 1, 2, 1e-100, 15]:
        weibull(a, s, x)
for n, p, y in [(1, .3, 0), (10, .3, 3), (10, .3, 0), (10, .3, 10), (1000, 1e-5, 2), (1e6, .5, 500300), (1e9, 1e-9, 4), (0, .4, 0), (7, 1, 7), (7, 0, 0)]:
    binomial_probability(n, p, y)
for n, l, y in [(1, .3, 0), (10, -.3, 3), (10, 2.5, 10), (1000, -11, 2), (1e6, 0, 500300), (20, 800, 19), (20, -800, 0)]:
    binomial_logits(n, l, y)
for n, a, b, y in [(10, 1, 1, 4), (10, .3, .7, 0), (10, .3, .7, 10), (50, 20, 5, 42), (1e6, 1e3, 2e3, 333333), (12, 1e8, 3e8, 3), (100, 1e-4, 1e-4, 50)]:
    beta_binomial(n, a, b, y)
for m, f, y in [(3, 2, 4), (3, 2, 0), (.1, 10, 1), (1e-10, 1, 2), (50, 1e-3, 7), (50, 1e12, 48), (1e6, 5, 1200000), (2, 300, 1000)]:
    negative_binomial_mean(m, f, y)
    negative_binomial_alpha(m, f, y)
for e, f, y in [(1, 2, 4), (-3, .5, 0), (20, 7, 400000000), (-200, 1, 2), (3.9, 1e10, 50)]:
    negative_binomial_log_mean(e, f, y)
for p, y in [(.3, 0), (.3, 7), (1, 0), (1e-12, 1e11), (1 - 2**-53, 2)]:
    geometric(p, y)
for z, rate, y in [(.3, 2.5, 0), (.3, 2.5, 4), (1e-12, 40, 0), (.999, .1, 0), (.999, .1, 3), (.5, 1e3, 0)]:
    zero_inflated_poisson(z, rate, y)
for k in range(3):
    categorical_probabilities([.25, .5, .25], k)
categorical_probabilities([1e-300, 1], 0)
for eta, cuts in [(0, [0]), (.4, [-1, .3, 2]), (-30, [-1, .3, 2]), (60, [-1, .3, 2]), (1, [.5, .5 + 2**-40, 9]), (0, [-800, 800])]:
    for k in range(len(cuts) + 1):
        ordered_logistic(eta, cuts, k)
for eta, cuts in [(0, (0,)), (.4, (-1, .3, 2)), (-55, (-1, .3, 2)), (25, (-1, .3, 2)), (1, (.5, .5 + 2**-40, 9)), (-37, (.5, .5 + 2**-10, .5 + 2**-6)), (0, (-40, 40)), (.1, (0, .2499, .5001))]:
    for k in range(len(cuts) + 1):
        ordered_probit(eta, cuts, k)
for m, k, x in [(0, 1, 0), (.7, 2.5, -2), (-3, .01, 3), (1, 300, 1.1), (0, 1e6, .001), (2, 1e-10, .5)]:
    von_mises(m, k, x)
for a, b, x in [(0, 1, .5), (-2, 5, 5), (0, 1e-300, 0), (1e8, 1e8 + .25, 1e8)]:
    uniform(a, b, x)
for m, a, x in [(1, 2, 1), (.3, 1.5, 7), (1e-100, .1, 1e100), (5, 1000, 5.01)]:
    pareto(m, a, x)
for m, s, a, b, x in [(0, 1, -1, 2, .5), (.7, 1.3, 3, 4, 3.5), (0, 1, 9, 9.5, 9.1), (0, 1, -42, -40, -41), (0, 1, 50, 60, 50), (2, .1, -5, 40, 2)]:
    truncated_normal(m, s, a, b, x)
for x in [-1, .3, 2]:
    censored_normal(.2, 1.5, -1, 2, x)
censored_normal(0, 1, -40, 41, -40)
censored_normal(0, 1, -40, 41, 41)
for alpha, x in [((1, 1), (.25, .75)), ((.5, 2, 7.5), (.125, .25, .625)), ((1e-3, 40, 1e3), (2**-60, .0625, .9375)), ((1e8, 2e8), (.34375, .65625))]:
    dirichlet(alpha, x)
for p, y in [((.25, .75), (3, 0)), ((.25, .25, .5), (2, 1, 7)), ((1e-10, .5, .5), (0, 400, 601)), ((0, .5, .5), (0, 1, 1))]:
    multinomial(p, y)
by_precision([.5], [[2.25]], [-1])
by_precision([1, -2], [[2, .6], [.6, .5]], [.3, -1.1])
by_precision([.2, -1, 3], [[4, 1, -.5], [1, 2, .3], [-.5, .3, 1]], [1, 1, 1])
by_precision([0, 0], [[1e-30, 0], [0, 1e30]], [2e15, -3e-15])
for nu in [.01, 1, 4.5, 100, 1e10, 1e16]:
    multivariate_student(nu, [.5], [[2.25]], [-1])
    multivariate_student(nu, [1, -2], [[2, .6], [.6, .5]], [.3, -1.1])
    multivariate_student(nu, [.2, -1, 3], [[4, 1, -.5], [1, 2, .3], [-.5, .3, 1]], [1, 1, 1])
multivariate_student(3, [0, 0], [[1e-30, 0], [0, 1e30]], [2e15, -3e-15])
print("\n".join(OUT))
