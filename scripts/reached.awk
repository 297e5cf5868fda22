# reached -- what gcov -t prints, as lines: file, line, suite, 1 (run) or 0 (not)
BEGIN { OFS = "\t" }
{
	n = index($0, ":")
	if (!n) next
	count = substr($0, 1, n - 1); rest = substr($0, n + 1)
	m = index(rest, ":")
	line = substr(rest, 1, m - 1) + 0
	gsub(/[ *]/, "", count)
	if (line == 0 && substr(rest, m + 1, 7) == "Source:") { file = substr(rest, m + 8); next }
	if (line == 0 || count == "-" || file == "") next
	run = count !~ /^[#=]/
	if (!((file, line) in got)) got[file, line] = 0
	if (run) got[file, line] = 1
}
END { for (k in got) { split(k, f, SUBSEP); print f[1], f[2], suite, got[k] } }
