#!/bin/sh
# vjp -- wengert vjp on kernels that misbehave, in every output format, with every limit.  Prints TAP.
# usage: [REMAKE=yes] vjp.sh ./wengert
w=${1:-./wengert}
n=0
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
LC_ALL=C.UTF-8; export LC_ALL

result() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi; }

# ---- kernels that misbehave: a result each, and the run ends ----
: > "$tmp/facts"
for f in checks/kernels/bad/*.c; do
	want=$(sed -n '1s,/\* expect \([^:]*\): .*,\1,p' "$f") pattern=$(sed -n '1s,/\* expect [^:]*: \(.*\) \*/$,\1,p' "$f")
	# a limit that a busy machine does not reach, but where a kernel never returns
	case $pattern in *'never returned'*) limit=0.3 ;; *) limit=20 ;; esac
	"$w" vjp "$f" --limit $limit > "$tmp/out" 2>&1; got=$?
	sed -E "s,$tmp/,,g; s/, [0-9.]+ s\$//" "$tmp/out" >> "$tmp/facts"
	tr '\n' ' ' < "$tmp/out" | sed 's/  */ /g' > "$tmp/line"
	case $got in $want) grep -Eq -e "$pattern" "$tmp/line" ;; *) false ;; esac
	result $? "$(basename "$f") -> $want, $pattern"
done
n=$((n + 1)); sh scripts/exactly.sh "$w" kernels-that-misbehave "$tmp/facts" "$n" 'all that is said of each of the kernels that misbehave'
"$w" vjp checks/kernels/bad/endless.c --limit 0.3 > "$tmp/out"; grep -q '^OK returns' "$tmp/out"; result $? 'the kernels after an endless one are judged'
# slow or endless, at sizes it was not meant for: neither is told
cat > "$tmp/late.c" <<'END'
/* wengert: y[N] = late(x[N]) */
void late_forward(float *y, const float *x, int N)
{
	for (volatile int k = N; k > 100;) k = N;
	for (int i = 0; i < N; i++) y[i] = x[i] * x[i];
}
void late_backward(float *dx, const float *dy, const float *x, int N) { for (int i = 0; i < N; i++) dx[i] = 2 * x[i] * dy[i]; }
END
"$w" vjp "$tmp/late.c" --limit 0.3 > "$tmp/out"; [ $? = 1 ] && tr -s '\n ' '  ' < "$tmp/out" | grep -q 'INCONCLUSIVE late: late_forward did not return within 0.3 s, with N = 137; at other sizes it did: give it more with --limit, or say in the comment which sizes, as sizes N <= 64'
result $? 'a kernel that returns at some sizes only is not refuted'

# ---- layernorm as people write it, with a term less, and with = for += ----
# broken SCRIPT STATUS PATTERN: the example changed by sed
broken() {
	sed "$1" checks/kernels/right/layernorm.c > "$tmp/layernorm.c"
	"$w" vjp "$tmp/layernorm.c" > "$tmp/out" 2>&1; got=$?
	tr '\n' ' ' < "$tmp/out" | sed 's/  */ /g' > "$tmp/line"
	[ $got = "$2" ] && ! cmp -s "$tmp/layernorm.c" checks/kernels/right/layernorm.c && grep -Eq -e "$3" "$tmp/line"
	result $? "layernorm with $1 -> $2, $3"
}
broken 's/ - n \* hn) \* r/) * r/' 1 'WRONG layernorm: the rule for inp is wrong.* worst inp\[0,0\] with .*likely missing term: in every row error = k \(inp - a\)'
broken 's/- h - n \* hn/- n * hn/'  1 'WRONG layernorm: the rule for inp is wrong.* worst inp\[.*likely missing term: in every row the error is one constant'
broken 's/weight.c. \* g.c. - h/-h/' 1 'WRONG layernorm: the rule for inp is wrong.* worst inp\[.*likely missing term: in every row error = k dout weight'
broken 's/d.c. += (w/d[c] = (w/'     1 'WRONG layernorm: the rule for inp is wrong.*overwritten instead of accumulated'

