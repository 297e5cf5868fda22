# right derivatives of 14 problems, each over its plain program
{
	problems[$1]
	within = word("engine") ~ /forward|reverse|static|checkpointed/ ? 1e-6 : 1e-3
	if (!(number("error") < within)) fail($1 " by " $4 " is off by " word("error"))
	if (!(number("passes") >= 1) || word("primal_samples") == "")
		fail($1 " by " $4 ": no passes, or no primal")
}
END { for (p in problems) count++; if (count != 14) fail(count " problems") }
