#!/bin/sh
# certificates -- proofs of derivatives, by `wengert certificate`, checked by scripts/replay.py: of the golden set, of the functions under
# test and of formulas at hard points.  What is accepted, and what is refuted once a digit or a word is changed.  Prints TAP.
# usage: certificates.sh WENGERT [MOST | changed]     MOST derivatives of each function, 1000 without it; 1: of each fourth formula;
# changed: what is changed by hand alone
w=${1:-./wengert} most=${2:-1000}
PYTHON=${PYTHON:-python3}
n=0
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
LC_ALL=C.UTF-8; export LC_ALL
tab=$(printf '\t')

# result STATUS WHAT: what "$tmp/bad" holds is shown where it failed
result() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; sed 's/^/# /' "$tmp/bad" | head -20; fi; }
replay() { $PYTHON scripts/replay.py "$@"; }
count()  { sed -n '$s/^\([0-9]*\) accepted, \([0-9]*\) refuted, \([0-9]*\) not replayed$/\1 \2 \3/p' "$1"; }

# formula, point and direction of each line of golden.def, whose inputs are x, or x0 x1 x2, or x y
golden() {
	sed -n '/^G(/{:a;/)$/!{N;ba};s/"\n *"//g;s/\n/ /g;p}' checks/data/golden.def | awk -F'"' '
		{ f = $4; n = split($6, x, ","); printf "%s\t%s\t%s\t%s\n", f, $6, $8, n == 1 ? "x" : f ~ /x0/ ? substr("x0,x1,x2", 1, 3*n - 1) : "x,y" }'
}
# what is hard: ties, ends of domains, jumps, powers at 0, far and tiny arguments, functions mpmath's intervals lack
hard() {
	cat <<'END'
atan2(y,x)*x	x=-1,y=0
hypot(x,y)+abs(x-y)	x=0,y=0
cbrt(x*x*x)+sin(x)	x=0
acosh(x)^2	x=1
sqrt(x)*sqrt(y)	x=0,y=4
gamma(x)*digamma(x)+trigamma(x)	x=-2.5
polygamma(2,x)+lgamma(x)	x=-1.25
y0(x)*y1(x)+yn(2,x)	x=3.25
j0(x)+jn(3,x)*j1(x)	x=12.5
erf(x)*erfc(y)	x=3,y=-2
sinc(x)+dsinc(x)	x=0
log1p(x)+expm1(x)+log2(x)+log10(x)+exp2(x)	x=1e-300
asinh(x)+atanh(y)+sinh(x*1e-8)	x=-1e8,y=0.999999
pow(x,2.5)+sign(y)	x=0,y=0
pow(x,y)	x=0,y=2
fmod(x,y)+mod(x,y)	x=7,y=2
round(x)	x=2.5
x+1e-100*abs(x-0.5)	x=0.5
atan2(y,x)	x=0,y=0
logaddexp(x,y)	x=700,y=-700
max(x,y)*min(x,y)	x=2,y=2
asin(x)+acos(y)	x=2,y=0.25
x/(x-1)	x=1
where(x>2,x^2,4*x-4)	x=2
END
}

# made: certificates of all of these, as JSON
made() {
	golden | some | while IFS=$tab read -r f at v names; do
		"$w" certificate "$f" --vars "$names" --at="$at" --tangent="$v" --format json || echo "no certificate of $f" >> "$tmp/bad"
	done
	hard | some | while IFS=$tab read -r f at; do "$w" certificate "$f" --at="$at" --format json || echo "no certificate of $f" >> "$tmp/bad"; done
	for f in $("$w" list functions | awk '/^  [^ ]/ { print $1 }' | some); do
		"$w" certificate "$f" --format json || echo "no certificate of $f" >> "$tmp/bad"
	done
}

# what takes longer is for check-all: here each fourth
case $most in 1) every=4 least=40 leastsecond=20 ;; *) every=1 least=200 leastsecond=200 ;; esac
some() { awk -v every="$every" 'NR % every == 0'; }