# ---- a file with an odd name, which a compiler and a shell must read back: the header it includes too ----
odd="$tmp/it's a \"kernel\"
of \\mine"
mkdir "$odd" && sed '1i #include "he.h"' checks/kernels/bad/mixed.c > "$odd/k.c" && echo 'enum { NOTHING = 0 };' > "$odd/he.h"
"$w" vjp "$odd/k.c" --format json > "$tmp/out" 2>&1; [ $? = 1 ] && grep -q '"verdict": "WRONG"' "$tmp/out"; result $? 'a file name with quotes, a backslash and a line end'
(w=$(realpath "$w"); cd "$odd" && "$w" vjp k.c > "$tmp/out" 2>&1); grep -q '^WRONG most' "$tmp/out"; result $? 'in its own folder, a file that includes a header of that folder'
cp checks/kernels/bad/mixed.c "$tmp/it's \"mine\".c"
again=$("$w" vjp "$tmp/it's \"mine\".c" | sed -n 's/^  again  *wengert //p' | head -1)
eval "\"\$w\" $again" > "$tmp/out" 2>&1; [ $? = 1 ] && grep -q '^  worst ' "$tmp/out"; result $? "and the command that repeats it: $again"

# ---- nothing is left behind but what is used again: a library for each source ----
mkdir "$tmp/kept" && XDG_CACHE_HOME=$tmp/kept TMPDIR=$tmp/kept "$w" vjp checks/kernels/bad/mixed.c checks/kernels/bad/nocompile.c > "$tmp/out" 2>&1
XDG_CACHE_HOME=$tmp/kept TMPDIR=$tmp/kept "$w" vjp checks/kernels/bad/mixed.c > "$tmp/out" 2>&1
find "$tmp/kept" -type f ! -name '*.so' > "$tmp/left"; [ ! -s "$tmp/left" ] && [ -n "$(find "$tmp/kept" -name '*.so')" ]
result $? "the cache holds libraries alone$(sed 's/^/, not /' "$tmp/left" | tr '\n' ' ')"

# ---- formats ----
bad=checks/kernels/bad/mixed.c
"$w" vjp $bad --format json > "$tmp/j"; [ $? = 1 ] && grep -q '"verdict": "WRONG"' "$tmp/j" && grep -q '"error_over_bound"' "$tmp/j" && grep -q '"again": "wengert vjp' "$tmp/j"
result $? 'json'
"$w" vjp $bad --format github | grep -Eq '^::error file=checks/kernels/bad/mixed.c,line=7,title=WRONG most::'; result $? 'annotations carry file and line of the backward'
"$w" vjp $bad --format tap | grep -q '^not ok 1 - most: WRONG'; result $? 'tap'
"$w" vjp $bad --junit "$tmp/x.xml" > /dev/null; grep -q '<failure message="WRONG">' "$tmp/x.xml"; result $? 'JUnit'
again=$("$w" vjp $bad --format json | sed -n 's/.*"again": "wengert \(.*\)".*/\1/p' | head -1)
given=$("$w" vjp $bad --format json | sed -n 's/.*"given": "\(.*\)".*/\1/p' | head -1)
# shellcheck disable=SC2086
"$w" $again > "$tmp/out"; grep -q -e "yours $given" "$tmp/out"; result $? "the command that repeats one element gives it again: $again"
"$w" vjp $bad nosuch > "$tmp/out" 2>&1; [ $? = 2 ] && grep -q 'no kernel nosuch' "$tmp/out"; result $? 'a kernel that is not there: exit 2'
"$w" vjp /nonexistent.c > "$tmp/out" 2>&1; [ $? = 2 ] && grep -q 'No such file' "$tmp/out"; result $? 'a file that is not there: exit 2'
"$w" vjp > "$tmp/out" 2>&1; [ $? = 2 ]; result $? 'no file: exit 2'
"$w" vjp $bad --case 99999 > "$tmp/out" 2>&1; [ $? = 2 ] && grep -q 'has the cases 0 to' "$tmp/out"; result $? 'a case beyond the plan: exit 2'

