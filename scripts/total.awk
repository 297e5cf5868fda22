# total -- all suites; exit 1 if anything failed, nothing ran, or a suite did not come to its end
/^(not )?ok .*# SKIP/ { skipped++; next }
/^ok /         { passed++ }
/^not ok /     { failed++ }
END {
	if (ran != suites) printf "%d of %d suites came to their end\n", ran, suites
	printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped
	exit failed > 0 || passed == 0 || ran != suites
}
