# split -- the error of forward and central differences in four exact parts, binary32 beside binary64
data = ARG1; out = ARG2; theme = strlen(ARG3) ? ARG3 : "light"
H = 850
load "plots/style.gp"
rows(t, q, one) = sprintf("< awk -F, '$1 == \"%s\" && $2 == \"%s\" && ($3 == 1) == %d' '%s'", t, q, one, data)
# median of R_x/R_f over the steps at which round-off is above truncation
ratio(t, q) = real(system(sprintf("awk -F, '$1 == \"%s\" && $2 == \"%s\" && $3 > 1 && $9 > $5 && $7 > 0 { print $6/$7 }' '%s' | sort -g | awk '{ a[NR] = $1 } END { print a[int((NR + 1)/2)] }'", t, q, data)))
# h where the root mean square of round-off and truncation cross, and the least rms error
cross(t, q) = real(system(sprintf("awk -F, '$1 == \"%s\" && $2 == \"%s\" && $3 > 1 && $9 > $5 { h = $4 } END { print h }' '%s'", t, q, data)))
least(t, q) = real(system(sprintf("awk -F, '$1 == \"%s\" && $2 == \"%s\" && $3 > 1 && (!n++ || $10 + 0 < e) { e = $10 } END { print e }' '%s'", t, q, data)))
# the line of column c at the first h above a given one
near(t, q, c, h) = real(system(sprintf("awk -F, '$1 == \"%s\" && $2 == \"%s\" && $3 > 1 && $4 > %g { print $%d; exit }' '%s'", t, q, h, c, data)))
_e(v) = floor(log10(v*10/9.5)); sci(v) = sprintf("%d·10^{%d}", int(v/10**_e(v) + 0.5), _e(v))
set logscale xy
set multiplot
rf = ratio("binary32", "forward"); rc = ratio("binary32", "central"); lo = rf < rc ? rf : rc
HEAD = sprintf("Misplaced points cost %s a computed f: R_x is %.1f times R_f in forward differences, %.1f times in central ones", \
  lo > 1.25 ? "more than" : lo > 0.8 ? "no less than" : "not always as much as", rf, rc)
NOTES = "Error of the derivative 464 of (x−10)^2(3x^2−3x+1) at x = 2, split exactly in MPFR: computed − f' = T + R_x + R_f + R_d at every step. Dots: the whole error at single steps. Lines: each part, rms of 256 random steps in a quarter octave. Title: medians in binary32 where R > T."
load "plots/head.gp"
set label 3 whisper(sprintf("split.csv · seed %s · %s · %s · %s", key_("seed"), key_("compiler"), key_("flags"), key_("cpu"))) at screen 0.985,14./H right textcolor rgb ink3
set mxtics 1; set mytics 1
do for [p=0:3] {
  t = p % 2 ? "binary64" : "binary32"; q = p < 2 ? "forward" : "central"
  x0 = p % 2 ? 486 : 76; x1 = x0 + 330; y0 = TOP + (p < 2 ? 45 : 360); y1 = y0 + 255
  @PANEL
  set xrange [(p % 2 ? 1e-15 : 6e-8):1.5]; set yrange [(p % 2 ? 2e-17 : 2e-8):3e3]
  set xtics 1e-16,(p % 2 ? 1e2 : 1e1),1
  set format x (p < 2 ? "" : "10^{%T}"); if (p > 1) { set xtics add ("1" 1); set xlabel "step  h" offset 0,0.5+lift textcolor rgb ink2 } else { unset xlabel }
  set ytics 1e-16,(p % 2 ? 1e4 : 1e2),1e4 format "10^{%T}" add ("1" 1)
  if (p % 2) { unset ylabel } else { set ylabel "error" offset 1.2,0 textcolor rgb ink2 }
  set label 10 sprintf("{/:Bold*0.92 %s, %s}", q, t) at graph 0,screen down(y0 - 29) textcolor rgb ink
  set label 11 sprintf("{/*0.88 least rms error %s · T = R at h = %s}", sci(least(t, q)), sci(cross(t, q))) at graph 0,screen down(y0 - 11) textcolor rgb ink2
  b = p % 2
  hr = b ? 1e-12 : 2e-6; ht = b ? 1e-3 : p < 2 ? 2e-2 : 8e-2; hl = b ? 1e-2 : 1e-1
  set label 21 "{/*0.9 R_x  points}" at first hr, first near(t, q, 6, hr)*(b ? 60 : 12) textcolor rgb amber_t
  set label 22 "{/*0.9 R_f  values}" at first hr, first near(t, q, 7, hr)*(b ? 0.003 : 0.03) center textcolor rgb blue_t
  set label 23 "{/*0.9 T  truncation}" at first ht, first near(t, q, 5, ht)*(b ? 60 : p < 2 ? 8 : 12) right textcolor rgb green_t
  set label 24 "{/*0.9 R_d  subtraction, division}" at graph 0.985, first near(t, q, 8, hl)*(b ? 0.06 : 0.2) right textcolor rgb purple_t
  plot rows(t, q, 0) u 4:8 w l lw 1.3 lc rgb purple, rows(t, q, 0) u 4:5 w l lw 1.6 lc rgb green, \
       rows(t, q, 0) u 4:6 w l lw 1.4 lc rgb amber, rows(t, q, 0) u 4:7 w l lw 1.4 lc rgb blue, \
       rows(t, q, 1) u 4:(abs($10)) w p pt 7 ps 0.35*mark lc rgb ink
  @ONCE
}
unset multiplot
load "plots/end.gp"
