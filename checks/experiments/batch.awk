# one run of many points beside many runs of one
number("points") != 1 && $2 != 4 && $2 != 16 { fail($2 " points") }
word("primal_samples") == "" { fail("nothing beside it") }
{ lines[$1]++ }
END {
	for (k in lines) { n++; if (lines[k] != 3) fail(lines[k] " rows of " k) }
	if (n != 3) fail(n " functions")
}
