#!/bin/sh
# formats -- what each command prints in each of its formats, whole, against checks/expected/NAME.FORMAT.  Prints TAP.
# usage: formats WENGERT [NAME.FORMAT ...]           only these, if any is named; said: what many small commands say
#        formats WENGERT remake [NAME.FORMAT ...]    writes the files anew and shows what changed: read that before it is committed
#
# Masked is what truly varies, field by field: times, versions, commit, machine, which tools of others are here.  Functions are of
# + - * / and sqrt, whose values are the same on every machine; engines are named, so that tools of others change nothing.
w=${1:-./wengert}
shift
remake=
[ "${1:-}" = remake ] && { remake=yes; shift; }
only=" $* "
n=0
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
LC_ALL=C.UTF-8 NO_COLOR=1 XDG_CACHE_HOME=$tmp/cache WENGERT_PEERS=none; export LC_ALL NO_COLOR XDG_CACHE_HOME WENGERT_PEERS
expected=checks/expected
result() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; sed 's/^/# /' "$tmp/diff" | cut -c1-180 | head -20; fi; }

# ---- masks: each a program from standard input to standard output ----
asis()     { cat; }
# gcc 12.2.0, MPFR 4.2.0, GSL 2.7.1 in a line of versions; seconds at its end, or after a comma
versions() { sed -E 's/\b[0-9]+ (calls|evaluations)\b/N \1/g; s/"evaluations": [0-9]+/"evaluations": N/; s/ (gcc|clang) [0-9.]+ · MPFR [0-9.]+ · GSL [0-9.]+ / CC · MPFR · GSL /; s/[0-9.]+ s$/TIME s/'; }
# whether balls of Arb are here decides "certified" and how many bits are taken; what is below 1e-30 ulps says how many there were
arb()      { sed -E 's/"certified": (true|false)/"certified": ARB/; s/"bits": [0-9]+/"bits": BITS/; s/mpfr [0-9]+ bit +/mpfr BITS bit  /; s/[0-9.]+e-([3-9][0-9]|[1-9][0-9][0-9])/TINY/g' | versions; }
seconds_() { sed -E 's/"seconds": [-+0-9.e]+/"seconds": TIME/' | versions; }
# tools of others: whether they are here, and so whether they are engines
peers()    { sed -E '/^  (adolc|adolc-replay|sacado|cppad|tmbad|stan|ginac|matheval|torch|sympy|peers) +[^ ]/d; /^  optional: /s/ +(not )?here.*/ HERE/; s/^(  optional: loops) .*/\1 LOOPS/' |
	awk '/^  *\{$/ { open = $0; next } open != "" { if ($0 ~ /"name": "(adolc|adolc-replay|sacado|cppad|tmbad|stan|ginac|matheval|torch|sympy|peers)"/) skip = 1; else print open; open = "" }
	     skip { if ($0 ~ /^  *\},?$/) skip = 0; next } { print }' |
	awk 'NR > 1 { if ($0 ~ /^ *\]/) sub(/,$/, "", was); print was } { was = $0 } END { print was }'; }      # the last of an array may be gone
