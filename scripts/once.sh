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
	sed -n '1,40s/^/# /p' "$out"
	exit 1
fi
