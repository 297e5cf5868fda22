# nonzeros of stencils: 100 numbers in a row, in a square, 125 in a cube; runs of the function
{
	n = number("inputs")
	want = $1 == "tridiagonal" ? 3*n - 3 : $1 == "bratu2" ? 5*n - 4*10 : 7*n - 6*25
	least = $1 == "tridiagonal" ? 3 : $1 == "bratu2" ? 5 : 7
	near("nonzeros", number("nonzeros"), want, 0)
	if (!(number("colours") >= least && $5 < 2 * least)) fail($5 " colours")
	near("primals", number("primals"), number("jacobian") / number("primal"), 0.006 * $9)
	if (!(number("passes") >= 1)) fail($6 " passes")
}
