#!/bin/sh
# experiments -- every experiment and one report at the smallest size: rows as promised, no column empty, and in each experiment
# one column computed again, from other columns or from what is known exactly.  No time is asserted.  Prints TAP.
# usage: experiments WENGERT
w=${1:-./wengert}
n=0
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
LC_ALL=C; export LC_ALL                    # lengths are in bytes, as the report's are

result() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; sed 's/^/# /' "$tmp/why" | head -12; fi; }

# ---- one run: gnuplot is replaced by a program that notes what it is asked for and draws next to nothing ----
mkdir "$tmp/bin" "$tmp/run"
cat > "$tmp/bin/gnuplot" <<'END'
#!/bin/sh
[ "$1" = -c ] && [ -r "$2" ] && [ -r "$3" ] || exit 1
printf '<?xml version="1.0"?>\n<svg><g id="a"/><use href="#a"/><path fill="url(#a)"/></svg>\n' > "$4"
echo "$(basename "$3") $5" >> "$DRAWN"
END
chmod +x "$tmp/bin/gnuplot"
DRAWN=$tmp/drawn PATH=$tmp/bin:$PATH "$w" report --smallest "$tmp/run" > "$tmp/out" 2> "$tmp/why"; result $? 'wengert report --smallest'
grep -qx "$tmp/run/report.html" "$tmp/out"; result $? 'it says where the report is'
all=$("$w" list experiments | awk 'NR > 1 { print $1 }')

# ---- awk: columns by their names; what is no number is a failure, never 0 ----
columns='
function fail(s) { if (bad++ < 5) print FILENAME ": line " FNR ": " s > why }
function word(k) { if (!(k in c)) { fail("there is no column " k); return "" } return $c[k] }
function number(k, s) { s = word(k); if (s !~ /^-?[0-9]/) fail(k " is \"" s "\", which is no number"); return s + 0 }
function near(what, got, want, by) { if (!(got - want <= by && want - got <= by)) fail(what " is " got ", computed again " want) }
function middle(s, x, m, i, j, t) {
	m = split(s, x, " ")
	for (i = 2; i <= m; i++) for (j = i; j > 1 && x[j - 1] + 0 > x[j] + 0; j--) { t = x[j]; x[j] = x[j - 1]; x[j - 1] = t }
	samples = m
	return m ? (x[int((m + 1) / 2)] + x[int(m / 2) + 1]) / 2 : -1
}
function sums(x, y) { m0++; mx += x; my += y; mxx += x*x; mxy += x*y; myy += y*y }
function nosums() { m0 = mx = my = mxx = mxy = myy = 0 }
function slope() { return (m0*mxy - mx*my) / (m0*mxx - mx*mx) }
function ceil8(x) { return int((x + 7) / 8) }
/^#/ { next }
!heads { heads = NF; for (k = 1; k <= NF; k++) c[$k] = k; next }
{ rows++; if (NF != heads) fail(NF " fields under " heads " column names") }
'
# recomputed NAME SAYS AWK: rules for each row; END rules may come after
recomputed() {
	: > "$tmp/why"
	awk -F, -v why="$tmp/why" "$columns$3"'
		END { if (!rows) fail("no row"); exit bad > 0 }' "$tmp/run/$1.csv" 2>> "$tmp/why"
	result $? "$1: $2"
}

