# sweeps of a Hessian: columns by eight
{
	near("passes", number("passes"), word("what") == "Hessian" ? sweeps($1) : 1, 0)
	if (!(number("error") < 1e-6)) fail("error " word("error"))
}
