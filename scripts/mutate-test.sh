#!/bin/sh
# mutate-test -- the mutants themselves, on a toy project: drawn alike each time, every operator,
# every outcome told apart.  Prints TAP.
# usage: mutate-test.sh BUILD
tools=$(cd "${1:-build}/mutate" && pwd) || exit 2
n=0
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
result() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi; }

# ---- the judge of suites ----
judged() { # what it must say, the command
	said=$("$tools/suite" 1 4096 "$2")
	case $said in $1*) result 0 "suite: $1" ;; *) result 1 "suite: $1, not $said" ;; esac
}
judged green     'echo 1..1; echo ok 1 - a'
judged green     'echo ok 1 - a; echo 1..1; sleep 60 &'
judged not-ok    'echo 1..2; echo not ok 1 - a; sleep 60'
judged not-ok    'echo 1..1; echo ok 1 - a; echo "Bail out! no disk"'
judged status-3  'echo 1..1; echo ok 1 - a; exit 3'
judged signal-11 'echo 1..1; echo ok 1 - a; kill -SEGV $$'
judged plan      'echo 1..2; echo ok 1 - a'
judged plan      'echo ok 1 - a'
judged plan      true
judged time      'echo 1..1; echo ok 1 - a; sleep 60'
"$tools/suite" 9 4096 "sleep 60 & echo \$! > $tmp/left; echo not ok 1 - a; sleep 60" > /dev/null
sleep 0.1; ! ps -o stat= -p "$(cat "$tmp/left")" | grep -q '^[^Z]'
result $? 'suite: what it started ends with it'

# ---- a toy project: f is tested, g is run, h is not; calls of i do not compile turned round;
# away is tested in a child that is killed, where gcov counts nothing ----
for d in engines checks/units checks/mutate scripts build/mutate; do
	mkdir -p "$tmp/toy/$d" || exit 2
done
cp "$tools/draw" "$tools/suite" "$tmp/toy/build/mutate"
cp checks/mutate/flush.c "$tmp/toy/checks/mutate"
cp scripts/mutate.sh scripts/mutate.awk scripts/reached.awk "$tmp/toy/scripts"
cd "$tmp/toy" || exit 2
cat > engines/toy.c <<'END'
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#define SCALE 3 + 4

static int table[] = { 7, 5, 3 };
void g(double x);
int h(int a);
int away(int a);
void last(int i);

static int killed(void)
{
	int pipes[2], got = 0;
	pid_t child;

	if (pipe(pipes) || (child = fork()) < 0) return 0;
	if (!child)
		for (got = away(6); write(pipes[1], &got, sizeof got);) pause();
	if (read(pipes[0], &got, sizeof got) < 0) got = 0;
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	return got;
}

static int f(int a, int b)
{
	int i = 0, s = 0;

	for (i = 0; i < 3; i++)
		if (a > 2 && b != 4)
			s += table[i] * b;
	return s;
}

static int i(const char *s, int n) { return s[n]; }

int main(int argc, char **argv)
{
	const char *s = "abcdef";
	int bad = i(s, 0) + i(s, 1) + i(s, 2) + i(s, 3) + i(s, 4) + i(s, 5) != 597;

	bad |= f(3, 2) != 30 || f(2, 2) != 0 || f(3, 4) != 0 || f(9, 1) != 15;
	bad |= killed() != 25;

	g(1.5);
	last(3);
	if (argc > 7) return h(argc);
	printf("1..1\n%s 1 - f\n", bad ? "not ok" : "ok");
	return 0;
}
END
cat > engines/more.c <<'END'
static volatile double unread;

void g(double x)
{
	if (x > 0.5)
		unread = x * 2.5;
}

int h(int a)
{
	if (a < 5 && a > 1)
		return (a - 9) * 3 + a / 2;
	return a + 7;
}

int away(int a)
{
	return a * 3 + 7;
}

static volatile double row[4];

void last(int i)
{
	unread = row[i];
	unread = row[i - 0];
	unread = row[0 + i];
	unread = row[i * 1];
	unread = row[1 * i];
}
END
cat > Makefile <<'END'
B = build
W = wengert
$(W): $(B)/toy.o $(B)/more.o
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(B)/toy.o $(B)/more.o
$(B)/%.o: engines/%.c
	@mkdir -p $(B)
	$(CC) $(CFLAGS) -c -o $@ $<
END
printf 'toy\t1\tcheck,sanitize\t"$W"\nlong\t1\tall\tfalse\n' > scripts/suites
printf 'build/\nwengert\n' > .gitignore

# ---- what is drawn ----
for k in 1 2 3 4 5 6 7 8 9; do "$tools/draw" 5 $k . ; done > ../first
for k in 1 2 3 4 5 6 7 8 9; do "$tools/draw" 5 $k . ; done > ../second
cmp -s ../first ../second; result $? 'the same seed draws the same mutants'
for k in 1 2 3 4 5 6 7 8 9; do "$tools/draw" 6 $k . ; done > ../second
! cmp -s ../first ../second; result $? 'another seed draws others'
"$tools/draw" count . | awk 'NR == 1 { split($0, name) }
	$1 == "list" { for (i = 2; i <= NF; i++) if (!$i) print name[i] }' > ../none