# what a function of libm gives: p to six digits, slopes and errors of cos to four
six()      { sed -E 's/("p": [0-9]*\.[0-9]{6})[0-9]*/\1/'; }
# of claims: three digits of what libm has a hand in, and of bytes; lines are wrapped by the length of the numbers
rough()    { versions | tr '\n' ' ' | sed -E 's/  +/ /g; s/ ([A-Z][0-9] )/\n\1/g; s/([0-9]\.[0-9]{2})[0-9]+/\1/g; s/[0-9.]+e-[0-9]+/SMALL/g'; echo; }
four()     { timings | sed -E 's/(-?0\.0*[1-9][0-9]{3})[0-9]+/\1/g'; }
timings()  { sh scripts/timings.sh; }
# of many keys alike but for their last column what that is: all of them, or the ends of a curve and how many points it has
series()   { awk '{ s = match($0, /.*,/) ? substr($0, 1, RLENGTH) : $0; v = substr($0, length(s) + 1); if (!n[s]++) { name[++k] = s; first[s] = v } all[s] = all[s] " " v; last[s] = v }
	END { for (i = 1; i <= k; i++) { s = name[i]; print s (last[s] == "" ? "" : n[s] > 25 ? " " first[s] " ... " last[s] ", " n[s] " of them" : all[s]) } }'; }

# ---- the table: name, formats, mask, command ----
table() {
	cat <<'END'
grad       text,json,csv  arb       grad 'x1*x2 + x2/x1 - sqrt(x1)' --at 4,-3 --engine forward,reverse,static,symbolic,complexstep,central
kink       text,json,csv  arb       grad 'abs(x)*y + where(x > 2, x, 1)' --at 0,3 --engine reverse,symbolic
undefined  text,json,csv  arb       grad 'sqrt(x)*y' --at -1,2 --engine forward
arrays     text,json,csv  arb       grad 'sum(v*v) + dot(v, W @ v)' --at 'v=[1,2],W=[[1,0.5],[-1,4]]' --engine reverse --number f32
jacobian   text,json,csv  arb       jacobian 'x*y' 'x/y' 'sqrt(x)' --at 4,-8 --engine forward,reverse
sparse     text,json,csv  arb       jacobian 'x1*x2' 'x2 + x3*x3' --at 1,2,3 --sparse --engine forward
hessian    text,json,csv  arb       hessian 'x*x*y + y/x' --at 2,3 --engine forward,reverse
many       text,csv       arb       grad 'sum(v*v*v)/3' --arg 'v:[8]' --at 1,2,3,4,5,6,7,0.5 --engine forward,reverse
one        text           arb       grad 'sum(v*v*v)/3' --arg 'v:[8]' --at 1,2,3,4,5,6,7,0.5 --engine reverse
reference  text,json,csv  arb       grad 'x*x*y' --at 2,3 --engine reference
fixed      text,json,csv  arb       grad 'x*x*y' --vars x --at x=2,y=3 --engine reverse
points     text,json,csv  arb       grad 'x*x*y' --at @POINTS.csv --engine reverse
tangent    text,json,csv  arb       jacobian 'x*y' 'x/y' --at 4,-8 --tangent 1,2 --engine forward
direction  text,json,csv  arb       grad 'x*y + x/y' --at 4,-8 --tangent 1,2 --engine forward,reverse
higher     text,json,csv  arb       grad 'x*x*x*y*y + x/y' --at 4,-8 --order x,x,y --engine forward,reverse,symbolic
births     text,json,csv  arb       grad 'sqrt(x)*y' --at 0,2 --engine reverse
cotangent  text,json,csv  arb       jacobian 'x*y' 'x/y' --at 4,-8 --cotangent 1,2 --engine reverse
product    text,json,csv  arb       hessian 'x*x*y' --at 2,3 --seed 1,-2 --engine forward
certificate text,json     asis      certificate 'abs(x)*y + x*x*y' --at 0,3
primal     text,json,csv  asis      trace 'x1*x2 + 0.1*x2 - sqrt(x1)' --at 4,-3 --mode primal
forward    text,json,csv  asis      trace 'x1*x2 + 0.1*x2 - sqrt(x1)' --at 4,-3 --mode forward --seed 0,1
reverse    text,json,csv  asis      trace 'x1*x2 + 0.1*x2 - sqrt(x1)' --at 4,-3 --mode reverse
static     text,json,csv  asis      trace 'x1*x2 + 0.1*x2 - sqrt(x1)' --at 4,-3 --mode static
symbolic   text,json,csv  asis      trace 'x1*x2 + 0.1*x2 - sqrt(x1)' --at 4,-3 --mode symbolic
graph      text           asis      trace 'x1*x2 + 0.1*x2' --at 4,-3 --dot
widerows   text           asis      trace 'sum(v/3*v)*v[1]' --arg 'v:[3]' --at 1,2,4 --mode reverse
check      text,json,csv,tap,github  versions  check muladd divsub branch --engine forward,symbolic,central --number f64
fails      text,json,csv,tap,github  versions  check muladd eq6 --plugin ZEROS.so --engine zeros,forward --number f64
vjp        text,json,tap,github      seconds_  vjp checks/expected/vjp/rules.c
every      text,json,csv  seconds_  vjp checks/expected/vjp/halves.c --every
npy        text,json                 seconds_  vjp --npy DUMP --formula 'sum(W*W)'
primitives text,json,tap,github      seconds_  vjp --primitives mul sum transpose
claims     text,json,csv,tap         seconds_  claims T1 P1 P3
evidence   text           rough     claims T2 T4 P2 P4 P5 P6 P8 N1 N2 N3 N4 N5 N6 S1 S2 S3 A1 A3 A4 A7 A8 A9 D1 D2 D3 H1 H2 H3 H4 H5 H6
list       text,json      peers     list
compare    text,json,csv  six       compare checks/expected/runs/first.csv checks/expected/runs/second.csv --fail-over 1.1
merge      text           asis      merge MERGED PART.2 PART.1
shown      text,json,csv  asis      bench depth --resume --depth 1:2 --out SHOWN
verbose    text           asis      bench depth --resume --depth 1:2 --out SHOWN --verbose
failed     text           asis      bench depth --resume --depth 1:2 --out SHOWN --quiet
budget     text           asis      bench width --resume --width 1:2 --engine forward --out SHOWN --budget 200s --quick
minute     text           asis      bench batch --resume --out SHOWN --budget 60s
order      text,json,csv  timings   bench order --smallest --out BENCH
tangents   text,json,csv  four      bench tangents --smallest --out BENCH
plan       text           asis      bench --dry-run
quickplan  text           asis      bench --dry-run --quick
smallplan  text           asis      bench --dry-run --smallest depth width jacobian headline swell order second batch bits
depthplan  text           asis      bench --dry-run --depth 1:2 --engine forward
widthplan  text           asis      bench --dry-run --width 2:4 --engine forward
sizedplan  text           asis      bench --dry-run --depth 1:2 --width 2:4 --engine forward
wholeplan  text           series    bench --dry-run rules precision step split tangents estimates checkers reference memory running compile loop sparse scalars --engine ridders,gsl-central
fullplan   text           series    bench --dry-run --full compile running reference
fewplan    text           series    bench --dry-run --quick checkers compile accuracy --engine forward,central
leastplan  text           series    bench --dry-run --smallest accuracy estimates checkers reference memory running compile loop sparse scalars --engine forward,ridders
firstplan  text           series    bench --dry-run loop order --smallest --shard 1/2
nextplan   text           series    bench --dry-run loop order --smallest --shard 2/2
partplan   text           asis      bench --dry-run depth width --depth 3:40 --width 2:9 --engine forward,static --shard 2/3
END
}

# two numbers of binary64, and what some other program takes for the gradient of the sum of their squares: the second is wrong
npy() { printf '\223NUMPY\001\000v\000%-117s\n' "{'descr': '<f8', 'fortran_order': False, 'shape': ($2), }" > "$1"; printf '%b' "$3" >> "$1"; }
mkdir "$tmp/DUMP"
npy "$tmp/DUMP/W.npy" 2, '\000\000\000\000\000\000\360\077\000\000\000\000\000\000\000\100'
npy "$tmp/DUMP/cotangent.npy" '' '\000\000\000\000\000\000\360\077'
npy "$tmp/DUMP/grad_W.npy" 2, '\000\000\000\000\000\000\000\100\000\000\000\000\000\000\000\100'
printf 'x,y\n2,3\n-1,0.5\n' > "$tmp/POINTS.csv"
cp -r $expected/shown "$tmp/SHOWN"
sh scripts/dumped.sh "$tmp/DUMPS"
${CC:-cc} -I. -fPIC -shared -o "$tmp/ZEROS.so" $expected/plugin/zeros.c
for i in 1 2; do "$w" check muladd --engine forward,central --number f64 --format csv --shard $i/2 > "$tmp/PART.$i"; done

# what the command prints, what it says of mistakes, and how it ends; names of our own for what lies elsewhere
printed() { # command, format
	command=$(echo "$1" | sed "s,\(POINTS\|DUMP\|BENCH\|SHOWN\|MERGED\|PART\|ZEROS\),$tmp/&,g")
	[ "$2" = text ] || command="$command --format $2"      # text is what comes without it; merge has no other
	eval "\"\$w\" $command" > "$tmp/out" 2> "$tmp/err" < /dev/null
	status=$?
	{ cat "$tmp/out"; sed 's/^/standard error: /' "$tmp/err"; echo "exit $status"; } | sed "s,$tmp/,,g"
}
# whole FILE WHAT: what stands in $tmp/got is the expected file
whole() {
	case $only in '  '|*" $1 "*) ;; *" said "*) [ "${1##*.}" = said ] || return ;; *) return ;; esac
	if [ "$remake" ]; then
		diff "$expected/$1" "$tmp/got" > "$tmp/diff" 2>&1 || { echo "# $1 is made anew:"; sed 's/^/# /' "$tmp/diff" | head -40; cp "$tmp/got" "$expected/$1"; }
		return
	fi
	diff "$expected/$1" "$tmp/got" > "$tmp/diff" 2>&1; result $? "$1: $2"
}
table > "$tmp/table"
while read -r name formats mask command; do
	for f in $(echo "$formats" | tr , ' '); do
		case $only in '  '|*" $name.$f "*) ;; *) continue ;; esac
		printed "$command" "$f" | $mask > "$tmp/got"
		cp "$tmp/out" "$tmp/$name.$f"
		whole "$name.$f" "wengert $command --format $f"
	done
