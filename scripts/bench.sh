#!/bin/sh
# bench -- a tiny run, one stopped half-way and gone on with, two runs compared.  No time is asserted.  Prints TAP.
w=${1:-./wengert}
n=0
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
LC_ALL=C.UTF-8; export LC_ALL

result() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi; }
refuses() { pattern=$1; shift; "$w" "$@" > "$tmp/o" 2> "$tmp/e" < /dev/null; [ $? = 2 ] && grep -Eq -e "$pattern" "$tmp/e"; result $? "refused: $* ($pattern)"; }
keys() { awk -F, '!/^#/ { print $1, $2, $3 }' "$1"; }
small='--depth 1:64 --width 16:16 --engine forward,reverse,static --budget 1s'

# ---- a run: its rows, their columns, what the file says of itself
"$w" bench depth width $small --out "$tmp/a" > "$tmp/out" 2> "$tmp/err"; result $? 'bench depth width'
[ ! -s "$tmp/err" ]; result $? 'no progress where no terminal is'
head -1 "$tmp/out" | grep -q 'rows: about'; result $? 'its length is said first'
head -1 "$tmp/a/depth.csv" | grep -qx '# complete yes'; result $? 'the file says that it is complete'
for k in command cpu cores compiler flags commit date seed mpfr gsl; do grep -q "^# $k ." "$tmp/a/depth.csv" || echo "$k"; done > "$tmp/missing"; [ ! -s "$tmp/missing" ]; result $? 'provenance'
awk -F, '
	function number(name) { if (!(name in c) || $c[name] !~ /^-?[0-9]/) bad = 1; return $c[name] + 0 }     # an empty column is a failure, not 0
	/^#/ { next } !h { for (k = 1; k <= NF; k++) c[$k] = k; h = NF; next }
	{ rows++; s = split($c["samples"], x, " "); p = split($c["primal_samples"], y, " ")
	  if (NF != h || $c["status"] != "ok" || s < 5 || s != number("n") || p < 5 || !(number("seconds") > 0) || !(number("peak") > 0) || !(number("prepare") >= 0) ||
	      !(number("error") < 1e-6) || !(number("ratio_lo") <= number("ratio")) || !(number("ratio") <= number("ratio_hi")) ||
	      (number("ratio_lo") <= 1 && number("ratio_hi") >= 1 && $c["verdict"] != "within noise")) bad = 1 }
	END { exit bad || rows != 12 }' "$tmp/a/depth.csv"; result $? 'twelve rows: medians beside samples, bytes, preparation, no verdict inside the noise'
awk -F, '/^# fit peak,depth,16,forward,0.000/ { f = 1 } /^# fit peak,depth,16,reverse,/ { r = 1 } END { exit !(f && r) }' "$tmp/a/depth.csv"
result $? 'exponents: memory of forward mode does not grow with depth'
awk -F, -v why="$tmp/why" -v sizes=4 -v least=3 -v fitted=1 -f checks/experiments/columns.awk -f checks/experiments/fits.awk -f checks/experiments/end.awk "$tmp/a/depth.csv"; result $? 'exponents of bytes are those of the rows'
"$w" bench depth --depth 1:16 --engine forward --budget 0.3s --out "$tmp/three" > "$tmp/out" && ! grep -q '^# fit' "$tmp/three/depth.csv" && ! grep -q exponent "$tmp/out"; result $? 'no exponent from three sizes'
"$w" bench depth --quick --depth 1:64 --engine forward --budget 0.3s --out "$tmp/quick" > "$tmp/out" && ! grep -q '^# fit' "$tmp/quick/depth.csv" && ! grep -q exponent "$tmp/out"; result $? 'no exponent of a quick run'
# what is shown of the exponents is what the file says of them, however long; a file that is whole is shown as it is
sed 's/^\(# fit ratio,depth,16,reverse\),.*/\1,-10.012,0.046,4/' "$tmp/a/depth.csv" > "$tmp/fits" && cp "$tmp/fits" "$tmp/a/depth.csv"
"$w" bench depth $small --out "$tmp/a" --resume > "$tmp/out"
sed -n 's/^# fit \(.*\),\([^,]*\),\([^,]*\),\([^,]*\)$/  \1: exponent \2, standard error \3, from \4 sizes/p' "$tmp/a/depth.csv" > "$tmp/want"
grep ': exponent ' "$tmp/out" > "$tmp/got"; grep -q -e '-10.012, ' "$tmp/got" && cmp -s "$tmp/want" "$tmp/got"; result $? "$(grep -c . "$tmp/want") exponents are shown as the file has them"
"$w" bench order --quick --out "$tmp/c" > "$tmp/out" && grep -q '^cnn 30 layers,forward,159252480,' "$tmp/c/order.csv"; result $? 'order: dG/dw of a CNN of 30 layers is 159252480 numbers'
awk -F, '/^two necks/ { m[$2] = $3 } END { exit !(m["optimal"] > 0 && m["optimal"] + 0 < m["forward"] + 0 && m["optimal"] + 0 < m["reverse"] + 0) }' "$tmp/c/order.csv"
result $? 'order: neither forward nor reverse is best through two necks'

