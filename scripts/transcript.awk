# transcript.awk -- answers of the program, one after the other, each from a line "\001" on: one paragraph for each answer, below
# the commands that it answers, in the order of their words, for some run side by side.  Of a long answer the beginning, and a sum.
BEGIN { for (k = 32; k < 256; k++) code[sprintf("%c", k)] = k }
function summed(s,    k, h) {
	for (k = 1; k <= length(s); k++) h = (h*31 + code[substr(s, k, 1)]) % 1000000007
	return h
}
function ended(    s, k) {
	if (!asked) return
	s = ""
	for (k = 1; k <= n; k++) if (n <= 15 || k <= 14 || k == n) s = s substr(line[k], 1, 200) "\003"; else if (k == 15) s = s "...\003"
	if (n > 15 || long) s = s n " lines, sum " sum "\003"
	print asked "\002" s
	asked = ""
}
/^\001$/ { ended(); first = 1; n = sum = long = 0; next }
first { asked = substr($0, 1, 300); first = 0; next }
{ line[++n] = $0; if (length($0) > 200) long = 1; sum = (sum*7 + summed($0)) % 1000000007 }
END { ended() }
