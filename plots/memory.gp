# memory -- bytes and time of one derivative against depth: forward mode, and reverse mode by three plans
data = ARG1; out = ARG2; theme = strlen(ARG3) ? ARG3 : "light"
H = 900
load "plots/style.gp"
ways = "store-all uniform binomial forward primal"
shade = sprintf("%s %s %s %s %s", red, blue, purple, green, ink2)
words_ = sprintf("%s %s %s %s %s", red_t, blue_t, purple_t, green_t, ink2)
way(k) = word(ways, k)
rows(form, k) = sprintf("< awk -F, '$1 == \"%s\" && $2 == \"%s\" && $3 != \"fit\"' '%s'", form, way(k), data)
at(form, k, n, c) = real(system(sprintf("awk -F, '$1 == \"%s\" && $2 == \"%s\" && $3 == \"%s\" { print $%d }' '%s'", form, way(k), n, c, data)))
deep = system(sprintf("awk -F, '$3 + 0 > n { n = $3 + 0 } END { print n }' '%s'", data)); D = real(deep)
kib(b) = b < 1024 ? sprintf("%.0f B", b) : b < 1048576 ? sprintf("%.3g KiB", b/1024) : sprintf("%.3g MiB", b/1048576)
# what the fit says of each; below a hundredth of an exponent it is the logarithm that is fitted
grows(k) = way(k) eq "forward" && at("list", k, "fit", 8) == 0 ? "does not grow" : \
  abs(at("list", k, "fit", 8)) < 0.05 && at("list", k, "fit", 12) > 0.99 ? sprintf("+%.0f B a doubling", at("list", k, "fit", 10)) : \
  sprintf("exponent %.3f ± %.3f", at("list", k, "fit", 8), at("list", k, "fit", 9))
less = at("list", 1, deep, 4)/at("list", 3, deep, 4); slower = at("list", 3, deep, 7)/at("list", 1, deep, 7)
set multiplot
HEAD = sprintf("Binomial checkpoints: a gradient %s layers deep in %.0f times less memory for %.1f times the time", deep, less, slower)
NOTES = "One gradient (forward: one tangent) of x ← tanh(Wx + b), width 16, binary64. Lines: a list cut into stages; marks: the same as one scan."
set label 3 whisper(sprintf("memory.csv · %s · %s · %s", key_("compiler"), key_("flags"), key_("cpu"))) at screen 0.985,14./H right textcolor rgb ink3
load "plots/head.gp"
set logscale x 2; set xrange [1:D*1.01]; set xtics (1, 4, 16, 64, 256, 1024, 4096); unset mxtics
set xlabel "depth n, layers" offset 0,0.5+lift
# above: bytes
x0 = 75; x1 = 630; y0 = TOP + 35; y1 = y0 + 290
@PANEL
set logscale y 10; set yrange [256:3e6]; unset mytics
set ytics ("256 B" 256, "1 KiB" 1024, "4" 4096, "16" 16384, "64" 65536, "256" 262144, "1 MiB" 1048576)
set label 10 "{/:Bold Peak memory over the function's own}" at graph 0,1.06 textcolor rgb ink
K = 4; lowest = 256; highest = 3e6; near = 0.12
array value[4]; do for [k=1:4] { value[k] = at("list", k, deep, 4) }
load "plots/apart.gp"
do for [k=1:4] { set label 20+k sprintf("%s  %s", way(k), kib(value[k])) at graph 1.02, graph place[k] + 3./(y1 - y0) textcolor rgb word(words_, k)
                 set label 30+k whisper(grows(k)) at graph 1.02, graph place[k] - 14./(y1 - y0) textcolor rgb word(words_, k) }
plot for [k=1:4] rows("list", k) u 3:4 w l lw 1.8 lc rgb word(shade, k), \
     for [k=1:4] rows("scan", k) u 3:4 w p pt form(k) ps 0.6*size_(k) lc rgb word(shade, k), for [k=1:4] rows("scan", k) u 3:4 w p pt form(k) ps 0.34*size_(k) lc rgb bg
# below: time of a layer
@ONCE
do for [k=1:4] { unset label 30+k }
y0 = y1 + 90; y1 = y0 + 290
@PANEL
us(k) = 1e6*at("list", k, deep, 7)/D
set label 10 "{/:Bold Time of a layer, µs}" at graph 0,1.06 textcolor rgb ink
span(f) = real(system(sprintf("awk -F, '/^#/ || !h++ || $3 == \"fit\" { next } { t = 1e6*$7/$3 } !n++ || %s { m = t } END { print m }' '%s'", f, data)))
K = 5; lowest = span("t < m")/1.3; highest = span("t > m")*1.3
array value[5]; do for [k=1:5] { value[k] = us(k) }
load "plots/apart.gp"
beside(k) = k == 5 ? "the function" : sprintf("%s  %.1f×", way(k), us(k)/us(5))
under(k) = k == 5 ? sprintf("%.2f µs", us(k)) : sprintf("%.2f runs of a layer", at("list", k, deep, 6))
do for [k=1:5] { set label 20+k beside(k) at graph 1.02, graph place[k] + 3./(y1 - y0) textcolor rgb word(words_, k)
                 set label 30+k whisper(under(k)) at graph 1.02, graph place[k] - 14./(y1 - y0) textcolor rgb word(words_, k) }
set yrange [lowest:highest]; set ytics (0.0625, 0.125, 0.25, 0.5, 1, 2, 4, 8, 16, 32)
plot for [k=1:5] rows("list", k) u 3:(1e6*$7/$3) w l lw 1.8 lc rgb word(shade, k), \
     for [k=1:5] rows("scan", k) u 3:(1e6*$7/$3) w p pt form(k) ps 0.6*size_(k) lc rgb word(shade, k), for [k=1:5] rows("scan", k) u 3:(1e6*$7/$3) w p pt form(k) ps 0.34*size_(k) lc rgb bg
unset multiplot
load "plots/end.gp"
