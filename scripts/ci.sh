#!/bin/sh
# ci -- the commands in examples/ci, run here as those services run them.  Prints TAP.  usage: ci.sh ./wengert
w=$(realpath "${1:-./wengert}") here=$(pwd)
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
n=0
result() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; sed 's/^/# /' "$tmp/out" | head -20; fi; }
# the lines of a block of YAML: those that stand deeper than the line that opens it, its last match
block() { awk -v opens="$2" '{ match($0, /^ */); d = RLENGTH } $0 ~ opens { at = d; text = ""; on = 1; next } on && $0 != "" && d <= at { on = 0 } on { text = text $0 "\n" } END { printf "%s", text }' "$1"; }
block examples/ci/action/action.yml '^ *run: [|]$' > "$tmp/judge.sh"
block examples/ci/gitlab.yml '^ *- [|]$' > "$tmp/gitlab.sh"
mkdir -p "$tmp/bin" "$tmp/kernels" "$tmp/action/a/b/c"
ln -s "$w" "$tmp/bin/wengert"; ln -s "$w" "$tmp/action/wengert"
printf 'double cube(double x) { return x * x * x; }\ndouble cube_vjp(double x, double g) { return 3 * x * x * g; }\n' > "$tmp/kernels/right.c"
printf 'double cube(double x) { return x * x * x; }\ndouble cube_vjp(double x, double g) { return 3 * x * g; }\n' > "$tmp/kernels/wrong.c"
cd "$tmp" || exit 2
export GITHUB_ACTION_PATH="$tmp/action/a/b/c" OPTIONS=--strict
PATH=$tmp/bin:$PATH
FILES='kernels/*.c' sh judge.sh > out 2>&1; [ $? = 1 ] && grep -q '^::error file=kernels/wrong.c,' out && ! grep -q '^::error file=kernels/right.c,' out; result $? 'the action marks the wrong rule in its file, and fails'
FILES=kernels/right.c sh judge.sh > out 2>&1 && ! grep -q '^::error' out; result $? 'and passes without it'
FILES='kernels/*.c' sh gitlab.sh > out 2>&1; [ $? = 1 ] && grep -q '<failure' wengert-wrong.c.xml && ! grep -q '<failure' wengert-right.c.xml; result $? 'the job of GitLab fails, and says in JUnit XML why'
FILES=kernels/right.c sh gitlab.sh > out 2>&1; result $? 'and passes without it'
# what it calls is there
grep -q '^	@sh scripts/deps install' "$here/Makefile" && grep -q '^install:' "$here/Makefile" && grep -q 'deps all$' "$here/examples/ci/action/action.yml" && grep -q 'deps install$' "$here/examples/ci/gitlab.yml"; result $? 'the targets they make are there'
echo "1..$n"
