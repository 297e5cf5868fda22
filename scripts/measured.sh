#!/bin/sh
# measured -- what scripts/timings.sh and scripts/masked.sh leave of a file of bench or of a report, without its date, without the
# tables of a report (which are those of its files) and without pictures.  In a column that holds a masked number every number is
# masked: one that is measured may happen to be whole.
grep -v '^<tr>\|<table>' | sed -E 's/20[0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9:]+Z?/DATE/g; s,(<dt>(commit|cpu|cores|compiler|loops|libm|blas|arb|sleef|flags|mpfr|gsl)</dt><dd>)[^<]*,\1...,g
	s,<dt>date</dt><dd>[^<]*</dd>,,g; s,<svg.*</svg>,SVG,g; s/[0-9]+ (nanoseconds|seconds|minutes)/N \1/g' | cut -c1-400 | awk '
	{ line[NR] = $0 }
	/^[^#< ]/ { n = split($0, cell, ","); for (k = 1; k <= n; k++) if (cell[k] == "NUMBER") real[n, k] = 1 }
	END { for (i = 1; i <= NR; i++) {
		if (line[i] !~ /^[^#< ]/) { print line[i]; continue }
		n = split(line[i], cell, ","); s = ""
		for (k = 1; k <= n; k++) s = s (k > 1 ? "," : "") ((n, k) in real && cell[k] ~ /^-?[0-9]+$/ ? "NUMBER" : cell[k])
		print s } }'
