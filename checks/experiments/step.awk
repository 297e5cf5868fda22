# errors at large steps: root mean square of the truncation of sin x e^x at 3/4
function f(x) { return sin(x) * exp(x) }
function cosh(h) { return (exp(h) + exp(-h)) / 2 }
function sinh(h) { return (exp(h) - exp(-h)) / 2 }

# relative to the derivative
function off(how, h, d) {
	d = exp(x0) * (sin(x0) + cos(x0))
	if (how == "forward") return (f(x0 + h) - f(x0)) / h / d - 1
	if (how == "central") return (f(x0 + h) - f(x0 - h)) / (2*h) / d - 1
	return exp(x0) * (sin(x0)*sin(h)*cosh(h) + cos(x0)*cos(h)*sinh(h)) / h / d - 1
}

# over a quarter of an octave around h
function rms(how, h, s, i) {
	for (i = 0; i < 40; i++) s += off(how, h * 2^(((i + .5) / 40 - .5) / 4))^2
	return sqrt(s / 40)
}

BEGIN { x0 = 0.75 }
{ all[$1, $2]++; if (!(number("error") >= 0)) fail("error " $4) }
word("number") == "binary64" && $2 ~ /^(forward|central|complex step)$/ && number("h") > 1e-3 {
	bins[$2]++
	part[$2] += number("error") / rms($2, $3)
	near($2 " at " $3, $4, rms($2, $3), 0.12 * $4)
}
END {
	# 64 random steps in each bin: the mean over 40 bins is within 0.4 %
	for (k in part) {
		curves++
		if (bins[k] < 30) fail(bins[k] " bins of " k)
		near("mean of error over truncation, " k, part[k] / bins[k], 1, 0.004)
	}
	if (curves != 3) fail(curves " curves")
	for (k in all) if (all[k] != (k ~ /^binary32/ ? 112 : 228)) fail(all[k] " rows of " k)
}