# ---- the files: all there, whole, every column filled but those named; nan nowhere else either ----
# name, rows (a dash: all combinations of its keys, once each), columns that may be empty, columns that may be nan
table() {
	cat <<'END'
accuracy - - -
rules 2700 - ulps
precision 252 - -
step 2040 - -
split 774 - -
tangents 4 - -
estimates 4 - -
checkers 720 - -
reference 15 sweep,ratio,verdict -
depth - why -
width - why -
memory 108 bytes,primal,runs,seconds,exponent,error,perdoubling,pererror,r2 -
jacobian 24 why -
headline 56 why -
peers - why -
running 14 target -
loop 28 ulps,bound -
swell 8 why -
order 16 why,error,calls,clock,seconds,lo,hi,mad,wall,cold,prepare,primal,ratio,ratio_lo,ratio_hi,verdict,over_optimal,peak,live,samples,wall_samples,primal_samples -
second 12 why -
sparse 9 - -
batch 9 why,error -
scalars 3 - -
bits 6 why -
END
}
table > "$tmp/table"
for e in $all; do grep -q "^$e " "$tmp/table" || echo "$e is not in the table of this script"; done > "$tmp/why"; [ ! -s "$tmp/why" ]; result $? 'every experiment has its line here'
while read -r name want empty nan; do
	echo "$all" | grep -qx "$name" || { n=$((n + 1)); echo "ok $n - $name # SKIP not built"; continue; }
	: > "$tmp/why"
	awk -F, -v why="$tmp/why" -v want="$want" -v empty=",$empty," -v nan=",$nan," "$columns"'
		!done { done = 1; for (k in c) { head[c[k]] = k } for (k in c) if (k ~ /(^|_)samples$/) rest = 1 }
		# an expression for each input is not begun where there are many
		$0 ~ /,symbolic(-shared)?,[a-z]*,too long,/ { next }
		rest && word("status") != "ok" { fail(word("status") ": " word("why")) }
		{ for (k = 1; k <= heads; k++) {
			if ($k == "" && !index(empty, "," head[k] ",")) fail("column " head[k] " is empty")
			if ($k ~ /^-?nan$/ && !index(nan, "," head[k] ",")) fail("column " head[k] " is nan") } }
		{ key = $1 "," $2 "," $3 (want == "-" ? "" : $4 $5 $6); if (want == "-" && times[key]++) fail("two rows of " key) }
		END { if (want != "-" && rows != want) fail(rows " rows, promised are " want); if (!rows) fail("no row"); exit bad > 0 }' "$tmp/run/$name.csv" 2>> "$tmp/why"
	result $? "$name: $want rows, none with an empty column but $empty"
	# begun, measured and finished: a run that was stopped says "complete no"
	for k in wengert commit cpu compiler flags seed; do grep -q "^# $k ." "$tmp/run/$name.csv" || echo "# $k is missing"; done > "$tmp/why"
	! grep -q '^# complete no' "$tmp/run/$name.csv" && [ ! -s "$tmp/why" ]; result $? "$name: complete, and it says where it comes from"
done < "$tmp/table"

# ---- what is timed: medians, ratios and verdicts from the raw samples ----
for e in depth width jacobian headline swell order second batch bits; do
	recomputed $e 'medians, ratios and verdicts from the samples' '
		word("samples") == "" { next }
		{ mid = middle(word("samples")); if (samples != number("n") || samples < 5) fail(samples " samples, n = " word("n"))
		  near("seconds", number("seconds"), mid, 1e-5 * mid)
		  if (!(number("lo") <= mid * 1.00001 && mid <= number("hi") * 1.00001)) fail("the median is not between lo and hi")
		  if (!(number("wall") > 0 && number("cold") > 0 && number("calls") >= 1 && number("peak") > 0 && number("peak") >= number("live"))) fail("a time or a count is not above 0") }
		word("primal_samples") == "" { if (word("ratio") != "" || word("verdict") != "") fail("a ratio to nothing"); next }
		{ of = middle(word("primal_samples")); near("primal", number("primal"), of, 1e-5 * of); near("ratio", number("ratio"), mid / of, 1e-4 * mid / of)
		  inside = number("ratio_lo") <= 1 && 1 <= number("ratio_hi")
		  if (word("verdict") !~ /^(faster|slower|within noise)$/) fail("verdict " word("verdict"))
		  if (inside && word("verdict") != "within noise") fail("1 is inside the interval, yet " word("verdict"))
		  if (word("verdict") == "slower" && number("ratio") <= 1) fail("slower at a ratio of " word("ratio"))
		  if (word("verdict") == "faster" && number("ratio") >= 1) fail("faster at a ratio of " word("ratio")) }'
