#!/bin/sh
# kernels -- every line of scalar.def has the kernels it needs and its line in the reference, or a sentence says what is missing and
# where it belongs.
# usage: kernels.sh [SCALAR.DEF], with CC and CFLAGS as the objects are built with
def=${1:-engines/prims/scalar.def}
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT

# what is not lowered has an enclosure; values.c takes hypot and fmod apart itself
unknown=$(sed -n 's/^[UB]R\{0,1\} *(\([a-z0-9]*\),.*/\1/p' "$def" | while read -r name; do
	grep -q "^K($name," engines/reference/kinds.def || grep -q "^#define kind_$name " engines/reference/values.c || echo "$name"
done)
for name in $unknown; do
	echo "$def: $name has no line in engines/reference/kinds.def, which the proved reference needs, with VALUE($name) in values.c beside it;" \
	  'a line that says what it means is lowered and needs none: UL(name, Name, meaning, ...)' >&2
done

for name in $(sed -n 's/^[UB]L *(\([a-z0-9]*\), *[A-Za-z0-9]*, *-,.*/\1/p' "$def"); do
	echo "$def: $name says no meaning, which the proved reference reads: $name(x) in primitives that are there, in the place of the dash" >&2
	unknown="$unknown $name"
done

# one call a line: what is wrong in line n is the n-th call
{
	printf '#include <mpfr.h>\n#undef mpfr_check\n#include "engines/numbers/kernels.h"\n#include "engines/numbers/kernels_mpfr.h"\n'
	printf 'extern float s; extern double k; extern double complex z; extern mpfr_t m;\nvoid all(void);\nvoid all(void)\n{\n'
} > "$tmp/all.c"
head=$(wc -l < "$tmp/all.c")
sed -n 's/^\([UB]\)\([RMFL]\{0,1\}\) *(\([a-z0-9]*\),.*/\1 \2. \3/p' "$def" | while read -r args kind name; do
	case $kind in
	.)  types='s k z m' ;;
	M.) types='s k' ;;
	F.) types= ;;
	*)  types='s k m' ;;
	esac
	for t in $types; do
		call="${t}_$name($t$([ "$args" = B ] && echo ", $t"))"
		[ $t = m ] && call="mpfr_$name(m, m$([ "$args" = B ] && echo ', m'), MPFR_RNDN)"
		echo "(void)$call;" >> "$tmp/all.c"
		echo "$t $name" >> "$tmp/calls"
	done
done
echo '}' >> "$tmp/all.c"
LC_ALL=C ${CC:-cc} -std=c17 -D_GNU_SOURCE -I. ${CFLAGS:-} -Werror=implicit-function-declaration -fsyntax-only "$tmp/all.c" 2> "$tmp/said" && { [ -z "$unknown" ]; exit; }
sed -n "s|^$tmp/all.c:\([0-9]*\):.*error.*|\1|p" "$tmp/said" | sort -nu | while read -r n; do
	sed -n "$((n - head))p" "$tmp/calls"
done > "$tmp/missing"
[ -s "$tmp/missing" ] || { cat "$tmp/said"; exit 1; }
while read -r t name; do
	case $t in
	s) what="binary32: s_$name in engines/numbers/kernels.h" ;;
	k) what="binary64: k_$name in engines/numbers/kernels.h" ;;
	z) what="complex numbers: z_$name in engines/numbers/kernels.h; a line that begins with UR, BR, UL or BL needs none" ;;
	m) what="MPFR: mpfr_$name, which MPFR does not have with these arguments, in engines/numbers/kernels_mpfr.h" ;;
	esac
	echo "$def: $name has no kernel for $what"
done < "$tmp/missing" >&2
echo 'A line that begins with UL or BL takes its kernels from C and MPFR, one with UF or BF needs none: its meaning is run.' >&2
exit 1
