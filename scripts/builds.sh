#!/bin/sh
# builds -- does every build say the same?  The commands of digits.sh by programs of other compilers and levels of optimisation, byte for
# byte; and by one without loops for wide processors, whose functions are the C library's: errors differ there, verdicts must not.  Prints TAP.
# usage: builds.sh WENGERT [COMPILER:LEVEL ...]     gcc:-O1 gcc:-O3 clang:-O2
w=${1:-./wengert}
B=${B:-build}
[ $# = 0 ] || shift
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
LC_ALL=C.UTF-8; export LC_ALL
unset MAKEFLAGS MFLAGS MAKELEVEL
n=0
result() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; sed 's/^/# /' "$tmp/why" | head -20; fi; }
built() { # folder, compiler, level, variables of the Makefile
	to=$B/builds/$1 cc=$2 level=$3; shift 3
	make -s B="$to" W="$to/wengert" PEERS= CC="$cc" CFLAGS="$level" "$@" "$to/wengert" > "$tmp/why" 2>&1
}
said() { # by this program: the commands of digits.sh, and second derivatives, lists and C of the formulas of passed.txt
	sh scripts/digits.sh "$1" print
	grep -v '^#' checks/data/passed.txt | awk -F ' ; ' 'NF == 2 { print $1 "\t" $2 }' | while IFS="$(printf '\t')" read -r formula point; do
		echo "\$ wengert hessian, trace $formula --at $point"
		for more in 'hessian --format csv' 'trace --mode reverse' 'trace --mode static --emit c'; do
			# shellcheck disable=SC2086
			"$1" ${more%% *} "$formula" --at "$point" ${more#* } 2>&1 < /dev/null
		done
	done
}
said "$w" > "$tmp/here"
[ "$(grep -c '^\$ wengert' "$tmp/here")" -ge 150 ]; result $? 'there is something to compare'

for build in "${@:-gcc:-O1 gcc:-O3 clang:-O2}"; do
	for b in $build; do
		cc=${b%:*} level=${b#*:} name=${b%:*}${b#*:}
		command -v "$cc" > /dev/null || { n=$((n + 1)); echo "ok $n - $cc $level # SKIP there is no $cc"; continue; }
		built "$name" "$cc" "$level" && said "$B/builds/$name/wengert" > "$tmp/there" && diff "$tmp/here" "$tmp/there" > "$tmp/why"
		result $? "$cc $level: the same bytes"
	done
done

# ---- without wide loops: rows of check keep their verdicts, and what is proved its digits ----
verdicts() { # of what is printed: rows of check without their numbers, proofs as they are
	awk -F, '/^\$ wengert/ { check = /^\$ wengert check/; proof = /^\$ wengert certificate/ } check && NF > 5 { print $1 "," $2 "," $3 "," $4 "," $5 "," $6 } !check && (proof || /^\$|^exit/)' "$1"
}
built plain "${CC:-cc}" -O2 HASWIDE= SLEEF= && said "$B/builds/plain/wengert" > "$tmp/there" &&
	verdicts "$tmp/here" > "$tmp/a" && verdicts "$tmp/there" > "$tmp/b" && diff "$tmp/a" "$tmp/b" > "$tmp/why" && [ "$(grep -c ',' "$tmp/a")" -gt 300 ]
result $? 'without wide loops: the same verdicts and proofs'
echo "1..$n"
