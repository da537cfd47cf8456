"""Reference values for Student's t and paired intervals, from SciPy.

Written for SciPy 1.17.1; run as: python3 Tests/Reference/statistics.py
"""

import numpy as np
import scipy
from scipy import stats

print("SciPy", scipy.__version__)
print("quantiles: degrees of freedom, probability, t")
for df in [1, 2, 3, 4, 5, 9, 29, 100, 1000, 2.5]:
    for p in [0.6, 0.9, 0.975, 0.995, 0.9999]:
        print(f"    ({df}, {p}, {stats.t.ppf(p, df):.15g}),")

print("tails: degrees of freedom, t, P(T > t)")
for df, t in [(1, 1), (1, 1000), (2, 0.1), (4, 2.776), (4, 50), (9, 12), (29, 0.5), (100, 3), (1000, 6)]:
    print(f"    ({df}, {t}, {stats.t.sf(t, df):.15g}),")

print("paired differences: values, mean, lower, upper, d")
for a, b in [
    ([0.91, 0.93, 0.90, 0.95, 0.92], [0.89, 0.92, 0.91, 0.90, 0.90]),
    ([1.0, 2.0, 4.0], [1.5, 1.0, 0.5]),
    ([3e-6, 5e-6, 2e-6, 4e-6], [1e-6, 1e-6, 2e-6, 3e-6]),
]:
    d = np.array(a) - np.array(b)
    interval = stats.ttest_rel(a, b).confidence_interval(0.95)
    print(f"    ({a}, {b}, {d.mean():.15g}, {interval.low:.15g}, {interval.high:.15g}, {d.mean() / d.std(ddof=1):.15g}),")