[ ! -s ../none ]; result $? "every operator has a site$(sed 's/^/, not: /' ../none)"
"$tools/draw" all . > ../all
for m in 'arithmetic	\*	/' 'comparison	<	<=' 'logic	&&	||' 'condition	argc > 7	!(argc > 7)' \
	'constant	9	10' 'coefficient	2.5	2.5000002500000003' 'statement	g(1.5)	(void)0' \
	'arguments	3, 2	2, 3' 'index	\[i\]	\[(i) + 1\]' 'return	s	0' 'count	++	--'; do
	grep -q "	$m	" ../all; result $? "drawn: $(echo "$m" | tr '\t' ' ')"
done
! awk -F '\t' '$3 ~ /toy/ && $4 == 3' ../all | grep -q .; result $? 'a macro is left alone'
line=$(grep -n 'const char \*s = ' engines/toy.c | cut -d: -f1)
! awk -F '\t' -v line="$line" '$3 ~ /toy/ && $4 == line' ../all | grep -q .
result $? 'a declaration is left alone'
mkdir -p ../into/engines; ok=0
for k in 1 2 3 4 5 6 7 8 9 10 11 12; do
	"$tools/draw" 5 $k . ../into > ../said
	file=$(sed -n 1p ../said | cut -f3)
	sed 1,3d ../said > ../said.diff
	diff -u "$file" "../into/$file" | sed 1,2d > ../true
	cmp -s ../said.diff ../true || ok=1
done
result $ok 'the diff that is printed is the change that is made'
"$tools/draw" 0 1 . > ../o 2>&1; [ $? = 2 ] && grep -q 'whole number from 1' ../o
result $? 'a seed that is none'

# ---- what becomes of them ----
if ! command -v git > /dev/null; then
	echo "ok $((n + 1)) - outcomes # SKIP git is not here"
	echo "1..$((n + 1))"
	exit
fi
commit() { git -c user.name=toy -c user.email=toy@localhost commit -qam "$1"; }
{ git init -q . && git add . && commit toy; } > ../git 2>&1 || { cat ../git >&2; exit 2; }
run() { B=build N=$1 SEED=3 GRACE=1 sh scripts/mutate.sh > ../said 2>&1; }
run 60; result $? 'a run of 60'
csv=build/mutate/results.csv
# outcomes FILE LINES PATTERN TITLE: mutants of those lines, all of that outcome, and one at least
outcomes() {
	awk -F '\t' -v file="engines/$1" -v lines="$2" -v want="$3" '
		$4 == file && $5 ~ "^(" lines ")$" && $9 ~ /^(killed|survived)$/ {
			n++
			if ($9 ":" $10 !~ want) { bad++; print }
		}
		END { exit bad || !n }' build/mutate/results.tsv > ../o
	result $? "$4$(sed 's/^/: /' ../o | head -1)"
}
outcomes more.c '5|6' '^survived:$' 'what is run and not tested survives'
outcomes more.c '11|12|13' '^survived:not-reached$' 'what is not run survives, and it is said'
outcomes more.c '18' '^killed:toy:' 'what only a killed child runs is asked of those who reach the file'
outcomes toy.c '33|34' '^killed:toy:' 'what is tested is killed'
grep -q "	index	.*	killed	sanitize-toy:" build/mutate/results.tsv
result $? 'what only a sanitizer sees is killed by it'
for o in uncompiled identical; do
	grep -q "	$o	" build/mutate/results.tsv; result $? "outcome: $o"
done
awk -F '\t' '$9 ~ /^(killed|survived)$/ { if (n[$12]++) exit 1 }' build/mutate/results.tsv
result $? 'no change is judged twice'
grep -q '^all  *60 ' ../said; result $? 'as many as asked were judged'
cp ../said ../whole

# ---- it goes on where it was: half of the results again ----
head -30 build/mutate/results.tsv > ../half && cp ../half build/mutate/results.tsv
run 60; result $? 'gone on'
for f in whole said; do
	sed '/ s of all workers/d; /^mutate:/d; /^[0-9]/d' "../$f" > "../$f.short"
done
cmp -s ../whole.short ../said.short; result $? 'half of it and the rest is the whole'

# ---- an equivalent judged by hand no longer counts ----
d=$(ls build/mutate/survivor-3-*.diff | head -1)
{ sed -n 's,^--- a/,,p' "$d"; grep '^[-+]' "$d" | sed 1,2d; echo 'no one reads it'; } \
	> checks/mutate/equivalents.txt
run 60
awk '$1 == "all" { exit !($5 >= 1) }' ../said; result $? 'an equivalent is counted as one'

# ---- some classes alone ----
ONLY=numbers run 1; [ $? = 2 ] && grep -q 'ONLY=numbers: no class' ../said
result $? 'ONLY of a class that has nothing to change'
ONLY=list run 9; grep -q "^# command .* ONLY='list'$" build/results/mutation.csv
result $? 'ONLY of one that has is said of the score'

# ---- a suite that is red without any mutant ----
sed 's/"ok"/"not ok"/' engines/toy.c > ../t && cp ../t engines/toy.c && commit red
run 1; [ $? = 2 ] && grep -q 'red without any mutant' ../said
result $? 'red without a mutant: it stops and says so'
echo "1..$n"
