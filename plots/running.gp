# running -- what planned runs cost, as parts of what was asked of them
data = ARG1; out = ARG2; theme = strlen(ARG3) ? ARG3 : "light"
W = 1100
n = int(system(sprintf("awk -F, '!/^#/ && h++ { n++ } END { print n }' '%s'", ARG1)))
H = 190 + 30*n
load "plots/style.gp"
load "plots/bench.gp"
# part of the target; of a least one its inverse, so that left of 1 is always met
part = "!/^#/ && h++ { t = $7; sub(/>= */, \"\", t); p = t == \"\" ? \"NaN\" : $7 ~ />/ ? t/$5 : $5/t;"
row(k, what) = system(sprintf("awk -F, '%s if (++n == %d) { %s } }' '%s'", part, k, what, data))
says(k) = row(k, "s = $2; gsub(/ x /, \" × \", s); print $1 (s == \"\" ? \"\" : \"  {/*0.8 \" s \"}\")")
figure(k) = row(k, "v = sprintf(\"%.3g\", $5); sub(/^-/, \"−\", v); t = $7 == \"\" ? \"\" : $7 ~ />/ ? \", at least \" t : \", at most \" t; print v \" \" $6 t")
kept  = int(system(sprintf("awk -F, '%s if (p != \"NaN\" && p <= 1) k++ } END { print k + 0 }' '%s'", part, data)))
asked = int(system(sprintf("awk -F, '%s if (p != \"NaN\") k++ } END { print k + 0 }' '%s'", part, data)))
worst = system(sprintf("awk -F, '%s if (p != \"NaN\" && p > m) { m = p; w = $1 } } END { print w }' '%s'", part, data))
far   = real(system(sprintf("awk -F, '%s if (p != \"NaN\" && p > m) m = p } END { print m + 0 }' '%s'", part, data)))
set label 1 title(sprintf("%d of %d targets of planned runs are met%s", kept, asked, kept == asked ? "" : sprintf("; furthest off: %s, by a factor of %.2f", worst, far))) at screen 0.018,1-28./H textcolor rgb ink
set label 2 "Each figure as a part of its target, turned over where the target is a least value: left of 1 it is met.  Without a dot nothing was asked." at screen 0.018,1-58./H textcolor rgb ink2
set lmargin at screen 0.335; set rmargin at screen 0.685; set tmargin at screen 1-90./H; set bmargin at screen 76./H
set yrange [n+0.6:0.4]; set xrange [-0.05:(far > 1.5 ? 1.05*far : 1.5)]; set xtics 0,0.25
set xlabel "times the target" offset 0,0.3+lift
set ytics scale 0; set for [k=1:n] ytics add (says(k) k)
set arrow 1 from first 1, graph 0 to first 1, graph 1 nohead dt 2 lw 1 lc rgb ink3
array p[n]
do for [k=1:n] {
  p[k] = real(row(k, "print p == \"NaN\" ? -1e9 : p"))
  set label 20+k sprintf("{/*0.9 %s}", figure(k)) at graph 1.03, first k textcolor rgb (p[k] > 1 ? red_t : p[k] < -1e8 ? ink2 : blue_t)
}
plot for [k=1:n] "+" every ::0::0 u (p[k] < -1e8 ? -1 : p[k] < -0.05 ? -0.05 : p[k]):(k) w p pt 7 ps 0.9*mark lc rgb (p[k] > 1 ? red : blue)