# ---- stopped half-way, and gone on with: the same rows
"$w" bench depth width $small --out "$tmp/b" > "$tmp/out" 2> "$tmp/err" &
pid=$!
tries=0
while [ "$(cat "$tmp/b/depth.csv" 2> /dev/null | grep -c '^[0-9]')" -lt 3 ] && [ $tries -lt 200 ]; do sleep 0.02; tries=$((tries + 1)); done
kill -INT $pid; wait $pid; got=$?
[ $got = 130 ] && grep -q 'interrupted.*--resume' "$tmp/err"; result $? "stopped by SIGINT: exit 130 and a sentence ($got)"
head -1 "$tmp/b/depth.csv" | grep -q '^# complete no'; result $? 'the file says that it is not complete'
had=$(grep -c '^[0-9]' "$tmp/b/depth.csv"); [ "$had" -ge 3 ] && [ "$had" -lt 12 ]; result $? "what was measured is there ($had rows)"
grep '^[0-9]' "$tmp/b/depth.csv" > "$tmp/kept"
printf '16,16,sta' >> "$tmp/b/depth.csv"       # a line that was being written
"$w" bench depth width $small --out "$tmp/b" --resume > "$tmp/out" 2> "$tmp/err"; result $? 'gone on with'
keys "$tmp/a/depth.csv" > "$tmp/ka"; keys "$tmp/b/depth.csv" | cmp -s - "$tmp/ka" && keys "$tmp/a/width.csv" > "$tmp/ka" && keys "$tmp/b/width.csv" | cmp -s - "$tmp/ka"
result $? 'the same rows as of a run that was not stopped'
grep '^[0-9]' "$tmp/b/depth.csv" | head -"$had" > "$tmp/now"
columns=$(awk '!/^#/ { print; exit }' "$tmp/b/depth.csv"); at() { echo "$columns" | tr , '\n' | grep -nx "$1" | cut -d: -f1; }
awk -F, -v s="$(at samples)" -v b="$(at blocks)" 'NR == FNR { had[$1 $2 $3] = $s; next } { n++; bad += index($s " ", had[$1 $2 $3] " ") != 1 || split($b, x, " ") != 4 } END { exit bad || !n }' "$tmp/kept" "$tmp/now"
result $? 'blocks that were there are not measured again, those that are missing are'
head -1 "$tmp/b/depth.csv" | grep -qx '# complete yes'; result $? 'and it is complete'
cp "$tmp/b/depth.csv" "$tmp/before"; "$w" bench depth $small --out "$tmp/b" --resume > "$tmp/out"; cmp -s "$tmp/before" "$tmp/b/depth.csv"; result $? 'a complete run is left as it is'
"$w" bench depth $small --engine forward --out "$tmp/p" > "$tmp/out" && "$w" bench depth $small --engine forward,reverse --out "$tmp/p" --resume > "$tmp/out" && [ "$(grep -c '^[0-9]' "$tmp/p/depth.csv")" = 8 ]
result $? 'a run of another plan, though complete, is measured anew'
sed -i 's/^# complete yes/# complete no /; s/^# cpu .*/# cpu another/' "$tmp/b/depth.csv"
refuses 'another cpu' bench depth $small --out "$tmp/b" --resume

