# checkers -- what known gradient checkers say of wrong, imprecise and right rules, at ordinary points and with hard ones too
data = ARG1; out = ARG2; theme = strlen(ARG3) ? ARG3 : "light"
W = 1240; H = 450
load "plots/style.gp"
load "plots/bench.gp"
n = int(system(sprintf("awk -F, '!/^#/ && h++ && !s[$1]++ { n++ } END { print n }' '%s'", data)))
name(k) = system(sprintf("awk -F, '!/^#/ && h++ && !s[$1]++ && ++n == %d { print $1 }' '%s'", k, data))
count(k, kind, points, verdict) = int(system(sprintf("awk -F, '$1 == \"%s\" && $4 == \"%s\" && $5 == \"%s\" && $6 ~ /%s/ { n++ } END { print n + 0 }' '%s'", name(k), kind, points, verdict, data)))
of(kind) = count(1, kind, "ordinary", ".")
array kinds = ["wrong", "imprecise", "right"]; array says = ["caught", "caught", "false alarm"]
array heads = ["Wrong rules caught", "Imprecise rules caught", "Right rules refused"]
array hue = [purple, green, amber, red, blue]; array hue_t = [purple_t, green_t, amber_t, red_t, blue_t]
array usual[n*3]; array all[n*3]
do for [p=1:3] { do for [k=1:n] { usual[3*k+p-3] = count(k, kinds[p], "ordinary", says[p]); all[3*k+p-3] = count(k, kinds[p], "ordinary and hard", says[p]) } }
share(c, p) = 100.*c/of(kinds[p])
array least_[4] = [1e9, 1e9, 1e9, 1e9]; array most_[4]
do for [j=1:4] { most_[j] = 0 }
do for [k=1:n] {
  array v[4] = [share(usual[3*k-2], 1), share(all[3*k-2], 1), share(usual[3*k], 3), share(all[3*k], 3)]
  do for [j=1:4] { if (v[j] < least_[j]) { least_[j] = v[j] }; if (v[j] > most_[j]) { most_[j] = v[j] } }
}
span(j) = sprintf("%.0f", least_[j]) eq sprintf("%.0f", most_[j]) ? sprintf("%.0f %%", most_[j]) : sprintf("%.0f–%.0f %%", least_[j], most_[j])
set multiplot
set label 1 title(sprintf("With hard points checkers catch %s of wrong rules rather than %s, but refuse %s of right ones rather than %s", span(2), span(1), span(4), span(3))) at screen 0.016,0.940 textcolor rgb ink
set label 2 tells(sprintf("%d rules, each with a broken twin, put to the default tolerances of three gradient checkers, in binary64.  Rings: ordinary points.  Dots: ordinary and hard points.", of("right"))) at screen 0.016,0.872 textcolor rgb ink2
set tmargin at screen 0.70; set bmargin at screen 0.205
set xrange [-5:104]; set xtics 0,25,100 format "%g %%"; set yrange [n+0.6:0.4]
set ytics () scale 0; set for [k=1:n] ytics add ("" k)
do for [p=1:3] {
  if (p > 1) { unset label 1; unset label 2; unset label 3; do for [k=1:n] { unset label 50+k } }
  set lmargin at screen 0.160+0.279*(p-1); set rmargin at screen 0.160+0.279*(p-1)+0.25
  set label 10 sprintf("{/:Bold %s}", heads[p]) at graph 0,1.11 textcolor rgb ink
  set xlabel sprintf("of %d %s rules", of(kinds[p]), kinds[p]) offset 0,0.2+lift
  do for [k=1:n] {
    j = 3*k+p-3
    if (p == 1) { set label 50+k system(sprintf("echo '%s' | sed 's/_/\\\\_/g'", name(k))) at graph -0.05, first k right textcolor rgb hue_t[k] }
    set label 20+k sprintf("{/*0.85 %d}", usual[j]) at first share(usual[j], p), first k+0.30 center textcolor rgb hue_t[k]
    set label 30+k sprintf("{/*0.85:Bold %d}", all[j]) at first share(all[j], p), first k-0.30 center textcolor rgb hue_t[k]
    set arrow 40+k from first share(usual[j], p), first k to first share(all[j], p), first k nohead lw 1.4 lc rgb hue[k]
  }
  unset clip points
  plot for [k=1:n] "+" every ::0::0 u (share(usual[3*k+p-3], p)):(k) w p pt 7 ps 1.0*mark lc rgb hue[k], \
       for [k=1:n] "+" every ::0::0 u (share(usual[3*k+p-3], p)):(k) w p pt 7 ps hole lc rgb bg, \
       for [k=1:n] "+" every ::0::0 u (share(all[3*k+p-3], p)):(k) w p pt 7 ps 0.9*mark lc rgb hue[k]
}
unset multiplot
load "plots/end.gp"
