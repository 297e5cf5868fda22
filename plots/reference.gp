# reference -- what truth costs: elementary functions by their time, and gradients with their certificate beside one sweep
data = ARG1; out = ARG2; theme = strlen(ARG3) ? ARG3 : "light"
H = 480
load "plots/style.gp"
load "plots/bench.gp"
rows(what) = sprintf("awk -F, '$1 == \"%s\" { print $2 \",\" 1e3*$5 \",\" 1e3*$6 \",\" $3 \",\" $4 \",\" $8 }' '%s' | sort -t, -g -k2", what, data)
n = int(system(rows("elementary")." | wc -l")); m = int(system(rows("gradient")." | wc -l"))
cell(what, k, c) = system(sprintf("%s | sed -n %dp | cut -d, -f%d", rows(what), k, c))
ms(what, k) = real(cell(what, k, 2)); sweep(k) = real(cell("gradient", k, 3)); ratio(k) = ms("gradient", k)/sweep(k)
took(t) = t < 1 ? sprintf("%.3g µs", 1e3*t) : sprintf("%.3g ms", t)
near = 1e30; far = 0; sure = 0
do for [k=1:m] { if (ratio(k) < near) { near = ratio(k) }; if (ratio(k) > far) { far = ratio(k) }; if (cell("gradient", k, 6) eq "certified") { sure = sure + 1 } }
set multiplot
HEAD = sprintf("The reference of an elementary function takes %s to %s, %sgradients %.0f to %.0f sweeps", took(ms("elementary", 1)), took(ms("elementary", n)), sure == m ? "certified " : "", near, far)
NOTES = sprintf("Time of the proved reference: the derivative of a function at 1.3, and gradients of some 1000 inputs, %d of %d certified.", sure, m)
load "plots/head.gp"
y0 = TOP + 50; y1 = H - 75
set logscale x; set format x "%g"; set ytics scale 0
set xlabel "milliseconds" offset 0,0.3+lift
# left: elementary
x0 = 85; x1 = 390
@PANEL
set label 10 "{/:Bold A derivative of an elementary function}" at graph 0,1.10 textcolor rgb ink
set label 9 whisper("at 1.3") at graph 0,1.04 textcolor rgb ink2
set yrange [n+0.6:0.4]; set for [k=1:n] ytics add (cell("elementary", k, 1) k)
set xrange [ms("elementary", 1)/5:ms("elementary", n)*5]
do for [k=1:n] { set label 20+k whisper(took(ms("elementary", k))) at first ms("elementary", k)*1.17, first k textcolor rgb blue_t }
plot for [k=1:n] "+" every ::0::0 u (ms("elementary", k)):(k) w p pt 7 ps 0.8*mark lc rgb blue
# right: gradients
@ONCE; 
do for [k=1:n] { unset label 20+k }
set ytics () scale 0 textcolor rgb ink2
x0 = 535; x1 = 812
@PANEL
set label 10 "{/:Bold A gradient}" at graph 0,1.10 textcolor rgb ink
set label 9 whisper("dot: with its certificate · ring: one sweep") at graph 0,1.04 textcolor rgb ink2
set yrange [m+0.6:0.4]
smallest = 1e30
do for [k=1:m] {
  if (sweep(k) < smallest) { smallest = sweep(k) }
  set ytics add (sprintf("%s {/*0.8 %s}", cell("gradient", k, 1), cell("gradient", k, 4)) k)
  set arrow 40+k from first sweep(k), first k to first ms("gradient", k), first k nohead lw 1.4 lc rgb blue
  set label 20+k sprintf("{/:Bold*0.92 %.3g sweeps}", ratio(k)) at first sqrt(sweep(k)*ms("gradient", k)), first k-0.18 center textcolor rgb blue_t
  set label 30+k whisper(sprintf("%s, %s bits", cell("gradient", k, 6), cell("gradient", k, 5))) at first ms("gradient", k), first k+0.15 right textcolor rgb (cell("gradient", k, 6) eq "certified" ? ink2 : red_t)
  set label 50+k whisper(took(ms("gradient", k))) at first ms("gradient", k)*1.15, first k textcolor rgb blue_t
}
set xrange [smallest/1.7:ms("gradient", m)*3]
plot for [k=1:m] "+" every ::0::0 u (sweep(k)):(k) w p pt 7 ps 0.9*mark lc rgb blue, \
     for [k=1:m] "+" every ::0::0 u (sweep(k)):(k) w p pt 7 ps 0.9*hole lc rgb bg, \
     for [k=1:m] "+" every ::0::0 u (ms("gradient", k)):(k) w p pt 7 ps 0.8*mark lc rgb blue
unset multiplot
load "plots/end.gp"
