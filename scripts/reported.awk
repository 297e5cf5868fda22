# reported.awk -- rows of `wengert grad` against derivatives to 60 digits: verdict, formula, point,
# thread, worst ulps, why
# usage: awk -f reported.awk DIGITS ANSWERS, both separated by tabs, of scripts/reported.sh
#
# A formula is WRONG if the program claims what is false: a class, a digit of the reference (40, or
# as many as its radius promises), or an engine's error in ulps, which is measured here again.  It
# is weak if an engine is and the program says so.

# a decimal number: sign[k], digits[k] (60 of them), power[k]: sign 0.d1d2... 10^power
function take(k, s,    e, dot, n) {
	sign[k] = 1
	if (s ~ /^-/) { sign[k] = -1 }
	sub(/^[-+]/, "", s)
	e = 0
	if ((n = index(s, "e")) > 0) { e = substr(s, n + 1) + 0; s = substr(s, 1, n - 1) }
	dot = index(s, ".")
	if (dot) { e += dot - 1; s = substr(s, 1, dot - 1) substr(s, dot + 1) } else e += length(s)
	while (s ~ /^0/) { s = substr(s, 2); e-- }
	digits[k] = substr(s zeros, 1, 60)
	power[k] = e
	zero[k] = s == ""
}
# |a - b| in units of 10^power["b"], by pieces of 12 digits
function difference(    d, i, a, b, shift, top, low, borrow, piece) {
	if (zero["a"] || zero["b"] || sign["a"] != sign["b"] || size(power["a"] - power["b"]) > 1)
		return "far"
	a = digits["a"] "0"; b = digits["b"] "0"
	shift = power["a"] - power["b"]
	if (shift == 1) b = "0" digits["b"]
	if (shift == -1) a = "0" digits["a"]
	top = a < b "" ? b : a; low = a < b "" ? a : b
	for (i = 4; i >= 0; i--) {
		piece = substr(top, 12*i + 1, 12) - substr(low, 12*i + 1, 12) - borrow
		borrow = piece < 0
		d += (piece + (borrow ? 1e12 : 0)) * 10^(-12*(i + 1))
	}
	return d * (shift == 1 ? 10 : 1)
}
function size(x) { return x < 0 ? -x : x }
# the exponent of the ulp of binary64 at the number "b", to which x is the nearest
function ulp(x,    d, e) {
	d = size(x)
	for (e = -1022; e < 1024 && 2^(e + 1) <= d; e += 64) ;
	while (e > -1022 && 2^e > d) e--
	take("a", sprintf("%.70e", x))
	if (2^e == d && (power["b"] < power["a"] ||
		power["b"] == power["a"] && digits["b"] "" < digits["a"] "")) e--
	return (e < -1022 ? -1022 : e) - 52
}
# 10^p / 2^e of about the same size, either of which may be outside binary64
function quotient(p, e) {
	return p < 0 ? 10^(p + 300) / (2^e * 1e300) : 10^(p - 300) / (2^e * 1e-300)
}

# does the text of the program agree with 60 digits? of zeros: with what binary64 rounds to 0
function same(text, truth, radius,    d) {
	take("a", text); take("b", truth)
	if (zero["a"]) return zero["b"] || power["b"] < -342
	if (zero["b"]) return 0
	d = difference()
	if (d == "far") return 0
	return d <= 1e-38 || radius != "" && radius != "inf" && radius + 0 > 0 && within(d, radius)
}
# d 10^power["b"] <= radius, which may be far outside binary64
function within(d, radius) {
	take("c", radius)
	if (power["b"] - power["c"] >= 250) return 0
	return d * 10^(power["b"] - power["c"]) <= ("0." digits["c"]) + 0
}

# error of the engine's number g against the truth, in ulps, "inf" if it is no number
function ulps(g, truth,    d, e, x) {
	if (g ~ /nan/) return "inf"
	take("b", truth)
	x = truth + 0
	if (g ~ /inf/) return size(x) > LARGEST && (g ~ /-/) == (x < 0) ? 0 : "inf"
	if (size(x) > LARGEST) return "inf"
	e = ulp(x)
	take("a", sprintf("%.70e", g + 0))
	d = difference()
	return d == "far" ? size(g - x) / 2^e : d * quotient(power["b"], e)
}
function fault(text) { if (verdict != "WRONG") why = text; verdict = "WRONG" }
function lower(v, text) { if (rank[v] > rank[verdict]) { verdict = v; why = text } }

