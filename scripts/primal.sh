#!/bin/sh
# primal -- gradients held against differences of a program: right ones pass and wrong ones do not, however it computes, prints and ends.
# Prints TAP.  usage: primal.sh ./wengert
w=$(realpath "${1:-./wengert}") || exit 2
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
cd "$tmp" || exit 2
n=0
result() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; sed 's/^/# /' out | head -12; fi; }
python=${PYTHON:-python3}
$python -c 'import numpy' 2> /dev/null || python=/usr/bin/python3
$python -c 'import numpy' 2> /dev/null || { echo 'ok 1 - a program as primal # SKIP no NumPy here'; echo 1..1; exit; }
cat > dump.py <<'END'
import math, os, numpy as np
def dump(d, arrays, grads, cotangent=None, type=np.float64):
    os.makedirs(d)
    for name, a in arrays.items(): np.save(d + "/" + name, np.asarray(a, type))
    for name, a in grads.items(): np.save(d + "/grad_" + name, np.asarray(a, type))
    if cotangent is not None: np.save(d + "/cotangent", np.asarray(cotangent, type))
# f = sin(x0) e^x1 + x1 x2^2
x = np.array([0.3, -1.2, 2.0])
e = math.exp(x[1])
g = np.array([math.cos(x[0]) * e, math.sin(x[0]) * e + x[2] ** 2, 2 * x[1] * x[2]])
dump("right", {"x": x}, {"x": g})
dump("sign", {"x": x}, {"x": g * [1, 1, -1]})
dump("percent", {"x": x}, {"x": g * [1.01, 1, 1]})
dump("between", {"x": x}, {"x": g * [1.005, 1, 1]})
dump("millionth", {"x": x}, {"x": g * (1 + 1e-6)})
dump("rounding", {"x": x}, {"x": g * (1 + 1e-12)})
dump("nan", {"x": x}, {"x": [g[0], np.nan, g[2]]})
dump("float32", {"x": x.astype(np.float32)}, {"x": g.astype(np.float32)}, type=np.float32)
dump("bottom", {"x": [0.]}, {"x": [0.5]})
dump("beyond", {"x": [0.]}, {"x": [1.5]})
r = np.random.default_rng(1).normal(size=300)
b = 2 * r
dump("many", {"x": r}, {"x": b})
b[137] *= 1.5
dump("one", {"x": r}, {"x": b})
dump("two", {"a": 2., "b": [1., 3.]}, {"a": 70., "b": [20., 40.]}, [10., 20.])
dump("order", {"a": 2., "b": [1., 3.]}, {"a": 70., "b": [40., 20.]}, [10., 20.])
dump("outside", {"x": [-1.]}, {"x": [0.5]})
# what a tester found: features finer than the first steps, kinks and steps, level and constant functions, infinities
dump("wave", {"x": [.3]}, {"x": [1e6 * math.cos(1e6 * .3)]})
dump("pole", {"x": [1 + 2. ** -20]}, {"x": [-(2. ** 40)]})
dump("knot", {"x": [.4, 2.]}, {"x": [1.8, .16]})
dump("stairs", {"x": [.4321, 2.]}, {"x": [0., 1.]})
dump("level", {"x": [1., 1.]}, {"x": [0., 0.]})
dump("steep", {"x": [1.]}, {"x": [500 * math.exp(500)]})
dump("beside", {"x": [2., 3.]}, {"x": [3., 2.]}, [1., 1.])
dump("undefined", {"x": [2., 3.]}, {"x": [3., 2.]}, [1., 0.])
dump("infinite", {"x": x}, {"x": [np.inf, g[1], g[2]]})
dump("hidden", {"x": [1.]}, {"x": [1e-6]})
dump("small", {"x": [1e-3, 100.]}, {"x": [0., 1.]})
dump("first", {"x": [-0.00884873]}, {"x": [0.]})
dump("zero", {"x": [0., 1.]}, {"x": [3., 1.]})
dump("zerosign", {"x": [0., 1.]}, {"x": [-3., 1.]})
dump("zerotwice", {"x": [0.]}, {"x": [2.]})
dump("tall", {"W": np.ones((2, 3)), "x": [1., 2., 3.]}, {"x": [[2., 2., 2.]]})
dump("none", {"a": 2., "b": [1., 3.]}, {}, [10., 20.])
dump("only", {"x": x}, {})
dump("part", {"a": 2., "b": [1., 3.]}, {"b": [20., 40.]}, [10., 20.])
dump("whole", {"x": x}, {})
np.save("whole/grad_x", np.array([1, 2, 3]))
END
cat > f.py <<'END'
import math, struct, sys
how = sys.argv[1]
for line in sys.stdin:
    x = [float(t) for t in line.split()]
    y = math.sin(x[0]) * math.exp(x[1]) + x[1] * x[2] ** 2
    if how == "six": print("%.6e" % y)
    elif how == "three": print("%.2e" % y, flush=True)
    elif how == "fixed": print("%.5f" % y, flush=True)
    elif how == "noisy": print(repr(y * (1 + 1e-7 * math.sin(1e9 * y + 1e7 * x[0]))), flush=True)
    elif how == "single": print(repr(struct.unpack("f", struct.pack("f", y))[0]), flush=True)
    else: print(repr(y), flush=True)
END
$python dump.py || exit 2
# DIR, COMMAND, the exit status, what must be said
says() {
	"$w" vjp --npy "$1" --primal "$2" --limit 5 $5 > out 2>&1; got=$?
	# what is folded, in one line again
	sed -e ':a' -e '$!{N;ba' -e '}' -e 's/\n  \([^ ]\)/ \1/g' out > flat
	[ $got = "$3" ] && grep -Eq -e "$4" flat && ! awk 'length($0) > 200 { long = 1 } END { exit !long }' out; result $? "$1, $2: $4"
}
p="$python f.py"
for how in exact six noisy fixed single; do
	says right "$p $how" 0 '^OK '
	says sign "$p $how" 1 '^WRONG x: .*as far'