# second FILE: second derivatives of the golden Hessians, at their points and others, and of the functions under test, as JSON
second() {
	sed -n 's/^H([A-Z]*, *"\([^"]*\)", *"\([^"]*\)",.*/\1\t\2/p' checks/data/hessians.def | some | while IFS=$tab read -r f at; do
		"$w" certificate "$f" --at="$at" --second --format json || echo "no certificate of $f" >> "$tmp/bad"
	done
	for f in $("$w" list functions | awk '/^  [^ ]/ { print $1 }' | some); do
		"$w" certificate "$f" --second --format json || echo "no certificate of $f" >> "$tmp/bad"
	done
}

# proofs of all of these, as they are and with a digit changed
many() {
	: > "$tmp/bad"
	made > "$tmp/all.json" 2>> "$tmp/bad"
	[ ! -s "$tmp/bad" ]; result $? 'certificates are made'

	replay --most "$most" "$tmp/all.json" > "$tmp/said" 2> "$tmp/bad"
	grep -v '^accepted' "$tmp/said" >> "$tmp/bad"
	set -- $(count "$tmp/said")
	[ "${1:-0}" -ge "$least" ] && [ "$2" = 0 ]; result $? "${1:-0} certificates are accepted, ${2:-some} are refuted"
	[ $# = 3 ] && [ $((20 * $3)) -le $(($1 + $2 + $3)) ]; result $? "${3:-some} are not replayed, at most 5 %"

	# which formula, along what, of the lines that say not replayed
	left() { sed -n 's/^not replayed: \(.*, y[0-9]* along [^ ,]*\),.*/\1/p' "$1" | sort -u; }
	left "$tmp/said" > "$tmp/left"
	replay --change --most "$most" "$tmp/all.json" > "$tmp/said" 2> "$tmp/bad"
	grep -v '^refuted' "$tmp/said" >> "$tmp/bad"
	set -- $(count "$tmp/said")
	left "$tmp/said" | comm -13 "$tmp/left" - > "$tmp/more"     # whose certificate was replayed as it stood
	[ "${1:-1}" = 0 ] && [ "${2:-0}" -ge "$least" ] && [ ! -s "$tmp/more" ]; result $? "${2:-0} enclosures with one digit changed above their width are refuted, ${1:-some} are not"

	: > "$tmp/bad"
	second > "$tmp/second.json" 2>> "$tmp/bad"
	[ ! -s "$tmp/bad" ]; result $? 'certificates of second derivatives are made'
	replay --most 3 "$tmp/second.json" > "$tmp/out" 2> "$tmp/bad"
	# on a border of two branches, or undecided: there is no certificate to replay
	grep -v 'no proof is given\|undecided is no certificate' "$tmp/out" > "$tmp/said"
	grep -v '^accepted\|^[0-9]' "$tmp/said" >> "$tmp/bad"
	set -- $(grep -c '^accepted' "$tmp/said") $(grep -c '^refuted' "$tmp/said") $(grep -c '^not replayed' "$tmp/said")
	[ "$1" -ge "$leastsecond" ] && [ "$2" = 0 ]; result $? "$1 of second derivatives are accepted, $2 are refuted"
	[ $((20 * $3)) -le $(($1 + $3)) ]; result $? "$3 of second derivatives are not replayed, at most 5 %"
	replay --change --most 3 "$tmp/second.json" > "$tmp/out" 2> "$tmp/bad"
	grep '^accepted' "$tmp/out" >> "$tmp/bad"
	set -- $(grep -c '^refuted' "$tmp/out") $(grep -c '^accepted' "$tmp/out")
	[ "$1" -ge "$leastsecond" ] && [ "$2" = 0 ]; result $? "$1 enclosures of second derivatives with one digit changed are refuted, $2 are accepted"
}
[ "$most" = changed ] || many

# changed WHAT, FORMULA, POINT, sed script, status [--second]: a text that says something else is not accepted
changed() {
	"$w" certificate "$2" --at="$3" $6 > "$tmp/was"
	sed "$4" "$tmp/was" > "$tmp/now"
	cat "$tmp/was" >> "$tmp/origins"
	replay "$tmp/now" > "$tmp/bad" 2>&1
	[ $? = "$5" ] && ! cmp -s "$tmp/was" "$tmp/now"; result $? "$1"
}
changed 'a bound M that is too small is refuted'            'exp(x)*sin(x)' 1    's/ M 0x\([0-9a-f]*\)p/ M 0x\1p-/; s/p--/p-1/' 1
changed 'a remainder that is too small is refuted'          'exp(x)*sin(x)' 1    's/remainder 0x\([0-9a-f]*\)p-/remainder 0x\1p-1/' 1
changed 'a disc across a pole is not replayed'              '1/(x-1)'       1.5  's/ R 0x1p-[0-9]*/ R 0x1p4/' 2
changed 'a disc across a cut is not replayed'               'sqrt(x)+x^3'   1.5  's/ R 0x1p-[0-9]*/ R 0x1p4/' 2
changed 'the other branch is refuted'                       'abs(x)*x'      -3   's/ - by value/ + by value/' 1
changed 'the other branch beside a border is refuted'       'abs(x)'        0    's/1 + by beside/1 - by beside/' 1
changed 'another class is refuted: smooth, zero'            'sin(x)'        1    's/class smooth/class zero/' 1
changed 'another class is refuted: kink, join'              'abs(x)'        0    's/class kink/class join/' 1
changed 'another class is refuted: vertical, kink'          'cbrt(x)'       0    's/class vertical/class kink/' 1
changed 'another class is refuted: jump, zero'              'floor(x)'      2    's/class jump/class zero/' 1
changed 'an infinite derivative of the other sign is refuted' 'sqrt(x)'     0    's/derivative inf/derivative -inf/' 1
changed 'another point is refuted'                          'x^3'           2    's/^input x 0x1p1/input x 0x3p0/' 1
changed 'another list is refuted'                           'exp(x)*sin(x)' 1    's/sin 0/cos 0/' 1
changed 'another step without a value is refuted'           'log(x)+log(y)' -1,2 's/domain step 2/domain step 3/' 1
changed 'a value where there is none is refuted'            'log(x)'        1    's/ side both by disc/ side both by domain step 1/; s/class smooth/class undefined/' 1
changed 'what is not exactly 0 is refuted'                  'x*x+y'         2,1  's/by degree power 1 order 1/by structure power 1 order 1/' 1
changed 'a join whose right side misses the value is not replayed' 'where(x>2,x^2,4*x-3-1)' 2 \
	's/const 0x3p0/const 0x1p1/; s/value 0x1p2/value 0x5p0/; /side left/,/derivative/s/limit 0x1p2/limit 0x5p0/' 2
changed 'a remainder of a second derivative that is too small is refuted' 'exp(x)*sin(x)' 1 's/remainder 0x\([0-9a-f]*\)p-/remainder 0x\1p-1/' 1 --second
changed 'a second derivative that is not exactly 0 is not replayed' 'x*x*x+y' 2,1 's/by degree power 1 order 2/by structure power 1 order 2/' 2 --second
changed 'another second direction is refuted'               'exp(x)*sin(y)' 1,2  's/^ w 1 .*/ w 0 0x1p0/' 1 --second
changed 'another length of a direction is refuted'          'exp(x)*y^3'    4,2  's/^ shift \(.*\) \(.*\)/ shift \1 7/' 1 --second
replay "$tmp/origins" > "$tmp/bad" 2>&1; result $? 'as they were all of these are accepted'

"$w" certificate 'acos(x)+asin(x)' --at 1 | replay > "$tmp/bad"; [ $? = 2 ] && grep -q 'undecided is no certificate' "$tmp/bad"; result $? 'undecided is no certificate'
"$w" certificate 'exp(x)*abs(y)' --at 1,0 | replay > "$tmp/text"; "$w" certificate 'exp(x)*abs(y)' --at 1,0 --format json | replay > "$tmp/json"
cmp "$tmp/text" "$tmp/json" > "$tmp/bad" 2>&1; result $? 'text and JSON say the same'
echo 'not a certificate' | replay > "$tmp/out" 2> "$tmp/bad"; [ $? = 2 ] && [ ! -s "$tmp/out" ] && [ "$(wc -l < "$tmp/bad")" = 1 ]; result $? 'what is no certificate is said in a sentence'

echo "1..$n"
