#!/bin/sh
# experiments -- every experiment and one report at the smallest size: rows as promised, no column
# empty, and in each experiment a column computed again (checks/experiments/NAME.awk), from other
# columns or from what is known exactly.  Its clock goes on by known steps each time it is read, so
# that what is computed from times can be compared to the last digit.  Prints TAP.
# usage: experiments WENGERT
w=${1:-./wengert}
n=0
again=checks/experiments
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
WENGERT_PEERS=none; export WENGERT_PEERS       # which tools of others are here differs between machines
LC_ALL=C; export LC_ALL                    # lengths are in bytes, as the report's are
why=$tmp/why run=$tmp/run

result() {
	n=$((n + 1))
	if [ "$1" = 0 ]; then echo "ok $n - $2"; return; fi
	echo "not ok $n - $2"
	sed 's/^/# /' "$why" | head -12
}
# silent SAYS: whether nothing is complained of
silent() { [ ! -s "$why" ]; result $? "$1"; }

# ---- one run: a program in gnuplot's place notes what it is asked for, and draws little ----
mkdir "$tmp/bin" "$run"
cat > "$tmp/bin/gnuplot" <<'END'
#!/bin/sh
[ "$1" = -c ] && [ -r "$2" ] && [ -r "$3" ] || exit 1
echo '<?xml version="1.0"?>' > "$4"
echo '<svg><g id="a"/><use href="#a"/><path fill="url(#a)"/></svg>' >> "$4"
echo "$(basename "$3") $5" >> "$DRAWN"
END
chmod +x "$tmp/bin/gnuplot"
# a clock in the system's place: by 16 ns to 0.3 ms, and each of its clocks at its own rate
cat > "$tmp/clock.c" <<'END'
#include <time.h>
int clock_gettime(clockid_t clock, struct timespec *t)
{
	static long reads, sum;
	long at;

	sum += 16L << (reads++ * 7 % 15);
	at = sum / 8 * (8 + (clock & 3));
	t->tv_sec = 1000000 + at / 1000000000, t->tv_nsec = at % 1000000000;
	return 0;
}
END
${CC:-cc} -shared -fPIC -O2 -o "$tmp/clock.so" "$tmp/clock.c" || exit 2
DRAWN=$tmp/drawn PATH=$tmp/bin:$PATH LD_PRELOAD=$tmp/clock.so "$w" report --smallest --verbose "$run" > "$tmp/out" 2> "$why"
result $? 'wengert report --smallest'
[ "$(tail -1 "$tmp/out")" = "$run/report.html" ]; result $? 'it says where the report is'
all=$("$w" list experiments | awk '/^  [^ ]/ { print $1 }')
for f in check claims $all; do grep -qx "$run/$f.csv" "$tmp/out" || echo "$f.csv is not named"; done > "$why"
silent 'with --verbose each file as it is written'
# asked for by name an experiment is the same: these go through all functions
named='accuracy estimates tangents'
LD_PRELOAD=$tmp/clock.so "$w" bench $named --smallest --out "$tmp/named" > "$tmp/out" 2> "$why" &&
	for e in $named; do grep -v '^#' "$tmp/named/$e.csv" > "$tmp/one" && grep -v '^#' "$run/$e.csv" | cmp -s - "$tmp/one" && [ "$(wc -l < "$tmp/one")" -gt 1 ] || echo "$e differs" ; done >> "$why"
[ ! -s "$why" ]; result $? 'by name too, with the same rows'