done
for how in exact six single; do says percent "$p $how" 1 '^WRONG x: .*as far'; done
says percent "$p noisy" 1 '^(WRONG|INCONCLUSIVE) x: it is .* as far'
says between "$p six" 1 '^INCONCLUSIVE x: .*; more is needed to refute it'
says right "$p three" 1 '^INCONCLUSIVE x: the program.s noise leaves 0'
says millionth "$p exact" 1 '^INCONCLUSIVE x: it differs from the difference by 1e-06'
says millionth "$p six" 0 '^OK'
says rounding "$p exact" 0 '^OK'
says nan "$p exact" 1 '^WRONG'
says float32 "$p single" 0 '^OK'
abs="$python -c 'import sys
for l in sys.stdin: print(repr(abs(float(l))), flush=True)'"
says bottom "$abs" 0 '^OK'
says beyond "$abs" 1 '^WRONG x: the program has a kink there: -1 on the left, 1 on the right'
sum='import sys
for l in sys.stdin: print(repr(sum(float(t)**2 for t in l.split())), flush=True)'
says many "$python -c '$sum'" 0 '^OK .* runs'
says one "$python -c '$sum'" 1 '^WRONG x: '
says outside "$python -c 'import math, sys
for l in sys.stdin: x = float(l); print(math.sqrt(x) if x >= 0 else float(\"nan\"), flush=True)'" 1 '^INCONCLUSIVE x: the program has no value'
each() { echo "$python -c 'import math, sys
for l in sys.stdin: x = [float(t) for t in l.split()]; print($1, flush=True)'"; }
says wave "$(each 'repr(math.sin(1e6 * x[0]))')" 0 '^OK'
says pole "$(each 'repr(1 / (x[0] - 1))')" 0 '^OK'
says knot "$(each 'repr((.16 + 1.8 / 2 * (x[0] - .4) if x[0] >= .4 else .16 + .7 * (x[0] - .4)) * x[1])')" 0 'at kinks'
says stairs "$(each 'repr(math.floor(1000 * x[0]) + x[1])')" 0 '^OK'
says level "$(each 'repr(3 + (x[0] - 1) ** 2 + (x[1] - 1) ** 2)')" 0 '^OK'
says steep "$(each 'repr(math.exp(500 * x[0]))') 2> /dev/null" 0 '^OK'
says beside "$(each 'repr(x[0] * x[1]), 1.0')" 0 '^OK'
says undefined "$(each 'repr(x[0] * x[1]), "nan"')" 0 '^OK'
says infinite "$p exact" 1 '^WRONG x: x.0. of it is no finite number'
says hidden "$(each '"%.4g" % (1 + 1e-6 * x[0])')" 1 '^INCONCLUSIVE x: all of it is smaller'
says small "$(each '"%.7g" % (3 * x[0] + x[1])')" 1 '^(WRONG|INCONCLUSIVE)'
# it moves for the first time at the largest steps
says first "$(each '"%.4g" % (math.exp(0.122 * x[0] - 1.265) * math.tanh(0.807 * x[0] - 1.104))')" 1 '^INCONCLUSIVE'
# an input that is 0 has no last place
says zero "$(each 'repr(3 * math.sin(x[0]) + x[1])')" 0 '^OK'
says zerosign "$(each 'repr(3 * math.sin(x[0]) + x[1])')" 1 '^WRONG x: it is'
says zerotwice "$(each 'repr(math.expm1(x[0]))')" 1 '^WRONG x: it is'
# it ends after a line; it keeps its answer back; the order of inputs
once="$python -c 'a, b, c = map(float, input().split()); print(repr(a * b), repr(a * c))'"
says two "$once" 0 '^OK'
says order "$once" 1 '^WRONG b'
says two "$python -c 'import sys
for l in sys.stdin: a, b, c = map(float, l.split()); print(repr(a * b), repr(a * c))' | cat" 0 '^OK'
says two "$python -c 'b, c, a = map(float, input().split()); print(repr(a * b), repr(a * c))'" 0 '^OK' '--vars b,a'
says part "$once" 0 ' a +not dumped +b +2 '
# mistakes
says none "$once" 2 'there is no grad_a.npy or of another input, so there is nothing'
says only "$p exact" 2 'there is no grad_x.npy, so there is nothing'
says whole "$p exact" 2 'whole/grad_x.npy holds whole numbers; a gradient is a float'
says two true 2 'gave no line of results: it ended'
says two 'echo 1' 2 'expected a line of 2 numbers, as cotangent.npy has'
says right 'echo 1 2' 2 'expected a line of 1 number'
says right 'echo one' 2 'answered "one"'
says right nosuchprogram 2 'gave no line of results'
says nosuch cat 2 'nosuch: No such file'
says tall cat 2 'grad_x.npy has shape \[1,3\], the input \[3\]'
"$w" vjp --npy right --primal cat --formula 'x' > out 2>&1; [ $? = 2 ] && grep -q 'goes with --formula F or with --primal COMMAND' out; result $? 'a formula or a program'
"$w" vjp --npy right --primal "$p exact" --format json > out 2>&1 && $python -c 'import json
j = json.load(open("out")); a = j["arguments"][0]; assert a["kinks"] == a["faint"] == 0 and j["verdict"] == "OK" and j["arguments"][0]["digits"] > 7 and j["runs"] > 50 and j["noise"] < 1e-14'; result $? 'in JSON'
echo "1..$n"
