#!/bin/sh
# fuzzed -- the reference on random expressions, in TAP: none wrong and few undecided; and whether the aim for undecided is met.
# An aim that is missed is shown as skipped, with the share: it fails nothing and is not silent.
# usage: fuzzed.sh FUZZ-REFERENCE N SEED [ties]
out=$(mktemp) || exit 2
trap 'rm -f "$out"' EXIT
what="$2 random expressions${4:+ at ties and edges}, seed $3"
echo 1..2
"$@" > "$out" 2>&1; status=$?
if [ $status = 0 ]; then echo "ok 1 - $what: none wrong, few undecided"; else
	echo "not ok 1 - $what: none wrong, few undecided (status $status)"
	grep '^# WRONG\|^# UNJUDGED\|^[^#]' "$out" | head -40 | sed 's/^/# /'
fi
aim=$(sed -n 's/^# AIM missed: //p' "$out")
if grep -q '^# AIM met: ' "$out"; then echo "ok 2 - $what: the aim for undecided"
elif [ -n "$aim" ]; then echo "ok 2 - $what: the aim for undecided # SKIP missed: $aim"
else echo "not ok 2 - $what: it does not say whether the aim is met"; fi
[ $status = 0 ]
