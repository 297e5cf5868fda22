# truncation of a polynomial, exactly; parts add up to the error
# f(2+h) - f(2) = f' h + 55 h^2 - 39 h^3 + 3 h^4
word("steps") == 1 {
	seen++
	h = number("h")
	T = $2 == "forward" ? 55*h - 39*h*h + 3*h*h*h : -39*h*h
	near("T", number("T"), T, 2e-5 * size(T))
	noise = 1e-5 * (size(number("Rx")) + size(number("Rf")) + size(number("Rd"))) + 1e-12
	near("roundoff", number("roundoff"), $6 + $7 + $8, noise)
	near("error", number("error"), T + $9, 1e-5 * (size(T) + size($9)) + 1e-12)
}
END { if (seen != 182) fail(seen " single steps") }
