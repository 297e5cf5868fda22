# ulps of 1 - y^2 where tanh x is 1 in binary64: all of the derivative; stable forms within 4 ulps
function ulpsof(d, e) {
	e = int(log(d) / log(2)) - 2
	while (2^(e + 1) <= d) e++
	return d / 2^(e - 52)
}
{ f = word("function"); rule = word("rule") }
rule == "stable" { stable++; if (!(number("ulps") <= 4)) fail(f " is off by " word("ulps")) }
f == "tanh" && rule == "textbook" && number("x") > 19.2 {
	seen++
	d = 2 / (exp($4) + exp(-$4))
	near("ulps", number("ulps"), ulpsof(d * d), 1e-5 * ulpsof(d * d))
}
word("ulps") ~ /nan/ { nans++; if (f != "softplus" || rule != "naive") fail(f " " rule " is nan") }
END {
	if (stable != 1200 || seen < 100 || !nans)
		fail(stable " stable rows, " seen " beyond 19.2, " nans + 0 " nan")
}
