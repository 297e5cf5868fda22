#!/bin/sh
# formats -- what each command prints in each of its formats, whole, against
# checks/expected/NAME.FORMAT.  Prints TAP.
# usage: formats WENGERT [NAME.FORMAT ...]           only these, if any is named
#        formats WENGERT remake [NAME.FORMAT ...]    writes the files anew and shows what changed:
#                                                    read that before it is committed
#
# Masked is what truly varies, field by field: times, versions, commit, machine, which tools of
# others are here.  Functions are of + - * / and sqrt, whose values are the same on every machine;
# engines are named, so that tools of others change nothing.
w=${1:-./wengert}
shift
remake=
[ "${1:-}" = remake ] && { remake=yes; shift; }
only=" $* "
n=0
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
LC_ALL=C.UTF-8 NO_COLOR=1 XDG_CACHE_HOME=$tmp/cache; export LC_ALL NO_COLOR XDG_CACHE_HOME
expected=checks/expected

result() {
	n=$((n + 1))
	if [ "$1" = 0 ]; then echo "ok $n - $2"; return; fi
	echo "not ok $n - $2"
	sed 's/^/# /' "$tmp/diff" | cut -c1-180 | head -20
}

# ---- masks: each a program from standard input to standard output ----
asis() { cat; }
# gcc 12.2.0, MPFR 4.2.0, GSL 2.7.1 in a line of versions; seconds at its end
versions() {
	sed -E 's/ (gcc|clang) [0-9.]+ · MPFR [0-9.]+ · GSL [0-9.]+ / CC · MPFR · GSL /
		s/[0-9.]+ s$/TIME s/'
}
# whether balls of Arb are here decides "certified", and how many bits are taken; what is below
# 1e-30 ulps says how many there were
arb() {
	sed -E 's/"certified": (true|false)/"certified": ARB/; s/"bits": [0-9]+/"bits": BITS/
		s/mpfr [0-9]+ bit +/mpfr BITS bit  /
		s/[0-9.]+e-([3-9][0-9]|[1-9][0-9][0-9])/TINY/g' | versions
}
seconds_() {
	sed -E 's/"seconds": [-+0-9.e]+/"seconds": TIME/; s/ time="[0-9.]+"/ time="TIME"/' | versions
}
# tools of others: whether they are here, and so engines; the last of an array may go
peers() {
	others='adolc|adolc-replay|sacado|cppad|tmbad|stan|ginac|matheval|torch|sympy|peers'
	sed -E "/^  ($others) +[^ ]/d
		"'/^  optional: /s/ +(not )?here.*/ HERE/; s/^(  optional: loops) .*/\1 LOOPS/' |
	awk -v others="\"name\": \"($others)\"" '
		/^  *\{$/ { open = $0; next }
		open != "" { if ($0 ~ others) skip = 1; else print open; open = "" }
		skip { if ($0 ~ /^  *\},?$/) skip = 0; next }
		{ print }' |
	awk '
		NR > 1 { if ($0 ~ /^ *\]/) sub(/,$/, "", was); print was }
		{ was = $0 }
		END { print was }'
}
# what functions of libm give: p to six digits, slopes and errors of cos to four
six()  { sed -E 's/("p": [0-9]*\.[0-9]{6})[0-9]*/\1/'; }
four() { timings | sed -E 's/(-?0\.0*[1-9][0-9]{3})[0-9]+/\1/g'; }
# lines "# key value" and keys of JSON whose values are of this machine; exponents of times
origin() {
	keys='commit|cpu|cores|compiler|loops|libm|blas|arb|sleef|flags|mpfr|gsl|date'
	sed -E "s/^# ($keys) .*/# \1 .../; s/\"($keys)\": \"[^\"]*\"/\"\1\": \"...\"/
		s/^(# fit (seconds|ratio),.*),[-0-9.]+,[-0-9.]+,([0-9]+)$/\1,E,E,\3/"
}
# what bench measures, in each of its formats
timings() {
	measured='n|calls|clock|seconds|lo|hi|mad|wall|cold|prepare|primal|ratio|ratio_lo|ratio_hi'
	measured="$measured|verdict|samples|wall_samples|primal_samples" unit='(ns|us|ms|s)'
	origin | sed -E "s/\"($measured)\": [^,]*/\"\\1\": MEASURED/
		s/ +[0-9.]+ $unit ±[ 0-9]+% +~?[-0-9.]+ +[0-9.]+ $unit/ TIME ±SPREAD RATIO ONCE/" |
	awk -F, -v OFS=, -v measured="^($measured)\$" '
		/^#/ { print; next }
		/(^|,)samples(,|$)/ {
			known = NF
			for (k = 1; k <= NF; k++) hide[k] = $k ~ measured
			print
			next
		}
		known == NF { for (k = 1; k <= NF; k++) if (hide[k] && $k != "") $k = "MEASURED" }
		{ print }'
}

# ---- the table: name, formats, mask, command ----
f='x1*x2 + 0.1*x2 - sqrt(x1)'
cat > "$tmp/table" <<END
grad       text,json,csv  arb   grad 'x1*x2 + x2/x1 - sqrt(x1)' --at 4,-3 --engine \$OURS
kink       text,json,csv  arb   grad 'abs(x)*y + where(x > 2, x, 1)' --at 0,3 --engine \$TWO
undefined  text,json,csv  arb   grad 'sqrt(x)*y' --at -1,2 --engine forward
arrays     text,json,csv  arb   grad 'sum(v*v) + dot(v, W @ v)' --at \$AT --engine reverse --number f32
jacobian   text,json,csv  arb   jacobian 'x*y' 'x/y' 'sqrt(x)' --at 4,-8 --engine forward,reverse
sparse     text,json,csv  arb   jacobian 'x1*x2' 'x2 + x3*x3' --at 1,2,3 --sparse --engine forward
hessian    text,json,csv  arb   hessian 'x*x*y + y/x' --at 2,3 --engine forward,reverse
product    text,json,csv  arb   hessian 'x*x*y' --at 2,3 --seed 1,-2 --engine forward
primal     text,json,csv  asis  trace '$f' --at 4,-3 --mode primal
forward    text,json,csv  asis  trace '$f' --at 4,-3 --mode forward --seed 0,1
reverse    text,json,csv  asis  trace '$f' --at 4,-3 --mode reverse
static     text,json,csv  asis  trace '$f' --at 4,-3 --mode static
symbolic   text,json,csv  asis  trace '$f' --at 4,-3 --mode symbolic
graph      text           asis  trace '$f' --at 4,-3 --dot
check      text,json,csv,tap,github  versions check muladd divsub branch --engine \$THREE --number f64
fails      text,json,csv,tap,github  versions check muladd eq6 --plugin ZEROS.so --engine \$WRONG
vjp        text,json,tap,github      seconds_  vjp checks/expected/vjp/rules.c
npy        text,json                 seconds_  vjp --npy DUMP --formula 'sum(W*W)'
primitives text,json,tap,github      seconds_  vjp --primitives mul sum transpose
claims     text,json,csv,tap         seconds_  claims T1 P1 P3
list       text,json      peers     list
compare    text,json,csv  six       compare RUNS/first.csv RUNS/second.csv --fail-over 1.1
merge      text           asis      merge MERGED PART.2 PART.1
order      text,json,csv  timings   bench order --smallest --out BENCH
tangents   text,json,csv  four      bench tangents --smallest --out BENCH
END
OURS=forward,reverse,static,symbolic,complexstep,central THREE=forward,symbolic,central
WRONG=zeros,forward TWO=reverse,symbolic AT='v=[1,2],W=[[1,0.5],[-1,4]]'

# two numbers of binary64, and what some other program takes for the gradient of the sum of their
# squares: the second is wrong
npy() { # file, shape, bytes
	printf '\223NUMPY\001\000v\000%-117s\n' \
		"{'descr': '<f8', 'fortran_order': False, 'shape': ($2), }" > "$1"
	printf '%b' "$3" >> "$1"
}
one='\000\000\000\000\000\000\360\077' two='\000\000\000\000\000\000\000\100'
mkdir "$tmp/DUMP"
npy "$tmp/DUMP/W.npy" 2, "$one$two"
npy "$tmp/DUMP/cotangent.npy" '' "$one"
npy "$tmp/DUMP/grad_W.npy" 2, "$two$two"
cp -r "$expected/runs" "$tmp/RUNS"
${CC:-cc} -I. -fPIC -shared -o "$tmp/ZEROS.so" $expected/plugin/zeros.c
for i in 1 2; do
	"$w" check muladd --engine forward,central --number f64 --format csv \
		--shard $i/2 > "$tmp/PART.$i"
done

# ---- each, whole ----
# what the command prints, what it says of mistakes, how it ends; other folders by names of our own
printed() { # command, format
	command=$(echo "$1" | sed "s,\(DUMP\|BENCH\|MERGED\|PART\|ZEROS\|RUNS\),$tmp/&,g")
	eval "\"\$w\" $command --format $2" > "$tmp/out" 2> "$tmp/err" < /dev/null
	status=$?
	{ cat "$tmp/out"; sed 's/^/standard error: /' "$tmp/err"; echo "exit $status"; } |
		sed "s,$tmp/,,g"
}
asked() { case $only in '  '|*" $1 "*) ;; *) false ;; esac; }
# whole FILE SAYS: what stands in $tmp/got is the expected file
whole() {
	asked "$1" || return
	diff "$expected/$1" "$tmp/got" > "$tmp/diff" 2>&1; differs=$?
	if [ -z "$remake" ]; then result $differs "$1: $2"; return; fi
	[ $differs = 0 ] && return
	echo "# $1 is made anew:"
	sed 's/^/# /' "$tmp/diff" | head -40
	cp "$tmp/got" "$expected/$1"
}
while read -r name formats mask command; do
	for f in $(echo "$formats" | tr , ' '); do
		asked "$name.$f" || continue
		printed "$command" "$f" | $mask > "$tmp/got"
		cp "$tmp/out" "$tmp/$name.$f"
		whole "$name.$f" "wengert $command --format $f"
	done
