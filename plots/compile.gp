# compile -- seconds to write, compile and load the program of a gradient, against its statements; calls after which that is paid
data = ARG1; out = ARG2; theme = strlen(ARG3) ? ARG3 : "light"
n = int(system(sprintf("awk -F, '!/^#/ && h++ && $9 != \"\" && !seen[$1]++ { n++ } END { print n }' '%s'", ARG1)))
H = 640 + 25*n
load "plots/style.gp"
# the last row of each program: the largest
rows_ = "!/^#/ && h++ && $9 != \"\" { if (!($1 in at)) name[++n] = $1; at[$1] = $0 }"
last(k, e) = system(sprintf("awk -F, '%s END { split(at[name[%d]], v, \",\"); %s }' '%s'", rows_, k, e, data))
of(p) = sprintf("< awk -F, '$1 == \"%s\" && $9 != \"\" { print $4 \",\" $8 + $9 + $10 }' '%s'", p, data)
# over the sizes that are mostly statements of scalars: seconds a thousand of them
each = real(system(sprintf("awk -F, '($1 == \"logistic\" || $1 ~ /^luksan/) && $1 !~ /sliced/ && $9 != \"\" { s += $8 + $9 + $10; k += $4 } END { print k ? 1000*s/k : 0 }' '%s'", data)))
grows = system(sprintf("awk -F, '$1 == \"scan\" && $9 != \"\" { if (!least || $2 < least) { least = $2; a = $4 } if ($2 >= most) { most = $2; b = $4 } } END { printf \"%%d statements of %%d steps, %%d of %%d\", a, least, b, most }' '%s'", data))
set multiplot
HEAD = sprintf("A thousand statements take %.2f s to compile; a loop is compiled once, whatever its length", each)
NOTES = sprintf("Seconds to write, compile and load the program of a gradient; calls after which that is paid, if it ever is. The loop: %s.", grows)
set label 3 whisper(sprintf("compile.csv · %s · %s", key_("compiler"), key_("cpu"))) at screen 0.985,14./H right textcolor rgb ink3
load "plots/head.gp"
set logscale xy
# above: the cost
x0 = 60; x1 = 812; y0 = TOP + 45; y1 = y0 + 290
@PANEL
set xrange [20:3e5]; set yrange [0.03:200]
set xtics 10,10 format "10^{%T}"; set ytics ("0.1" 0.1, "1" 1, "10" 10, "100" 100)
set xlabel "statements of the program" offset 0,0.3+lift
set label 9 whisper("seconds") at graph 0,screen down(y0 - 11) textcolor rgb ink2
set label 10 "{/:Bold*1.05 What it costs}" at graph 0,screen down(y0 - 31) textcolor rgb ink
array name[5] = ["logistic", "luksan", "luksan second", "luksan sliced second", "scan"]
array says[5] = ["a loop written out", "CasADi's 3490: gradient", "with its Hessian", "by arrays, with its Hessian", "a loop as a loop"]
array colour[5] = [blue, amber, red, purple, green]
array colour_t[5] = [blue_t, amber_t, red_t, purple_t, green_t]
do for [k=1:5] { set label 30+k sprintf("{/*0.9 %s}", says[k]) at graph 0.04,1.02-0.075*k textcolor rgb colour_t[k] point pt form(k) ps 0.7*size_(k) lc rgb colour[k] @BESIDE }
plot for [k=1:5] of(name[k]) u 1:2 w lp lw 1.6 pt form(k) ps 0.6*size_(k) lc rgb colour[k]
do for [k=1:5] { unset label 30+k }
@ONCE
# below: calls
unset logscale y
x0 = 215; y0 = y1 + 110; y1 = y0 + 25*n
@PANEL
set yrange [n+0.6:0.4]; set xrange [0.8:1e6]
set xtics 10,10 format "10^{%T}"; set ytics scale 0 format "%s"
set ytics ("" 1); set for [k=1:n] ytics add (last(k, "print v[1] \"  {/*0.8 \" v[2] \"}\"") k)
set xlabel "calls after which it is paid" offset 0,0.3+lift
set label 9 whisper("ring: recorded anew at each call · disc: the same list interpreted") at graph 0,screen down(y0 - 11) textcolor rgb ink2
set label 10 "{/:Bold*1.05 When it is paid}" at graph 0,screen down(y0 - 31) textcolor rgb ink
set grid xtics noytics back lt 1 lw 0.5 lc rgb rule
calls(k, c) = real(last(k, sprintf("print v[%d] == \"\" || v[%d] == \"inf\" ? -1 : v[%d]", c, c, c)))
array byrun[n]; array byeager[n]
do for [k=1:n] { byrun[k] = calls(k, 15); byeager[k] = calls(k, 16) }
plot for [k=1:n] "+" every ::0::0 u (byeager[k] < 0 || byrun[k] < 0 ? NaN : byeager[k]):(k):(byrun[k] - byeager[k]):(0) w vectors nohead lw 0.8 lc rgb axis, \
     for [k=1:n] "+" every ::0::0 u (byrun[k] < 0 ? NaN : byrun[k]):(k) w p pt 7 ps 0.9*mark lc rgb blue, \
     for [k=1:n] "+" every ::0::0 u (byeager[k] < 0 ? NaN : byeager[k]):(k) w p pt 7 ps 0.9*mark lc rgb red, \
     for [k=1:n] "+" every ::0::0 u (byeager[k] < 0 ? NaN : byeager[k]):(k) w p pt 7 ps 0.9*hole lc rgb bg
unset multiplot
load "plots/end.gp"
