# results as the interpreter's, calls that pay, and loops that do not grow
# calls after which emit, compile and load are paid, of times that are written to four digits
function pays(what, each, cost, gain, by) {
	cost = number("emit") + number("compile") + number("load")
	gain = each - number("compiled")
	by = 1e-3 * (1 + (each + number("compiled")) / size(gain ? gain : 1e-30))
	if (word(what) == "inf") {
		if (gain > by * each) fail(what " is inf, and it gains " gain " s")
	} else if (!(number(what) >= 1)) fail(what " is " word(what))
	else if (by < 0.1) near(what, number(what), cost / gain, 1 + 2*by*size(cost / gain))
}
{
	near("results of " $1 " that differ", number("unlike"), 0, 0)
	for (k = c["record"]; k <= c["static"]; k++) if (!($k > 0)) fail($1 ": " $k " s")
	pays("pays_static", number("static"))
	second = $1 ~ /second/
	if (second != (word("eager") == "") || second != (word("pays_eager") == ""))
		fail($1 ": eager " word("eager"))
	if (!second) pays("pays_eager", number("eager"))
	key = $1
	if ((key ~ /^scan|sliced/) && key in statements && statements[key] != number("statements"))
		fail(key " grows: " statements[key] ", " number("statements"))
	if (key == "logistic" && number("statements") < 4*number("size")) fail("logistic is too short")
	statements[key] = number("statements")
	lengths[key]++
	if (number("bytes") < 20*number("statements")) fail(key ": " word("bytes") " bytes")
}
END {
	if (lengths["scan"] < 2) fail("one length of scan")
}
