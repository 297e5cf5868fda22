# peers -- gradient over primal, and its error: a line a problem, a mark a tool
data = ARG1; out = ARG2; theme = strlen(ARG3) ? ARG3 : "light"
n = int(system(sprintf("awk -F, '!/^#/ && $1 != \"problem\" && !s[$1 $2]++ { n++ } END { print n + 0 }' '%s'", data)))
H = 250 + 28*n
load "plots/style.gp"
# x: the ratio; y: the place of the problem
column_(t, c) = sprintf("< awk -F, '!/^#/ && $1 != \"problem\" { if (!s[$1 $2]++) n++; if ($3 == \"%s\" && $6 + 0) print ($%d < 0.1 ? 0.1 : $%d) \",\" n }' '%s'", t, c, c, data)
of(t) = sprintf("< awk -F, '!/^#/ && $1 != \"problem\" { if (!s[$1 $2]++) n++; if ($3 == \"%s\" && $6 + 0) print $6 \",\" n }' '%s'", t, data)
# how many problems the better of ours wins against the best tool of others
ours = system(sprintf("awk -F, '!/^#/ && $1 != \"problem\" && $6 + 0 { k = $1 $2; s[k]; o = $3 == \"static\" || $3 == \"scalars\" || $3 == \"reverse\" || $3 == \"forward\"; if (o && (!(k in a) || $6 < a[k])) a[k] = $6; if (!o && (!(k in b) || $6 < b[k])) b[k] = $6 } END { for (k in s) if (k in a && (!(k in b) || a[k] < b[k])) w++; print w + 0 }' '%s'", data))
names  = "static scalars reverse forward adolc-replay cppad tmbad adolc sacado stan torch"
shades = sprintf("%s %s %s %s %s %s %s %s %s %s %s", blue, green, blue, green, red, red, red, amber, amber, amber, purple)
inks   = sprintf("%s %s %s %s %s %s %s %s %s %s %s", blue_t, green_t, blue_t, green_t, red_t, red_t, red_t, amber_t, amber_t, amber_t, purple_t)
marks  = "7 7 7 7 9 5 13 9 5 13 11"
array says = ["static", "scalars", "reverse", "forward", "ADOL-C", "CppAD", "TMBad", "ADOL-C", "Sacado", "Stan Math", "PyTorch"]
HEAD = sprintf("Of %d problems, an engine of ours makes the cheapest gradient of %s", n, ours)
NOTES = "CPU time of a gradient over that of the plain C++ primal in the same process, medians. Errors of the same gradient at a small size, against MPFR."
set label 3 whisper(sprintf("peers.csv · gcc %s · tools -O3 -march=native, ours %s · %s", system("echo '".key_("compiler")."' | sed 's/gcc //'"), key_("flags"), key_("cpu"))) at screen 0.985,14./H right textcolor rgb ink3
load "plots/head.gp"
x0 = 180; x1 = 535; y0 = TOP + 85; y1 = H - 80
@PANEL
set logscale x; set format x "%g"; set yrange [n+0.6:0.4]
set xlabel "gradient / primal" offset 0,0.3+lift
set ytics out scale 0 textcolor rgb ink; set for [k=1:n] ytics add (system(sprintf("awk -F, '!/^#/ && $1 != \"problem\" && !s[$1 $2]++ && ++n == %d { print $1 \"  {/*0.85 \" $2 \"}\" }' '%s'", k, data)) k)
set arrow 1 from 1, graph 0 to 1, graph 1 nohead dt 2 lw 0.8 lc rgb axis
# the tools: a line a kind
array kinds = ["ours", "recorded once, replayed", "recorded at each point"]
array first_ = [1, 5, 8, 12]
do for [j=1:3] {
  set label 20+j whisper(kinds[j]) at screen across(18),down(TOP + 23*j - 14) textcolor rgb ink3
  do for [k=first_[j]:first_[j+1]-1] {
    x = 200 + 120*(k - first_[j])
    set label 30+k "" at screen across(x),down(TOP + 23*j - 14) point pt int(word(marks, k)) ps 0.75*mark lc rgb word(shades, k)
    if (k == 3 || k == 4) { set label 50+k "" at screen across(x),down(TOP + 23*j - 14) point pt 7 ps 0.75*hole lc rgb bg front }
    set label 70+k sprintf("{/*0.92 %s}", says[k]) at screen across(x + 11),down(TOP + 23*j - 14) textcolor rgb word(inks, k)
  }
}
set multiplot
plot for [k=1:n] (k) w l lw 0.5 lc rgb rule, \
     for [k=11:3:-1] of(word(names, k)) u 1:2 w p pt int(word(marks, k)) ps 0.85*mark lc rgb word(shades, k), \
     for [k=4:3:-1] of(word(names, k)) u 1:2 w p pt 7 ps 0.85*hole lc rgb bg, \
     for [k=2:1:-1] of(word(names, k)) u 1:2 w p pt 7 ps 0.85*mark lc rgb word(shades, k)
unset label; unset arrow
x0 = 580; x1 = 805
@PANEL
set ytics ("" 0)
set xlabel "ulps of the largest derivative" offset 0,0.3+lift
set xrange [0.09:*]
set xtics add ("≤ 0.1" 0.1)
plot for [k=1:n] (k) w l lw 0.5 lc rgb rule, \
     for [k=11:3:-1] column_(word(names, k), 10) u 1:2 w p pt int(word(marks, k)) ps 0.85*mark lc rgb word(shades, k), \
     for [k=4:3:-1] column_(word(names, k), 10) u 1:2 w p pt 7 ps 0.85*hole lc rgb bg, \
     for [k=2:1:-1] column_(word(names, k), 10) u 1:2 w p pt 7 ps 0.85*mark lc rgb word(shades, k)
unset multiplot
load "plots/end.gp"
