#!/bin/sh
# options -- each command with each option of the table: what it takes is read, anything else is refused; --help and its
# examples.  Prints TAP.  usage: options WENGERT
w=$(realpath "${1:-./wengert}")
root=$PWD
n=0
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
LC_ALL=C.UTF-8; export LC_ALL

# result STATUS WHAT: what "$tmp/bad" holds is shown where it failed
result() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; sed 's/^/# /' "$tmp/bad" | head -20; fi; }
empty() { [ ! -s "$tmp/bad" ]; }

"$w" --options > "$tmp/table" && "$w" --help | sed -n 's/^  wengert \([a-z]*\)   *[^ ].*/\1/p' > "$tmp/commands"
[ "$(wc -l < "$tmp/commands")" -ge 12 ] && [ "$(wc -l < "$tmp/table")" -ge 30 ]; result $? 'commands and options are listed'

# every pair once: command, option, what it takes there (- nothing), or "no"
awk 'FILENAME == ARGV[1] { command[++c] = $1; is[$1] = 1; next }
	{ if (!($1 in row)) { name[++o] = $1; row[$1] = $2 }
	  for (k = 3; k <= NF; k++) { if (!is[$k]) print $k, $1, "unknown"; if (($k, $1) in takes) print $k, $1, "twice"; takes[$k, $1] = $2 } }
	END { for (i = 1; i <= c; i++) for (k = 1; k <= o; k++) { p = command[i] SUBSEP name[k]; print command[i], name[k], p in takes ? takes[p] : "no " row[name[k]] } }' \
	"$tmp/commands" "$tmp/table" > "$tmp/pairs"
grep -E ' (unknown|twice)$' "$tmp/pairs" > "$tmp/bad"; empty; result $? 'no line of the table names a command that is not there, or an option twice'

# a value that an option of this kind takes; of words a|b|c the last that is no pattern
value() {
	case $1 in
	plan) echo binomial:2 ;; memory) echo 64MiB ;; engine) echo forward ;; plugin) echo "$tmp/one.so" ;;
	steps|case|seed-rng) echo 7 ;; limit) echo 2.5 ;; depth|width) echo 1:16 ;; budget) echo 20s ;; fail-over) echo 1.1 ;; shard) echo 1/2 ;;
	at|seed|tangent|cotangent) echo 1,2 ;; vars|junit|npy|formula|out|after) echo x ;; arg) echo 'x:[2]' ;; index) echo 0 ;;
	*) case $2 in *'|'*) echo "${2%%|*}" ;; *) echo "no-value-for-$1" ;; esac ;;
	esac
}
${CC:-cc} -shared -fPIC -I "$root" -o "$tmp/one.so" examples/plugin/fourpoint.c 2> "$tmp/bad"; result $? 'a plug-in to name'

# --help after the option: it has been read by then, and nothing is run
for c in $(cat "$tmp/commands"); do
	: > "$tmp/bad"; taken=0
	grep "^$c " "$tmp/pairs" | grep -v ' no ' | while read -r _ option takes; do
		if [ "$takes" = - ]; then "$w" "$c" --"$option" --help; else "$w" "$c" --"$option" "$(value "$option" "$takes")" --help; fi > "$tmp/out" 2>&1
		[ $? = 0 ] && grep -q '^Usage' "$tmp/out" || { echo "--$option"; cat "$tmp/out"; } >> "$tmp/bad"
		grep -qE -e "^  --?$option( |\$)" "$tmp/out" || echo "--$option is not in --help" >> "$tmp/bad"
	done
	empty; result $? "$c takes $(grep "^$c " "$tmp/pairs" | grep -cv ' no ') options, and --help says so"
	grep "^$c " "$tmp/pairs" | grep ' no ' | while read -r _ option _ takes; do
		if [ "$takes" = - ]; then "$w" "$c" --"$option" --help; else "$w" "$c" --"$option" "$(value "$option" "$takes")" --help; fi > "$tmp/out" 2> "$tmp/err"
		[ $? = 2 ] && [ ! -s "$tmp/out" ] && [ "$(wc -l < "$tmp/err")" = 1 ] && grep -qE -e "^wengert: --$option is for [a-z, ]+, not for $c\$" "$tmp/err" || { echo "--$option"; cat "$tmp/err"; } >> "$tmp/bad"
	done
	empty; result $? "$c refuses the $(grep "^$c " "$tmp/pairs" | grep -c ' no ') others, each in a sentence"
done

# a word that an option does not take, where another command takes it
awk '$3 ~ /\|/ { m = split($3, x, "|"); for (k = 1; k <= m; k++) print $2, x[k] }' "$tmp/pairs" | sort -u > "$tmp/words"
awk '$3 ~ /\|/ { print $1, $2, $3 }' "$tmp/pairs" | while read -r c option takes; do
	while read -r o word; do
		case "$o $word" in "$option "*[A-Z[]*) continue ;; "$option "*) ;; *) continue ;; esac
		case "|$takes|" in *"|$word|"*) want=0 ;; *) want=2 ;; esac
		"$w" "$c" --"$option" "$word" --help > "$tmp/out" 2> "$tmp/err"
		[ $? = $want ] || echo "$c --$option $word"
	done < "$tmp/words"
