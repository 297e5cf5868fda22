#!/bin/sh
# shard -- parts put together are what one process does: by --shard and merge, by mpirun, by srun's environment.  Prints TAP.
# usage: shard WENGERT
w=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
cd "$tmp" || exit 2
n=0
result() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; sed 's/^/# /' err 2>/dev/null | head -20; fi; }
skipped() { n=$((n + 1)); echo "ok $n - $1 # SKIP not here"; }
refuses() { # pattern, arguments
	pattern=$1; shift
	"$w" "$@" > out 2> err; got=$?
	[ $got = 2 ] && grep -Eq -e "$pattern" err && [ ! -s out ] && [ ! -e no ] && [ ! -e no.part ]; result $? "refused: $* ($pattern)"
}
# minors has findings; engines of ours, since GiNaC orders its sums by addresses and rounds them differently in each process
some='eq6 rosenbrock mlp minors logistic branch gmm --engine forward,reverse,static,checkpointed,symbolic,complexstep,central,ridders'

for f in json csv; do
	# shellcheck disable=SC2086
	"$w" check $some --format $f > one.$f 2> err
	for i in 1 2 3; do
		# shellcheck disable=SC2086
		"$w" check $some --format $f --shard $i/3 > $i.$f 2>> err
	done
	"$w" merge all.$f 3.$f 1.$f 2.$f 2>> err; result $? "merge of $f"
	cmp -s one.$f all.$f; result $? "$f of 3 shards, merged, is that of one process"
done
"$w" check eq6 --shard 999/999 --format json 2> err | grep -q '"passed": 0'; result $? 'a part may be empty'

# ---- wrong parts ----
refuses 'shard 2/3 is missing' merge no 1.json 3.json
refuses '1.json and 1.json are both shard 1/3' merge no 1.json 1.json 2.json
refuses 'one.json is no result of wengert check --shard' merge no one.json
refuses 'one.csv is no result of wengert check --shard' merge no one.csv
rows=$(sed -n 's/^# rows //p' 2.csv); last=$(grep -vc '^$' 2.csv); last=$((last - 1))
sed "${last}s/\$/,1/" 2.csv > wide.csv; refuses "wide.csv: row $rows has not the 21 fields of its columns" merge no 1.csv wide.csv 3.csv
sed "${last}s/,[^,]*\$//" 2.csv > narrow.csv; refuses "narrow.csv: row $rows has not the 21 fields of its columns" merge no 1.csv narrow.csv 3.csv
sed "${last}d" 2.csv > fewer.csv; refuses "fewer.csv is cut short: $((rows - 1)) of $rows rows are there" merge no 1.csv fewer.csv 3.csv
sed '$d' 2.csv > endless.csv; refuses 'endless.csv is cut short: a part ends in the number of its rows' merge no 1.csv endless.csv 3.csv
head -c -1 2.csv > torn.csv; refuses 'torn.csv is cut short: its last line has no end' merge no 1.csv torn.csv 3.csv
ln -s 1.csv link; mkfifo pipe
for f in link pipe /dev/full; do
	"$w" merge $f 1.csv 2.csv 3.csv > out 2> err; [ $? = 2 ] && grep -q "^wengert: $f is no regular file, and is not replaced by one" err; result $? "$f is not replaced"
done
[ -L link ] && [ -p pipe ] && [ -c /dev/full ]; result $? 'and is what it was'
refuses 'different kinds' merge no 1.json 2.csv 3.json
"$w" check eq6 --shard 2/3 --format json > other.json; refuses 'other.json is of another command' merge no 1.json other.json 3.json
"$w" check eq6 --shard 2/4 --format json > four.json;  refuses 'four.json is 2/4' merge no 1.json four.json 3.json
head -c 200 1.json > cut.json; refuses 'cut.json is not whole JSON' merge no cut.json
refuses 'No such file' merge no nothere.json
refuses 'which files' merge no
for s in 0/3 4/3 1 x 1/3x; do refuses 'is not one of 1/N' check eq6 --shard $s; done
refuses 'shard is for check' grad x --at 1 --shard 1/2

