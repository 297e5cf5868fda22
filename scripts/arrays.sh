#!/bin/sh
# arrays -- functions of arrays beside their definitions, checks/data/arrays.txt: the reference proves the same derivatives of both,
# and four engines are near them.  Prints TAP.
# usage: arrays.sh WENGERT
w=${1:-./wengert}
n=0
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
LC_ALL=C.UTF-8; export LC_ALL
result() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; sed 's/^/# /' "$tmp/why" | head -8; fi; }
rows() { "$w" grad "$1" --at "$point" --engine "$2" --format csv 2> "$tmp/why" | sed 1d | sort -t, -k4; }

# a wrong rule is off by 1e15 ulps; what cancels in a small matrix loses some digits
while IFS=';' read -r line; do
	case $line in '#'*) continue ;; esac
	formula=${line%% ; *} point=${line##* ; } definition=${line#* ; }
	definition=${definition% ; *}
	rows "$formula" forward,reverse,static,symbolic > "$tmp/f"
	rows "$definition" forward > "$tmp/d"
	awk -F, -v most=1000 '
		function near(a, b, by) { return a == b || (a - b <= by * (a < 0 ? -a : a) + by / 1e3 && b - a <= by * (a < 0 ? -a : a) + by / 1e3) }
		NR == FNR { truth[$4] = $8; value[$4] = $10; inputs++; next }
		{ if (!($4 in truth)) print "the definition has no input " $4
		  if ($3 == "unable") { unable++; next }
		  if ($3 != "ok") print $1 ": " $3
		  if (!near(truth[$4], $8, 1e-13)) print $4 ": " $8 ", by the definition " truth[$4]
		  if (!near(value[$4], $10, 1e-12)) print $1 ": the value is " $10 ", by the definition " value[$4]
		  if (!($7 <= most) && !near($8, $6, 1e-12)) print $1 " " $4 ": " $6 " for " $8
		  judged++ }
		END { if (judged < 3 * inputs) print judged + 0 " derivatives were judged" }' "$tmp/d" "$tmp/f" > "$tmp/bad"
	cat "$tmp/bad" >> "$tmp/why"
	[ ! -s "$tmp/bad" ] && [ -s "$tmp/f" ] && [ -s "$tmp/d" ]; result $? "$formula = $definition"
done < checks/data/arrays.txt
[ "$n" -ge 50 ]; result $? 'there were fifty of them'
echo "1..$n"
