#!/bin/sh
# install -- `install PREFIX`: the program and what it reads; `uninstall PREFIX`: all of it, and the folders that were made for it.
# DESTDIR goes in front; W is the program.  What was made is listed in PREFIX/share/wengert/installed, folders end in /.
set -eu
W=${W:-./wengert} B=${B:-build} D=${DESTDIR:-} prefix=$2
list=$D$prefix/share/wengert/installed
made=$(mktemp) || exit 2
trap 'rm -f "$made"' EXIT

# a folder and those above it: those that were not there are listed, uppermost first.  Those of DESTDIR itself are marked
folder() {
	[ -d "$1" ] && return
	case $1 in */*) up=${1%/*}; [ -n "$up" ] || up=/; folder "$up" ;; esac
	mkdir "$1"
	case $1/ in "$D$prefix"/*) echo "${1#"$D"}/" ;; *) echo "!$1/" ;; esac >> "$made"
}

# name as it is in the tree, or - for what comes in; where it goes; its mode
file() {
	folder "$D$prefix/${2%/*}"
	if [ "$1" = - ]; then cat > "$D$prefix/$2"; else cp "$1" "$D$prefix/$2"; fi
	chmod "$3" "$D$prefix/$2"
	echo "$prefix/$2" >> "$made"
}

link() {
	ln -sf "$1" "$D$prefix/$2"
	echo "$prefix/$2" >> "$made"
}

# where the system's Python looks under this prefix; lib/python3/dist-packages where it does not
modules() {
	for python in /usr/bin/python3 "${PYTHON:-python3}"; do
		"$python" -c 'import sys
for p in sys.path:
    if p.startswith(sys.argv[1] + "/lib/python") and p.endswith("-packages"): print(p[len(sys.argv[1]) + 1:]); break' "$prefix" 2> /dev/null
	done | grep . | head -1 | grep . || echo lib/python3/dist-packages
}

pc() {
	cat <<-PC
	prefix=\${pcfiledir}/../..
	includedir=\${prefix}/include

	Name: wengert-kit
	Description: primitives and engines of one's own for Wengert, the test bench for derivatives
	Version: $("$W" --version | cut -d' ' -f2)
	Cflags: -I\${includedir}
	PC
}

install_() {
	old=$(mktemp)
	[ ! -f "$list" ] || cp "$list" "$old"
	file "$W" bin/wengert 755
	[ ! -e "$B/mpi.so" ] || file "$B/mpi.so" lib/wengert/mpi.so 644
	file wengert_kit.h include/wengert_kit.h 644
	pc | file - share/pkgconfig/wengert-kit.pc 644
	file library/wengert.h include/wengert.h 644
	file "$B/libwengert.so.1" lib/libwengert.so.1 644
	link libwengert.so.1 lib/libwengert.so
	file "$B/libwengert.a" lib/libwengert.a 644
	file "$B/wengert.pc" lib/pkgconfig/wengert.pc 644
	modules=$(modules)
	for f in wengert pytest_wengert; do file "library/python/$f.py" "$modules/$f.py" 644; done
	"$W" --man | file - share/man/man1/wengert.1 644
	"$W" --man json | file - share/man/man7/wengert-json.7 644
	sh scripts/man.sh list | cut -d' ' -f1 > "$made.pages"
	while read -r page; do W=$W sh scripts/man.sh "$page" | file - "share/man/man${page##*.}/$page" 644; done < "$made.pages"
	rm -f "$made.pages"
	"$W" --completion | file - share/bash-completion/completions/wengert 644
	"$W" --completion zsh | file - share/zsh/site-functions/_wengert 644
	"$W" --completion fish | file - share/fish/vendor_completions.d/wengert.fish 644
	for f in plots/*.gp; do file "$f" "share/wengert/$f" 644; done
	for f in README.md LICENSE docs/*.md; do file "$f" "share/doc/wengert/${f##*/}" 644; done
	for f in examples/*/*.c examples/*/*.cpp examples/*/*.cu examples/*/*.py examples/library/*.f90 examples/library/*.rs examples/library/*.jl examples/*/Makefile examples/ci/gitlab.yml examples/ci/action/action.yml; do file "$f" "share/doc/wengert/$f" 644; done
	{ cat "$old" "$made"; echo "$prefix/share/wengert/installed"; } | awk '!seen[$0]++' > "$list"
	rm -f "$old"
	# the loader keeps a list of what there is in its folders
	[ -n "$D" ] || PATH=$PATH:/sbin:/usr/sbin ldconfig 2> /dev/null || :
}

# backwards, so that a folder comes after what is in it; one that others use stays
uninstall() {
	[ -f "$list" ] || { echo "uninstall: nothing is installed in $D$prefix" >&2; exit 1; }
	awk '{ line[NR] = $0 } END { for (i = NR; i; i--) print line[i] }' "$list" > "$made"
	grep -v '/$' "$made" | while IFS= read -r f; do
		rm -f "$D$f"
		# what Python made of it
		case $f in *.py) rm -f "$D${f%/*}/__pycache__/$(basename "$f" .py)".cpython-*.pyc; rmdir "$D${f%/*}/__pycache__" 2> /dev/null || : ;; esac
	done
	grep '/$' "$made" | while IFS= read -r f; do
		case $f in !*) d=${f#!} ;; *) d=$D$f ;; esac
		rmdir "$d" 2> /dev/null || :
	done
}

case $1 in
install)   install_ ;;
uninstall) uninstall ;;
*) echo 'usage: install install|uninstall PREFIX' >&2; exit 2 ;;
esac
