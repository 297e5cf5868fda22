#!/bin/sh
# mutate -- random mutants of our own sources: how many of them the suites of `make check` see.
# usage: B=build N=200 SEED=1 OUT=build/results/mutation.csv ONLY='bench front' mutate.sh
#
# ONLY names classes to judge, of those of checks/mutate/draw.c: for practice.
# It tests the last commit, in copies of its own under $B/mutate.  Once for each commit: every suite
# must be green there, and a build that counts says which suites reach which lines.  Each mutant is
# then run by the suites that reach its statement, cheapest first, up to the first that fails; one
# that lives is run again under the sanitizers, by those of these suites that `make sanitize` runs.
# Stopped, it goes on where it was.
B=${B:-build} N=${N:-200} SEED=${SEED:-1} CC=${CC:-cc}
OUT=${OUT:-$B/results/mutation.csv}
MEGABYTES=${MEGABYTES:-16384}     # address space of a process: what a mutant could eat
GRACE=${GRACE:-20}                # seconds a suite may take beside ten times its usual time
only=${ONLY:-}
unset MAKEFLAGS MFLAGS MAKELEVEL ONLY    # a script of the suites has an ONLY of its own
LC_ALL=C.UTF-8; export LC_ALL
no() { echo "mutate: $*" >&2; exit 2; }
case $N$SEED in *[!0-9]*) no "N=$N SEED=$SEED: whole numbers are needed, as N=200 SEED=1" ;; esac
commit=$(git rev-parse --verify HEAD 2> /dev/null) ||
	no 'mutants are made of a commit: this folder is no git repository'
root=$(pwd)
state=$root/$B/mutate
draw=$state/draw suite=$state/suite
for c in $only; do
	"$draw" count "$root" | awk -v class="$c" '
		$1 == class { for (i = 2; i <= NF; i++) n += $i }
		END { exit !n }' || no "ONLY=$c: no class of that name has anything to change"
done
base=$state/$(echo "$commit" | cut -c1-12)
all=$state/results.tsv
tab='	'
# what an argument too many or a pointer for a number would only warn of is no mutant but a slip
strict='-O2 -Werror=int-conversion -Werror=incompatible-pointer-types
	-Werror=implicit-function-declaration -Werror=discarded-qualifiers'
strict=$(echo $strict)
sane='-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined'
GIT_CEILING_DIRECTORIES=$base; export GIT_CEILING_DIRECTORIES    # a copy is no repository