done > "$tmp/bad"; empty; result $? 'each word of an option is taken where the table says so, and nowhere else'

# ---- numbers ----
refuses() { # pattern, arguments
	pattern=$1; shift
	"$w" "$@" > "$tmp/out" 2> "$tmp/bad" < /dev/null; got=$?
	[ $got = 2 ] && grep -Eq -e "$pattern" "$tmp/bad" && [ ! -s "$tmp/out" ] && [ "$(wc -l < "$tmp/bad")" = 1 ]
	result $? "refused: $* ($pattern)"
}
for v in -1 99999999999999999999 9223372036854775808 1.5 '' x 0x10; do refuses 'seed-rng: ".*" is not a whole number from 0 to' check eq6 --seed-rng "$v"; done
for v in -1 0 99999999999999999999; do refuses 'steps: ".*" is not a whole number from 1 to' grad x --at 1 --steps "$v"; done
refuses 'case: "-1" is not a whole number' vjp x.c --case -1
for v in 0 -3 nan inf 1s ''; do refuses 'limit: ".*" is not a time in seconds' check eq6 --limit "$v"; done
for v in 0/2 3/2 1 1/0 -1/2 1/2x; do refuses 'shard: ".*" is not one of 1/N' check eq6 --shard "$v"; done
refuses 'names no engine' check eq6 --engine ''
refuses 'names no engine' grad x --at 1 --engine ,
refuses '--vars: x is there twice' grad x --at 1 --vars x,x
refuses '--vars: y is there twice' jacobian 'x*y' --at 1,2,3 --vars y,x,y

# ---- options that do not go together ----
refuses 'seed is for --mode forward and reverse, not for primal' trace x --at 1 --seed 1
refuses 'seed is for --mode forward and reverse, not for static' trace x --at 1 --seed 1 --mode static
refuses '^wengert: trace: --emit is for --mode static, not for primal$' trace x --at 1 --emit c
for t in f16 bf16 mpfr:80; do refuses "^wengert: trace: --emit c: programs are made of f64 and f32, not of ${t%:*}$" trace x --at 1 --mode static --emit c --number $t; done
refuses '^wengert: --after prints a list, as text or with --format json: without --mode$' trace x --at 1 --after dce --mode static
refuses '^wengert: --after prints a list, as text or with --format json: without --format csv$' trace x --at 1 --after dce --format csv
refuses '^wengert: trace: --mode symbolic has text and json, no csv$' trace x --at 1 --mode symbolic --format csv
refuses 'neither --mode nor --format goes with it' trace x --at 1 --dot --mode reverse
refuses 'neither --mode nor --format goes with it' trace x --at 1 --dot --format json
refuses 'mode static has text and json, no csv' trace x --at 1 --mode static --format csv
refuses 'mode symbolic has text and json, no csv' trace x --at 1 --mode symbolic --format csv

# ---- --help ----
cp "$root/checks/kernels/right/layernorm.c" "$tmp" && cp "$root/results/depth.csv" "$tmp/before.csv" && cp "$root/results/depth.csv" "$tmp/after.csv"
echo '{"id":0,"kind":"define","module":"hello"}' > "$tmp/messages.jsonl"
ln -s "$root/plots" "$tmp/plots" && mkdir "$tmp/bin" && ln -s "$w" "$tmp/bin/wengert"
for c in $(cat "$tmp/commands"); do
	"$w" "$c" --help > "$tmp/help" 2> "$tmp/bad"
	awk 'length($0) > 80 || / $/' "$tmp/help" > "$tmp/bad"
	[ "$(wc -l < "$tmp/help")" -le 40 ] && empty; result $? "$c --help fits 80 columns and a screen"
	"$w" help "$c" | cmp -s - "$tmp/help" && "$w" "$c" --usage | grep -q "^Usage: wengert $c "; result $? "wengert help $c"
	sed -n '/^Examples\{0,1\}:$/,$ s/^  \(wengert .*\)/\1/p' "$tmp/help" > "$tmp/examples"
	[ -s "$tmp/examples" ] || echo 'there is none' > "$tmp/bad"
	# the report takes minutes: that it begins must do
	while IFS= read -r line; do
		limit=60; [ "$c" = report ] && limit=1
		(cd "$tmp" && PATH=$tmp/bin:$PATH XDG_CACHE_HOME=$tmp timeout $limit sh -c "$line") > "$tmp/out" 2>&1 < /dev/null
		got=$?
		[ $got = 0 ] || { [ "$c" = report ] && [ $got = 124 ]; } || { echo "$line: $got"; head -3 "$tmp/out"; } >> "$tmp/bad"
	done < "$tmp/examples"
	empty; result $? "the examples of $c run"
done
"$w" --help > "$tmp/help"; awk 'length($0) > 80' "$tmp/help" > "$tmp/bad"; empty; result $? 'wengert --help fits 80 columns'
"$w" > "$tmp/out" 2> "$tmp/bad"; [ $? = 2 ] && cmp -s "$tmp/help" "$tmp/bad"; result $? 'no command: the same, on standard error, exit 2'
echo "1..$n"
