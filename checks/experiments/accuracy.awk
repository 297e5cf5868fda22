# entries of eq6 are twice the answers of check; median, 90th percentile and worst in order
BEGIN {
	while ((getline line < (run "/check.csv")) > 0) {
		split(line, f, ",")
		answers[f[1], f[2]] = f[3]
	}
}
{ e = word("engine"); number("n") }
!(number("median") <= number("p90") && number("p90") <= number("worst")) {
	fail("median, p90, worst: " $5 ", " $6 ", " $7)
}
e ~ /^(forward|reverse|static|checkpointed|symbolic|symbolic-shared)$/ && !(number("worst") <= 4) {
	fail(e " is off by " word("worst"))
}
word("function") == "eq6" {
	seen++
	near("n", number("n"), 2 * answers[$2, $3], 0)
	if (!(number("n") >= 8)) fail("n = " $4)
}
END { if (seen < 20) fail(seen " rows of eq6") }
