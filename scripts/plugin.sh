#!/bin/sh
# plugin -- engines from outside: the examples built elsewhere pass, one that crashes is a result, what is no engine is a sentence.  Prints TAP.
# usage: plugin WENGERT
unset MAKEFLAGS MFLAGS MAKELEVEL            # a make of its own, whatever make runs this
w=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
here=$PWD n=0
result() { # status, what
	n=$((n + 1))
	if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; sed 's/^/# /' "$tmp/out" | head -20; fi
}
skipped() { n=$((n + 1)); echo "ok $n - $1 # SKIP not here"; }
# gives STATUS PATTERN ARGUMENTS...
gives() {
	want=$1 pattern=$2; shift 2
	"$w" "$@" > "$tmp/out" 2>&1 < /dev/null; got=$?
	[ $got = "$want" ] && grep -Eq -e "$pattern" "$tmp/out"
	result $? "wengert $(echo "$*" | sed "s,$tmp/,,g" | cut -c1-90) -> $want, $pattern"
}
some=$("$w" list functions | awk '/^  [^ ]/ { print $1 }')

# ---- the examples, outside the tree, by their own Makefile and pkg-config ----
mkdir "$tmp/include" "$tmp/lib" && cp wengert_kit.h "$tmp/include" && cp -r examples/plugin "$tmp/plugin" || exit 2
printf 'Name: wengert-kit\nDescription: kit\nVersion: 0\nCflags: -I%s/include\n' "$tmp" > "$tmp/lib/wengert-kit.pc"
cd "$tmp" || exit 2
if command -v pkg-config > /dev/null && command -v g++ > /dev/null; then
	PKG_CONFIG_PATH=$tmp/lib make -s -C plugin CC="${CC:-cc}" > out 2>&1 && [ ! -s out ]; result $? 'the examples are built by pkg-config, without a warning'
else
	${CC:-cc} -std=c99 -Iinclude -fPIC -shared -o plugin/fourpoint.so plugin/fourpoint.c -lm > out 2>&1; result $? 'the example in C is built'
fi
p="--plugin plugin/fourpoint.so"; e=fourpoint
[ -f plugin/duals.so ] && p="$p --plugin plugin/duals.so" e=fourpoint,duals
# shellcheck disable=SC2086
gives 0 '^PASS [0-9]+   fail 0' check $some $p --engine $e
# shellcheck disable=SC2086
gives 0 'fourpoint +f64 +[1-9][0-9]* +0 ' check $some $p --engine $e
if [ -f plugin/duals.so ]; then
	gives 0 'duals +-4\.333333333333333 +0\.33' grad 'x1*x2 + x2 - log(x1)' --at 3,-4 --plugin plugin/duals.so
	gives 0 '"engine": "duals"' grad 'sum(sqr(v))' --at 'v=[1,2]' --plugin plugin/duals.so --format json
	gives 0 'duals +2 ' jacobian 'x*y' 'x + sin(y)' --at 2,3 --plugin plugin/duals.so --sparse
	gives 0 'duals-over-reverse' hessian 'x*y' --at 2,3 --plugin plugin/duals.so
	gives 0 'duals +unable: it has no rule for lgamma' grad 'lgamma(x)' --at 3 --plugin plugin/duals.so
	gives 0 'duals +unable: there is no list of a function that branches' grad 'while(u = x, u < 9, u*x)' --at 2 --plugin plugin/duals.so
	gives 0 'duals +unable: an engine from outside computes in f64' grad x --at 2 --number f32 --plugin plugin/duals.so
	gives 2 'there is an engine duals already' list --plugin plugin/duals.so --plugin plugin/duals.so
else
	skipped 'the example in C++'
fi
gives 0 '^  fourpoint +central differences' list engines --plugin plugin/fourpoint.so
gives 0 'plugin/fourpoint.so$' list plugins --plugin plugin/fourpoint.so
gives 0 '^  1 16 fourpoint .* ±' bench depth --depth 1:1 --width 16:16 --quick --out bench --engine fourpoint --plugin plugin/fourpoint.so
grep -q '^1,16,fourpoint,.*,wall,' bench/depth.csv; result $? 'an engine in a process of its own is timed by the wall clock'

