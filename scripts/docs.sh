#!/bin/sh
# docs -- the consoles in docs/*.md show what their commands print.  Prints TAP.  REMAKE=yes writes what they print into the pages.
# usage: docs.sh ./wengert
# A block ```console has lines "$ command", each followed by its output.  A line "`NAME`:" before a code block makes it that file.
# Commands of a page run in one folder, in order, with wengert on the path; the folders examples and scripts are there, as in a clone.
w=$(realpath "${1:-./wengert}") || exit 2
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
n=0
mkdir "$tmp/bin" && ln -s "$w" "$tmp/bin/wengert"
PATH=$tmp/bin:$PATH NO_COLOR=1 LC_ALL=C.UTF-8; export PATH NO_COLOR LC_ALL

filled() { # the page, with what its commands print, on standard output
	folder=$1 name='' mode=text
	while IFS= read -r line; do
		case $mode in
		text)
			printf '%s\n' "$line"
			case $line in
			'```console') mode=console; ran= ;;
			'```'*) if [ "$name" ]; then mode=file; : > "$folder/$name"; else mode=code; fi ;;
			'`'*'`:') name=${line#'`'}; name=${name%'`:'} ;;
			'') ;;
			*) name= ;;
			esac ;;
		file|code)
			printf '%s\n' "$line"
			if [ "$line" = '```' ]; then mode=text name=; elif [ $mode = file ]; then printf '%s\n' "$line" >> "$folder/$name"; fi ;;
		console)
			case $line in
			'```') printf '%s\n' "$line"; mode=text ;;
			'$ '*) printf '%s\n' "$line"; ran=$((ran + 1)); (cd "$folder" && eval "${line#'$ '}") 2>&1 < /dev/null ;;
			esac ;;
		esac
	done
}

for page in docs/*.md; do
	grep -q '^```console$' "$page" || continue
	rm -rf "$tmp/run" && mkdir "$tmp/run" && ln -s "$PWD/examples" "$PWD/scripts" "$tmp/run"
	filled "$tmp/run" < "$page" > "$tmp/page"
	[ -z "${REMAKE:-}" ] || cp "$tmp/page" "$page"
	sh scripts/alike.sh "$page" "$tmp/page" > "$tmp/diff"; status=$?
	n=$((n + 1))
	if [ $status = 0 ]; then echo "ok $n - $page shows what its commands print"; else echo "not ok $n - $page shows what its commands print"; sed 's/^/# /' "$tmp/diff" | head -20; fi
done
echo "1..$n"
