#!/bin/sh
# limits -- the tables of constants that decide a verdict: limits.def of checks/measure, checks/vjp, checks/claims, checks/gradbench
# and bench.
#	limits.sh print              docs/limits.md, from the tables
#	limits.sh moved [NAME...]    each constant moved, in a copy of the tree: its suite must turn red.  Prints TAP; B is the folder of what was built
#	limits.sh                    the tables are whole: the page says what they say, no verdict holds a number without a name.  Prints TAP
B=${B:-build}
tables='checks/measure/limits.def checks/vjp/limits.def checks/vjp/judgelimits.def bench/limits.def checks/claims/limits.def checks/gradbench/limits.def'
judges='checks/suite/allowance.c checks/suite/check.c checks/suite/definitions.c checks/suite/rules.c checks/measure/*.c
	checks/suite/functions.c checks/suite/points.c checks/suite/results.c checks/suite/shardresults.c checks/suite/walk.c
	checks/vjp/*.c bench/workload.c bench/statistics.c bench/compare.c bench/merge.c bench/table.c checks/claims/*.c checks/gradbench/certify.c'
n=0
result() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi; }

# a line of each entry: file, section, name, value, what, why, suite, red
entries() {
	awk '
	/^\/\* ----/ { section = $0; sub(/^\/\* -+ /, "", section); sub(/( -+)? \*\/$/, "", section) }
	/^(COUNT|LIMIT)\(/ { e = ""; on = 1 }
	on { line = $0; sub(/^\t+/, "", line); e = e line }
	on && /"\)$/ {
		on = 0
		name = e; sub(/^[A-Z]+\(/, "", name); sub(/,.*/, "", name)
		value = e; sub(/^[^,]*, */, "", value); sub(/,.*/, "", value)
		sub(/^[^"]*"/, "", e); sub(/"\)$/, "", e); gsub(/""/, "", e); gsub(/", *"/, "\t", e)
		print FILENAME "\t" section "\t" name "\t" value "\t" e
	}' ${1:-$tables}
}

print() {
	cat <<-'END'
	# Limits: the constants that decide a verdict

	Printed by `sh scripts/limits.sh print` from [checks/measure/limits.def](../checks/measure/limits.def),
	[checks/vjp/limits.def](../checks/vjp/limits.def), [checks/vjp/judgelimits.def](../checks/vjp/judgelimits.def),
	[bench/limits.def](../bench/limits.def), [checks/claims/limits.def](../checks/claims/limits.def) and
	[checks/gradbench/limits.def](../checks/gradbench/limits.def), where alone their values stand. Limits of single engines, rules and operations, with their
	reasons, stand in the tables of checks/suite: bounds.def, rules.def, ulps.def and unexplained.def.

	Each has a test that turns red when the constant moves to one of the values in the last column (`make limits` moves them all); of the
	few that say "nothing" the reason stands there instead. u is
	the unit round-off 2^-p of a number type of p bits; an ulp is the unit of the last place; T is the truncation error of a difference
	formula, h its step, and d the error of a value of f.
	END
	entries | awk -F'\t' '
	$2 != section { section = $2; title = toupper(substr(section, 1, 1)) substr(section, 2)
		printf "\n## %s\n\n| name | value | what it bounds | why | red in, at |\n|---|---|---|---|---|\n", title }
	{ gsub(/\|/, "\\|"); printf "| %s | %s | %s | %s | %s: %s |\n", $3, $4, $5, $6, $7, $8 }'
}

