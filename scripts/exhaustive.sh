#!/bin/sh
# exhaustive -- the rules of checks/kernels/textbook at every input of a number type, by segments: CSV.
# usage: exhaustive.sh ./wengert [float16|bfloat16|float32 ...] [-- NAME ...]     without a type: the two of 16 bits, seconds.
# float32 takes minutes for each rule; SHARD=I/N does one part of N.
w=${1:-./wengert}
[ $# = 0 ] || shift
types=
while [ $# -gt 0 ] && [ "$1" != -- ]; do types="$types $1"; shift; done
[ $# = 0 ] || shift
echo "# command sh scripts/exhaustive.sh ./wengert$types${1:+ -- $*}"
echo "# commit $(git describe --always --dirty 2>/dev/null || echo none)"
echo "# cpu $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -1)"
echo "# compiler $("${CC:-cc}" --version 2>/dev/null | head -1)"
echo "# date $(date -u +%Y-%m-%d)"
[ -z "$SHARD" ] || echo "# shard $SHARD"
seen=
for t in ${types:-float16 bfloat16}; do
	"$w" vjp "checks/kernels/textbook/$t.c" "$@" --every ${SHARD:+--shard "$SHARD"} --format csv > "${TMPDIR:-/tmp}/exhaustive.$$"
	[ $? -le 1 ] || { rm -f "${TMPDIR:-/tmp}/exhaustive.$$"; exit 2; }
	# rows of segments; the first type keeps the lines before
	awk -F, -v seen="$seen" '/^#/ || /^kernel,/ { if (!seen) print; next } $5 != ""' "${TMPDIR:-/tmp}/exhaustive.$$"
	seen=1
done
rm -f "${TMPDIR:-/tmp}/exhaustive.$$"
