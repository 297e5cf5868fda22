#!/bin/sh
# cli -- the command line as a user meets it: what it prints, its exit status, what it says of mistakes.  Prints TAP.
w=${1:-./wengert}
n=0
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
LC_ALL=C.UTF-8; export LC_ALL

result() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi; }

# gives STATUS PATTERN ARGUMENTS...: exit status, and an extended regular expression in what is printed
gives() {
	want=$1 pattern=$2; shift 2
	"$w" "$@" > "$tmp/out" 2> "$tmp/err" < /dev/null; got=$?
	cat "$tmp/out" "$tmp/err" > "$tmp/all"
	[ $got = "$want" ] && grep -Eq -e "$pattern" "$tmp/all"
	result $? "$(echo "$*" | tr '\n' ' ' | cut -c1-100) -> $want, $pattern"
}

# refuses PATTERN ARGUMENTS...: exit 2, a sentence on standard error, nothing on standard output
refuses() {
	pattern=$1; shift
	"$w" "$@" > "$tmp/out" 2> "$tmp/err" < /dev/null; got=$?
	[ $got = 2 ] && grep -Eq -e "$pattern" "$tmp/err" && [ ! -s "$tmp/out" ]
	result $? "refused: $(echo "$*" | tr '\n' ' ' | cut -c1-80) ($pattern)"
}

# whether a column is a number: an empty one is not 0
number='function number(x) { return x ~ /^-?[0-9]/ && x == x + 0 }'

# the largest ulps of an engine in grad's CSV
within() {
	engine=$1 most=$2; shift 2
	"$w" grad "$@" --engine "$engine" --format csv | awk -F, -v most="$most" "$number"'
		NR > 1 { n++; if ($3 != "ok" || !number($6) || !number($7) || $7 + 0 > most) bad = 1 } END { exit bad || !n }'
	result $? "$engine within $most ulps: $*"
}

# ---- what must be shown ----
f='x1*x2 + x2 - log(x1)'
gives 0 '"value": "-17\.0986122886681096913952452369225257046' grad "$f" --at 3,-4 --format json
gives 0 '"-4\.33333333333333333333333333333333333333' grad "$f" --at 3,-4 --format json
for e in forward reverse static complexstep; do within $e 1 "$f" --at 3,-4; done
"$w" grad "$f" --at 3,-4 --format json > "$tmp/j"
[ "$(grep -c '"status": "ok"' "$tmp/j")" -ge 12 ]; result $? 'at least 12 engines answer'
for e in forward reverse static; do within $e 4 'tanh(x)' --at 20; done
gives 0 'v2 +log\(v-1\) +1\.0986122886681098 +-1$' trace 'x1*x2 + x2 - ln(x1)' --at 3,-4 --mode reverse
gives 0 'v-1 +x1 +3 +-4\.333333333333333$' trace 'x1*x2 + x2 - ln(x1)' --at 3,-4 --mode reverse
gives 0 'v0 +x2 +-4 +4$' trace 'x1*x2 + x2 - ln(x1)' --at 3,-4 --mode reverse
gives 0 'v1 +v-1 \* v0 +-12 +3$' trace 'x1*x2 + x2 - ln(x1)' --at 3,-4 --mode forward --seed 0,1
gives 0 'v4 +v3 - v2 +-17\.09861228866811 +4$' trace 'x1*x2 + x2 - ln(x1)' --at 3,-4 --mode forward --seed 0,1
gives 0 '11\.30685' trace 'x1*x2 + x2 - ln(x1)' --at 2,4
gives 0 'digraph' trace 'x1*x2 + x2 - ln(x1)' --at 2,4 --dot
gives 0 'return v' trace 'x1*x2 + x2 - ln(x1)' --at 2,4 --mode static
gives 0 '^# traces 2, hits 2, retraces 1$' trace 'sum(sin(v))' --at 'v=[1,2];v=[3,4];v=[1,2,3];v=[0,1]' --mode static
gives 0 '"retraces": 1' trace 'sum(sin(v))' --at 'v=[1,2];v=[1,2,3]' --mode static --format json
gives 0 'f/.x2 = ' trace 'x1*x2 + x2 - ln(x1)' --at 2,4 --mode symbolic
gives 0 '^v4 = strongmul v3 v1$' trace 'x*y' --at 2,3 --after vjp
gives 0 '^v2 = mul v0 v1  at 2$' trace 'x*y' --at 2,3 --after simplify,plan
gives 0 '"after": "vjp,simplify"' trace 'x*y' --at 2,3 --after vjp,simplify --format json
refuses '"fold" is none of record, jvp, vjp, expand, ' trace 'x*y' --at 2,3 --after vjp,fold
refuses 'plan makes no list, so it comes last' trace 'x*y' --at 2,3 --after plan,vjp
refuses 'without --mode' trace 'x*y' --at 2,3 --after vjp --mode static
refuses 'after is for trace' grad 'x*y' --at 2,3 --after vjp
refuses 'scalarise: a while takes' trace 'while(u = x, u < 9, 2*u)' --at 1 --after scalarise
gives 0 'symbolic +unable: the comparison `x > 2`' grad 'where(x > 2, 2*x + 5, x/2 + 5)' --at 3
for e in forward reverse static complexstep central gsl-central; do within $e 4 'where(x > 2, 2*x + 5, x/2 + 5)' --at 3; done
"$w" hessian 'exp(x*y)*sin(y)' --at 0.3,0.7 --engine forward --format csv | awk -F, "$number"'
	NR > 1 { h[NR] = $6; if (!number($6) || !number($7) || $7 + 0 > 4) bad = 1 } END { exit bad || h[3] != h[4] || NR != 5 }'
result $? 'the Hessian of exp(x*y)*sin(y) is symmetric and within 4 ulps'

