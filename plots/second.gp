# second -- a gradient, a product H v and a whole Hessian against n
data = ARG1; out = ARG2; theme = strlen(ARG3) ? ARG3 : "light"
H = 520
load "plots/style.gp"
load "plots/bench.gp"
K = 4
array e = ["Hessian", "product H v by forward", "product H v", "gradient"]
array names = ["the whole Hessian", "H v, forward over reverse", "H v, static", "gradient, static"]
array hue = [red, green, blue, purple]; array hue_t = [red_t, green_t, blue_t, purple_t]
array is[4]; array fits[4]
do for [k=1:4] { is[k] = sprintf("$2 == \"%s\"", e[k]); fits[k] = e[k] }
set logscale xy
HEAD = sprintf("At n = %.0f a product H v takes %.1f gradients; the Hessian, n/8 sweeps of products, %s", most("1", "n"), last(is[3], "seconds")/last(is[4], "seconds"), exponent("seconds", "n", "Hessian") == exponent("seconds", "n", "Hessian") ? sprintf("grows as n^{%.2f}", exponent("seconds", "n", "Hessian")) : sprintf("%.3g", last(is[1], "seconds")/last(is[4], "seconds")))
NOTES = "Rosenbrock's chained function; products are tangents pushed through the recorded gradient, eight in a sweep of the Hessian."
load "plots/head.gp"
x0 = 75; x1 = 590; y0 = TOP + 12; y1 = H - 75
@TIME; @POWERS
size = "n"; what = "seconds"
set xrange [0.8*least("1", "n"):1.25*most("1", "n")]
set xlabel "inputs n" offset 0,0.4+lift
load "plots/ends.gp"
load "plots/end.gp"
