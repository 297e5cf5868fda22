# mutate -- what became of the mutants: a table by class, the survivors, and two CSV files
# -v n=, seed=, commit=, only=, equivalents=, state=, out=
# reads results in the order of k, apart by tabs
BEGIN {
	FS = "\t"
	while ((getline line < equivalents) > 0) known(line)
	known("")
	csv = state "/results.csv"
	provenance(csv)
	print "seed,k,class,file,line,operator,before,after,outcome,suite,seconds" > csv
}
# equivalents.txt: the file, lines with - and +, the reason; an empty line ends one
function known(line) {
	if (line ~ /^#/) return
	if (line == "") {
		if (key != "") reason[key] = why
		key = why = ""
	} else if (key == "")      key = line
	else if (line ~ /^[-+]/) key = key changed(line)
	else                     why = why (why == "" ? "" : " ") line
}
# a line of a diff, blanks apart
function changed(line,    s) {
	s = substr(line, 2)
	gsub(/[ \t]+/, " ", s)
	sub(/^ /, "", s)
	sub(/ $/, "", s)
	return "\n" substr(line, 1, 1) s
}
function diffkey(name, file,    line, k) {
	k = file
	while ((getline line < name) > 0)
		if (line ~ /^[-+]/ && line !~ /^(---|\+\+\+) [ab]\//) k = k changed(line)
	close(name)
	return k
}
function provenance(file) {
	printf "# command make mutate N=%d SEED=%s%s\n", n, seed,
		only == "" ? "" : " ONLY='" only "'" > file
	printf "# commit %s\n# seed %s\n", commit, seed > file
}
function quoted(s) { gsub(/"/, "\"\"", s); return "\"" s "\"" }
{
	line = $1
	for (i = 2; i <= 11; i++) line = line "," (i == 7 || i == 8 ? quoted($i) : $i)
	print line > csv
	if (drawn == n) next
	if ($9 != "killed" && $9 != "survived") { replaced[$9]++; next }
	drawn++
	spent += $11
	if (!($3 in of)) order[++classes] = $3
	of[$3]++
	if ($9 == "killed") {
		killed[$3]++; allkilled++
		split($10, by, ":")
		suite[by[1]]++
		next
	}
	name = state "/survivor-" seed "-" $2 ".diff"
	if (diffkey(name, $4) in reason) { equal[$3]++; allequal++; next }
	left[$3]++
	alive[++survivors] = $2 ": " $3 "  " $4 ":" $5 "  " $6 ": " $7 " -> " $8 \
		($10 == "not-reached" ? "  (no suite reaches it)" : "")
	where[survivors] = name
}
function table(name, of, killed, left, equal,    score) {
	score = of - equal ? sprintf("%.0f %%", 100 * killed / (of - equal)) : "-"
	printf "%-10s %6d %6d %8d %10d  %s\n", name, of, killed, left, equal, score
	printf "%s,%d,%d,%d,%d\n", name, of, killed, left, equal > out
}
END {
	for (s = 1; s <= survivors; s++) {
		printf "\nsurvived %s\n", alive[s]
		while ((getline line < where[s]) > 0) print "    " line
		close(where[s])
	}
	print "\nclass       drawn killed survived equivalent  killed of observable"
	provenance(out)
	print "class,drawn,killed,survived,equivalent" > out
	for (c = 1; c <= classes; c++)
		table(order[c], of[order[c]], killed[order[c]], left[order[c]], equal[order[c]])
	table("all", drawn, allkilled, survivors, allequal)
	printf "replaced: %d did not compile, %d gave the same objects, %d were drawn before\n",
		replaced["uncompiled"], replaced["identical"], replaced["repeated"]
	printf "killed by:"
	for (s in suite) printf " %s %d", s, suite[s]
	printf "\n%d s of all workers together; %s, %s, %s/survivor-%s-K.diff\n", spent, csv, out,
		state, seed
}
