#!/bin/sh
# columns -- no line of text that a command prints is wider than 80 characters, but those to be pasted again.  Prints TAP.
# usage: columns WENGERT
w=$(realpath "${1:-./wengert}")
n=0
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
LC_ALL=C.UTF-8 NO_COLOR=1 XDG_CACHE_HOME=$tmp/cache WENGERT_PEERS=none; export LC_ALL NO_COLOR XDG_CACHE_HOME WENGERT_PEERS
sh scripts/dumped.sh "$tmp/DUMPS"
${CC:-cc} -I. -fPIC -shared -o "$tmp/ZEROS.so" checks/expected/plugin/zeros.c
printf 'x,y\n2,3\n-1,0.5\n' > "$tmp/POINTS.csv"
many=$(seq -s, 1 30) long=a_name_of_an_input_that_goes_on_and_on_and_on

# ---- the commands, a line each; what is wide in them, where that is not seen at once ----
commands() {
	cat <<END
list
list plugins --plugin ZEROS.so
grad 'x1*x2 + x2 - log(x1)' --at 3,-4
grad 'sin(x)*y' --at 1,2 --number mpfr:300
grad 'sum(sin(v))' --arg 'v:[30]' --at $many
grad 'sum(sin(v))' --arg 'v:[30]' --at $many --all --number mpfr:200 --engine forward,static
grad 'sum(sin(v))' --arg 'v:[30]' --at $many --verbose --engine reverse
grad '$long*sin(b)' --at 3,4
grad 'sqrt(x)*y' --at -1,2 --engine forward
grad 'abs(x)*y + where(x > 2, x, 1)' --at 0,3 --engine reverse,symbolic
grad 'x*x*y' --at @POINTS.csv --engine reverse
grad 'log(x - y)*sqrt(y)' --at 0,0 --engine forward
jacobian 'x*y' 'x/y' 'sqrt(x)' --at 4,-8
jacobian 'sin(v)' --arg 'v:[12]' --at $(seq -s, 1 12) --all --engine static
jacobian 'x1*x2' 'x2 + x3*x3' --at 1,2,3 --sparse --engine forward
hessian 'exp(x*y)*sin(y)' --at 0.3,0.7 --number mpfr:200
hessian '$long*sin(b)' --at 3,4
hessian 'sum(v*v*v)' --at 'v=[1,2,3]' --sparse --engine forward
trace 'exp(sum(v*v*v)/3) + v[1]/7' --at 'v=[1e-3,2,3,4e-100,.5]'
trace 'exp(sum(v*v*v)/3) + v[1]/7' --at 'v=[1e-3,2,3,4e-100,.5]' --mode forward
trace 'exp(sum(v*v*v)/3) + v[1]/7' --at 'v=[1e-3,2,3,4e-100,.5]' --mode reverse
trace 'exp(x*y)/x' --at 0.1,3 --number mpfr:300 --mode reverse
trace '$long*sin(b)' --at 3,4 --mode reverse
trace 'x1*x2 + 0.1*x2 - sqrt(x1)' --at 4,-3 --mode static
trace 'sin(x)*exp(x)/tanh(x + 1)*tan(x)' --at 3 --mode symbolic
trace 'where(x > 2, x, 1)' --at 3 --mode symbolic
check muladd divsub branch --engine forward,symbolic,central
check lstm minors --engine static,gsl-central
check muladd eq6 --plugin ZEROS.so --engine zeros,forward --number f64
check branch eq6 --engine symbolic,central --verbose
check abc --number bf16 --engine forward,reverse
vjp checks/expected/vjp/rules.c
vjp checks/expected/vjp/rules.c --verbose
vjp checks/expected/vjp/rules.c --quiet
vjp checks/expected/vjp/halves.c --every
vjp checks/kernels/right/layernorm.c
vjp --primitives mul sum transpose
vjp --npy DUMPS/bfloat_wrong --formula 'sum(W*W)'
vjp --npy DUMPS/bfloat_lossy --formula 'sum(W*W)'
claims T1 T2 P1 N4 S1
bench order depth --smallest --out BENCH
bench depth --smallest --out BENCH --verbose
compare checks/expected/runs/first.csv checks/expected/runs/second.csv --fail-over 1.1 --verbose
compare checks/expected/runs/unkeyed.csv checks/expected/runs/unkeyed.csv
compare results/depth.csv results/depth.csv
compare results/order.csv results/order.csv
END
}

commands > "$tmp/commands"
while IFS= read -r command; do
	eval "\"\$w\" $(echo "$command" | sed "s,\(DUMPS\|POINTS\|BENCH\|ZEROS\),$tmp/&,g")" > "$tmp/out" 2> "$tmp/err" < /dev/null
	got=$?
	n=$((n + 1))
	# a folder of ours is as long as it is
	sed "s,$tmp/,,g" "$tmp/out" | grep -vE '^ *again:? ' | grep -E '^.{81,}' > "$tmp/wide"
	if [ $got -le 1 ] && [ -s "$tmp/out" ] && [ ! -s "$tmp/wide" ]; then echo "ok $n - $command"
	else echo "not ok $n - $command (exit $got)"; cat "$tmp/wide" "$tmp/err" | sed 's/^/# /' | head -5; fi
done < "$tmp/commands"
echo "1..$n"
