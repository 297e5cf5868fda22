#!/bin/sh
# mutants -- wengert vjp on every kernel of the folders: those whose name ends in _wrong must be refused, every other not.
# usage: [LIKELY=FILE] [FACTS=FILE] [PROVED=FILE] [WITHOUT=FILE | ONLY=FILE] mutants.sh ./wengert SEEDS FOLDER...     CSV: how often each got which verdict
# exit 1 where a verdict is not as it must be; 2 where checks/kernels/origin.csv and the folders do not agree.
# LIKELY: the mistake that was named, a line "kernel: words" each.  FACTS: what was said of each, by judged.awk
# WITHOUT: the files that are left out, one a line; ONLY: those that are not
# PROVED: the files that are traced, one a line; every other is judged by differences.  Without it all are traced
w=$1 seeds=$2
shift 2
origins=checks/kernels/origin.csv
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT

# ---- each file has one line in the table of origins, each line of these folders a file ----
for d in "$@"; do for f in "$d"/*.c; do echo "$(basename "$d"),$(basename "$f")"; done; done > "$tmp/files"
awk -F, -v table="$origins" '
	function fault(sentence) { print "mutants: " sentence | "cat 1>&2"; bad = 1 }
	/^#/ || /^folder,/ { next }
	FILENAME == table { if ($1 "," $2 in origin) fault(table " has two lines for " $1 "," $2 "; leave one")
	                    if ($3 !~ /^(catalogue|unseen|example|diagnosis)$/)
	                            fault(table ": the origin of " $1 "," $2 " is \"" $3 "\"; it must be catalogue, unseen, example or diagnosis")
	                    origin[$1 "," $2] = $3; next }
	{ file[$0]; folder[$1]; if (!($0 in origin)) fault($0 " has no line in " table "; add one: " $0 ",ORIGIN,,") }
	END { for (f in origin) { split(f, p, ","); if (p[1] in folder && !(f in file)) fault(table " has a line for " f ", which is not there; remove it") }
	      exit bad }' "$origins" "$tmp/files" || exit 2

taken() { # a file: is it judged
	[ -z "$WITHOUT" ] || ! grep -qx "$(basename "$1")" "$WITHOUT" || return 1
	[ -z "$ONLY" ] || grep -qx "$(basename "$1")" "$ONLY"
}
while read -r line; do taken "${line#*,}" && echo "$line"; done < "$tmp/files" > "$tmp/taken"
mv "$tmp/taken" "$tmp/files"

echo "# command make mutants SEEDS='$(echo $seeds)'"
echo "# commit $(git describe --always --dirty 2>/dev/null || echo none)"
for d in "$@"; do for f in "$d"/*.c; do for s in $seeds; do
	taken "$f" || continue
	[ -z "$PROVED" ] || grep -qx "$(basename "$f")" "$PROVED" && how=traced || how=--differences
	echo "$f $s $how"
done; done; done |
	xargs -P2 -n3 sh -c 'o=$1/$(echo "$2" | tr / +)+$3; "$0" vjp "$2" --seed-rng "$3" $([ "$4" = traced ] || echo "$4") --format json > "$o" 2> "$o.err"; [ $? -le 1 ] || { echo "none FAILED: $(cat "$o.err")" > "$o.failed"; : > "$o"; }' "$w" "$tmp"
for o in "$tmp"/*.c+*; do
	case $o in
	*.err) continue ;;
	*.failed) sed "s/FAILED.*/FAILED $(basename "${o%.failed}")/" "$o" >> "$tmp/verdicts"; cat "$o" >&2 ;;
	*) of=${o##*+kernels+}; of=${of##*+vjp+}
	   awk -v of="$(echo "${of%+*}" | tr + /)" -v base="$(basename "$o")" -v likelies="$tmp/likelies" -v verdicts="$tmp/each" -f scripts/judged.awk "$o" ||
		exit 2 ;;
	esac
	[ ! -f "$tmp/each" ] || { cat "$tmp/each" >> "$tmp/verdicts"; rm "$tmp/each"; }
	[ ! -f "$tmp/likelies" ] || { cat "$tmp/likelies" >> "$tmp/alllikelies"; rm "$tmp/likelies"; }
done > "${FACTS:-/dev/null}"
[ -z "$LIKELY" ] || sort -u "$tmp/alllikelies" > "$LIKELY"
awk '
	/^#/ { next }
	FILENAME ~ /csv$/ { if (split($0, p, ",") >= 3) origin[p[1] "," p[2]] = p[3]; next }
	FILENAME ~ /files$/ { file[$0] = 1; next }
	{ n = split($3, p, "+"); f = p[n - 2] "," p[n - 1]; key = origin[f] "," f "," $1; judged[f]
	  if (!(key in seen)) order[++kernels] = key
	  seen[key]++; ruled[key, $2]++
	  wrong = $1 ~ /_wrong$/; kind = origin[f] "," (wrong ? "wrong" : "right")
	  if (!(kind in total)) kinds[++sets] = kind
	  total[kind]++; of[kind, $2]++
	  good = wrong ? $2 == "WRONG" || $2 == "LOSSY" : $2 == "OK" || $2 == "LOSSY"
	  if (!good) { bad++; fault[bad] = "# not as it must be: " p[n - 2] "/" p[n - 1] " " $1 " seed " p[n] ": " $2 } }
	END { for (f in file) if (!(f in judged)) { bad++; fault[bad] = "# not as it must be: " f ": no kernel in it was judged" }
	      for (k = 1; k <= sets; k++) { s = name = kinds[k]; sub(",", ", ", name)
	        printf "# %s rules: %d, of these OK %d, LOSSY %d, INCONCLUSIVE %d, WRONG %d\n", name, total[s], of[s, "OK"], of[s, "LOSSY"], of[s, "INCONCLUSIVE"], of[s, "WRONG"] }
	      for (k = 1; k <= bad; k++) print fault[k]
	      print "origin,folder,file,kernel,runs,OK,LOSSY,INCONCLUSIVE,WRONG"
	      for (k = 1; k <= kernels; k++) { s = order[k]; printf "%s,%d,%d,%d,%d,%d\n", s, seen[s], ruled[s, "OK"], ruled[s, "LOSSY"], ruled[s, "INCONCLUSIVE"], ruled[s, "WRONG"] }
	      exit bad > 0 || !kernels }' "$origins" "$tmp/files" "$tmp/verdicts"