# ---- checkpoints ----
# u[1] = x y and u[k+1] = y tanh u[k], with tanh and its derivative s = 1/cosh^2 good to an ulp (2e, e = 2^-53) and products to e:
# u[k+1] is good to d[k+1] = 2u/sinh(2u) d[k] + 3e, s(u[k]) to 2u tanh(u) d[k] + 2e, and d/dx, the product of eight s and eight y,
# to the sum of these and 15e, here 102.6e or 102 ulps; with tanh and s rounded correctly still 71.  Seen are 9.7, and 2.3.
deep='tanh(tanh(tanh(tanh(tanh(tanh(tanh(tanh(x*y)*y)*y)*y)*y)*y)*y)*y)'
for p in store-all uniform uniform:3 binomial binomial:2; do within checkpointed 102 "$deep" --at 0.5,1.5 --plan $p; done
for p in store-all uniform binomial:1; do "$w" grad "$deep" --at 0.5,1.5 --engine checkpointed --plan $p --format csv; done | sort -u > "$tmp/plans"
[ "$(wc -l < "$tmp/plans")" = 3 ]; result $? 'the same gradient by every plan'
within checkpointed 102 "$deep" --at 0.5,1.5 --memory 64MiB
refuses 'no plan stays within 100 bytes; [0-9]+ would do' grad "$deep" --at 0.5,1.5 --engine checkpointed --memory 100
refuses 'this plan takes [0-9]+ bytes, 100 are allowed' jacobian "$deep" --at 0.5,1.5 --memory 100 --plan store-all
refuses 'is no size' grad x --at 1 --memory 64apples
refuses 'is no size' grad x --at 1 --memory -1
refuses 'is none of store-all' grad x --at 1 --plan revolve
refuses 'are for the checkpointed engine' grad x --at 1 --engine static --plan uniform
refuses 'memory is for grad, jacobian, hessian and check' trace x --at 1 --memory 1MiB

sh scripts/publish check "$w" > "$tmp/diff"; result $? 'the README shows what the commands print'

"$w" hessian 'exp(x*y)*sin(y)' --at 0.3,0.7 --seed 1,2 --engine forward --format csv | awk -F, "$number"'
	NR > 1 && (!number($6) || !number($7) || $7 + 0 > 4) { bad = 1 } END { exit bad || NR != 3 }'
result $? 'a Hessian-vector product in one pass'
F='y = x*(1-x)'; for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14; do F="$F; y = 4*y*(1-y)"; done
gives 0 'symbolic +unable: the expanded derivative would have [0-9.e+]+ nodes' grad "$F; y" --at 0.3

# ---- formulas, points, formats ----
gives 0 '^  f = -9' grad '-x^2' --at 3
gives 0 '"kink"' grad 'abs(x)' --at 0 --format json
gives 0 'undefined' grad 'log(x)' --at -1
gives 0 '"status": "undefined"' grad 'log(x)' --at -1 --format json
gives 0 '"gradient": \[$' grad 'sum(v)' --at 'v=[1,2,3]' --format json
gives 0 'v\[2\]' grad 'sum(sqr(v))' --arg 'v:[3]' --at 1,2,3 --format csv
gives 0 '"at": 1.5' grad 'x' --at 0x1.8p+0 --format json
gives 0 '"at": -?"?inf' grad 'exp(-x)' --at inf --format json
gives 0 'f = 7' grad 'a + b' --at b=4,a=3
gives 0 '∂f1/' jacobian 'x*y' 'x + sin(y)' --at 2,3
gives 0 '"passes": 2' jacobian 'x*y' 'x + sin(y)' --at 2,3 --format json
gives 0 'mpfr' grad 'sin(x)' --at 1 --number mpfr:200 --format csv
gives 0 '^  f = 0\.8414709' grad 'sin(x)' --at 1 --number f32
gives 0 'forward +7\.39 +0\.40' grad 'x*exp(y)' --at 1,2 --number f16
gives 0 '"number": "bf16"' jacobian 'x*y' 'x + sin(y)' --at 2,3 --number bf16 --format json
gives 0 'bf16 +bfloat16 +8 bits' list numbers
gives 0 'tanh +sech2' list primitives
gives 0 'rosenbrock' list functions --format json
gives 0 '^  forward ' list engines
gives 0 '^wengert 0' --version
gives 0 'wengert grad' --help
gives 0 'median' check eq6
gives 0 'forward +f64 +[0-9]+ +[0-9]+ +[0-9]+ +0 +0 +0$' check eq6 brown
gives 0 '"failed": 0' check eq6 --format json
gives 0 "eq6 point 1" check eq6 --at 0x1.8p+1,-0x1p+2 --engine forward
gives 0 '"verdict": "corrected"' claims P1 T3 --format json
printf '\223NUMPY\001\000v\000%-117s\n' "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }" > "$tmp/w.npy"
printf '\000\000\000\000\000\000\360\077\000\000\000\000\000\000\000\100' >> "$tmp/w.npy"
gives 0 'f = 5' grad 'sum(sqr(W))' --at "W=@$tmp/w.npy"
mkdir "$tmp/dump" && cp "$tmp/w.npy" "$tmp/dump/W.npy" && cp "$tmp/w.npy" "$tmp/dump/grad_W.npy"
gives 0 'W +2 .* OK$' vjp --npy "$tmp/dump" --formula 'W @ W / 2'
gives 1 'a factor 1/2' vjp --npy "$tmp/dump" --formula 'sum(sqr(W))'
gives 1 '"verdict": "WRONG"' vjp --npy "$tmp/dump" --formula 'sum(sqr(W))' --format json
NO_COLOR=1 "$w" grad x --at 1 | grep -q "$(printf '\033')"; [ $? = 1 ]; result $? 'NO_COLOR is obeyed'
"$w" grad x --at 1 --color always | grep -q "$(printf '\033')"; result $? '--color always'

# ---- what people read ----
# no line has more than 80 characters; a byte 10xxxxxx goes on with one
narrow() { LC_ALL=C awk '{ gsub(/[\200-\277]/, ""); if (length($0) > 80) exit 1 }' "$1"; }

# shown PROGRAM WHAT ARGUMENTS...: awk on the text, in which no line may be wider than 80 columns
shown() {
	program=$1 what=$2; shift 2
	"$w" "$@" > "$tmp/out" 2> "$tmp/err" && [ ! -s "$tmp/err" ] && narrow "$tmp/out" && awk "$program" "$tmp/out"
	result $? "$what"
}
inputs=$(awk 'BEGIN { for (k = 1; k <= 100; k++) printf "%s%d", (k > 1 ? "," : ""), k }')
shown '/^  v\[/ { n++; if (NF != 5 || $2 + 0 != n || $3 + 0 != 2*n) bad = 1 } END { exit bad || n != 9 }' 'nine inputs: a row each, with its derivative' \
	grad 'sum(v*v)' --arg 'v:[9]' --at 1,2,3,4,5,6,7,8,9 --engine forward,reverse
shown '/^  v\[/ { n++; if (NF != 6 || $3 + 0 != 2*n || $4 + 0 != 2*n || $6 != "0.00") bad = 1 } END { exit bad || n != 9 }' 'of one engine: its derivative beside the reference' \
	grad 'sum(v*v)' --arg 'v:[9]' --at 1,2,3,4,5,6,7,8,9 --engine forward
