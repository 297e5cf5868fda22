#!/bin/sh
# verdicts -- wengert vjp on wrong rules and right ones, and all that is said of each.  Prints TAP.
# usage: [REMAKE=yes] verdicts.sh ./wengert [SEEDS | FILE.c...]     FILE.c...: of checks/kernels, the verdicts of these alone
w=${1:-./wengert}
seeds=${2:-42}
n=0
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
LC_ALL=C.UTF-8; export LC_ALL

result() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi; }

# ---- a kernel whose name ends in _wrong must be refused, every other accepted ----
# one run of `make check` traces only what asks for it: a C++ compiler for each file is most of its time
# and leaves the slowest files to check-all, which judges them with each of its seeds and with this one
slow=checks/kernels/slow.txt
if [ "$seeds" = 42 ]; then proved=checks/kernels/proved.txt without=$slow; fi
only=
case $seeds in *.c)
	shift
	only=$tmp/only seeds=42 without=
	printf '%s\n' "$@" > "$only" ;;
esac
LIKELY=$tmp/likely FACTS=$tmp/facts PROVED=$proved WITHOUT=$without ONLY=$only sh scripts/mutants.sh "$w" "$seeds" checks/kernels/pairs checks/vjp/said checks/kernels/right > "$tmp/mutants.csv" 2> "$tmp/mutants.err"
[ $? -le 1 ]; agree=$?; result $agree 'every file of kernels has a line in checks/kernels/origin.csv, every line a file'
sed 's/^/# /' "$tmp/mutants.err"
[ $agree = 0 ] || { echo "1..$n"; exit 1; }
while IFS=, read -r origin folder file kernel runs right lossy unsure wrong; do
	case $kernel in *_wrong) good=$((lossy + wrong)) want='refused' ;; *) good=$((right + lossy)) want='not refused' ;; esac
	[ "$good" = "$runs" ]; result $? "$folder/$file $kernel, $origin: $want (OK $right, LOSSY $lossy, INCONCLUSIVE $unsure, WRONG $wrong)"
done <<EOF
$(grep -v '^#' "$tmp/mutants.csv" | sed 1d)
EOF
[ -z "$only" ] || { [ "$n" -gt 1 ]; result $? "there were rules to be judged: $(tr '\n' ' ' < "$only")"; echo "1..$n"; exit 0; }
[ "$n" -ge 200 ]; result $? 'there were rules to be judged'
! grep 'no kernel in it was judged' "$tmp/mutants.csv"; result $? 'in every file a kernel was judged'
awk -F, '!/^#/ && $5 + 0 { if ($4 ~ /_wrong$/) { wrong += $5; refused += $7 + $9; lossy += $7 } else { right += $5; alarms += $8 + $9; some += $7 } }
	END { printf "# mutants: %d of %d refused (%d WRONG, %d LOSSY), %d of %d right rules refused (%d LOSSY)\n", refused, wrong, refused - lossy, lossy, alarms, right, some }' "$tmp/mutants.csv"

# ---- and all that is said of each: cases, sizes, comparisons, proofs, errors, the point, the words.  Another compiler
# or C library makes other comparisons and other last digits ----
said() { n=$((n + 1)); sh scripts/exactly.sh "$w" "$(echo "$1" | tr ' ' -)" "$tmp/facts" "$n" "all that is said of each of the $1"; }
[ "$seeds" != 42 ] || said kernels

# ---- the mistake that is named, of every wrong rule: each line was read beside its kernel; a dash: none is claimed ----
while read -r f; do [ ! -f "checks/kernels/pairs/$f" ] || grep -oE '[A-Za-z0-9_]+_(wrong|forward)' "checks/kernels/pairs/$f"; done < $slow |
	sed 's/_forward$//; p; s/_wrong$//' | sort -u > "$tmp/slow"
# those [not] of the slow files
of() { awk -F: -v not="$1" 'NR == FNR { slow[$1]; next } not ? !($1 in slow) : $1 in slow' "$tmp/slow" checks/vjp/said/likely.txt > "$tmp/meant"; }
if [ "$seeds" = 42 ]; then
	of not
else
	LIKELY=$tmp/likely FACTS=$tmp/facts ONLY=$slow sh scripts/mutants.sh "$w" 42 checks/kernels/pairs > "$tmp/slow.csv"
	result $? "the slow files, with seed 42: $(grep -c '^[a-z]*,pairs' "$tmp/slow.csv") kernels judged as they must be"
	grep '^# not as' "$tmp/slow.csv"
	said 'slow kernels'
	of
fi
[ -s "$tmp/meant" ] && [ -s "$tmp/slow" ] && diff "$tmp/meant" "$tmp/likely" > "$tmp/said"
result $? "likely mistakes are named as in checks/vjp/said/likely.txt: $(grep -c '^[<>]' "$tmp/said") lines differ"
sed -n 's/^[<>]/# &/p' "$tmp/said"
if [ "$seeds" = 42 ]; then
	for word in 'the sign' 'is 2 times' 'is 1/2 times' 'is N times' 'is 1/N times' 'is N/(N - 1) times' ': pi times' 'missing term' 'transposed' 'swapped' 'missing sum over the axis' \
		'the last element' 'a block' 'overwritten' 'float32 inside' 'saturation' 'clipped'; do
		grep -q -e "$word" "$tmp/likely"; result $? "some rule is said to have: $word"
	done
fi
echo "1..$n"
