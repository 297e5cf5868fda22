#!/bin/sh
# onscreen -- what a terminal sees while a command works, and that a pipe or a file sees none of it.  Prints TAP.
# usage: onscreen.sh WENGERT FUZZ-ENGINES
w=$1 fuzz=$2
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
n=0
result() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; tr '\r\033' '\n^' < "$tmp/screen" 2> /dev/null | sed 's/^/# /' | head -20; fi; }
if ! script -qec true /dev/null > /dev/null 2>&1; then
	echo 'ok 1 - progress on a terminal # SKIP script of util-linux is not here'
	echo '1..1'
	exit
fi
WENGERT_PEERS=none; export WENGERT_PEERS
seen() { script -qec "$1" "$tmp/screen" > /dev/null 2>&1; }
# name, command, what is to be seen
watched() { seen "$2"; tr '\r\033' '\n\n' < "$tmp/screen" | grep -Eq "$3"; result $? "$1: how much is done, and what is left"; }
watched check "$w check --engine reverse rosenbrock gmm lstm mlp kepler logistic besselwell minors" '^\[K  check   [0-9]+%  [0-9]+ s left$'
watched claims "$w claims" '^\[K  [A-Z][0-9]   [0-9]+%  [0-9]+ s left$'
watched vjp "$w vjp checks/kernels/right/attention.c" '^\[K  attention   [0-9]+%  [0-9]+ s left$'
tr '\r\033' '\n\n' < "$tmp/screen" | grep -q '^\[K  building the kernels$'; result $? 'vjp: a word while they are compiled'
watched fuzz "$fuzz 200" '^\[K  fuzz-engines   [0-9]+%  [0-9]+ s left$'
watched bench "$w bench depth --smallest --engine forward,reverse --out $tmp/out" '^\[K  depth  [0-9,a-z]*   [0-9]+%  [0-9]+ s left$'
# the line has gone when the next is printed: no result stands behind it
seen "$w claims"
tr '\033' '\n' < "$tmp/screen" | grep -E 's left.*(confirmed|corrected)'; [ $? = 1 ]; result $? 'nothing is printed behind it'
"$w" claims T1 D1 A6 2> "$tmp/err" > "$tmp/out.txt"; [ ! -s "$tmp/err" ] && ! grep -q 's left' "$tmp/out.txt"; result $? 'no terminal, no progress'
# by lines where somebody reads along: the first line is there before the last is made
mkfifo "$tmp/pipe"
"$w" claims T1 A6 > "$tmp/pipe" 2> /dev/null & command=$!
{ read -r line; kill -0 $command 2> /dev/null && [ -n "$line" ] && echo "$line" > "$tmp/first"; cat > /dev/null; } < "$tmp/pipe"
wait $command; [ -s "$tmp/first" ]; result $? 'a pipe gets lines as they are printed'
echo "1..$n"