shown '/^  v\[/ { n++ } /^  \.\.\. 84 of 100 inputs are not shown/ { more = 1 } END { exit n != 16 || !more }' 'a hundred inputs: sixteen of them' \
	grad 'sum(v*v)' --arg 'v:[100]' --at "$inputs" --engine forward
shown '/^  v\[/ { n++ } / not shown/ { more = 1 } END { exit n != 100 || more }' '--all: all of them' \
	grad 'sum(v*v)' --arg 'v:[100]' --at "$inputs" --engine forward --all
shown '/^  v\[/ { n++; if ($6 + 0 > was && n > 1) bad = 1; was = $6 + 0 } END { exit bad || n != 16 || !(was > 0) }' 'the largest errors first' \
	grad 'sum(exp(v/9))' --arg 'v:[100]' --at "$inputs" --engine central
shown '/^  v\[/ { n++; if ($1 != "v[" n - 1 "]") bad = 1 } END { exit bad || n != 8 }' 'eight inputs in their order' grad 'sum(exp(v))' --arg 'v:[8]' --at 3,1,4,1,5,9,2,6 --engine central,reverse
shown '/^  (forward|central) / { n++; f += NF - 1 } END { exit f != 20 }' 'columns never run together' \
	grad 'sum(v*v)*1e-270' --arg 'v:[5]' --at 1,2,3,4,5 --engine forward,central
shown '/^  v\[/ { n++; if (NF != 6) bad = 1 } END { exit bad || n != 7 }' 'nor with many inputs' grad 'sum(exp(v))*1e-270' --arg 'v:[7]' --at 1,3.1,2,3,4,5,0.1 --engine central
shown '/^  (forward|reverse) / && $3 != "-" { bad = 1 } END { exit bad }' 'no error where nothing is compared' grad 'log(x)' --at -1 --engine forward,reverse
shown '/^  abs\[x\]|x is a kink: -1.00000000000 from the left, 1.00000000000 from the right/ { n++ } END { exit !n }' 'both sides of a kink' grad 'abs(x)' --at 0
shown '/x is a kink: 1.00000000000 from the left, 5.00000000000 from the right/ { n++ } END { exit !n }' 'of another' grad 'max(x, 5*x)' --at 0
shown '/x: vertical there, inf from the right/ { n++ } END { exit !n }' 'the one side there is' grad 'sqrt(x)' --at 0
shown '/^ +x +y$/ { h = 1 } /^  ∂²f\/∂x∂ +0\.38943104102479512 +1\.62215456221080950$/ { n++ } /^  ∂²f\/∂y∂ +1\.62215456221080950 +-0\.15708766071958548$/ { n++ } END { exit !h || n != 2 }' \
	'the Hessian is a matrix' hessian 'exp(x*y)*sin(y)' --at 0.3,0.7
shown '/^  ∂f0\[1\]\/∂ +2\./ { n++ } /^  ∂f1\/∂ +1\./ { n++ } END { exit n != 2 }' 'results: f0, f1 of several formulas, [0], [1] in an array' jacobian '[x,x*y]' 'x' --at 1,2
shown '/^  ∂y0\/∂ +1\./ { n++ } /^  ∂area\/∂ +2\./ { n++ } /^  area +1\./ { n++ } END { exit n != 3 }' 'y0 where no input is called y; the name a formula ends with' jacobian 'x' 'area = x^2; area' --at 1
shown '/^  ∂y0\/∂ / { n++ } /^  ∂y1\/∂ / { n++ } END { exit n != 2 }' 'but neither an input nor the same name twice' jacobian 'x' 'x' --at 1
shown '/^  ∂y\[2\]\/∂ / { n++ } END { exit n != 1 }' 'results of one formula: y[0], y[1]' jacobian 'x*v' --at 'x=1,v=[1,2,3]'
shown '/^  ∂²f\/∂v.4.∂v.4. +30\.0/ { d = 1 } /^  ∂²f/ { n++ } /29 of 45 entries on and below the diagonal/ { m = 1 } END { exit n != 16 || !d || !m }' 'of a matrix that does not fit, its worst entries' hessian 'sum(v*v*v)+exp(v[4]/1e9)' --arg 'v:[9]' --at 1,2,3,4,5,6,7,8,9 --engine central
shown '/^  ∂²f\/∂v.[0-8].∂ / { n++; if (NF != 7 && NF != 4) bad = 1 } END { exit n != 18 || bad }' '--all: the matrix, in blocks of columns' hessian 'sum(v*v*v)' --arg 'v:[9]' --at 1,2,3,4,5,6,7,8,9 --engine forward --all
shown '/^  y.[0-9]+. / { n++ } /^  ∂y.[0-9]+./ { m++ } /4 of 20 results are not shown/ { r = 1 } END { exit n != 16 || m != 20 || !r }' 'results with their values' jacobian 'x*v' --vars x --at "x=2,v=[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20]" --engine forward
# f by each engine
shown '/^  f = 0\.8414709/ { a = 1 } /^      0\.8414709[0-9]+ +[0-9.]+ ulp  forward, reverse$/ { b = 1 } END { exit !a || !b }' 'f by each engine, with its error' grad 'sin(x)' --at 1 --engine forward,reverse
shown '/ulp/ && /engines$/ { exit 1 } /^      nan +forward$/ { n++ } END { exit n != 1 }' 'no error of f where it has no value' grad 'log(x)' --at -1 --engine forward
gives 0 '^forward,f64,undefined,x,-1,nan,,,undefined,nan,,' grad 'log(x)' --at -1 --engine forward --format csv
gives 0 '"value_ulps": 0.0' grad x --at 1 --format json
# condition numbers: of x^3 y at any point 3 and 1; of x - y at 5, 4.5 10 and 9; rounding x and y: 19 2^-53
gives 0 '^reverse,f64,ok,y,4\.5,-1,0,-1\.0+,smooth,0\.5,0,.*,9,9\.99201e-16,,' grad 'x - y' --at 5,4.5 --engine reverse --format csv
shown '/^  .x f.\/f. +3.00 +1.00$/ { n++ } /^  Rounding every input to 53 bits changes f by at most 4.4e-16 of/ { n++ } END { exit n != 2 }' 'condition numbers' grad 'x^3*y' --at 2,7 --engine reverse
shown '/^  Rounding every input to 24 bits changes f by at most 1.1e-06 of/ { n++ } END { exit n != 1 }' 'of another number type' grad 'x - y' --at 5,4.5 --engine reverse --number f32
shown '/^  .x f.\/f. +inf +inf$/ { n++ } /Rounding/ { n = 9 } END { exit n != 1 }' 'where f is 0' grad 'x - y' --at 5,5 --engine reverse
shown '/^  .x f.\/f. +- +1.00$/ { n++ } /Rounding/ { n = 9 } END { exit n != 1 }' 'none at a kink' grad '(1 + abs(x))*y' --at 0,5 --engine reverse
gives 0 '"error_bound_sum": 2.109' grad 'x - y' --at 5,4.5 --format json --engine reverse
gives 0 '"error_bound_sum": null' grad 'abs(x)' --at 0 --format json --engine reverse
shown '/^  forward +30 +0.00$/ { n++ } END { exit !n }' '30 is not 3e+01' grad 'x*30' --at 1
# columns of CSV keep their places: what came later stands behind
gives 0 '^engine,number,status,input,at,derivative,ulps,reference,class,f,f_ulps,left,right,second,proof,radius,bits,condition,error_bound,abserr,passes,why$' grad 'x*x' --at 3 --format csv
gives 0 '^forward,f64,ok,x,3,6,0,6\.0+,smooth,9,' grad 'x*x' --at 3 --format csv
gives 0 '^forward,f64,ok,x,0,0,0,,kink,0,' grad 'abs(x)' --at 0 --format csv
gives 0 '^symbolic,f64,unable,x,3,,,2\.0+,smooth,,' grad 'where(x > 2, 2*x, x)' --at 3 --format csv
gives 0 '^forward,f64,ok,f1,x,1,0,1\.0+,smooth,2,' jacobian 'x*y' 'x' --at 2,3 --format csv
gives 0 '^forward-over-reverse,f64,ok,x,y,1,0,1\.0+,smooth,' hessian 'x*y' --at 2,3 --format csv
gives 0 '^forward,f64,ok,"v\[1,0\]",3,6,0,6' grad 'sum(v*v)' --at 'v=[[1,2],[3,4]]' --format csv

