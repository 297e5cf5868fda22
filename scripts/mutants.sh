#!/bin/sh
# mutants -- wengert vjp on every kernel of the folders: those whose name ends in _wrong must be refused, every other not.
# usage: [LIKELY=FILE] mutants.sh ./wengert SEEDS FOLDER...     CSV: how often each was ruled what; exit 1 where one was not as it must be.
# LIKELY: what was said to be the likely mistake, a line "kernel: words" each
w=$1 seeds=$2
shift 2
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
echo "# command make mutants SEEDS='$(echo $seeds)'"
echo "# commit $(git describe --always --dirty 2>/dev/null || echo none)"
for d in "$@"; do for f in "$d"/*.c; do for s in $seeds; do echo "$f $s"; done; done; done |
	xargs -P2 -n2 sh -c 'o=$1/$(echo "$2" | tr / +)+$3; "$0" vjp "$2" --seed-rng "$3" --format tap > "$o" 2> "$o.err"; [ $? -le 1 ] || sed "s/^/not ok 0 - none: FAILED: /" "$o.err" > "$o"' "$w" "$tmp"
[ -z "$LIKELY" ] || sed -n 's/^.*ok [0-9]* - \([A-Za-z0-9_]*\): [A-Z]*:.*; likely: \(.*\)/\1: \2/p; t
	s/^.*ok [0-9]* - \([A-Za-z0-9_]*\): [A-Z]*: .*/\1: -/p' "$tmp"/*.c+* | sort -u > "$LIKELY"
for o in "$tmp"/*.c+*; do
	[ "${o%.err}" = "$o" ] && sed -n "s/^.*ok [0-9]* - \([A-Za-z0-9_]*\): \([A-Z]*\).*/\1 \2 $(basename "$o")/p" "$o"
done | awk '
	{ split($3, p, "+"); n = split($3, p, "+"); set = p[n - 2]; key = set "," p[n - 1] "," $1
	  if (!(key in seen)) order[++kernels] = key
	  seen[key]++; ruled[key, $2]++
	  wrong = $1 ~ /_wrong$/; kind = set "," (wrong ? "wrong" : "right")
	  if (!(kind in total)) kinds[++sets] = kind
	  total[kind]++; of[kind, $2]++
	  good = wrong ? $2 == "WRONG" || $2 == "LOSSY" : $2 == "OK" || $2 == "LOSSY"
	  if (!good) { bad++; fault[bad] = "# not as it must be: " set "/" p[n - 1] " " $1 " seed " p[n] ": " $2 } }
	END { for (k = 1; k <= sets; k++) { s = name = kinds[k]; sub(",", ", ", name)
	        printf "# %s rules: %d, of these OK %d, LOSSY %d, INCONCLUSIVE %d, WRONG %d\n", name, total[s], of[s, "OK"], of[s, "LOSSY"], of[s, "INCONCLUSIVE"], of[s, "WRONG"] }
	      for (k = 1; k <= bad; k++) print fault[k]
	      print "folder,file,kernel,runs,OK,LOSSY,INCONCLUSIVE,WRONG"
	      for (k = 1; k <= kernels; k++) { s = order[k]; printf "%s,%d,%d,%d,%d,%d\n", s, seen[s], ruled[s, "OK"], ruled[s, "LOSSY"], ruled[s, "INCONCLUSIVE"], ruled[s, "WRONG"] }
	      exit bad > 0 || !kernels }'
