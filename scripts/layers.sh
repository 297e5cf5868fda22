#!/bin/sh
# layers -- who may call whom: read from the symbols of the objects, and from the includes.
# usage: layers.sh         red on a call upward, on a cycle between wings, on an engine or a page that knows another
#        layers.sh dot     the wings and who calls whom, for Graphviz (make house)
#
# A wing calls its own and those before it in this line.  Engines stand at the root of engines/, above them all.
# The wings aside know `run` and what is before it, and nobody below an engine knows them.
B=${B:-build}
wings='base numbers list prims transform run control formula checkpoint sparse engines'
aside='reference tape outside peers'
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
bad=0
says() { echo "$*"; bad=1; }

# ---- symbols: from, to, symbol ----
{ find "$B/engines" "$B/checks" "$B/bench" -name '*.o' ! -path "$B/checks/units/*" ! -path "$B/checks/mutate/*" ! -path "$B/checks/fuzz/*"; } 2> /dev/null |
	while read -r o; do                    # one that was left behind by a file that is gone says nothing
		s=${o#"$B"/}; s=${s%.o}
		case $s in */simd[34]|*/grammar.tab) echo "$o" ;; *) [ ! -e "$s.c" ] && [ ! -e "$s.cpp" ] || echo "$o" ;; esac
	done > "$tmp/objects"
[ -s "$tmp/objects" ] || { echo "layers: there are no objects in $B: run make first"; exit 2; }
xargs nm -PA < "$tmp/objects" | awk -v b="$B/" '{ o = $1; sub(/:$/, "", o); print $3, $2, substr(o, length(b) + 1) }' > "$tmp/symbols"
awk '$1 ~ /^[TDBRCVW]$/ { if (!($2 in def)) def[$2] = $3; next }
	$1 == "U" { use[++n] = $0 }
	END { for (i = 1; i <= n; i++) { split(use[i], f, " "); if (f[2] in def && def[f[2]] != f[3]) print f[3], def[f[2]], f[2] } }' "$tmp/symbols" > "$tmp/calls"
[ -s "$tmp/calls" ] || { echo 'layers: nm shows no call between two objects'; exit 2; }

# the wing of an object: engines/list/text.o is of list, engines/forward.o of engines, checks/... of checks
with='function wing(o,  p, n) { n = split(o, p, "/"); return p[1] == "engines" && n > 2 ? p[2] : p[1] }
	BEGIN { m = split(wings, w, " "); for (i = 1; i <= m; i++) rank[w[i]] = i
		m = split(aside, w, " "); for (i = 1; i <= m; i++) outer[w[i]] = 1
		rank["checks"] = 101; rank["bench"] = 102 }
	function may(a, b) {
		if (a == b) return 1
		if (a in outer) return b in rank && rank[b] <= rank["run"]
		if (b in outer) return rank[a] >= rank["engines"]
		return rank[b] < rank[a]
	}'
awk -v wings="$wings" -v aside="$aside" "$with"'
	{ a = wing($1); b = wing($2)
	  if (!(a in rank) && !(a in outer)) { print $1 ": the wing " a " has no place in the line of scripts/layers.sh"; next }
	  if (!may(a, b)) print $1 " calls " $3 " of " $2 ": " b " is above " a }' "$tmp/calls" | sort -u > "$tmp/up"

if [ "${1:-}" = dot ]; then
	awk -v wings="$wings" -v aside="$aside" "$with"'
		{ a = wing($1); b = wing($2); if (a != b && a !~ /^(checks|bench)$/ && b !~ /^(checks|bench)$/) edge[a SUBSEP b]++ }
		END {
			print "digraph house {\n\trankdir=TB; bgcolor=transparent; node [shape=box, style=rounded, fontname=\"sans-serif\", fontsize=12]; edge [arrowsize=0.6];"
			for (e in edge) {                      # only what does not follow from two others
				split(e, f, SUBSEP); through = 0
				for (g in edge) { split(g, h, SUBSEP); if (h[1] == f[1] && (h[2] SUBSEP f[2]) in edge) through = 1 }
				called[f[2]] = 1
				if (!through) print "\t" f[1] " -> " f[2] ";" | "sort"
			}
			close("sort")
			print "\tengines [label=\"engines\\nforward reverse static ...\"];"
			print "\tchecks; bench;\n\tchecks -> engines; bench -> checks;"
			for (o in outer) print "\tchecks -> " o ";" | "sort"
			for (r in rank) if (rank[r] < rank["engines"] && !(r in called)) print "\tchecks -> " r ";" | "sort"
			close("sort")
			print "}"
		}' "$tmp/calls"
	exit
fi

cat "$tmp/up"; [ ! -s "$tmp/up" ] || bad=1
# wings in a circle: what tsort cannot put in a row
awk -v wings="$wings" -v aside="$aside" "$with"'{ a = wing($1); b = wing($2); if (a != b) print a, b }' "$tmp/calls" | sort -u | tsort > /dev/null 2> "$tmp/circle" || {
	sed -n 's/^tsort: \([a-z]*\)$/\1/p' "$tmp/circle" | tr '\n' ' ' > "$tmp/names"
	says "a circle of wings: $(cat "$tmp/names")"
}
# one engine calls no other; engines.o, the roster, names them all
grep -E '^engines/[a-z]*\.o engines/[a-z]*\.o ' "$tmp/calls" | grep -v '^engines/engines\.o ' > "$tmp/engines" && { sed 's/^\([^ ]*\) \([^ ]*\) \(.*\)/\1 calls \3 of \2: an engine knows no other/' "$tmp/engines"; bad=1; }

# ---- includes ----
may() { # folder, the folders it may include, a folder in it that is asked on its own
	grep -rn --exclude-dir="${3:-none}" --include='*.[ch]' --include='*.y' --include='*.inc' --include='*.def' '^#include "' "$1" |
		grep -vE "#include \"(($2)/|wengert_kit.h\")" && says "$1 may include only $2"
}
may engines 'engines'
may checks  'engines|checks' units
may checks/units 'engines|checks|bench'      # tests of them all
may bench   'engines|checks|bench'
grep -rn '#include "\.\./' --include='*.[chy]' . && says 'an include names its layer, never ../'
for f in engines/prims/*.c; do                 # a page may use what pages share
	grep -Hn '#include "engines/prims/' "$f" | grep -vE 'axis.h|traits.h|slots.h|widen.h|rules.h|recorders.h|scalar.def|pages.def' && says "$f includes another page"
done
[ $bad = 0 ] && echo "layers: $(wc -l < "$tmp/calls" | tr -d ' ') calls between $(wc -l < "$tmp/objects" | tr -d ' ') objects, none upward, no circle: $(echo $wings | sed 's/ / < /g') < checks < bench"
exit $bad
