# swell -- nodes of a derivative against factors or nested steps: expanded, shared, sympy
data = ARG1; out = ARG2; theme = strlen(ARG3) ? ARG3 : "light"
H = 460
load "plots/style.gp"
load "plots/bench.gp"
K = 3
array e = ["symbolic", "symbolic-shared", "sympy"]
array names = ["expanded", "shared", "sympy's diff"]
array hue = [red, blue, amber]; array hue_t = [red_t, blue_t, amber_t]
array is[3]; array fits = ["", "", ""]
full = "1"                                 # nodes are counted even where nothing is run
at(v) = system(_awk(sprintf("$1 == \"nested\" && $3 == \"%s\"", v), col("nodes"), sprintf("n = $%d; k = $2", col("nodes")), "printf \"%d %.2g\", k, n"))
set logscale y
set multiplot
deep = at("symbolic"); flat = at("symbolic-shared")
mant(v) = v / 10**floor(log10(v))
sci(v) = v < 1e6 ? sprintf("%.0f", v) : sprintf("%.1f·10^{%d}", mant(v), floor(log10(v)))
HEAD = sprintf("The derivative of %s nested steps has %s nodes expanded, %s shared", word(deep, 1), sci(real(word(deep, 2))), sci(real(word(flat, 2))))
NOTES = "Nodes of the derivative as a tree, as rows with common subexpressions shared, and of sympy's diff without simplification (as far as its time limit lets it)."
load "plots/head.gp"
size = "k"; what = "nodes"
set xrange [0:1.03*most("1", "k")]
do for [p=0:1] {
  if (p) { @ONCE }
  do for [k=1:3] { is[k] = sprintf("$1 == \"%s\" && $3 == \"%s\"", p ? "nested" : "product", e[k]) }
  # every power of ten, or every second one
  by = most(p ? "$1 == \"nested\"" : "$1 == \"product\"", "nodes") > 1e6 ? 2 : 1
  set ytics ()
  do for [d=0:40:by] { set ytics add ((d < 4 ? sprintf("%.0f", 10.**d) : sprintf("10^{%d}", d)) 10.**d) }
  x0 = p ? 473 : 55; x1 = x0 + 233; y0 = TOP + 45; y1 = H - 75
  set label 10 p ? "{/:Bold*1.05 x ← 3x(1 − x), k times}" : "{/:Bold*1.05 (x + 1/k)(x + 2/k) … (x + 1)}" at graph 0,1.11 textcolor rgb ink
  set label 9 whisper(p ? "" : "nodes of the derivative") at graph 0,1.04 textcolor rgb ink2
  set xlabel p ? "steps k" : "factors k" offset 0,0.4+lift
  load "plots/ends.gp"
}
unset multiplot
load "plots/end.gp"
