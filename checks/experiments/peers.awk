# ratios; gradients within a few ulps of the largest entry
word("why") != "" { next }
{
	seen++
	near("ratio", number("ratio"), number("gradient_ms") / number("primal_ms"), 0.006 * $6)
	if (!(number("ulps_of_largest") < 64) || number("rounds") < 3) fail($1 " by " $3)
}
END { if (seen < 30) fail(seen " rows") }
