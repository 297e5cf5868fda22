#!/bin/sh
# layers-test -- layers.sh itself, on a small house: what it must be red on, one at a time.  Prints TAP.
n=0 here=$(pwd) cc=${CC:-cc}
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
cd "$tmp" || exit 2
result() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; sed 's/^/# /' said; fi; }

# file NAME TEXT: a source and its object
file() {
	mkdir -p "$(dirname "$1")" "build/$(dirname "$1")"
	printf "$2\n" > "$1"
	$cc -I. -c -o "build/${1%.c}.o" "$1"
}
house() {
	mkdir -p engines/prims engines/list
	echo 'int lanes(void); enum { AXES = 8 };' > engines/prims/axis.h
	echo 'int record(void);' > engines/list/list.h
	file engines/base/memory.c      'int alloc(void) { return 0; }'
	file engines/numbers/num.c      'int alloc(void); int f64(void) { return alloc(); }'
	file engines/list/list.c        '#include "engines/list/list.h"\nint alloc(void); int record(void) { return alloc(); }'
	file engines/prims/axis.c       '#include "engines/prims/axis.h"\nint f64(void); int lanes(void) { return f64(); }'
	file engines/prims/sum.c        '#include "engines/prims/axis.h"\n#include "engines/list/list.h"\nconst int sum_prim = 1; int Sum(void) { return lanes() + record(); }'
	file engines/prims/mean.c       'int Sum(void); int Mean(void) { return Sum(); } int halves(void) { return 2; }'
	file engines/transform/vjp.c    'extern const int sum_prim; int pullback(void) { return sum_prim; }'
	file engines/run/run.c          'int pullback(void); int run(void) { return pullback(); }'
	file engines/control/while.c    'int run(void); int While(void) { return run(); }'
	file engines/formula/formula.c  'int While(void); int formula(void) { return While(); }'
	file engines/sparse/sparse.c    'int run(void); int colours(void) { return run(); }'
	file engines/reference/prove.c  'int run(void); int prove(void) { return run(); }'
	file engines/forward.c          'int run(void); int forward_engine(void) { return run(); }'
	file engines/peers/peers.c      'int run(void); int stan_engine(void) { return run(); }'
	file engines/reverse.c          'int formula(void); int reverse_engine(void) { return formula(); }'
	file engines/engines.c          'int forward_engine(void); int reverse_engine(void); int stan_engine(void);\nint engines(void) { return forward_engine() + reverse_engine() + stan_engine(); }'
	file checks/suite/check.c       'int engines(void); int prove(void); int check(void) { return engines() + prove(); }'
	file bench/bench.c              'int check(void); int bench(void) { return check(); }'
	file wengert.c                  'int bench(void); int main(void) { return bench(); } int asked(void) { return 1; }'
}
again() { rm -rf engines checks bench build docs wengert.c; cp -Rp kept/. .; }
layers() { B=build sh "$here/scripts/layers.sh" "$@" > said 2>&1; }
# red WHAT IT SAYS: after the house was changed
red() { layers; [ $? = 1 ] && grep -Fq -e "$1" said; result $? "red: $1"; again; }

