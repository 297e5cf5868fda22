# gradbench -- GradBench's modules: time of each derivative over the fastest tool's, and its worst error; a line a question
data = ARG1; out = ARG2; theme = strlen(ARG3) ? ARG3 : "light"
n = int(system(sprintf("awk -F, '!/^#/ && h++ && !s[$1 $2]++ { n++ } END { print n + 0 }' '%s'", ARG1)))
H = 200 + 24*n
load "plots/style.gp"
load "plots/bench.gp"
names  = "forward reverse stan sacado adolc-replay tmbad cppad tool static compiled"
shades = sprintf("%s %s %s %s %s %s %s %s %s %s", green, blue, amber, amber, red, red, red, purple, blue, green)
inks   = sprintf("%s %s %s %s %s %s %s %s %s %s", green_t, blue_t, amber_t, amber_t, red_t, red_t, red_t, purple_t, blue_t, green_t)
marks  = "7 7 13 5 9 13 5 11 15 7"
array says = ["forward, ours", "reverse, ours", "Stan Math", "Sacado", "ADOL-C", "TMBad", "CppAD", "the tool", "static, ours", "compiled, ours"]
K = words(names)
# x and the place of the question; time over the least of its question
there(t) = int(system(sprintf("awk -F, '!/^#/ && h++ && $3 == \"%s\" { n++ } END { print n + 0 }' '%s'", t, data)))
times(t) = sprintf("< awk -F, '/^#/ || !h++ { next } { k = $1 $2; if (!(k in s)) s[k] = ++n; if ($%d == \"ok\" && $%d + 0) { if (!(k in m) || $%d + 0 < m[k]) m[k] = $%d + 0; if ($3 == \"%s\") x[k] = $%d } } END { for (k in x) print x[k]/m[k] \",\" s[k] }' '%s'", col("status"), col("seconds"), col("seconds"), col("seconds"), t, col("seconds"), data)
errors(t) = sprintf("< awk -F, '/^#/ || !h++ { next } { k = $1 $2; if (!(k in s)) s[k] = ++n; if ($3 == \"%s\" && $%d != \"\" && $%d != \"nan\") print ($%d < 0.1 ? 0.1 : $%d) \",\" s[k] }' '%s'", t, col("ulps"), col("ulps"), col("ulps"), col("ulps"), data)
counted(what) = int(system(sprintf("awk -F, '/^#/ || !h++ { next } %s { n++ } END { print n + 0 }' '%s'", what, data)))
answers = counted(sprintf("$%d == \"ok\" || $%d == \"wrong\"", col("status"), col("status"))); wrong = counted(sprintf("$%d == \"wrong\"", col("status"))); valid = counted(sprintf("$%d == \"wrong\" && $%d == \"true\"", col("status"), col("valid")))
others = there("cppad") + there("tmbad") + there("sacado") + there("stan") + there("adolc-replay") + there("tool")
# questions that a tool of others answered too, and of those an engine of ours was the fastest in
met(what) = int(system(sprintf("awk -F, '/^#/ || !h++ { next } $%d == \"ok\" && $%d + 0 { k = $1 $2; ours = $3 ~ /^(compiled|static|reverse|forward)$/; if (!ours) o[k]; if (!(k in m) || $%d + 0 < m[k]) { m[k] = $%d + 0; w[k] = ours } } END { for (k in o) { n++; f += w[k] } print %s + 0 }' '%s'", col("status"), col("seconds"), col("seconds"), col("seconds"), what, data)))
right_ = wrong ? sprintf("%d of %d answers are wrong%s", wrong, answers, valid ? sprintf(", which GradBench's own rule accepts %d times", valid) : "") : sprintf("All %d answers have ten digits", answers)
HEAD = right_.(others ? sprintf("; of %d that others answer ours is first in %d", met("n"), met("f")) : "")
NOTES = "Times as the tools tell them, of larger inputs; errors against the proved reference, of a few numbers."
load "plots/head.gp"
shown = ""; rings = ""               # those that are there; of them the first two are rings
do for [k=1:K] { if (there(word(names, k))) { shown = shown.sprintf(" %d", k); if (k <= 2) { rings = rings.sprintf(" %d", k) } } }
nth(list, i) = i > words(list) ? K : int(word(list, i))   # gnuplot draws a loop without a turn once: of marks of no size
j = 0
do for [k=K:1:-1] { if (there(word(names, k))) {
  set label 20+k says[k] at screen 0.04+0.19*(j%5),down(TOP + 10 + 22*(j/5)) textcolor rgb word(inks, k)
  set label 40+k "" at screen 0.031+0.19*(j%5),down(TOP + 10 + 22*(j/5)) point pt int(word(marks, k)) ps 0.75*mark lc rgb word(shades, k)
  if (k <= 2) { set label 60+k "" at screen 0.031+0.19*(j%5),down(TOP + 10 + 22*(j/5)) point pt 7 ps 0.75*hole lc rgb bg front }
  j = j + 1
} }
x0 = 133; x1 = 465; y0 = TOP + 50; y1 = H - 78
@PANEL
set logscale x; set yrange [n+0.6:0.4]
set format x "%g"
set xlabel "time over the fastest" offset 0,0.3+lift
set ytics out scale 0 textcolor rgb ink; set for [k=1:n] ytics add (system(sprintf("awk -F, '!/^#/ && h++ && !s[$1 $2]++ && ++n == %d { print $1 \"  \" $2 }' '%s'", k, data)) k)
set xrange [0.8:*]; set xtics ("1" 1, "10" 10, "100" 100, "1000" 1e3, "10,000" 1e4)
set multiplot
plot for [k=1:n] (k) w l lw 0.5 lc rgb rule, \
     for [i=1:words(shown)] times(word(names, nth(shown, i))) u 1:2 w p pt int(word(marks, nth(shown, i))) ps 0.8*mark lc rgb word(shades, nth(shown, i)), \
     for [i=1:words(rings)] times(word(names, nth(rings, i))) u 1:2 w p pt 7 ps (words(rings) ? 0.8*hole : 0) lc rgb bg
unset label; unset arrow
x0 = 506; x1 = 805
@PANEL
set ytics ("" 0)
set xlabel "worst error, ulps" offset 0,0.3+lift
set xrange [0.09:*]; set xtics ("≤ 0.1" 0.1, "1" 1, "10" 10, "100" 100, "1000" 1e3, "10,000" 1e4, "10^6" 1e6)
plot for [k=1:n] (k) w l lw 0.5 lc rgb rule, \
     for [i=1:words(shown)] errors(word(names, nth(shown, i))) u 1:2 w p pt int(word(marks, nth(shown, i))) ps 0.8*mark lc rgb word(shades, nth(shown, i)), \
     for [i=1:words(rings)] errors(word(names, nth(rings, i))) u 1:2 w p pt 7 ps (words(rings) ? 0.8*hole : 0) lc rgb bg
unset multiplot
load "plots/end.gp"
