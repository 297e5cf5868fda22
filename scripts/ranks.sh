#!/bin/sh
# ranks -- shards dealt out by messages: what all ranks do is what one process does, a rank or a part that dies is named, and the next
# run does the rest.  By checks/mpi/spool.c, whose messages are files, and by MPI itself where it is there.  Prints TAP.
# usage: ranks WENGERT
w=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
root=$(pwd)
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
cd "$tmp" || exit 2
n=0
result() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; sed 's/^/# /' err 2> /dev/null | head -20; fi; }
skipped() { n=$((n + 1)); echo "ok $n - $1 # SKIP not here"; }
WENGERT_PEERS=none; export WENGERT_PEERS
unset SPOOL SPOOL_NO SPOOL_SIZE WENGERT_PART

# beside a program of its own: what stands beside it is what it finds
mkdir bin
cp "$w" bin/wengert
${CC:-cc} -std=c17 -Wall -Wextra -Wno-unused-parameter -Wno-format-truncation -I "$root" -fPIC -shared -o bin/mpi.so "$root/checks/mpi/spool.c" 2> err; result $? 'the plug-in of the tests is built'
own=$tmp/bin/wengert

# three ranks of a command, in the background; their processes: rank.R.pid
ranks() {
	rm -rf spool rank.*; mkdir spool
	for r in 0 1 2; do
		SPOOL=$tmp/spool OMPI_COMM_WORLD_RANK=$r OMPI_COMM_WORLD_SIZE=3 "$own" "$@" > rank.$r.out 2> rank.$r.err &
		echo $! > rank.$r.pid
	done
}
ends() { # what each rank ended with
	for r in 0 1 2; do wait "$(cat rank.$r.pid)"; echo $?; done > each
	paste -s -d ' ' each > ended
	cat rank.?.err > err
}
parts() { find . -maxdepth 1 -name 'wengert-parts-*' | wc -l; }
some='eq6 rosenbrock mlp minors logistic branch gmm'

# ---- what all do is what one does ----
for f in json csv text tap github; do
	# shellcheck disable=SC2086
	"$own" check $some --format $f > one 2> one.err
	# shellcheck disable=SC2086
	ranks check $some --format $f
	ends
	# times differ, and the order in which lines come
	for t in one rank.0.out; do
		case $f in
		text) sed 's/ [0-9.]* s$//' $t ;;
		tap) sed 's/^\(ok\|not ok\) [0-9]*/\1/' $t | sort ;;
		*) cat $t ;;
		esac > t && mv t $t
	done
	[ "$(cat ended)" = '0 0 0' ] && cmp -s one rank.0.out && [ ! -s rank.1.out ] && [ ! -s rank.2.out ]
	result $? "check in $f: the bytes of one process, and the others print nothing"
	[ "$(parts)" = 0 ] && [ "$(ls spool)" = "$(printf 'ended.%s\n' 0 1 2)" ]; result $? "$f: nothing is left, every rank came to its end"
done
cp "$root/checks/expected/vjp/halves.c" .
"$own" vjp halves.c --every --format csv 2> err | awk -F, '/^#|^kernel,/ || $5 != ""' > one
ranks vjp halves.c --every --format csv; ends
[ "$(cat ended)" = '1 0 0' ] && [ "$(grep -c ,f16, one)" = 60 ] && cmp -s one rank.0.out && [ "$(parts)" = 0 ]; result $? 'vjp --every: the segments of one process, and its status'
rows() { awk -F, '!/^#/ { print $1, $2, $3 }' "$1"; }
"$own" bench depth --depth 1:4 --width 2:2 --engine forward,static --budget 0.1s --quick --out alone > out 2> err
ranks bench depth --depth 1:4 --width 2:2 --engine forward,static --budget 0.1s --quick --out many; ends
rows alone/depth.csv > keys; [ "$(wc -l < keys)" -gt 4 ] && rows many/depth.csv | cmp -s - keys && [ "$(cat ended)" = '0 0 0' ]; result $? 'bench: the rows of one process, in its order'
ls -A many > left; echo depth.csv | cmp -s - left; result $? 'bench: nothing else is left in its folder'

