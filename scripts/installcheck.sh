#!/bin/sh
# installcheck -- the installed program, used from elsewhere: nothing is read from the source.  Prints TAP.
# usage: installcheck ROOT: what is in front of bin/wengert
unset MAKEFLAGS MFLAGS MAKELEVEL            # a make of its own, whatever make runs this
root=$(cd "$1" && pwd) || exit 2
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
n=0
result() { # status, what
	n=$((n + 1))
	if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; sed 's/^/# /' "$tmp/err" 2>/dev/null | head -20; fi
}
skipped() { n=$((n + 1)); echo "ok $n - $1 # SKIP not here"; }
has() { command -v "$1" > /dev/null; }

PATH=$root/bin:$PATH PKG_CONFIG_PATH=$root/share/pkgconfig XDG_CACHE_HOME=$tmp/cache; export PATH PKG_CONFIG_PATH XDG_CACHE_HOME
cd "$tmp" || exit 2

wengert --version > err 2>&1; result $? 'wengert --version'
wengert grad 'x1*x2 + x2 - log(x1)' --at 3,-4 > err 2>&1 && grep -q 'forward .*-4\.333333333333333 ' err; result $? 'wengert grad'
wengert check eq6 rosenbrock > err 2>&1; result $? 'wengert check'
wengert claims T3 > err 2>&1; result $? 'wengert claims'

# the whole report takes minutes: REPORT=1 waits for it
if [ -n "${REPORT:-}" ]; then
	wengert report "$tmp/report" > err 2>&1 && grep -q '<svg' "$tmp/report/report.html" && ! grep -q 'could not draw' "$tmp/report/report.html"
	result $? 'wengert report, with its plots'
else
	timeout 1 wengert report "$tmp/report" > err 2>&1; [ $? = 124 ]; result $? 'wengert report begins'
fi
if has gnuplot; then
	GNUPLOT_LIB=$root/share/wengert gnuplot -e 'W = 100; H = 100; theme = "light"; out = "x.svg"; load "plots/style.gp"' > err 2>&1
	result $? 'gnuplot loads its style'
else
	skipped 'gnuplot loads its style'
fi

cp -r "$root/share/doc/wengert/examples" . > err 2>&1; result $? 'the examples are there'
if has pkg-config && has g++ && has make; then
	make -s -C examples/plugin > err 2>&1; result $? 'engines in C and C++ are built by pkg-config'
	wengert check eq6 mlp --plugin examples/plugin/fourpoint.so --plugin examples/plugin/duals.so --engine fourpoint,duals > err 2>&1
	result $? 'wengert check --plugin'
	eval "cc -shared -fPIC $(pkg-config --cflags wengert-kit) -o bilinear.so examples/kit/bilinear.c" > err 2>&1 && wengert vjp ./bilinear.so > err 2>&1
	result $? 'wengert vjp of a library of primitives'
else
	skipped 'engines in C and C++ are built by pkg-config'
fi
if has man; then MANPATH=$root/share/man man wengert > err 2>&1 && grep -q 'SHARDS' err; result $? 'man wengert'; else skipped 'man wengert'; fi
if has bash; then
	bash -c ". '$root/share/bash-completion/completions/wengert'; COMP_WORDS=(wengert check ros); COMP_CWORD=2; _wengert; [ \${COMPREPLY[0]} = rosenbrock ]" 2> err
	result $? 'bash completes functions'
else
	skipped 'bash completes functions'
fi
echo "1..$n"
