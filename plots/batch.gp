# batch -- gradients at many points: time of one batched run over the time of as many runs
data = ARG1; out = ARG2; theme = strlen(ARG3) ? ARG3 : "light"
H = 500
load "plots/style.gp"
load "plots/bench.gp"
K = 3
array names = ["Rosenbrock, 16 inputs", "log-sum-exp, 16 inputs", "network, 2 layers of 8"]
array hue = [blue, green, red]; array hue_t = [blue_t, green_t, red_t]
array is = ["$1 == \"rosenbrock\"", "$1 == \"logsumexp\"", "$1 == \"mlp\""]; array fits = ["", "", ""]
set logscale xy
top = int(most("1", "points"))
at(k) = last(is[k], "ratio")
lo = at(1) < at(2) ? (at(1) < at(3) ? at(1) : at(3)) : (at(2) < at(3) ? at(2) : at(3)); hi = at(1) > at(2) ? (at(1) > at(3) ? at(1) : at(3)) : (at(2) > at(3) ? at(2) : at(3))
HEAD = sprintf("One run of %d points takes %.2f to %.2f of the time of %d runs of one", top, lo, hi, top)
NOTES = "Gradients by the recorded reverse list: batched over time run point by point, both taking turns. Below 1 the batch is faster."
load "plots/head.gp"
x0 = 75; x1 = 615; y0 = TOP + 28; y1 = H - 75
set ytics ("1/8" 0.125, "1/4" 0.25, "1/2" 0.5, "1" 1, "2" 2, "4" 4)
set arrow 1 from graph 0, first 1 to graph 1, first 1 nohead dt 2 lw 0.8 lc rgb axis
size = "points"; what = "ratio"
@POWERS
set xrange [0.8:1.25*top]
set label 9 whisper("batched / point by point") at graph 0,1.04 textcolor rgb ink2
set xlabel "points" offset 0,0.4+lift
load "plots/ends.gp"
load "plots/end.gp"
