# rows of a loop, and their exponent
{
	key = $1 ", " $2
	k = number("iterations")
	rows_ = number("rows")
	if (!(key in first)) first[key] = rows_
	want = word("trace") == "static" ? first[key] : word("of") == "value" ? 4*k + 2 : 9*k + 3
	near("rows", rows_, want, 0)
	told[key] = number("slope")
	lengths[key] = lengths[key] " " k
	of[key, k] = rows_
}
word("bound") != "" { held++; if (!(number("ulps") <= number("bound"))) fail(word("ulps") " ulps") }
END {
	for (key in told) {
		keys++
		nosums()
		n = split(lengths[key], x, " ")
		for (i = 1; i <= n; i++) sums(log(x[i]), log(of[key, x[i]]))
		near("slope of " key, told[key], slope(), 6e-5)
	}
	if (keys != 4 || held != 4) fail(keys " traces, " held " bounds")
}
