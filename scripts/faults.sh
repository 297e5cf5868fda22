#!/bin/sh
# faults -- of each command the Nth allocation fails, or the Nth call of a kind to the system, for one N after another: it says so
# in one sentence, exit 2, or it gives what it gives without; anything else is wrong.  Prints TAP.  TABLE=FILE: a row a command and kind.
# usage: faults.sh WENGERT [FIRST [DRAWN [COMMAND...]]]     every N up to FIRST (20), then DRAWN (20) of the others, by SEED (1)
# A command is a name of the table below.  Allocations are counted from main on, in the libraries as well (checks/faults/nth.c); calls
# by strace, where it is and FIRST is 10 or more, in children too.  What the loader or the C compiler says before our sentence is theirs.
root=$(cd "$(dirname "$0")/.." && pwd)

# one run: what came back, on standard output.  here: folder KIND:N command; a kind is malloc, or CALL:ERROR
if [ "$1" = one ]; then
	tmp=$2 N=$3 dir=$2/run.$3 kind=${3%:*} at=${3##*:}
	shift 3
	mkdir -p "$dir/out" && cd "$dir" || exit 2
	echo "$*" > why.of                  # each child of vjp says it
	case $kind in
	malloc) broken="env FAULT=$at LD_PRELOAD=$tmp/nth.so" ;;
	*) broken="strace -f -qq -o /dev/null -e trace=${kind%:*} -e inject=${kind%:*}:error=${kind#*:}:when=$at" ;;
	esac
	sh -c "exec $broken $*" > said 2> why < "$tmp/input"
	status=$?
	! grep -q 'error while loading shared libraries' why || { echo "$N loader"; cd / && rm -rf "$dir"; exit; }
	# of a compiler that cannot even write what it objects to, nothing more is to be had
	[ $status != 2 ] || ! grep -q 'fatal error: when writing output' why || { echo "$N loader"; cd / && rm -rf "$dir"; exit; }
	[ $status != 2 ] || ! grep -q ' vjp ' why.of || { grep '^wengert: ' why | tail -1 > last; mv last why; }
	sh "$root/scripts/faults.sh" masked < said > plain
	# what was written is whole; of a full disk or a pipe that is closed the sentence tells: lines with their ends, and rows of one length
	broken=$(find out -type f -name '*.csv' -exec awk -F, '/^#/ { next } !n { n = NF } NF != n { print FILENAME }' {} + | head -1)
	[ -z "$(find out -type f -size +0 ! -name '*.part' -exec sh -c '[ "$(tail -c 1 "$1" | od -An -c | tr -d " ")" = "\\n" ] || echo cut' - {} \;)" ] || broken=cut
	if [ -n "$broken" ]; then echo "$N wrong half written $broken"
	elif [ $status = "$(cat "$tmp/status")" ] && cmp -s plain "$tmp/plain" && cmp -s why "$tmp/why"; then echo "$N unchanged"
	elif [ $status = "$(cat "$tmp/status")" ] && grep -q 'cannot be loaded\|does not compile' plain; then echo "$N sentence: less evidence, and it says so"
	elif [ $status != 2 ]; then echo "$N wrong status $status $(head -c 100 why | tr '\n' ' ')"
	elif [ "$(grep -c . why)" != 1 ] || ! grep -q '^wengert: [^ ].*' why; then echo "$N wrong sentence $(head -c 100 why | tr '\n' ' ')"
	elif [ "${kind%:*}" != write ] && [ -s said ] && ! head -c "$(wc -c < plain)" "$tmp/plain" | cmp -s - plain; then echo "$N wrong output $(head -c 60 plain | tr '\n' ' ')"
	else echo "$N sentence"
	fi
	cd / && rm -rf "$dir"
	exit
fi
# times differ from run to run
if [ "$1" = masked ]; then sed -E 's/[0-9.]+ s\b/T s/g; s/"(seconds|start|nanoseconds)": *[0-9.e+-]+/"\1": 0/g; s/"nanoseconds":[0-9]+/"nanoseconds":0/g'; exit; fi

