#!/bin/sh
# certify -- tools that speak GradBench's protocol, held against the reference: ours, whole and broken in every way that a line can
# be; what no tool is.  Prints TAP.
# usage: certify.sh WENGERT
w=$(realpath "$1") || exit 2
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
n=0
result() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; sed 's/^/# /' "$tmp/out" "$tmp/err" | head -20; fi; }
tool="$w gradbench --engine static"
asked() { "$w" check --engine "gradbench:$1" --limit 20 $2 > "$tmp/out" 2> "$tmp/err"; }

# ---- ours ----
asked "$tool"; [ $? = 0 ] && grep -q '^28 passed, 0 failed, 0 skipped$' "$tmp/out"; result $? 'static: each of 28 questions'
! awk 'NR > 2 && !/passed/ && $6 != "valid" || length($0) > 80 && !/^gradbench:/' "$tmp/out" | grep -q .; result $? 'and valid by the rule of GradBench, in 80 columns'
asked "$w gradbench --engine reverse" 'det kmeans ht'; [ $? = 0 ]; result $? 'reverse, which makes tangents of cotangents'
asked "$w gradbench --engine forward" 'det lstm'; [ $? = 0 ]; result $? 'forward, which makes cotangents of tangents'
asked "$w gradbench --engine central" 'hello gmm lstm'
[ $? = 1 ] && grep -q '^hello *double .* PASS' "$tmp/out" && grep -q '^gmm *jacobian .* FAIL *valid' "$tmp/out"; result $? 'central differences: valid by the rule of GradBench, refused here'
asked "$w gradbench --engine symbolic" particle
[ $? = 1 ] && grep -q 'NONE' "$tmp/out" && grep -q 'no success: while takes' "$tmp/out"; result $? 'symbolic: what it cannot is no pass'
XDG_CACHE_HOME=$tmp/cache; export XDG_CACHE_HOME
asked "$w gradbench --engine compiled" kmeans; [ $? = 0 ] && ls "$tmp"/cache/wengert/compiled-*.so > /dev/null; result $? 'compiled: a value, a gradient and its tangent'
asked "CC=false XDG_CACHE_HOME=$tmp/none $w gradbench --engine compiled" kmeans
[ $? = 1 ] && [ "$(grep -c 'no success: the compiler false failed' "$tmp/out")" = 2 ]; result $? 'compiled without a compiler: that is why'
asked "CC=false XDG_CACHE_HOME=$tmp/none $w gradbench --engine compiled,static" kmeans
[ $? = 0 ] && grep -q 'gradbench: kmeans, dir: engine compiled cannot (the compiler false failed), static does' "$tmp/err"; result $? 'of two engines the first that can, and it is said'

