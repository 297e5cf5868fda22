# as many entries as accuracy has; coverage is a number of entries over all
BEGIN {
	while ((getline line < (run "/accuracy.csv")) > 0) {
		split(line, f, ",")
		if (f[3] == "f64") entries[f[2]] += f[4]
	}
}
{
	near("entries", number("entries"), entries[$1], 0)
	if (!($2 > 0 && number("exact") <= $2 && number("coverage") <= 1))
		fail("of " $2 " entries " $3 " exact, covered " $4)
	covered = $2 * $4
	near("coverage times entries", covered, int(covered + .5), 0.001 * $2)
	if (covered < $3 - 0.01) fail("fewer covered than exact")
	if (!($5 <= $6 && $6 <= $7)) fail("percentiles " $5 ", " $6 ", " $7)
}
