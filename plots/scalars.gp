# scalars -- nanoseconds an operation against operations: plain doubles, recording, the sweep back; three programs
data = ARG1; out = ARG2; theme = strlen(ARG3) ? ARG3 : "light"
H = 450
load "plots/style.gp"
of(p,c) = sprintf("< awk -F, '$1 == \"%s\" { print $2 \",\" $%d }' '%s'", p, c, data)
most(c) = real(system(sprintf("awk -F, '$2 + 0 && $%d + 0 > m { m = $%d + 0 } END { print m }' '%s'", c, c, data)))
half(p,c) = real(system(sprintf("awk -F, '$1 == \"%s\" && ++n == 2 { y = $%d } $1 == \"%s\" && n == 3 { print (y + $%d)/2; exit }' '%s'", p, c, p, c, data)))
array fn = ["rosenbrock", "logistic", "kepler"]
array heads = ["Rosenbrock's valley", "x ← r x (1 − x)", "Kepler, Newton in a while"]
set multiplot
HEAD = sprintf("An operation is recorded in at most %.1f ns and %.0f bytes, and swept back in %.1f ns", most(4), most(7), most(5))
NOTES = "Nanoseconds an operation of a program in plain C, against its operations; medians, the three taking turns, the memory of the recording warm."
set label 3 whisper(sprintf("scalars.csv · gcc %s · %s · %s", system("echo '".key_("compiler")."' | sed 's/gcc //'"), key_("flags"), key_("cpu"))) at screen 0.985,14./H right textcolor rgb ink3
set logscale x; set xrange [7e3:1.6e7]; set yrange [0:(most(4) > 6 ? 1.05*most(4) : 6.4)]
set format x "10^{%T}"; set ytics 0,2
load "plots/head.gp"
do for [k=0:2] {
  f = fn[k+1]
  x0 = 40 + 266*k; x1 = x0 + 240; y0 = TOP + 50; y1 = H - 75
  @PANEL
  if (k) { @ONCE; set format y "" }
  set xlabel "operations" offset 0,0.3+lift
  set label 9 whisper(k ? "" : "ns an operation") at graph 0,1.04 textcolor rgb ink2
  set label 10 sprintf("{/:Bold*1.05 %s}", heads[k+1]) at graph 0,1.12 textcolor rgb ink
  if (!k) {
    # on its own side of the line between the second point and the third
    up = half(f,4) > half(f,5)
    set label 12 "record" at first (up ? 2.2e5 : 6e5), first half(f,4) + (up ? 0.3 : -0.45) textcolor rgb blue_t
    set label 13 "sweep back" at first (up ? 6e5 : 2.2e5), first half(f,5) + (up ? -0.45 : 0.3) textcolor rgb amber_t
    set label 14 "compute" at first 3.6e5, first half(f,3) + (half(f,3) < 1 ? 0.3 : -0.3) center textcolor rgb green_t
    if (up) { set label 12 right } else { set label 13 right }
  } else { unset label 12; unset label 13; unset label 14 }
  plot of(f,3) u 1:2 w lp lw 1.6 pt form(3) ps 0.6*size_(3) lc rgb green, of(f,5) u 1:2 w lp lw 1.6 pt form(2) ps 0.6*size_(2) lc rgb amber, \
       of(f,4) u 1:2 w lp lw 1.6 pt form(1) ps 0.6*size_(1) lc rgb blue
}
unset multiplot
load "plots/end.gp"
