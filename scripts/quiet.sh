#!/bin/sh
# quiet -- what --quiet leaves of the output and what --verbose adds to it, command by command.  Prints TAP.
# usage: quiet WENGERT
w=$(realpath "${1:-./wengert}")
n=0
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
LC_ALL=C.UTF-8 NO_COLOR=1 XDG_CACHE_HOME=$tmp/cache WENGERT_PEERS=none; export LC_ALL NO_COLOR XDG_CACHE_HOME WENGERT_PEERS
result() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; sed 's/^/# /' "$tmp/out" | head -20; fi; }
sh scripts/dumped.sh "$tmp/DUMPS"
${CC:-cc} -I. -fPIC -shared -o "$tmp/ZEROS.so" checks/expected/plugin/zeros.c
# times differ from run to run
ran() { "$w" "$@" > "$tmp/out" 2> "$tmp/err" < /dev/null; got=$?; sed -i -E 's/[0-9.]+ s$/TIME s/; s/[0-9]+ (calls|evaluations)/N \1/' "$tmp/out"; }

# well COMMAND...: nothing fails, one line is left
well() {
	ran "$@" --quiet
	[ $got = 0 ] && [ "$(wc -l < "$tmp/out")" = 1 ] && [ ! -s "$tmp/err" ]; result $? "$* --quiet: all is well, one line"
}
# ill PATTERN COMMAND...: what failed and the last line, each of them as without --quiet, and with the same exit status
ill() {
	pattern=$1; shift
	ran "$@"; plain=$got; mv "$tmp/out" "$tmp/plain"
	ran "$@" --quiet
	grep -vxF -f "$tmp/plain" "$tmp/out" > "$tmp/new"
	[ $got = $plain ] && [ "$(wc -l < "$tmp/out")" -lt "$(wc -l < "$tmp/plain")" ] && [ ! -s "$tmp/new" ] && grep -Eq -e "$pattern" "$tmp/out" &&
		[ "$(tail -1 "$tmp/out")" = "$(tail -1 "$tmp/plain")" ]
	result $? "$* --quiet: what failed, exit $plain"
}
# more PATTERN COMMAND...: with --verbose what stands there else, and more
more() {
	pattern=$1; shift
	ran "$@"; plain=$got; mv "$tmp/out" "$tmp/plain"
	ran "$@" --verbose
	[ $got = $plain ] && [ "$(wc -l < "$tmp/out")" -gt "$(wc -l < "$tmp/plain")" ] && grep -Eq -e "$pattern" "$tmp/out" && ! grep -Eq -e "$pattern" "$tmp/plain"
	result $? "$* --verbose: more ($pattern)"
}
# same COMMAND...: another format than text is what it is without them
same() {
	ran "$@"; mv "$tmp/out" "$tmp/plain"
	ran "$@" --quiet; cmp -s "$tmp/plain" "$tmp/out"; result $? "$* --quiet: the same"
	case $1 in claims) return ;; esac
	ran "$@" --verbose; cmp -s "$tmp/plain" "$tmp/out"; result $? "$* --verbose: the same"
}
runs=checks/expected/runs

well check muladd eq6 --engine forward,central --number f64
well check muladd branch --engine symbolic
well vjp checks/kernels/right/matmul.c
well vjp --npy "$tmp/DUMPS/bfloat" --formula 'sum(W*W)'
well claims T1 P1 P3
well compare $runs/first.csv $runs/first.csv
well bench depth --depth 1:1 --width 4:4 --smallest --engine forward --out "$tmp/bench"
[ -s "$tmp/bench/depth.csv" ]; result $? 'and its file is written'
ill '^FAIL zeros .* eq6 point 1 ' check muladd eq6 --plugin "$tmp/ZEROS.so" --engine zeros,forward --number f64
ill '^ *again: wengert check eq6 --engine zeros' check muladd eq6 --plugin "$tmp/ZEROS.so" --engine zeros,forward --number f64
ill '^  again +wengert vjp .* below ' vjp checks/expected/vjp/rules.c
! grep -q area "$tmp/out"; result $? 'and nothing of the kernel that is right'
ill 'slower, over the limit$' compare $runs/first.csv $runs/second.csv --fail-over 1.1
! grep -q 'within noise$' "$tmp/out"; result $? 'and nothing of the row within noise'
ran vjp --npy "$tmp/DUMPS/outputs_wrong" --formula 'u = x*y; v = x - y' --quiet
[ $got = 1 ] && grep -q '^WRONG ' "$tmp/out" && grep -q '^  again ' "$tmp/out" && tail -1 "$tmp/out" | grep -q '^[1-9] of [0-9] gradients refused$'; result $? 'vjp --npy --quiet: what failed, exit 1'
ran vjp checks/kernels/right/gelu.c --quiet --strict; result $got 'LOSSY and what --strict refuses is told where it is refused alone'

more '^OK   forward' check muladd --engine forward --number f64
more '^  also ' check muladd --engine forward --number f64
more ', of [0-9.e-]+ at each$' vjp checks/expected/vjp/rules.c
more '^ +p [0-9.]+; blocks ' compare $runs/first.csv $runs/second.csv
more '^ +[0-9]+ samples of ' bench depth --depth 1:1 --width 4:4 --smallest --engine forward --out "$tmp/bench"
many=$(seq -s, 1 30)
more 'v\[29\]' grad 'sum(v*v*v)' --arg 'v:[30]' --at "$many" --engine reverse
"$w" grad 'sum(v*v*v)' --arg 'v:[30]' --at "$many" --engine reverse --all | cmp -s - "$tmp/out"; result $? 'grad --verbose is grad --all'

same check muladd eq6 --engine forward,central --number f64 --format json
same check muladd eq6 --engine forward,central --number f64 --format tap
same vjp checks/expected/vjp/rules.c --format tap
same claims T1 --format csv
same compare $runs/first.csv $runs/second.csv --format csv

for c in check 'vjp x.c' bench 'compare a b' report; do
	# shellcheck disable=SC2086
	ran $c --quiet --verbose
	[ $got = 2 ] && [ ! -s "$tmp/out" ] && [ "$(cat "$tmp/err")" = 'wengert: --quiet shows less, --verbose more: not both at once' ]; result $? "$c --quiet --verbose: a sentence, exit 2"
done

# ---- on a terminal ----
if script -qec true /dev/null > /dev/null 2>&1; then
	script -qec "$w vjp checks/kernels/right/matmul.c" "$tmp/screen" > /dev/null 2>&1; grep -q 'building the kernels' "$tmp/screen"; result $? 'a terminal sees progress'
	script -qec "$w vjp checks/kernels/right/matmul.c --quiet" "$tmp/screen" > /dev/null 2>&1; ! grep -q 'building\|left' "$tmp/screen"; result $? 'with --quiet it does not'
else
	for t in 'a terminal sees progress' 'with --quiet it does not'; do n=$((n + 1)); echo "ok $n - $t # SKIP script of util-linux is not here"; done
fi
echo "1..$n"
