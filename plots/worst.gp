# worst -- the worst error of each derivative over every number of a type, a line a primitive, a mark a type
data = ARG1; out = ARG2; theme = strlen(ARG3) ? ARG3 : "light"
n = int(system(sprintf("awk -F, '!/^#/ && h++ && !s[$2]++ { n++ } END { print n + 0 }' '%s'", ARG1)))
H = 156 + 15*n
load "plots/style.gp"
load "plots/bench.gp"
types = system(sprintf("awk -F, '!/^#/ && h++ && !s[$1]++ { print $1 }' '%s'", data))
K = words(types)
last_ = word(types, K)                      # the widest, which the title is about
called(t) = t eq "bf16" ? "bfloat16" : t eq "f16" ? "binary16" : "binary32"
array hue[3] = [amber, blue, green]; array hue_t[3] = [amber_t, blue_t, green_t]
top = 2000.
# place of each primitive: from the worst of its widest type down; a rule that is off by more than top stands at its edge
order_ = sprintf("awk -F, '!/^#/ && h++ && $%d != \"\" { v[$2] = $%d == \"inf\" ? 1e300 : $%d } END { for (p in v) print v[p], p }' '%s' | sort -k1,1gr -k2,2", col("worst_ulps"), col("worst_ulps"), col("worst_ulps"), data)
placed(t) = sprintf("< { %s; echo =; awk '!/^#/' '%s' | tail -n +2; } | awk -F'[ ,]' '!rest && $1 == \"=\" { rest = 1; next } !rest { at[$2] = ++n; next } $1 == \"%s\" && $3 != \"\" { v = $%d == \"inf\" || $%d > %g ? %g : $%d < 0.3 ? 0.3 : $%d; print v, at[$2] }'", order_, data, t, col("worst_ulps"), col("worst_ulps"), top, top, col("worst_ulps"), col("worst_ulps"))
of(what) = int(system(sprintf("awk -F, '!/^#/ && h++ && $3 != \"\" && $1 == \"%s\" && (%s) { n++ } END { print n + 0 }' '%s'", last_, what, data)))
exact = of(sprintf("$%d <= 0.5", col("worst_ulps"))); two = of(sprintf("$%d <= 2", col("worst_ulps"))); all = of("1")
HEAD = sprintf("Of %d derivatives %d are within half an ulp at every number of %s, %d within 2", all, exact, called(last_), two)
NOTES = "The rules in the type itself; the worst is proved by the reference. At the right edge: further off."
load "plots/head.gp"
do for [k=1:K] { set label 10+k sprintf("{/:Bold %s}", called(word(types, k))) at screen 0.16+0.15*(k-1),down(TOP + 10) textcolor rgb hue_t[k] point pt form(k) ps 0.8*size_(k) lc rgb hue[k] @BESIDE }
x0 = 125; x1 = 797; y0 = TOP + 26; y1 = H - 76
@PANEL
set logscale x; set xrange [0.27:top*1.2]; set yrange [n+0.7:0.3]
set xtics ("0.3" 0.3, "0.5" 0.5, "1" 1, "2" 2, "5" 5, "10" 10, "100" 100, "1000" 1000)
set ytics () scale 0; set for [k=1:n] ytics add (sprintf("{/*0.85 %s}", system(sprintf("%s | sed -n '%dp' | cut -d' ' -f2", order_, k))) k)
set xlabel "worst error, ulps of the type" offset 0,0.3+lift
set datafile separator whitespace
plot for [k=1:K] placed(word(types, k)) u 1:2 w p pt form(k) ps 0.65*size_(k) lc rgb hue[k]
load "plots/end.gp"
