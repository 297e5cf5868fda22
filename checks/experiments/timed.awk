# medians, ratios and verdicts from the samples
word("samples") == "" { next }
{
	mid = middle(word("samples"))
	if (samples != number("n") || samples < 5) fail(samples " samples, n = " word("n"))
	near("seconds", number("seconds"), mid, 1e-5 * mid)
	if (!(number("lo") <= mid * 1.00001 && mid <= number("hi") * 1.00001))
		fail("the median is not between lo and hi")
	if (!(number("wall") > 0 && number("cold") > 0 && number("calls") >= 1))
		fail("a time or a count is not above 0")
	if (!(number("peak") > 0 && number("peak") >= number("live")))
		fail("bytes: at most " word("peak") ", left " word("live"))
}
word("primal_samples") == "" {
	if (word("ratio") != "" || word("verdict") != "") fail("a ratio to nothing")
	next
}
{
	of = middle(word("primal_samples"))
	near("primal", number("primal"), of, 1e-5 * of)
	near("ratio", number("ratio"), mid / of, 1e-4 * mid / of)
	inside = number("ratio_lo") <= 1 && 1 <= number("ratio_hi")
	is = word("verdict")
	if (is !~ /^(faster|slower|within noise)$/) fail("verdict " is)
	if (inside && is != "within noise") fail("1 is inside the interval, yet " is)
	if (is == "slower" && number("ratio") <= 1) fail("slower at a ratio of " word("ratio"))
	if (is == "faster" && number("ratio") >= 1) fail("faster at a ratio of " word("ratio"))
}
