#!/bin/sh
# certified -- results/certified.csv: engines of ours, and tools of others that speak GradBench's protocol, on its twelve modules at
# small inputs: each number against the reference, and GradBench's own rule beside it.  CSV
# usage: certified.sh WENGERT [NAME COMMAND ...]        tools of others, each by a name and the command that starts it
w=$(realpath "$1"); shift
echo "# command sh scripts/certified.sh ./wengert NAME COMMAND ..., of GradBench's tools (commit f26651a) those named"
echo "# commit $(git describe --always --dirty 2>/dev/null || echo none)"
echo "# times are of inputs of a few numbers: what a call costs"
one() { "$w" check --engine "gradbench:$2" --limit 60 --format csv 2> /dev/null | sed "1d; s/^/$1,/"; }
echo "tool,$("$w" check hello --engine "gradbench:$w gradbench --engine static" --format csv | head -1)"
for e in compiled static reverse forward checkpointed complexstep symbolic central forward-difference; do one "$e" "$w gradbench --engine $e"; done
while [ $# -gt 1 ]; do one "$1" "$2"; shift 2; done
