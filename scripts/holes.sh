#!/bin/sh
# holes -- faults that once passed unseen, made again one by one: the suite that is to see each must be red.  Prints TAP.
# usage: holes.sh [PATCH...]     B is the folder of what was built.  checks/holes/NAME.patch begins with a line "suite: NAME".
# In a copy of the tree that keeps what is built, so that each takes the time of one file, a link and a suite.
B=${B:-build}
copy=$B/holes
n=0
result() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi; }

[ $# -gt 0 ] || set -- checks/holes/*.patch
rm -rf "$copy" && mkdir -p "$copy" || exit 2
{ git ls-files -co --exclude-standard 2> /dev/null || find . -type f ! -path "./$B/*" ! -name wengert; } | tar -cf - -T - | tar -xf - -C "$copy" || exit 2
mkdir -p "$copy/build"
for d in engines checks bench units wengert.o wengert.d found.mk peers.mk flags peerflags packages packages-tests; do
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
	*)      echo wengert ;;
	esac
}
runs() { (cd "$copy" && B=build W=wengert FAST=1 sh scripts/check "$1" > said 2>&1); }

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
		runs "$suite"; status=$?
		[ $status != 0 ] && grep -q 'FAIL' "$copy/said"
		result $? "$name: red in $suite"
	else
		result 1 "$name: does not build"
		sed -n '1,10s/^/# /p' "$copy/make.log"
	fi
	patch -s -R -p1 -d "$copy" < "$p" > /dev/null || { echo "Bail out! $name cannot be taken back"; exit 1; }
done
# and without a hole the same suites are green, or red would mean nothing
built all || { echo 'Bail out! the copy does not build without the patches'; exit 1; }
for s in $(sed -sn '1s/^suite: *//p' "$@" | sort -u); do
	built "$(needs "$s")" && runs "$s"
	result $? "$s is green without them"
done
rm -rf "$copy"
echo "1..$n"
