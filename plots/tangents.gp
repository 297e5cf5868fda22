# tangents -- cos, its tangent at x = 2, and what three differences with h = 1/2 take for it
data = ARG1; out = ARG2; theme = strlen(ARG3) ? ARG3 : "light"
H = 540
load "plots/style.gp"
field(f, c) = real(system(sprintf("awk -F, '$1 == \"%s\" { print $%d }' '%s'", f, c, data)))
a = field("true", 2); h = field("central", 3); d = field("true", 4)
off(f) = abs(field(f, 5))
nearest = system(sprintf("awk -F, '!/^#/ && $1 != \"formula\" && $1 != \"true\" { e = $5 < 0 ? -$5 : $5; if (!n++ || e < l) { l = e; f = $1 } } END { print f }' '%s'", data))
names = "forward backward central"
shade = sprintf("%s %s %s", amber, red, blue)
minus(v) = v < 0 ? sprintf("−%.4f", -v) : sprintf("%.4f", v)
tangent(x, m) = cos(a) + m*(x - a)
set label 1 title(sprintf("The %s difference errs by %.3f, the others by %.3f and %.3f", nearest, off(nearest), \
  nearest eq "forward" ? off("central") : off("forward"), nearest eq "backward" ? off("central") : off("backward"))) at screen 0.022,0.950 textcolor rgb ink
set label 2 tells(sprintf("cos at x = %g with h = %g in binary32, against the true slope −sin %g = %s.  Dots: the values used.", a, h, a, minus(d))) at screen 0.022,0.897 textcolor rgb ink2
set label 3 whisper(sprintf("tangents.csv · %s · %s", key_("compiler"), key_("flags"))) at screen 0.985,0.03 right textcolor rgb ink3
set lmargin at screen 0.09; set rmargin at screen 0.775; set tmargin at screen 0.835; set bmargin at screen 0.14
set xrange [a-1.1:a+1.1]; set yrange [-1.7:0.75]
set xtics 0.5 format "%.1f"; set ytics 0.5 format "%.1f"
set xlabel "x" offset 0,0.5+lift; set ylabel "cos x" offset 1.2,0
R = a + 1.1
# labels in the order of the slopes, none nearer to the one above than a line of text
order = system(sprintf("awk -F, '!/^#/ && $1 != \"formula\" { print $4, $1 }' '%s' | sort -gr | cut -d' ' -f2", data))
shade_t(f) = f eq "forward" ? amber_t : f eq "backward" ? red_t : f eq "central" ? blue_t : green_t
y = 9
do for [k=1:4] {
  f = word(order, k); m = field(f, 4); y = tangent(R, m) < y - 0.115 ? tangent(R, m) : y - 0.115
  set label 20+k sprintf("%s  %s", f, minus(m)) at first R+0.03, first y textcolor rgb shade_t(f)
}
set label 25 "cos x" at first R+0.03, first cos(R) textcolor rgb ink
plot cos(x) w l lw 2.2 lc rgb ink, \
     for [k=1:3] tangent(x, field(word(names, k), 4)) w l lw 1.5 lc rgb word(shade, k), \
     tangent(x, d) w l lw 1.5 dt (6,4) lc rgb green, \
     "+" u (a-h):(cos(a-h)) every ::::0 w p pt 7 ps 0.8*mark lc rgb ink, "+" u (a):(cos(a)) every ::::0 w p pt 7 ps 0.8*mark lc rgb ink, \
     "+" u (a+h):(cos(a+h)) every ::::0 w p pt 7 ps 0.8*mark lc rgb ink
load "plots/end.gp"
