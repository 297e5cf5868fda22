# census-table.awk -- what scripts/census.sh found, by tree, and what stood in the way: awk -F, -f scripts/census-table.awk results/census.csv
/^#/ || /^tree,/ { next }
!($1 in all) { tree[++trees] = $1 }
{ all[$1]++; all["all"]++; how[$1, $4]++; how["all", $4]++
  if ($4 == "no") { if (!($6 in stood)) words[++obstacles] = $6; stood[$6]++ }
  else if ($5 == "WRONG") { wrong[$1]++; wrong["all"]++ } }
function row(t,   done) {
	done = how[t, "as it is"] + how[t, "with the comment offered"]
	printf "# %-10s %9d %9d %9d %9d %7.0f %% %6d\n", t, all[t], how[t, "as it is"], how[t, "with the comment offered"], how[t, "with a clause offered"], 100 * done / all[t], wrong[t]
}
END {
	print "# tree       functions  as it is  + comment  + clause     share  WRONG     share: as it is, or with the comment offered"
	for (k = 1; k <= trees; k++) row(tree[k])
	if (trees > 1) row("all")
	for (; obstacles; obstacles--) {                                    # the most frequent first
		for (most = k = 1; k <= obstacles; k++) if (stood[words[k]] > stood[words[most]]) most = k
		printf "# %5d  %s\n", stood[words[most]], words[most]
		words[most] = words[obstacles]
	}
}
