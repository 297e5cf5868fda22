#!/bin/sh
# man -- pages of docs/ as man pages.  `man.sh list`: page and source a line; `man.sh PAGE`: that page, on standard output.
# W is the program, which the page of vjp asks for its options.
pages='wengert-vjp.1 docs/kernels.md judges hand-written backward passes
wengert-dumps.7 docs/dumps.md gradients that another program computed
wengert-formula.7 docs/formulas.md functions that formulas may call
wengert-arrays.7 docs/arrays.md functions of arrays in formulas
wengert-reference.7 docs/reference.md how derivatives are proved, and what cannot be
wengert-tutorial.7 docs/tutorial.md your first backward pass in five minutes
wengert-experiments.7 docs/experiments.md the experiments, and how to read them
wengert-library.3 docs/library.md the library: C, C++, Python'
case ${1:-list} in list) printf '%s\n' "$pages"; exit ;; esac
line=$(printf '%s\n' "$pages" | grep "^$1 ") || { echo "man: there is no page $1" >&2; exit 2; }
page=${line%% *} rest=${line#* }
from=${rest%% *} title=${rest#* }
version=$(sed -n 's/^#define WENGERT_VERSION "\(.*\)"/\1/p' engines/wengert.h)
awk -v name="${page%.*}" -v section="${page##*.}" -v title="$title" -v version="$version" -f scripts/man.awk "$from"
case $page in
wengert-vjp.1)
	printf '.SH OPTIONS\n.nf\n'
	"${W:-./wengert}" vjp --help | sed 's/\\/\\e/g; s/-/\\-/g; s/^[.'"'"']/\\\&&/'
	printf '.fi\n' ;;
esac
printf '.SH SEE ALSO\n.BR wengert (1)\n'
