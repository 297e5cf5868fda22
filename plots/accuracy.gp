# accuracy -- engines x functions, median error in ulps, binary64 above binary32
data = ARG1; out = ARG2; theme = strlen(ARG3) ? ARG3 : "light"
types = "f64 f32"; heads = "binary64 binary32"
NF = int(system(sprintf("awk -F, '!/^#/ && $1 != \"function\" && !($1 in f) { f[$1]; n++ } END { print n }' '%s'", ARG1)))
ROW = 16.; TOP = 92.; NAMES = 100.; FOOT = 34.
BLOCK = NAMES + ROW*NF + 26
H = int(TOP + 2*BLOCK + FOOT)
load "plots/style.gp"
# columns of the file become places: rows in the order they come, engines likewise
cells(t) = sprintf("< awk -F, '!/^#/ && $1 != \"function\" { if (!($1 in f)) f[$1] = nf++ } $3 == \"%s\" { if (!($2 in c)) c[$2] = nc++; print c[$2] \",\" f[$1] \",\" $5 }' '%s'", t, data)
columns_(t) = int(system(sprintf("awk -F, '$3 == \"%s\" && !($2 in f) { f[$2]; n++ } END { print n }' '%s'", t, data)))
engine(t, k) = system(sprintf("awk -F, '$3 == \"%s\" && !($2 in c) { c[$2]; if (++n == %d) { print $2; exit } }' '%s'", t, k, data))
function_(k) = system(sprintf("awk -F, '!/^#/ && $1 != \"function\" && !($1 in f) { f[$1]; if (n++ == %d) { print $1; exit } }' '%s'", k, data))
med(e) = real(system(sprintf("awk -F, '$2 == \"%s\" && $3 == \"f64\" { print $5 }' '%s' | sort -g | awk '{ a[NR] = $1 } END { print a[int((NR + 1)/2)] }'", e, data)))
# digits lost: the logarithm of an error in ulps, as in step.gp; nothing below one ulp
lost(e) = med(e) > 1 ? floor(log10(med(e)) + 0.5) : 0
# sequential ramp, lightness monotone, readable in grey and by the colour-blind: good is the paper's own colour
if (dark) { set palette defined (0 "#171c23", 3 "#40293f", 6 "#8d2f46", 8 "#cf5c3c", 10 "#f09a4a", 12 "#ffdf8e") } else { set palette defined (0 "#f5f7f8", 2 "#fcebcb", 4 "#f7c776", 6 "#ea8f4d", 8 "#c95440", 10 "#8b2b3c", 12 "#4b1131") }
set cbrange [-0.3:12]
unset border; unset grid; unset colorbox
set tics scale 0 textcolor rgb ink
unset xtics
lg(v) = log10(v < 0.1 ? 0.1 : v)
ex(v) = floor(log10(v*10/9.5))
man(v) = int(v/10**ex(v)+0.5)
txt(v) = v < 9.95 ? sprintf("%.1f",v) : v < 999.5 ? sprintf("%.0f",v) : sprintf("%d·10^{%d}", man(v), ex(v))
tc(v) = dark ? (lg(v) > 8.5 ? 0x14171c : 0xe9e7e3) : (lg(v) > 6.6 ? 0xffffff : 0x1b1b1d)
set multiplot
set label 1 title(sprintf("At the median, derivatives by rules lose %s,", lost("forward") < 1 ? "no digit" : sprintf("%d digits", lost("forward")))) at screen 0.022,1-26./H textcolor rgb ink
set label 5 sprintf("{/:Bold*1.25 by central differences %d, by one-sided ones %d}", lost("central"), lost("forward-difference")) at screen 0.022,1-50./H textcolor rgb ink
TITLE = TITLE.sprintf(" by central differences %d, by one-sided ones %d", lost("central"), lost("forward-difference"))
set label 2 tells("Median error, in ulps of the largest derivative of each result, against proved enclosures.") at screen 0.022,1-76./H textcolor rgb ink2
set label 4 tells("Digits lost: log_{10} of it. Empty: the engine cannot.") at screen 0.022,1-96./H textcolor rgb ink2
set label 3 whisper(sprintf("accuracy.csv · seed %s · gcc %s · %s · %s", key_("seed"), system("echo '".key_("compiler")."' | sed 's/gcc //'"), key_("flags"), key_("cpu"))) at screen 0.985,14./H right textcolor rgb ink3
NC = columns_("f64") > columns_("f32") ? columns_("f64") : columns_("f32")
set lmargin at screen 0.15; set rmargin at screen 0.955
set xrange [-0.5:NC-0.5]; set yrange [NF-0.5:-0.5]
set ytics (); set for [f=0:NF-1] ytics add (sprintf("{/*0.85 %s}", function_(f)) f)
do for [p=0:1] {
  t = word(types, p+1); top = TOP + 18 + p*BLOCK + NAMES
  set tmargin at screen 1 - top/H; set bmargin at screen 1 - (top + ROW*NF)/H
  set label 10 sprintf("{/:Bold %s}", word(heads, p+1)) at screen 0.022, screen 1-(top-12)/H textcolor rgb ink2
  do for [k=1:NC] { unset label 20+k }
  do for [k=1:columns_(t)] { set label 20+k whisper(engine(t, k)) at first k-1.1, screen 1-(top-6)/H left rotate by 42 textcolor rgb ink }
  plot cells(t) u 1:2:($1-0.475):($1+0.475):($2-0.46):($2+0.46):(lg($3)) w boxxyerror fs solid 1 noborder fc palette, \
       cells(t) u 1:2:(txt($3)):(tc($3)) w labels textcolor rgb variable font ",10"
  do for [k=1:5] { unset label k }
}
unset multiplot
load "plots/end.gp"
