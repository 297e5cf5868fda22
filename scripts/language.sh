#!/bin/sh
# language -- sources as they are, and the comment above a kernel: the examples, what docs/kernels.md says, and for each
# kind of source what must be said of it (checks/kernels/sources, first line).  Prints TAP.
# usage: language.sh ./wengert [short | NAME...]     short: the examples and the page alone; NAME...: these sources alone
w=${1:-./wengert}
[ $# = 0 ] || shift
case ${1:-short} in short) short=$1 only= ;; *) short= only=" $* " ;; esac
n=0
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
LC_ALL=C.UTF-8; export LC_ALL

result() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi; }
skip() { n=$((n + 1)); echo "ok $n - $1 # SKIP no compiler for C++"; }
cplus() { case $1 in *.c) false ;; *) ! command -v "${CXX:-c++}" > /dev/null ;; esac; }

# ---- each example is right, and so is the line in it that says how it is run ----
[ "$only" ] || for f in examples/kernels/*.c examples/kernels/*.cpp examples/kernels/*.cu; do
	if cplus "$f"; then skip "$f"; continue; fi
	command=$(sed -n 's/^ \*	wengert \(vjp .*\)/\1/p' "$f")
	# shellcheck disable=SC2086
	"$w" $command > "$tmp/out" 2>&1 && [ "$command" = "vjp $f" ] && grep -q '^OK ' "$tmp/out" && ! grep -Eq '^(LOSSY|WRONG|INCONCLUSIVE) ' "$tmp/out"
	result $? "$f is right"
done
[ "$only" ] || { [ "$n" -ge 10 ]; result $? "there are ten of them: $n"; }

# ---- each kind of source ----
[ "$short" ] || for f in checks/kernels/sources/*.c checks/kernels/sources/*.cc checks/kernels/sources/*.cu; do
	if cplus "$f"; then skip "$f"; continue; fi
	case $only in '' | *" ${f##*/} "*) ;; *) continue ;; esac
	want=$(sed -n '1s,/\* expect \([^:]*\): .*,\1,p' "$f") pattern=$(sed -n '1s,/\* expect [^:]*: \(.*\) \*/$,\1,p' "$f")
	flags=$(sed -n '2s,/\* with \([^:*]*\).*,\1,p' "$f")
	# how it is read is asked, not what is proved: a C++ compiler for each would take most of the time
	case $pattern in *proof*) by= ;; *) by=--differences ;; esac
	# shellcheck disable=SC2086
	"$w" vjp "$f" $by $flags > "$tmp/out" 2>&1; got=$?
	tr '\n' ' ' < "$tmp/out" | sed 's/  */ /g' > "$tmp/line"
	[ "$got" = "$want" ] && grep -Eq -e "$pattern" "$tmp/line"
	result $? "$(basename "$f") -> $want, $pattern"
done

[ -z "$only" ] || { echo "1..$n"; exit 0; }

# ---- the page names every clause that is read, and every convention ----
for word in $(sed -n 's/.*takeword(r, "\([a-z]*\)").*/\1/p' checks/vjp/comment.c checks/vjp/reader.c | sort -u); do
	grep -q "\`[^\`]*$word" docs/kernels.md; result $? "docs/kernels.md says what \`$word\` is"
done
for word in $(sed -n 's/^	{ "\([A-Za-z]*\)", "[a-zA-Z]*", [a-z]* },$/\1/p' checks/vjp/names.c | sort -u); do
	grep -q "$word" docs/kernels.md; result $? "docs/kernels.md names $word among the conventions"
done

[ -z "$short" ] || { echo "1..$n"; exit 0; }

"$w" vjp checks/kernels/sources/number_of_the_file.c --format json > "$tmp/out" 2>&1; [ $? = 0 ] && grep -q 'a number of its file is computed before any call' "$tmp/out"
result $? 'a number that the file computes while it is loaded is not traced, and it is said'

# ---- a line that is offered is one that does: put above the forward, it is read without a complaint ----
offers() { # file, the function it goes above
	"$w" vjp --differences "$1" > "$tmp/out" 2>&1
	line=$(sed -n 's,^ *\(/\* wengert: .*\*/\)$,\1,p' "$tmp/out" | head -1)
	grep -v '^/\* wengert:' "$1" | awk -v line="$line" -v at="$2" '!done && index($0, at "(") { print line; done = 1 } { print }' > "$tmp/offered.c"
	[ -n "$line" ] && "$w" vjp --differences "$tmp/offered.c" > "$tmp/out" 2>&1; [ $? -le 1 ] && grep -Eq '^(OK|LOSSY) ' "$tmp/out"
	result $? "$(basename "$1"): the line offered does: $line"
}
offers checks/kernels/sources/integer_of_numbers.c 'double power'
offers checks/kernels/sources/loops_offered.c bias_forward
offers checks/kernels/sources/pointers_offered.c scale_forward
offers checks/kernels/sources/tiles_offered.c triple_forward
offers checks/kernels/sources/struct_offered.c lin_forward
offers checks/kernels/sources/handle_offered.c a_forward
offers checks/kernels/sources/derivative_offered.c 'double chain'
offers checks/kernels/sources/scratch_offered.c sumsq_forward
offers checks/kernels/sources/inplace_offered.c relu_forward
offers checks/kernels/sources/gradient_of_first.c 'float mse'
offers checks/kernels/sources/uncommented.c other_forward
offers checks/kernels/sources/vector_offered.c twice_forward

