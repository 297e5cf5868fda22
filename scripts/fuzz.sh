#!/bin/sh
# fuzz -- one libFuzzer target for some seconds, from a corpus that grows under build/: fuzz DIR formula|listtext|npy SECONDS
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
esac
echo "fuzz: $what, $seconds s"
mkdir -p "$dir/found"
# what a mistake leaves unfreed is the program's end, not a leak: a fresh process now and then
export ASAN_OPTIONS=detect_leaks=0
"$dir/fuzz-$what" -fork=1 -max_total_time="$seconds" -max_len=4096 -rss_limit_mb=4096 -artifact_prefix="$dir/found/$what-" "$corpus" > "$dir/$what.log" 2>&1 || {
	tail -40 "$dir/$what.log"; echo "fuzz: $what: see $dir/found, $dir/$what.log"; exit 1; }
sed -n 's/^#\([0-9]*\): cov.*/\1/p' "$dir/$what.log" | tail -1 | sed 's/^/fuzz: texts tried: /'