# computed NAME PROGRAM [SAYS] [-v VARIABLE=VALUE ...]: a program of checks/experiments on
# NAME.csv; its first line says what it does
computed() {
	name=$1 program=$2
	says=${3:-$(sed -n '1s/^# //p' "$again/$2.awk")}
	shift 2; [ $# = 0 ] || shift
	: > "$why"
	awk -F, -v why="$why" -v run="$run" "$@" -f "$again/columns.awk" -f "$again/$program.awk" \
		-f "$again/end.awk" "$run/$name.csv" 2>> "$why"
	result $? "$name: $says"
}

# ---- the files ----
# name, rows (a dash: no two of the same keys), programs, columns that may be empty, be nan
timed=calls,clock,seconds,lo,hi,mad,wall,cold,prepare,primal,ratio,ratio_lo,ratio_hi,verdict
timed=$timed,peak,live,samples,wall_samples,primal_samples,blocks
tools=$(for t in adolc sacado cppad tmbad stan ginac matheval torch sympy; do printf '%s_ulps,%s_at,%s_numbers,' $t $t $t; done)
fit=bytes,primal,runs,seconds,exponent,error,perdoubling,pererror,r2
cat > "$tmp/table" <<END
accuracy    -     accuracy        -                                     -
rules       2700  rules           -                                     ulps
precision   252   precision       -                                     -
step        2040  step            -                                     -
split       774   split           -                                     -
tangents    4     tangents        -                                     -
estimates   4     estimates       -                                     -
checkers    744   checkers        says,why                              -
reference   26    reference       sweep,ratio,verdict                   -
depth       -     timed,fits      why                                   -
width       -     timed,fits      why                                   -
memory      108   memory          $fit -
jacobian    24    timed,jacobian  why                                   -
headline    56    timed,headline  why                                   -
peers       -     peers           why                                   -
running     14    running         target                                -
compile     13    compile         eager,pays_eager,why                  -
loop        28    loop            ulps,bound                            -
worst       4     worst           error,$tools,$timed proved_ulps
swell       8     timed,swell     why                                   -
order       16    timed,order     why,error,over_optimal,$timed -
second      12    timed,second    why                                   -
sparse      9     sparse          -                                     -
batch       9     timed,batch     why,error                             -
scalars     3     scalars         -                                     -
bits        6     timed,bits      why                                   -
gradbench   36    gradbench       why,error,peak,live,primal,ratio,ratio_lo,ratio_hi,verdict,primal_samples -
END
for e in $all; do
	grep -q "^$e " "$tmp/table" || echo "$e is not in the table of this script"
done > "$why"
silent 'every experiment has its line here'
while read -r name rows programs empty nan; do
	if ! echo "$all" | grep -qx "$name"; then
		n=$((n + 1)); echo "ok $n - $name # SKIP not built"
		continue
	fi
	computed "$name" whole "${rows#-} rows, every column filled" \
		-v want="$rows" -v empty=",$empty," -v nan=",$nan,"
	for k in wengert commit cpu compiler flags seed; do
		grep -q "^# $k ." "$run/$name.csv" || echo "# $k is missing"
	done > "$why"
	grep '^# complete no' "$run/$name.csv" >> "$why"
	silent "$name: complete, and it says where it comes from"
	for p in $(echo "$programs" | tr , ' '); do computed "$name" "$p"; done
done < "$tmp/table"

# ---- the report: each table made again from its file; each picture with ids of its own ----
html=$run/report.html
for f in check claims $all; do
	awk -f "$again/html.awk" "$run/$f.csv" > "$tmp/want"
	awk -v at="<h2 id=$f>" 'index($0, at) == 1 { on = 1; next }
		/^<h2 / { on = 0 }
		{ sub(/^.*<div class=wide>/, "<div class=wide>") }
		on && (/<table>/ || /^<tr>/)' "$html" > "$tmp/got"
	diff "$tmp/want" "$tmp/got" > "$tmp/diff" && continue
	echo "$f: $(grep -c '^[<>]' "$tmp/diff") lines of its table differ"
	sed -n 2,3p "$tmp/diff" | cut -c1-200
done > "$why"
silent 'the tables of the report are those of the files'
for e in $all; do
	[ -r "plots/$e.gp" ] || continue
	for t in light dark; do grep -q "^$e.csv $t\$" "$tmp/drawn" || echo "$e is not drawn $t"; done
	id=$e-a
	svg="<svg><g id=\"$id\"/><use href=\"#$id\"/><path fill=\"url(#$id)\"/></svg>"
	grep -qF "<div id=\"$e-figure\">$svg" "$html" || echo "$e: its picture is not in the report"
done > "$why"
silent 'every picture is drawn twice, light and dark, stands once in the report, and its ids are its own'
for e in check claims $all origin; do
	grep -q "<h2 id=$e><a href=#$e " "$html" || echo "$e has no section"
	grep -q " <a href=#$e>" "$html" || echo "$e has no link"
done > "$why"
silent 'every section, and links to all'
# what a reader may follow is not loaded
sed 's/<a href="[^"]*">//g' "$html" | grep -o 'https\{0,1\}://[^"< ]*' | grep -v '^http://www.w3.org/' > "$why"
silent 'nothing is loaded from elsewhere'
# every element that is opened is closed, but those that need not be
sed 's/<script>.*//' "$html" | grep -o '</\{0,1\}[a-z][a-z0-9]*' | sort | uniq -c | awk '
	{ if ($2 ~ /^<\//) closed[substr($2, 3)] = $1; else opened[substr($2, 2)] = $1 }
	END { for (e in closed) if (closed[e] != opened[e]) print e ": opened " opened[e] + 0 " times, closed " closed[e]
	      for (e in opened) if (!closed[e] && e !~ /^(meta|p|li|tr|td|th|dt|dd|br|img|path|use|g|html|head|body|link|col|rect|line)$/) print e " is never closed" }' > "$why"
silent 'the report closes what it opens'

# ---- all the files whole: names, orders, counts, reasons; no number with a fraction, and nothing that is measured ----
# (the longest are left out: each of their rows is computed again above; scalars has times in plain numbers)
# (tools of others, which differ between machines, are left out of check.csv)
WENGERT_PEERS=none "$w" list engines | awk '/^  [^ ]/ { print $1 }' > "$tmp/ours"
awk -F, 'FNR == NR { ours[$1]; next } /^#/ || $1 == "engine" || $1 in ours' "$tmp/ours" "$run/check.csv" > "$tmp/check.csv"
cp "$tmp/check.csv" "$run/check.csv"
for f in "$run"/*.csv "$html"; do
	name=$(basename "$f")
	case $name in peers.csv|scalars.csv|rules.csv|checkers.csv|split.csv|step.csv|precision.csv) continue ;; esac
	sh scripts/timings.sh < "$f" > "$tmp/untimed"
	sh scripts/masked.sh < "$tmp/untimed" | sh scripts/measured.sh > "$tmp/got"
	[ -z "$REMAKE" ] || cp "$tmp/got" "checks/expected/experiments/$name"
	diff "checks/expected/experiments/$name" "$tmp/got" > "$why" 2>&1
	silent "$name is what stands in checks/expected/experiments"
done
# ---- and every digit, where it was computed by what is here; of the longest their sums ----
origin='wengert|commit|cpu|cores|compiler|loops|libm|blas|arb|sleef|flags|mpfr|gsl|date'
for f in "$run"/*.csv; do
	name=$(basename "$f")
	grep -vE "^# ($origin) " "$f" > "$tmp/cells"
	case $name in
	peers.csv) ;;
	checkers.csv|rules.csv|split.csv|step.csv) cksum < "$tmp/cells" | sed "s/^/$name: /" ;;
	*) sed "s/^/$name: /" "$tmp/cells" ;;
	esac
done > "$tmp/digits"
n=$((n + 1))
sh scripts/exactly.sh "$w" experiments "$tmp/digits" "$n" 'errors, bytes, and what is made of times, to the last digit'
echo "1..$n"