done
for e in depth width; do
	# the exponent is that of least squares, over sizes from a sixteenth of the largest
	sed -n 's/^# fit peak,//p' "$tmp/run/$e.csv" > "$tmp/fits"
	recomputed $e 'exponents of bytes from the bytes; all combinations of engine and size' '
		{ s = $1; e = word("engine"); size[s]; engine[e]; if (word("status") == "too long" && e ~ /^symbolic/) { lacks[e]; next } p[e, s] = log(number("peak")); if (number("error") > 1e-3) fail(e " is off by " word("error")) }
		END { for (e in lacks) delete engine[e]
		      for (e in engine) { nosums(); k = 0; for (s in size) { k++; if ((e, s) in p) sums(log(s), p[e, s]); else fail("no row of " e " at " s) }
			if (k != 3) fail(k " sizes instead of 3"); at[e] = slope(); engines++ }
		      while ((getline line < "'"$tmp/fits"'") > 0) { m = split(line, f, ","); seen++; near("exponent of " f[3], f[4], at[f[3]], 6e-4)
			if (m != 6 || f[6] != 3) fail("fit " line) }
		      if (seen != engines || engines < 6) fail(seen " exponents of " engines " engines")
		      if ("'$e'" == "depth") near("exponent of forward", at["forward"], 0, 1e-9) }'
done

# ---- one column each ----
recomputed accuracy 'entries of eq6 are twice the answers that check counts; median, 90th percentile and worst in their order' '
	BEGIN { while ((getline line < "'"$tmp/run/check.csv"'") > 0) { split(line, f, ","); answers[f[1], f[2]] = f[3] } }
	{ if (!(number("median") <= number("p90") && number("p90") <= number("worst"))) fail("median, p90, worst: " $5 ", " $6 ", " $7)
	  if (word("engine") ~ /^(forward|reverse|static|checkpointed|symbolic|symbolic-shared)$/ && number("worst") > 4) fail(word("engine") " is off by " word("worst"))
	  number("n") }
	word("function") == "eq6" { seen++; near("n", number("n"), 2 * answers[$2, $3], 0); if (!(number("n") >= 8)) fail("n = " $4) }
	END { if (seen < 20) fail(seen " rows of eq6") }'
recomputed rules 'ulps of 1 - y^2 where tanh x is 1 in binary64: all of the derivative; stable forms within 4 ulps' '
	function ulpsof(d, e) { e = int(log(d) / log(2)) - 2; while (2^(e + 1) <= d) e++; return d / 2^(e - 52) }
	word("rule") == "stable" { stable++; if (!(number("ulps") <= 4)) fail(word("function") " is off by " word("ulps")) }
	word("function") == "tanh" && word("rule") == "textbook" && number("x") > 19.2 {
		x = number("x"); d = 2 / (exp(x) + exp(-x)); seen++; near("ulps", number("ulps"), ulpsof(d * d), 1e-5 * ulpsof(d * d)) }
	word("ulps") ~ /nan/ { nans++; if (word("function") != "softplus" || word("rule") != "naive") fail(word("function") " " word("rule") " is nan") }
	END { if (stable != 1200 || seen < 100 || !nans) fail(stable " stable rows, " seen " beyond 19.2, " nans + 0 " nan") }'
recomputed precision 'bits lost: none by rules, a third by central differences' '
	{ if (number("n") != 15 || !(number("median") <= number("worst"))) fail("median " $5 ", worst " $6) }
	word("engine") ~ /^(forward|reverse)$/ { exact++; if (!(number("worst") < 4)) fail($2 " loses " $6 " bits at " $3) }
	word("engine") == "central" && number("bits") >= 100 { if ($1 != was) { if (was != "") near("slope of " was, slope(), 1/3, 0.005); nosums(); was = $1; functions++ } sums($3, number("median")) }
	END { near("slope of " was, slope(), 1/3, 0.005); if (functions != 3 || exact != 126) fail(functions " functions, " exact " rows of rules") }'
