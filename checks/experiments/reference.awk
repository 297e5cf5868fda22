# a gradient over a sweep; all certified
{ number("seconds"); if (number("bits") < 53) fail("bits " $4) }
word("what") == "gradient" {
	gradients++
	near("ratio", number("ratio"), number("seconds") / number("sweep"), 0.006 * $7)
	if (word("verdict") != "certified") fail($2 " is " $8)
}
word("what") == "elementary" {
	functions++
	if (number("n") != 1 || $6 != "") fail("n " $3 ", sweep " $6)
}
END { if (functions != 12 || gradients != 3) fail(functions " functions, " gradients " gradients") }
