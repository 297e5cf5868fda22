#!/bin/sh
# prover-mutants -- each fault of engines/reference/fault.h turns the unit enclosures red, and without any it is green; in TAP.
# Its exit status is how many of its tests fail, of three.
# usage: prover-mutants.sh ENCLOSURES
faults=$(grep -ho 'FAULT([0-9]*,' engines/reference/*.c | tr -dc '0-9\n' | sort -nu)
n=0 bad=0
echo "1..$(($(echo "$faults" | wc -l) + 1))"
for k in 0 $faults; do
	n=$((n + 1))
	what=$(grep -ho "FAULT($k, .*" engines/reference/*.c | head -1 | cut -c1-60)
	"$1" $k > /dev/null 2>&1; status=$?
	if [ $k = 0 ] && [ $status = 0 ]; then echo "ok $n - no fault: green"
	elif [ $k = 0 ]; then bad=1; echo "not ok $n - no fault: exit $status"
	elif [ $status -ge 1 ] && [ $status -le 3 ]; then echo "ok $n - $what is red"
	else bad=1; echo "not ok $n - $what is not seen (exit $status)"; fi
done
exit $bad
