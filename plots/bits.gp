# bits -- a gradient in MPFR against the bits of its numbers
data = ARG1; out = ARG2; theme = strlen(ARG3) ? ARG3 : "light"
H = 520
load "plots/style.gp"
load "plots/bench.gp"
K = 2
array names = ["network with tanh", "least squares, arithmetic only"]
array hue = [red, blue]; array hue_t = [red_t, blue_t]
array is = ["$2 == \"mlp\"", "$2 == \"leastsquares\""]; array fits = ["mlp", "leastsquares"]
set logscale xy
bits = int(least("1", "bits"))
top = int(most("1", "bits"))
array grown[2]; do for [k=1:2] { grown[k] = last(is[k], "seconds")/least(is[k], "seconds") }
HEAD = sprintf("%.0f times the bits take %.1f times as long in arithmetic, %.1f times with tanh", real(top)/bits, grown[2], grown[1])
NOTES = sprintf("The static engine's gradient in MPFR; at %d bits it takes %.0f and %.0f times what the function takes in binary64. Exponents: largest sizes.", bits, least("$1 == ".bits, "ratio"), most("$1 == ".bits, "ratio"))
load "plots/head.gp"
x0 = 75; x1 = 555; y0 = TOP + 28; y1 = H - 75
@TIME
set ytics add ("2 µs" 2e-6, "5 µs" 5e-6, "20 µs" 2e-5, "50 µs" 5e-5, "200 µs" 2e-4, "500 µs" 5e-4, "2 ms" 2e-3, "5 ms" 5e-3)
size = "bits"; what = "seconds"
set xtics ("64" 64, "128" 128, "256" 256, "512" 512, "1024" 1024, "2048" 2048, "4096" 4096, "8192" 8192)
set xrange [0.85*bits:1.15*most("1", "bits")]
set label 9 whisper("a gradient") at graph 0,1.04 textcolor rgb ink2
set xlabel "bits of a number" offset 0,0.4+lift
load "plots/ends.gp"
load "plots/end.gp"
