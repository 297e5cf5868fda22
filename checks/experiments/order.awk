# multiplications from the sizes, the best order by trying all; bytes
function least(i, k, j, most, x) {
	if (i == k) return 0
	most = -1
	for (j = i; j < k; j++) {
		x = least(i, j) + least(j + 1, k) + s[i]*s[j + 1]*s[k + 1]
		if (most < 0 || x < most) most = x
	}
	return most
}
$1 ~ /^cnn/ { near("numbers", number("multiplications"), 32*32*3 * 30 * 3*3*3*64, 0); next }
{
	n = split(word("chain"), part, " ")
	sizes = part[n]
	if (sizes !~ /-/) sizes = sizes "-" sizes "-" sizes "-" sizes "-" sizes
	n = split(sizes, s0, "-") - 1
	for (k = 0; k <= n; k++) s[k] = s0[k + 1]
	forward = reverse = large = held = 0
	for (k = 1; k < n; k++) forward += s[0]*s[k]*s[k + 1]
	for (k = 1; k < n; k++) reverse += s[k - 1]*s[k]*s[n]
	for (k = 0; k < n; k++) held += s[k]*s[k + 1]
	for (k = 0; k < n; k++) if (s[k]*s[k + 1] > large) large = s[k]*s[k + 1]
	best = least(0, n - 1)
	want = $2 == "forward" ? forward : $2 == "reverse" ? reverse : best
	near("multiplications", number("multiplications"), want, 0)
	near("over the best", number("over_optimal"), want / best, 0.001 * $4)
	# the most is reached while the largest factor is filled from an array of its own
	near("bytes beyond those left", number("peak") - number("live"), 8 * large, 0)
	if (!(number("live") > 8 * held))
		fail("the factors alone are more than " word("live") " bytes")
}
