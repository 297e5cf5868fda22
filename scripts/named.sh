#!/bin/sh
# named -- a suite in TAP, and after its own tests one more: of each kind (the first word of a test's name) there are as many tests as
# before, with the same names, numbers not compared.  A test under another test's name does not tell what failed.
# usage: named.sh NAME "KIND..." COMMAND...        the names' counts and sums are in checks/expected/names/NAME; REMAKE=yes writes them
#        DIGITS=WENGERT named.sh ...                with the digits, of this program
name=$1 kinds=$2
shift 2
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
LC_ALL=C.UTF-8; export LC_ALL
expected=checks/expected/names/$name
"$@" > "$tmp/tap"
status=$?
grep -v '^1\.\.[0-9]*$' "$tmp/tap"
n=$(grep -c '^ok \|^not ok ' "$tmp/tap")
sed -nE 's/^(not )?ok [0-9]+ - //p' "$tmp/tap" | sed -E 's/ *# SKIP.*//; s/(^| )[0-9]+ ulps/\1NUMBER ulps/' | sh scripts/masked.sh > "$tmp/names"
for k in $kinds; do
	grep "^$k " "$tmp/names" > "$tmp/kind" || echo "$k: no test has this name"
	echo "$k: $(grep -c . "$tmp/kind") names, sum $(cksum < "$tmp/kind" | cut -d' ' -f1), as \"$(head -1 "$tmp/kind")\""
done > "$tmp/got"
[ -z "$REMAKE" ] || { mkdir -p checks/expected/names; cp "$tmp/got" "$expected"; }
if diff "$expected" "$tmp/got" > "$tmp/diff" 2>&1; then echo "ok $((n + 1)) - the tests of $name have the names of $expected"
else
	echo "not ok $((n + 1)) - the names of the tests of $name differ from $expected (REMAKE=yes writes it anew)"
	sed 's/^/# /' "$tmp/diff"
fi
# ---- and the digits, in a sum of the lines of each engine and function ----
if [ "$DIGITS" ]; then
	sed -nE 's/^(not )?ok [0-9]+ - //p' "$tmp/tap" | grep -E "^($(echo $kinds | tr ' ' '|')) " | awk -f scripts/sums.awk > "$tmp/sums"
	sh scripts/exactly.sh "$DIGITS" "$name" "$tmp/sums" $((n + 2)) "the digits of $name"
	n=$((n + 1))
fi
! grep -q '^1\.\.' "$tmp/tap" || echo "1..$((n + 1))"
exit $status