# ---- what was never taken: --strict refuses it; without gcc's reports the rule is judged, and it is said ----
"$w" vjp checks/kernels/bad/untaken.c --strict > "$tmp/out" 2>&1; [ $? = 1 ]; result $? '--strict refuses a comparison that was never seen both ways'
for form in tap github text; do
	quiet=; [ $form != text ] || quiet=--quiet
	# shellcheck disable=SC2086
	"$w" vjp checks/kernels/bad/untaken.c --strict --format $form $quiet --junit "$tmp/x.xml" > "$tmp/out" 2>&1; [ $? = 1 ] && grep -q 'line [0-9]*: .* never' "$tmp/out" && grep -q '<failure message="OK">not seen both ways: line [0-9]*: .* never' "$tmp/x.xml"
	result $? "and says which: $form"
done
"$w" vjp checks/kernels/right/matmul.c --strict > "$tmp/out" 2>&1; [ $? = 0 ]; result $? 'and not a kernel without one'
printf '#!/bin/sh\ncase "$*" in *fsanitize-coverage*) echo "error: it cannot" >&2; exit 1 ;; esac\nexec cc "$@"\n' > "$tmp/cc"; chmod +x "$tmp/cc"
CC=$tmp/cc "$w" vjp checks/kernels/right/gelu.c > "$tmp/out" 2>&1; [ $? = 0 ] && grep -q 'no comparison was seen: it cannot' "$tmp/out"; result $? 'without reports of comparisons it goes on, and says so'
CC=$tmp/cc "$w" vjp checks/kernels/right/gelu.c --strict --format tap > "$tmp/out" 2>&1; [ $? = 1 ] && grep -q '^not ok 1 - gelu: OK: no comparison was seen: .*it cannot' "$tmp/out"; result $? 'which --strict does not let pass'
"$w" vjp checks/kernels/right/matmul.c --budget 0.001 > "$tmp/out" 2>&1; [ $? = 1 ] && tr -s '\n ' '  ' < "$tmp/out" | grep -q 'the budget ended after 1 of the [0-9]* cases that come first: give it more'
result $? 'a budget that is too small for a verdict: INCONCLUSIVE'
"$w" vjp checks/kernels/right/matmul.c --budget 0.001 --format json > "$tmp/j"; grep -q '"complete": false' "$tmp/j"; result $? 'JSON says that it is not complete'
printf '#include <unistd.h>\n/* wengert: out[N] = f(x[N]) */\nvoid f_forward(double *out, const double *x, int N) { usleep(300000); for (int i = 0; i < N; i++) out[i] = 2 * x[i]; }\nvoid f_backward(double *dx, const double *dout, int N) { for (int i = 0; i < N; i++) dx[i] = 2 * dout[i]; }\n' > "$tmp/slow.c"
"$w" vjp "$tmp/slow.c" --budget 0.1s > "$tmp/out" 2>&1; [ $? = 1 ] && tr -s '\n ' '  ' < "$tmp/out" | grep -q '^.*INCONCLUSIVE f: the budget ended within a case, after [0-9]* calls of 0\.[0-9]* s each: give it more'
result $? 'nor does it wait for the end of a case whose calls are slow'
# judged to the end of the plan and not beyond: --strict refuses, in TAP and by its status alike
"$w" vjp checks/kernels/right/conv2d.c > "$tmp/out"; whole=$(sed -n 's/.* \([0-9.]*\) s$/\1/p' "$tmp/out" | tail -1)
for part in 0.3 0.5 0.7 0.9; do
	"$w" vjp checks/kernels/right/conv2d.c --strict --budget "$(awk "BEGIN { print $part * $whole }")" --format tap > "$tmp/tap"; got=$?
	case $got in 0) grep -q '^not ok' "$tmp/tap" ;; *) ! grep -q '^not ok .*: .*: [a-z]' "$tmp/tap" ;; esac && echo "$part: status $got" && cat "$tmp/tap"
done > "$tmp/apart"
[ ! -s "$tmp/apart" ]; result $? '--strict: TAP says why as the status says that, wherever a budget ends'
for t in right/matmul.c "bad/mixed.c most"; do
	# shellcheck disable=SC2086
	"$w" vjp checks/kernels/$t | sed 's/, [0-9.]* s$//' > "$tmp/without"; "$w" vjp checks/kernels/$t --budget 1h | sed 's/, [0-9.]* s$//' | cmp -s - "$tmp/without"; result $? "a large budget changes nothing: $t"
done
"$w" vjp $bad --limit none > "$tmp/out" 2>&1; [ $? = 2 ]; result $? '--limit none: exit 2'
echo "1..$n"
