#!/bin/sh
# layers -- who may know whom, read from the symbols of the objects and from the includes.
# usage: layers.sh         red on a call or include upward, on a circle of wings, on an engine or a primitive that knows another
#        layers.sh dot     the wings and who knows whom, for Graphviz (make house)
# B is the folder of what was built: after make, or make units.
B=${B:-build}

# A wing, and the wings right below it: it may know these, and all that these may know.
# HOUSE has one line, base < numbers < list < ... < sparse; the tree is stricter: numbers and lists do not know each other,
# formulas, checkpointing and sparsity neither.  What is called across that is handed down: readrules (prims/rules.h).
wings='
base
numbers     base
list        base
prims       numbers list
transform   prims
run         transform
control     run
formula     control
checkpoint  control
sparse      run
reference   run
outside     run
tape        numbers
peers       run tape
compiled    control
engines     formula checkpoint sparse compiled peers
library     engines reference tape
checks      engines reference outside
bench       checks
units       bench
main        units
'
# in prims, what is no primitive of its own: any other may call it
shared='scalar axis widen rules traits'

tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
bad=0
red() { bad=1; sed 's/^/layers: /'; }

# ---- objects: each source has one, made since it was written ----
{
	for s in engines/*.c engines/*/*.c library/*.c checks/*/*.c bench/*.c bench/*/*.c wengert.c; do
		case $s in
		*'*'*|checks/units/*|checks/fuzz/*|checks/kernels/*|checks/mutate/*|checks/mpi/*|checks/faults/*|checks/io/verifying.c) ;;
		wengert.c) echo "$s $B/wengert.o may" ;;             # no unit test has it
		*) echo "$s $B/${s%.c}.o must" ;;
		esac
	done
	for s in engines/peers/*.cpp; do echo "$s $B/${s%.cpp}.o may"; done
	for k in 3 4; do echo "engines/numbers/simd.c $B/engines/numbers/simd$k.o may"; done
	echo "engines/formula/grammar.y $B/engines/formula/grammar.tab.o may"
} > "$tmp/sources"
while read -r s o must; do
	[ -e "$s" ] || continue
	if [ ! -e "$o" ]; then [ $must = may ] || echo "$s has no object $o: run make first"
	elif [ -n "$(find "$s" -newer "$o")" ]; then [ $must = may ] || echo "$s is newer than $o: run make first"
	else echo "$s $o" >&3
	fi
done < "$tmp/sources" > "$tmp/unmade" 3> "$tmp/objects"
[ ! -s "$tmp/unmade" ] || { red < "$tmp/unmade"; exit 1; }
[ -s "$tmp/objects" ] || { echo 'nothing to read here: no engines/, checks/ or bench/' | red; exit 1; }

# ---- who knows whom: from, to, what ----
cut -d' ' -f2 "$tmp/objects" | xargs nm -P -A -g > "$tmp/nm" || { echo "nm cannot read the objects in $B" | red; exit 1; }
grep -q __gnu_lto_slim "$tmp/nm" && { echo "objects made with -flto show no symbols: build without" | red; exit 1; }
# only what is defined for good: inline functions of C++ stand in many objects
awk 'NR == FNR { source[$2] = $1; next }
	{ o = $1; sub(/:$/, "", o); s = source[o] }
	$3 ~ /^[TDBRSGC]$/ { def[$2] = s }
	$3 == "U" { use[++n] = s; sym[n] = $2 }
	END {
		for (i = 1; i <= n; i++) if (sym[i] in def && def[sym[i]] != use[i]) print use[i], def[sym[i]], sym[i]
	}' "$tmp/objects" "$tmp/nm" | sort -u > "$tmp/calls"
[ -s "$tmp/calls" ] || { echo "nm shows no call between two objects in $B" | red; exit 1; }
# tables are everybody's, wengert_kit.h stands outside
grep -rn --include='*.[chy]' --include='*.inc' --include='*.cpp' --include='*.hpp' '^ *# *include *"' engines library checks bench wengert.c 2> /dev/null |
	sed -n 's,^\([^:]*\):[0-9]*: *# *include *"\([^"]*/[^"]*\)".*,\1 \2 #include,p' | grep -v '\.def #include$' | sort -u > "$tmp/includes"
cat "$tmp/calls" "$tmp/includes" > "$tmp/edges"

wing='function wing(f,  p, n) {
		n = split(f, p, "/")
		if (f == "engines/wengert.h") return "base"
		if (p[1] == "engines") return n > 2 ? p[2] : "engines"
		if (f ~ /^checks\/(units|fuzz)\// || f == "checks/io/verifying.c") return "units"
		return f == "wengert.c" ? "main" : p[1]
	}'
know='function learn(  i, j, n, m, line, w, again) {       # knows[a, b]: by the table, through others too
		n = split(wings, line, "\n")
		for (i = 1; i <= n; i++) if (split(line[i], w, " ")) { place[w[1]] = ++places; name[places] = w[1] }
		for (i = 1; i <= n; i++) {
			m = split(line[i], w, " ")
			for (j = 2; j <= m; j++) { if (w[j] in place) knows[w[1], w[j]] = 1; else print "the table has " w[1] " above " w[j] ", which has no line" }
		}
		close_(knows)
		for (a in place) if ((a, a) in knows) print "the table has " a " above itself"
	}
	function close_(k,  a, b, c) {
		for (b in place) for (a in place) if ((a, b) in k) for (c in place) if ((b, c) in k) k[a, c] = 1
	}'

awk -v wings="$wings" -v shared="$shared" "$wing $know"'
	function page(f) { sub(/.*\//, "", f); sub(/\..*/, "", f); return f }
	BEGIN { learn(); n = split(shared, w, " "); for (i = 1; i <= n; i++) common[w[i]] = 1 }
	{
		a = wing($1); b = wing($2); does = $3 == "#include" ? $1 " includes " $2 : $1 " calls " $3 " of " $2
		if ($2 ~ /^\.\./) { print does ": an include names its wing"; next }
		if (!(a in place) || !(b in place)) print does ": " (a in place ? b : a) " has no line in the table of scripts/layers.sh"
		else if (a != b && !((a, b) in knows)) print does ": " a " is not above " b
		else if (a == "engines" && b == a && page($1) != page($2) && page($1) != "engines") print does ": an engine knows no other"
		else if (a == "prims" && b == a && page($1) != page($2) && $2 ~ /\.c$/ && $3 !~ /^[A-Z]/ && !(page($2) in common))
			print does ": a primitive knows of another only how it is recorded"
		if (a in place && b in place && a != b) real[a, b] = 1
	}
	END {
		close_(real)
		for (i = 1; i <= places; i++) {        # once, at the lowest of them
			a = name[i]; round = a
			for (j = 1; j <= places; j++) if (j != i && (a, name[j]) in real && (name[j], a) in real) {
				if (j < i) break
				round = round " " name[j]
			}
			if (j > places && round != a) print "wings in a circle: " round
		}
	}' "$tmp/edges" | sort -u > "$tmp/wrong"
[ ! -s "$tmp/wrong" ] || red < "$tmp/wrong"

# ---- the picture: only what does not follow from two other arrows ----
awk -v wings="$wings" "$wing $know"'
	BEGIN { learn() }
	{ a = wing($1); b = wing($2); if (a != b && a !~ /^(units|main)$/) real[a, b] = 1 }
	END {
		close_(real)
		for (e in real) {
			split(e, f, SUBSEP); through = 0
			for (c in place) if ((f[1], c) in real && (c, f[2]) in real) through = 1
			if (!through) print f[1], f[2]
		}
	}' "$tmp/edges" | sort > "$tmp/arrows"
if [ "${1:-}" = dot ]; then
	[ $bad = 0 ] || exit 1
	grep -q '^engines peers$' "$tmp/arrows" || { echo 'no tool of others is built, and the picture would lack them: make peers' | red >&2; exit 1; }
	printf '%s\n' 'digraph house {' \
		'	bgcolor=transparent; ranksep=0.35; nodesep=0.3;' \
		'	node [shape=box, style=rounded, fontname="sans-serif", fontsize=13, height=0.35, margin="0.12,0.05"];' \
		'	edge [arrowsize=0.6];' '	engines [label="engines\nforward, reverse, static, ..."];'
	sed 's/\(.*\) \(.*\)/	\1 -> \2;/' "$tmp/arrows"
	echo '}'
	exit
fi
# as it is drawn: all there is, and nothing else; a build without tools of others cannot tell who knows `peers`
if [ -e docs/house.svg ]; then
	sed -n 's/^<title>\([a-z]*\)&#45;&gt;\([a-z]*\)<.*/\1 \2/p' docs/house.svg > "$tmp/drawn"
	awk -v wings="$wings" "$wing $know"'
		BEGIN { learn() }
		NR == FNR { arrow[$1, $2] = drawn[$1, $2] = 1; next }
		FNR == 1 { close_(drawn) }
		{
			a = wing($1); b = wing($2)
			if (a == b || a ~ /^(units|main)$/) next
			real[a, b] = 1
			if (!((a, b) in drawn)) missing[a " -> " b] = 1
		}
		END {
			for (e in missing) print "docs/house.svg lacks " e ": make house"
			for (e in arrow) {
				split(e, f, SUBSEP); through = 0
				for (c in place) if ((f[1], c) in drawn && (c, f[2]) in drawn) through = 1
				if (through || (f[1] != "peers" && f[2] != "peers" && !(e in real))) print "docs/house.svg has " f[1] " -> " f[2] " for nothing: make house"
			}
		}' "$tmp/drawn" "$tmp/edges" | sort > "$tmp/misdrawn"
	[ ! -s "$tmp/misdrawn" ] || red < "$tmp/misdrawn"
fi
[ $bad != 0 ] || echo "layers: $(wc -l < "$tmp/calls" | tr -d ' ') calls and $(wc -l < "$tmp/includes" | tr -d ' ') includes in $(wc -l < "$tmp/objects" | tr -d ' ') objects, none upward, no circle"
exit $bad