# ---- it goes wrong ----
"$own" check --engine reverse,static --format json > whole 2> err
begun() { # until so many parts are kept; fails when that does not come
	for k in $(seq 600); do
		[ "$(find wengert-parts-* -name '[0-9]*' 2> /dev/null | grep -vc begun)" -ge "$1" ] && return
		sleep 0.05
	done
	return 1
}
# without procps, which small machines lack
children() { for s in /proc/[0-9]*/stat; do sed -n "s/^\([0-9]*\) (.*) [A-Z] $1 .*/\1/p" "$s" 2> /dev/null; done; }
alive() { grep -q '^[0-9]* (.*) [^ZX] ' "/proc/$1/stat" 2> /dev/null; }
child() { children "$(cat rank.$1.pid)" | head -1; }
ranks check --engine reverse,static --format json
begun 6; result $? 'what is done is on disk while the rest is being done'
for t in $(seq 100); do theirs=$(child 1); [ -n "$theirs" ] && break; sleep 0.01; done
kill -9 "$(cat rank.1.pid)"; sleep 0.2
kill "$(cat rank.0.pid)" "$(cat rank.2.pid)"; ends 2> /dev/null      # as mpirun ends them
[ "$(cat ended)" = '143 137 143' ]; result $? 'one rank killed, the others told to end'
grep -Eq '^wengert: rank 1 is gone, in part [0-9]+$' rank.0.err && ! grep -q 'rank 2 is gone' rank.0.err; result $? 'it is named, and its part'
kept=$(sed -n 's/^wengert: ended early: \([0-9]*\) of 64 parts are in wengert-parts-[0-9a-f]*; the same command goes on with the rest$/\1/p' rank.0.err)
[ "${kept:-0}" -ge 6 ] && [ ! -s rank.0.out ]; result $? 'and how many are kept; nothing is printed'
sleep 0.2; [ -n "$theirs" ] && ! alive "$theirs"; result $? 'its child has ended with it'
cp -r wengert-parts-* kept
ranks check --engine reverse,static --format json; ends
[ "$(cat ended)" = '0 0 0' ] && cmp -s whole rank.0.out; result $? 'the next run gives what one process gives'
grep -Eq "^wengert: ($kept|$((kept + 1))|$((kept + 2))) of 64 parts are in wengert-parts-[0-9a-f]*, by the same program" rank.0.err && [ "$(parts)" = 0 ]; result $? 'it says what was there, and leaves nothing'

# parts of before that are not whole are done again: cut short, empty, of another number, of something else
key=$(sed -n 's/.* parts are in \(wengert-parts-[0-9a-f]*\),.*/\1/p' rank.0.err); mv kept "$key"
files=$(cd "$key" && ls | grep -v begun | head -5 | paste -s -d ' ' -)
had=$(ls "$key" | grep -vc begun)
set -- $files
head -c -1 "$key/$1" > t; mv t "$key/$1"; : > "$key/$2"; cp "$key/$4" "$key/$3"; echo 'something else' > "$key/$5"
ranks check --engine reverse,static --format json; ends
cmp -s whole rank.0.out && grep -q "^wengert: $((had - 4)) of 64 parts are in" rank.0.err; result $? 'a part that is not whole is done again'

# a part that dies, and not its rank: the rest is kept, the part is named
ranks check --engine reverse,static --format json
begun 3
# stopped first, so that it has not ended of itself when it is killed
k=; for t in $(seq 500); do k=$(child 2); [ -n "$k" ] && kill -STOP "$k" 2> /dev/null && grep -q '^[0-9]* (.*) T ' "/proc/$k/stat" 2> /dev/null && break; sleep 0.01; done
kill -9 $k 2> /dev/null; ends
[ "$(cat ended)" = '2 0 0' ] && grep -Eq '^wengert: part [0-9]+ of 64, by rank 2 on .*, was ended by signal 9$' rank.0.err && [ ! -s rank.0.out ]; result $? 'a part that is killed is named, exit 2, and nothing is printed'
grep -Eq '^wengert: [0-9]+ of 64 parts are in wengert-parts-[0-9a-f]*; the same command goes on with the rest$' rank.0.err && [ "$(ls spool | grep -c ended)" = 3 ]; result $? 'the others came to their end, and what they did is kept'
ranks check --engine reverse,static --format json; ends; cmp -s whole rank.0.out; result $? 'and the next run ends it'

# what a part refuses, it says itself
printf 'float no(float x) { return x }\nfloat no_vjp(float x, float g) { return g; }\n' > no.c
ranks vjp no.c --every --format csv; ends
[ "$(cut -d' ' -f1 ended)" = 2 ] && [ ! -s rank.0.out ]; result $? 'a kernel that does not compile: exit 2'
rm -rf wengert-parts-*; kill $(cat rank.?.pid) 2> /dev/null

# another program, or another file: nothing of it is taken up
for power in 'x*x 2*x' 'x*x*x 3*x*x'; do
	printf 'static inline _Float16 primal(_Float16 x) { return %s; }\nstatic inline _Float16 slope(_Float16 x) { return %s; }\n' $power > power.h
	echo '#include "power.h"
