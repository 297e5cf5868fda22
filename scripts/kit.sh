#!/bin/sh
# kit -- wengert_kit.h and its examples under every compiler that is here, in C99 and C++11, without a warning; as TAP.
# usage: kit [WENGERT]: with the program, its verdicts on them too
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
n=0
warn='-Wall -Wextra -Wpedantic -Werror'
result() { # status, what
	n=$((n + 1))
	if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; sed 's/^/# /' "$tmp/err" | head -20; fi
}
skipped() { n=$((n + 1)); echo "ok $n - $1 # SKIP not here"; }

# a library by one compiler: its command, the source, more flags
library() {
	name=$(basename "$2") cc=$1 from=$2; shift 2
	if command -v "$cc" > /dev/null; then
		"$cc" "$@" $warn -O1 -fPIC -shared -I. -o "$tmp/$cc-$name.so" "$from" 2> "$tmp/err"
		result $? "$cc $* $name"
	else
		skipped "$cc $name"
	fi
}

for f in examples/kit/*.c examples/plugin/*.c; do
	for cc in gcc clang; do library $cc "$f" -std=c99; done
	for cc in g++ clang++; do library $cc "$f" -std=c++11 -x c++; done
done
for f in examples/kit/*.cpp examples/plugin/*.cpp; do
	for cc in g++ clang++; do library $cc "$f" -std=c++11; done
done

# the header alone, and two files of a program that both include it
printf '#include "wengert_kit.h"\nstatic const wengert_tensor none = { NULL, WENGERT_F64, 0, { 0 } };\nsize_t sizes(void) { return wengert_count(&none); }\n' > "$tmp/one.c"
for cc in gcc clang; do
	command -v $cc > /dev/null || { skipped "$cc the header alone"; continue; }
	$cc -std=c99 $warn -I. -c -o "$tmp/one.o" "$tmp/one.c" 2> "$tmp/err"
	result $? "$cc the header alone"
done

# every name is the kit's own: what it defines begins with wengert_ or WENGERT_
if command -v gcc > /dev/null; then
	printf '#include <stddef.h>\n' > "$tmp/without.c"
	printf '#include <stddef.h>\n#include "wengert_kit.h"\n' > "$tmp/with.c"
	for f in without with; do gcc -std=c99 -I. -dM -E "$tmp/$f.c" | sed 's/^#define \([A-Za-z0-9_]*\).*/\1/' | sort > "$tmp/$f"; done
	comm -13 "$tmp/without" "$tmp/with" | grep -v '^WENGERT_' > "$tmp/err"
	[ ! -s "$tmp/err" ]; result $? 'all macros are prefixed'
fi

