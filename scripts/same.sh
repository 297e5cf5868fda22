#!/bin/sh
# same -- one program measured again and again, each run held against the one before it: whatever is told apart is told apart wrongly.
# On the machine as it is, with a busy loop on every core that is not busy already, and with loops that come and go, from none to two a
# core.  CSV: a row a pair of runs, and at the end a line for each condition.  At most 1 % of rows may be told apart, and --fail-over may
# fail never where the load stays as it is.  usage: same.sh WENGERT [PAIRS [quiet] [loaded] [changing]]
w=$(realpath "$1") || exit 2
pairs=${2:-20} experiments=depth
shift; [ $# = 0 ] || shift
[ $# -gt 0 ] || set -- quiet loaded changing
tmp=$(mktemp -d) || exit 2
busy=
quiet() { [ -z "$busy" ] || kill $busy 2> /dev/null; busy=; }
loops() { for k in $(seq "$1"); do (while :; do :; done) & busy="$busy $!"; done; }
changing() { # a half period takes about three runs
	busy=
	trap 'quiet; exit 0' TERM
	while :; do for share in 0 1 2 3 4 3 2 1; do loops $(($(nproc)*share/2)); sleep 20 & wait $!; quiet; done; done
}
trap 'quiet; rm -rf "$tmp"' EXIT
trap 'exit 130' INT TERM
echo "# command sh scripts/same.sh ./wengert $pairs $*"
echo "# commit $(git describe --always --dirty 2> /dev/null || echo none)"
awk '/^model name/ { sub(/.*: /, ""); print "# cpu " $0; exit }' /proc/cpuinfo; echo "# cores $(nproc)"
echo "machine,pair,load,rows,faster,slower,over,half_width"
for machine; do
	case $machine in
	loaded) loops "$(awk -v n="$(nproc)" '{ print int(n - $1 + 0.9) }' /proc/loadavg)" ;;
	changing) changing & busy=$! ;;
	esac
	for k in $(seq 0 "$pairs"); do
		"$w" bench $experiments --quick --out "$tmp/$k" > /dev/null 2> "$tmp/err" || { cat "$tmp/err" >&2; exit 2; }
		[ "$k" = 0 ] && continue
		for e in $experiments; do
			"$w" compare "$tmp/$((k - 1))/$e.csv" "$tmp/$k/$e.csv" --format csv > "$tmp/said" 2> "$tmp/err" || { cat "$tmp/err" >&2; exit 2; }
			awk -F, 'h++ && $(NF-6) != "" { print $NF "," $(NF-4) "," $(NF-2)/$(NF-4) - 1 }' "$tmp/said"
		done > "$tmp/rows"
		sort -t, -k3,3g "$tmp/rows" | awk -F, -v start="$machine,$k,$(cut -d' ' -f1 /proc/loadavg)" '{ n++; f += $1 == "faster"; s += $1 == "slower"; o += $1 == "slower" && $2 > 1.1; half[n] = $3 }
			END { printf("%s,%d,%d,%d,%d,%.3f\n", start, n, f, s, o, half[int((n + 1)/2)]) }'
		rm -rf "$tmp/$((k - 1))"
	done
	quiet
done | tee "$tmp/all"
awk -F, -v pairs="$pairs" -v machines="$*" '{ n[$1] += $4; t[$1] += $5 + $6; o[$1] += $7 > 0; p[$1]++ }
	END { count = split(machines, m, " "); for (k = 1; k <= count; k++) { printf("# %s: %d of %d rows told apart, %.2g %%; --fail-over 1.10 would have failed %d of %d times\n", m[k], t[m[k]], n[m[k]], n[m[k]] ? 100*t[m[k]]/n[m[k]] : 0, o[m[k]], p[m[k]]); if (!n[m[k]] || 100*t[m[k]] > n[m[k]] || (o[m[k]] && m[k] != "changing") || p[m[k]] != pairs) bad = 1 } exit bad }' "$tmp/all"
