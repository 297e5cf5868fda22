# total -- all suites; exit 1 if anything failed, or nothing ran
/^ok .*# SKIP/ { skipped++; next }
/^ok /         { passed++ }
/^not ok /     { failed++ }
END { printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped; exit failed > 0 || passed == 0 }