# what is claimed of one entry by one engine
function judge(engine, status, input, g, claim, reference, class, left, right, radius,
	kind, own, k) {
	k = formula FS point FS input
	if (!(k in kinds)) { fault("no digits of " input); return }
	kind = kinds[k]
	judged++
	if (class == "undecided") { lower("undecided", input ": undecided"); return }
	if (kind == "join" ? class == kind : kind == "derivative" && class ~ /^(smooth|zero)$/) {
		if (!same(reference, truth[k], radius)) {
			fault(input ": " reference " for " truth[k])
			return
		}
		if (status == "unable") { lower("weak", engine " is unable"); return }
		own = ulps(g, truth[k])
		if (own != "inf" && own > worst) worst = own
		if (own == "inf") worst = "inf"
		honest(engine, input, own, claim)
		return
	}
	if (class != kind) { fault(input " is " class ", expected " kind); return }
	lower("not smooth", input ": " kind)
	if (kind == "kink" && !(same(left, lefts[k], "") && same(right, rights[k], "")))
		fault(input ": from " left " to " right ", expected " lefts[k] " to " rights[k])
	if (kind == "one-sided") { sided(engine, input, g, claim, left, right, k); return }
	if (kind == "kink" && g !~ /nan|inf/)
		between(engine, input, g + 0, lefts[k] + 0, rights[k] + 0, claim)
	else if (small(claim) && !(kind == "vertical" && g ~ /inf/))
		fault(engine " " input ": " g " has " claim " ulps")
}
function small(claim) { return claim != "" && claim !~ /inf/ && claim + 0 <= most }
function misjudged(engine, input, own, claim) {
	fault(engine " " input ": said to be wrong by " claim " ulps, it is by " own)
}
# the claim of an error is a number that must be the error
function honest(engine, input, own, claim) {
	if (claim == "") {
		if (own == "inf" || own > most) lower("weak", engine " " input ": not compared")
		return
	}
	if (claim ~ /inf/ || own == "inf") {
		if (claim !~ /inf/ || own != "inf") misjudged(engine, input, own, claim)
		else lower("weak", engine " " input ": no number")
		return
	}
	if (size(own - claim) > 0.01 + 1e-5*own) misjudged(engine, input, own, claim)
	else if (own > most) lower("weak", engine " " input ": " claim " ulps")
}
# the derivative from the side that there is
function sided(engine, input, g, claim, left, right, k,    d) {
	d = lefts[k] == "-" ? rights[k] : lefts[k]
	if (lefts[k] == "-" ? left != "" || !same(right, d, "") : right != "" || !same(left, d, ""))
		fault(input ": from " left " to " right ", expected " lefts[k] " to " rights[k])
	honest(engine, input, ulps(g, d), claim)
}
# at a kink: any slope between the two
function between(engine, input, g, l, r, claim,    inside) {
	inside = g >= (l < r ? l : r) && g <= (l < r ? r : l)
	if (inside != small(claim))
		fault(engine " " input ": " g " between " l " and " r " has " claim " ulps")
	else if (!inside) lower("weak", engine " " input ": " g ", not between the two slopes")
}
# what is weak or undecided is known: any other is a surprise, and so is one that is no longer
function done(    surprise, all) {
	if (formula == "") return
	all = 3*inputs[formula FS point]
	if (judged != all) fault(said ? said : judged " derivatives were judged of " all)
	if ((verdict ~ /weak|undecided/ || known != "-") && verdict != known && verdict != "WRONG")
		surprise = ": reported.txt " (known == "-" ? "does not say so" : "says " known)
	if (worst != "inf") worst = sprintf("%.3g", worst)
	print verdict, formula, point, thread, worst, why == "" ? "-" : why, surprise
}

BEGIN {
	FS = OFS = "\t"
	for (i = 0; i < 60; i++) zeros = zeros "0"
	split("right,not smooth,weak,undecided,WRONG", names, ",")
	for (i in names) rank[names[i]] = i + 0
	most = 4        # ulps that an engine may lose
	LARGEST = 1.7976931348623157e308
}
NR == FNR {
	k = $1 FS $2 FS $3
	kinds[k] = $4; truth[k] = $5; lefts[k] = $6; rights[k] = $7
	inputs[$1 FS $2]++
	next
}
$1 == "?" {
	done()
	formula = $2; point = $3; if ($4 > 1) point = point " order " $4
	thread = $5; known = $6; verdict = "right"; why = said = ""; worst = judged = 0
	next
}
$1 == "!" { said = said $2 " "; next }
/^engine,/ { next }
/^[^"]*,"x(,x)*",/ { sub(/"x[x,]*"/, "x") }
{ split($0, c, ","); judge(c[1], c[3], c[4], c[6], c[7], c[8], c[9], c[12], c[13], c[16]) }
END { done() }
