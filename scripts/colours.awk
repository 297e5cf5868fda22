# colours -- are the colours of plots/style.gp told apart, and read on their paper, by those who see colours otherwise?  Prints TAP.
#	awk -f scripts/colours.awk plots/style.gp
# Sight without red, green or blue cones: G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, A physiologically-based model for simulation
# of color vision deficiency, IEEE TVCG 15 (2009), table of severity 1, in linear sRGB.  Distance: Euclidean in CIE L*a*b* (D65), where
# some 2.3 is just seen.  Contrast: WCAG 2.1, relative luminance.
function linear(v) { v /= 255; return v <= 0.04045 ? v/12.92 : ((v + 0.055)/1.055)^2.4 }
function clip(v) { return v < 0 ? 0 : v > 1 ? 1 : v }
function hex(s,  k, n, d) {
	for (k = 1; k <= length(s); k++) { d = index("0123456789abcdef", tolower(substr(s, k, 1))) - 1; n = 16*n + d }
	return n
}
function cube(t) { return t > 216/24389 ? t^(1/3) : (841/108)*t + 4/29 }
# of colour c in a sight: L, a, b
function lab(c, sight, to,  r, g, b, R, G, B, m, x, y, z) {
	r = linear(hex(substr(c, 2, 2))); g = linear(hex(substr(c, 4, 2))); b = linear(hex(substr(c, 6, 2)))
	split(matrix[sight], m, " ")
	R = clip(m[1]*r + m[2]*g + m[3]*b); G = clip(m[4]*r + m[5]*g + m[6]*b); B = clip(m[7]*r + m[8]*g + m[9]*b)
	x = cube((0.4124564*R + 0.3575761*G + 0.1804375*B)/0.95047)
	y = cube(0.2126729*R + 0.7151522*G + 0.0721750*B)
	z = cube((0.0193339*R + 0.1191920*G + 0.9503041*B)/1.08883)
	to[1] = 116*y - 16; to[2] = 500*(x - y); to[3] = 200*(y - z)
}
function apart(c, d, sight,  p, q) {
	lab(c, sight, p); lab(d, sight, q)
	return sqrt((p[1] - q[1])^2 + (p[2] - q[2])^2 + (p[3] - q[3])^2)
}
function luminance(c) {
	return 0.2126*linear(hex(substr(c, 2, 2))) + 0.7152*linear(hex(substr(c, 4, 2))) + 0.0722*linear(hex(substr(c, 6, 2)))
}
function contrast(c, d,  a, b) {
	a = luminance(c) + 0.05; b = luminance(d) + 0.05
	return a > b ? a/b : b/a
}
function result(ok, says) { printf "%s %d - %s\n", ok ? "ok" : "not ok", ++tests, says; bad += !ok }
BEGIN {
	APART = 20; LETTERS = 4.5; MARKS = 3          # WCAG 2.1: 1.4.3 text, 1.4.11 graphical objects
	matrix["all cones"] = "1 0 0 0 1 0 0 0 1"
	matrix["no red cones"]   = "0.152286 1.052583 -0.204868 0.114503 0.786281 0.099216 -0.003882 -0.048116 1.051998"
	matrix["no green cones"] = "0.367322 0.860646 -0.227968 0.280085 0.672501 0.047413 -0.011820 0.042940 0.968881"
	matrix["no blue cones"]  = "1.255528 -0.076749 -0.178779 -0.078411 0.930809 0.147602 0.004733 0.691367 0.303900"
	nsights = split("all cones;no red cones;no green cones;no blue cones", sights, ";")
}
# name = dark ? "#..." : "#...", several a line
{
	rest = $0
	while (match(rest, /[a-z_0-9]+ *= *dark \? ("#[0-9a-f]+"|[a-z]+) : "#[0-9a-f]+"/)) {
		piece = substr(rest, RSTART, RLENGTH); rest = substr(rest, RSTART + RLENGTH)
		name = piece; sub(/ *=.*/, "", name)
		n = split(piece, q, "\"")
		if (n == 5) { of["dark", name] = q[2]; of["light", name] = q[4] }
		else { of["light", name] = q[2]; sub(/_t$/, "", name); of["dark", name "_t"] = of["dark", name] }
		known[name]
	}
}
END {
	n = split("blue red green purple amber", hue, " ")
	for (t = 1; t <= 2; t++) {
		theme = t == 1 ? "light" : "dark"
		for (s = 1; s <= nsights; s++) {
			least = 1e9
			for (i = 1; i <= n; i++) for (j = 1; j < i; j++) {
				d = apart(of[theme, hue[i]], of[theme, hue[j]], sights[s])
				if (d < least) { least = d; pair = hue[j] " and " hue[i] }
			}
			result(least >= APART, sprintf("%s, %s: five colours, the nearest %s, %.0f apart", theme, sights[s], pair, least))
		}
		least = 1e9
		for (i = 1; i <= n; i++) { d = contrast(of[theme, hue[i]], of[theme, "bg"]); if (d < least) { least = d; pair = hue[i] } }
		result(least >= MARKS, sprintf("%s: marks on the paper, the faintest %s, %.1f : 1", theme, pair, least))
		least = 1e9
		k = split("ink ink2 ink3", word, " ")
		for (i = 1; i <= n; i++) word[++k] = hue[i] "_t"
		for (i = 1; i <= k; i++) {
			c = of[theme, word[i]]; if (c == "") { c = word[i]; sub(/_t$/, "", c); c = of[theme, c] }
			d = contrast(c, of[theme, "bg"]); if (d < least) { least = d; pair = word[i] }
		}
		result(least >= LETTERS, sprintf("%s: letters on the paper, the faintest %s, %.1f : 1", theme, pair, least))
	}
	print "1.." tests
	exit bad > 0
}
