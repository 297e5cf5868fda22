#!/bin/sh
# guards -- what keeps the tables of primitives and number types true, tried on copies of them.  TAP
# usage: guards.sh, with CC; W is the program
B=${B:-build}
CC=${CC:-cc} W=${W:-./wengert}
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
n=0
result() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi; }
mkdir -p "$tmp/engines/prims"
def=$tmp/engines/prims/scalar.def

# a copy of the table with one more line; objects are compiled against it
with() { awk -v more="$1" '{ print } /^U \(floor,/ && more { print more }' engines/prims/scalar.def > "$def"; }
compiles() { LC_ALL=C $CC -std=c17 -D_GNU_SOURCE -I"$tmp" -I. -I"$B" -fsyntax-only "$1" 2> "$tmp/said"; }
stops() { ! compiles "$1" && grep -q "$2" "$tmp/said"; }

with ''
compiles engines/prims/scalar.c; result $? 'the table as it stands compiles'
with 'U (fract, Fract, -, 1, -9, 9, ANALYTIC)'
compiles engines/prims/scalar.c; result $? 'so it does with one more line'
with 'U (step, Step, -, 0, -9, 9)'
stops engines/prims/scalar.c 'error.*U\|error.*macro'; result $? 'a step function without its traits stops the compiler'
with 'U (step, Step, -, 0, -9, 9, )'
stops engines/prims/scalar.c error; result $? 'so do empty traits'
with 'U (step, Step, -, 0, -9, 9, STEPS)'
stops engines/prims/scalar.c 'STEPS'; result $? 'and traits that do not exist, by their name'
with 'B (both, Both, -, 1, -9, 9, ANALYTIC)'
stops engines/prims/scalar.c 'error.*B\|error.*macro'; result $? 'a primitive of two arguments with one derivative stops it too'

# kernels
lacks() { ! CC=$CC sh scripts/kernels.sh "$def" 2> "$tmp/said" && grep -q "$1" "$tmp/said"; }
with ''
CC=$CC sh scripts/kernels.sh "$def"; result $? 'every primitive has its kernels'
with 'U (step, Step, -, 0, -9, 9, STEPPING)'
lacks 'step has no kernel for binary64: k_step in engines/numbers/kernels.h'; result $? 'a missing kernel is named, and where it belongs'
lacks 'step has no kernel for MPFR'; result $? 'so is one that MPFR lacks'
lacks 'step has no line in engines/reference/kinds.def'; result $? 'so is its line in the reference'
with 'UL(trunc, Trunc, sign(x)*floor(abs(x)), 0, -9, 9, STEPPING | ATWHOLE | RISING)'
printf '#include "engines/numbers/kernels.h"\ndouble now(double x) { return k_trunc(x) + (double)s_trunc((float)x); }\n' > "$tmp/now.c"
compiles "$tmp/now.c"; result $? 'a line that begins with UL takes its kernels from C'

with 'UL(exp10, Exp10, -, y*log(10), -9, 9, RISING | ATZERO)'
lacks 'exp10 says no meaning'; result $? 'a line without the meaning that the reference reads is refused'

# what depends on what
$CC -std=c17 -I. -MM engines/wengert.h | grep -q 'scalar\.def'; [ $? = 1 ]; result $? 'wengert.h does not read scalar.def'
grep -rnE '[=!]= *&(f16|bf16|f32|f64|c32|c64|mpfr)\>' --include='*.[ch]' engines library checks bench | grep -v '^engines/numbers/'; [ $? = 1 ]; result $? 'no number type is told by its address'
grep -rnE --include='*.[ch]' -e '-1074\b|-149\b' engines library checks bench | grep -vE '^(checks/(units|kernels)|engines/numbers)/'; [ $? = 1 ]; result $? 'no exponent of a number type stands outside its Num'

# ---- how a page is: docs/architecture.md ----
pages() { find engines library checks bench plots examples wengert.c wengert_kit.h \( -name '*.[ch]' -o -name '*.def' -o -name '*.cpp' -o -name '*.hpp' \) | grep -v '^checks/\(expected\|kernels\)/' | sort; }
pages | while read -r f; do expand -t 8 "$f" | LC_ALL=C sed 's,[\x80-\xbf],,g' | awk -v f="$f" 'length > 100 { print f ":" FNR ": " length " columns" }'; done > "$tmp/pages"
[ ! -s "$tmp/pages" ]; result $? 'no line is over 100 columns, tabs as 8'
sed 's/^/# /' "$tmp/pages" | head
pages | grep '\.[ch]$' | xargs wc -l | awk '$2 != "total" && $1 > 450 { print $2 ": " $1 " lines" }' > "$tmp/pages"
[ ! -s "$tmp/pages" ]; result $? 'no file is over 450 lines'
sed 's/^/# /' "$tmp/pages" | head
# what a macro pastes a name to (k_##name) is no name
pages | grep '\.[ch]$' | grep -v '^checks/kernels/\|^examples/' | while read -r f; do
	sed -E 's/"([^"\\]|\\.)*"//g; s,/\*.*\*/,,g' "$f" | grep -v '^ \*' | grep -nE '(^|[^A-Za-z0-9_])[A-Za-z][A-Za-z0-9_]*_($|[^A-Za-z0-9_# ])' | sed "s,^,$f:,"
done > "$tmp/pages"
[ ! -s "$tmp/pages" ]; result $? 'no name ends in _'
find . \( -name '*.orig' -o -name '*.rej' -o -name '*~' \) ! -path './build/*' > "$tmp/pages"
[ ! -s "$tmp/pages" ]; result $? 'no file that patch or an editor left behind'
sed 's/^/# /' "$tmp/pages" | head
# `make mutate` makes what its suites' commands name so
awk -F '\t' '$3 ~ /(^|,)(check|mutate)(,|$)/ && !/^#/' scripts/suites | grep -o '"$B/[^"]*"' | sed "s,\"\$B/\(.*\)\",$tmp/b/\1," | sort -u > "$tmp/targets"
[ -s "$tmp/targets" ] && make -n B="$tmp/b" CC="$CC" $(cat "$tmp/targets") > "$tmp/said" 2>&1; result $? 'what suites name in the build, make can make'
tail -1 "$tmp/said" | grep 'No rule' | sed 's/^/# /'
# MPI's library once called our bind for the system's
nm -D --defined-only "$W" | awk '$2 == "T" { print $3 }' > "$tmp/said"
[ ! -s "$tmp/said" ]; result $? 'the program exports no function: no library finds ours for its own'
sed 's/^/# /' "$tmp/said"
echo "1..$n"
