# reported.awk -- rows of `wengert grad` against derivatives to 60 digits: verdict, formula, point, thread, worst ulps, why
# usage: awk -f reported.awk DIGITS ANSWERS, both separated by tabs, of scripts/reported.sh
#
# A formula is WRONG if the program claims what is false: a class, a digit of the reference (40, or as many as its radius promises),
# or an engine's error in ulps, which is measured here again.  It is weak if an engine is and the program says so.

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
# (a - b) in units of 10^power["b"], by pieces of 12 digits: the leading ones cancel exactly
function difference(    d, i, a, b, shift) {
	if (zero["a"] || zero["b"] || sign["a"] != sign["b"] || power["a"] - power["b"] > 1 || power["b"] - power["a"] > 1)
		return "far"
	a = digits["a"]; b = digits["b"]
	shift = power["a"] - power["b"]
	if (shift == 1) b = substr("0" b, 1, 60)
	if (shift == -1) a = substr("0" a, 1, 60)
	for (i = 0; i < 5; i++) d += (substr(a, 12*i + 1, 12) - substr(b, 12*i + 1, 12)) * 10^(-12*(i + 1))
	return sign["b"] * d * (shift == 1 ? 10 : 1)
}
function size(x) { return x < 0 ? -x : x }
# ulp of binary64 at d, as a number and the power of ten it is given in: of the scaled mantissa m 10^p
function ulp(d,    e) {
	d = size(d)
	for (e = -1022; e < 1024 && 2^(e + 1) <= d; e += 64) ;
	while (e > -1022 && 2^e > d) e--
	return 2^(e - 52)
}

# does the text of the program agree with 60 digits? of zeros: with what binary64 rounds to 0
function same(text, truth, radius,    d) {
	take("a", text); take("b", truth)
	if (zero["a"]) return zero["b"] || power["b"] < -342
	if (zero["b"]) return 0
	d = difference()
	if (d == "far") return 0
	return size(d) <= 1e-38 || radius != "" && radius != "inf" && radius + 0 > 0 && within(d, radius)
}
# |d| 10^power["b"] <= radius, which may be far outside binary64
function within(d, radius) {
	take("c", radius)
	return power["b"] - power["c"] < 250 && size(d) * 10^(power["b"] - power["c"]) <= ("0." digits["c"]) + 0
}

# error of the engine's number g against the truth, in ulps, "inf" if it is no number
function ulps(g, truth,    d, x) {
	if (g ~ /nan/) return "inf"
	take("b", truth)
	x = truth + 0
	if (g ~ /inf/) return !zero["b"] && power["b"] > 309 && (g ~ /-/) == (sign["b"] < 0) ? 0 : "inf"
	if (power["b"] > 309) return "inf"
	take("a", sprintf("%.70e", g + 0))
	d = difference()
	if (d == "far") return size(g - x) / ulp(x)
	return size(d) * (10^power["b"]) / ulp(x)
}
function fault(text) { if (verdict != "WRONG") why = text; verdict = "WRONG" }
function lower(v, text) { if (rank[v] > rank[verdict]) { verdict = v; why = text } }

# what is claimed of one entry by one engine
function judge(engine, status, input, g, claim, reference, class, left, right, radius,    kind, own, k) {
	k = formula FS point FS input
	if (!(k in kinds)) { fault("no digits of " input); return }
	kind = kinds[k]
	judged++
	if (class == "undecided") { lower("undecided", input ": undecided"); return }
	if (kind == "derivative" && class ~ /^(smooth|zero)$/ || kind == "join" && class == "join") {
		if (!same(reference, truth[k], radius)) { fault(input ": " reference " for " truth[k]); return }
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
	if (kind == "kink" && g !~ /nan|inf/) between(engine, input, g + 0, lefts[k] + 0, rights[k] + 0, claim)
	else if (claim != "" && claim + 0 <= most && claim !~ /inf/ && !(kind == "vertical" && g ~ /inf/)) fault(engine " " input ": " g " has " claim " ulps")
}
# the claim of an error is a number that must be the error
function honest(engine, input, own, claim) {
	if (claim == "") { if (own == "inf" || own > most) lower("weak", engine " " input ": not compared"); return }
	if (claim ~ /inf/ || own == "inf") {
		if (claim !~ /inf/ || own != "inf") fault(engine " " input ": said to be wrong by " claim " ulps, it is by " own)
		else lower("weak", engine " " input ": no number")
		return
	}
	if (size(own - claim) > 0.01 + 1e-4*own) fault(engine " " input ": said to be wrong by " claim " ulps, it is by " own)
	else if (own > most) lower("weak", engine " " input ": " claim " ulps")
}
# at a kink: any slope between the two
function between(engine, input, g, l, r, claim,    inside) {
	inside = g >= (l < r ? l : r) && g <= (l < r ? r : l)
	if (inside != (claim + 0 <= most && claim !~ /inf/)) fault(engine " " input ": " g " between " l " and " r " has " claim " ulps")
	else if (!inside) lower("weak", engine " " input ": " g ", not between the two slopes")
}
function done() {
	if (formula == "") return
	if (!judged) fault(said ? said : "nothing was judged")
	print verdict "\t" formula "\t" point "\t" thread "\t" (worst == "inf" ? worst : sprintf("%.3g", worst)) "\t" why
}

BEGIN {
	FS = "\t"
	for (i = 0; i < 60; i++) zeros = zeros "0"
	split("right,not smooth,weak,undecided,WRONG", names, ",")
	for (i in names) rank[names[i]] = i
	most = 4        # ulps that an engine may lose
}
NR == FNR { k = $1 FS $2 FS $3; kinds[k] = $4; truth[k] = $5; lefts[k] = $6; rights[k] = $7; next }
$1 == "?" {
	done()
	formula = $2; point = $3; if ($4 > 1) point = point " order " $4
	thread = $5; verdict = "right"; why = said = ""; worst = judged = 0
	next
}
$1 == "!" { said = said $2 " "; next }
/^engine,/ { next }
{ split($0, c, ","); judge(c[1], c[3], c[4], c[6], c[7], c[8], c[9], c[12], c[13], c[16]) }
END { done() }
