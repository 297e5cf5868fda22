# operations: those of the plain program, counted
# kepler: Newton until a step is below 1e-8
function newton(M, E, s, k) {
	E = M
	do {
		s = (E - 0.3*sin(E) - M) / (1 - 0.3*cos(E))
		E -= s
		k++
	} while (s > 1e-8 || s < -1e-8)
	solution = E
	return k
}
BEGIN {
	N = 10000
	operations["rosenbrock"] = 8 * int(N / 8) + int(N / 8) + 1             # and the inputs
	operations["logistic"] = 3 * int(N / 3) + 2
	# nine a step beside three a solution, the first of which adds a constant to nothing
	for (i = 0; i < int(N / 33); i++) {
		kepler += 9 * newton(0.6 + sum * 1e-9) + 3
		sum += solution
	}
	operations["kepler"] = kepler - 1 + 2
}
{
	near("operations of " $1, number("operations"), operations[$1], 0)
	ratio = (number("record_ns") + number("sweep_ns")) / number("primal_ns")
	near("gradient over primal", number("gradient_over_primal"), ratio, 0.02 * $6)
	# not how fast it is, but that these are times of one operation: no machine needs so little or so much
	for (k = 3; k <= 5; k++) if (!($k > 1e-3 && $k < 1e6)) fail($1 ": " $k " ns")
	if (!(number("bytes") > 8 && $7 <= 24 && number("held") >= $7))
		fail("bytes " $7 ", held " $8)
}