# ---- broken: a sed script between it and us ----
broken() { # what is broken, the script, modules, what must be said
	asked "$tool | sed -u '$2'" "$3"
	[ $? = 1 ] && grep -q "$4" "$tmp/out"; result $? "refused: $1"
}
broken 'a sign'                       's/"output":/&-/'                            'hello'          '1 of 1 are off'
broken 'a sign in one of many'        's/"output":\[/&-/'                          'lse'            '1 of [5-9] are off'
broken 'the eleventh digit'           's/"output":\(.\..\{9\}\)./"output":\19/'    'hello'          'FAIL *valid'
broken 'zeros'                        's/[0-9.e-]\{8,\}\([],]\)/0.0\1/g'           'saddle'         'FAIL *valid'
broken 'one number less'              's/"output":\[[^,]*,/"output":[/'            'ode'            'another length'
broken 'a word for a number'          's/"output":\([0-9.e-]*\)/"output":"\1"/'    'hello'          'expected a number'
broken 'a key of another name'        's/"mu"/"nu"/'                               'gmm'            'is missing'
broken 'rows that begin elsewhere'    's/"rows":\[0/"rows":[1/'                    'ba'             '1 of 93 are off'
broken 'failure'                      's/"success":true/"success":false/'          'hello'          'does not define it'
broken 'failure with a reason'        's/"success":true,"output".*/"success":false,"error":"tired"}/' 'lse' 'no success: tired'
broken 'failure in other letters'       's/"success":true,"output".*/"success":false,"error":"m\xc3\xbcde"}/' 'lse' 'no success: m??de'
broken 'a key more than there is'      's/"mu":/"more":1,"mu":/'                   'gmm'            'an object of other keys'
broken 'a number that is none'        's/"output":[0-9.]*/"output":NaN/'           'hello'          'no JSON'
broken 'another id'                   's/"id":2/"id":7/'                           'hello'          'not the id'
broken 'an end'                       '3q'                                         'hello det'      'ended'
broken 'a small number for zero'      's/\([[,]\)-\{0,1\}0\.0\([],]\)/\11e-12\2/' 'lstm'          'jacobian .*FAIL *valid'
broken 'an error beside success'      's/"success":true,"output"/"success":true,"error":"no","output"/' 'lse' 'an error beside it'
broken 'a time below 0'               's/"nanoseconds":[0-9]*/"nanoseconds":-5/'   'lse'            'a timing is no name'
broken 'a run less than asked for'    's/,{"name":"evaluate"[^}]*}//'              'lse'            'fewer runs'
broken 'a key twice'                  's/"output":/"output":7,"output":/'          'hello'          'no JSON'
broken 'more after a NUL'             's/}$/}\x00x/;1s/.x$//'                      'hello'          'no JSON'
asked "$tool" 'hello' && sed 's/ [0-9.e-]* s$//' "$tmp/out" > "$tmp/timed"
asked "$tool | sed -u 's/,\"timings\":.*/}/'" hello; [ $? = 0 ] && sed 's/ -$//' "$tmp/out" | sed 1d > "$tmp/untimed" && sed 1d "$tmp/timed" | cmp -s - "$tmp/untimed"
result $? 'without timings it is as right'

asked "$tool | sed -u 's/\"success\":true,\"output\".*/\"success\":false,\"error\":\"x\\\\n1..99\\\\nnot ok 9 - forged\"}/'" 'hello --format tap'
[ $? = 1 ] && [ "$(grep -c '^1\.\.' "$tmp/out")" = 1 ] && [ "$(grep -c '^not ok' "$tmp/out")" = 2 ] && grep -q 'x 1..99 not ok 9' "$tmp/out"; result $? 'words of a tool stay words'

asked "$tool | sed -u 's/\"success\":true,\"output\".*/\"success\":false,\"error\":\"tired\"}/'" 'hello --format json'
[ $? = 1 ] && tr -d ' \n' < "$tmp/out" | grep -q '"function":"double","numbers":0,"verdict":"NONE","why":"nosuccess:tired"'; result $? 'JSON says why as well'

# ---- timed: wrong in every answer that is one number ----
"$w" bench --smallest --out "$tmp/b" --engine "gradbench:$tool | sed -u 's/\"output\":[0-9]/\"output\":-1/'" > "$tmp/out" 2> "$tmp/err"; got=$?
awk -F, '/^#/ { next } !h { for (k = 1; k <= NF; k++) c[$k] = k; h = 1; next }
	$3 == "tool" { one = $1 ~ /hello|particle/; n++; bad += ($c["status"] == "wrong") != one || ($c["seconds"] == "") != one || ($c["valid"] == "true") == one }
	$3 != "tool" && $c["status"] != "ok" { bad++ } END { exit bad || n != 18 }' "$tmp/b/gradbench.csv"; bad=$?
[ $got = 1 ] && [ $bad = 0 ] && [ "$(ls "$tmp/b")" = gradbench.csv ]; result $? 'bench: what is wrong is not timed, the rest is, beside ours; without a name it is gradbench alone'
"$w" bench depth --engine "gradbench:$tool" > "$tmp/out" 2> "$tmp/err"; [ $? = 2 ] && grep -q 'in the experiment gradbench' "$tmp/err"; result $? 'bench: other experiments do not ask a tool'
if "$w" list experiments | grep -q '^peers '; then
	"$w" bench peers --engine "gradbench:$tool" --dry-run > "$tmp/out" 2>&1 && "$w" bench gradbench --engine "gradbench:$tool" --dry-run | cmp -s - "$tmp/out" && grep -q ',tool$' "$tmp/out"; result $? 'bench peers: of a tool these are the questions'
