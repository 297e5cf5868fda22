# rules -- ulps of textbook derivatives and of stable ones along an interval, binary64
data = ARG1; out = ARG2; theme = strlen(ARG3) ? ARG3 : "light"
H = 760
load "plots/style.gp"
of(f,r) = sprintf("< awk -F, '$1 == \"%s\" && $2 == \"%s\" && $5 != \"nan\" { print $4 \",\" ($5 < 0.02 ? 0.02 : $5) }' '%s'", f, r, data)
says(f,r) = system(sprintf("awk -F, '$1 == \"%s\" && $2 == \"%s\" { print $3; exit }' '%s'", f, r, data))
nonumber = system(sprintf("awk -F, '$1 == \"softplus\" && $2 == \"naive\" && $5 == \"nan\" { print $4; exit }' '%s'", data))
stable = real(system(sprintf("awk -F, '$2 == \"stable\" && $5 + 0 > m { m = $5 } END { print m + 0 }' '%s'", data)))
allbits = int(system(sprintf("awk -F, '$2 == \"textbook\" && $5 + 0 > 4e15 && !($1 in f) { f[$1]; n++ } END { print n + 0 }' '%s'", data)))
many(n) = n == 4 ? "All four" : n == 3 ? "Three" : n == 2 ? "Two" : n == 1 ? "One" : "None"
set logscale y
set yrange [0.012:1e20]
set format y "10^{%L}"
set ytics 1,1e4 format "10^{%L}"
unset mytics
set multiplot
HEAD = sprintf("%s textbook rules lose every bit somewhere; the stable forms stay within %.0f ulps", many(allbits), ceil(stable))
NOTES = "Error of the derivative in ulps, binary64, along an interval; reference: proved enclosures that use no rule. Below 0.02 ulps drawn at 0.02."
set label 3 whisper(sprintf("rules.csv · %s points each · gcc %s · %s · %s", system(sprintf("awk -F, '$1 == \"tanh\" && $2 == \"stable\"' '%s' | wc -l", data)), system("echo '".key_("compiler")."' | sed 's/gcc //'"), key_("flags"), key_("cpu"))) at screen 0.985,14./H right textcolor rgb ink3
load "plots/head.gp"
array fn = ["tanh", "sigmoid", "softplus", "sinc"]
array heads = ["tanh′", "sigmoid′", "softplus′", "sinc′"]
do for [k=0:3] {
  f = fn[k+1]
  x0 = k % 2 ? 470 : 58; x1 = x0 + 342; y0 = TOP + 30 + (k > 1 ? 310 : 0); y1 = y0 + 225
  @PANEL
  if (k) { @ONCE }
  unset logscale x; set format x "%g"; set xtics autofreq
  if (k == 0) { set xrange [0:40] }
  if (k == 1) { set xrange [0:60] }
  if (k == 2) { set xrange [-80:800] }
  if (k == 3) { set logscale x; set xrange [1e-9:1]; set format x "10^{%L}"; set xtics 1e-9,100,10; unset mxtics }
  set xlabel "x" offset 0,0.6+lift
  set label 10 sprintf("{/:Bold*1.1 %s}", heads[k+1]) at graph 0.0,1.075 textcolor rgb ink
  # beside each curve, where it is alone
  if (k < 2) { set label 11 says(f,"textbook") at graph 0.29,0.66 right textcolor rgb red_t }
  if (k == 2) { set label 11 says(f,"textbook") at graph 0.105,0.66 left textcolor rgb red_t }
  if (k == 3) { set label 11 says(f,"textbook") at graph 0.36,0.72 left textcolor rgb red_t }
  if (k == 3) { set label 12 says(f,"stable") at graph 0.02,0.20 left textcolor rgb blue_t } else { set label 12 says(f,"stable") at graph 0.98,0.20 right textcolor rgb blue_t }
  unset label 13; unset label 14; unset arrow
  if (k == 2) {
    set label 13 says(f,"naive") at graph 0.865,0.93 right textcolor rgb amber_t
    set label 14 sprintf("is no number from x = %.0f on", real(nonumber)) at graph 0.865,0.84 right textcolor rgb amber_t
    set arrow 1 from first real(nonumber), graph 0.93 to first 800, graph 0.93 nohead lw 3 lc rgb amber
    plot of(f,"textbook") u 1:2 w p pt 7 ps 0.32*mark lc rgb red, of(f,"naive") u 1:2 w p pt 7 ps 0.32*mark lc rgb amber, of(f,"stable") u 1:2 w p pt 7 ps 0.32*mark lc rgb blue
    continue
  }
  plot of(f,"textbook") u 1:2 w p pt 7 ps 0.32*mark lc rgb red, of(f,"stable") u 1:2 w p pt 7 ps 0.32*mark lc rgb blue
}
unset multiplot
load "plots/end.gp"