recomputed step 'errors at large steps: root mean square of the truncation, by the formula' '
	# of sin x e^x at 3/4, from its derivative there: forward, central and five-point differences, complex step
	function f(x) { return sin(x) * exp(x) }
	function off(how, h, d) {
		d = exp(x0) * (sin(x0) + cos(x0))
		if (how == "forward") return (f(x0 + h) - f(x0)) / h / d - 1
		if (how == "central") return (f(x0 + h) - f(x0 - h)) / (2*h) / d - 1
		return exp(x0) * (sin(x0)*sin(h)*cosh(h) + cos(x0)*cos(h)*sinh(h)) / h / d - 1
	}
	function cosh(h) { return (exp(h) + exp(-h)) / 2 }
	function sinh(h) { return (exp(h) - exp(-h)) / 2 }
	function rms(how, h, s, i) { for (i = 0; i < 40; i++) s += off(how, h * 2^(((i + .5) / 40 - .5) / 4))^2; return sqrt(s / 40) }
	BEGIN { x0 = 0.75 }
	{ if (!(number("error") >= 0)) fail("error " $4); all[$1 "," $2]++ }
	word("number") == "binary64" && $2 ~ /^(forward|central|complex step)$/ && number("h") > 1e-3 {
		part[$2] += number("error") / rms($2, $3); bins[$2]++; near($2 " at " $3, $4, rms($2, $3), 0.12 * $4) }
	# 64 random steps in each bin: the mean over 40 bins is within 0.4 %
	END { for (k in part) { curves++; if (bins[k] < 30) fail(bins[k] " bins of " k); near("mean of error over truncation, " k, part[k] / bins[k], 1, 0.004) }
	      if (curves != 3) fail(curves " curves")
	      for (k in all) if (all[k] != (k ~ /^binary32/ ? 112 : 228)) fail(all[k] " rows of " k) }'
recomputed split 'truncation of a polynomial, exactly; the parts add up to the error' '
	# f(2+h) - f(2) = f'"'"' h + 55 h^2 - 39 h^3 + 3 h^4
	word("steps") == 1 { h = number("h"); T = $2 == "forward" ? 55*h - 39*h*h + 3*h*h*h : -39*h*h; seen++; near("T", number("T"), T, 2e-5 * (T < 0 ? -T : T) + 1e-300)
		by = number("Rx") + number("Rf") + number("Rd"); near("roundoff", number("roundoff"), by, 1e-5 * ($6 < 0 ? -$6 : $6) + 1e-5 * ($7 < 0 ? -$7 : $7) + 1e-5 * ($8 < 0 ? -$8 : $8) + 1e-12)
		near("error", number("error"), T + $9, 1e-5 * (T < 0 ? -T : T) + 1e-5 * ($9 < 0 ? -$9 : $9) + 1e-12) }
	END { if (seen != 182) fail(seen " single steps") }'
recomputed tangents 'slopes of cos at 2 with h = 1/2, in binary32' '
	{ h = 0.5; s = $1 == "true" ? -sin(2) : $1 == "forward" ? (cos(2 + h) - cos(2)) / h : $1 == "backward" ? (cos(2) - cos(2 - h)) / h : (cos(2 + h) - cos(2 - h)) / (2*h)
	  near("slope of " $1, number("slope"), s, 3e-7); near("error of " $1, number("error"), $1 == "true" ? 0 : $4 + sin(2), 2e-6) }'
recomputed estimates 'as many entries as accuracy has; coverage is a number of entries over all' '
	BEGIN { while ((getline line < "'"$tmp/run/accuracy.csv"'") > 0) { split(line, f, ","); if (f[3] == "f64") entries[f[2]] += f[4] } }
	{ near("entries", number("entries"), entries[$1], 0); if (!($2 > 0) || !(number("exact") <= $2) || !(number("coverage") <= 1)) fail("entries, exact, coverage: " $2 ", " $3 ", " $4)
	  k = $2 * $4; near("coverage times entries", k, int(k + .5), 0.001 * $2); if ($4 * $2 < $3 - 0.01) fail("fewer covered than exact")
	  if (!($5 <= $6 && $6 <= $7)) fail("percentiles " $5 ", " $6 ", " $7) }'
