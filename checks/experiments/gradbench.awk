# every answer right to ten digits and valid by GradBench's rule too, as many numbers from each tool
{
	if (word("status") != "ok") fail($1 " " $2 " " $3 ": " word("status") ": " word("why"))
	near("numbers that are off", number("far"), 0, 0)
	if (!(number("relative") <= 1e-10)) fail($1 " " $2 " " $3 ": off by " word("relative"))
	if (!(number("ulps") <= 1e5)) fail($1 " " $2 " " $3 ": " word("ulps") " ulps")
	if (word("valid") != "true") fail($1 " " $2 " " $3 ": " word("valid"))
	if (!(number("numbers") >= 1)) fail($1 " " $2 ": no numbers")
	if ($1 $2 in numbers && numbers[$1 $2] != number("numbers")) fail($1 " " $2 ": another length from " $3)
	numbers[$1 $2] = number("numbers")
	if (($1 !~ /particle|saddle/) != (word("ratio") != "")) fail($1 " " $2 ": ratio " word("ratio"))
	if (word("ratio") != "") near("ratio", number("ratio"), number("seconds") / number("primal"), 1e-4 * number("ratio"))
	if (word("zeros") !~ /^(accepted|refused)$/ || ($1 == "det" && word("zeros") != "refused") || ($1 $2 in zeros && zeros[$1 $2] != word("zeros"))) fail($1 ": zeros are " word("zeros"))
	zeros[$1 $2] = word("zeros")
	tools[$3]++
}
END { for (k in zeros) taken += zeros[k] == "accepted"; if (taken < 1) fail("zeros are accepted nowhere")
	if (tools["static"] != 18 || tools["compiled"] != 18) fail("answers of static and compiled: " tools["static"] ", " tools["compiled"]) }
