# html -- the table that the report must have of a CSV: numbers to the right, words to the left,
# long ones wrapped, the first 60 rows; the columns that name a row, then what is asked of it, then
# others while they fit; no samples, and nothing that is the same in all rows
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
function isnumber(s) {
	return tolower(s) ~ /^[-+]?(([0-9]+\.?[0-9]*|\.[0-9]+)(e[-+]?[0-9]+)?|0x[0-9a-f]+\.?[0-9a-f]*(p[-+]?[0-9]+)?|inf|nan)$/
}
function xml(s) {
	gsub(/&/, "\\&amp;", s)
	gsub(/</, "\\&lt;", s)
	gsub(/>/, "\\&gt;", s)
	return s
}
function left(s, wraps) {
	return isnumber(s) ? "" : wraps && length(s) > 30 ? " class=\"l long\"" : " class=l"
}

function width(c, r, most) {
	most = length(head[c])
	for (r = 1; r <= rows && r <= 60; r++) if (length(cell[r, c]) > most) most = length(cell[r, c])
	return most > 30 ? 260 : 8*most + 13
}
function same(c, r) {
	for (r = 2; r <= rows; r++) if (cell[r, c] != cell[1, c]) return 0
	return rows > 1
}
function group(c) { return c <= keys ? 0 : index(" status verdict why ratio seconds error peak ", " " head[c] " ") ? 1 : 2 }
function chosen(g, c) {
	for (g = 0; g < 3; g++)
		for (c = 1; c <= most; c++) {
			if (group(c) != g || g && same(c)) continue
			if (g && (full || used + width(c) > 930)) { full = 1; continue }
			used += width(c)
			at[++shown] = c
		}
}

/^# keys / { keys = gsub(/,/, ",") + 1 }
/^#/ { next }
!most {
	n = fields($0, head)
	while (most < n && head[most + 1] != "samples") most++
	for (k = 1; !keys && k <= n; k++) if (k > 1 && head[k] == "status") keys = k - 1
	if (!keys) keys = 1
	next
}
{
	fields($0, line)
	rows++
	for (k = 1; k <= n; k++) cell[rows, k] = line[k]
}
END {
	chosen()
	printf "<div class=wide><table><thead><tr>"
	for (k = 1; k <= shown; k++) printf "<th%s>%s</th>", rows ? left(cell[1, at[k]], 0) : "", xml(head[at[k]])
	print "</tr></thead><tbody>"
	for (r = 1; r <= rows && r <= 60; r++) {
		printf "<tr>"
		for (k = 1; k <= shown; k++) printf "<td%s>%s</td>", left(cell[r, at[k]], 1), xml(cell[r, at[k]])
		print "</tr>"
	}
}
