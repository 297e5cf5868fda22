#!/bin/sh
# digits -- what many commands print, to the last digit: hard points, every function under test, proofs, second derivatives, traces,
# errors that bench measures.  What varies from run to run is masked: seconds, folders.  Prints TAP.
# usage: [REMAKE=yes] digits.sh WENGERT [print]     print: what they say, for scripts/builds.sh
w=${1:-./wengert}
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
LC_ALL=C.UTF-8 NO_COLOR=1 XDG_CACHE_HOME=$tmp/cache; export LC_ALL NO_COLOR XDG_CACHE_HOME
engines=forward,reverse,static,checkpointed,symbolic,symbolic-shared,complexstep,forward-difference,backward-difference,central,five-point,richardson,ridders,gsl-central
n=0

# ---- the commands, a line each ----
under() { # every function under test, but those that take seconds
	"$w" list functions --format json | sed -n 's/^ *"name": "\(.*\)",*$/\1/p' | grep -vx lstm | while read -r f; do echo "check $f --engine $engines --format csv"; done
}
reported() { # one line of six
	grep -v '^#' checks/data/reported.txt | awk -F ' ; ' -v engines="$engines" 'NF > 2 && NR % 6 == 0 && $2 !~ /order/ { gsub(/\047/, "", $1); print "grad \047" $1 "\047 --at " $2 " --engine " engines }'
}
{ under; reported; cat checks/data/digits.txt; } | grep -v '^#' > "$tmp/commands"
i=$(wc -l < "$tmp/commands")
nl -nrz -w4 -s' ' "$tmp/commands" | tr '\n' '\0' | xargs -0 -P2 -n20 sh -c 'tmp=$0 w=$1; shift; for line; do
		{ echo "\$ wengert ${line#* }"; eval "\"\$w\" ${line#* }" 2>&1 < /dev/null; echo "exit $?"; echo; } |
			sed -E "s,$tmp/,,g; s/\"seconds\": [-+0-9.e]+/\"seconds\": TIME/; s/[0-9.]+ s\$/TIME s/" > "$tmp/said.${line%% *}"
	done' "$tmp" "$w"
cat "$tmp"/said.* > "$tmp/said"
[ "$2" != print ] || { cat "$tmp/said"; exit; }
n=$((n + 1)); [ "$(grep -c '^\$ wengert' "$tmp/said")" = "$i" ] && [ "$i" -ge 100 ] && echo "ok $n - $i commands" || echo "not ok $n - $i commands"
n=$((n + 1)); sh scripts/exactly.sh "$w" commands "$tmp/said" $n "what they print, to the last digit"
echo "1..$n"
