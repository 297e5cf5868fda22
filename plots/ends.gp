# ends -- one panel of lines, each named where it ends, from the highest to the lowest and none nearer to the last than two lines of words
# the panel is style.gp's x0, x1, y0, y1
# K lines: is[k] picks its rows, names[k], hue[k], hue_t[k]; fits[k] is the series of its exponent, "" for none; what against size
array value[K]
do for [k=1:K] { value[k] = many(is[k], what) ? last(is[k], what) : 0; unset label 20+k; unset label 40+k }
_any = "(".is[1].")"
do for [k=2:K] { _any = _any." || (".is[k].")" }
_low = least(_any, what); _high = most(_any, what)
_top = most(_any, size)
lowest = _low/2; highest = _high*2; near = 34./(y1 - y0)
set yrange [lowest:highest]
@PANEL
load "plots/apart.gp"
_beside = 1 + 22./(x1 - x0)
do for [k=1:K] {
  if (value[k]) {
    set label 20+k sprintf("{/:Bold*0.92 %s}", names[k]) at graph _beside, graph place[k] textcolor rgb hue_t[k] point pt form(k) ps 0.7*size_(k) lc rgb hue[k] @BESIDE
    _ended = lastx(is[k], size, what)
    _grows = strlen(fits[k]) ? power_(what, size, fits[k]) : ""
    _note = _grows.(_ended < _top ? sprintf("%sto %.0f", strlen(_grows) ? ", " : "", _ended) : "")
    if (strlen(_note)) { set label 40+k whisper(_note) at graph _beside, graph place[k] - 15./(y1 - y0) textcolor rgb ink2 offset 1.6,0 }
  }
}
plot for [k=1:K] (many(is[k], what) ? picked(is[k], size, what) : "< echo 1,NaN,1,1") u 1:2 w lp lw 1.7 pt form(k) ps 0.55*size_(k) lc rgb hue[k]