sed -n 's/^# \(.*\): \(ordinary.*\) points: \([0-9]*\) of \([0-9]*\) caught and \([0-9]*\) false alarms; \([0-9]*\) told from their right twin/\1,\2,\3,\4,\5,\6/p' "$tmp/run/checkers.csv" > "$tmp/counts"
recomputed checkers 'counts from the verdicts, which are those of checks/expected but for two: some lie at the edge of a tolerance' '
	BEGIN { while ((getline line < "checks/expected/checkers.csv") > 0) { split(line, f, ","); published[f[1], f[2], f[4], f[5]] = f[6] } }
	{ if (!(($1, $2, $4, $5) in published)) fail("not in checks/expected/checkers.csv: " $0); else others += published[$1, $2, $4, $5] != $6 }
	{ key = word("checker") "," word("points"); twin = key "," word("rule"); rules[key] += word("kind") != "right"
	  if (word("kind") == "right") { right[twin] = word("verdict") == "passed"; alarms[key] += !right[twin]; if (word("verdict") !~ /^(passed|false alarm)$/) fail(word("verdict")) }
	  else { caught[key] += word("verdict") == "caught"; apart[key] += word("verdict") == "caught" && right[twin]; if (word("verdict") !~ /^(caught|missed)$/) fail(word("verdict")) } }
	END { while ((getline line < "'"$tmp/counts"'") > 0) { split(line, f, ","); key = f[1] "," f[2]; seen++
			near("caught, " key, f[3], caught[key], 0); near("rules, " key, f[4], rules[key], 0); near("alarms, " key, f[5], alarms[key], 0); near("apart, " key, f[6], apart[key], 0) }
	      if (seen != 6) fail(seen " counts"); if (others > 2) fail(others " verdicts are others than in checks/expected/checkers.csv") }'
recomputed reference 'a gradient over a sweep; all certified' '
	{ number("seconds"); if (number("bits") < 53) fail("bits " $4) }
	word("what") == "gradient" { near("ratio", number("ratio"), number("seconds") / number("sweep"), 0.006 * $7); if (word("verdict") != "certified") fail($2 " is " $8); g++ }
	word("what") == "elementary" { e++; if (number("n") != 1 || $6 != "") fail("an elementary function") }
	END { if (e != 12 || g != 3) fail(e " elementary functions, " g " gradients") }'
recomputed memory 'bytes of store-all, runs, and bytes for each doubling' '
	word("depth") == "fit" { k = $1 "," $2; fits++; m0 = mx = my = mxx = mxy = 0
		for (d = 32; d <= 512; d *= 2) sums(log(d) / log(2), bytes[k, d])
		near("bytes for each doubling, " k, number("perdoubling"), slope(), 0.051)
		near("exponent, " k, number("exponent"), $2 == "store-all" ? 1 : $2 == "forward" ? 0 : $8, 1e-4); next }
	{ k = $1 "," $2; bytes[k, $3] = number("bytes"); if ($2 == "primal" && $4 != 0) fail("the primal takes " $4 " bytes beyond itself")
	  if ($2 ~ /^(primal|forward|store-all)$/) near("runs", number("runs"), 1, 0); else if (!(number("runs") >= 1 && $6 < 5)) fail("runs " $6)
	  # each layer more that is kept whole is 16 numbers and their like for the stage: what one costs, all cost
	  if ($2 == "store-all" && $3 == 512) for (d = 128; d <= 256; d *= 2) near("bytes of " d " layers more", bytes[k, 2*d] - bytes[k, d], (bytes[k, 128] - bytes[k, 64]) * d / 64, 0)
	  if ($2 == "store-all" && $3 > 8 && !(bytes[$1 ",binomial", $3 / 2] < $4)) fail("a binomial schedule holds as much") }
	END { if (fits != 8) fail(fits " fits") }'
