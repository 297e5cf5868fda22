# exponents of bytes by least squares over the sizes; all combinations of engine and size; none are said of a run this small
{ e = word("engine"); engine[e]; of[$1] }
word("status") == "too long" && e ~ /^symbolic/ { lacks[e]; next }
{ p[e, $1] = log(number("peak")) }
!(number("error") < 1e-3) { fail(e " is off by " word("error")) }
BEGIN { if (!sizes) sizes = 3; if (!least) least = 6 }
END {
	for (e in lacks) delete engine[e]
	for (e in engine) {
		nosums()
		for (s in of)
			if ((e, s) in p) sums(log(s), p[e, s])
			else             fail("no row of " e " at " s)
		if (m0 != sizes) fail(m0 " sizes of " e " instead of " sizes)
		else         at[e] = slope()
		engines++
	}
	while ((getline line < FILENAME) > 0) {
		if (line !~ /^# fit peak,/) continue
		split(line, f, ",")
		seen++
		near("exponent of " f[4], f[5], at[f[4]], 6e-4)
		if (f[7] != sizes) fail(line)
	}
	if (seen != (fitted ? engines : 0) || engines < least) fail(seen " exponents of " engines " engines")
	# memory of forward mode does not grow with depth
	if (c["depth"] == 1) near("exponent of forward", at["forward"], 0, 1e-9)
}