done < "$tmp/table"
cp "$tmp/MERGED" "$tmp/got" 2> "$tmp/diff"
whole merged.csv 'what merge has put together'

# ---- JUnit: by scripts/junit.awk of any TAP, and by vjp ----
awk -f scripts/junit.awk "$expected"/tap/*.tap > "$tmp/got"
whole junit.xml 'scripts/junit.awk of checks/expected/tap'
"$w" vjp checks/expected/vjp/rules.c --junit "$tmp/junit" > "$tmp/out" 2> "$tmp/err"
seconds_ < "$tmp/junit" > "$tmp/got"
whole vjp.xml 'wengert vjp --junit'
[ "$remake" ] && exit 0

# ---- one run, counted alike in all its formats ----
same() { # what, a number, the same number
	echo "$2, $3" > "$tmp/diff"
	[ -n "$2" ] && [ "$2" = "$3" ]; result $? "$1"
}
# sum of a column of check's CSV; none: the column, a row or a number is missing
sum() {
	awk -F, -v name="$1" '
		NR == 1 { for (k = 1; k <= NF; k++) if ($k == name) c = k; next }
		{ if (!c || $c !~ /^[0-9]+$/) bad = 1; s += $c }
		END { print bad || NR < 2 ? "none" : s + 0 }' "$tmp/check.csv"
}
json() { sed -n "s/^ \"$1\": \([0-9]*\),\{0,1\}\$/\1/p" "$tmp/check.json"; }
alike() {
	skips=$(grep -c '^ok [0-9]* - .* # SKIP .' "$tmp/check.tap")
	lines=$(grep -c '^ok \|^not ok ' "$tmp/check.tap")
	echo "$skips" > "$tmp/diff"
	[ "$skips" -gt 0 ]; result $? 'check: some engine is unable, and TAP has skipped its lines'
	same 'check: skips of TAP and of JSON' "$skips" "$(json skipped)"
	same 'check: skips of TAP, and unable or undefined of CSV' \
		"$skips" "$(($(sum unable) + $(sum undefined)))"
	same 'check: the lines of TAP are its plan' \
		"1..$lines" "$(sed -n '/^1\.\./p' "$tmp/check.tap")"
	same 'check: passed of TAP and of JSON' "$((lines - skips))" "$(json passed)"
	same 'check: passed of JSON and ok of CSV' "$(json passed)" "$(sum ok)"
	same 'claims: verdicts of CSV and of TAP' \
		"$(grep -c ',confirmed$\|,corrected$' "$tmp/claims.csv")" "$(grep -c '^ok ' "$tmp/claims.tap")"
	grep -h '^::' "$tmp/vjp.github" "$tmp/fails.github" > "$tmp/all"
	grep -v '::error file=[^,]*,line=[1-9][0-9]*,title=' "$tmp/all" > "$tmp/diff"
	[ -s "$tmp/all" ] && [ ! -s "$tmp/diff" ]
	result $? 'GitHub: every annotation has a file and a line'
	if command -v xmllint > /dev/null; then
		xmllint --noout "$expected/junit.xml" "$expected/vjp.xml" > "$tmp/diff" 2>&1
		result $? 'JUnit is XML'
	else
		n=$((n + 1)); echo "ok $n - JUnit is XML # SKIP xmllint is not here"
	fi
}
[ "$only" = '  ' ] && alike
echo "1..$n"
