#!/usr/bin/env python3
"""sweeps -- what the Jacobi rotations of engines/formula/spectral.c leave off the diagonal, at 400 digits, by mpmath.

usage: sweeps.py > results/sweeps.csv
The same rotations in the same order, written a second time: of symmetric matrices of eleven kinds and 3 to 16 columns, the largest
coupling of two columns at the end, as a part of the largest eigenvalue.  Where it is e, an eigenvalue is off by about e^2 over its
distance from the next one.  The reference prints 40 digits.
"""
import random
import subprocess
from mpmath import mp, mpf, sqrt

SIZES = (3, 5, 8, 9, 10, 12, 16)


def sweeps(n): return max(10, n + 2)


def dot(a, b): return mp.fdot(zip(a, b))


def left(A):
    "the largest coupling at the end, over the largest eigenvalue"
    n = len(A)
    B = [[A[i][j] for i in range(n)] for j in range(n)]
    V = [[mpf(i == j) for i in range(n)] for j in range(n)]
    for _ in range(sweeps(n)):
        for i in range(n):
            for j in range(i + 1, n):
                g = dot(V[i], B[j])
                d = dot(V[j], B[j]) - dot(V[i], B[i])
                r = sqrt(d*d + 4*g*g)
                if r == 0: continue
                t = 2*g/(d + (-r if d < 0 else r))
                c = 1/sqrt(1 + t*t)
                for M in (B, V):
                    x, y = M[i], M[j]
                    M[i] = [c*a - t*c*b for a, b in zip(x, y)]
                    M[j] = [t*c*a + c*b for a, b in zip(x, y)]
    most = max(abs(dot(V[i], B[i])) for i in range(n))
    return max(abs(dot(V[i], B[j])) for i in range(n) for j in range(n) if i != j)/most


def symmetric(element, n):
    A = [[mpf(0)]*n for _ in range(n)]
    for i in range(n):
        for j in range(i + 1): A[i][j] = A[j][i] = mpf(element(i, j))
    return A


def kinds(n):
    some = random.Random(n)
    return {
        "random": lambda i, j: some.uniform(-1, 1),
        "whole numbers": lambda i, j: some.randint(-9, 9),
        "Hilbert": lambda i, j: 1/(mpf(i) + j + 1),
        "falling along the diagonal": lambda i, j: some.uniform(.5, 1)*10.0**(-i - j),
        "rising along the diagonal": lambda i, j: some.uniform(.5, 1)*10.0**(i + j - 2*n),
        "values 1e-7 apart": lambda i, j: (i == j) + 1e-7*some.uniform(-1, 1),
        "two clusters": lambda i, j: (1 + i % 2 if i == j else 0) + 1e-9*some.uniform(-1, 1),
        "Wilkinson": lambda i, j: abs(i - (n - 1)/2) if i == j else abs(i - j) == 1,
        "second differences": lambda i, j: 2 if i == j else -(abs(i - j) == 1),
        "ones": lambda i, j: 1 + (1e-3*i if i == j else 0),
        "arrow": lambda i, j: i if i == j else j == 0,
    }


def main():
    mp.dps = 400
    commit = subprocess.run(["git", "describe", "--always", "--dirty"], capture_output=True, text=True).stdout.strip()
    print("# command python3 scripts/sweeps.py > results/sweeps.csv")
    print("# commit", commit or "none")
    print("matrix,columns,sweeps,left")
    for n in SIZES:
        for name, element in kinds(n).items():
            print(name, n, sweeps(n), mp.nstr(left(symmetric(element, n)), 2), sep=",")


main()
