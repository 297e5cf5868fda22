# accuracy -- engines x functions, median error in ulps, binary64 beside binary32
data = ARG1; out = ARG2; theme = strlen(ARG3) ? ARG3 : "light"
W = 1240; H = 900
load "plots/style.gp"
# columns of the file become places: rows in the order they come, engines likewise, binary32 after a gap
cells = sprintf("< awk -F, '!/^#/ && $1 != \"function\" { if (!($1 in f)) f[$1] = nf++; k = $3 \" \" $2; if (!(k in c)) { if ($3 != last && last != \"\") nc += 0.6; last = $3; c[k] = nc++ } print c[k] \",\" f[$1] \",\" $5 \",\" $1 \",\" $2 \",\" $3 }' '%s'", data)
NF = int(system(sprintf("awk -F, '!/^#/ && $1 != \"function\" && !($1 in f) { f[$1]; n++ } END { print n }' '%s'", data)))
N64 = int(system(sprintf("awk -F, '$3 == \"f64\" && !($2 in f) { f[$2]; n++ } END { print n }' '%s'", data)))
N32 = int(system(sprintf("awk -F, '$3 == \"f32\" && !($2 in f) { f[$2]; n++ } END { print n }' '%s'", data)))
NC = N64 + 0.6 + N32
med(e) = real(system(sprintf("awk -F, '$2 == \"%s\" && $3 == \"f64\" { print $5 }' '%s' | sort -g | awk '{ a[NR] = $1 } END { print a[int((NR + 1)/2)] }'", e, data)))
# sequential ramp, lightness monotone, readable in grey and by the colour-blind: good is the paper's own colour
if (dark) { set palette defined (0 "#171c23", 3 "#40293f", 6 "#8d2f46", 8 "#cf5c3c", 10 "#f09a4a", 12 "#ffdf8e") } else { set palette defined (0 "#f5f7f8", 2 "#fcebcb", 4 "#f7c776", 6 "#ea8f4d", 8 "#c95440", 10 "#8b2b3c", 12 "#4b1131") }
set cbrange [-0.3:12]
unset border; unset grid; unset colorbox
set lmargin at screen 0.105; set rmargin at screen 0.985; set tmargin at screen 0.775; set bmargin at screen 0.05
set xrange [-0.5:NC-0.5]; set yrange [NF-0.5:-0.5]
set tics scale 0 textcolor rgb ink
unset xtics; set ytics ()
do for [f=0:NF-1] { s = system(sprintf("awk -F, '!/^#/ && $1 != \"function\" && !($1 in f) { f[$1]; if (n++ == %d) { print $1; exit } }' '%s'", f, data)); set ytics add (s f) }
digits = floor(log10(med("central")/med("forward")) + 0.5)
worse = floor(log10(med("forward-difference")/med("forward")) + 0.5)
set label 1 title(sprintf("At the median, rules are %s; central differences lose %d digits to them, one-sided ones %d", med("forward") < 1 ? "right to the last bit" : sprintf("%.1f ulps off", med("forward")), digits, worse)) at screen 0.016,0.967 textcolor rgb ink
set label 2 "Median error, in ulps of the largest derivative of each result, over every entry and point; reference: proved enclosures that use no rule. Empty: the engine cannot." at screen 0.016,0.932 textcolor rgb ink2
set label 3 whisper(sprintf("accuracy.csv · seed %s · gcc %s · %s · %s", key_("seed"), system("echo '".key_("compiler")."' | sed 's/gcc //'"), key_("flags"), key_("cpu"))) at screen 0.985,0.02 right textcolor rgb ink3
do for [k=1:N64+N32] {
  e = system(sprintf("awk -F, '!/^#/ && $1 != \"function\" { k = $3 \" \" $2; if (!(k in c)) { c[k]; if (++n == %d) { print $2; exit } } }' '%s'", k, data))
  set label 20+k whisper(e) at first (k <= N64 ? k-1 : k-0.4)-0.15, screen 0.783 left rotate by 42 textcolor rgb ink
}
set label 61 "{/:Bold binary64}" at first -0.45, screen 0.897 textcolor rgb ink2
set label 62 "{/:Bold binary32}" at first N64+0.15, screen 0.897 textcolor rgb ink2
set arrow 1 from first -0.46, screen 0.884 to first N64-0.54, screen 0.884 nohead lw 0.8 lc rgb axis
set arrow 2 from first N64+0.14, screen 0.884 to first NC-0.54, screen 0.884 nohead lw 0.8 lc rgb axis
lg(v) = log10(v < 0.1 ? 0.1 : v)
ex(v) = floor(log10(v*10/9.5))
man(v) = int(v/10**ex(v)+0.5)
txt(v) = v < 9.95 ? sprintf("%.1f",v) : v < 999.5 ? sprintf("%.0f",v) : sprintf("%d·10^{%d}", man(v), ex(v))
tc(v) = dark ? (lg(v) > 8.5 ? 0x14171c : 0xe9e7e3) : (lg(v) > 6.6 ? 0xffffff : 0x1b1b1d)
plot cells u 1:2:($1-0.475):($1+0.475):($2-0.46):($2+0.46):(lg($3)) w boxxyerror fs solid 1 noborder fc palette, \
     cells u 1:2:(txt($3)):(tc($3)) w labels textcolor rgb variable font ",7.5"
