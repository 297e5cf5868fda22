# bits, and a gradient as good as they promise
number("bits") != 64 && $1 != 256 && $1 != 1024 { fail($1 " bits") }
!(number("error") < 1e-12) { fail("error " word("error")) }
(word("kind") == "with tanh") != (word("function") == "mlp") { fail($2 " is " $3) }