w=$(realpath "$1") first=${2:-20} drawn=${3:-20} n=0
shift; [ $# = 0 ] || shift; [ $# = 0 ] || shift
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
result() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; sed 's/^/# /' "$tmp/bad" | head -8; fi; }
${CC:-cc} -O2 -Wall -Wextra -shared -fPIC -o "$tmp/nth.so" "$root/checks/faults/nth.c" 2> "$tmp/bad" || { cat "$tmp/bad" >&2; exit 2; }
NO_COLOR=1 WENGERT_PEERS=none XDG_CACHE_HOME=$tmp/cache; export NO_COLOR WENGERT_PEERS XDG_CACHE_HOME
mkdir "$tmp/parts"
for k in 1 2; do "$w" bench depth --smallest --depth 1:1 --width 2:2 --shard $k/2 --out "$tmp/parts/$k" > /dev/null 2>&1; done
commands() { cat <<-END
	grad	$w grad 'x1*x2 + x2 - log(x1)' --at 3,-4 --format json
	text	$w grad 'sum(tanh(v))*x' --at 'v=[1,2,3],x=2'
	jacobian	$w jacobian 'x*y' 'sin(x)/y' --at 1,2 --format json
	hessian	$w hessian 'x*exp(y)' --at 1,2 --format json
	trace	$w trace 'x1*x2 + x2 - log(x1)' --at 3,-4 --mode reverse
	emit	$w trace 'x*exp(y)' --at 1,2 --mode static --emit c
	certificate	$w certificate 'x*y' --at 1,2 --format json
	check	$w check eq6 --engine forward,central --number f64 --format json
	right	$w vjp $root/checks/kernels/right/layernorm.c --format json
	inplace	$w vjp $root/examples/kernels/leaky.c
	wrong	$w vjp $root/checks/kernels/pairs/cos_sign_flipped.c --format json
	gradbench	$w gradbench --engine static
	claims	$w claims T3 P5 --format json
	compare	$w compare $root/results/depth.csv $root/results/depth.csv --format csv
	bench	$w bench depth --smallest --depth 1:1 --width 2:2 --engine reverse --out out > /dev/null
	merge	$w merge out/all.csv $tmp/parts/1/depth.csv $tmp/parts/2/depth.csv
	list	$w list primitives
END
}
printf '%s\n' '{"id":0,"kind":"start","eval":"det"}' '{"id":1,"kind":"define","module":"hello"}' \
	'{"id":2,"kind":"evaluate","module":"hello","function":"double","input":3.5}' > "$tmp/input"

# kind, how many there are, as it is called: each N fails in turn
tried() {
	awk -v many="$2" -v first="$first" -v drawn="$drawn" -v seed="${SEED:-1}" 'BEGIN { srand(seed)
		for (k = 1; k <= first && k <= many; k++) print k
		for (k = 0; k < drawn && many > first; k++) print first + 1 + int(rand()*(many - first)) }' | sort -nu |
		xargs -P "$(nproc)" -I @N@ sh "$root/scripts/faults.sh" one "$tmp" "$1:@N@" "$command" > "$tmp/came"
	grep wrong "$tmp/came" > "$tmp/bad"
	[ "$2" = 0 ] && [ "$1" != malloc ] && return
	[ "$2" -gt 0 ] && [ -s "$tmp/came" ] && [ ! -s "$tmp/bad" ]; result $? "$name: $(wc -l < "$tmp/came") of $2 $3 failed, one at a time"
	[ -z "${TABLE:-}" ] || echo "$name,$1,$2,$(wc -l < "$tmp/came"),$(grep -c sentence "$tmp/came"),$(grep -c unchanged "$tmp/came"),$(grep -c loader "$tmp/came"),$(grep -c . "$tmp/bad")" >> "$TABLE"
}
calls=
[ "$first" -lt 10 ] || ! command -v strace > /dev/null || ! strace -o /dev/null true 2> /dev/null || calls='write:ENOSPC write:EIO openat:EMFILE openat:EACCES rename:EACCES clone:EAGAIN vfork:EAGAIN clone3:EAGAIN execve:EACCES'
[ -z "${TABLE:-}" ] || echo 'command,fault,times,tried,sentence,unchanged,loader,wrong' > "$TABLE"
commands | while IFS='	' read -r name command; do
	[ $# = 0 ] || case " $* " in *" $name "*) ;; *) continue ;; esac
	printf '%s\t%s\n' "$name" "$command"
done > "$tmp/commands"
while IFS='	' read -r name command; do
	mkdir -p "$tmp/dry/out"
	(cd "$tmp/dry" && sh -c "exec $command" > /dev/null 2>&1 < "$tmp/input")      # a first time: caches
	rm -rf "$tmp/dry" "$tmp/count" && mkdir -p "$tmp/dry/out"
	(cd "$tmp/dry" && sh -c "exec env FAULT=0 COUNTED=$tmp/count LD_PRELOAD=$tmp/nth.so $command" > "$tmp/said" 2> "$tmp/why" < "$tmp/input"; echo $? > "$tmp/status")
	sh "$root/scripts/faults.sh" masked < "$tmp/said" > "$tmp/plain"
	rm -rf "$tmp/dry"
	many=$(cat "$tmp/count" 2> /dev/null || echo 0)
	# children of vjp, in which kernels run, count on from there
	case $command in *' vjp '*) many=$((many + 3000)) ;; esac
	tried malloc "$many" allocations
	for kind in $calls; do
		mkdir -p "$tmp/dry/out"
		(cd "$tmp/dry" && sh -c "exec strace -f -qq -o $tmp/calls -e trace=${kind%:*} $command" > /dev/null 2>&1 < "$tmp/input")
		rm -rf "$tmp/dry"
		tried "$kind" "$(grep -c "${kind%:*}(" "$tmp/calls")" "$kind"
	done
done < "$tmp/commands"
if [ "$first" -ge 10 ] && [ -z "$calls" ]; then n=$((n + 1)); echo "ok $n - calls to the system # SKIP strace is not here, or may not trace"; fi
echo "1..$n"