a=$tmp/a/depth.csv

# ---- in parts: the same rows in the same order, exponents fitted to the whole
for i in 1 2 3; do "$w" bench depth $small --out "$tmp/s$i" --shard $i/3 > "$tmp/out" 2>> "$tmp/err"; done
"$w" merge "$tmp/all.csv" "$tmp/s2/depth.csv" "$tmp/s3/depth.csv" "$tmp/s1/depth.csv" 2>> "$tmp/err"; result $? 'merge of three parts'
keys "$a" > "$tmp/ka"; keys "$tmp/all.csv" | cmp -s - "$tmp/ka"; result $? 'the rows of one process, in its order'
grep -q '^# fit peak,depth,16,forward,0.000' "$tmp/all.csv" && ! grep -q '^# fit' "$tmp/s1/depth.csv"; result $? 'exponents of the whole, none of a part'
sed 's/^# complete yes/# complete no /' "$tmp/s1/depth.csv" > "$tmp/half.csv"; refuses 'half.csv is not complete' merge "$tmp/no" "$tmp/half.csv" "$tmp/s2/depth.csv" "$tmp/s3/depth.csv"
if command -v mpirun > /dev/null && mpirun --version 2>/dev/null | grep -q 'Open MPI'; then
	OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1; export OMPI_ALLOW_RUN_AS_ROOT OMPI_ALLOW_RUN_AS_ROOT_CONFIRM
	w=$(realpath "$w"); (cd "$tmp" && mpirun --oversubscribe -n 2 "$w" bench depth $small --out m) > "$tmp/out" 2>> "$tmp/err"; result $? 'mpirun -n 2 wengert bench'
	keys "$tmp/m/depth.csv" | cmp -s - "$tmp/ka" && [ "$(ls -A "$tmp/m")" = depth.csv ]; result $? 'the rows of one process, and nothing else left'
else
	n=$((n + 1)); echo "ok $n - mpirun -n 2 wengert bench # SKIP Open MPI is not here"
fi

# ---- two runs in one folder
mkdir "$tmp/both"; (flock 9; echo held > "$tmp/held"; sleep 20) 9< "$tmp/both" & holder=$!
while [ ! -s "$tmp/held" ]; do sleep 0.05; done
"$w" bench depth --smallest --depth 1:1 --width 2:2 --out "$tmp/both" > "$tmp/out" 2>&1; [ $? = 2 ] && grep -q 'another wengert bench or report is writing to' "$tmp/out" && [ -z "$(ls "$tmp/both")" ]; result $? 'bench in a folder in use: a sentence, exit 2, nothing written'
timeout 10 "$w" report --smallest "$tmp/both" > "$tmp/out" 2>&1; [ $? = 2 ] && grep -q 'another wengert bench or report is writing to' "$tmp/out" && [ -z "$(ls "$tmp/both")" ]; result $? 'report in it too'
pkill -P $holder 2> /dev/null; kill $holder 2> /dev/null; wait $holder 2> /dev/null
"$w" bench depth --smallest --depth 1:1 --width 2:2 --out "$tmp/both" > "$tmp/out" 2>&1; [ $? = 0 ] && [ -s "$tmp/both/depth.csv" ]; result $? 'and once it is free it is taken'

# ---- compare
"$w" compare "$a" "$a" --fail-over 1.10 > "$tmp/out"; [ $? = 0 ] && grep -q '12 rows: 0 faster, 0 slower, 12 within noise' "$tmp/out"; result $? 'a run and itself: within noise'
awk -F, -v OFS=, '/^#/ { print; next } !h { for (k = 1; k <= NF; k++) c[$k] = k; h = 1; print; next }
	$3 == "reverse" { m = split($c["samples"], x, " "); s = ""; for (k = 1; k <= m; k++) s = s (k > 1 ? " " : "") sprintf("%.9g", 50 * x[k]); $c["samples"] = s; $c["seconds"] = sprintf("%.9g", 50 * $c["seconds"]) } { print }' "$a" > "$tmp/slow.csv"
