#!/usr/bin/env python3
"""meanings -- values and derivatives of checks/data/meanings.txt to 40 digits, by mpmath.

usage: meanings.py > checks/data/meanings-digits.txt
Derivatives by differences, mpmath.diff at 120 digits and at 160, which agree where there is a derivative.  No code is shared with the program.
Lines: call ; point ; value, or the name of an input ; digits
"""
import mpmath
from mpmath import mp, mpf


def digits(x): return mpmath.nstr(x, 40, strip_zeros=False, min_fixed=1, max_fixed=0)


def derivative(f, names, at, k, size):
    with mp.workdps(size):
        return +mpmath.diff(lambda t: f(**{n: t if n == names[k] else at[n] for n in names}), at[names[k]])


def main():
    print("# meanings-digits.txt -- call ; point ; value, or the input of a derivative ; 40 digits")
    print("# command python3 scripts/meanings.py > checks/data/meanings-digits.txt")
    print("# by mpmath", mpmath.__version__)
    mp.dps = 60
    for line in open("checks/data/meanings.txt"):
        if line.startswith("#") or not line.strip(): continue
        call, points, meaning, _ = line.strip().split(" ; ")
        for point in points.split():
            at = {n: mpf(float(x)) for n, x in (p.split("=") for p in point.split(","))}
            names = list(at)
            f = eval("lambda " + ", ".join(names) + ": " + meaning, {**vars(mpmath), "abs": abs, "int": int, "sorted": sorted})
            print(call, point, "value", digits(f(**at)), sep=" ; ")
            for k, n in enumerate(names):
                d, e = derivative(f, names, at, k, 120), derivative(f, names, at, k, 160)
                if abs(d - e) > mpf(10)**-45*max(1, abs(e)): continue      # on a border: the value alone
                print(call, point, n, digits(e if abs(e) > mpf(10)**-60 else mpf(0)), sep=" ; ")


main()