# ---- other CSV ----
printf '# seed 42\n# shard 1/2\nx,y\n1,2\n# rows 1\n' > a.csv; printf '# seed 42\n# shard 2/2\nx,y\n3,4\n# rows 1\n' > b.csv
"$w" merge ab.csv b.csv a.csv 2> err && printf '# seed 42\nx,y\n1,2\n3,4\n' | cmp -s - ab.csv; result $? 'rows of other CSV'
printf '# seed 42\n# shard 2/2\nx,y\n1,2\n# rows 1\n' > c.csv; refuses 'this row is there twice: 1,2' merge no a.csv c.csv
printf '# seed 42\n# shard 2/2\nx,z\n1,2\n# rows 1\n' > d.csv; refuses 'd.csv has other columns' merge no a.csv d.csv
printf 'x,y\n3,4\n' > e.csv; refuses 'e.csv is no shard' merge no a.csv e.csv
printf 'x,y\n1,2\n' > f.csv; printf 'x,y\n1,"2\n' > open.csv; refuses 'open.csv: row 1 has not the 2 fields of its columns' merge no e.csv open.csv
printf 'x,y\n1,"2,3"\n' > quoted.csv; "$w" merge q.csv e.csv quoted.csv 2> err && grep -qx '1,"2,3"' q.csv; result $? 'a comma in quotes parts no fields'
"$w" merge ef.csv e.csv f.csv 2> err && printf 'x,y\n3,4\n1,2\n' | cmp -s - ef.csv; result $? 'a run that went on later'

# ---- every input of 16 bits: the segments of the parts, added, are those of one process ----
halves=$(dirname "$w")/checks/expected/vjp/halves.c
"$w" vjp "$halves" --every --format csv > every.csv 2> err; [ $? = 1 ] && awk -F, '/^#|^kernel,/ || $5 != ""' every.csv > segments.csv && [ "$(grep -c '^[a-z]*,[a-z]*,f16,' segments.csv)" = 60 ]; result $? 'every input by one process: 15 segments of each of four kernels'
for i in 1 2 3; do "$w" vjp "$halves" --every --shard $i/3 --format csv > every.$i 2>> err; done
"$w" merge every.all every.2 every.3 every.1 2>> err; [ $? = 1 ]; result $? 'merge of every input refuses, as the whole does'
cmp -s segments.csv every.all; result $? 'every input by 3 shards, merged, is that of one process'
for i in 1 2 3; do awk -F, '/^# rows/ { print "# rows " n; next } /^quotient,/ { n++ } /^#|^kernel,|^quotient,/' every.$i > right.$i; done
"$w" merge right.all right.1 right.2 right.3 2>> err; result $? 'merge of what is right and lossy does not'
refuses 'shard 2/3 is missing' merge no every.1 every.3
sed 's/,OK,/,FINE,/' every.1 > fine.1; refuses 'FINE is no verdict' merge no fine.1 every.2 every.3
awk -F, -v OFS=, 'NF == 12 && $1 != "kernel" && $7 > 0 { $9 = $10 = $11 = $12 = "" } 1' every.1 > bare.1; refuses 'this row lacks its errors' merge no bare.1 every.2 every.3
sed 's/^quotient,x,f16,LOSSY,.*/quotient,x/' every.1 > torn.1; refuses 'torn.1: row 1 has not the 12 fields' merge no torn.1 every.2 every.3

# ---- every input of 32 bits: a part, in which some are judged in binary64, some in binary128, some by nobody ----
cat > less.c <<'C'
#include <math.h>
float less(float x) { return x - sinf(x); }
float less_vjp(float x, float g) { return g*(1 - cosf(x)); }
C
"$w" vjp less.c --every --shard 900/8192 --format csv > every32 2> err
sed -n 's/^less,x,f32,LOSSY,0x1p-\(149\|12\|4\),/\1 /p' every32 | cut -d, -f1-4 > is
printf '%s\n' '149 0x1p-12,28672,90112,8690702.5605469346' '12 0x1p-4,8192,0,302094.203125' '4 0x1p+0,4096,0,16.020310282707214' | cmp -s - is
result $? 'a part of every input of binary32: how many, and the worst of 1 - cos x in three segments'

