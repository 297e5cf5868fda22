#!/bin/sh
# passed -- the list of many formulas after every pass, and the program the compiled engine makes of it, against what they were: a
# change of a transformation that changes no number is seen here.  A sum a formula and pass stands in checks/expected/passed.txt.  TAP
# usage: [REMAKE=yes] passed.sh WENGERT
w=${1:-./wengert}
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
LC_ALL=C.UTF-8 NO_COLOR=1; export LC_ALL NO_COLOR
n=0
result() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; sed 's/^/# /' "$tmp/why" | head -20; fi; }
expected=checks/expected/passed.txt
passes='record jvp vjp expand lower,simplify vjp,simplify,dce vjp,algebra vjp,vjp,simplify jvp,vjp,dead vjp,hoist,dce assemble unroll,simplify batch vjp,batch,simplify scalarise,level vjp,simplify,plan'

# formula, point: some lines of the long tables, without a point that says more
{ awk -F ' ; ' 'NF > 2 && !/^#/ && $2 !~ /order/ && ++n % 6 == 0 { print $1 "\t" $2 }' checks/data/reported.txt
  awk -F ' ; ' 'NF == 3 && !/^#/ && ++n % 3 == 0 { print $1 "\t" $3 }' checks/data/arrays.txt
  awk -F ' ; ' 'NF == 2 && !/^#/ { print $1 "\t" $2 }' checks/data/passed.txt; } | awk '!seen[$0]++' > "$tmp/formulas"

# what the C library has a hand in (constants that were folded) to six digits, and no folder of this machine
mask="s/([0-9]\.[0-9]{5})[0-9]+/\1/g; s/(0x[01]\.[0-9a-f]{5})[0-9a-f]+p/\1p/g; s,/[^ ]*/wengert,wengert,g"
one() { # number, formula, point: a line for each pass
	for p in $passes; do
		echo "$1 $p $("$w" trace "$2" --at "$3" --after "$p" 2>&1 | sed -E "$mask" | cksum | tr ' ' /)"
	done
	echo "$1 c $("$w" trace "$2" --at "$3" --mode static --emit c 2>&1 | sed -E "$mask" | cksum | tr ' ' /)"
}
if [ "${2:-}" = one ]; then one "$3" "$4" "$5"; exit; fi
half() { # of two, side by side
	awk -v k="$1" 'NR % 2 == k { print NR "\t" $0 }' "$tmp/formulas" | while IFS='	' read -r number f p; do one "$number" "$f" "$p"; done > "$tmp/said.$1"
}
half 0 & half 1 & wait
cat "$tmp/said.0" "$tmp/said.1" | sort -k1n -s > "$tmp/numbered"
awk -F '\t' 'FILENAME ~ /formulas$/ { of[FNR] = $1; next } { split($0, f, " "); if (f[1] != last) print "# " of[f[1]]; last = f[1]; print f[2], f[3] }' "$tmp/formulas" "$tmp/numbered" > "$tmp/said"
[ "$(wc -l < "$tmp/formulas")" -ge 100 ] && [ "$(grep -vc '^#' "$tmp/said")" = $(($(wc -l < "$tmp/formulas") * ($(echo $passes | wc -w) + 1))) ]; result $? "$(wc -l < "$tmp/formulas") formulas, each after $(echo $passes | wc -w) passes and as C"
[ "${REMAKE:-}" != yes ] || cp "$tmp/said" $expected
# the first formula of each pass that differs
diff $expected "$tmp/said" > /dev/null; same=$?
awk 'FNR == NR { was[FNR] = $0; next } /^#/ { f = $0; next } was[FNR] != $0 && !seen[$1]++ { print $1 ": first at " substr(f, 3) }' $expected "$tmp/said" > "$tmp/why"
result $same 'what they are is what they were (REMAKE=yes writes it anew)'
echo "1..$n"
