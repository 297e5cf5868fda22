#!/bin/sh
# functions -- every function that a formula may call: the worst error of its derivatives at an ordinary point and at its hard one,
# against the proved reference, in ulps of each number type: forward is the jvp, reverse and static the vjp.  CSV
# left out: where there is no derivative, because of the class said
# twins: rules of a primitive broken in one place, by `wengert check`, or formulas with a mistake, by scripts/meanings.sh, and how many
# of them are refused; left out where single functions are asked for
# usage: functions.sh WENGERT [NAME ...]
w=$1; shift
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT

# name, parameters, lo, hi, the hard point; a primitive has none
"$w" list primitives calls --format json | awk -v only=" $* " '
	function text(s) { sub(/^[^:]*: "?/, "", s); sub(/"?,?$/, "", s); return s }
	/"name"/ { name = text($0); p = lo = ""; hard = "-" }
	/"dx"/ { p = "(x)" } /"da"/ { p = "(a, b)" } /"parameters"/ { p = text($0) }
	/"lo"/ { lo = text($0) } /"hi"/ { hi = text($0) } /"hard"/ { hard = text($0) }
	/^  *}/ && p != "" && lo != "" && (only == "  " || index(only, " " name " ")) { print name "\t" p "\t" lo "\t" hi "\t" hard; p = "" }' > "$tmp/all"
[ -s "$tmp/all" ] || { echo 'functions: there is no such function' >&2; exit 2; }

echo "# command sh scripts/functions.sh ./wengert"
echo "# commit $(git describe --always --dirty 2>/dev/null || echo none)"
: > "$tmp/twins"
if [ -z "$*" ]; then
	{ "$w" check --engine forward,reverse,static --number f64 --format tap | sed -nE 's/^(not )?ok [0-9]+ - mutant [^:]*: rule of ([^ ]*) .*/\2 \1/p'
	  sh scripts/meanings.sh "$w" | sed -nE 's/^(not )?ok [0-9]+ - ([^(]*)\(.*\): its broken twin .*/\2 \1/p'; } > "$tmp/broken"
	awk '{ all[$1]++; refused[$1] += $2 != "not" } END { for (f in all) print f, refused[f] "/" all[f] }' "$tmp/broken" > "$tmp/twins"
fi
# what the engines say of the derivatives by $vary
asked() { "$w" grad "$name$p" --vars "$vary" --at "$values" --number $number --engine forward,reverse,static --format csv 2> "$tmp/said" || :; }
# where no rule gives the derivative by an earlier input: it keeps its value
by_the_last() {
	because="no rule by ${inputs%,*}" vary=${inputs##*,}
	values=$(echo "$inputs;$at" | awk -F';' '{ n = split($1, name, ","); split($2, v, ","); for (k = 1; k <= n; k++) printf("%s%s=%s", (k > 1 ? "," : ""), name[k], v[k]) }')
}
echo 'function,point,at,number,jvp_ulps,vjp_ulps,second_ulps,entries,left_out,left_because,twins_refused'
while IFS='	' read -r name p lo hi hard; do
	inputs=$(echo "$p" | tr -d '() ')
	# orders are whole numbers: the first of two is 2 where that is in the range
	ordinary=$(awk -v n="$(echo "$inputs" | awk -F, '{ print NF }')" -v lo="$lo" -v hi="$hi" 'BEGIN {
		for (k = 0; k < n; k++) s = s (k ? "," : "") (n == 2 && !k && lo <= 2 && hi >= 2 ? 2 : lo + (0.37 + 0.17*k)*(hi - lo))
		print s }')
	for point in ordinary hard; do
		at=$ordinary
		[ $point = hard ] && at=$(echo "$hard" | tr -d '() ')
		[ "$at" = - ] && continue
		for number in f16 bf16 f32 f64; do
			vary=$inputs values=$at because=
			asked > "$tmp/grad"
			case $inputs in *,*) grep -q ',ok,' "$tmp/grad" || { by_the_last; asked > "$tmp/grad"; } ;; esac
			[ $number = f64 ] && "$w" hessian "$name$p" --vars "$vary" --at "$values" --format csv > "$tmp/hessian" 2>> "$tmp/said" || : > "$tmp/hessian"
			awk -F, -v because="$because" -v twins="$(sed -n "s/^$name //p" "$tmp/twins")" -v row="$name,$point,$(echo "$at" | tr , ' '),$number" '
				function more(k, u) { if (u == u + 0 || u == "inf") if (w[k] == "" || u == "inf" || u + 0 > w[k] + 0) w[k] = u }
				FNR == 1 { file++; next }
				$3 != "ok" { next }
				file == 1 { k = $1 == "forward" ? "j" : "v"; if ($9 == "smooth") { more(k, $7); n++ } else { out++; if (!index(because, $9)) because = because (because == "" ? "" : " ") $9 } }
				file == 2 && $1 ~ /^(forward|reverse|static)-over-reverse$/ && $9 == "smooth" { more("s", $7) }
				END { print row "," w["j"] "," w["v"] "," w["s"] "," n + 0 "," out + 0 "," because "," twins }' "$tmp/grad" "$tmp/hessian"
		done
	done
done < "$tmp/all"
