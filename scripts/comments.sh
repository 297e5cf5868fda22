#!/bin/sh
# comments -- what is said of a comment above a kernel that cannot be read: checks/data/comments.txt.  Prints TAP.
# usage: [REMAKE=yes] comments.sh WENGERT
w=${1:-./wengert} expected=checks/expected/comments.said n=0
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
WENGERT_REHEARSAL=no; export WENGERT_REHEARSAL    # how comments are read is asked, not what comes of the lines
LC_ALL=C.UTF-8 XDG_CACHE_HOME=$tmp/cache; export LC_ALL XDG_CACHE_HOME
awk '/^#/ || !NF { next }
	{ while (match($0, /\{[0-9]+\}\(/)) {
		# up to the bracket that closes it
		from = RSTART; n = substr($0, from + 1) + 0; s = substr($0, from); sub(/^\{[0-9]+\}\(/, "", s)
		for (k = depth = 1; depth; k++) { c = substr(s, k, 1); depth += (c == "(") - (c == ")") }
		what = substr(s, 1, k - 2); rest = substr(s, k); all = ""
		for (i = 1; i <= n; i++) { one = what; gsub(/#/, i, one); all = all one }
		$0 = substr($0, 1, from - 1) all rest
	  }
	  print }' checks/data/comments.txt > "$tmp/comments"
while IFS= read -r comment; do
	printf '/* wengert: %s */\nvoid f_forward(float *y, const float *x, int N) { for (int i = 0; i < N; i++) y[i] = 2*x[i]; }\nvoid f_backward(float *dx, const float *dy, int N) { for (int i = 0; i < N; i++) dx[i] += 2*dy[i]; }\n' "$comment" > "$tmp/f.c"
	"$w" vjp "$tmp/f.c" --budget 0.2s > "$tmp/out" 2> "$tmp/err"; status=$?
	echo "/* wengert: $(echo "$comment" | cut -c1-100) */"
	sed "s,$tmp/,,g; s/^/  /" "$tmp/err"
	[ $status = 2 ] && echo '  exit 2' || echo '  judged'
done < "$tmp/comments" > "$tmp/got"
[ "$REMAKE" ] && { diff "$expected" "$tmp/got" | sed 's/^/# /'; cp "$tmp/got" "$expected"; }
n=$(wc -l < "$tmp/comments")
if diff "$expected" "$tmp/got" > "$tmp/diff"; then echo "ok 1 - what is said of $n comments"
else echo "not ok 1 - what is said of $n comments"; sed 's/^/# /' "$tmp/diff" | cut -c1-180 | head -20; fi
echo '1..1'
