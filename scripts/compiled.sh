#!/bin/sh
# compiled -- the compiled engine where its compiler, its cache or what is in it is not as it should be.  Prints TAP.
# usage: compiled.sh ./wengert
w=$1 n=0
tmp=$(mktemp -d) || exit 2
trap 'umount "$tmp/noexec" 2> /dev/null; rm -rf "$tmp"' EXIT
XDG_CACHE_HOME=$tmp/cache; export XDG_CACHE_HOME
result() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; sed 's/^/# /' "$tmp/said"; fi; }
skip() { n=$((n + 1)); echo "ok $n - $1 # SKIP $2"; }
# all digits of a gradient by the engine, and of the static one
digits() { "$w" grad 'sum(tanh(v)*v[0])/(1 + v[2]^2)' --at 'v=[0.3,-1.25,2]' --engine "$1" --format json > "$tmp/said" 2>&1; grep -o '"value": *[-0-9.e]*' "$tmp/said"; }
right() { digits compiled > "$tmp/is"; cmp -s "$tmp/is" "$tmp/want"; }
# the engine is unable, and says so
unable() { digits compiled > /dev/null; tr -s ' \n' ' ' < "$tmp/said" | grep -q -e "$1"; }
file() { ls "$tmp"/cache/wengert/compiled-*.so; }
stamp() { stat -c '%i %s' "$(file)"; }

digits static > "$tmp/want"
[ "$(wc -l < "$tmp/want")" -ge 3 ];                    result $? 'the static engine gives digits to compare with'
right && [ "$(file | wc -l)" = 1 ];                    result $? 'compiled, bit for bit as static, and kept'
was=$(stamp)
right && [ "$(stamp)" = "$was" ];                      result $? 'loaded from the cache the second time'
cp "$(file)" "$tmp/whole"
damaged() { right && [ "$(file | wc -l)" = 1 ] && [ "$(stat -c %s "$(file)")" = "${was#* }" ]; result $? "made again: $1"; }
head -c 4000 "$tmp/whole" > "$(file)";                 damaged 'a library that is cut off'
: > "$(file)";                                         damaged 'an empty one'
{ head -c 9000 "$tmp/whole"; printf x; tail -c +9002 "$tmp/whole"; } > "$(file)"
damaged 'one with a byte changed'
head -c -48 "$tmp/whole" > "$(file)";                  damaged 'one without its seal'
"$w" grad 'x^3' --at 2 --engine compiled > /dev/null 2>&1
other=$(ls "$tmp"/cache/wengert/compiled-*.so | grep -v "$(basename "$(ls -t "$tmp"/cache/wengert/compiled-*.so | tail -1)")" | head -1)
mine=$(ls -t "$tmp"/cache/wengert/compiled-*.so | tail -1)
cp "$other" "$mine"
right;                                                 result $? 'made again: that of another program or processor under its name'

rm -rf "$tmp/cache"
for k in 1 2 3 4; do ("$w" check eq6 abc --engine compiled > "$tmp/said.$k" 2>&1; echo $? > "$tmp/rc.$k") & done
wait
cat "$tmp"/said.? > "$tmp/said"
[ "$(cat "$tmp"/rc.? | sort -u)" = 0 ] && ! ls "$tmp"/cache/wengert | grep -qv '^compiled-[0-9a-f]*\.so$'
result $? 'four processes make the same programs at once, and leave nothing else'

XDG_CACHE_HOME=/dev/null/cache right;                  result $? 'a cache folder that cannot be made: built elsewhere'
mkdir "$tmp/noexec"
if mount -t tmpfs -o noexec tmpfs "$tmp/noexec" 2> /dev/null; then
	XDG_CACHE_HOME=$tmp/noexec right;              result $? 'a cache folder from which nothing runs: loaded from elsewhere'
else
	skip 'a cache folder from which nothing runs' 'such a folder cannot be mounted here'
fi
CC=$tmp/none unable 'unable.*the compiler .*/none failed'; result $? 'no compiler: unable, with a sentence'
CC=false unable 'unable.*the compiler false failed';   result $? 'a compiler that fails: unable'
printf '#!/bin/sh\nsleep 100 & sleep 100\n' > "$tmp/slow"; chmod +x "$tmp/slow"
CC=$tmp/slow WENGERT_CC_SECONDS=0.3 unable 'unable.*was still at it after'; result $? 'a compiler that hangs is ended: unable'
printf '#!/bin/sh\nfor a; do [ "$o" = 1 ] && echo no library > "$a"; o=$([ "$a" = -o ] && echo 1); done; true\n' > "$tmp/liar"; chmod +x "$tmp/liar"
CC=$tmp/liar unable 'unable.*cannot be loaded';        result $? 'a compiler that makes no library: unable'
"$w" grad 'x^3' --at 2 --engine compiled --number f16 > "$tmp/said" 2>&1
tr -s ' \n' ' ' < "$tmp/said" | grep -q 'unable.*binary32 and binary64'; result $? 'binary16: unable'
CC=false "$w" claims D4 > "$tmp/said" 2>&1 && grep -q '0 failed, 1 unable$' "$tmp/said"; result $? 'no compiler: a claim that needs one is unable, not false'
echo "1..$n"