# ---- a rule that is wrong is refused ----
sed 's/8, -1 }/8, 1 }/' plugin/fourpoint.c > wrong.c && ${CC:-cc} -std=c99 -Iinclude -fPIC -shared -o wrong.so wrong.c -lm
gives 1 'FAIL fourpoint +f64 +eq6 point 1 .* bound 1e\+08' check eq6 --plugin ./wrong.so --engine fourpoint
gives 1 'again: wengert check eq6 --engine fourpoint .* --plugin /.*wrong.so' check eq6 --plugin ./wrong.so --engine fourpoint
gives 1 '^::error file=wrong.c,line=[0-9]+,title=wengert check::fourpoint f64 eq6 point 1 ' check eq6 --plugin ./wrong.so --engine fourpoint --format github
gives 1 '"says": "fourpoint ' check eq6 --plugin ./wrong.so --engine fourpoint --format json

# ---- engines that misbehave: a result each, and the run goes on ----
cat > bad.c <<'C'
#include "wengert_kit.h"
#include <stdlib.h>
#include <string.h>
#define JVP(name, body) static int name(void *f, const double *x, const double *d, double *y, double *dy) { (void)f, (void)x, (void)d, (void)y, (void)dy; body; }
static void *opened(const wengert_function *f, char *why, size_t room) { (void)why, (void)room; return (void *)f; }
static void *unopened(const wengert_function *f, char *why, size_t room) { (void)f, (void)room; strcpy(why, "not on a Sunday"); return NULL; }
static void *trapped(const wengert_function *f, char *why, size_t room) { (void)f, (void)why, (void)room; abort(); }
JVP(faults, *(volatile int *)8 = 1; return 0)
JVP(aborts, abort())
JVP(leaves, exit(0))
JVP(loops, for (;;) continue)
JVP(idles, return WENGERT_OK)
JVP(nowhere, return WENGERT_UNDEFINED)
JVP(unable, return WENGERT_UNABLE)
JVP(status99, return 99)
JVP(overruns, memset(dy, 0, (((const wengert_function *)f)->ny + 1) * sizeof *dy); return WENGERT_OK)
static void closed(void *f) { (void)f; abort(); }
static int fine(void *f_, const double *x, const double *d, double *y, double *dy)
{
	const wengert_function *f = (const wengert_function *)f_;
	(void)d;
	memset(dy, 0, f->ny * sizeof *dy);
	return f->eval(f, x, y);
}
#define E(name, open, jvp, vjp, close) static const wengert_engine e_##name = WENGERT_ENGINE(#name, "misbehaves", 1e9, open, jvp, vjp, close);
E(faults, opened, faults, NULL, NULL)
E(aborts, opened, aborts, NULL, NULL)
E(leaves, opened, leaves, NULL, NULL)
E(loops, opened, loops, NULL, NULL)
E(idles, opened, idles, NULL, NULL)
E(nowhere, opened, nowhere, NULL, NULL)
E(unable, opened, unable, NULL, NULL)
E(status99, opened, status99, NULL, NULL)
E(overruns, opened, overruns, NULL, NULL)
E(back, opened, NULL, aborts, NULL)
E(trapped, trapped, fine, NULL, NULL)
E(unopened, unopened, fine, NULL, NULL)
E(closes, opened, fine, NULL, closed)
WENGERT_ENGINES(&e_faults, &e_aborts, &e_leaves, &e_loops, &e_idles, &e_nowhere, &e_unable, &e_status99, &e_overruns, &e_back, &e_trapped, &e_unopened, &e_closes)
C
so() { ${CC:-gcc} -std=c99 -Iinclude -fPIC -shared "$@"; }
so -o bad.so bad.c > out 2>&1; result $? 'thirteen engines that misbehave'
bad() { gives 1 "$2" check eq6 --plugin ./bad.so --limit 0.3 --engine "$1"; }
bad faults  'FAIL faults +f64 +eq6 point 1 +crashed: jvp: (signal 11|exit)'
bad faults  'faults +f64 .* crashed at 4 of 4'
bad aborts  'FAIL aborts .* crashed: jvp: (signal 6|exit)'
bad leaves  'FAIL leaves .* crashed: jvp: exit\(0\): it ended the program'
bad loops   'FAIL loops .* crashed: jvp: no answer in 0\.3 s'
bad loops   'crashed: not asked again after 3 calls'
bad idles   'FAIL idles .* inf ulps'
bad nowhere 'FAIL nowhere .* inf ulps'
bad unable  'FAIL unable +answered nothing: unable [0-9]+ times of [0-9]+, so nothing was compared'
bad unopened 'FAIL unopened +answered nothing'
bad status99 'FAIL status99 .* crashed: jvp: it returned 99, which'
gives 1 '^not ok .* unable +answered nothing' check eq6 --plugin ./bad.so --engine unable,forward --format tap
gives 1 '"failed": 1' check eq6 --plugin ./bad.so --engine unable,forward --format json
bad overruns 'FAIL overruns .* crashed: jvp: (signal 11|exit)'
bad back    'FAIL back .* crashed: vjp: (signal 6|exit)'
bad trapped 'FAIL trapped .* crashed: open: (signal 6|exit)'
bad closes  'FAIL closes +f64 +after 4 functions crashed: close: (signal 6|exit)'
gives 0 'unopened +unable: not on a Sunday' grad x --at 1 --plugin ./bad.so --engine unopened
gives 1 'forward +1 +0\.00' grad x --at 1 --plugin ./bad.so --limit 0.3
gives 1 '"status": "crashed"' grad x --at 1 --plugin ./bad.so --engine faults --format json
gives 1 'aborts,f64,crashed,x,1,,,1\.0+,smooth,' grad x --at 1 --plugin ./bad.so --engine aborts --format csv
gives 1 'leaves +crashed' jacobian x 'x^2' --at 1 --plugin ./bad.so --engine leaves
gives 1 '"crashed": 4' check eq6 --plugin ./bad.so --engine faults --format json
gives 1 '^not ok 1 - faults .* crashed' check eq6 --plugin ./bad.so --engine faults --format tap