# ---- what there is to run ----
suites() { # name, command; without those that run no object of ours
	for u in checks/units/*.c; do
		[ -f "$u" ] || continue
		u=$(basename "$u" .c)
		printf 'unit-%s\tCMOCKA_MESSAGE_OUTPUT=TAP "$B/units/%s"\n' "$u" "$u"
	done
	sort -t "$tab" -k 2n scripts/suites |
		awk -F '\t' 'NF == 4 && $3 ~ /(^|,)(check|mutate)(,|$)/ && !/^#/ &&
			$1 !~ /^(layers|layers-test|harness|mutate)$/ { print $1 "\t" $4 }'
}

# what commands need beside the program, from lines that end in one
wants() { echo wengert; grep -o '"$B/[^"]*"' | sed 's,"$B/\(.*\)",build/\1,' | sort -u; }

build() { # CFLAGS, LDFLAGS, what
	CC=$CC make -s PEERS= CFLAGS="$1" LDFLAGS="$2" $3
}
build_sane() { # what
	CC=$CC make -s PEERS= B=build/sane W=build/sane/wengert CFLAGS="$sane" \
		$(echo $1 | sed 's,build/,build/sane/,g; s,\<wengert\>,build/sane/wengert,')
}
# suites that the sanitizers run, from lines of all of them: their shadow memory has no bound
sanitizers() {
	awk -F '\t' 'FILENAME == "scripts/suites" { if ($3 ~ /(^|,)sanitize(,|$)/) of[$1]; next }
		$2 ~ /^unit-/ || $2 in of' scripts/suites -
}

# one suite in this folder; said: what checks/mutate/suite.c says of it
judged() { # seconds, command, megabytes, folder of what was built
	rm -rf tmp && mkdir -p tmp/cache
	B=${4:-build} W=${4:-.}/wengert TMPDIR=$PWD/tmp XDG_CACHE_HOME=$PWD/tmp/cache \
		"$suite" "$1" "${3:-$MEGABYTES}" "$2" > tmp/said 2> tmp/err < /dev/null & running=$!
	wait $running; ok=$?
	said=$(cat tmp/said)
	return $ok
}
running=
ends() { trap 'kill $running 2> /dev/null; exit 130' TERM; }    # what is told to end ends its suite

# ---- once for each commit ----
green() {
	ends
	cd "$base/pristine" && build "$strict" '' "$(suites | wants)" || return 2
	: > "$base/costs"
	suites > "$base/table"
	while IFS=$tab read -r name command; do
		judged 3600 "$command" || { echo "$name: $said"; cat tmp/err; } >> "$base/red"
		seconds=${said#* }
		printf '%s\t%s\t%s\n' "${seconds%% *}" "$name" "$command" >> "$base/costs"
	done < "$base/table"
	sort -n "$base/costs" > "$base/suites"
	build_sane "$(sanitizers < "$base/suites" | wants)" || return 2
	sanitizers < "$base/suites" > "$base/table"
	while IFS=$tab read -r usual name command; do
		judged 3600 "$command" 1000000000 build/sane ||
			{ echo "$name under sanitizers: $said"; cat tmp/err; } >> "$base/red"
	done < "$base/table"
	rm -rf tmp
}

covered() {
	ends
	cd "$base/cover" && $CC -c -o flush.o "$root/checks/mutate/flush.c" || return 2
	wrap='flush.o -Wl,--wrap=_exit -Wl,--wrap=_Exit -Wl,--wrap=abort'
	build '-O1 --coverage' "--coverage $wrap" "$(suites | wants)" || return 2
	find build -name '*.gcno' > gcno
	strip=$(pwd | tr -cd / | wc -c)
	: > "$base/reached"
	: > "$base/uncounted"
	suites > suites
	while IFS=$tab read -r name command; do
		mkdir -p "counts/$name"
		GCOV_PREFIX=$PWD/counts/$name GCOV_PREFIX_STRIP=$strip
		export GCOV_PREFIX GCOV_PREFIX_STRIP
		# one that counting lines turns red ended early: it is taken to reach every line
		judged 3600 "$command" || echo "$name" >> "$base/uncounted"
		unset GCOV_PREFIX GCOV_PREFIX_STRIP
		tar -cf - -T gcno | tar -xf - -C "counts/$name"
		find "counts/$name" -name '*.gcda' -exec gcov -t -r {} + 2> /dev/null |
			awk -v suite="$name" -f "$root/scripts/reached.awk" >> "$base/reached"
		rm -rf "counts/$name"
	done < suites
}

prepare() {
	[ -f "$base/ready" ] && return
	echo 'mutate: suites without a mutant, and the lines they reach, once for this commit'
	rm -rf "$base"
	for tree in pristine cover; do
		mkdir -p "$base/$tree" && git archive "$commit" | tar -x -C "$base/$tree" ||
			no 'the commit cannot be unpacked'
	done
	(covered) > "$base/cover.log" 2>&1 & counting=$! workers=$!
	(green) > "$base/green.log" 2>&1 & workers="$workers $!"
	wait $! || no "the commit does not build: $base/green.log"
	if [ -s "$base/red" ]; then
		kill $counting 2> /dev/null
		cat "$base/red" >&2
		no 'a suite is red without any mutant: mend it first'
	fi
	wait $counting || no "the build that counts lines failed: $base/cover.log"
	[ -s "$base/reached" ] || no "no line was counted: $base/cover.log"
	rm -rf "$base/cover"
	workers=
	touch "$base/ready"
}

# ---- one mutant ----
# the suites that reach a line from $2 to $3 of $1; all, where lines are read through macros
reaching() { # and where no suite was counted to run those lines, `unreached` stands
	rm -f unreached
	case $1 in *.def|*.h) cat "$base/suites"; return ;; esac
	awk -F '\t' -v file="$1" -v from="$2" -v to="$3" -v suites="$base/suites" \
		-v uncounted="$base/uncounted" '
		$1 == file && $4 > 0 { within[$3] = 1 }
		$1 == file && $2 >= from && $2 <= to { known = 1; if ($4 > 0) hit[$3] = counted = 1 }
		END {
			# what a killed child ran was not counted: those that reach the file may reach it
			if (known && !counted) {
				for (suite in within) hit[suite] = 1
				printf "" > "unreached"
			}
			while ((getline line < uncounted) > 0) hit[line] = 1
			while ((getline line < suites) > 0) {
				split(line, f, "\t")
				if (!known || f[2] in hit) print line
			}
		}' "$base/reached"
}

same() { # are the objects that were built anew the ones there were?
	find build -name '*.o' -newer stamp > objects
	while read -r o; do cmp -s "$o" "$base/pristine/$o" || return 1; done < objects
}

restore() { # the file that was changed
	rm -rf tmp
	find . -type f -newer stamp | while read -r f; do
		rm -f "$f"
		[ ! -f "$base/pristine/$f" ] || cp -p "$base/pristine/$f" "$f"
	done
	cp -p "$base/pristine/$1" "$1"
}

row() { # outcome, suite, seconds
	{ echo "$SEED"; cut -f 1-7 mutant.facts; echo "$1"; echo "$2"; echo "$3"; echo "$sum"; } |
		paste -s - >> "$all"
	echo "$k $class $file:$line $operator: $1 ${2:--} $3 s"
}

# is its class one of those asked for?
wanted() { case " ${only:-$class} " in *" $class "*) ;; *) false ;; esac }

# the same change under another number, judged before or being judged by the worker beside?
repeated() { ! mkdir "$state/claim/change $sum" 2> /dev/null; }

# of the mutant that stands in this folder: runs what reaches it; became: its outcome, the suite
outcome() {
	became='survived not-reached'
	[ -s reaching ] || return
	became='killed build'
	build "$strict" '' "$(wants < reaching)" > make.log 2>&1 || return
	while IFS=$tab read -r usual name command; do
		most=$(awk -v t="$usual" -v g="$GRACE" 'BEGIN { print 10 * t + g }')
		judged "$most" "$command" || { became="killed $name:${said%% *}"; return; }
	done < reaching
	sanitizers < reaching > table
	became='killed sanitize-build'
	build_sane "$(wants < table)" > make.log 2>&1 || return
	while IFS=$tab read -r usual name command; do
		most=$(awk -v t="$usual" -v g="$GRACE" 'BEGIN { print 100 * t + 5 * g }')
		judged "$most" "$command" 1000000000 build/sane ||
			{ became="killed sanitize-$name:${said%% *}"; return; }
	done < table
	became='survived '
	[ ! -e unreached ] || became='survived not-reached'
}

one() { # k
	begun=$(date +%s)
	touch stamp
	"$draw" "$SEED" "$1" "$base/pristine" . > mutant || return 2
	sed -n 1p mutant > mutant.facts
	sed 1d mutant > mutant.diff
	sum=$(cksum < mutant.diff)
	IFS=$tab read -r k class file line operator before after from to < mutant.facts
	wanted || { restore "$file"; return; }
	if repeated; then became='repeated '
	elif ! build "$strict" '' wengert > make.log 2>&1; then became='uncompiled '
	elif same; then became='identical '
	else
		reaching "$file" "$from" "$to" > reaching
		outcome
	fi
	case $became in survived*) cp mutant.diff "$state/survivor-$SEED-$1.diff" ;; esac
	row "${became%% *}" "${became#* }" $(($(date +%s) - begun))
	restore "$file"
}

# ---- as many at a time as there are cores ----
enough() {
	awk -F '\t' -v n="$N" '$9 == "killed" || $9 == "survived" { k++ } END { exit k < n }' "$all"
}

worker() {
	ends
	cd "$1" || return 2
	k=0
	while ! enough; do
		k=$((k + 1))
		mkdir "$state/claim/$k" 2> /dev/null || continue
		one "$k" || return 2
	done
}

workers=
trap 'kill $workers 2> /dev/null; exit 130' INT TERM
prepare
mkdir -p "$(dirname "$OUT")"
head='# commit %s\n# seed %s\n# classes %s\n'
head=$(printf "$head" "$commit" "$SEED" "${only:-all}")
if [ "$(head -n 3 "$all" 2> /dev/null)" != "$head" ]; then
	rm -f "$state"/survivor-*.diff
	[ ! -f "$all" ] || mv "$all" "$all.before"
	echo "$head" > "$all"
fi
rm -rf "$state/claim"; mkdir -p "$state/claim"
awk -F '\t' '$2 + 0 { print $2 }' "$all" | while read -r k; do mkdir "$state/claim/$k"; done
awk -F '\t' '$2 + 0 { print $12 }' "$all" | sort -u | while read -r sum; do mkdir "$state/claim/change $sum"; done
for i in $(seq "$(getconf _NPROCESSORS_ONLN)"); do
	rm -rf "$base/w$i"
	cp -a "$base/pristine" "$base/w$i" || no 'there is no room for another copy of the tree'
	(worker "$base/w$i") & workers="$workers $!"
done
for p in $workers; do wait "$p" || no 'a worker stopped: run it again to go on'; done
rm -rf "$base"/w*
grep -v '^#' "$all" | sort -n -k 2 | awk -v n="$N" -v seed="$SEED" -v commit="$commit" \
	-v only="$only" -v equivalents="$root/checks/mutate/equivalents.txt" -v out="$OUT" \
	-v state="$B/mutate" -f scripts/mutate.awk
