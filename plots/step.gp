# step -- error against step, every difference formula and the complex step, binary32 beside binary64
data = ARG1; out = ARG2; theme = strlen(ARG3) ? ARG3 : "light"
H = 1000
load "plots/style.gp"
formulas = "forward backward central five-point richardson complex"
name(k) = word(formulas, k) eq "complex" ? "complex step" : word(formulas, k)
shade = sprintf("%s %s %s %s %s %s", amber, red, blue, purple, green, ink2)
words_ = sprintf("%s %s %s %s %s %s", amber_t, red_t, blue_t, purple_t, green_t, ink2)
curve(t, k) = sprintf("< awk -F, '$1 == \"%s\" && $2 == \"%s\" { print $3 \",\" $4 }' '%s'", t, name(k), data)
# column c of the row of least error; the largest error of a row at h below 10^-4
low(t, k, c) = real(system(sprintf("awk -F, '$1 == \"%s\" && $2 == \"%s\" && $4 != \"inf\" && (!n++ || $4 + 0 < e) { e = $4; v = $%d } END { print v }' '%s'", t, name(k), c, data)))
# the worst complex step of those whose truncation h^2 is below half a unit: h under sqrt(u)
flat(t) = real(system(sprintf("awk -F, -v u=%g '$1 == \"%s\" && $2 == \"complex step\" && $3*$3 < u/4 && $4 > e + 0 { e = $4 } END { print e }' '%s'", t eq "binary64" ? 2**-53. : 2**-24., t, data)))
# digits lost: the logarithm of an error in ulps of the derivative, as in accuracy.gp; nothing below one ulp
_slope = (sin(0.75) + cos(0.75))*exp(0.75)
ulps(v) = v*_slope/2.0**(floor(log(_slope)/log(2)) - 52)
lost(v) = ulps(v) > 1 ? floor(log10(ulps(v)) + 0.5) : 0
_e(v) = floor(log10(v*10/9.5)); sci(v) = sprintf("%d·10^{%d}", int(v/10**_e(v) + 0.5), _e(v))
# the best of forward and backward fall together: one mark around the other
best(k) = k == 1 ? 2.1 : 1.1
set logscale xy
set multiplot
HEAD = sprintf("At its best step a forward difference loses %d digits of 16, a central one %d, Richardson's %d; any small complex step %s", \
  lost(low("binary64", 1, 4)), lost(low("binary64", 3, 4)), lost(low("binary64", 5, 4)), lost(flat("binary64")) ? sprintf("%d", lost(flat("binary64"))) : "none")
NOTES = "Relative error of the derivative of sin(x) e^x at x = 3/4: root mean square over 64 steps in each quarter of an octave. Digits lost: log_{10} of it in ulps."
set label 3 whisper(sprintf("step.csv · seed %s · %s · %s · %s", key_("seed"), key_("compiler"), key_("flags"), key_("cpu"))) at screen 0.985,14./H right textcolor rgb ink3
load "plots/head.gp"
set yrange [3e-17:30]
do for [p=0:1] {
  t = p ? "binary64" : "binary32"
  x0 = 70; x1 = 812; y0 = TOP + 25 + p*430; y1 = y0 + 355
  @PANEL
  set xrange [(p ? 1.5e-17 : 1e-8):2]
  set xtics 1e-16,(p ? 1e2 : 1e1),1 format "10^{%T}" add ("1" 1)
  set ytics 1e-16,1e2,1e-2 format "10^{%T}" add ("1" 1)
  set label 9 whisper("relative error") at graph 0,screen down(y0 - 11) textcolor rgb ink2
  set mxtics 1; set mytics 1
  set xlabel "step  h" offset 0,0.5+lift
  set label 10 "{/:Bold ".t."}" at graph 0.985,0.965 right textcolor rgb ink
  below = 3e-10
  do for [k=1:5] { set label 20+k sprintf("%s: best %s at h = %s", name(k) eq "richardson" ? "Richardson" : name(k), sci(low(t, k, 4)), sci(low(t, k, 3))) at graph 0.02, first below*0.075**(k-1) textcolor rgb word(words_, k) point pt form(k) ps 0.9*mark lc rgb word(shade, k) @BESIDE }
  set label 26 sprintf("complex step: %s at every small h", sci(flat(t))) at graph 0.02, first below*0.075**5 offset 1.6,0 textcolor rgb word(words_, 6)
  plot for [k=6:1:-1] curve(t, k) u 1:2 w l lw (k == 6 ? 1.8 : 1.4) lc rgb word(shade, k), \
       for [j=2:11] "+" u (low(t, j/2, 3)):(low(t, j/2, 4)) every ::::0 w p pt form(j/2) ps (j % 2 ? 0.62 : 1)*best(j/2)*mark lc rgb (j % 2 ? bg : word(shade, j/2))
  @ONCE
}
unset multiplot
load "plots/end.gp"