# what a library shows can be found, unmangled, from C and from C++
for so in "$tmp"/*.so; do
	[ -e "$so" ] || continue
	nm -D --defined-only "$so" > "$tmp/err"
	grep -qE ' [DR] wengert_(prims|engines)$' "$tmp/err"; result $? "$(basename "$so") shows its table"
done

# the program on them: right rules pass, a wrong one is refused, what is no kit says so
w=${1:-}
verdict() { # status, text in the output, what follows the command
	status=$1 says=$2; shift 2
	"$w" vjp "$@" > "$tmp/err" 2>&1
	got=$?
	[ $got = "$status" ] && grep -q -- "$says" "$tmp/err"; result $? "$(basename "$1"): status $status, $says"
}
broken() { # name, a sed script: an example with a fault, as a library
	src=$(ls examples/kit/"$1".c*) && sed "$2" "$src" > "$tmp/broken-${src##*/}" &&
		case $src in *.cpp) g++ -std=c++11 -fPIC -shared -I. -o "$tmp/broken.so" "$tmp/broken-${src##*/}" ;;
		             *)     gcc -std=c99 -fPIC -shared -I. -o "$tmp/broken.so" "$tmp/broken-${src##*/}" ;; esac
}
if [ -n "$w" ]; then
	export XDG_CACHE_HOME="$tmp"
	verdict 0 'OK bilinear' "$tmp/gcc-bilinear.c.so"
	verdict 0 'OK pick' "$tmp/gcc-bilinear.c.so" pick
	broken bilinear 's/gb\[j\] += g \* a/gb[j] += -g * a/'
	verdict 1 'the rule for b is wrong' "$tmp/broken.so"
	broken bilinear 's/out\[0\].data)\[wengert_i32(&in\[1\])\[k\]\] += /out[0].data)[wengert_i32(\&in[1])[k]] = /'
	verdict 1 'WRONG pick' "$tmp/broken.so"
	broken bilinear 's/WENGERT_F64 | WENGERT_F128/WENGERT_F64/'
	verdict 2 'binary128' "$tmp/broken.so"
	broken bilinear 's/WENGERT_F64 | WENGERT_F128/WENGERT_F32 | WENGERT_F64/'
	verdict 2 'takes binary32 binary64: ' "$tmp/broken.so"
	broken bilinear 's/WENGERT_ARG("b", "N")/WENGERT_ARG("b-", "N")/'
	verdict 2 'no C name' "$tmp/broken.so"
	# nothing to differentiate: arguments that are integers or only saved, results likewise
	broken bilinear 's/WENGERT_ARG("table", "R")/WENGERT_CLASSES("table", "R", "K")/'
	verdict 2 'no argument of pick has a gradient' "$tmp/broken.so"
	broken bilinear 's/WENGERT_ARG("table", "R")/WENGERT_SAVED("table", "R")/'
	verdict 2 'no argument of pick has a gradient' "$tmp/broken.so"
	broken bilinear '/bilinear_in\[\]/,/;/s/WENGERT_ARG/WENGERT_SAVED/g'
	verdict 2 'no argument of bilinear has a gradient' "$tmp/broken.so"
	broken bilinear '/pick_out\[\]/s/WENGERT_ARG("y", "K")/WENGERT_CLASSES("y", "K", "R")/'
	verdict 2 'no result of pick is differentiated' "$tmp/broken.so"
	broken bilinear '/bilinear_out\[\]/s/WENGERT_ARG/WENGERT_SAVED/'
	verdict 2 'no result of bilinear is differentiated' "$tmp/broken.so"
	broken bilinear 's/^WENGERT_PRIMS.*/static void __attribute__((constructor)) boom(void) { __builtin_trap(); }/'
	verdict 2 'ended with signal' "$tmp/broken.so"
	broken bilinear 's/^WENGERT_PRIMS.*/static void __attribute__((constructor)) boom(void) { for (;;) {} }/'
	verdict 2 'loading it took longer than 0.5 s' "$tmp/broken.so" --limit 0.5
	verdict 2 'a library of engines' "$tmp/gcc-fourpoint.c.so"
	verdict 2 'there is no primitive nothere' "$tmp/gcc-bilinear.c.so" nothere
	# a table that says what cannot be: whole sentences
	${CC:-cc} -shared -fPIC -I. -o "$tmp/kits.so" checks/expected/plugin/kits.c
	while read -r spoil says; do
		export SPOIL="$spoil"; verdict 2 "^wengert: $tmp/kits.so: $says\$" "$tmp/kits.so"
	done <<END
abi primitive 1 is of version 0 of wengert_kit.h, this program of 1: compile it anew
name the name of primitive 1 is no C name: ""
noname the name of primitive 1 is no C name: ""
digit the name of primitive 1 is no C name: "2scale"
primal scale has no primal, no vjp, no argument or no result
vjp scale has no primal, no vjp, no argument or no result
in scale has no primal, no vjp, no argument or no result
out scale has no primal, no vjp, no argument or no result
nin scale has no primal, no vjp, no argument or no result
nout scale has no primal, no vjp, no argument or no result
argument argument 2 of scale has no C name: ""
result result 2 of scale has no C name: "i-1"
ninth x of scale has more than 8 axes
f32 scale takes binary32: its rule is proved by binary64 and binary128 (WENGERT_F64 | WENGERT_F128), or by dumping its gradients: --npy DIR --formula '2\*x'
f128 scale takes binary128: its rule is proved by binary64 and binary128 (WENGERT_F64 | WENGERT_F128), or by dumping its gradients: --npy DIR --formula '...'
END
	unset SPOIL
	verdict 0 'OK scale' "$tmp/kits.so"
	if command -v g++ > /dev/null; then
		verdict 0 'OK normalise' "$tmp/g++-normalise.cpp.so"
		broken normalise 's/2 \* x\[c\] \* along/x[c] * along/'
		verdict 1 'the rule for x is wrong' "$tmp/broken.so"
	fi
fi
echo "1..$n"
