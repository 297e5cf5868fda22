# every column filled but those that may be empty, nan only where it may be, rows as promised
# want: rows, or a dash: no two with the same three first columns; empty, nan: ,COLUMN,COLUMN,
rows == 1 {
	for (name in c) head[c[name]] = name
	timed = "samples" in c
}
# an expression for each input is not begun where there are many
/,symbolic(-shared)?,[a-z]*,too long,/ { next }
timed && word("status") != "ok" { fail(word("status") ": " word("why")) }
{
	for (k = 1; k <= heads; k++) {
		if ($k == "" && !index(empty, "," head[k] ",")) fail("column " head[k] " is empty")
		if ($k ~ /^-?nan$/ && !index(nan, "," head[k] ","))
			fail("column " head[k] " is nan")
	}
}
want == "-" && times[$1, $2, $3]++ { fail("two rows of " $1 ", " $2 ", " $3) }
END { if (want != "-" && rows != want) fail(rows " rows, promised are " want) }
