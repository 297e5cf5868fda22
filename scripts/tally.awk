# tally -- one suite's TAP: how many of each
/^(not )?ok .*# SKIP/ { skipped++; next }
/^ok /         { passed++ }
/^not ok /     { failed++ }
END { printf "%6d ok", passed; if (failed) printf ", %d FAIL", failed; if (skipped) printf ", %d skipped", skipped; print "" }