_Float16 f(_Float16 x) { return primal(x); }
_Float16 f_vjp(_Float16 x, _Float16 g) { return g*slope(x); }' > power.c
	ranks vjp power.c --every --format csv
	sleep 1; begun 2; kill -9 "$(cat rank.2.pid)"; sleep 0.1; kill "$(cat rank.0.pid)" "$(cat rank.1.pid)"; ends 2> /dev/null
done
[ "$(parts)" = 2 ] && ! grep -q 'by the same program' rank.0.err; result $? 'a header that has changed begins anew'
rm -rf wengert-parts-*
mkdir there; cp -r bin there/; printf 'x' >> there/bin/wengert
rm -rf spool; mkdir spool
for r in 0 1; do
	p=$own; [ $r = 0 ] || p=$tmp/there/bin/wengert
	SPOOL=$tmp/spool OMPI_COMM_WORLD_RANK=$r OMPI_COMM_WORLD_SIZE=2 timeout 60 "$p" check eq6 --format json > rank.$r.out 2> rank.$r.err &
	echo $! > rank.$r.pid
done
wait "$(cat rank.0.pid)"; [ $? = 2 ] && grep -q '^wengert: rank 1 on .* has another wengert, other files of those names or other WENGERT_ variables than rank 0: make them the same$' rank.0.err; result $? 'another program on another rank is refused'
kill "$(cat rank.1.pid)" 2> /dev/null; wait; rm -rf wengert-parts-*

# two at once
ranks check --engine reverse,static --format json; begun 2
mv spool first; ln -s first spool; mkdir second
SPOOL=$tmp/second OMPI_COMM_WORLD_RANK=0 OMPI_COMM_WORLD_SIZE=3 "$own" check --engine reverse,static --format json > out 2> err
[ $? = 2 ] && grep -q '^wengert: another mpirun of this command is writing to wengert-parts-' err; result $? 'a second run of the same command in the same folder is refused'
ends; cmp -s whole rank.0.out; result $? 'and does the first no harm'
rm -f spool

# ---- a plug-in that is of no use: ranks meet in files, or it is alone ----
# shellcheck disable=SC2086
"$own" check $some --format json > one 2> one.err
for no in SPOOL_NO=1 SPOOL_SIZE=1; do
	mkdir -p spool
	for r in 0 1 2; do env $no SPOOL=$tmp/spool PMIX_NAMESPACE=$no OMPI_COMM_WORLD_RANK=$r OMPI_COMM_WORLD_SIZE=3 "$own" check $some --format json > rank.$r.out 2> rank.$r.err & done
	wait; cat rank.?.err > err
	cmp -s one rank.0.out && grep -q '^wengert: ranks meet in files: ' rank.0.err && [ -z "$(find . -maxdepth 1 -name '.wengert*')" ]; result $? "$no: ranks meet in files"
done
echo 'no library' > bin/mpi.so
for r in 0 1; do PMIX_NAMESPACE=none OMPI_COMM_WORLD_RANK=$r OMPI_COMM_WORLD_SIZE=2 "$own" check $some --format json > rank.$r.out 2> rank.$r.err & done
wait; cmp -s one rank.0.out && grep -q '^wengert: ranks meet in files: .*mpi.so' rank.0.err; result $? 'a plug-in that cannot be loaded: a sentence, and files'
WENGERT_PART=7 "$own" check eq6 > out 2> err; [ $? = 2 ] && grep -q 'is not I/N:FD' err; result $? 'a shard that is none is refused'

# ---- MPI itself ----
if [ -e "$root/build/mpi.so" ] && [ "$w" = "$root/wengert" ] && mpirun --version 2> /dev/null | grep -q 'Open MPI'; then
	OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1; export OMPI_ALLOW_RUN_AS_ROOT OMPI_ALLOW_RUN_AS_ROOT_CONFIRM
	mpirun --oversubscribe -n 3 "$w" check --engine reverse,static --format json > mpi 2> err; [ $? = 0 ] && cmp -s whole mpi; result $? 'mpirun -n 3: the bytes of one process'
	mpirun --oversubscribe -n 3 "$w" check --engine reverse,static --format json > mpi 2> err & run=$!
	begun 6
	kill -9 "$(children $run | sort -n | sed -n 2p)"; wait $run
	[ $? = 137 ] && grep -Eq '^wengert: rank [12] is gone, in part [0-9]+$' err && grep -q '^wengert: ended early: [0-9]* of 64 parts are in ' err && [ ! -s mpi ]; result $? 'a rank killed: the job ends, and says who and how much is kept'
	mpirun --oversubscribe -n 2 "$w" check --engine reverse,static --format json > mpi 2> err; [ $? = 0 ] && cmp -s whole mpi && grep -q 'only the rest is dealt out' err; result $? 'the next mpirun, of two, does the rest: the same bytes'
else
	skipped 'mpirun -n 3 wengert check'
fi
echo "1..$n"
