# estimates -- how often an estimated error holds, and how many times the true one it is
data = ARG1; out = ARG2; theme = strlen(ARG3) ? ARG3 : "light"
H = 420
load "plots/style.gp"
load "plots/bench.gp"
n = int(system(sprintf("awk -F, '!/^#/ && h++ { n++ } END { print n }' '%s'", data)))
cell(k, c) = system(sprintf("awk -F, '!/^#/ && h++ && ++n == %d { print $%d }' '%s'", k, c, data))
at(k, c) = real(cell(k, col(c)))
gsl(k) = cell(k, 1)[1:3] eq "gsl"
hue_(e) = e eq "ridders" ? green : e eq "gsl-forward" ? amber : e eq "gsl-backward" ? red : blue
ink_(e) = e eq "ridders" ? green_t : e eq "gsl-forward" ? amber_t : e eq "gsl-backward" ? red_t : blue_t
says(e) = e eq "ridders" ? "Ridders" : "GSL ".e[5:*]
array e[n]; array c[n]; array lo[n]; array mid[n]; array hi[n]
least_ = 1; near = 1e30; far = 0; r = 0; last_ = 1; R = 1; top = 1
do for [k=1:n] {
  e[k] = cell(k, 1); c[k] = at(k, "coverage"); lo[k] = at(k, "sharpness p10"); mid[k] = at(k, "sharpness median"); hi[k] = at(k, "sharpness p90")
  if (gsl(k)) { if (c[k] < least_) { least_ = c[k] }; if (mid[k] < near) { near = mid[k] }; if (mid[k] > far) { far = mid[k] } } else { r = k }
  if (hi[k] > top) { top = hi[k] }
}
bottom = 0.1
pc(x) = x == 1 ? "100 %" : sprintf("%.4g %%", 100*x)
set multiplot
HEAD = sprintf("GSL's estimates hold for %s of entries%s, at %.0f to %.0f times the error; Ridders' for %s, at %.2f times", pc(least_), least_ < 1 ? " or more" : "", near, far, pc(c[r]), mid[r])
NOTES = sprintf("The error an engine estimates for itself against the error it has, over %s entries of gradients and Jacobians in binary64.", cell(1, col("entries")))
load "plots/head.gp"
y0 = TOP + 40; y1 = H - 80
set yrange [n+0.6:0.4]
set ytics () scale 0; set for [k=1:n] ytics add ("" k)
do for [k=1:n] { set label 50+k says(e[k]) at screen across(110), first k right textcolor rgb ink_(e[k]) }
# left: coverage
x0 = 122; x1 = 375
@PANEL
set label 10 "{/:Bold Coverage}" at graph 0,1.10 textcolor rgb ink
set xrange [0:100]; set xtics 0,50,100 format "%g %%"; set xlabel "error within its estimate" offset 0,0.2+lift
do for [k=1:n] { set label 20+k sprintf("{/*0.85 %s}", pc(c[k])) at first 100*c[k]-3, first k-0.27 right textcolor rgb ink_(e[k]) }
do for [k=1:n] { set arrow 40+k from first 0, first k to first 100*c[k], first k nohead lw 1.4 lc rgb hue_(e[k]) }
plot for [k=1:n] "+" every ::0::0 u (100*c[k]):(k) w p pt 7 ps 0.9*mark lc rgb hue_(e[k])
# right: sharpness
do for [k=1:n] { unset label 50+k }
@ONCE
x0 = 430; x1 = 812
@PANEL
set label 10 "{/:Bold Sharpness}  {/*0.85 median, 10th to 90th percentile}" at graph 0,1.10 textcolor rgb ink
set logscale x; set xrange [bottom:top*1.6]; set xtics auto format "%g"; set xtics ("0.1" 0.1, "1" 1, "10" 10, "100" 100, "1000" 1000, "10^4" 1e4, "10^5" 1e5)
set xlabel "times the error" offset 0,0.2+lift
set arrow 1 from first 1, graph 0 to first 1, graph 1 nohead dt 2 lw 0.8 lc rgb axis
set label 11 whisper("exact") at first 1.08, graph 0.955 textcolor rgb ink3
# below the axis an arrow leads out of the panel
do for [k=1:n] {
  set label 20+k sprintf("{/*0.85 %.3g}", mid[k]) at first mid[k], first k-0.27 textcolor rgb ink_(e[k])
  if (mid[k] < 1 && mid[k] > 0.2) { set label 20+k right } else { set label 20+k center }     # clear of the dashed line
  if (lo[k] < bottom) { set arrow 40+k from first hi[k], first k to first bottom, first k head size screen 0.008,20 filled lw 1.4 lc rgb hue_(e[k]); set label 60+k whisper(sprintf("to %.2g", lo[k])) at first bottom*1.25, first k+0.24 textcolor rgb ink_(e[k]) }
  else { set arrow 40+k from first hi[k], first k to first lo[k], first k nohead lw 1.4 lc rgb hue_(e[k]) }
}
plot for [k=1:n] "+" every ::0::0 u (mid[k]):(k) w p pt 7 ps 0.9*mark lc rgb hue_(e[k])
unset multiplot
load "plots/end.gp"
