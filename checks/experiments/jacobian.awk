# passes: columns by eight, rows one by one
{
	i = number("inputs"); o = number("outputs")
	near("size", number("size"), $1 == "n" ? i : o, 0)
	near("the other size", $1 == "n" ? o : i, 16, 0)
	near("passes", number("passes"), word("way") ~ /forward/ ? sweeps(i) : o, 0)
	if (!(number("error") < 1e-9)) fail("error " word("error"))
}
