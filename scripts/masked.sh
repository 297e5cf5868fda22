#!/bin/sh
# masked -- standard input without what varies from run to run and from machine to machine: numbers with a fraction or an exponent,
# folders, versions, tools of others; blanks count as one, for columns follow the numbers in them.
sed -E 's,/[^ "]*/tmp/tmp\.[A-Za-z0-9]+,TMP,g; s,/tmp/[A-Za-z0-9._]+,TMP,g
	s/(gcc|clang|MPFR|GSL|mpfr|gsl)([ "=:]+)[0-9]+\.[0-9.]+/\1\2VERSION/g
	s/-?0x[0-9a-f]+(\.[0-9a-f]+)?p[-+]?[0-9]+/HEX/g
	s/(^|[^A-Za-z0-9_.])-?[0-9]*\.[0-9]+(e[-+]?[0-9]+)?/\1NUMBER/g; s/(^|[^A-Za-z0-9_.])-?[0-9]+e[-+]?[0-9]+/\1NUMBER/g
	s/[-+]?\b(inf|nan)\b/NUMBER/g; s/-?\bNUMBER/NUMBER/g; s/"(bits|seconds)": [^,]*/"\1": N/; s/"certified": (true|false)/"certified": ARB/
	s/mpfr [0-9]+ bit +/mpfr BITS bit /; s/(optional: loops) .*/\1 LOOPS/; s/± *[0-9]+ ?%/± N %/g; s/\b[0-9]+ (calls|evaluations)\b/N \1/g; s/"evaluations": [0-9]+/"evaluations": N/; s/\b(NUMBER|[0-9]+) (ns|us|ms|s|KiB|MiB|bytes)\b/N \2/g; s/[[:blank:]]+/ /g; s/ $//
	s/^((#  | )[a-z0-9 .]*[a-z]+) N (ns|us|ms|s) ± N % .*/\1 TIMES/'
