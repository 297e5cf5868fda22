#!/bin/sh
# fuzz -- one libFuzzer target for some seconds, from a corpus that grows under build/: fuzz DIR WHAT SECONDS, WHAT a name of FUZZED in the Makefile
set -eu
dir=$1 what=$2 seconds=$3
corpus=$dir/corpus-$what
mkdir -p "$corpus"

# what to begin with: texts the other tests use
seed() { printf '%b' "$2" > "$corpus/seed-$1"; }
case $what in
formula)
	k=0
	while IFS= read -r line; do k=$((k + 1)); printf '%s' "$line" > "$corpus/seed-$k"; done <<-'FORMULAS'
	x1*x2 + x2 - ln(x1)
	where(x > 2, 2*x + 5, x/2 + 5)
	m = max(x0, x1); m + log(exp(x0 - m) + exp(x1 - m))
	sum(v @ v') + dot(v, [1,2,3]) + v[0]^2 - norm(v)
	iterate(c in a, s = 0, s*t + c)
	while(E = M, abs(E - e*sin(E) - M) > 1e-13, E - (E - e*sin(E) - M)/(1 - e*cos(E)))
	cond(x < y, x*y, sqrt(x) + iterate(3, s = x, s*y + x))
	checkpoint(sin(x*y))*x
	softmax(v)[1] - 0x1.8p1 + 1e-3*pi + atan2(a, b) <= hypot(a, -b)
	FORMULAS
	;;
listtext)
	seed 1 'v0 = input x\nv1 = const value=0x1.8p+1\nv2 = mul v0 v1\nreturn v2, v0\n'
	seed 2 'v0[2,3] = input w\nv1 = sum v0 axis=-1\nv2[3] = sum v0 axis=0\nreturn v1, v2\n'
	seed 3 'v0[3] = input -\nv1[2] = slice v0 start=1,0,0,0,0,0,0,0 step=1,0,0,0,0,0,0,0\nv2[2] = data data=0x1p+0,0x1p+1\nv3[2] = add v1 v2\nreturn v3\n' ;;
npy)
	head='\0223NUMPY\0001\0000v\0000'
	seed 1 "$head{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }                                                          \\n\0000\0000\0000\0000\0000\0000\0360\0077\0000\0000\0000\0000\0000\0000\0000\0100"
	seed 2 "$head{'descr': '>f4', 'fortran_order': True, 'shape': (1, 2), }                                                         \\n\0077\0200\0000\0000\0100\0000\0000\0000" ;;
tensors)
	sh scripts/dumped.sh "$dir/dumps.$$" && for f in "$dir/dumps.$$"/*/*.safetensors; do cp "$f" "$corpus/seed-$(basename "$(dirname "$f")")"; done
	rm -rf "$dir/dumps.$$" ;;
table) for f in results/*.csv; do head -c 3000 "$f" > "$corpus/seed-${f##*/}"; done ;;
comment) grep -rhoE 'wengert: .*[^ ]' checks/kernels examples/kernels --include='*.c' | sed 's,wengert: *,,; s, *\*/.*,,' | sort -u | split -l 1 - "$corpus/seed-" ;;
source) cp checks/kernels/right/*.c checks/kernels/bad/*.c examples/kernels/*.c "$corpus" ;;
protocol)
	k=0
	while IFS= read -r line; do k=$((k + 1)); printf '%s\n' "$line" > "$corpus/seed-$k"; done <<-'MESSAGES'
	{"id": 0, "kind": "start", "eval": "hello"}
	{"id": 1, "kind": "define", "module": "gmm"}
	{"id": 2, "kind": "evaluate", "module": "hello", "function": "square", "input": 3.0}
	{"id": 3, "kind": "evaluate", "module": "lse", "function": "gradient", "input": {"x": [1.0, 2.0]}}
	{"id": 4, "kind": "evaluate", "module": "det", "function": "gradient", "input": {"A": [1.0, 2.0, 3.0, 4.5], "ell": 2}}
	{"id": 5, "kind": "evaluate", "module": "ode", "function": "gradient", "input": {"x": [1.0, 2.0], "s": 3}}
	{"id": 6, "kind": "evaluate", "module": "llsq", "function": "gradient", "input": {"x": [0.5, 0.25], "n": 4}}
	{"id": 7, "kind": "evaluate", "module": "kmeans", "function": "dir", "input": {"points": [[1.0, 2.0], [0.0, 1.0]], "centroids": [[0.5, 0.5]]}}
	{"id": 8, "kind": "evaluate", "module": "gmm", "function": "jacobian", "input": {"d": 1, "k": 1, "n": 1, "x": [[0.5]], "m": 0, "gamma": 1.0, "alpha": [0.0], "mu": [[0.1]], "q": [[0.2]], "l": [[]]}}
	{"id": 9, "kind": "analysis", "of": 0, "valid": true}
	MESSAGES
	;;
esac
echo "fuzz: $what, $seconds s"
mkdir -p "$dir/found"
# what a mistake leaves unfreed is the program's end, not a leak: a fresh process now and then
export ASAN_OPTIONS=detect_leaks=0
"$dir/fuzz-$what" -fork=1 -max_total_time="$seconds" -max_len=4096 -rss_limit_mb=4096 -artifact_prefix="$dir/found/$what-" "$corpus" > "$dir/$what.log" 2>&1 || {
	tail -40 "$dir/$what.log"; echo "fuzz: $what: see $dir/found, $dir/$what.log"; exit 1; }
sed -n 's/^#\([0-9]*\): cov.*/\1/p' "$dir/$what.log" | tail -1 | sed 's/^/fuzz: texts tried: /'
