#!/bin/sh
# fuzzkernels -- random kernels, right and broken, judged by wengert vjp, in TAP.
# must: each is judged rightly.  aim: each is judged; an aim that is missed is shown as skipped, with the counts.
# spoilt: right kernels were broken on purpose, so the referee must object, and for that reason.
# usage: fuzzkernels.sh KERNELFUZZ WENGERT FOLDER must|aim|spoilt N SEED
fuzz=$1 w=$2 folder=$3 how=$4 n=$5 seed=$6
out=$(mktemp) || exit 2
trap 'rm -f "$out"' EXIT
mkdir -p "$folder" || exit 2
what="$n random kernels, seed $seed"
case $how in spoilt) spoil=spoil ;; *) spoil= ;; esac
"$fuzz" "$w" "$folder" "$n" "$seed" $spoil > "$out" 2>&1; status=$?
counts=$(sed -n 's/^# \(wrong accepted .*\)/\1/p' "$out")
unjudged=$(awk -F, '/^(right|wrong),all,/ { n += $9; seen++ } END { print seen == 2 ? n : "nothing said of" }' "$out")
echo 1..2
if [ "$unjudged" = 0 ]; then echo "ok 1 - $what: all are judged"; else
	echo "not ok 1 - $what: all are judged ($unjudged not)"
	sed -n '1,40s/^/# /p' "$out"
fi
case $how,$status in
must,0|aim,0) echo "ok 2 - $what: $counts" ;;
aim,1)    echo "ok 2 - $what # SKIP missed: $counts" ;;
spoilt,1) case $counts in
	*'right refused 0 '*) echo "not ok 2 - $what: broken kernels that are called right are objected to ($counts)" ;;
	*) echo "ok 2 - $what: broken kernels that are called right are objected to: $counts" ;;
	esac ;;
*)  echo "not ok 2 - $what (status $status): $counts"
    grep '^# \(right\|wrong\), ' "$out" ;;
esac
