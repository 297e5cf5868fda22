# bits lost: none by rules, a third by central differences
function third() {
	if (was != "") near("slope of " was, slope(), 1/3, 0.005)
	nosums()
	functions++
}
number("n") != 15 || !(number("median") <= number("worst")) {
	fail("n, median, worst: " $4 ", " $5 ", " $6)
}
word("engine") ~ /^(forward|reverse)$/ {
	exact++
	if (!(number("worst") < 4)) fail($2 " loses " $6 " bits at " $3)
}
word("engine") == "central" && number("bits") >= 100 {
	if ($1 != was) third()
	was = $1
	sums($3, number("median"))
}
END {
	third()
	if (functions != 4 || exact != 126)
		fail(functions - 1 " functions, " exact " rows of rules")
}