house
mkdir kept && cp -Rp engines checks bench build wengert.c kept/
layers && grep -q 'none upward' said;  result $? 'a house in which nobody looks up is green'
layers dot && grep -q '^	run -> transform;$' said && ! grep -q '	run -> prims;\|	bench -> run;' said
result $? 'the picture leaves out what follows from two arrows'
drawn() { sed -n 's,^	\([a-z]*\) -> \([a-z]*\);,<title>\1\&#45;\&gt;\2</title>,p' "$1" > docs/house.svg; }
mkdir docs && cp said dot && drawn dot && cp -Rp docs kept/
layers; result $? 'a picture with these arrows is green'
grep -v 'run -> transform' dot > short && drawn short
red 'docs/house.svg lacks run -> transform: make house'
{ cat dot; echo '	sparse -> formula;'; } > plus && drawn plus
red 'docs/house.svg has sparse -> formula for nothing: make house'
{ cat dot; echo '	run -> prims;'; } > plus && drawn plus
red 'docs/house.svg has run -> prims for nothing: make house'
file engines/engines.c 'int forward_engine(void); int reverse_engine(void); int engines(void) { return forward_engine() + reverse_engine(); }'
layers; result $? 'the picture holds where no tool of others is built'
layers dot; [ $? = 1 ] && grep -q 'no tool of others is built' said; result $? 'and is not drawn there'
again
file engines/list/list.c 'int Sum(void); int record(void) { return Sum(); }'
red 'engines/list/list.c calls Sum of engines/prims/sum.c: list is not above prims'
file engines/list/list.c 'int f64(void); int record(void) { return f64(); }'
red 'engines/list/list.c calls f64 of engines/numbers/num.c: list is not above numbers'
file engines/base/memory.c 'extern const int sum_prim; const int *table[] = { &sum_prim }; int alloc(void) { return 0; }'
red 'engines/base/memory.c calls sum_prim of engines/prims/sum.c: base is not above prims'
file engines/transform/vjp.c 'int While(void); int pullback(void) { return While(); }'
red 'wings in a circle: transform run control'
file engines/sparse/sparse.c 'int formula(void); int colours(void) { return formula(); }'
red 'engines/sparse/sparse.c calls formula of engines/formula/formula.c: sparse is not above formula'
file engines/reference/prove.c 'int forward_engine(void); int prove(void) { return forward_engine(); }'
red 'engines/reference/prove.c calls forward_engine of engines/forward.c: reference is not above engines'
file engines/formula/formula.c 'int prove(void); int formula(void) { return prove(); }'
red 'engines/formula/formula.c calls prove of engines/reference/prove.c: formula is not above reference'
file engines/forward.c 'int reverse_engine(void); int forward_engine(void) { return reverse_engine(); }'
red 'engines/forward.c calls reverse_engine of engines/reverse.c: an engine knows no other'
file engines/forward.c 'int engines(void); int forward_engine(void) { return engines(); }'
red 'engines/forward.c calls engines of engines/engines.c: an engine knows no other'
file engines/prims/sum.c 'int halves(void); const int sum_prim = 1; int Sum(void) { return halves(); }'
red 'engines/prims/sum.c calls halves of engines/prims/mean.c: a primitive knows of another only how it is recorded'
file engines/prims/mean.c 'extern const int sum_prim; int halves(void) { return sum_prim; } int Mean(void) { return 0; }'
red 'engines/prims/mean.c calls sum_prim of engines/prims/sum.c: a primitive knows of another only how it is recorded'
file engines/engines.c 'int check(void); int forward_engine(void); int engines(void) { return check() + forward_engine(); }'
red 'engines/engines.c calls check of checks/suite/check.c: engines is not above checks'
file checks/suite/check.c 'int bench(void); int check(void) { return bench(); }'
red 'checks/suite/check.c calls bench of bench/bench.c: checks is not above bench'
file engines/base/memory.c 'int asked(void); int alloc(void) { return asked(); }'
red 'engines/base/memory.c calls asked of wengert.c: base is not above main'
file engines/numbers/num.c '#include "engines/prims/axis.h"\nint f64(void) { return AXES; }'
red 'engines/numbers/num.c includes engines/prims/axis.h: numbers is not above prims'
file engines/prims/mean.c '#include "../list/list.h"\nint halves(void) { return 2; } int Mean(void) { return 0; }'
red 'engines/prims/mean.c includes ../list/list.h: an include names its wing'
file engines/attic/old.c 'int old(void) { return 0; }'
file engines/list/list.c 'int old(void); int record(void) { return old(); }'
red 'attic has no line in the table of scripts/layers.sh'
rm build/engines/run/run.o
red 'engines/run/run.c has no object build/engines/run/run.o: run make first'
touch -t 200001010000 build/engines/run/run.o
red 'engines/run/run.c is newer than build/engines/run/run.o: run make first'
file engines/run/run.c 'char __gnu_lto_slim;'
red 'objects made with -flto show no symbols: build without'
for o in build/*/*/*.o build/*/*.o build/*.o; do echo 'static int hidden;' > quiet.c; $cc -c -o "$o" quiet.c; done
red 'nm shows no call between two objects'
# what stayed behind when its source went says nothing
file engines/list/gone.c 'int Sum(void); int gone(void) { return Sum(); }'
rm engines/list/gone.c
layers; result $? 'an object without a source is not read'
rm -rf engines checks bench wengert.c
layers; [ $? = 1 ]; result $? 'nothing to read is red'
echo "1..$n"
