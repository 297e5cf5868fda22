#!/bin/sh
# figures -- every published figure, drawn again from its CSV: it says what it shows, and nothing it should not.  Prints TAP.
# usage: figures.sh [NAME ...]
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
n=0
result() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; sed 's/^/# /' "$tmp/err" | head -20; fi; }
words() { sed 's/<[^>]*>/ /g' "$1"; }      # what an SVG shows, as text
for gp in plots/*.gp; do
	x=$(basename "$gp" .gp)
	[ $# = 0 ] || case " $* " in *" $x "*) ;; *) continue ;; esac
	[ -f "results/$x.csv" ] || continue
	gnuplot -c "$gp" "results/$x.csv" "$tmp/$x.svg" light > "$tmp/err" 2>&1 && [ ! -s "$tmp/err" ]; result $? "$x is drawn without a word"
	head -1 "$tmp/$x.svg" > "$tmp/err"
	[ "$(grep -c '<title>' "$tmp/$x.svg")" = 1 ] && grep -Eq '<title>.{20,}</title>' "$tmp/$x.svg" && grep -Eq '<desc>.{20,}</desc>' "$tmp/$x.svg" && ! grep -Eq '<(title|desc)>.*(GNUPLOT|Gnuplot|[{}])' "$tmp/$x.svg"
	result $? "$x: a title and a description for those who hear it"
	words "$tmp/$x.svg" | grep -iwE 'nan|inf|asked|targets?' > "$tmp/err"; [ $? = 1 ]; result $? "$x: no figure that is none, nothing of our own targets"
	# a README shows 830 px at most; wider is shrunk, and its words with it (an exponent may be smaller)
	{ grep -oE 'viewBox="0 0 [0-9]+' "$tmp/$x.svg" | tr ' ' '"'; grep -oE 'font-size="[0-9.]+"[^>]*' "$tmp/$x.svg" | grep -v 'dy="-'; } | awk -F'"' '/viewBox/ ? $4 > 830 : $2 < 10' > "$tmp/err"
	[ ! -s "$tmp/err" ]; result $? "$x: no wider than is shown, no word below 10 px"
	# with the exponents taken out, as of a quick run: none are made up
	# (memory's are rows of its own)
	grep -v '^# fit' "results/$x.csv" | grep -v '^[a-z]*,[a-z-]*,fit,' > "$tmp/$x.csv"
	gnuplot -c "$gp" "$tmp/$x.csv" "$tmp/bare.svg" light > "$tmp/err" 2>&1; words "$tmp/bare.svg" | grep -iwE 'nan|exponent' | grep -v 'Exponents: largest' > "$tmp/err"; [ ! -s "$tmp/err" ]; result $? "$x: no exponent where none was fitted"
done
echo "1..$n"
