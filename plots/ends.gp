# ends -- one panel of lines, each named where it ends, from the highest to the lowest and none nearer to the last than two lines of words
# K lines: is[k] picks its rows, names[k], hue[k], hue_t[k]; fits[k] is the series of its exponent, "" for none; what against size; at graph step a label
array _y[K]; array _done[K]
do for [k=1:K] { _y[k] = many(is[k], what) ? last(is[k], what) : 0; _done[k] = (_y[k] == 0); unset label 20+k; unset label 40+k }
_any = "(".is[1].")"
do for [k=2:K] { _any = _any." || (".is[k].")" }
_low = least(_any, what); _high = most(_any, what)
_top = most(_any, size)
set yrange [_low/2:_high*2]
_yo = 1.09
do for [turn=1:K] {
  _b = 0
  do for [k=1:K] { if (!_done[k] && (_b == 0 || _y[k] > _y[_b])) { _b = k } }
  if (_b) {
    _done[_b] = 1
    _at = (log(_y[_b]) - log(_low/2))/(log(_high*2) - log(_low/2))
    _yo = _at < _yo - 0.096 ? _at : _yo - 0.096
    set label 20+_b sprintf("{/:Bold %s}", names[_b]) at graph 1.045, graph _yo textcolor rgb hue_t[_b]
    _ended = lastx(is[_b], size, what)
    _note = (strlen(fits[_b]) ? power_(what, size, fits[_b]) : "").(_ended < _top ? sprintf("%sto %.0f", strlen(fits[_b]) ? ", " : "", _ended) : "")
    if (strlen(_note)) { set label 40+_b whisper(_note) at graph 1.045, graph _yo-0.041 textcolor rgb ink2 }
  }
}
plot for [k=1:K] (many(is[k], what) ? picked(is[k], size, what) : "< echo 1,NaN,1,1") u 1:2 w lp lw 1.7 pt 7 ps 0.45 lc rgb hue[k]
