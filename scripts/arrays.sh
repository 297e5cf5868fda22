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
		  if (value[$4] !~ /inf|nan/ && !near(value[$4], $10, 1e-12)) print $1 ": the value is " $10 ", by the definition " value[$4]
		  if (!($7 <= most) && !near($8, $6, 1e-12)) print $1 " " $4 ": " $6 " for " $8
		  judged++ }
		END { if (judged < 3 * inputs) print judged + 0 " derivatives were judged" }' "$tmp/d" "$tmp/f" > "$tmp/bad"
	cat "$tmp/bad" >> "$tmp/why"
	[ ! -s "$tmp/bad" ] && [ -s "$tmp/f" ] && [ -s "$tmp/d" ]; result $? "$formula = $definition"
done < checks/data/arrays.txt
# ---- what does not fit is a sentence ----
refused() { # formula, what is said
	"$w" grad "$1" --at 1,2 > "$tmp/why" 2>&1; [ $? = 2 ] && grep -q -e "$2" "$tmp/why"; result $? "$1: $2"
}
refused 'einsum("ii->i", [x,y])' 'none twice in an array'
refused 'einsum("ij,jk", [x,y], [x,y])' 'names of axes as in'
refused 'einsum("ij,jk->ik", [x,y;1,2])' 'expected 2 arrays'
refused 'einsum("ij->iz", [x,y;1,2])' 'none has an axis z'
refused 'einsum("i,i->", [x,y], [x,y,1])' 'it is 2 and 3'
refused 'x + sin("y")*y' 'stand without quotes'
refused 'det([x,y,1])' 'expected a square matrix'
refused 'solve([x,y;1,2], [1,2,3])' 'a right side of shape .2. or .2,m.'
refused 'conv1d([x], [x,y])' 'x no smaller than w'
refused 'roll([x,y], 0.5)' 'a whole number'
refused 'sort(x+y)' 'a number is given'
refused 'stack([x,y], [x,y,1])' 'arrays of one shape'
refused 'maxpool1d([x,y], 3)' 'a window above 0 that fits'
refused 'invv([x,y])' 'nearest: inv'
refused 'eig([x,y;1,2])' 'those of a symmetric matrix: eigh_values'
refused 'svd([x,y;1,2])' '"svd" is svd_values, svd_u or svd_v here'
refused 'eigh_values([x,y,1;1,2,y])' 'expected a square matrix: eigh_values'
refused 'sum(svd_values(diag(concat([x,y], [1,2,3,4,5,6,7,8,9,10,11,12,13,14,15]))))' 'a shorter side of at most 16'
refused 'tr([x,y;1,2])' '"tr" is trace here'
refused 'integral(x, y)' 'there are no integrals'

# ---- the page has each of them ----
sed -n 's/^A(\([a-z0-9_]*\),.*/\1/p' engines/formula/arrays.def | sort > "$tmp/there"
grep -o '`[a-z0-9_]*(' docs/arrays.md | tr -d '`(' | sort -u | grep -vx 'concat\|einsum\|gather\|' > "$tmp/given"
diff "$tmp/there" "$tmp/given" > "$tmp/why"; result $? 'docs/arrays.md has every function'
[ "$n" -ge 80 ]; result $? 'there were eighty of them'
echo "1..$n"
