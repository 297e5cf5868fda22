# columns -- a CSV of an experiment, by its column names; what is no number is a failure, never 0
# why: the file that failures are written to; run: the folder of all files
function fail(s) { if (bad++ < 5) print FILENAME ": line " FNR ": " s > why }

function word(k) {
	if (!(k in c)) { fail("there is no column " k); return "" }
	return $c[k]
}

function number(k, s) {
	s = word(k)
	if (s !~ /^-?[0-9]/) fail(k " is \"" s "\", which is no number")
	return s + 0
}

function size(x) { return x < 0 ? -x : x }

function near(what, got, want, by) {
	if (!(size(got - want) <= by)) fail(what " is " got ", computed again " want)
}

# of numbers separated by blanks: how many into samples, and their median
function middle(s, x, i, j, t) {
	samples = split(s, x, " ")
	for (i = 2; i <= samples; i++)
		for (j = i; j > 1 && x[j - 1] + 0 > x[j] + 0; j--) {
			t = x[j]
			x[j] = x[j - 1]
			x[j - 1] = t
		}
	return samples ? (x[int((samples + 1) / 2)] + x[int(samples / 2) + 1]) / 2 : -1
}

# least squares
function nosums() { m0 = mx = my = mxx = mxy = 0 }
function sums(x, y) { m0++; mx += x; my += y; mxx += x*x; mxy += x*y }
function slope() { return (m0*mxy - mx*my) / (m0*mxx - mx*mx) }

# sweeps of eight tangents
function sweeps(n) { return int((n + 7) / 8) }

/^#/ { next }
!heads { heads = NF; for (k = 1; k <= NF; k++) c[$k] = k; next }
{ rows++ }
NF != heads { fail(NF " fields under " heads " column names") }