# ---- --vars: the other names keep their values; --engine reference ----
for t in f32 f64 mpfr:100; do gives 0 '^forward,[a-z0-9]+,ok,x,3,30,0,30\.0+,smooth,45,' grad 'x^n*y' --vars x --at x=3,n=2,y=5 --number $t --format csv; done
gives 0 '^forward,f32,ok,x,1,0\.1,0,0\.1000000014901161' grad 'x*k' --vars x --at x=1,k=0.1 --number f32 --format csv
gives 0 '^static,f64,ok,x,3,30,0,' grad 'x^n*y' --vars x --at n=2,3,y=5 --format csv
gives 0 '^reverse,f64,ok,v\[1\],2,6,0,' grad 'sum(A @ v)' --vars v --at 'A=[[1,2],[3,4]],v=[1,2]' --format csv
gives 0 '^  ∂²f/∂x∂ +0.00000000000000000 +5.00000000000000000$' hessian 'x*y*z' --vars x,y --at 1,2,z=5
gives 0 '^  v1 +v0 \* 5 +10$' trace 'x*z' --vars x --at 2,z=5
gives 0 '"fixed": \[$' grad 'x*z' --vars x --at 2,z=5 --format json
gives 0 '"fixed": \[$' jacobian 'x*z' --vars x --at 2,z=5 --format json
refuses 'none of them' grad 'x*z' --vars x --at x=2
refuses 'there is no input "q"' grad 'x*z' --vars x --at x=2,z=5,q=1
refuses 'there is no input "z"' grad 'x*z' --vars x --at x=2,z=5,z=6
refuses 'is not a number' grad 'x*z' --vars x --at x=2,z=
gives 0 '^reference,mpfr,ok,y,2,1\.0+,,1\.0+,smooth,2\.0+,' grad 'x*y' --at 1,2 --engine reference --format csv
gives 0 '^reference,mpfr,ok,f,y,1\.0+,,1\.0+,smooth,2\.0+,' jacobian 'x*y' --at 1,2 --engine reference --format csv
gives 0 '^reference,mpfr,ok,x,y,1\.0+,,1\.0+,smooth,' hessian 'x*y' --at 1,2 --engine reference --format csv
gives 0 '"engines": \[\]' grad 'x*y' --at 1,2 --engine reference --format json
shown '/^  proved, / { n++ } /forward|reverse|central/ { bad = 1 } END { exit bad || n != 1 }' 'the reference alone' grad 'x*y' --at 1,2 --engine reference
shown '/^  v\[/ { n++ } /ulp|median/ { bad = 1 } END { exit bad || n != 9 }' 'the reference alone, of nine inputs' grad 'sum(v*v)' --arg 'v:[9]' --at 1,2,3,4,5,6,7,8,9 --engine reference
shown '/^  forward / { n++ } END { exit n != 1 }' 'the reference and an engine' grad 'x*y' --at 1,2 --engine reference,forward
refuses 'there is no "reference"' check eq6 --engine reference

