#!/bin/sh
# peers.sh -- each tool of others that is here, on a handful of functions against the reference; as TAP.  usage: peers.sh WENGERT
w=${1:-./wengert}
n=0
result() { n=$((n + 1)); [ "$1" = 0 ] && echo "ok $n - $2" || echo "not ok $n - $2"; }
skipped() { n=$((n + 1)); echo "ok $n - $1 # SKIP $2"; }

for e in adolc adolc-replay sacado cppad tmbad stan ginac matheval torch sympy; do
	if ! "$w" list engines | grep -q "^  $e "; then skipped "$e" 'not here'; continue; fi
	"$w" check eq6 rosenbrock minors polynomial --engine $e --number f64 --format tap > /dev/null 2>&1
	result $? "$e: four functions within its bound"
	"$w" grad 'exp(x*y) + sin(y)/x' --at 0.3,0.7 --engine $e --format csv | awk -F, -v e=$e '$1 == e && $6 ~ /^-?[0-9]/ && $7 ~ /^[0-9]/ && $7 + 0 <= 4 { n++ } END { exit n != 2 }'
	result $? "$e: two derivatives of a formula within 4 ulps"
	case $e in torch|sympy) continue ;; esac       # each start is a second
	"$w" grad 'polygamma(2, x)' --at 1.5 --engine $e --format json | grep -q "has no polygamma"
	result $? "$e: names the primitive that it lacks"
	"$w" grad 'x*y' --at 2,3 --engine $e --number f32 --format json | grep -q '"unable"'
	result $? "$e: no binary32"
	case $e in ginac|matheval) continue ;; esac    # an expression has no branch
	"$w" check branch --engine $e --number f64 --at 3 > /dev/null 2>&1 && "$w" check branch --engine $e --number f64 --at 1 > /dev/null 2>&1
	result $? "$e: a function that branches, on either side"
done
"$w" grad 'x*y' --at 2,3 --format csv | grep -qE '^(adolc|sacado|cppad|tmbad|stan|ginac|matheval|torch|sympy)'
result $((! $?)) 'tools of others answer only when they are named'
for t in SLEEF ADOL-C Sacado CppAD TMBad 'Stan Math' GiNaC libmatheval PyTorch SymPy; do
	"$w" list engines | grep -q "^  optional: $t  *\(not \)\{0,1\}here"
	result $? "list engines says whether $t is here"
done
echo 1..$n
