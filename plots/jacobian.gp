# jacobian -- all m n entries by columns and by rows, against inputs n and against outputs m; where both cost the same
data = ARG1; out = ARG2; theme = strlen(ARG3) ? ARG3 : "light"
H = 890
load "plots/style.gp"
load "plots/bench.gp"
# size at which the first way becomes dearer than the second, between two sizes in logarithms; 0: nowhere
cross(v, a, b) = real(system(sprintf("awk -F, '/^#/ { next } $1 == \"%s\" && $%d == \"ok\" { t[$3, $2] = log($%d); if ($3 == \"%s\") x[++n] = $2 } END { for (i = 1; i <= n; i++) { d = t[\"%s\", x[i]] - t[\"%s\", x[i]]; if (i > 1 && p*d < 0) { print exp(log(x[i-1]) + (log(x[i]) - log(x[i-1]))*p/(p - d)); f = 1; exit } p = d } } END { if (!f) print 0 }' '%s'", v, col("status"), col("seconds"), a, a, b, data)))
array names = ["forward", "reverse, eager", "static, forward", "static, reverse"]
array e = ["forward", "reverse", "static forward", "static reverse"]
array hue = [green, purple, amber, blue]
array hue_t = [green_t, purple_t, amber_t, blue_t]
K = 4
array is[4]; array fits[4]
xn = cross("n", "static forward", "static reverse"); xm = cross("m", "static forward", "static reverse")
fixed = system(sprintf("awk -F, '$1 == \"n\" { print $5; exit }' '%s'", data))
set logscale xy
set multiplot
HEAD = xn > 0 ? sprintf("Rows are cheaper from n = %.0f inputs on where there are %s outputs; columns%s where there are %s inputs", xn, fixed, xm > 0 ? sprintf(" from m = %.0f outputs on", xm) : " at no size of m", fixed) \
  : sprintf("At no number of inputs that was measured do rows and columns cost the same with %s outputs", fixed)
NOTES = "y = B tanh(C tanh(A x)), C 64 × 64: the whole Jacobian, by columns, eight tangents a sweep, and by rows, one sweep each, over one run of y. Dashed: n = m."
load "plots/head.gp"
set ytics ("1" 1, "10" 10, "100" 100, "1000" 1000, "10 000" 1e4, "100 000" 1e5); @POWERS
size = "size"; what = "ratio"
set xrange [0.8:1.25*most("1", "size")]
do for [p=0:1] {
  v = p ? "m" : "n"
  if (p) { @ONCE }
  do for [k=1:4] { is[k] = sprintf("$1 == \"%s\" && $3 == \"%s\"", v, e[k]); fits[k] = v.",".e[k] }
  x0 = 75; x1 = 640; y0 = TOP + 45 + p*370; y1 = y0 + 275
  set label 10 p ? sprintf("{/:Bold*1.05 against outputs m, n = %s}", fixed) : sprintf("{/:Bold*1.05 against inputs n, m = %s}", fixed) at graph 0,1.11 textcolor rgb ink
  set xlabel p ? "outputs" : "inputs" offset 0,0.4+lift
  set label 9 whisper("times y") at graph 0,1.04 textcolor rgb ink2
  set arrow 1 from first real(fixed), graph 0 to first real(fixed), graph 1 nohead dt 2 lw 0.8 lc rgb axis
  load "plots/ends.gp"
}
unset multiplot
load "plots/end.gp"
