# sums.awk -- lines that begin with the same three words: how many there are, and a sum of their characters in order.
BEGIN { for (k = 32; k < 127; k++) code[sprintf("%c", k)] = k }
{
	of = $1 " " $2 " " $3
	if (!(of in lines)) order[++n] = of
	lines[of]++
	for (k = 1; k <= length($0); k++) sum[of] = (sum[of] * 257 + code[substr($0, k, 1)]) % 2147483647
}
END { for (k = 1; k <= n; k++) print order[k] ": " lines[order[k]] " lines, sum " sum[order[k]] }
