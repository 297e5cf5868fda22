# counts from the verdicts; these are those expected but for two, for some lie at an edge
BEGIN {
	while ((getline line < "checks/expected/checkers.csv") > 0) {
		split(line, f, ",")
		expected[f[1], f[2], f[3], f[5], f[6]] = f[7]
	}
	# pairs,FILE,unseen,FIRST_RIGHT,FIRST_WRONG
	while ((getline line < "checks/kernels/origin.csv") > 0) {
		split(line, f, ",")
		first[f[2], "right"] = f[4]
		first[f[2], "wrong"] = f[5]
	}
	good["passed"] = good["false alarm"] = good["caught"] = good["missed"] = 1
	good["inconclusive"] = 1
}
{ key = word("checker") ": " word("set") ", " word("points"); twin = key ": " word("rule"); is = word("verdict") }
is == "unable" { fail("unable: " word("why")); next }
!(is in good) { fail("verdict " is); next }
!(($1, $2, $3, $5, $6) in expected) { fail("not in checks/expected/checkers.csv: " $0); next }
expected[$1, $2, $3, $5, $6] != is { others++ }
# what a judge that says more has said
word("says") {
	means = $8 == "INCONCLUSIVE" ? "inconclusive" : $5 == "right" ? \
		($8 == "WRONG" ? "false alarm" : "passed") : $8 == "OK" ? "missed" : "caught"
	if (is != means) fail($8 " of a " $5 " rule is " is)
}
(word("says") != "") != (word("checker") ~ /^Wengert/) { fail("says is \"" $8 "\" of " $1) }
word("checker") ~ /first sight/ && first[$3 ".c", $5] != $8 {
	fail("first verdict " $8 ", in checks/kernels/origin.csv " first[$3 ".c", $5])
}
{ undecided[key] += is == "inconclusive" }
word("kind") == "right" {
	if (is ~ /^(caught|missed)$/) fail("verdict " is)
	right[twin] = is == "passed"
	alarms[key] += is == "false alarm"
	next
}
{
	if (is ~ /^(passed|false alarm)$/) fail("verdict " is)
	rules[key]++
	caught[key] += is == "caught"
	apart[key] += is == "caught" && right[twin]
}
END {
	# # NAME: SET, POINTS points: N of N caught and N false alarms; N told from their right twin; N inconclusive, N unable
	while ((getline line < FILENAME) > 0) {
		if (line !~ / points: [0-9]+ of [0-9]+ caught/) continue
		seen++
		key = substr(line, 3, index(line, " points: ") - 3)
		split(substr(line, index(line, " points: ") + 9), f, " ")
		near("caught, " key, f[1], caught[key], 0)
		near("rules, " key, f[3], rules[key], 0)
		near("alarms, " key, f[6], alarms[key], 0)
		near("apart, " key, f[9], apart[key], 0)
		near("inconclusive, " key, f[15], undecided[key], 0)
		near("unable, " key, f[17], 0, 0)
	}
	if (seen != 12) fail(seen " counts")
	if (others > 2) fail(others " verdicts are others than in checks/expected/checkers.csv")
}