# ---- --at @points.csv ----
printf '# where\nx, y\n1,2\n3,-4e0\n\n0x1p-1,nan\n' > "$tmp/p.csv"
gives 0 'passes,why,point$' grad 'x*y' --at "@$tmp/p.csv" --format csv
gives 0 '^forward,f64,ok,x,3,-4,0,-4\.0+,smooth,-12,.*,2$' grad 'x*y' --at "@$tmp/p.csv" --format csv
gives 0 '^forward,f64,undefined,x,0.5,nan,,,undefined,nan,.*,3$' grad 'x*y' --at "@$tmp/p.csv" --format csv
gives 0 '^reference,mpfr,ok,f1,x,1\.0+,,1\.0+,smooth,3\.0+,.*,2$' jacobian 'x*y' x --at "@$tmp/p.csv" --format csv --engine reference
gives 0 '^forward-over-reverse,f64,ok,x,y,1,0,1\.0+,smooth,.*,2$' hessian 'x*y' --at "@$tmp/p.csv" --format csv
"$w" grad 'x*y' --at "@$tmp/p.csv" --format csv | grep -c '^engine,' | grep -qx 1; result $? 'one line of names for all points'
"$w" grad 'x*y' --at "@$tmp/p.csv" --format json > "$tmp/out" && [ "$(grep -c '^   "function"' "$tmp/out")" = 3 ] && grep -q '^ "points": \[' "$tmp/out"; result $? 'points in JSON'
shown '/^point [1-3]: x=/ { n++ } /^  f = -12/ { f = 1 } END { exit n != 3 || !f }' 'points in text' grad 'x*y' --at "@$tmp/p.csv" --engine forward
printf 'k,v[0],v[1],"m"\r\n1,2,3,4\r\n5,6,7,8\r\n' > "$tmp/q.csv"
gives 0 '^reverse,f64,ok,v\[1\],7,560,0,560\.0+,smooth,3400,.*,2$' grad 'k*sum(v*v)*m' --at "@$tmp/q.csv" --format csv
gives 0 '^reverse,f64,ok,v\[1\],7,560,0,560\.0+,smooth,3400,.*,2$' grad 'k*sum(v*v)*m' --vars v --at "@$tmp/q.csv" --format csv
# faulty TEXT PATTERN: a file of points that is refused
faulty() { printf "$1" > "$tmp/r.csv"; refuses "$2" grad 'x*y' --at "@$tmp/r.csv"; }
faulty 'x,y\n1,2,3\n' 'line 2: more values than the 2 names'
faulty 'x,y\n1\n' 'line 2: 1 value for 2 names'
faulty 'x,y\n1,2\n3,z\n' 'line 3: "z" is not a number'
faulty 'x,y\n1,\n' 'line 2: "" is not a number'
faulty 'x,y\n' 'has no points'
faulty '' 'has no points'
for name in 1y y[ y[x] y[0]x y[-1] [0] 'y z' ''; do faulty "x,$name\n1,2\n" "r.csv, line 1: \"$(echo "$name" | sed 's/[][]/\\&/g')\" is no name of an input: expected x, or v\[0\], v\[1\] [.]{3} for the elements of v$"; done
faulty '1,2\n3\n' 'line 2: 1 value, but 2 in the lines before$'; faulty '1,2\n3,4,5\n' 'line 2: 3 values, but 2 in the lines before$'
faulty 'v[1],v[0]\n1,2\n' 'v\[1\] does not follow v\[0\]'
faulty 'v[0],x,v[1]\n1,2,3\n' 'v\[1\] does not follow v\[0\]'
faulty 'x,y,z\n1,2,3\n' 'no input "z"'
faulty 'x\n1\n' '1 value for 2 inputs'
faulty 'x,x\n1,2\n' 'twice'
printf '2,3\n\n# more\n4,5e0\n' > "$tmp/n.csv"
gives 0 '^forward,f64,ok,x,4,5,0,.*,2$' grad 'x*y' --at "@$tmp/n.csv" --format csv
# piped WHAT TEXT PATTERN ARGUMENTS: points on standard input
piped() { what=$1 input=$2 pattern=$3; shift 3; printf "$input" | "$w" "$@" > "$tmp/out" 2> "$tmp/err"; grep -qE "$pattern" "$tmp/out" "$tmp/err"; result $? "$what"; }
piped 'points on standard input' 'y,x\n1,2\n3,4\n' '^reverse,f64,ok,x,4,3,0,.*,2$' grad 'x*y' --vars x,y --at - --format csv --engine reverse
piped 'elements in their order' '1,2,3\n4,5,6\n' '^reverse,f64,ok,v.1.,6,12,0,.*,2$' grad 'x + sum(v*v)' --vars x,v --arg v:[2] --at - --format csv --engine reverse
piped 'a line that is shorter' '1,2\n3\n' ': standard input, line 2: 1 value, but 2 in the lines before$' grad 'x*y' --at -
piped 'no half of an answer' '1,2\n3,z\n' '^wengert: --at: standard input, line 2: "z" is not a number' grad 'x*y' --at - --format csv; [ ! -s "$tmp/out" ]; result $? 'nothing of it is written'
piped 'a mistake of the point, not of the file' '1,2,3\n' '^wengert: --at: more values than inputs' grad 'x*y' --at -; [ ! -s "$tmp/out" ]; result $? 'nothing of that either'
piped 'nothing there' '' 'standard input has no points: expected' grad 'x*y' --at -
piped 'not of a trace' '1,2\n' 'are for grad, jacobian and hessian' trace 'x*y' --at -
refuses 'none.csv cannot be read' grad x --at @none.csv
refuses 'are for grad, jacobian and hessian, not for trace' trace 'x*y' --at "@$tmp/p.csv"

# ---- J v and u'J: [x y, x^2 y, x] at 2,3 has the rows 3 2, 12 4, 1 0 ----
gives 0 '^forward,f64,ok,f0\[0\],v,8,0,8\.0+,smooth,6,' jacobian '[x*y,x^2*y]' x --at 2,3 --tangent 2,1 --format csv
gives 0 '^reverse,f64,ok,f0\[1\],v,28,[0-9.e-]+,28\.0+,smooth,12,' jacobian '[x*y,x^2*y]' x --at 2,3 --tangent 2,1 --format csv
gives 0 '^static,f64,ok,f1,v,2,0,2\.0+,smooth,2,' jacobian '[x*y,x^2*y]' x --at 2,3 --tangent 2,1 --format csv
gives 0 '^reverse,f64,ok,u,x,32,0,32\.0+,smooth,40,' jacobian '[x*y,x^2*y]' x --at 2,3 --cotangent 2,2,2 --format csv
gives 0 '^forward,f64,ok,u,y,12,0,12\.0+,smooth,40,' jacobian '[x*y,x^2*y]' x --at 2,3 --cotangent 2,2,2 --format csv
gives 0 '^reverse,f32,ok,u,x,1\.3,0\.4375,1\.30000000447034' jacobian 'x*y' x --at 2,3 --cotangent 0.1,1 --number f32 --format csv
gives 0 '^reference,mpfr,ok,f,v,-16\.0+,,-16\.0+,smooth,-12\.0+,.*,2$' jacobian 'x*y' --at "@$tmp/p.csv" --tangent 1,-4 --engine reference --format csv
gives 0 '^  .Jv. f0\[1\] +28\.0+ +0\.00$' jacobian '[x*y,x^2*y]' x --at 2,3 --tangent 2,1 --engine forward
gives 0 "^  .u'J. y +12\.0+ +0\.00\$" jacobian '[x*y,x^2*y]' x --at 2,3 --cotangent 2,2,2
gives 0 '"tangent": \[$' jacobian x*y --at 2,3 --tangent 2,1 --format json
gives 0 '"cotangent": \[$' jacobian x*y --at 2,3 --cotangent 2 --format json
gives 0 'kink' jacobian 'abs(x)+y' --at 0,1 --tangent 1,1 --engine reference
refuses 'expected 2 numbers, one for each input' jacobian 'x*y' --at 2,3 --tangent 1
refuses 'expected 2 numbers, one for each input' jacobian 'x*y' --at 2,3 --tangent 1,2,3
refuses 'expected 1 number, one for each result' jacobian 'x*y' --at 2,3 --cotangent 1,2
refuses 'is not a number' jacobian 'x*y' --at 2,3 --tangent a,b
refuses 'only one of them' jacobian 'x*y' --at 2,3 --tangent 1,2 --cotangent 1
refuses 'only one of them' jacobian 'x*y' --at 2,3 --cotangent 1 --sparse

# ---- grad along v, and of u f: of x^2 y at 2,3 the gradient is 12 4 ----
gives 0 '^reverse,f64,ok,v,,28,0,28\.0+,smooth,12,' grad 'x^2*y' --at 2,3 --tangent 2,1 --format csv
gives 0 '^static,f64,ok,x,2,6,0,6\.0+,smooth,6,' grad 'x^2*y' --at 2,3 --cotangent 0.5 --format csv
gives 0 '^central,f32,ok,v,,1\.20' grad 'x^2*y' --at 2,3 --tangent 0.1,0 --format csv --number f32
shown '/^ +∇f·v +ulp$/ { n++ } /^  reverse +28 +0.00$/ { n++ } /Rounding/ { n = 9 } END { exit n != 2 }' 'the derivative along v' grad 'x^2*y' --at 2,3 --tangent 2,1 --engine reverse
shown '/^  u f = 24/ { n++ } /^ +u ∂f.∂x +ulp +u ∂f.∂y +ulp$/ { n++ } /^  reverse +24 +0.00 +8 +0.00$/ { n++ } END { exit n != 3 }' 'of u f' grad 'x^2*y' --at 2,3 --cotangent 2 --engine reverse
gives 0 '"tangent": \[$' grad 'x*y' --at 2,3 --tangent 2,1 --format json
gives 0 '"cotangent": \[$' grad 'x*y' --at 2,3 --cotangent 2 --format json
gives 0 'is a kink: -3.0+ from the left, 3.0+' grad 'abs(x)*y' --at 0,3 --tangent 1,5 --engine reference
refuses 'expected 2 numbers, one for each input' grad 'x*y' --at 2,3 --tangent 1
refuses 'expected 1 number, one for each result' grad 'x*y' --at 2,3 --cotangent 1,2
refuses 'the gradient of u f, --order one of higher order: only one of them' grad 'x*y' --at 2,3 --cotangent 1 --tangent 1,2
refuses 'tangent is for grad, jacobian and certificate, not for hessian' hessian 'x*y' --at 2,3 --tangent 1,2

# ---- derivatives of higher order: of sin x e^2x the third is e^2x (2 sin x + 11 cos x); of x^4 y^2 z at 2,3,5 by x,x,y,z 12x^2 2y ----
gives 0 '^reverse,f64,ok,"x,x,x",,28\.84711149992448[0-9]*,0\.[0-9]*,28\.847111499924482354950865821050' grad 'sin(x)*exp(2*x)' --at 0.5 --order 3 --format csv
gives 0 '^reverse,f64,ok,"x,x,y",,2,0,2\.0+,smooth,,' grad 'x^2*y' --at 2,3 --order x,x,y --format csv
gives 0 '^static,f64,ok,"x,x,y,z",,288,0,288\.0+,smooth,,' grad 'x^4*y^2*z' --at 2,3,5 --order x,x,y,z --format csv
gives 0 '^reverse,f64,ok,"y,x,z,x",,288,0,288\.0+,smooth,,' grad 'x^4*y^2*z' --at 2,3,5 --order y,x,z,x --format csv
gives 0 '^forward,f64,ok,"x,x,x,x,x",,0,0,0\.0+,zero,,.*,structure,' grad 'x^4*y^2*z' --at 2,3,5 --order x,x,x,x,x --format csv
gives 0 '^forward,f64,ok,"x,y,y",,-?0,0,0\.0+,zero,,' grad 'exp(x) + x*sin(y)*0 + exp(y)' --at 2,3 --order x,y,y --format csv
gives 0 '^forward,f64,ok,"x,x,x,x,x,x,x,x",,7\.3890560989306[0-9]*,[01]\.[0-9]*,7\.389056098930650' grad 'exp(x)' --at 2 --order 8 --format csv
gives 0 '^symbolic,f64,ok,x,,4,0,4\.0+,smooth,,' grad 'x^2' --at 2 --order 1 --format csv
gives 0 '^forward,f64,ok,"v.0.,v.1.",,24,0,24\.0+' grad 'v[0]^2*v[1]^3' --at 'v=[1,2]' --order 'v[0],v[1]' --format csv
gives 0 '^reverse,mpfr,ok,"x,x,x",,28\.84711149992448235495086582' grad 'sin(x)*exp(2*x)' --at 0.5 --order 3 --format csv --number mpfr:100
gives 0 '∂⁴f/∂x²∂y∂z' grad 'x^4*y^2*z' --at 2,3,5 --order x,x,y,z
gives 0 'x,x,x: undecided there, so nothing is compared: a branch' grad 'abs(x)^3' --at 0 --order 3
gives 0 '^reverse,f64,ok,"x,x,x",,-6,0,-6\.0+,smooth' grad 'abs(x)^3' --at -1 --order 3 --format csv
gives 0 '^reference,mpfr,ok,"x,x,x",,,,,undefined' grad 'log(x)' --at -1 --order 3 --format csv --engine reference
gives 0 '"order": \[$' grad 'x*y' --at 2,3 --order x,y --format json
refuses '3 is for a formula of one input, not of 2: name the inputs, as in x,x or x,y' grad 'x*y' --at 2,3 --order 3
refuses 'there is no input "q"' grad 'x*y' --at 2,3 --order x,q
refuses 'there is no input ""' grad 'x*y' --at 2,3 --order x,
refuses 'expected a whole number from 1 to 8' grad x --at 1 --order 9
refuses 'expected a whole number from 1 to 8' grad x --at 1 --order 0
refuses 'at most 8 inputs' grad x --at 1 --order x,x,x,x,x,x,x,x,x
refuses 'only one of them' grad x --at 1 --order 2 --tangent 1
refuses 'order is for grad, not for hessian' hessian x --at 1 --order 2
gives 0 '^reverse,f64,ok,"x,x",,12,0,12\.0+' grad 'x^3*y' --vars x --at 2,y=1 --order 2 --format csv

# ---- where a number that is not finite comes from ----
# born PROGRAM ARGUMENTS...: awk on what grad says, in one line
born() { program=$1; shift; "$w" grad "$@" > "$tmp/all"; tr -s ' \n' ' ' < "$tmp/all" > "$tmp/out"; narrow "$tmp/all" && grep -qE "$program" "$tmp/out"; result $? "born: grad $*"; }
born 'first adjoint that is not finite: at v1 = sqrt.v-1., of value 0 and adjoint 2, the reverse sweep takes the adjoint of v-1 .x., of value 0, from 0 to inf[.]' 'sqrt(x)*y' --at 0,2 --engine reverse
born 'at v1 = 1 / v-1, of value 1e.200 and adjoint 3, the reverse sweep takes the adjoint of v-1.1. .v.1.., of value 1e-200, from 0 to -inf' 'sum(1/v)*x' --at 'v=[1,1e-200],x=3' --engine static
born 'first value that is not finite: v1 = v-1 [*] v-1 = inf[.] The first adjoint that is not finite: at v3 = v1 / v0, of value inf and adjoint 1, .* of v0 .y., of value 1e-160, from 0 to -inf' 'x*x/y + x*exp(y)' --at 1e200,1e-160 --engine reverse
born 'at v3 = sqrt.v2., of value 0 and adjoint 1, .* of v2, of value 0, from 0 to inf[.]' 'sqrt(sum(v*v))' --at 'v=[1e-200,0]' --engine reverse
born 'of v1, of value 0, from 5 to inf[.]' 's = x*x; sqrt(s) + 5*s' --at 1e-200 --engine reverse
gives 0 '"in": "adjoints"' grad 'sqrt(x)' --at 0 --format json
gives 0 '^reverse,f64,ok,x,0,inf,0,inf,vertical,.*,"The first adjoint that is not finite: at' grad 'sqrt(x)' --at 0 --format csv
gives 0 '"engines"' grad 'x*y' --at 2,3 --format json; ! grep -q births "$tmp/out"; result $? 'nothing is born where all is finite'
gives 0 'undefined' grad 'log(x)' --at -1; ! grep -q 'not finite' "$tmp/out"; result $? 'nor where there is no value'

# ---- mistakes: exit 2, a sentence, nothing printed ----
refuses 'no command' frobnicate
refuses '\^ expected a value' grad 'x + ' --at 1
refuses '\^ expected a function' grad 'sine(x)' --at 1
refuses 'none called "tahn"; nearest: tan, tanh, atan' grad 'tahn(x)' --at 1
refuses '"y" is none of them; nearest: x' grad 'x*y' --vars x --at 1
refuses '"select" is where here' grad 'select(x, 1, 2)' --at 1
gives 0 'forward +-1.73' grad 'arcsin(x) - log(x, 2)' --at 0.5 --engine forward
refuses 'expected 1 or 2 arguments, log is given 3' grad 'log(x, 2, 3)' --at 1
refuses 'clamp is given 2' grad 'clip(x, 1)' --at 1
refuses 'none called "hubr"; nearest: huber' grad 'hubr(x)' --at 1
refuses 'le: shapes .3. and .2. do not fit' grad 'sum(huber([1, 2, x], [1, 2]))' --at 1
refuses 'expected shapes that fit: .3. and .2.' grad 'sum(max(x, [1, 2, 3], [1, 2]))' --at 1
while IFS="$(printf '\t')" read -r f pattern; do
	case $f in '#'*) ;; *) refuses "$pattern" grad "$f" --at 1 < /dev/null ;; esac
