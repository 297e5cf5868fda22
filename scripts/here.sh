#!/bin/sh
# here -- what measured digits hang on, in a line: compiler, C library, libraries, processor.  Where two machines have the same line,
# the same digits are measured on both.
# usage: here.sh WENGERT
PATH=$PATH:/sbin:/usr/sbin
compiler=$(echo __VERSION__ | ${CC:-cc} -E -P - | tr -d \")
libraries=$({ ldd "$1"; ldconfig -p | grep 'libopenblas.so.* => '; } 2> /dev/null | sed -n 's/.* => \(\/[^ ]*\).*/\1/p' |
	grep -E 'lib(m|mpfr|gsl|flint|flint-arb|sleef|openblas)\.so' | xargs -rn1 readlink -f | sed 's,.*/,,' | sort -u | tr '\n' ' ')
loops=$("$1" list | sed -n 's/.*optional: loops  *//p')
vendor=$(sed -n 's/^vendor_id.*: //p' /proc/cpuinfo 2> /dev/null | head -1)
echo "# cc $compiler, $(getconf GNU_LIBC_VERSION 2> /dev/null || uname -sr), $libraries$(uname -m) $vendor, loops $loops"
