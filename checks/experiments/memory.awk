# bytes of store-all, runs, and bytes for each doubling
{ key = $1 ", " $2; way = word("way") }
word("depth") == "fit" {
	fits++
	nosums()
	for (d = 32; d <= 512; d *= 2) sums(log(d) / log(2), bytes[key, d])
	near("bytes for each doubling, " key, number("perdoubling"), slope(), 0.051)
	if (way == "store-all") near("exponent, " key, number("exponent"), 1, 1e-4)
	if (way == "forward")   near("exponent, " key, number("exponent"), 0, 1e-4)
	next
}
{ bytes[key, $3] = number("bytes"); number("primal"); number("seconds") }
way == "primal" && $4 != 0 { fail("the primal takes " $4 " bytes beyond itself") }
way ~ /^(primal|forward|store-all)$/ { near("runs", number("runs"), 1, 0) }
way ~ /^(uniform|binomial)$/ && !(number("runs") >= 1 && $6 < 5) { fail("runs " $6) }
# what each layer more takes is the same at every depth
way == "store-all" && $3 == 512 {
	one = (bytes[key, 128] - bytes[key, 64]) / 64
	for (d = 128; d <= 256; d *= 2)
		near("bytes of " d " layers more", bytes[key, 2*d] - bytes[key, d], one * d, 0)
}
way == "store-all" && $3 > 8 && !(bytes[$1 ", binomial", $3 / 2] < $4) {
	fail("a binomial schedule holds as much")
}
END { if (fits != 8) fail(fits " fits") }
