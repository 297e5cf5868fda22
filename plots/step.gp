# step -- error against step, every difference formula and the complex step, binary32 beside binary64
data = ARG1; out = ARG2; theme = strlen(ARG3) ? ARG3 : "light"
W = 1100; H = 560
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
set label 1 title(sprintf("At its best step a forward difference loses %d digits of 16, a central one %d, Richardson's %d; any small complex step %s", \
  lost(low("binary64", 1, 4)), lost(low("binary64", 3, 4)), lost(low("binary64", 5, 4)), lost(flat("binary64")) ? sprintf("%d", lost(flat("binary64"))) : "none")) at screen 0.018,0.956 textcolor rgb ink
set label 2 tells("Relative error of the derivative of sin(x) e^x at x = 3/4: root mean square over 64 steps in each quarter of an octave.  Digits lost: log_{10} of it in ulps.") at screen 0.018,0.905 textcolor rgb ink2
set label 3 whisper(sprintf("step.csv · seed %s · %s · %s · %s", key_("seed"), key_("compiler"), key_("flags"), key_("cpu"))) at screen 0.985,0.028 right textcolor rgb ink3
set tmargin at screen 0.835; set bmargin at screen 0.135
set yrange [3e-17:30]
do for [p=0:1] {
  t = p ? "binary64" : "binary32"
  set lmargin at screen (p ? 0.545 : 0.075); set rmargin at screen (p ? 0.985 : 0.515)
  set xrange [(p ? 1.5e-17 : 1e-8):2]
  set xtics 1e-16,(p ? 1e2 : 1e1),1 format "10^{%T}" add ("1" 1)
  if (p) { set ytics 1e-16,1e2,1e-2 format "" add ("" 1); unset ylabel } else { set ytics 1e-16,1e2,1e-2 format "10^{%T}" add ("1" 1); set ylabel "relative error" offset 1.2,0 }
  set mxtics 1; set mytics 1
  set xlabel "step  h" offset 0,0.5+lift
  set label 10 "{/:Bold ".t."}" at graph 0.985,0.965 right textcolor rgb ink
  y0 = 3e-10; x0 = 0.02
  do for [k=1:5] { set label 20+k sprintf("%s: best %s at h = %s", name(k) eq "richardson" ? "Richardson" : name(k), sci(low(t, k, 4)), sci(low(t, k, 3))) at graph x0, first y0*0.075**(k-1) textcolor rgb word(words_, k) point pt form(k) ps 0.9*mark lc rgb word(shade, k) offset 0.9,0 }
  set label 26 sprintf("complex step: %s at every small h", sci(flat(t))) at graph x0, first y0*0.075**5 offset 0.9,0 textcolor rgb word(words_, 6)
  plot for [k=6:1:-1] curve(t, k) u 1:2 w l lw (k == 6 ? 1.8 : 1.4) lc rgb word(shade, k), \
       for [j=2:11] "+" u (low(t, j/2, 3)):(low(t, j/2, 4)) every ::::0 w p pt form(j/2) ps (j % 2 ? 0.62 : 1)*best(j/2)*mark lc rgb (j % 2 ? bg : word(shade, j/2))
  unset label 1; unset label 2; unset label 3
}
unset multiplot
load "plots/end.gp"