"$w" compare "$a" "$tmp/slow.csv" --fail-over 1.10 > "$tmp/out"; [ $? = 1 ] && grep -q '12 rows: 0 faster, 4 slower, 8 within noise' "$tmp/out"; result $? 'a doctored file: slower, exit 1'
"$w" compare "$tmp/slow.csv" "$a" --fail-over 1.10 > "$tmp/out"; [ $? = 0 ] && grep -q '4 faster, 0 slower' "$tmp/out"; result $? 'the other way round: faster, exit 0'
"$w" compare "$a" "$tmp/slow.csv" > "$tmp/out"; result $? 'without a limit: exit 0'
awk -F, -v OFS=, -v p="$(at primal_samples)" '/^#/ || !n++ || $3 != "reverse" { print; next } { m = split($p, x, " "); s = ""; for (k = 1; k <= m; k++) s = s (k > 1 ? " " : "") sprintf("%.9g", 50 * x[k]); $p = s; print }' "$tmp/slow.csv" > "$tmp/both.csv"
"$w" compare "$a" "$tmp/both.csv" --fail-over 1.10 > "$tmp/out"; [ $? = 0 ] && [ "$(grep -c '^ .*as its primal$' "$tmp/out")" = 4 ] && grep -q '0 faster, 0 slower, 12 within' "$tmp/out"; result $? 'slower as its primal is: the machine, no verdict'
awk -F, -v OFS=, -v p="$(at primal_samples)" '/^#/ || !n++ || $3 != "reverse" { print; next } { m = split($p, x, " "); s = ""; for (k = 1; k <= m; k++) s = s (k > 1 ? " " : "") sprintf("%.9g", x[k]/50); $p = s; print }' "$a" > "$tmp/primal.csv"
"$w" compare "$a" "$tmp/primal.csv" --fail-over 1.10 > "$tmp/out"; [ $? = 0 ] && [ "$(grep -c '^ .*its primal changed$' "$tmp/out")" = 4 ]; result $? 'a primal that is faster alone: the row is not slower'
awk -F, -v OFS=, -v b="$(at blocks)" -v s="$(at samples)" '/^#/ || !n++ || $3 != "reverse" { print; next } { $b = split($s, x, " "); print }' "$tmp/slow.csv" > "$tmp/one.csv"
"$w" compare "$a" "$tmp/one.csv" --fail-over 1.10 > "$tmp/out"; [ $? = 1 ] && [ "$(grep -c '^ .*one block$' "$tmp/out")" = 4 ] && tr -s '\n ' '  ' < "$tmp/out" | grep -q 'in one block, so that nothing is told: 4'; result $? 'rows of one block: nothing is told of them, and a limit is not kept'
awk -F, -v OFS=, -v b="$(at blocks)" '/^#/ || !n++ { print; next } { $b = "1 x"; print }' "$a" > "$tmp/blocks.csv"; refuses 'its blocks are "1 x": expected numbers' compare "$a" "$tmp/blocks.csv"
awk -F, -v OFS=, -v b="$(at blocks)" '/^#/ || !n++ { print; next } { $b = "1 1"; print }' "$a" > "$tmp/blocks.csv"; refuses 'whose sum is' compare "$a" "$tmp/blocks.csv"
# nine tenths of a block's scatter is no difference, ten times of it is
awk -F, -v OFS=, -v s="$(at samples)" -v b="$(at blocks)" -v t="$(at seconds)" -v by=1 '/^#/ || !n++ { print; next } { m = split("0.98 1.02 0.98 1.02", x, " "); $s = ""; for (k = 1; k <= m; k++) $s = $s (k > 1 ? " " : "") by*x[k]; $b = "1 1 1 1"; $t = by; $(s + 2) = ""; print }' "$a" > "$tmp/flat.csv"
for f in 1.02 1.5; do
	awk -F, -v OFS=, -v s="$(at samples)" -v t="$(at seconds)" -v by=$f '/^#/ || !n++ { print; next } { m = split($s, x, " "); $s = ""; for (k = 1; k <= m; k++) $s = $s (k > 1 ? " " : "") by*x[k]; $t = by; print }' "$tmp/flat.csv" > "$tmp/by$f.csv"
