# sparse -- a compressed Jacobian in runs of its function beside its colours, and what preparing it takes once
data = ARG1; out = ARG2; theme = strlen(ARG3) ? ARG3 : "light"
H = 460
load "plots/style.gp"
load "plots/bench.gp"
n = int(system(sprintf("awk -F, '!/^#/ && h++ && !s[$1]++ { n++ } END { print n }' '%s'", data)))
row(k, e, what) = system(sprintf("awk -F, '!/^#/ && h++ { if (!s[$1]++) n++; if (n == %d && (\"%s\" == \"\" || $2 == \"%s\")) { print %s; exit } }' '%s'", k, e, e, what, data))
at(k, e, c) = (_r = row(k, e, sprintf("$%d", col(c))), strlen(_r) ? real(_r) : NaN)
array e = ["forward", "static", "seeded"]; array says = ["forward", "static", "seeded: linear parts held constant"]
array hue = [green, blue, purple]; array hue_t = [green_t, blue_t, purple_t]
# cheapest and dearest of all, and of how many patterns the best way takes less than a run a colour
lo = 1e30; hi = 0; under = 0; few = 1e30; many_ = 0; slow = 0; quick = 1e30
do for [k=1:n] {
  best = 1e30; q = at(k, "", "colours")
  do for [j=1:3] {
    x = at(k, e[j], "primals"); t = 1e3*at(k, e[j], "prepare")
    if (x < best) { best = x }
    if (t > slow) { slow = t }; if (t < quick) { quick = t }
  }
  if (best < lo) { lo = best }; if (best > hi) { hi = best }
  if (best < q) { under = under + 1 }
  if (q < few) { few = q }; if (q > many_) { many_ = q }
}
wide = 0
do for [k=1:n] { do for [j=1:3] { x = at(k, e[j], "primals"); if (x > wide) { wide = x } } }
if (many_ > wide) { wide = many_ }
set multiplot
HEAD = sprintf("A Jacobian of 10^{%.0f} inputs takes %.1f to %.1f runs of its function; %d of %d patterns take fewer than colours", log10(at(1, "", "inputs")), lo, hi, under, n)
NOTES = "Columns of one colour share no row, so one tangent serves them all. Title: the best way of each pattern."
load "plots/head.gp"
y0 = TOP + 85; y1 = H - 78
set yrange [n+0.55:0.45]; set ytics () scale 0
do for [k=1:n] {
  set ytics add (row(k, "", "$1") k)
  set label 30+k whisper(sprintf("%.0f inputs", at(k, "", "inputs"))) at screen across(110), first k+0.26 right textcolor rgb ink3
  set label 40+k whisper(sprintf("%.0f colours", at(k, "", "colours"))) at first at(k, "", "colours"), first k-0.43 center textcolor rgb ink
  set arrow 40+k from first at(k, "", "colours"), first k-0.32 to first at(k, "", "colours"), first k+0.32 nohead lw 1.8 lc rgb ink
}
do for [j=1:3] { set label 20+j sprintf("{/:Bold %s}", says[j]) at screen across(j == 1 ? 125 : j == 2 ? 222 : 305),down(TOP + 12) textcolor rgb hue_t[j] point pt form(j) ps 0.8*size_(j) lc rgb hue[j] @BESIDE }
set label 24 "{/:Bold |}  a run a colour" at screen across(630),down(TOP + 12) textcolor rgb ink
dy(j) = 0.17*(j-2)
# left: runs of the function
x0 = 118; x1 = 500
@PANEL
set label 10 "{/:Bold Time of the Jacobian}" at graph 0,1.14 textcolor rgb ink
set xrange [0:wide*1.08]; set xlabel "times the function" offset 0,0.3+lift
plot for [j=1:3] for [k=1:n] "+" every ::0::0 u (at(k, e[j], "primals")):(k+dy(j)) w p pt form(j) ps 0.9*size_(j) lc rgb hue[j]
# right: once
do for [k=1:n] { unset label 30+k; unset label 40+k; unset arrow 40+k }
do for [k=1:4] { unset label 20+k }
@ONCE
set ytics () scale 0; set for [k=1:n] ytics add ("" k)
x0 = 550; x1 = 812
@PANEL
set label 10 "{/:Bold Preparing it, once}" at graph 0,1.14 textcolor rgb ink
set label 9 whisper("tracing, pattern and colours") at graph 0,1.05 textcolor rgb ink2
set xrange [0:slow*1.08]; set xlabel "milliseconds" offset 0,0.3+lift
plot for [j=1:3] for [k=1:n] "+" every ::0::0 u (1e3*at(k, e[j], "prepare")):(k+dy(j)) w p pt form(j) ps 0.9*size_(j) lc rgb hue[j]
unset multiplot
load "plots/end.gp"
