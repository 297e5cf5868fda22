#!/bin/sh
# meanings -- every function of formulas against its meaning written a second time (checks/data/meanings.txt), whose values and
# derivatives mpmath gives to 40 digits (meanings-digits.txt); and its broken twin, which must not agree.  Prints TAP.
# usage: meanings.sh WENGERT
w=${1:-./wengert}
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
LC_ALL=C; export LC_ALL
n=0
result() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; sed 's/^/# /' "$tmp/apart" | head -6; fi; }

# said FORMULA POINT: of the proved reference, lines "what ; digits" as meanings-digits.txt has them
said() {
	"$w" grad "$1" --at "$2" --engine forward --format json 2>&1 | awk '
		function bare(s) { gsub(/[",]/, "", s); return s }
		/^ "value": "/ { print "value ; " bare($2) }
		/^   "name": / { name[++names] = bare($2) }
		/^  "gradient": \[/ { in_ = 1; k = 0; next }
		in_ && /\]/ { in_ = 0 }
		in_ { print name[++k] " ; " bare($1) }'
}
# sign, exponent and the first 37 digits of the number after the last ";"
plain() {
	awk -F ' ; ' -v OFS=' ; ' '{
		s = $NF; sign = s ~ /^-/ ? "-" : "+"; sub(/^[-+]/, "", s)
		e = 0
		if ((i = index(s, "e")) > 0) { e = substr(s, i + 1) + 0; s = substr(s, 1, i - 1) }
		if ((i = index(s, ".")) > 0) { e += i - 1; s = substr(s, 1, i - 1) substr(s, i + 1) } else e += length(s)
		while (s ~ /^0/) { s = substr(s, 2); e-- }
		if (s == "") { sign = "+"; e = 0 }
		$NF = sign substr(s "0000000000000000000000000000000000000", 1, 37) "e" e
		print }'
}
# alike FORMULA: has it the digits of the call, at its points?
alike() {
	for point in $points; do said "$1" "$point" | sed "s/^/$point ; /"; done | plain > "$tmp/said"
	# a derivative that is not in the file is on a border
	awk -F ' ; ' 'NR == FNR { want[$1, $2]; print; next } ($1, $2) in want' "$tmp/want" "$tmp/said" | sort | uniq -u > "$tmp/apart"
	[ ! -s "$tmp/apart" ]
}
sed '/^#/d; /^$/d; s/ ; /	/g' checks/data/meanings.txt > "$tmp/meant"
while IFS='	' read -r call points meaning twin; do
	awk -F ' ; ' -v OFS=' ; ' -v call="$call" '$1 == call { print $2, $3, $4 }' checks/data/meanings-digits.txt | plain > "$tmp/want"
	grep -qv ' ; value ; ' "$tmp/want" && alike "$call"; result $? "$call is $meaning, to 37 digits"
	! alike "$twin"; result $? "$call: its broken twin $twin is refused"
done < "$tmp/meant"
# every name, once for each number of parameters
"$w" list calls | awk -f scripts/unfolded.awk | awk '/^other/ { exit } NR > 1 { s = $0; sub(/^ */, "", s); sub(/\).*/, ")", s); gsub(/\[.*\]/, "x", s); print s }' | sed 's/(.*//' | sort > "$tmp/names"
cut -f1 "$tmp/meant" | sed 's/(.*//' | sort | diff "$tmp/names" - > "$tmp/apart"; result $? 'every function of formulas has a meaning here'
echo "1..$n"