done
"$w" compare "$tmp/flat.csv" "$tmp/by1.02.csv" > "$tmp/out"; grep -q '12 within noise' "$tmp/out" && "$w" compare "$tmp/flat.csv" "$tmp/by1.5.csv" > "$tmp/out" && grep -q ' 12 slower' "$tmp/out"; result $? 'by the scatter between blocks: 2 % are within 2 %, 50 % are not'
awk '/^#/ || !n++ { print; next } { rows++ } rows != 4' "$a" > "$tmp/less.csv"; gone=$(awk '/^#/ || !n++ { next } ++rows == 4 { split($0, f, ","); print f[1] "," f[2] "," f[3] }' "$a")
"$w" compare "$a" "$tmp/less.csv" --fail-over 9 > "$tmp/out"; [ $? = 1 ] && grep -q "^  $gone  *only in A$" "$tmp/out" && grep -q 'only in A: 1, only in B: 0' "$tmp/out"; result $? 'a row that is gone: named, exit 1'
"$w" compare "$tmp/less.csv" "$a" --fail-over 9 --format json > "$tmp/out"; [ $? = 1 ] && grep -q '"why": "only in B"' "$tmp/out" && grep -q "\"key\": \"$gone\"" "$tmp/out"; result $? 'a row that is new: named, exit 1'
head=$(awk '!/^#/ { print; exit }' "$a"); for k in seconds samples; do eval "$k=\$(echo "$head" | tr , '\\n' | grep -nx $k | cut -d: -f1)"; done
awk -F, -v OFS=, -v a="$seconds" -v b="$samples" '/^#/ || !n++ { print; next } ++rows == 4 { $a = $b = "" } { print }' "$a" > "$tmp/untimed.csv"
"$w" compare "$a" "$tmp/untimed.csv" --fail-over 9 > "$tmp/out"; [ $? = 1 ] && grep -q "^  $gone  *timed in A alone$" "$tmp/out"; result $? 'a row without times on one side: named, exit 1'
"$w" compare "$tmp/untimed.csv" "$a" --fail-over 9 > "$tmp/out"; [ $? = 1 ] && grep -q "^  $gone  *timed in B alone$" "$tmp/out"; result $? 'on the other side'
"$w" compare "$tmp/untimed.csv" "$tmp/untimed.csv" --fail-over 9 > "$tmp/out"; [ $? = 0 ] && grep -q '1 not timed in both' "$tmp/out"; result $? 'on both sides: counted, no failure'
"$w" compare "$a" "$tmp/less.csv" --format csv > "$tmp/out"; [ $? = 0 ] && grep -q "^$gone,,,,,,,only in A$" "$tmp/out"; result $? 'without a limit: named, exit 0'
"$w" compare "$a" "$tmp/slow.csv" --format json | grep -q '"verdict": "slower"'; result $? 'JSON'
sed 's/^\(1,16,reverse,gradient,ok,,[0-9]*,[0-9]*,cpu\),[^,]*/\1,9/' "$a" > "$tmp/lie.csv"
refuses 'its samples have the median' compare "$a" "$tmp/lie.csv"
refuses 'cannot be read' compare "$a" "$tmp/none.csv"
refuses 'no line of column names|expected a CSV' compare "$a" /dev/null
refuses 'columns separated' compare "$a" README.md
sed 's/^\([0-9]*\),16,/\1,17,/' "$a" | sed '/^[0-9]*,[0-9]*[02468],/d' > "$tmp/others.csv"; refuses 'no row of .* is timed in .*: nothing can be compared' compare "$a" "$tmp/others.csv" --fail-over 1.1
grep '^#\|^depth,' "$a" > "$tmp/norows.csv"; refuses 'nothing can be compared' compare "$a" "$tmp/norows.csv"
refuses 'nothing can be compared' compare "$tmp/norows.csv" "$tmp/norows.csv" --format json
refuses 'not of one experiment' compare "$a" "$tmp/a/width.csv"
refuses 'takes two files' compare "$a"
refuses 'is no ratio' compare "$a" "$a" --fail-over x
refuses 'there is no experiment' bench nosuch
refuses 'is no range' bench depth --depth 9:1
refuses 'is no time' bench depth --budget soon
refuses 'there is no "magic"' bench depth --engine magic
"$w" list experiments | grep -q '^  depth'; result $? 'list experiments'
echo "1..$n"
