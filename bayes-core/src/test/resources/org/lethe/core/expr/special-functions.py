"""Writes special-functions.csv: reference values of special functions with mpmath, 60 digits.

python3 special-functions.py > special-functions.csv
"""

import mpmath as mp

mp.mp.dps = 60
TINY = 1e-300
ANY = [0.0, TINY, 1e-9, 0.01, 0.3, 0.46, 0.47, 0.66, 0.67, 0.9999, 1.0, 1.7, 2.5, 3.9, 4.1, 5.6, 5.7, 6.1, 8.3, 12.7]
ANY = [-x for x in ANY[:0:-1]] + ANY
TAIL = [-1e300, -1e160, -1e9, -99999999.0, -1e6, -12345.678, -1000.5, -40.0, -38.4, -37.3, -25.1]
BESSEL = [0.0, TINY, 1e-9, 0.01, 0.3, 1.0, 1.7, 3.75, 9.1, 14.9, 22.2, 29.99, 30.01, 44.0, 150.5, 1e4, 1e9, 1e300]
STIRLING = [TINY, 1e-5, 0.3, 1.0, 2.5, 9.1, 15.9, 16.0, 40.5, 1e4, 1e9, 1e150]
ANGLES = ANY + [100.0, 12345.678, 1e9, 1e15, 1e22, 1e300]


def phi(x):
    return mp.exp(-x * x / 2) / mp.sqrt(2 * mp.pi)


def mills(x):
    """phi/Phi; the continued fraction far out, where both underflow."""
    if x > -30:
        return phi(x) / cdf(x)
    tail = mp.mpf(0)
    for k in range(200, 0, -1):
        tail = k / (-x + tail)
    return -x + tail


def cdf(x):
    return mp.erfc(-x / mp.sqrt(2)) / 2


def log_cdf(x):
    if x > 5:
        return mp.log1p(-cdf(-x))
    return -x * x / 2 - mp.log(2 * mp.pi) / 2 - mp.log(mills(x)) if x < -30 else mp.log(cdf(x))


def mills_slope(x):
    if x > -30:
        return -mills(x) * (x + mills(x))
    tail = mp.mpf(0)
    for k in range(200, 1, -1):
        tail = k / (-x + tail)
    return -mills(x) / (-x + tail)


def log_i(n, x):
    if n == 1 and x == 0:
        return mp.ninf
    if x < 1e3:
        return mp.log(mp.besseli(n, x))
    term = total = mp.mpf(1)
    for k in range(1, 20):
        term *= -(4 * n * n - (2 * k - 1) ** 2) / (8 * k * x)
        total += term
    return x - mp.log(2 * mp.pi * x) / 2 + mp.log(total)


def cumulant(n, x):
    """The n-th derivative of log I0, from the moments of the cosine."""
    if x > 1e3:  # the series 1 - 1/2x - 1/8x^2 - 1/8x^3 - 25/128x^4 - 13/32x^5 of I1/I0, differentiated
        a = [1, mp.mpf(1) / 2, mp.mpf(1) / 8, mp.mpf(1) / 8, mp.mpf(25) / 128, mp.mpf(13) / 32, mp.mpf(1073) / 1024]
        return sum(
            (1 if k == 0 else -1) * a[k] * mp.mpf(-1) ** (n - 1) * mp.rf(k, n - 1) / x ** (k + n - 1) for k in range(7)
        )
    if x < 1e-20:
        return [None, x / 2, mp.mpf(1) / 2, -3 * x / 8][n]
    i = [mp.besseli(k, x) for k in range(4)]
    m1 = i[1] / i[0]
    m2 = (i[0] + i[2]) / (2 * i[0])
    m3 = (3 * i[1] + i[3]) / (4 * i[0])
    return [None, m1, m2 - m1**2, m3 - 3 * m1 * m2 + 2 * m1**3][n]


def stirling(n, x):
    """The n-th derivative of log Gamma(x) - (x - 1/2) log x + x - log(2 pi)/2, where log Gamma loses 600 digits."""
    with mp.workdps(1000):
        if n == 0:
            return mp.loggamma(x) - (x - mp.mpf(1) / 2) * mp.log(x) + x - mp.log(2 * mp.pi) / 2
        rest = [mp.log(x) - 1 / (2 * x), 1 / x + 1 / (2 * x**2), -1 / x**2 - 1 / x**3][n - 1]
        return mp.psi(n - 1, x) - rest


def write(name, f, arguments):
    for x in arguments:
        print(f"{name},{x!r},{float(f(mp.mpf(x)))!r}")


print("# written by special-functions.py with mpmath " + mp.__version__)
write("sin", mp.sin, ANGLES)
write("cos", mp.cos, ANGLES)
write("erf", mp.erf, ANY + [1e300, -1e300])
write("normalCdf", cdf, TAIL[7:] + ANY + [1e300])
write("logNormalCdf", log_cdf, TAIL[1:] + ANY + [20.0, 37.0])
write("mills", mills, TAIL + ANY + [20.0, 37.0])
write("millsSlope", mills_slope, TAIL + ANY + [20.0, 37.0])
write("atan", mp.atan, ANY + [1e300, -1e300])
write("stirling", lambda x: stirling(0, x), STIRLING)
write("stirlingSlope", lambda x: stirling(1, x), STIRLING[1:])
write("stirlingCurvature", lambda x: stirling(2, x), STIRLING[1:])
write("stirlingThird", lambda x: stirling(3, x), STIRLING[1:-1])
write("logBessel0", lambda x: log_i(0, x), BESSEL)
write("logBessel1", lambda x: log_i(1, x), BESSEL)
write("besselRatio", lambda x: cumulant(1, x), BESSEL)
write("besselRatioSlope", lambda x: cumulant(2, x), BESSEL)
write("besselRatioCurvature", lambda x: cumulant(3, x), BESSEL[4:])
