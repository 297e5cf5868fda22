# counts from the verdicts; these are those expected but for two, for some lie at an edge
BEGIN {
	while ((getline line < "checks/expected/checkers.csv") > 0) {
		split(line, f, ",")
		expected[f[1], f[2], f[4], f[5]] = f[6]
	}
}
{ key = word("checker") ": " word("points"); twin = key ": " word("rule"); is = word("verdict") }
!(($1, $2, $4, $5) in expected) { fail("not in checks/expected/checkers.csv: " $0); next }
expected[$1, $2, $4, $5] != is { others++ }
word("kind") == "right" {
	if (is !~ /^(passed|false alarm)$/) fail("verdict " is)
	right[twin] = is == "passed"
	alarms[key] += is != "passed"
	next
}
{
	if (is !~ /^(caught|missed)$/) fail("verdict " is)
	rules[key]++
	caught[key] += is == "caught"
	apart[key] += is == "caught" && right[twin]
}
END {
	# # NAME: POINTS points: N of N caught and N false alarms; N told from their right twin
	while ((getline line < FILENAME) > 0) {
		if (line !~ / points: [0-9]+ of [0-9]+ caught/) continue
		seen++
		key = substr(line, 3, index(line, " points: ") - 3)
		split(substr(line, index(line, " points: ") + 9), f, " ")
		near("caught, " key, f[1], caught[key], 0)
		near("rules, " key, f[3], rules[key], 0)
		near("alarms, " key, f[6], alarms[key], 0)
		near("apart, " key, f[9], apart[key], 0)
	}
	if (seen != 6) fail(seen " counts")
	if (others > 2) fail(others " verdicts are others than in checks/expected/checkers.csv")
}