recomputed jacobian 'passes: columns by eight, rows one by one' '
	{ i = number("inputs"); o = number("outputs"); near("size", number("size"), $1 == "n" ? i : o, 0); if ((($1 == "n") ? o : i) != 16) fail("the other size is not 16")
	  near("passes", number("passes"), $3 ~ /forward/ ? ceil8(i) : o, 0); if (!(number("error") < 1e-9)) fail("error " word("error")) }'
recomputed headline 'right derivatives of 14 problems, each over its plain program' '
	{ problems[$1]++; if (!(number("error") < ($4 ~ /forward|reverse|static|checkpointed/ ? 1e-6 : 1e-3))) fail($1 " by " $4 " is off by " word("error"))
	  if (!(number("passes") >= 1) || word("primal_samples") == "") fail($1 " by " $4) }
	END { for (p in problems) count++; if (count != 14) fail(count " problems") }'
if echo "$all" | grep -qx peers; then
	recomputed peers 'ratios; gradients within a few ulps of the largest entry' '
		word("why") != "" { next }
		{ seen++; near("ratio", number("ratio"), number("gradient_ms") / number("primal_ms"), 0.006 * $6); if (!(number("ulps_of_largest") < 64) || number("rounds") < 3) fail($1 " by " $3) }
		END { if (seen < 30) fail(seen " rows") }'
fi
recomputed running 'figures from their columns; what a reverse of four layers must hold' '
	$6 ~ /^(gradient|tangents)\/primal$/ { ratios++; near("figure", number("figure"), number("derivative") / number("primal"), 0.002 * $5) }
	$1 == "interpreting" { near("figure", number("figure"), number("primal") / 1000 * 1e9, 0.002 * $5) }
	# 16 inputs, four layers of 16 x 17, and of each layer both z and tanh z
	$1 == "memory of a reverse" { near("bytes", number("primal"), 8 * (16 + 4 * 16 * 17 + 2 * 4 * 16), 0); near("figure", number("figure"), 100 * ($4 / $3 - 1), 0.002); if (!($5 < 10)) fail("it holds " $5 " % more") }
	$1 == "determinant by minors" { if (!($4 < $3)) fail("nothing is shared") }
	{ if (!(number("derivative") >= 0)) fail($1) }
	END { if (ratios != 7) fail(ratios " ratios") }'
recomputed loop 'rows of a loop, and their exponent' '
	{ k = number("iterations"); near("rows", number("rows"), $1 == "eager" ? ($2 == "value" ? 4*k + 2 : 11*k + 2) : first[$2] == "" ? $4 : first[$2], 0); if ($1 == "static" && first[$2] == "") first[$2] = $4
	  key = $1 "," $2; told[key] = number("slope"); x[key] = x[key] " " k; y[key] = y[key] " " $4 }
	word("bound") != "" { held++; if (!(number("ulps") <= number("bound"))) fail(word("ulps") " ulps") }
	END { for (key in told) { keys++; nosums(); m = split(x[key], a, " "); split(y[key], b, " "); for (i = 1; i <= m; i++) sums(log(a[i]), log(b[i])); near("slope of " key, told[key], slope(), 6e-5) }
	      if (keys != 4 || held != 4) fail(keys " traces, " held " bounds") }'
recomputed swell 'nodes of the derivative of a product, as a tree' '
	# with n(k) nodes of the product and d(k) of its derivative: n(k) = n(k-1) + 4, d(k) = d(k-1) + n(k-1) + 5, d(2) = 7
	$1 == "product" && $3 == "symbolic" { seen++; d = 7; for (k = 3; k <= $2; k++) d += 4*(k - 1) - 1 + 5; near("nodes", number("nodes"), d, 0) }
	$3 == "symbolic" { tree[$1, $2] = number("nodes") } $3 == "symbolic-shared" { if (!(number("nodes") <= tree[$1, $2])) fail("shared, yet more nodes") }
	{ if (!(number("error") < 1e-9)) fail("error " word("error")) }
	END { if (seen != 2) fail(seen " rows of the product") }'
