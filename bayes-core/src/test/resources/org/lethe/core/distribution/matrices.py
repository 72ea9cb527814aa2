"""Writes matrices.csv: log densities of matrices to 17 digits by mpmath at 80 digits, from the exact doubles.

Run: python3 matrices.py > matrices.csv   (mpmath 1.3.0)
Columns: law, arguments (of the scale matrix what lies on and below its diagonal), value row by row, log density, the
largest term in the sum that makes it up.
"""
from mpmath import mp, mpf, log, loggamma, pi, sqrt, fabs, matrix, inverse, det, nstr

mp.dps = 80
OUT = []


def put(law, arguments, value, terms):
    text = lambda v: " ".join(repr(float(x)) for x in v)
    OUT.append("%s,%s,%s,%s,%s" % (law, text(arguments), text(value), nstr(sum(terms), 17), nstr(max(fabs(t) for t in terms), 17)))


def lkj(eta, rows):
    """Stan's lkj_corr_cholesky with its constant, by the formula of Lewandowski, Kurowicka and Joe (2009), page 1998."""
    k, e = len(rows), mpf(eta)
    terms = [(k - i + 2 * e - 2) * log(mpf(rows[i - 1][i - 1])) for i in range(2, k + 1)]
    for j in range(1, k):
        terms += [-mpf(j) / 2 * log(pi), loggamma(e + mpf(k - 1) / 2) - loggamma(e + mpf(k - 1 - j) / 2)]
    put("lkjCholesky", (k, eta), [v for row in rows for v in row + [0] * (k - len(row))], terms)


def wishart(nu, scale, value):
    k, n = len(scale), mpf(nu)
    s, x = matrix(scale), matrix(value)
    product = inverse(s) * x
    trace = sum(product[i, i] for i in range(k))
    gammas = [-mpf(k * (k - 1)) / 4 * log(pi)] + [-loggamma((n - i) / 2) for i in range(k)]
    put("wishart", [nu] + [v for row in scale for v in row], [v for row in value for v in row],
        [(n - k - 1) / 2 * log(det(x)), -trace / 2, -n * k / 2 * log(mpf(2)), -n / 2 * log(det(s))] + gammas)


def inverse_wishart(nu, scale, value):
    k, n = len(scale), mpf(nu)
    psi, x = matrix(scale), matrix(value)
    product = psi * inverse(x)
    trace = sum(product[i, i] for i in range(k))
    gammas = [-mpf(k * (k - 1)) / 4 * log(pi)] + [-loggamma((n - i) / 2) for i in range(k)]
    put("inverseWishart", [nu] + [v for row in scale for v in row], [v for row in value for v in row],
        [n / 2 * log(det(psi)), -trace / 2, -n * k / 2 * log(mpf(2)), -(n + k + 1) / 2 * log(det(x))] + gammas)


lkj(1, [[1], [.6, .8]])
lkj(2.5, [[1], [.6, .8], [.28125, -.5, .8191]])
lkj(.3, [[1], [-.9375, .348], [.25, .125, .96]])
lkj(1000, [[1], [.01, .99995], [.02, .03, .99935]])
lkj(4, [[1], [.5, .866], [.3, .4, .866], [.1, -.2, .3, .927]])
wishart(3, [[2]], [[1.5]])
wishart(4.5, [[2, .5], [.5, 1]], [[3, -1], [-1, 2.5]])
wishart(2.01, [[1, 0, 0], [0, 1, 0], [0, 0, 1]], [[2, .5, .25], [.5, 1, -.125], [.25, -.125, .75]])
wishart(1e6, [[1e-6, 0], [0, 1e-6]], [[1, .001], [.001, 1.002]])
wishart(5, [[1e-20, 0], [0, 1e20]], [[4e-20, 1], [1, 3e20]])
inverse_wishart(3, [[2]], [[1.5]])
inverse_wishart(4.5, [[2, .5], [.5, 1]], [[3, -1], [-1, 2.5]])
inverse_wishart(2.01, [[1, 0, 0], [0, 1, 0], [0, 0, 1]], [[2, .5, .25], [.5, 1, -.125], [.25, -.125, .75]])
inverse_wishart(1e6, [[1e6, 0], [0, 1e6]], [[1, .001], [.001, 1.002]])
inverse_wishart(5, [[1e-20, 0], [0, 1e20]], [[4e-20, 1], [1, 3e20]])
print("\n".join(OUT))
