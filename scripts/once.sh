#!/bin/sh
# once -- one test in TAP: a command, whose exit status is the answer.  What it says of a failure follows as comments.
# usage: once.sh TITLE COMMAND...
title=$1; shift
out=$(mktemp) || exit 2
trap 'rm -f "$out"' EXIT
echo 1..1
if "$@" > "$out" 2>&1; then
	echo "ok 1 - $title"
else
	echo "not ok 1 - $title (status $?)"
	# the end says why, and the lines that name a failure wherever they stand
	grep -v ' so far$' "$out" | awk '{ l[NR] = $0 } END { for (i = 1; i <= NR; i++) if (i > NR - 30 || l[i] ~ /FAIL|rror:/) print "# " l[i] }' | tail -40
	exit 1
fi