done < checks/data/refused.txt
while read -r f; do
	case $f in '#'*) ;; *) refuses 'wengert' grad "$f" --at x=3 < /dev/null ;; esac
done < checks/data/sentences.txt
refuses 'a product is written with \*$' grad 'x y' --at 1,2
refuses 'elementwise: no dot' grad 'x .* y' --at 1,2
refuses 'where[(]c, a, b[)], c [?] a : b, or a if c else b' grad 'if(x > 2, x, 1)' --at 1
refuses 'written a and b' grad 'x & y' --at 1,2
refuses 'gamma[(]x [+] 1[)]' grad 'x!' --at 1
refuses 'joined by and' grad '0 < x < 1' --at 1
refuses 'a square is written x\^2' grad 'x² + 1' --at 1
refuses 'no argument "axe"' grad 'sum(v, axe=0)' --at 'v=[1,2]'
refuses 'expected no axis: sin has none' grad 'sin(x, axis=0)' --at 1
refuses 'count from 0, or from -1 at the end' grad 'v[-3]' --at 'v=[1,2]'
refuses 'a step that is a whole number above 0' grad 'sum(v[::-1])' --at 'v=[1,2]'
refuses 'the range ends before it begins' grad 'sum(v[1:1])' --at 'v=[1,2]'
refuses 'expected a whole number' grad 'v[0.5]' --at 'v=[1,2]'
refuses '\^ expected' grad 'x y' --at 1,2
refuses '\^ expected' grad '(x' --at 1
refuses 'a formula stands without' grad 'x $ y' --at 1
refuses 'expected a number, a name or an operator' grad 'x ` y' --at 1
refuses 'expected 1 argument' grad 'sin(x, y)' --at 1,2
refuses 'a condition and two values' grad 'where(x)' --at 1
refuses '1 value for 2 inputs' grad 'x + y' --at 1
refuses 'more values' grad 'x' --at 1,2
refuses '--at is missing' grad 'x'
refuses 'is not a number' grad 'x' --at abc
refuses 'no input "z"' grad 'x' --at z=1
refuses 'none of them' grad 'x + z' --vars x --at 1
refuses 'no inputs' grad '1 + 2' --at 1
refuses 'do not fit' grad 'sum(A @ B)' --arg 'A:[2,3]' --arg 'B:[2,3]' --at A=1
refuses 'do not fit' grad 'sum(u + v)' --at 'u=[1,2],v=[1,2,3]'
refuses 'a size is 0' grad 'sum(v)' --arg 'v:[0]' --at 1
refuses 'needs a scalar' grad '[x, x]' --at 1
refuses 'No such file' grad 'sum(W)' --at W=@/nonexistent.npy
refuses 'not a .npy' grad 'sum(W)' --at W=@/dev/null
refuses 'mpfr takes' grad x --at 1 --number mpfr:1
refuses 'mpfr takes' grad x --at 1 --number mpfr:1000000000
refuses '100000000 steps, and at most 10000000 are taken: --steps allows more' grad 'iterate(10000, u = x, iterate(10000, w = u, w/2))' --at 1
refuses 'none of f16' grad x --at 1 --number f12
refuses 'there is no "magic"' grad x --at 1 --engine magic
refuses '"" names no engine' check eq6 --engine ''
refuses '",," names no engine' grad x --at 1 --engine ,,
gives 1 'FAIL symbolic +answered nothing: unable 28 times of 28' check branch --engine symbolic
gives 1 '^FAIL 0   fail 1   unable 28$' check branch --engine symbolic
gives 1 '^not ok 29 - symbolic +answered nothing' check branch --engine symbolic --format tap
gives 0 '^PASS ' check branch --engine symbolic,forward,reverse --shard 1/2
refuses 'goes with --formula F or with --primal' vjp --npy "$tmp/dump"
refuses 'Q.npy is missing' vjp --npy "$tmp/dump" --formula 'sum(Q)'
head -c 140 "$tmp/w.npy" > "$tmp/dump/grad_W.npy"
refuses 'byte 140: the file ends in element 1; expected 2 of 8 bytes' vjp --npy "$tmp/dump" --formula 'sum(W)'
refuses 'tap is for check' grad x --at 1 --format tap
refuses 'none of text' grad x --at 1 --format xml
gives 0 'v6 +v4 \* v5 +0\.6234' trace 'iterate(2, u = u0, r*u*(1-u))' --at 0.3,2.5 --mode reverse
gives 0 'scan v0 v1 n=3 back=0 carries=1' trace 'iterate(3, u = u0, r*u*(1-u))' --at 0.3,2.5 --mode static
gives 0 'static +4 ' grad 'iterate(c in a, s = 0, s*t + c)' --at 'a=[1,2,3],t=2'
gives 0 'reverse +34 .*55 ' grad 'iterate(10, a = x, b = y, b, a+b)' --at 0.5,0.75 --vars x,y
gives 0 'symbolic +unable: while takes as many steps' grad 'while(E = M, abs(E - e*sin(E) - M) > 1e-13, E - (E - e*sin(E) - M)/(1 - e*cos(E)))' --at M=0.5,e=0.3
for e in forward reverse static complexstep; do within $e 2 'while(E = M, abs(E - e*sin(E) - M) > 1e-13, E - (E - e*sin(E) - M)/(1 - e*cos(E)))' --at M=0.5,e=0.3; done
within static 2 'cond(x < y, x*y, sqrt(x) + iterate(3, s = x, s*y + x))' --at 0.5,0.3
within static 2 'checkpoint(sin(x*y))*x' --at 0.5,0.3
gives 0 '2 x 2' hessian 'while(E = M, abs(E - e*sin(E) - M) > 1e-13, E - (E - e*sin(E) - M)/(1 - e*cos(E)))' --at M=0.5,e=0.3
refuses '1000 steps and no end' grad 'while(u = x, 1 > 0, u)' --at 1 --steps 1000
refuses 'changes carry 1 from shape' grad 'iterate(3, u = [x,x], [u,u])' --at 1
refuses 'in one branch' grad 'cond(x > 0, [x,x], x)' --at 1
refuses 'number of steps' grad 'iterate(x*2, u = x, u)' --at 1
refuses 'as many expressions as carries' grad 'iterate(2, u = x, u, u)' --at 1
refuses 'no function' check nosuch
refuses 'name it' check --at 3,-4
refuses 'there is no "Z9"' claims T1 Z9
refuses 'none of primal' trace x --at 1 --mode sideways
refuses 'expected 1 number' trace x --at 1 --mode forward --seed 1,2
refuses 'expected an index below' grad 'v[3]' --at 'v=[1,2,3]'
refuses 'one formula' grad x y --at 1
rose='sum(100*(x[1:5]-x[0:4]^2)^2 + (1-x[0:4])^2)'
gives 0 'f = 130000\.[0-9]* \(computed in MPFR, not proved\)' grad 'while(s = x, s < 130000, s + 1)' --at 0.3 --engine reference
gives 0 'more than 120000 steps of a loop' grad 'while(s = x, s < 130000, s + 1)' --at 0.3 --engine reference --format json
gives 0 'f = 9000\.3' grad 'while(s = x, s < 9000, s + 1)' --at 0.3 --engine reference
gives 0 'the argument of sin is about' grad 'sin(exp(x))' --at 1e6 --engine reference
twenty=1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20
gives 0 'missed with a chance of' grad 'sum(exp(v/9))' --arg 'v:[20]' --at $twenty --engine reference
gives 0 '"certified": true' grad 'sum(exp(v/9))' --arg 'v:[20]' --at $twenty --engine reference --prove all --format json
gives 0 'by rules and one proved direction' hessian 'logsumexp(v/9)' --arg 'v:[20]' --at $twenty --engine reference
gives 0 '20 x 20, proved at' hessian 'logsumexp(v/9)' --arg 'v:[20]' --at $twenty --engine reference --prove all
gives 0 'proved at' jacobian 'exp(v/9)' --arg 'v:[20]' --at $twenty --engine reference --prove all
refuses 'none of all, direction' grad x --at 1 --prove every
gives 0 '13 of 25 entries' hessian "$rose" --arg 'x:[5]' --at 1,2,3,4,5 --sparse --engine forward
gives 0 'forward-over-reverse +3 +1 +0\.00 +0\.00' hessian "$rose" --arg 'x:[5]' --at 1,2,3,4,5 --sparse --engine forward
gives 0 'reverse +2 +2 +0\.00' jacobian 'x1*x2' 'x2+sin(x3)' 'x3*x4' --at 1,2,3,4 --sparse --engine reverse
gives 0 '"entries"' jacobian 'x1*x2' 'x2+sin(x3)' --at 1,2,3 --sparse --engine forward --format json
refuses 'only one of them' hessian 'x*y' --at 1,2 --sparse --seed 1,1
refuses 'sparse is for jacobian and hessian, not for grad' grad x --at 1 --sparse
deep=$(awk 'BEGIN { for (i = 0; i < 60000; i++) printf "("; printf "x"; for (i = 0; i < 60000; i++) printf ")" }')
refuses 'nested too deeply|at most' grad "$deep" --at 1
minus=$(awk 'BEGIN { for (i = 0; i < 100000; i++) printf "-"; printf "x" }')
refuses 'nested too deeply' grad "$minus" --at 1
# a row whose samples have another median than its seconds, by less and by more than one part in 10^4
moved() { sed "s/^\(1,forward,ok,,5,0.25,\).*/\1$1 $1 $1,1 1 1/" checks/expected/runs/first.csv > "$tmp/moved.csv"; }
moved 0.250024; gives 0 'within noise' compare checks/expected/runs/first.csv "$tmp/moved.csv"
moved 0.250026; refuses 'have the median 0.250026, its column seconds says 0.25' compare checks/expected/runs/first.csv "$tmp/moved.csv"
long=$(awk 'BEGIN { printf "x"; for (i = 0; i < 20000; i++) printf "+x" }')
gives 0 'f = 20001' grad "$long" --at 1 --engine forward,reverse,static,symbolic
"$w" grad x --at 1 > /dev/full 2> "$tmp/err"; [ $? = 2 ] && grep -q 'could not be written' "$tmp/err"; result $? 'a full disk is not success'
echo "1..$n"
