#!/bin/sh
# open -- kernels that are judged wrongly, checks/kernels/open: each still gets the verdict that stands beside it.  One that is
# mended is red here until it is moved to where the right verdict is held for good.  Prints TAP.
# usage: open.sh WENGERT
w=${1:-./wengert}
n=0
folder=checks/kernels/open
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
result() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi; }

grep -v '^#\|^file,' $folder/verdicts.csv > "$tmp/table"
while IFS=, read -r file truth verdict what; do
	"$w" vjp "$folder/$file" --limit 2 > "$tmp/out" 2>&1
	[ $? = 2 ] && now=exit2 || now=$(sed -nE 's/^(OK|LOSSY|WRONG|INCONCLUSIVE) [A-Za-z0-9_]+ .*case.*/\1/p' "$tmp/out" | tail -1)
	[ "$now" = "$verdict" ]; result $? "$file, which is $truth, gets $verdict (now: $now): $what"
done < "$tmp/table"
for f in $folder/*.c; do basename "$f"; done | sort > "$tmp/files"
cut -d, -f1 "$tmp/table" | sort | diff - "$tmp/files" > "$tmp/diff"; result $? 'every file has a line, every line a file'
echo "1..$n"