recomputed order 'multiplications from the sizes, the best order by trying all; bytes' '
	function least(i, k, j, m, x) { if (i == k) return 0; m = -1; for (j = i; j < k; j++) { x = least(i, j) + least(j + 1, k) + s[i]*s[j + 1]*s[k + 1]; if (m < 0 || x < m) m = x } return m }
	$1 ~ /^cnn/ { near("numbers", number("multiplications"), 32*32*3 * 30 * 3*3*3*64, 0); next }
	{ m = split($1, part, " "); sizes = part[m]; if (sizes !~ /-/) sizes = sizes "-" sizes "-" sizes "-" sizes "-" sizes
	  m = split(sizes, s0, "-"); for (k = 0; k < m; k++) s[k] = s0[k + 1]
	  m--; want = large = held = 0
	  for (k = 1; k < m; k++) want += $2 == "forward" ? s[0]*s[k]*s[k + 1] : s[k - 1]*s[k]*s[m]
	  for (k = 0; k < m; k++) { if (s[k]*s[k + 1] > large) large = s[k]*s[k + 1]; held += s[k]*s[k + 1] }
	  if ($2 == "optimal") want = least(0, m - 1)
	  near("multiplications", number("multiplications"), want, 0); near("over the best", number("over_optimal"), want / least(0, m - 1), 0.001 * $4)
	  # the most is reached while the largest factor is filled from an array of its own
	  near("bytes beyond those left", number("peak") - number("live"), 8 * large, 0); if (!(number("live") > 8 * held)) fail("the factors alone are more than " word("live") " bytes") }
	END { if (rows != 16) fail(rows " rows") }'
recomputed second 'sweeps of a Hessian: columns by eight' '
	{ near("passes", number("passes"), $2 == "Hessian" ? ceil8($1) : 1, 0); if (!(number("error") < 1e-6)) fail("error " word("error")) }'
recomputed sparse 'nonzeros of stencils; runs' '
	{ x = number("inputs"); want = $1 == "tridiagonal" ? 3*x - 3 : $1 == "bratu2" ? 5*x - 4*10 : 7*x - 6*25; near("nonzeros", number("nonzeros"), want, 0)
	  least = $1 == "tridiagonal" ? 3 : $1 == "bratu2" ? 5 : 7; if (!(number("colours") >= least && $5 < 2 * least)) fail($5 " colours")
	  near("primals", number("primals"), number("jacobian") / number("primal"), 0.006 * $9) }'
recomputed scalars 'operations: those of the plain program, counted' '
	# kepler: Newton until a step is below 1e-8: nine operations a step, beside three a solution, the first of which adds a constant to nothing
	function newton(M, E, s, k) { E = M; do { s = (E - 0.3*sin(E) - M) / (1 - 0.3*cos(E)); E -= s; k++ } while (s > 1e-8 || s < -1e-8); solution = E; return k }
	{ N = 10000; want = 0; sum = 0
	  if ($1 == "rosenbrock") want = 8 * int(N / 8) + int(N / 8) + 1
	  if ($1 == "logistic") want = 3 * int(N / 3) + 2
	  if ($1 == "kepler") { for (i = 0; i < int(N / 33); i++) { want += 9 * newton(0.6 + sum * 1e-9) + 3; sum += solution } want += 2 - 1 }
	  near("operations of " $1, number("operations"), want, 0); near("gradient over primal", number("gradient_over_primal"), (number("record_ns") + number("sweep_ns")) / number("primal_ns"), 0.02 * $6)
	  if (!(number("bytes") > 8 && $7 <= 24 && number("held") >= $7)) fail("bytes " $7 ", held " $8) }'
recomputed batch 'one run of many points beside many runs of one' '
	{ if (number("points") != 1 && $2 != 4 && $2 != 16) fail($2 " points"); if (word("primal_samples") == "") fail("nothing beside it"); f[$1]++ }
	END { for (k in f) if (f[k] != 3) fail(f[k] " rows of " k) }'
recomputed bits 'bits, and a gradient as good as they promise' '
	{ if (number("bits") != 64 && $1 != 256 && $1 != 1024) fail($1 " bits"); if (!(number("error") < 1e-12)) fail("error " word("error")); near("kind", word("kind") == "with tanh", $2 == "mlp", 0) }'

