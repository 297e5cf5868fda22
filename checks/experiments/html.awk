# html -- the table that the report must have of a CSV: numbers to the right, words to the left,
# long ones wrapped, no samples, the first 60 rows
function fields(line, out, k, s, q) {
	while (1) {
		k++
		if (substr(line, 1, 1) == "\"") {
			s = ""
			line = substr(line, 2)
			while ((q = index(line, "\"")) && substr(line, q + 1, 1) == "\"") {
				s = s substr(line, 1, q)
				line = substr(line, q + 2)
			}
			out[k] = s substr(line, 1, q - 1)
			line = substr(line, q + 1)
		} else {
			q = index(line ",", ",")
			out[k] = substr(line, 1, q - 1)
			line = substr(line, q)
		}
		if (line == "") return k
		line = substr(line, 2)
	}
}
function isnumber(s) { return s ~ /^[0-9]/ || s ~ /^-./ }
function xml(s) {
	gsub(/&/, "\\&amp;", s)
	gsub(/</, "\\&lt;", s)
	gsub(/>/, "\\&gt;", s)
	return s
}
function left(s, wraps) {
	return isnumber(s) ? "" : wraps && length(s) > 40 ? " class=\"l long\"" : " class=l"
}

/^#/ { next }
!most {
	n = fields($0, head)
	while (most < n && head[most + 1] != "samples") most++
	next
}
++rows > 60 { next }
{ fields($0, cell) }
!begun {
	begun = 1
	printf "<div class=wide><table><thead><tr>"
	for (k = 1; k <= most; k++) printf "<th%s>%s</th>", left(cell[k], 0), xml(head[k])
	print "</tr></thead><tbody>"
}
{
	printf "<tr>"
	for (k = 1; k <= most; k++) printf "<td%s>%s</td>", left(cell[k], 1), xml(cell[k])
	print "</tr>"
}