# ---- what is no library of engines: a sentence, exit 2 ----
sed 's/^#define WENGERT_ABI .*/#define WENGERT_ABI 99/' include/wengert_kit.h > wengert_kit.h && so -iquote . -o abi.so bad.c && rm wengert_kit.h
gives 2 'version 99 of wengert_kit.h, this program of [0-9]+: compile it anew' list --plugin ./abi.so
sed 's/^WENGERT_ENGINES.*//' bad.c > none.c && so -o none.so none.c 2> /dev/null
gives 2 'shows no wengert_engines' list --plugin ./none.so
sed 's/^WENGERT_ENGINES.*/const wengert_engine *const wengert_engines[] = { NULL };/' bad.c > empty.c && so -o empty.so empty.c 2> /dev/null
gives 2 'its table is empty' list --plugin ./empty.so
sed 's/1e9/0/' bad.c > unbound.c && so -o unbound.so unbound.c
gives 2 'faults promises no bound' list --plugin ./unbound.so
for ulps in INFINITY NAN -1 0x1p52 1e300; do
	sed "s/1e9/$ulps/; 1i #include <math.h>" bad.c > unbound.c && so -o unbound.so unbound.c
	gives 2 'faults promises no bound' list --plugin ./unbound.so
done
sed 's/1e9/0x1p51/' bad.c > loose.c && so -o loose.so loose.c
gives 0 'misbehaves: 2.2518e\+15 ulps at most' list plugins --plugin ./loose.so
sed 's/#name, "mis/"a,b", "mis/' bad.c > unnamed.c && so -o unnamed.so unnamed.c
gives 2 'not one of letters' list --plugin ./unnamed.so
sed 's/"misbehaves"/"forward"/; s/#name, "forward"/"forward", ""/' bad.c > ours.c && so -o ours.so ours.c
gives 2 'there is an engine forward already' list --plugin ./ours.so
printf 'static void __attribute__((constructor)) boom(void) { __builtin_trap(); }\n' > boom.c && so -o boom.so boom.c
gives 2 'loading .*boom.so ended it: (signal|exit)' list --plugin ./boom.so
printf 'static void __attribute__((constructor)) boom(void) { for (;;) continue; }\n' > stuck.c && so -o stuck.so stuck.c
gives 2 'loading .*stuck.so ended it: no answer in 0.2 s' list --limit 0.2 --plugin ./stuck.so
gives 2 'loading .*stuck.so ended it: no answer in 0.2 s' list --plugin ./stuck.so --limit 0.2
so -o prims.so "$here/examples/kit/bilinear.c"
gives 2 'a library of primitives is for wengert vjp' list --plugin ./prims.so
gives 2 'No such file' list --plugin ./nothere.so
gives 2 'invalid ELF header|file too short|not.*ELF' list --plugin ./bad.c
gives 2 'there is no "magic"; there are forward.* faults' grad x --at 1 --plugin ./bad.so --engine magic
gives 2 'plugin is for grad, jacobian, hessian, check, bench and list, not for claims' claims T3 --plugin ./bad.so
gives 2 'not a time in seconds' list --limit never
echo "1..$n"
