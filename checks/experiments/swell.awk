# nodes of the derivative of a product, as a tree
# n(k) of the product, d(k) of its derivative: n(k) = 4 k - 1, d(k) = d(k-1) + n(k-1) + 5, d(2) = 7
!(number("error") < 1e-9) { fail("error " word("error")) }
word("variant") == "symbolic" { tree[$1, $2] = number("nodes") }
word("variant") == "symbolic-shared" && !(number("nodes") <= tree[$1, $2]) {
	fail("shared, yet more nodes")
}
$1 == "product" && $3 == "symbolic" {
	seen++
	d = 7
	for (k = 3; k <= number("k"); k++) d += 4*(k - 1) - 1 + 5
	near("nodes", number("nodes"), d, 0)
}
END { if (seen != 2) fail(seen " rows of the product") }
