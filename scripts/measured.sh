#!/bin/sh
# measured -- what scripts/timings.sh and scripts/masked.sh leave of a file of bench or of a report, without its date, without the
# tables of a report (which are those of its files) and without pictures; integers beside masked numbers are masked with them.
grep -v '^<tr>\|<table>' | sed -E 's/20[0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9:]+Z?/DATE/g; s,(<dt>(commit|cpu|cores|compiler|loops|libm|blas|arb|sleef|flags|mpfr|gsl)</dt><dd>)[^<]*,\1...,g
	s,<svg.*</svg>,SVG,g; s/[0-9]+ (nanoseconds|seconds|minutes)/N \1/g' | cut -c1-400
