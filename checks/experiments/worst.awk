# every number of bfloat16 is there; the error of 1/x's derivative, recomputed at all of them
function whole(v, r) { r = int(v); if (v - r > 0.5 || (v - r == 0.5 && r % 2)) r++; return r }
# v > 0 to so many bits, of the range of binary32
function rounded(v, bits, e, q) {
	if (v == 0 || v > 3.4e38) return v == 0 ? 0 : inf
	e = int(log(v) / log(2)) - 2
	while (2^(e + 1) <= v) e++
	if (e < -126) e = -126
	q = 2^(e - bits + 1)
	v = whole(v / q) * q
	return v >= 2^128 ? inf : v
}
function place(v, e) {
	e = int(log(v) / log(2)) - 2
	while (2^(e + 1) <= v) e++
	return 2^((e < -126 ? -126 : e) - 7)
}
function recip(worst, mean, k, x, y, is, got, off, n) {
	for (k = 0; k < 32640; k++) {      # the other half is the same but for signs
		x = (k < 128 ? k : 128 + k % 128) * 2^((k < 128 ? 1 : int(k / 128)) - 134)
		n++
		if (k == 0) continue       # both are infinite
		y = rounded(rounded(1 / x, 24), 8)
		got = y == inf ? inf : rounded(y * y, 8)
		is = (1 / x) * (1 / x)
		if (rounded(is, 8) == inf || got == inf) off = rounded(is, 8) == got ? 0 : inf
		else                                     off = size(got - is) / place(is)
		if (off > worst) worst = off
		if (off < inf) mean += off
	}
	near("worst of 1/x", number("worst_ulps"), worst, 1e-5 * worst)
	near("mean of 1/x", number("mean_ulps"), mean / n, 1e-5)
}
BEGIN { inf = 2^1000 * 2^1000 * 2^1000 }
{
	if (number("inputs") != 65280) fail(word("inputs") " numbers of bfloat16")
	if (number("within_half") > number("within_1") || number("within_1") > 1) fail("shares " word("within_half") ", " word("within_1"))
	if (word("proved_ulps") != "nan") near("the worst, proved", number("worst_ulps"), number("proved_ulps"), 0.01)
	if (!(number("binary64_ulps") < 100)) fail("binary64 is off by " word("binary64_ulps"))
	seen[$2] = number("worst_ulps")
}
$2 == "recip" { recip() }
END { if (seen["neg"] != 0 || seen["sqr"] != 0 || !(seen["recip"] > 1)) fail("the worst of neg, sqr, recip: " seen["neg"] ", " seen["sqr"] ", " seen["recip"]) }
