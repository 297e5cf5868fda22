#!/bin/sh
# census -- wengert vjp on every backward function of a source tree of others: what is judged, and what stands in the way.  CSV.
# usage: [LIMIT=20] [ROWS=1] [LOG=FILE] census.sh ./wengert DIR NAME COMMIT     ROWS: without the lines that say where it comes from
# A function that is not judged as it is gets the comment line that is offered, in a copy of its file.  The tree is only read, and
# of its text nothing is printed but names of files and functions.
w=$1 dir=${2%/} name=$3 commit=$4
limit=${LIMIT:-20}
here=$(cd "$(dirname "$0")" && pwd)
[ $# = 4 ] || { echo 'census: usage: census.sh ./wengert DIR NAME COMMIT' >&2; exit 2; }
"$w" --version > /dev/null 2>&1 || { echo "census: $w cannot be run; give the program first" >&2; exit 2; }
[ -d "$dir" ] || { echo "census: $dir is no folder; name the top of a source tree" >&2; exit 2; }
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
trap 'exit 2' INT TERM
LC_ALL=C; export LC_ALL
tab=$(printf '\t')

# ---- what is there: tests of the tree, and what it took from others, are left out ----
(cd "$dir" && find . -type f \( -name '*.c' -o -name '*.h' -o -name '*.cu' -o -name '*.cuh' -o -name '*.cpp' -o -name '*.cc' -o -name '*.cxx' -o -name '*.hpp' \)) |
	sed 's,^\./,,' | grep -Ev '(^|/)(tests?|third_party|3rdparty)/|(^|/)test[^/]*$|_test\.[a-z]*$' | sort > "$tmp/files"
(cd "$dir" && xargs -r awk -f "$here/census.awk" < "$tmp/files") > "$tmp/found"
[ -s "$tmp/found" ] || { echo "census: there is no backward function in $dir" >&2; exit 2; }
find "$dir" -type d \( -name include -o -name inc -o -name src \) | sort | sed 's/^/-I/' > "$tmp/includes"

# ---- one function ----
# tried FILE FUNCTION FOLDER: the verdict, or nothing; what was said is in $tmp/out
tried() {
	# shellcheck disable=SC2046
	timeout "$limit" "$w" vjp "$1" "$2" -I "$3" -I "$dir" $(sed 's/^-I/-I /' "$tmp/includes") --format tap < /dev/null > "$tmp/out" 2>&1
	[ $? = 124 ] && echo 'census: time' >> "$tmp/out"
	sed -n 's/^\(not \)\{0,1\}ok [0-9]* - [^:]*: \([A-Z]*\).*/\2/p' "$tmp/out" | sed 1q
}

# again FUNCTION COMMENT LINE: the same with the comment above that line of the copy
again() {
	OFFER=$2 awk -v line="$3" 'FNR == line { print ENVIRON["OFFER"] } { print }' "$original" > "$copy"
	verdict=$(tried "$copy" "$1" "$folder")
}

# obstacle PLACE STRUCT: the first line of the table with words that were said, and a kind of function, that fit
obstacle() {
	awk -F"$tab" -v place="$1" -v struct="$2" -v how="$how" '
		function is(k) { return k == "" || k == place || (k == "struct" && struct) || k == how }
		FNR == NR { if (!/^#/) { words[++n] = $1; kind[n] = $2; says[n] = $3 } next }
		{ all = all $0 "\n" }
		END { for (k = 1; k <= n; k++) if (all ~ words[k] && is(kind[k])) { print says[k]; exit } }' "$here/census.txt" "$tmp/out"
}

# copyof FILE: a header is read as a source of its language
copyof() {
	case $1 in
	*.h) if grep -Eq '^ *(namespace|template|class|using) |# *include *<[a-z_]*>' "$1"; then echo "$tmp/copy.cpp"; else echo "$tmp/copy.c"; fi ;;
	*.hpp) echo "$tmp/copy.cpp" ;;
	*.cuh) echo "$tmp/copy.cu" ;;
	*) echo "$tmp/copy.${1##*.}" ;;
	esac
}

one() {
	original=$dir/$1 folder=$(dirname "$dir/$1") copy=$(copyof "$dir/$1") how='as it is'
	of=$original
	case $1 in *.h|*.hpp|*.cuh) cp "$original" "$copy"; of=$copy ;; esac
	since=$(date +%s.%N)
	verdict=$(tried "$of" "$2" "$folder")
	line=$(sed -n 's/^wengert: .*:\([0-9][0-9]*\): .*/\1/p' "$tmp/out" | sed 1q)
	offer=$(sed -n '/a comment line that would do, above/{n;s/^ *//p;}' "$tmp/out")
	if [ -z "$verdict" ] && [ -n "$offer" ] && [ -n "$line" ]; then
		how='with the comment offered'
		again "$2" "$offer" "$line"
	fi
	clause=$(tr '\n' ' ' < "$tmp/out" | sed -n 's/.*say `\([^`]*\)`.*/\1/p')
	if [ "$verdict" = INCONCLUSIVE ] && [ -n "$clause" ]; then
		how='with a clause offered' offer=${offer:-/* wengert: */}
		again "$2" "${offer% \*/} $clause */" "${line:-1}"
	fi
	# a forward that leaves its arrays was given other shapes than its author means
	[ "$verdict" = WRONG ] && grep -Eq ": WRONG: [A-Za-z0-9_]*(forward|fwd|fprop)[A-Za-z0-9_]* crashed" "$tmp/out" && verdict=
	case $verdict in
	OK|LOSSY|WRONG) what= ;;
	*) what=$(obstacle "$3" "$4") how=no ;;
	esac
	[ -z "$LOG" ] || { echo "== $1 $2: $how; $verdict; $what; $offer $clause"; head -5 "$tmp/out"; } >> "$LOG"
	awk -v a="$since" -v b="$(date +%s.%N)" -v row="$name,$commit,$1:$2,$how,$verdict,$what" 'BEGIN { printf "%s,%.1f\n", row, b - a }'
}

[ -n "$ROWS" ] || {
	echo "# command sh scripts/census.sh ./wengert DIR $name $commit"
	echo "# wengert $("$w" --version 2>/dev/null | sed 1q)"
	echo "# commit $(git describe --always --dirty 2>/dev/null || echo none)"
	echo "# compiler $("${CC:-cc}" --version 2>/dev/null | sed 1q)"
	echo "# date $(date -u +%Y-%m-%d)"
	echo "# limit $limit s for each run"
	echo 'tree,commit,function,judged,verdict,obstacle,seconds'
}
while IFS=$tab read -r file _ function place struct; do one "$file" "$function" "$place" "$struct"; done < "$tmp/found"
