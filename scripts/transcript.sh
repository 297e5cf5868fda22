#!/bin/sh
# transcript -- a suite, and beside its own tests one more: all that the program says to its commands, whole, is what stands in
# checks/expected/transcripts/NAME.  Prints the TAP of the suite with that test at its end.
# usage: transcript.sh NAME WENGERT SCRIPT [ARGUMENT...]            runs sh SCRIPT RECORDER ARGUMENT...
#        REMAKE=yes transcript.sh ...       writes the file anew and shows what changed: read that before it is committed
#
# Numbers with a fraction or an exponent depend on the machine's libm and clock: they are masked, and so are folders, times, versions,
# which tools of others are here, and how often a kernel was called, which differs between builds.  Words, other counts, names,
# places and exit statuses are compared.
name=$1 w=$2
shift 2
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
LC_ALL=C.UTF-8; export LC_ALL
WENGERT_PEERS=none; export WENGERT_PEERS       # which of them are here differs between machines
expected=checks/expected/transcripts/$name home=$PWD
case $w in /*) real=$w ;; *) real=$(pwd)/$w ;; esac
mkdir "$tmp/said"

# what runs in the program's place: it keeps what was asked and what was answered, with as few processes as there can be
cat > "$tmp/wengert" <<END
#!/bin/sh
[ ! -c /dev/stdout ] || exec "$real" "\$@"      # a full disk is for the program to notice
k=$tmp/said/\$\$
while [ -e "\$k.1" ]; do k=\$k-; done
for a; do printf ' %s' "\$a"; done > "\$k.1"
"$real" "\$@" > "\$k.2" 2> "\$k.3"
status=\$?
echo \$status > "\$k.4"
[ ! -s "\$k.2" ] || cat "\$k.2"
[ ! -s "\$k.3" ] || cat "\$k.3" >&2
exit \$status
END
chmod +x "$tmp/wengert"

script=$1
shift
sh "$script" "$tmp/wengert" "$@" > "$tmp/tap"
status=$?
sed '/^1\.\.[0-9]*$/d' "$tmp/tap"
n=$(grep -c '^ok \|^not ok ' "$tmp/tap")

# answers as records of one line each, sorted, the same answer of several commands once
cd "$tmp/said" && awk '
	function told(k) { printf "\001\n$ wengert%s\n%s%sexit %s\n", asked[k], out[k], err[k], status[k] }
	{ k = FILENAME; sub(/\.[1-4]$/, "", k) }
	FILENAME ~ /1$/ { asked[k] = asked[k] (FNR > 1 ? " " : "") $0 }
	FILENAME ~ /2$/ { out[k] = out[k] $0 "\n" }
	FILENAME ~ /3$/ { err[k] = err[k] "standard error: " $0 "\n" }
	FILENAME ~ /4$/ { status[k] = $0; told(k) }' ./*.[1-4] > "$tmp/answers"
cd "$home" || exit 2
sh scripts/masked.sh < "$tmp/answers" | awk -f scripts/transcript.awk | LC_ALL=C sort | awk -F '\002' '
	{ if (!($2 in of)) order[++n] = $2; of[$2] = of[$2] $1 "\n" }
	END { for (k = 1; k <= n; k++) { s = order[k]; gsub("\003", "\n", s); printf "%s%s\n", of[order[k]], s } }' > "$tmp/got"
if [ "$REMAKE" ]; then
	mkdir -p checks/expected/transcripts
	diff "$expected" "$tmp/got" 2> /dev/null | sed 's/^/# /' | head -60
	cp "$tmp/got" "$expected"
fi
diff "$expected" "$tmp/got" > "$tmp/diff" 2>&1
if [ $? = 0 ]; then echo "ok $((n + 1)) - what $(grep -c '^\$ ' "$tmp/got") commands say is what stands in $expected"
else
	echo "not ok $((n + 1)) - what the commands say differs from $expected (REMAKE=yes writes it anew)"
	cut -c1-160 "$tmp/diff" | head -30 | sed 's/^/# /'
fi
grep -q '^1\.\.' "$tmp/tap" && echo "1..$((n + 1))"
exit $status
