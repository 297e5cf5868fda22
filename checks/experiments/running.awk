# figures from their columns; what a reverse sweep of four layers must hold
{ if (!(number("derivative") >= 0)) fail($1) }
word("unit") ~ /^(gradient|tangents)\/primal$/ {
	ratios++
	near("figure", number("figure"), number("derivative") / number("primal"), 0.002 * $5)
}
$1 == "interpreting" { near("figure", number("figure"), number("primal") / 1000 * 1e9, 0.002 * $5) }
# 16 inputs, four layers of 16 x 17, and of each layer both z and tanh z
$1 == "memory of a reverse" {
	seen++
	near("bytes", number("primal"), 8 * (16 + 4 * 16 * 17 + 2 * 4 * 16), 0)
	near("figure", number("figure"), 100 * ($4 / $3 - 1), 0.002)
	if (!($5 < 10)) fail("it holds " $5 " % more")
}
$1 == "determinant by minors" && !($4 < $3) { fail("nothing is shared") }
END { if (ratios != 7 || seen != 1) fail(ratios " ratios, " seen + 0 " rows of memory") }
