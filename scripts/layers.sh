#!/bin/sh
# layers -- engines know nothing of checks, checks nothing of bench, an engine nothing of another, a page nothing of another.
bad=0
may() { # folder, the folders it may include, a folder in it that is asked on its own
	if grep -rn --exclude-dir="${3:-none}" --include='*.[ch]' --include='*.y' --include='*.inc' --include='*.def' '^#include "' "$1" | grep -vE "#include \"(($2)/|wengert_kit.h\")"; then
		echo "$1 may include only $2"; bad=1
	fi
}
may engines 'engines'
may checks  'engines|checks' units
may checks/units 'engines|checks|bench'      # tests of them all
may bench   'engines|checks|bench'
if grep -rn '#include "\.\./' --include='*.[chy]' .; then echo 'an include names its layer, never ../'; bad=1; fi
for f in engines/prims/*.c; do                 # a page may use what pages share: axis.h
	if grep -n '#include "engines/prims/' "$f" | grep -vE 'axis.h|traits.h|widen.h|recorders.h|slots.h|scalar.def|pages.def'; then echo "$f includes another page"; bad=1; fi
done
for e in forward reverse static checkpointed symbolic difference complexstep; do
	if grep -n '#include "engines/' engines/$e.c | grep -vE "wengert.h|base|list|numbers|prims|transform|run|control|formula|checkpoint|sparse|$e.h"; then echo "$e.c includes another engine"; bad=1; fi
done
# what a folder calls must be declared below it: no room may reach up by an extern of its own
if grep -rnE '^extern .*(checks|bench)_' engines; then echo 'engines reach up'; bad=1; fi
[ $bad = 0 ] && echo 'layers: engines <- checks <- bench'
exit $bad
