#!/bin/sh
# timings -- a result of bench on standard input, in any of its formats, without what is measured: columns, and lines "# key value"
# whose value is of this machine.
measured='n|calls|clock|seconds|lo|hi|mad|wall|cold|prepare|primal|ratio|ratio_lo|ratio_hi|verdict|samples|wall_samples|primal_samples'
origin()   { sed -E 's/^# (commit|cpu|cores|compiler|loops|libm|blas|arb|sleef|flags|mpfr|gsl|date|fit (seconds|ratio)[^ ]*) .*/# \1 .../; s/^(# fit (seconds|ratio),.*),[-0-9.]+,[-0-9.]+,([0-9]+)$/\1,E,E,\3/
	s/"(commit|cpu|cores|compiler|loops|libm|blas|arb|sleef|flags|mpfr|gsl|date)": "[^"]*"/"\1": "..."/' ; }
timings()  { origin | sed -E "s/\"($measured)\": [^,]*/\"\\1\": MEASURED/"'
	s/ +[0-9.]+ (ns|us|ms|s) ±[ 0-9]+% +~?[-0-9.]+ +[0-9.]+ (ns|us|ms|s)/ TIME ±SPREAD RATIO ONCE/' |
	awk -F, -v OFS=, -v measured="$measured" '
	!/^#/ && /(^|,)samples(,|$)/ { m = split(measured, name, "|"); for (k = 1; k <= m; k++) of[name[k]]; for (k = 1; k <= NF; k++) hide[k] = $k in of; known = NF; print; next }
	!/^#/ && known == NF { for (k = 1; k <= NF; k++) if (hide[k] && $k != "") $k = "MEASURED" } { print }'; }
timings