# ---- what cannot be done is a sentence, not a verdict ----
cannot() { # pattern, then what is run
	pattern=$1; shift
	"$@" > "$tmp/out" 2>&1; got=$?
	[ $got = 2 ] && grep -Eq -e "$pattern" "$tmp/out" && ! grep -Eq '^(OK|LOSSY|WRONG|INCONCLUSIVE) ' "$tmp/out"; result $? "cannot: $pattern"
}
sq=examples/kernels/blocks.c
mkdir "$tmp/cache"
XDG_CACHE_HOME=$tmp/cache "$w" vjp $sq > /dev/null
for f in "$tmp"/cache/wengert/*.so; do : > "$f"; done
cannot 'what was built of it cannot be loaded' env XDG_CACHE_HOME="$tmp/cache" "$w" vjp $sq
for i in 1 2 3; do XDG_CACHE_HOME=$tmp/cache "$w" vjp $sq > "$tmp/out" 2>&1; got=$?; done; [ $got = 0 ]
result $? 'a library that is broken is built anew'
# each of them by itself, empty or cut: a sentence, or a verdict that says what it is without; and the next run is whole again
whole() { sed 's/, [0-9.]* s$//' "$tmp/out"; }
XDG_CACHE_HOME=$tmp/cache "$w" vjp $sq > "$tmp/out"; whole > "$tmp/right"
for f in "$tmp"/cache/wengert/*.so; do
	for bytes in 0 3000; do
		cp "$f" "$tmp/cut"; head -c $bytes "$tmp/cut" > "$f"
		XDG_CACHE_HOME=$tmp/cache "$w" vjp $sq > "$tmp/out" 2>&1; got=$?
		case $got in 2) ! grep -q '^OK' "$tmp/out" ;; 0) whole | cmp -s - "$tmp/right" || grep -q 'cannot be loaded' "$tmp/out" ;; *) false ;; esac || echo "$f $bytes" >> "$tmp/believed"
		XDG_CACHE_HOME=$tmp/cache "$w" vjp $sq > "$tmp/out" 2>&1; whole | cmp -s - "$tmp/right" || echo "$f $bytes stays" >> "$tmp/believed"
	done
done
[ ! -e "$tmp/believed" ]; result $? "a damaged library is said and built anew: $(cat "$tmp/believed" 2> /dev/null | tr '\n' ' ')"
cannot 'its compiler is not here: CC' env CC=/nonexistent/cc "$w" vjp $sq
cannot 'No such file' "$w" vjp examples/kernels/nosuch.c
cannot 'is a directory|Is a directory' "$w" vjp examples
printf '#include "nosuch.h"\n' > "$tmp/k.c"
cannot 'does not compile' "$w" vjp "$tmp/k.c"
printf '__attribute__((constructor)) static void stop(void) { for (;;) ; }\ndouble f(double x) { return x; }\ndouble f_vjp(double x, double g) { return g; }\n' > "$tmp/k.c"
cannot 'loading what was built of it did not end' "$w" vjp "$tmp/k.c" --limit 0.3
# a kernel that starts processes, a few, should nobody stop it; one that fills the disk, and one that keeps a log
does() {
	printf '#include <stdio.h>\n#include <unistd.h>\n#include <sys/wait.h>\nstatic int n;\ndouble f(double x) { %s return x * x; }\ndouble f_vjp(double x, double g) { return 2 * x * g; }\n' "$1" > "$tmp/k.c"
}
does 'if (n++ < 2) fork();'
cannot 'k.c: f starts a process: a kernel' "$w" vjp "$tmp/k.c"
does 'if (x > 40 && n++ < 2) fork();'
cannot 'k.c: f starts a process: a kernel' "$w" vjp "$tmp/k.c"
does "FILE *o = fopen(\"$tmp/filled\", \"w\"); fseek(o, 70l << 20, SEEK_SET); fputs(\"more\", o); fclose(o);"
cannot 'k.c: f writes a file of more than 64 MiB: a kernel' "$w" vjp "$tmp/k.c"
does "if (n++ < 100) { FILE *o = fopen(\"$tmp/log\", \"a\"); fprintf(o, \"%%g\\\\n\", x); fclose(o); }"
"$w" vjp "$tmp/k.c" > "$tmp/out" 2>&1; got=$?; [ $got = 0 ] && [ -s "$tmp/log" ]; result $? 'a kernel may keep a log'
XDG_CACHE_HOME=$tmp/cache "$w" vjp checks/kernels/bad/nocompile.c > /dev/null 2>&1
find "$tmp/cache" -type f ! -name '*.so' > "$tmp/left"; [ ! -s "$tmp/left" ]; result $? 'what does not compile leaves nothing behind'
echo "1..$n"