done < "$tmp/table"
case $only in '  '|*' merged.csv '*) cp "$tmp/MERGED" "$tmp/got" 2> "$tmp/diff"; whole merged.csv 'what merge has put together' ;; esac

# ---- many small commands in one file: what each says, where nothing else is compared whole; a suite of their own ----
for f in $expected/commands/*; do
	name=$(basename "$f").said
	case "$remake$only" in 'yes  '|*" said "*|*" $name "*) ;; *) continue ;; esac
	while IFS= read -r command; do
		echo "\$ wengert $command"
		printed "$command" text
		echo
	done < "$f" | arb > "$tmp/got"
	whole "$name" "what $(grep -c . "$f") commands say"
done

# ---- tools of others side by side, where they were built in: what their sizes are ----
if case $only in '  '|*' peersplan.text '*) ;; *) false ;; esac; then
	if (unset WENGERT_PEERS; "$w" list experiments) | grep -q '^  peers '; then
		for size in '' --smallest --quick --full; do echo "$ wengert bench peers --dry-run $size"; (unset WENGERT_PEERS; printed "bench peers --dry-run --engine static $size" text); done > "$tmp/got"
		whole peersplan.text 'wengert bench peers --dry-run'
	elif [ ! "$remake" ]; then n=$((n + 1)); echo "ok $n - peersplan.text: wengert bench peers --dry-run # SKIP no tool of others is built in"; fi
fi

# ---- JUnit: by scripts/junit.awk of any TAP, and by vjp ----
awk -f scripts/junit.awk "$expected"/tap/*.tap > "$tmp/got"; whole junit.xml 'scripts/junit.awk of checks/expected/tap'
"$w" vjp checks/expected/vjp/rules.c --junit "$tmp/junit" > "$tmp/out" 2> "$tmp/err"; sed -E 's/ time="[0-9.]+"/ time="TIME"/' "$tmp/junit" > "$tmp/got"; whole vjp.xml 'wengert vjp --junit'
[ "$remake" ] && exit 0

# ---- one run, counted alike in all its formats ----
same() { [ "$2" = "$3" ] && [ -n "$2" ]; s=$?; echo "$2, $3" > "$tmp/diff"; result $s "$1"; }
if [ "$only" = '  ' ]; then
	sum() { awk -F, -v name="$1" 'NR == 1 { for (k = 1; k <= NF; k++) if ($k == name) c = k; next } { if (!c || $c !~ /^[0-9]+$/) bad = 1; s += $c } END { print bad || NR < 2 ? "none" : s + 0 }' "$tmp/check.csv"; }
	json() { sed -n "s/^ \"$1\": \([0-9]*\),\{0,1\}\$/\1/p" "$tmp/check.json"; }
	skips=$(grep -c '^ok [0-9]* - .* # SKIP .' "$tmp/check.tap")
	[ "$skips" -gt 0 ]; echo "$skips" > "$tmp/diff"; result $? 'check: some engine is unable, and TAP has its lines as skipped'
	same 'check: skips of TAP and of JSON' "$skips" "$(json skipped)"
	same 'check: skips of TAP, and unable or undefined of CSV' "$skips" "$(($(sum unable) + $(sum undefined)))"
	same 'check: the lines of TAP are its plan' "1..$(grep -c '^ok \|^not ok ' "$tmp/check.tap")" "$(sed -n '/^1\.\./p' "$tmp/check.tap")"
	same 'check: passed of TAP and of JSON' "$(($(grep -c '^ok ' "$tmp/check.tap") - skips))" "$(json passed)"
	same 'check: passed of JSON and ok of CSV' "$(json passed)" "$(sum ok)"
	same 'claims: verdicts of CSV and of TAP' "$(sed -n 's/.*,\([a-z]*\)$/\1/p' "$tmp/claims.csv" | grep -c 'confirmed\|corrected')" "$(grep -c '^ok ' "$tmp/claims.tap")"
	grep -h '^::' "$tmp/vjp.github" "$tmp/fails.github" > "$tmp/all" && grep -v '::error file=[^,]*,line=[1-9][0-9]*,title=' "$tmp/all" > "$tmp/diff"; [ -s "$tmp/all" ] && [ ! -s "$tmp/diff" ]; result $? 'GitHub: every annotation has a file and a line'
	if command -v xmllint > /dev/null; then xmllint --noout "$expected/junit.xml" "$expected/vjp.xml" > "$tmp/diff" 2>&1; result $? 'JUnit is XML'
	else n=$((n + 1)); echo "ok $n - JUnit is XML # SKIP xmllint is not here"; fi
fi
echo "1..$n"