# ---- the report: every figure of every file, as a table made again from it; every picture with names of its own ----
html=$tmp/run/report.html
: > "$tmp/why"
for f in check claims $all; do
	# each line of the CSV as HTML: numbers to the right, words to the left, long ones wrapped; no raw samples
	awk -v most=0 '
		function fields(line, out, k, s, q) { k = 0
			while (1) { k++
				if (substr(line, 1, 1) == "\"") { s = ""; line = substr(line, 2); while ((q = index(line, "\"")) && substr(line, q + 1, 1) == "\"") { s = s substr(line, 1, q); line = substr(line, q + 2) }
					out[k] = s substr(line, 1, q - 1); line = substr(line, q + 1) }
				else { q = index(line, ","); if (!q) q = length(line) + 1; out[k] = substr(line, 1, q - 1); line = substr(line, q) }
				if (line == "") return k
				line = substr(line, 2) } }
		function isnumber(s) { return s ~ /^[0-9]/ || s ~ /^-./ }
		function xml(s) { gsub(/&/, "\\&amp;", s); gsub(/</, "\\&lt;", s); gsub(/>/, "\\&gt;", s); return s }
		/^#/ { next }
		!most { n = fields($0, head); for (most = 0; most < n && head[most + 1] != "samples"; most++) continue; next }
		{ n = fields($0, cell) }
		!begun { begun = 1; printf "<div class=wide><table><thead><tr>"; for (k = 1; k <= most; k++) printf "<th%s>%s</th>", (isnumber(cell[k]) ? "" : " class=l"), xml(head[k]); print "</tr></thead><tbody>" }
		{ printf "<tr>"; for (k = 1; k <= most; k++) printf "<td%s>%s</td>", (isnumber(cell[k]) ? "" : length(cell[k]) > 40 ? " class=\"l long\"" : " class=l"), xml(cell[k]); print "</tr>" }' "$tmp/run/$f.csv" > "$tmp/want"
	awk -v at="<h2 id=$f>" 'index($0, at) == 1 { on = 1; next } /^<h2 / { on = 0 } on && /<table>|^<tr>/ { print }' "$html" | sed 's/^.*<\/summary>//; s/^.*<div class=wide>/<div class=wide>/' > "$tmp/got"
	diff "$tmp/want" "$tmp/got" > "$tmp/diff" || { echo "$f: $(grep -c '^[<>]' "$tmp/diff") lines of its table differ"; sed -n 2,3p "$tmp/diff" | cut -c1-200; } >> "$tmp/why"
done
[ ! -s "$tmp/why" ]; result $? 'the tables of the report are those of the files'
for e in $all; do
	[ -r "plots/$e.gp" ] || continue
	for t in light dark; do
		grep -q "^$e.csv $t\$" "$tmp/drawn" || echo "$e is not drawn $t"
		grep -q "^<div class=\"$t\"><svg><g id=\"$e-$t-a\"/><use href=\"#$e-$t-a\"/><path fill=\"url(#$e-$t-a)\"/></svg>" "$html" || grep -q "<div class=\"$t\"><svg><g id=\"$e-$t-a\"/><use href=\"#$e-$t-a\"/><path fill=\"url(#$e-$t-a)\"/></svg>" "$html" || echo "$e: its picture is not in the report"
	done
done > "$tmp/why"; [ ! -s "$tmp/why" ]; result $? 'every picture is drawn twice, light and dark, and its ids are its own'
for e in check claims $all origin; do grep -q "<h2 id=$e><a href=#$e " "$html" && grep -q " <a href=#$e>" "$html" || echo "$e has no section, or no link to it"; done > "$tmp/why"; [ ! -s "$tmp/why" ]; result $? 'every section, and links to all'
grep -o 'https\{0,1\}://[^"< ]*' "$html" | grep -v '^http://www.w3.org/' > "$tmp/why"; [ ! -s "$tmp/why" ]; result $? 'nothing is loaded from elsewhere'
echo "1..$n"
