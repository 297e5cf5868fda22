# slopes of cos at 2 with h = 1/2, in binary32
BEGIN {
	h = 0.5
	is["true"] = -sin(2)
	is["forward"] = (cos(2 + h) - cos(2)) / h
	is["backward"] = (cos(2) - cos(2 - h)) / h
	is["central"] = (cos(2 + h) - cos(2 - h)) / (2*h)
}
{
	near("slope of " $1, number("slope"), is[word("formula")], 3e-7)
	near("error of " $1, number("error"), $1 == "true" ? 0 : $4 + sin(2), 2e-6)
}