# what is no rows is done by the first part alone
"$w" bench estimates --smallest --shard 2/2 --out second > out 2> err && ! grep -q '^estimates' out && [ ! -e second/estimates.csv ]
result $? 'bench --shard 2/2 of what is not measured row by row shows nothing'
"$w" bench estimates --smallest --shard 1/2 --out first > out 2> err && grep -q '^estimates' out && [ -s first/estimates.csv ]
result $? 'bench --shard 1/2 of it does all of it'

# ---- ranks, by what launchers put into the environment ----
by() { # what, rank's variable, size's, another
	rm -f .wengert-* rank.*
	for r in 0 1 2; do
		# shellcheck disable=SC2086
		env $4 "$2=$r" "$3=3" "$w" check $some --format json > rank.$r 2>> err &
	done
	wait
	cmp -s one.json rank.0 && [ ! -s rank.1 ] && [ ! -s rank.2 ] && [ -z "$(find . -name '.wengert*')" ]; result $? "three processes of $1 give what one gives, and leave nothing"
}
by 'OpenMPI' OMPI_COMM_WORLD_RANK OMPI_COMM_WORLD_SIZE PMIX_NAMESPACE=77
by 'MPICH' PMI_RANK PMI_SIZE A=B
by 'srun' SLURM_PROCID SLURM_STEP_NUM_TASKS 'SLURM_JOB_ID=5 SLURM_STEP_ID=0'

# rows that are dealt out come back in the order of one process, and the first alone shows them
rows() { awk -F, '!/^#/ { print $1, $2, $3 }' "$1"; }
little='bench depth width --depth 1:2 --width 2:2 --engine forward,static --budget 0.1s --quick --out'
"$w" $little alone > out 2> err; result $? 'bench by one process'
rm -f .wengert-* rank.*
for r in 0 1 2; do PMI_RANK=$r PMI_SIZE=3 "$w" $little many > rank.$r 2>> err & done
wait
for e in depth width; do
	rows alone/$e.csv > keys && [ "$(wc -l < keys)" -gt 2 ] && rows many/$e.csv | cmp -s - keys
	result $? "bench by three: the rows of one, in its order: $e"
	sed 1d keys | while read -r key; do grep -q "^  $key  *[0-9]" rank.0 || echo "$key"; done > missing
	[ ! -s missing ]; result $? "bench by three: the first shows each of them: $e"
done
[ -s rank.0 ] && [ ! -s rank.1 ] && [ ! -s rank.2 ]; result $? 'bench by three: the others print nothing'
head -1 many/depth.csv | grep -qx '# complete yes' && ! grep -q '^# shard' many/depth.csv; result $? 'whole, and no part'

SLURM_PROCID=0 SLURM_STEP_NUM_TASKS=3 "$w" check eq6 --format csv > out 2> err; result $? 'a batch script without srun does it alone'

if command -v mpirun > /dev/null && mpirun --version 2>/dev/null | grep -q 'Open MPI'; then
	OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1; export OMPI_ALLOW_RUN_AS_ROOT OMPI_ALLOW_RUN_AS_ROOT_CONFIRM
	# shellcheck disable=SC2086
	mpirun --oversubscribe -n 2 "$w" check $some --format json > mpi.json 2> err; result $? 'mpirun -n 2 wengert check'
	cmp -s one.json mpi.json; result $? 'with the counts of one process'
	# shellcheck disable=SC2086
	mpirun --oversubscribe -n 2 "$w" check $some > mpi.txt 2> err; "$w" check $some | sed 's/ [0-9.]* s$//' > one.txt; sed 's/ [0-9.]* s$//' mpi.txt | cmp -s - one.txt; result $? 'and its table'
	# shellcheck disable=SC2086
	mpirun --oversubscribe -n 2 "$w" check $some --format tap > mpi.tap 2> err
	awk '/^ok |^not ok / { n++; if ($0 !~ "ok " n " - ") bad = 1 } /^1\.\./ { plan = substr($0, 4) } END { exit bad || n != plan }' mpi.tap; result $? 'and TAP numbered through'
else
	skipped 'mpirun -n 2 wengert check'
fi
echo "1..$n"
