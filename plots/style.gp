# style -- one look for every plot; gnuplot -c plots/X.gp DATA.csv OUT.{svg,png,pdf} [light|dark]; X.gp sets data, out, theme, then loads this
if (!exists("W")) W = 830          # logical size in px, what GitHub shows of a picture at most; PNG is drawn at 2x
if (!exists("H")) H = 480
dark = (theme eq "dark")
# ink: text is never below 4.5:1 on the paper
bg    = dark ? "#0f1318" : "#ffffff"
ink   = dark ? "#e9e7e3" : "#1b1b1d"   # title, numbers that matter
ink2  = dark ? "#a3a9b1" : "#5b6068"   # axis words, conditions
ink3  = dark ? "#878e97" : "#70767e"   # provenance, guides
axis  = dark ? "#5a616a" : "#9aa0a6"   # spines, tics
rule  = dark ? "#262c34" : "#e9eaec"   # grid
# five categories, told apart in normal, protan, deutan and tritan sight; labels use the _t shades
blue   = dark ? "#368bfb" : "#0c59b2";  blue_t   = blue
red    = dark ? "#ef6251" : "#a52115";  red_t    = red
green  = dark ? "#43e9ae" : "#1ca87b";  green_t  = dark ? green : "#0e7d59"
purple = dark ? "#edb7f6" : "#8a3571";  purple_t = purple
amber  = dark ? "#fca41d" : "#cb861a";  amber_t  = dark ? amber : "#8f5d0a"
# terminal from the suffix; an SVG counts its letters in px, the others in points, and 11 points are 14.6 px
sfx = out[strlen(out)-2:strlen(out)]
face = "Inter,Helvetica,sans-serif"
if (sfx eq "png") { set terminal pngcairo size 2*W,2*H enhanced font "Inter,11" fontscale 2 linewidth 2 pointscale 2 dashlength 1.2 background rgb bg }
if (sfx eq "svg") { set terminal svg size W,H dynamic enhanced font face.",14.6" linewidth 1 dashlength 1.2 background rgb bg }
if (sfx eq "pdf") { set terminal pdfcairo size (W/96.)in,(H/96.)in enhanced font "Inter,8.3" linewidth 1 dashlength 1.2 background rgb bg }
svg = sfx eq "svg"
mark = svg ? 0.8 : 1              # an SVG's points come out larger than the others',
hole = 0.62*mark                   # a ring is a disc with a smaller one of the paper: SVG draws pt 6 too thin
lift = svg ? 0.6 : 0               # and the words under its axes lower
set output out
set encoding utf8
set datafile separator ","
set datafile commentschars "#"
# frame: two spines, quiet grid, tics outside
set border 3 lw 0.8 lc rgb axis
set tics nomirror out scale 0.45,0.25 textcolor rgb ink2
set grid xtics ytics back lt 1 lw 0.5 lc rgb rule
if (svg) { set xtics offset 0,0.3 }
unset key
set xlabel textcolor rgb ink2
set ylabel textcolor rgb ink2 offset 0.5,0
set samples 400
# words: a sentence for a title, conditions under it (head.gp breaks both into lines), provenance in the foot
# (TITLE and SAYS are kept for end.gp; a second tells() goes on where the first ended)
TITLE = ""; SAYS = ""
title(s)    = (TITLE = s, sprintf("{/:Bold*1.25 %s}", s))
tells(s)    = (SAYS = SAYS.(strlen(SAYS) ? " " : "").s, s)
whisper(s)  = sprintf("{/*0.82 %s}", s)
# places in px: from the left, from the top; a panel from x0 to x1 and y0 to y1
across(x)   = real(x)/W
down(y)     = 1 - real(y)/H
PANEL = 'set lmargin at screen across(x0); set rmargin at screen across(x1); set tmargin at screen down(y0); set bmargin at screen down(y1)'
# words beside a mark, level with it
BESIDE = svg ? 'offset 0.9,-0.3' : 'offset 0.9,-0.05'
# after the first panel nothing is said twice
ONCE = 'unset label 3; do for [i=90:99] { unset label i }'
key_(k)     = system(sprintf("sed -n 's/^# %s //p' '%s' | head -1", k, data))
# the mark of the k-th series: told apart by its shape as by its colour
form(k)     = int(word("7 5 9 13 11 15 7 5 9 13", k))
size_(k)    = real(word("1 0.9 1.05 1.1 1.05 1 1 0.9 1.05 1.1", k))*mark
