# man -- Markdown as these documents write it, to a man page: -v name=, section=, title=, version=.
function roff(s) {
	gsub(/\\/, "\\e", s); gsub(/-/, "\\-", s); gsub(/'/, "\\(aq", s); gsub(/\^/, "\\(ha", s); gsub(/~/, "\\(ti", s)
	return s
}
# `code` and **strong** bold, [text](link) the text
function inline(s,   out, k) {
	gsub(/\\\|/, "\001", s)
	while (match(s, /!?\[[^]]*\]\([^)]*\)/)) {
		k = substr(s, RSTART, RLENGTH); sub(/\]\([^)]*\)$/, "", k); sub(/^!?\[/, "", k)
		s = substr(s, 1, RSTART - 1) k substr(s, RSTART + RLENGTH)
	}
	out = ""
	while (match(s, /``[^`]*``|`[^`]*`|\*\*[^*]+\*\*|\*[^* ][^*]*\*/)) {
		k = substr(s, RSTART, RLENGTH)
		out = out roff(substr(s, 1, RSTART - 1))
		if (k ~ /^`/ || k ~ /^\*\*/) { gsub(/^(`+|\*\*)|(`+|\*\*)$/, "", k); out = out "\\fB" roff(k) "\\fR" }
		else { gsub(/^\*|\*$/, "", k); out = out "\\fI" roff(k) "\\fR" }
		s = substr(s, RSTART + RLENGTH)
	}
	out = out roff(s)
	gsub(/\001/, "|", out)
	return out
}
function line(s) { if (s ~ /^[.]/) s = "\\&" s; print s }
function ended() { if (block == "code") print ".fi\n.RE"; block = "" }
function apart() { if (!fresh) print ".PP"; fresh = 0 }
# a row of a table: the first cell names it
function row(s,   n, c, i, t) {
	fresh = 0
	gsub(/\\\|/, "\002", s); sub(/^ *\| */, "", s); sub(/ *\| *$/, "", s)
	n = split(s, c, / *\| */)
	for (i = 1; i <= n; i++) gsub(/\002/, "\\|", c[i])
	print ".TP"; line("\\fB" inline(c[1] == "" ? "." : c[1]) "\\fR")
	t = ""
	for (i = 2; i <= n; i++) if (c[i] != "") t = t (t == "" ? "" : "; ") inline(c[i])
	line(t == "" ? "\\&" : t)
}
BEGIN { printf ".TH %s %s \"\" \"Wengert %s\" \"Wengert\"\n.SH NAME\n%s \\- %s\n", toupper(roff(name)), section, version, roff(name), roff(title); first = 1 }
/^```/ { if (block == "code") ended(); else { ended(); block = "code"; apart(); print ".RS 4\n.nf" }; next }
block == "code" { s = roff($0); gsub(/\t/, "        ", s); line(s == "" ? "\\&" : s); next }
/^# / { if (!first) print ".SH " toupper(inline(substr($0, 3))); else { print ".SH DESCRIPTION"; first = 0; fresh = 1 }; next }
/^## / { ended(); print ".SH " toupper(inline(substr($0, 4))); fresh = 1; next }
/^### / { ended(); print ".SS " inline(substr($0, 5)); fresh = 1; next }
/^<|^-->/ { next }
/^ *\|[-: |]+\|? *$/ { next }
/^ *\|/ { if (block != "table") { ended(); block = "table"; getline after; if (after ~ /^ *\|[-: |]+\|? *$/) next; row($0); $0 = after; if ($0 !~ /^ *\|/) next }; row($0); next }
/^    [^ ]/ { if (block != "indented") { ended(); apart(); print ".RS 4\n.nf"; block = "indented" }; line(roff(substr($0, 5))); next }
block == "indented" { print ".fi\n.RE"; block = "" }
/^[ \t]*$/ { if (block == "table" || block == "list") block = ""; gap = 1; next }
/^[-*] / { print ".IP \\(bu 2"; line(inline(substr($0, 3))); block = "list"; gap = 0; next }
{ if (gap && !fresh || block == "table") { print ".PP"; block = "" }; gap = 0; fresh = 0; sub(/^ +/, ""); line(inline($0)) }
END { if (block == "code" || block == "indented") print ".fi\n.RE" }
