# mutate -- what became of the mutants: a table by class, the survivors, and two CSV files
# -v n=, seed=, commit=, equivalents=, state=, out=; reads the results in the order of k, tab-separated
BEGIN {
	FS = "\t"
	while ((getline line < equivalents) > 0) known(line)
	known("")
	csv = state "/results.csv"
	say(csv, "seed,k,class,file,line,operator,before,after,outcome,suite,seconds")
}
# equivalents.txt: the file, lines with - and +, the reason; an empty line ends one
function known(line) {
	if (line ~ /^#/) return
	if (line == "") { if (key != "") reason[key] = why; key = why = ""; return }
	if (key == "") key = line
	else if (line ~ /^[-+]/) key = key "\n" substr(line, 1, 1) trim(substr(line, 2))
	else why = why (why == "" ? "" : " ") trim(line)
}
function trim(s) { gsub(/[ \t]+/, " ", s); sub(/^ /, "", s); sub(/ $/, "", s); return s }
function quoted(s) { gsub(/"/, "\"\"", s); return "\"" s "\"" }
function provenance(file) { printf "# command make mutate N=%d SEED=%s\n# commit %s\n# seed %s\n", n, seed, commit, seed > file }
function say(file, header) { provenance(file); print header > file }
function diffkey(name, file,    line, k) {
	k = file
	while ((getline line < name) > 0) if (line ~ /^[-+]/ && line !~ /^(---|\+\+\+) [ab]\//) k = k "\n" substr(line, 1, 1) trim(substr(line, 2))
	close(name)
	return k
}
{
	printf "%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s\n", $1, $2, $3, $4, $5, $6, quoted($7), quoted($8), $9, $10, $11 > csv
	if (drawn == n) next
	if ($9 != "killed" && $9 != "survived") { discarded[$9]++; next }
	drawn++; spent += $11
	if (!($3 in of)) order[++classes] = $3
	of[$3]++
	if ($9 == "killed") { killed[$3]++; allkilled++; split($10, by, ":"); suite[by[1]]++; next }
	name = state "/survivor-" seed "-" $2 ".diff"
	key = diffkey(name, $4)
	if (key in reason) { equal[$3]++; allequal++; next }
	alive[++survivors] = sprintf("%s  %s:%s  %s: %s -> %s%s", $3, $4, $5, $6, $7, $8, $10 == "not-reached" ? "  (no suite reaches it)" : "")
	where[survivors] = name
	left[$3]++
}
function score(k, of, equal) { return of - equal ? sprintf("%.0f %%", 100 * k / (of - equal)) : "-" }
END {
	for (s = 1; s <= survivors; s++) {
		printf "\nsurvived: %s\n", alive[s]
		while ((getline line < where[s]) > 0) print "    " line
		close(where[s])
	}
	printf "\n%-10s %6s %6s %8s %10s  killed of observable\n", "class", "drawn", "killed", "survived", "equivalent"
	say(out, "class,drawn,killed,survived,equivalent")
	for (c = 1; c <= classes; c++) {
		k = order[c]
		printf "%-10s %6d %6d %8d %10d  %s\n", k, of[k], killed[k], left[k], equal[k], score(killed[k], of[k], equal[k])
		printf "%s,%d,%d,%d,%d\n", k, of[k], killed[k], left[k], equal[k] > out
	}
	printf "%-10s %6d %6d %8d %10d  %s\n", "all", drawn, allkilled, survivors, allequal, score(allkilled, drawn, allequal)
	printf "all,%d,%d,%d,%d\n", drawn, allkilled, survivors, allequal > out
	printf "replaced: %d did not compile, %d gave the same objects, %d were drawn before\n", discarded["uncompiled"], discarded["identical"], discarded["repeated"]
	printf "killed by:"
	for (s in suite) printf " %s %d", s, suite[s]
	printf "\n%d s of both workers together; %s, %s\n", spent, csv, out
}
