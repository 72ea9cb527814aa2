"""Writes mixture-reference.csv: log densities of Gaussian mixtures by mpmath at 80 digits.

Run: python3 mixture-reference.py > mixture-reference.csv   (mpmath 1.3.0)
Columns: K, d, weights, means by component, sds (one, or K·d), value, log density, and the largest of 1, |log density|
and |x − m|²/2s² of the component that weighs most: what the result is rounded against. Data far from the origin are
among the cases, where expanding the square would lose every digit.
"""
from mpmath import mp, mpf, log, exp, pi, fabs

mp.dps = 80
text = lambda v: " ".join(repr(float(x)) for x in v)


def put(weights, means, sds, x):
    k, d = len(weights), len(x)
    w, total, terms = [mpf(v) for v in weights], sum(mpf(v) for v in weights), []
    for c in range(k):
        z, volume = mpf(0), mpf(0)
        for j in range(d):
            s = mpf(sds[0] if len(sds) == 1 else sds[c * d + j])
            z += ((mpf(x[j]) - mpf(means[c * d + j])) / s) ** 2
            volume += log(s)
        terms.append((log(w[c] / total) - z / 2 - volume - d * log(2 * pi) / 2, z / 2))
    top = max(terms)
    value = top[0] + log(sum(exp(t[0] - top[0]) for t in terms))
    largest = max(1, fabs(value), top[1])
    print(",".join([str(k), str(d), text(weights), text(means), text(sds), text(x), mp.nstr(value, 17), mp.nstr(largest, 17)]))


square = [-3, -3, 3, -3, -3, 3, 3, 3]
for x in [(0, 0), (3, 3), (-2.5, 1), (40, -7), (1e8, 1e8), (1e150, 0)]:
    put([.25] * 4, square, [1], x)
put([.25] * 4, [v + 1e8 for v in square], [1], (1e8 + 1.5, 1e8 + 1))
put([1, 2, 3], [-1, 0, 2.5], [.7], (.3,))
put([.9, .1], [0, 0, 0, 1, 1, 1], [1, 2, .5, .1, .2, .3], (.9, 1.1, .8))
put([1e-300, 1], [0, 50], [1], (0,))
put([1e-300, 1], [0, 5], [1], (-20,))
put([1], [2, 3], [1.5], (1, 1))
put([.5, .5], [-1e300, 1e300], [1e299], (9e299,))
put([.5, .5], [0, 0], [1e-200, 2e-200], (1e-200,))
