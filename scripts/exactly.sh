#!/bin/sh
# exactly -- a file against checks/expected/exact/NAME, digit by digit, where that was written by what is here (scripts/here.sh).
# usage: [REMAKE=yes] exactly.sh WENGERT NAME FILE N TITLE        prints test N in TAP; elsewhere it is skipped
kept=checks/expected/exact/$2
here=$(sh scripts/here.sh "$1")
if [ "$REMAKE" ]; then
	mkdir -p checks/expected/exact
	[ ! -f "$kept" ] || sed 1d "$kept" | diff - "$3" | sed 's/^/# /' | head -40
	{ echo "$here"; cat "$3"; } > "$kept"
fi
if [ ! -s "$kept" ]; then echo "not ok $4 - $5: there is no $kept (REMAKE=yes writes it)"
elif [ "$(head -1 "$kept")" != "$here" ]; then echo "ok $4 - $5 # SKIP the digits are of another machine, this is ${here#"# "}"
elif apart=$(sed 1d "$kept" | diff - "$3"); then echo "ok $4 - $5"
else
	echo "not ok $4 - $5: $(echo "$apart" | grep -c '^[<>]') lines differ from $kept (REMAKE=yes writes it anew)"
	echo "$apart" | head -40 | sed 's/^/# /'
fi
