# order -- multiplications of a chain of Jacobians in three orders over the best, and the time they take over its time
data = ARG1; out = ARG2; theme = strlen(ARG3) ? ARG3 : "light"
H = 500
load "plots/style.gp"
load "plots/bench.gp"
of(o, c) = sprintf("< awk -F, '/^#/ || !h++ { next } !($1 in p) { p[$1] = n++ } $2 == \"%s\" && $1 !~ /^cnn/ { x = \"%s\" == \"time\" ? ($%d == \"\" ? 1 : $%d) : $%d; print p[$1] \",\" x }' '%s'", o, c, col("ratio"), col("ratio"), col("over_optimal"), data)
worst(o) = real(system(sprintf("awk -F, '$2 == \"%s\" && $%d + 0 > m && $1 !~ /^cnn/ { m = $%d + 0 } END { print m }' '%s'", o, col("over_optimal"), col("over_optimal"), data)))
cnn = real(system(sprintf("awk -F, '/^cnn/ { print $%d }' '%s'", col("multiplications"), data)))
set logscale x
HEAD = sprintf("The wrong order of the chain rule costs up to %.0f times the multiplications%s", worst("forward") > worst("reverse") ? worst("forward") : worst("reverse"), worst("forward") > 1.01 && worst("reverse") > 1.01 ? "; neither direction is always right" : "")
NOTES = "Products of a chain of Jacobians over the best bracketing, which dynamic programming finds. Dots: multiplications. Rings: measured time.".sprintf(" Holding dG/dw forward through a CNN of 30 layers would take %.3f G numbers; an article says 1.6.", cnn/1e9)
load "plots/head.gp"
x0 = 205; x1 = 812; y0 = TOP + 38; y1 = H - 75
@PANEL
set yrange [4.6:-0.6]; set xrange [0.5:100]
set ytics ()
do for [k=0:4] { s = system(sprintf("awk -F, '/^#/ || !h++ { next } !($1 in p) { p[$1]; if (n++ == %d) { print $1; exit } }' '%s'", k, data)); set ytics add (sprintf("{/*0.9 %s}", s) k) }
set xtics ("1" 1, "2" 2, "4" 4, "8" 8, "16" 16, "32" 32, "64" 64)
set xlabel "times the best" offset 0,0.4+lift
set label 11 "{/:Bold forward}" at graph 0.012, graph 1.06 textcolor rgb green_t point pt 7 ps 0.8*mark lc rgb green @BESIDE
set label 12 "{/:Bold reverse}" at graph 0.17, graph 1.06 textcolor rgb purple_t point pt 5 ps 0.75*mark lc rgb purple @BESIDE
set label 13 "{/:Bold best}" at graph 0.325, graph 1.06 textcolor rgb ink point pt 9 ps 0.9*mark lc rgb ink @BESIDE
plot of("forward", "time") u 2:($1-0.16) w p pt 7 ps 1.3*mark lc rgb green, of("forward", "time") u 2:($1-0.16) w p pt 7 ps 1.6*hole lc rgb bg, \
     of("reverse", "time") u 2:1 w p pt 5 ps 1.3*mark lc rgb purple, of("reverse", "time") u 2:1 w p pt 5 ps 1.6*hole lc rgb bg, \
     of("forward", "count") u 2:($1-0.16) w p pt 7 ps 0.8*mark lc rgb green, of("reverse", "count") u 2:1 w p pt 5 ps 0.75*mark lc rgb purple, \
     of("optimal", "count") u 2:($1+0.16) w p pt 9 ps 0.9*mark lc rgb ink
load "plots/end.gp"
