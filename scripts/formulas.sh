#!/bin/sh
# formulas -- docs/formulas.md: what a formula may call beside the primitives of docs/list.md, from the program's own tables
# usage: formulas.sh WENGERT print     writes the page
#        formulas.sh WENGERT           compares it with docs/formulas.md; every function at its hard point and where it is drawn.  TAP
w=$1
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT

page() {
	cat <<-'END'
	# Functions of formulas

	Written by `scripts/formulas.sh ./wengert print` from `wengert list calls`. A formula may call every elementwise and array primitive
	of [list.md](list.md) by its name, and these functions, which are formulas themselves: value, derivatives and proof are those of their
	formula. `max`, `min` and `hypot` take any number of arguments. Arguments may be arrays, elementwise.

	| function | formula |
	|---|---|
	END
	"$w" list calls | awk -f scripts/unfolded.awk | awk '/^other/ { exit } NR > 1 { f = $0; sub(/^ *[^)]*\) */, "", f); n = $0; sub(/\).*/, ")", n); sub(/^ */, "", n); printf "| `%s` | `%s` |\n", n, f }'
	cat <<-'END'

	Other names:

	| written | read as |
	|---|---|
	END
	"$w" list calls | awk 'on { printf "| `%s` | `%s` |\n", $1, $2 } /^other/ { on = 1 }'
}
[ "$2" = print ] && { page; exit; }

n=0
result() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi; }
page | cmp -s - docs/formulas.md; result $? 'docs/formulas.md is what scripts/formulas.sh prints'

# gelu_tanh in binary16 has 2.9 ulps, the worst; a sum that cancels, as 1/tan(x) did to second order, has thousands
sh scripts/functions.sh "$w" $("$w" list calls | awk -f scripts/unfolded.awk | awk '/^other/ { exit } NR > 1 { sub(/\(.*/, ""); print $1 }' | sort -u) > "$tmp/table"
awk -F, '!/^(#|function,)/ && ($5 + 0 > 4 || $6 + 0 > 4 || $7 + 0 > 4 || /inf|nan/ || $8 + $9 == 0)' "$tmp/table" > "$tmp/worse"
[ "$(wc -l < "$tmp/table")" -gt 100 ] && [ ! -s "$tmp/worse" ]; result $? 'each function of formulas: at most 4 ulps at both of its points, in four number types and to second order'
sed 's/^/# /' "$tmp/worse"
echo "1..$n"
