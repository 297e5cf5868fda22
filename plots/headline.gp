# headline -- gradients and Jacobians of known problems over the same function in plain scalar C
data = ARG1; out = ARG2; theme = strlen(ARG3) ? ARG3 : "light"
H = 720
load "plots/style.gp"
load "plots/bench.gp"
of(e) = sprintf("< awk -F, '/^#/ || !h++ { next } !($1 in p) { p[$1] = n++ } $4 == \"%s\" && $%d == \"ok\" { print p[$1] \",\" $%d \",\" $%d \",\" $%d }' '%s'", e, col("status"), col("ratio"), col("ratio_lo"), col("ratio_hi"), data)
N = int(system(sprintf("awk -F, '/^#/ || !h++ { next } !($1 in p) { p[$1]; n++ } END { print n }' '%s'", data)))
med(e) = real(system(sprintf("awk -F, '/^#/ { next } $4 == \"%s\" && $%d == \"ok\" { print $%d }' '%s' | sort -g | awk '{ a[NR] = $1 } END { print (a[int((NR + 1)/2)] + a[int(NR/2) + 1])/2 }'", e, col("status"), col("ratio"), data)))
all = "static reverse checkpointed forward complexstep central"
array says = ["static", "reverse, eager", "checkpointed", "forward", "complex step", "central difference"]
array wide = [40, 98, 92, 54, 92, 122]      # of their words, in px
array hues = [blue, purple, ink3, green, amber, red]; array hues_t = [blue_t, purple_t, ink2, green_t, amber_t, red_t]
rows(e) = int(system(sprintf("awk -F, '/^#/ { next } $4 == \"%s\" && $%d == \"ok\" { n++ } END { print n + 0 }' '%s'", e, col("status"), data)))
# those that have a dot, in this order, each named after the last
there = ""
do for [k=1:6] { if (rows(word(all, k))) { there = there." ".k } }
K = words(there)
array e[K]; array names[K]; array hue[K]; array hue_t[K]; array from[K]
x = 26
do for [k=1:K] { j = int(word(there, k)); e[k] = word(all, j); names[k] = says[j]; hue[k] = hues[j]; hue_t[k] = hues_t[j]; from[k] = x; x = x + wide[j] + 38 }
set logscale x
HEAD = sprintf("At the median a gradient takes %.1f times the plain C function by the static engine, %.1f times by the eager tape", med("static"), med("reverse"))
NOTES = "The whole gradient, or the Jacobian of the bundle block, over the function hand-written in scalar C (-O3 -march=native), which took turns with it. Lines: 99 % bootstrap intervals of the ratio. An engine without a dot would take too long, or cannot."
load "plots/head.gp"
x0 = 180; x1 = 812; y0 = TOP + 40; y1 = H - 75
@PANEL
set yrange [N-0.4:-0.6]
set xrange [0.8*least("1", "ratio_lo"):1.25*most("1", "ratio_hi")]
set ytics ()
do for [k=0:N-1] { s = system(sprintf("awk -F, '/^#/ || !h++ { next } !($1 in p) { p[$1]; if (n++ == %d) { print \"{/*0.92 \" $1 \"}  {/*0.8 \" ($2 > 1 ? $2 \" × \" : \"\") $3 \"}\"; exit } }' '%s'", k, data)); set ytics add (s k) }
set xtics ("0.01" 0.01, "0.1" 0.1, "0.2" 0.2, "0.5" 0.5, "1" 1, "10" 10, "100" 100, "1000" 1e3, "10^4" 1e4, "10^5" 1e5, "10^6" 1e6)
set xlabel "times the function" offset 0,0.4+lift
set arrow 1 from first 1, graph 0 to first 1, graph 1 nohead lw 1 lc rgb axis
do for [k=1:K] { set label 10+k sprintf("{/:Bold*0.92 %s}", names[k]) at screen across(from[k]),down(TOP + 12) textcolor rgb hue_t[k] point pt form(k) ps 0.75*size_(k) lc rgb hue[k] @BESIDE }
plot for [k=1:K] of(e[k]) u 2:($1+0.13*(k-(K+1)/2.)):3:4 w xerrorbars pt form(k) ps 0.65*size_(k) lw 1.2 lc rgb hue[k]
load "plots/end.gp"
