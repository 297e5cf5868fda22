# loop -- rows of a loop against its length: eager and static, value and gradient
data = ARG1; out = ARG2; theme = strlen(ARG3) ? ARG3 : "light"
H = 540
load "plots/style.gp"
of(t, o) = sprintf("< awk -F, '$1 == \"%s\" && $2 == \"%s\"' '%s'", t, o, data)
last(t, o, c) = real(system(sprintf("awk -F, '$1 == \"%s\" && $2 == \"%s\" { v = $%d } END { print v }' '%s'", t, o, c, data)))
# the worst gradient of those compared with the reference, the bound, and the lengths at which they were
worst(t) = real(system(sprintf("awk -F, '$1 == \"%s\" && $7 + 0 > m { m = $7 } END { print m + 0 }' '%s'", t, data)))
bound_ = real(system(sprintf("awk -F, '$8 + 0 > 0 { print $8; exit }' '%s'", data)))
at_ = system(sprintf("awk -F, '$1 == \"static\" && $8 + 0 > 0 { n = $3 < 1e4 ? $3 : sprintf(\"%%d %%03d\", $3/1000, $3%%1000); printf \"%%s%%s\", s, n; s = \", \" }' '%s'", data))
grouped(v) = v < 1e4 ? sprintf("%.0f", v) : v < 1e6 ? sprintf("%d %03d", int(v)/1000, int(v) % 1000) : sprintf("%d %03d %03d", int(v)/1000000, int(v)/1000 % 1000, int(v) % 1000)
k = last("eager", "value", 3)
slope(t, o) = sprintf("slope %.4f ± %.4f", last(t, o, 5), last(t, o, 6))
off = worst("eager") > worst("static") ? worst("eager") : worst("static")
set logscale xy
HEAD = sprintf("A loop of %s steps is %s rows traced eagerly, %s traced statically", grouped(k), grouped(last("eager", "value", 4)), grouped(last("static", "value", 4)))
NOTES = "u ← r u (1 − u), k times. Rows of the list and of the bodies in it; slopes of log rows against log k, ± standard error.".sprintf(" Both gradients at k = %s: at most %.1f ulps from the proved reference, bound %g.", at_, off, bound_)
load "plots/head.gp"
set label 3 whisper(sprintf("loop.csv · %s · %s · %s", key_("compiler"), key_("flags"), key_("cpu"))) at screen 0.985,14./H right textcolor rgb ink3
x0 = 80; x1 = 590; y0 = TOP + 12; y1 = H - 75
@PANEL
set xrange [8:1.2e5]; set yrange [3:3e6]
set xtics 10,10 format "10^{%T}"; set ytics 10,10 format "10^{%T}"; set mxtics 1; set mytics 1
set xlabel "steps of the loop, k" offset 0,0.4+lift; set ylabel "rows" offset 1.2,0
do for [i=1:4] {
  t = i < 3 ? "eager" : "static"; o = i % 2 ? "gradient" : "value"
  set label 20+i sprintf("{/*0.92 %s, %s: %s}", t, o eq "gradient" ? "with gradient" : "value", grouped(last(t, o, 4))) at first k*1.35, first last(t, o, 4)*(i % 2 ? 1.75 : 1.05) textcolor rgb (i < 3 ? (i % 2 ? red_t : amber_t) : (i % 2 ? purple_t : blue_t))
  set label 30+i whisper(slope(t, o)) at first k*1.35, first last(t, o, 4)*(i % 2 ? 1.05 : 0.63) textcolor rgb ink2
}
plot of("eager", "gradient") u 3:4 w lp lw 1.6 pt form(1) ps 0.6*size_(1) lc rgb red, of("eager", "value") u 3:4 w lp lw 1.6 pt form(2) ps 0.6*size_(2) lc rgb amber, \
     of("static", "gradient") u 3:4 w lp lw 1.6 pt form(3) ps 0.6*size_(3) lc rgb purple, of("static", "value") u 3:4 w lp lw 1.6 pt form(4) ps 0.6*size_(4) lc rgb blue
load "plots/end.gp"
