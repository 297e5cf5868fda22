#!/bin/sh
# census-test -- scripts/census.sh on a small tree of our own: judged as it is, with the comment offered, and not at all.  Prints TAP.
# usage: census-test.sh ./wengert
w=${1:-./wengert}
n=0
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
result() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi; }

sh scripts/census.sh "$w" checks/kernels/census own 0 > "$tmp/census.csv" 2> "$tmp/err"; got=$?
[ $got = 0 ] && [ ! -s "$tmp/err" ]; result $? 'the census of checks/kernels/census comes to its end'
# all but the time of each run
grep -v '^#' "$tmp/census.csv" | sed 's/,[^,]*$//' > "$tmp/rows"
diff checks/kernels/census/expected.csv "$tmp/rows" > "$tmp/said"; result $? "and says what stands in expected.csv: $(grep -c '^[<>]' "$tmp/said") lines differ"
sed -n 's/^[<>]/# &/p' "$tmp/said"
grep -q '^# limit 20 s' "$tmp/census.csv" && grep -q '^# commit ' "$tmp/census.csv"; result $? 'it says where it comes from'
mkdir "$tmp/none"; sh scripts/census.sh "$w" "$tmp/none" none 0 > "$tmp/out" 2>&1; [ $? = 2 ] && grep -q 'there is no backward function' "$tmp/out"
result $? 'a folder without backward functions: exit 2'
sh scripts/census.sh "$w" "$tmp/nowhere" none 0 > "$tmp/out" 2>&1; [ $? = 2 ] && grep -q 'is no folder' "$tmp/out"; result $? 'no folder: exit 2'
sh scripts/census.sh "$tmp/nowhere" checks/kernels/census own 0 > "$tmp/out" 2>&1; [ $? = 2 ] && grep -q 'cannot be run' "$tmp/out"; result $? 'no program: exit 2'
echo "1..$n"