# lines of a file that hold a number with a point or an exponent, outside comments and texts
numbers() {
	awk '
	{ line = $0
	  gsub(/"([^"\\]|\\.)*"/, "\"\"", line)
	  if (inside) { if (!match(line, /\*\//)) next; line = substr(line, RSTART + 2); inside = 0 }
	  while (match(line, /\/\*/)) {
		head = substr(line, 1, RSTART - 1); rest = substr(line, RSTART + 2)
		if (!match(rest, /\*\//)) { line = head; inside = 1; break }
		line = head " " substr(rest, RSTART + 2)
	  }
	  if (line ~ /(^|[^A-Za-z0-9_.])([0-9]+\.[0-9]*|\.[0-9]+|[0-9]+[eE][-+]?[0-9]+|0x[0-9a-fA-F.]+p)/) print FILENAME "\t" line }' "$1"
}

# of those, what is not innocent
unnamed() {
	for f in "$@"; do numbers "$f"; done |
	awk -F'\t' 'NR == FNR { if (!/^#/) { n++; file[n] = $1; like[n] = $2 } next }
		{ line = substr($0, length($1) + 2)
		  for (k = 1; k <= n; k++) if ((file[k] == "*" || index($1, substr(file[k], 1, length(file[k]) - 1)) == 1) && line ~ like[k]) next
		  print "# " $1 ": " line; bad = 1 } END { exit bad }' scripts/limits.innocent -
}


check() {
	tmp=$(mktemp -d) || exit 2
	trap 'rm -rf "$tmp"' EXIT
	print | cmp -s - docs/limits.md; result $? 'docs/limits.md is what the tables say (make docs/limits.md)'
	entries | awk -F'\t' 'NF != 8 || length($5) < 10 || length($6) < 10 || $7 !~ /^[a-z-]+$/ || $8 == "" { print "# " $1 ": " $3; bad = 1 } { n++ } END { exit bad || n < 30 }'
	result $? 'every constant has a model, a suite that turns red and the values at which it does'
	entries | cut -f3,7 | while read -r name suite; do
		case $suite in
		none) ;;
		unit-*) [ -e "checks/units/${suite#unit-}.c" ] ;;
		*)      grep -q "^$suite	" scripts/suites ;;
		esac || { echo "# $name: there is no suite $suite"; false; } || exit 1
	done; result $? 'and that suite is there'
	entries | cut -f1,3 | while read -r table name; do
		grep -qlw "$name" checks/suite/*.c checks/measure/*.c checks/gradbench/*.c bench/*/*.c checks/claims/*.c checks/vjp/*.c bench/*.c || { echo "# $table: nothing reads $name"; exit 1; }
	done; result $? 'every constant is read'
	unnamed $judges; result $? 'no verdict holds a number without a name (scripts/limits.innocent)'
	sed 's/p < RISK/p < 0.01/' bench/statistics.c > "$tmp/statistics.c"
	! unnamed "$tmp/statistics.c" > "$tmp/said" && grep -q 'p < 0.01' "$tmp/said"; result $? 'one that does is refused'
	echo "1..$n"
}

# ---- each constant moved ------------------------------------------------------------------------------------------------

built() { (cd "$copy" && make -j2 B=build W=wengert "CC=${CC:-cc}" $1 > make.log 2>&1); }
needs() { case $1 in unit-*) echo "build/units/${1#unit-}" ;; *) echo wengert ;; esac; }

one() { # table, name, value, suite, value to move to
	sed "s/^\([A-Z]*($2, *\)[^,]*,/\1$5,/" "$1" > "$copy/$1"
	cmp -s "$1" "$copy/$1" && { result 1 "$2 is not moved to $5"; return; }
	if built "$(needs "$4")"; then
		! (cd "$copy" && B=build W=wengert sh scripts/check "$4" > said 2>&1) && grep -q FAIL "$copy/said"
		result $? "$2 $5 instead of $3: red in $4"
	else
		result 1 "$2 $5: does not build"; sed -n '1,5s/^/# /p' "$copy/make.log"
	fi
}

moved() {
	copy=$B/limits
	rm -rf "$copy" && mkdir -p "$copy" || exit 2
	{ git ls-files -co --exclude-standard 2> /dev/null || find . -type f ! -path "./$B/*" ! -name wengert; } | tar -cf - -T - | tar -xf - -C "$copy" || exit 2
	mkdir -p "$copy/build"
	for d in engines library checks bench units wengert.o wengert.d found.mk peers.mk flags peerflags packages packages-tests kernels; do
		[ ! -e "$B/$d" ] || cp -rp "$B/$d" "$copy/build/"
	done
	entries > "$copy/entries"
	while IFS='	' read -r table section name value what why suite red; do
		[ "$suite" != none ] || continue       # why not stands in the table
		[ $# = 0 ] || case " $* " in *" $name "*) ;; *) continue ;; esac
		for v in $red; do one "$table" "$name" "$value" "$suite" "$v"; done
		cp "$table" "$copy/$table"
	done < "$copy/entries"
	for s in $(cut -f7 "$copy/entries" | grep -vx none | sort -u); do
		built "$(needs "$s")" && (cd "$copy" && B=build W=wengert sh scripts/check "$s" > said 2>&1)
		result $? "$s is green with all of them in their places"
	done
	rm -rf "$copy"
	echo "1..$n"
}

case $1 in
print) print ;;
moved) shift; moved "$@" ;;
*)     check ;;
esac