fi

for c in true 'echo hello' 'exec /no/such/file'; do
	"$w" bench --smallest --out "$tmp/c" --engine "gradbench:$c" > "$tmp/out" 2> "$tmp/err"; [ $? = 2 ] && grep -q 'does not speak' "$tmp/err" && [ ! -e "$tmp/c/gradbench.csv" ]; result $? "bench: no tool, nothing written: $c"
done

# ---- no tool ----
"$w" check hello --engine "gradbench:$tool" > "$tmp/out" 2> "$tmp/err" <&-; result $? 'without standard input'
"$w" check hello --engine "gradbench:$tool" --shard 1/2 > "$tmp/out" 2> "$tmp/err"; [ $? = 2 ] && grep -q -e '--shard .* not for a tool' "$tmp/err"; result $? 'not in parts'
"$w" check hello --engine "gradbench:echo \$\$ > $tmp/pid; exec sleep 30" --limit 0.3 > "$tmp/out" 2> "$tmp/err"; [ $? = 2 ] && ! kill -0 "$(cat "$tmp/pid")" 2> /dev/null; result $? 'a tool that keeps silent is not left behind'
for c in true "echo '{\"id\":null}'" 'echo hello' 'exec /no/such/file' 'cat > /dev/null; echo {}'; do
	"$w" check --engine "gradbench:$c" --limit 1 hello > "$tmp/out" 2> "$tmp/err"; [ $? = 2 ] && [ ! -s "$tmp/out" ] && grep -q 'does not speak' "$tmp/err"; result $? "no tool: $c"
done
"$w" check --engine 'gradbench:' > "$tmp/out" 2> "$tmp/err"; [ $? = 2 ] && grep -q 'there is no "gradbench:"' "$tmp/err"; result $? 'no command'
"$w" check nothing --engine "gradbench:$tool" > "$tmp/out" 2> "$tmp/err"; [ $? = 2 ] && grep -q 'no module "nothing"' "$tmp/err"; result $? 'no module'
"$w" check --engine "gradbench:read a; echo '{\"id\":0}'; read a; echo '{\"id\":1,\"success\":true}'; sleep 60" --limit 0.2 hello > "$tmp/out" 2> "$tmp/err"
[ $? = 1 ] && grep -q 'no answer within 0.2 s' "$tmp/out"; result $? 'silence is ended'

# ---- what examples/gradbench says is there ----
awk '{ printf("{\"id\":%d,\"kind\":\"define\",\"module\":\"%s\"}\n", NR, $1) }' examples/gradbench/evals.txt | $tool > "$tmp/out" 2> "$tmp/err"
[ "$(grep -c '"success":true' "$tmp/out")" = 12 ] && [ "$(wc -l < "$tmp/out")" = 12 ]; result $? 'examples/gradbench/evals.txt names what is defined'

# ---- forms of the output ----
for f in json csv tap github; do
	"$w" check hello saddle --engine "gradbench:$tool" --format $f > "$tmp/$f" 2> "$tmp/err" || echo "$f: exit $?" >> "$tmp/err"
done
python3 -c 'import json, sys; r = json.load(open(sys.argv[1])); assert r["passed"] == 6 and len(r["rows"]) == 6 and r["rows"][2]["verdict"] == "PASS"' "$tmp/json" 2>> "$tmp/err" &&
	[ "$(wc -l < "$tmp/csv")" = 7 ] && [ "$(awk -F, 'NF != 9' "$tmp/csv")" = '' ] && tail -1 "$tmp/tap" | grep -qx '1..6' && [ ! -s "$tmp/github" ] && [ ! -s "$tmp/err" ]
result $? 'json, csv, tap, github'
"$w" check hello --engine "gradbench:$tool | sed -u 's/\"output\":/&-/'" --format github > "$tmp/out" 2> "$tmp/err"
[ $? = 1 ] && [ "$(grep -c '^::error ' "$tmp/out")" = 2 ]; result $? 'github: an annotation for each refusal'
echo "1..$n"
