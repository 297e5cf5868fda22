#!/bin/sh
# holes -- faults that once passed unseen, made again one by one: the suite that is to see each must be red.  Prints TAP.
# usage: holes.sh [K/N | PATCH...]     the K-th of N parts of them all.  B is the folder of what was built.
# checks/holes/NAME.patch begins with a line "suite: NAME", or "suite: NAME WORD...": the suite's script with these words
# in place of its own arguments, for that part of a long suite which is to see it.
# In a copy of the tree that keeps what is built, so that each takes the time of one file, a link and a suite.
B=${B:-build}
n=0
result() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi; }

case ${1:-1/1} in
[0-9]*/[0-9]*)
	part=${1:-1/1}
	# those of one suite stand together, so that it is run without holes once
	# shellcheck disable=SC2046
	set -- $(sed -sn '1{s/^suite: *//;F;p}' checks/holes/*.patch | paste - - | sort -k 2 | cut -f1 |
		awk -v k="${part%/*}" -v n="${part#*/}" '{ p[NR] = $0 } END { for (i = 1; i <= NR; i++) if (int((i - 1) * n / NR) == k - 1) print p[i] }') ;;
esac
copy=$B/holes-${part%/*}
rm -rf "$copy" && mkdir -p "$copy" || exit 2
{ git ls-files -co --exclude-standard 2> /dev/null || find . -type f ! -path "./$B/*" ! -name wengert; } | tar -cf - -T - | tar -xf - -C "$copy" || exit 2
mkdir -p "$copy/build"
for d in engines library checks bench units wengert.o wengert.d found.mk peers.mk flags peerflags packages packages-tests; do
	[ ! -e "$B/$d" ] || cp -rp "$B/$d" "$copy/build/"
done
built() { (cd "$copy" && make -j2 B=build W=wengert "CC=${CC:-cc}" $1 > make.log 2>&1); }
# what a suite needs beside the program
needs() {
	case $1 in
	unit-*) echo "wengert build/units/${1#unit-}" ;;
	fuzz*)  echo "wengert build/fuzz-reference" ;;
	kernels-*) echo "wengert build/kernelfuzz" ;;
	loops*) echo "wengert build/fuzz-engines" ;;
	arrays-random*) echo "wengert build/fuzz-arrays" ;;
	library|install) echo "wengert library" ;;
	*)      echo wengert ;;
	esac
}
# runs SUITE [WORD...]: with words, its script has them for arguments; the table of suites is made for it
runs() {
	of=$1; shift
	if [ $# = 0 ]; then table=scripts/suites; else
		table=part
		awk -F '\t' -v s="$of" -v words="$*" '$1 == s { sub(/"\$W".*/, "\"$W\" " words, $4); print $1 "\t1\tcheck\t" $4 }' scripts/suites > "$copy/$table"
	fi
	# what is ended leaves its files behind: in a folder of ours
	mkdir -p "$copy/tmp"
	(cd "$copy" && TMPDIR=$PWD/tmp B=build W=wengert FAST=1 SUITES=$table sh scripts/check "$of" > said 2>&1)
}
built wengert || { echo "not ok 1 - the copy of the tree does not build"; sed -n '1,20s/^/# /p' "$copy/make.log"; echo 1..1; exit 1; }
for p; do
	suite=$(sed -n '1s/^suite: *//p' "$p") name=$(basename "$p" .patch)
	if ! patch -s -p1 -d "$copy" < "$p" > "$copy/patch.log" 2>&1; then
		result 1 "$name: the patch does not apply any more"
		sed 's/^/# /' "$copy/patch.log"
		patch -s -R -f -p1 -d "$copy" < "$p" > /dev/null 2>&1
		continue
	fi
	if built "$(needs "$suite")"; then
		# shellcheck disable=SC2086
		runs $suite; status=$?
		[ $status != 0 ] && grep -q 'FAIL' "$copy/said"
		result $? "$name: red in $suite"
	else
		result 1 "$name: does not build"
		sed -n '1,10s/^/# /p' "$copy/make.log"
	fi
	patch -s -R -p1 -d "$copy" < "$p" > /dev/null || { echo "Bail out! $name cannot be taken back"; exit 1; }
done
# and without a hole the same suites are green, or red would mean nothing
while read -r s; do
	# shellcheck disable=SC2086
	built "$(needs "$s")" && runs $s
	result $? "$s is green without them"
done <<END
$(sed -sn '1s/^suite: *//p' "$@" | sort -u)
END
rm -rf "$copy"
echo "1..$n"
