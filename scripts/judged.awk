# judged.awk -- what wengert vjp --format json says of each kernel, in lines to compare: all but seconds and seed; measured
# errors to two digits.  The name of the file is set by -v of.

function bare(s) { sub(/,$/, "", s); if (s ~ /^"/) { sub(/^"/, "", s); sub(/"$/, "", s) } return s }
function short(x) { return x ~ /^[-0-9]/ ? sprintf("%.2g", x) : x }
function told(name) { return k[name] == "null" ? "" : "; " name " " k[name] }

function kernel() {
	if (head) return
	head = 1
	printf "%s %s %s %s: %s cases, %s calls, %s of %s comparisons both ways, %s of %s proved by %s%s%s%s%s%s\n", of, k["name"],
		k["verdict"], k["number"], k["cases"], k["evaluations"], k["both_ways"], k["comparisons"], k["proved"], k["compared"],
		k["truth"], told("sizes_tried"), told("untaken"), told("unseen"), told("unproved"), told("why") told("note")
}
function argument() {
	printf "  %s %s %s: %s elements, median %s, %s ulps, %s of the bound, floor %s, %s", k["name"], k["verdict"], k["mode"],
		k["elements"], short(k["median"]), short(k["worst_ulps"]), short(k["error_over_bound"]), short(k["floor"]),
		short(k["floor_worst"])
	if (k["at"] != "null")
		printf "; %s %s %s: %s, not %s; %s; %s", k["at"], k["index"], k["sizes"], k["given"], k["true"], k["evidence"], k["again"]
	printf "%s; errors%s\n", told("likely"), errors
	if (k["verdict"] == ruled && ruled != "OK" && !named) { named = 1; likely = k["likely"] }
}

/^   "name": / || /^     "name": / { split("", k); errors = "" }
/^   "name": /      { head = named = 0; likely = "" }
/^   "arguments": / { kernel(); ruled = k["verdict"]; kname = k["name"] }
/^     "errors": \{/ { within = 1; next }
within && /\}/      { within = 0; next }
/^ *"[a-z_0-9]*": / {
	key = $1; gsub(/[":]/, "", key)
	value = $0; sub(/^ *"[a-z_0-9]*": /, "", value); value = bare(value)
	if (within) errors = errors " " key " " short(value)
	else k[key] = value
}
/^    \}/  { argument() }
/^   "complete": / {
	if (k["complete"] != "true") print "  not complete"
	if (likelies && ruled != "OK") print kname ": " (likely == "" || likely == "null" ? "-" : likely) > likelies
	if (verdicts) print kname, ruled, base > verdicts
}
