#!/bin/sh
# manual -- the man page: it formats without a complaint, knows every option, and every key of every command's JSON.  Prints TAP.
# usage: manual WENGERT
w=${1:-./wengert}
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
n=0
result() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; sed 's/^/# /' "$tmp/err" 2>/dev/null | head -20; fi; }
"$w" --man > "$tmp/page" 2> "$tmp/err"; result $? 'wengert --man'
"$w" --man json > "$tmp/json.7" 2> "$tmp/err"; result $? 'wengert --man json'
# every page that is installed, in whatever reads them here
mkdir "$tmp/man" && cp "$tmp/page" "$tmp/man/wengert.1" && cp "$tmp/json.7" "$tmp/man/wengert-json.7"
sh scripts/man.sh list | while read -r page from; do W=$w sh scripts/man.sh "$page" > "$tmp/man/$page"; [ -s "$tmp/man/$page" ] || echo "$page of $from"; done > "$tmp/err"
[ ! -s "$tmp/err" ] && [ "$(ls "$tmp/man" | wc -l)" = 10 ]; result $? 'pages made of docs'
for lint in 'groff -Kutf8 -man -Tutf8 -ww' 'mandoc -Tlint -Wwarning'; do
	if command -v ${lint%% *} > /dev/null; then
		for f in "$tmp"/man/*; do $lint "$f" 2>&1 > /dev/null | sed "s,$tmp/man/,,"; [ "${lint%% *}" = groff ] || $lint "$f" 2> /dev/null | sed "s,$tmp/man/,,"; done | grep -v ': missing date, using' > "$tmp/err"
		[ ! -s "$tmp/err" ]; result $? "${lint%% *} has nothing to say"
	else
		n=$((n + 1)); echo "ok $n - ${lint%% *} has nothing to say # SKIP not here"
	fi
done

# every part of the keys under JSON, command
known() { awk -v c="$1" '/^\.SH/ { on = $2 == c } on && /^\\fB/ { gsub(/\\fB|\\fR/, ""); print }' "$tmp/json.7" | tr '.' '\n' | sed 's/\[\]//' | sort -u; }
keys() { # command, arguments
	command=$1
	XDG_CACHE_HOME=$tmp "$w" "$@" --format json > "$tmp/json" 2> /dev/null
	grep -o '"[a-z_0-9]*":' "$tmp/json" | tr -d '":' | sort -u > "$tmp/given"
	known "$command" > "$tmp/known"
	comm -23 "$tmp/given" "$tmp/known" > "$tmp/err"
	[ -s "$tmp/given" ] && [ ! -s "$tmp/err" ]; result $? "keys of $*"
}
keys grad 'sum(v)*log(x)' --at 'v=[1,2],x=-1'
keys grad 'where(x > 2, x, 1)' --at 3
keys grad 'x*y' --vars x --at 2,y=3
keys jacobian 'x*y' --vars x --at 2,y=3
keys hessian 'x*y' --vars x --at 2,y=3
keys jacobian 'x*y' x --at 2,3 --tangent 1,2
keys jacobian 'x*y' x --at 2,3 --cotangent 1,2
printf 'x,y\n1,2\n3,4\n' > "$tmp/points.csv"
for c in grad jacobian hessian; do keys $c 'x*y' --at "@$tmp/points.csv"; done
keys jacobian 'x*y' 'where(x > 2, x, 1)' --at 2,3
keys jacobian 'x*y' 'x' --at 2,3 --sparse
keys hessian 'x*y' --at 2,3
keys hessian 'x*y' --at 2,3 --sparse
keys hessian 'x*y' --at 2,3 --seed 1,2
for m in primal forward reverse static symbolic; do keys trace 'x*y' --at 2,3 --mode $m; done
keys trace 'where(x > 2, x, 1)' --at 3 --mode symbolic
keys trace 'x*y' --at 2,3 --after vjp
keys check minors
keys check eq6 --shard 1/2
keys claims T3
keys list
keys compare results/depth.csv results/depth.csv
keys vjp checks/kernels/bad/mixed.c

# options: what --help of a command shows is in the page
for c in grad vjp bench compare; do
	"$w" $c --help | grep -o -e '--[a-z-]*' | sort -u | while read -r o; do
		case $o in --help|--usage|--version|--) continue ;; esac
		grep -qF -e "$(echo "$o" | sed 's/-/\\-/g')" "$tmp/page" || echo "$o"
	done > "$tmp/err"
	[ ! -s "$tmp/err" ]; result $? "options of $c"
done
"$w" --help | sed -n 's/^  wengert \([a-z]*\) .*/\1/p' | while read -r c; do grep -q "^\.B wengert $c\$" "$tmp/page" || echo "$c"; done | sort -u > "$tmp/err"
[ ! -s "$tmp/err" ]; result $? 'every command'

# docs/list.md: a row for each primitive, none for another; a row for each pass
"$w" list primitives | awk '/^  [^ ]/ { print $1 }' | sort > "$tmp/there"
awk -F'`' '/^## Passes/ { exit } /^\| `/ { print $2 }' docs/list.md | sort > "$tmp/given"
diff "$tmp/there" "$tmp/given" > "$tmp/err"; result $? 'docs/list.md has every primitive'
"$w" trace x --at 1 --after no-such-pass 2>&1 | sed -n 's/.* is none of //p' | tr -d ' ' | tr ',' '\n' | sort > "$tmp/there"
awk -F'`' '/^## Passes/ { on = 1 } on && /^\| `/ { print $2 }' docs/list.md | sort > "$tmp/given"
[ -s "$tmp/there" ] && diff "$tmp/there" "$tmp/given" > "$tmp/err"; result $? 'docs/list.md has every pass'

# completion
for shell in zsh fish; do
	"$w" --completion $shell > "$tmp/$shell" 2> "$tmp/err" && grep -q -e 'strict' "$tmp/$shell" && grep -q 'hessian' "$tmp/$shell"; result $? "completion for $shell"
	if command -v $shell > /dev/null; then $shell -n "$tmp/$shell" > "$tmp/err" 2>&1; result $? "$shell reads it"; else n=$((n + 1)); echo "ok $n - $shell reads it # SKIP not here"; fi
done
"$w" --completion tcsh > "$tmp/out" 2> "$tmp/err"; [ $? = 2 ]; result $? 'none for another shell'
if command -v bash > /dev/null; then
	"$w" --completion > "$tmp/bash"
	completes() { # words typed, one that must come
		bash -c '. "$1"; shift; want=$1; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _wengert; for r in "${COMPREPLY[@]}"; do [ "$r" = "$want" ] && exit 0; done; exit 1' \
			bash "$tmp/bash" "$@" 2> "$tmp/err"
		result $? "completes $*"
	}
	completes merge wengert m
	completes rosenbrock wengert check ros
	completes T3 wengert claims T
	completes forward wengert grad x --engine f
	completes github wengert check --format gi
	completes json wengert check --format = js
	completes --strict wengert vjp --str
	completes --plugin wengert check --pl
	completes --resume wengert bench --re
	completes --fail-over wengert compare --f
fi
echo "1..$n"
