# precision -- bits lost by four engines against the bits of the numbers, three functions
data = ARG1; out = ARG2; theme = strlen(ARG3) ? ARG3 : "light"
H = 480
load "plots/style.gp"
of(f,e) = sprintf("< awk -F, '$1 == \"%s\" && $2 == \"%s\" { print $3 \",\" $5 \",\" $6 }' '%s'", f, e, data)
# least squares over all functions: bits lost for each bit of the numbers
slope(e) = real(system(sprintf("awk -F, '$2 == \"%s\" { n++; x += $3; y += $5; xx += $3*$3; xy += $3*$5 } END { print (n*xy - x*y)/(n*xx - x*x) }' '%s'", e, data)))
worst(e) = real(system(sprintf("awk -F, '$2 == \"%s\" && $6 > m { m = $6 } END { print m + 0 }' '%s'", e, data)))
last(f,e) = real(system(sprintf("awk -F, '$1 == \"%s\" && $2 == \"%s\" { m = $5 } END { print m }' '%s'", f, e, data)))
rules = worst("forward") > worst("reverse") ? worst("forward") : worst("reverse")
array fn = ["eq6", "cosexp", "coth"]
array heads = ["x_1x_2 + x_2 - ln x_1", "4(cos x + 2x - e^x)^2", "coth(wx + b), by exponentials"]
set multiplot
HEAD = sprintf("Whatever the precision, rules lose at most %.0f bits; central differences lose %.0f%% of all bits, Richardson's %.0f%%", ceil(rules), 100*slope("central"), 100*slope("richardson"))
NOTES = sprintf("Bits lost of a gradient, median of %s points, relative to its largest entry; reference: proved enclosures that use no rule.", system(sprintf("awk -F, '$1 == \"eq6\" { print $4; exit }' '%s'", data)))
set label 3 whisper(sprintf("precision.csv · seed %s · MPFR %s · gcc %s · %s", key_("seed"), key_("mpfr"), system("echo '".key_("compiler")."' | sed 's/gcc //'"), key_("cpu"))) at screen 0.985,14./H right textcolor rgb ink3
set xrange [0:2000]; set yrange [-12:700]
set xtics 0,1000; set ytics 0,100
load "plots/head.gp"
do for [k=0:2] {
  f = fn[k+1]
  x0 = 48 + 266*k; x1 = x0 + 232; y0 = TOP + 50; y1 = H - 75
  @PANEL
  if (k) { @ONCE }
  if (k) { set format y "" }
  set xlabel "bits of the numbers" offset 0,0.3+lift
  set label 9 whisper(k ? "" : "bits lost") at graph -0.0,1.04 textcolor rgb ink2
  set label 10 sprintf("{/:Bold*1.05 %s}", heads[k+1]) at graph 0.0,1.11 textcolor rgb ink
  set label 11 "central" at first 1180, first last(f,"central")*0.59+70 right textcolor rgb blue_t
  set label 12 "Richardson" at first 1920, first last(f,"richardson")*0.45 right textcolor rgb amber_t
  set label 13 "forward and reverse" at first 1960, first 32 right textcolor rgb green_t
  plot of(f,"central") u 1:2 w lp lw 1.6 pt form(1) ps 0.5*size_(1) lc rgb blue, of(f,"richardson") u 1:2 w lp lw 1.6 pt form(2) ps 0.5*size_(2) lc rgb amber, \
       of(f,"forward") u 1:2 w lp lw 1.6 pt form(3) ps 0.5*size_(3) lc rgb green, of(f,"reverse") u 1:2 w lp lw 1.6 pt form(4) ps 0.5*size_(4) lc rgb green
}
unset multiplot
load "plots/end.gp"
