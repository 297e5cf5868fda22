#!/bin/sh
# reported -- formulas about whose derivatives somebody complained in public (checks/data/reported.txt) against their derivatives to 60
# digits (reported-digits.txt, by mpmath and sympy): the reference, and what the program says of three engines.  Prints TAP.
# usage: reported.sh WENGERT          one test a formula
#        reported.sh WENGERT print    the verdicts as CSV (results/reported.csv)
w=${1:-./wengert}
data=checks/data/reported.txt digits=checks/data/reported-digits.txt
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
LC_ALL=C; export LC_ALL

# formula, point, order, thread, and "weak" or "undecided" or "-", separated by tabs
sed '/^#/d; /^$/d; s/ ; /	/g' "$data" | awk -F'\t' -v OFS='\t' '
	{ order = 1; if (match($2, / order [0-9]+$/)) { order = substr($2, RSTART + 7); $2 = substr($2, 1, RSTART - 1) }
	  print $1, $2, order, $3, $4 ~ /(^| )undecided/ ? "undecided" : $4 ~ /(^| )weak/ ? "weak" : "-" }' > "$tmp/asked"

# all answers in one file: a line of what was asked, then the rows of the program
while IFS='	' read -r formula point order thread known; do
	printf '?\t%s\t%s\t%s\t%s\t%s\n' "$formula" "$point" "$order" "$thread" "$known"
	[ "$order" = 1 ] && order= || order="--order $order"
	"$w" grad "$formula" --at "$point" $order --engine forward,reverse,static --format csv 2> "$tmp/said" ||
		sed 's/^/!	/' "$tmp/said"
done < "$tmp/asked" > "$tmp/answers"

sed '/^#/d; s/ ; /	/g' "$digits" > "$tmp/digits"
awk -f scripts/reported.awk "$tmp/digits" "$tmp/answers" > "$tmp/verdicts"

if [ "$2" = print ]; then
	echo "# command sh scripts/reported.sh ./wengert print"
	echo "# commit $(git describe --always --dirty 2>/dev/null || echo none)"
	sed -n 's/^# by/# expected by/p; s/^# \([0-9]* derivatives by both\)/# \1/p' "$digits"
	awk -F'\t' '{ n[$1]++ } END { printf "# formulas %d: right %d, not smooth as expected %d, an engine weak and the program says so %d, " \
		"undecided %d, wrong %d\n", NR, n["right"], n["not smooth"], n["weak"], n["undecided"], n["WRONG"] }' "$tmp/verdicts"
	echo 'verdict,formula,at,thread,worst_ulps,why'
	awk -F'\t' 'function quoted(s) { gsub(/"/, "\"\"", s); return "\"" s "\"" }
		{ print $1 "," quoted($2) "," quoted($3) "," $4 "," $5 "," quoted($6) }' "$tmp/verdicts"
	exit
fi

n=0
result() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi; }
while IFS='	' read -r verdict formula point thread ulps why surprise; do
	[ "$verdict" != WRONG ] && [ -z "$surprise" ]; result $? "$formula at $point ($thread): $verdict, $why$surprise"
done < "$tmp/verdicts"
[ "$n" -ge 200 ] && [ "$n" = "$(wc -l < "$tmp/asked")" ]; result $? 'each of two hundred formulas was judged'
[ -z "$(cut -f4 "$tmp/asked" | sort | uniq -c | awk '$1 > 4')" ]; result $? 'no thread has more than four of them'
awk -F'\t' '{ k = $1 FS $2 } NR == FNR { there[k]++; next } { if ($3 > 1) k = k " order " $3; if (!(k in there)) bad++ }
	END { exit bad > 0 }' "$tmp/digits" "$tmp/asked"; result $? 'every one of them has its derivatives to 60 digits'
echo "1..$n"
