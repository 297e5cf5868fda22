#!/bin/sh
# harness -- the harness itself: a suite that did not say that it passed must be red.  Prints TAP.
n=0
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
result() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi; }

# runs TABLE-ROWS: scripts/check on a table of suites, without unit tests; what it printed is in $tmp/said
runs() {
	printf "$1" > "$tmp/suites"
	B=$tmp/build SUITES=$tmp/suites JOBS=${JOBS:-2} FAST=$fast LIMIT=$limit sh scripts/check > "$tmp/said" 2>&1; got=$?
}
fast='' limit=20
# red PATTERN COMMAND, green COMMAND: one suite, beside one that passes
red() {
	runs "good\t1\tcheck\techo ok 1 - a; echo 1..1\nit\t2\tcheck\t$2\n"
	[ $got = 1 ] && grep -Eq -e "$1" "$tmp/said" && tail -1 "$tmp/said" | grep -Eq '^[0-9]+ passed, [1-9][0-9]* failed, [0-9]+ skipped$' &&
		grep -q '<failure' "$tmp/build/check/junit.xml"
	result $? "red, $1: $2"
}
green() {
	runs "it\t1\tcheck\t$1\n"
	[ $got = 0 ] && [ "$(tail -1 "$tmp/said")" = "$2" ]
	result $? "green, $2: $(echo "$1" | tr '#' %)"
}

green 'echo 1..1; echo ok 1 - a' '1 passed, 0 failed, 0 skipped'
green 'echo ok 1 - a; echo "ok 2 - b # SKIP no b here"; echo 1..2' '1 passed, 0 failed, 1 skipped'
green 'echo 1..1; echo ok 1 - a; echo 1..1; echo ok 1 - b' '2 passed, 0 failed, 0 skipped'
red 'no test was run'           'true'
red 'no test was run'           'echo hello'
red 'no test was run'           'false'
red 'no test was run'           'echo 1..0'
red 'exited with status 1'      'echo ok 1 - a; echo 1..1; exit 1'
red 'exited with status 2'      'echo ok 1 - a; echo 1..1; exit 2'
red 'no test was run'           'exit 77'
red 'stopped before its plan'   'echo ok 1 - a'
red '3 tests were planned, 2'   'echo 1..3; echo ok 1 - a; echo ok 2 - b'
red '1 tests were planned, 2'   'echo 1..1; echo ok 1 - a; echo ok 2 - b'
red 'FAIL b'                    'echo 1..2; echo ok 1 - a; echo not ok 2 - b'
red 'FAIL b'                    'echo 1..2; echo ok 1 - a; echo not ok 2 - b; exit 1'
red 'ended by signal 11'        'echo ok 1 - a; echo 1..1; kill -SEGV $$'
red 'it gave up'                'echo 1..1; echo ok 1 - a; echo "Bail out! no disk"'
red 'no test was run'           '/nonexistent/program'
red '2 tests were planned, 1'   'echo 1..2; printf "ok 1 - a"'

# a suite that never ends is ended, and is red
limit=1
red 'longer than it may'        'echo 1..1; echo ok 1 - a; sleep 30'
limit=20

# nothing at all is no success
runs '# no suite\n'
[ $got = 1 ]; result $? 'no suite at all is red'
runs 'a\t1\tall\techo ok 1 - a; echo 1..1\n'
[ $got = 1 ]; result $? 'a table whose suites are all for check-all is red in check'

# the first failure stops those that run and those that wait
fast=1
runs "a\t1\tcheck\tsleep 0.2; echo not ok 1 - a; echo 1..1\nb\t1\tcheck\tsleep 19; echo ok 1 - b; echo 1..1\nc\t2\tcheck\ttouch $tmp/c; echo ok 1 - c; echo 1..1\n"
[ $got = 1 ] && grep -q 'stopped at the first failure' "$tmp/said" && [ ! -e "$tmp/c" ]
result $? 'FAST=1 ends what runs and starts nothing more'
grep -q '^b ' "$tmp/said"; [ $? = 1 ]; result $? 'FAST=1 does not wait for what runs'
runs "a\t1\tcheck\techo not ok 1 - a; sleep 5; touch $tmp/after; echo 1..1\n"
[ $got = 1 ] && [ ! -e "$tmp/after" ] && grep -q 'FAIL a$' "$tmp/said"; result $? 'FAST=1 ends a suite at its first failure'
fast=

# lines of suites that end at the same time stand each whole in the file that all of them write to
i=0; while [ $i -lt 100 ]; do printf 's%s\t1\tcheck\techo ok 1 - a; echo 1..1\n' $i; i=$((i + 1)); done > "$tmp/suites"
B=$tmp/build SUITES=$tmp/suites JOBS=4 sh scripts/check > "$tmp/said" 2>&1
[ "$(grep -c '^s[0-9]* *1 ok  [0-9]* s, CPU [0-9.]* s$' "$tmp/said")" = 100 ]; result $? 'a hundred suites, a hundred lines'

# longer: what check leaves to check-all, and nothing that check ran
printf 'a\t1\tcheck\techo ok 1 - a; echo 1..1\nb\t1\tall\techo ok 1 - b; echo 1..1\nc\t1\tsanitize\techo ok 1 - c; echo 1..1\n' > "$tmp/suites"
B=$tmp/build SUITES=$tmp/suites sh scripts/check longer > "$tmp/said" 2>&1
grep -q '^b ' "$tmp/said" && [ "$(tail -1 "$tmp/said")" = '1 passed, 0 failed, 0 skipped' ]; result $? 'longer: the suites of check-all alone'

# once: the status of one command is one test
sh scripts/once.sh yes true > "$tmp/o" && grep -q '^ok 1 - yes' "$tmp/o"; result $? 'once: a command that succeeds'
sh scripts/once.sh no sh -c 'echo why; exit 3' > "$tmp/o"; [ $? = 1 ] && grep -q '^not ok 1 - no (status 3)' "$tmp/o" && grep -q '^# why' "$tmp/o"
result $? 'once: a command that fails, and what it said'
i=0; while [ $i -lt 50 ]; do echo "echo of line $i"; i=$((i + 1)); done > "$tmp/lines"
sh scripts/once.sh no sh -c "echo FAIL first; cat $tmp/lines; echo why it failed; exit 2" > "$tmp/o"
grep -q '^# FAIL first' "$tmp/o" && grep -q '^# why it failed' "$tmp/o" && [ "$(grep -c '^# echo' "$tmp/o")" -le 30 ]
result $? 'once: of much, the end and the lines that say FAIL'
runs "a\t1\tcheck\tsh scripts/once.sh no sh -c 'echo why it failed; exit 2'\n"
grep -A1 '^  FAIL no (status 2)$' "$tmp/said" | grep -q '^    why it failed$'; result $? 'what a failure says of itself is on the terminal'
# where gcc has no binary128 nothing is installed or built: a sentence
printf '#!/bin/sh\nf=$(cat)\ncase $f in *quadmath* | *__float128*) exit 1 ;; esac\nprintf "%%s\\n" "$f" | cc "$@"\n' > "$tmp/cc"; chmod +x "$tmp/cc"
CC=$tmp/cc sh scripts/deps look build > "$tmp/o" 2>&1; [ $? = 2 ] && [ "$(wc -l < "$tmp/o")" = 1 ] && grep -q 'has none: not supported' "$tmp/o"; result $? 'a processor without binary128 is refused in a sentence'
echo "1..$n"
