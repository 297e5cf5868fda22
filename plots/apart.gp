# apart -- places of K labels beside a logarithmic axis from lowest to highest: place[k] of value[k] > 0, in parts of the graph, none nearer to another than near
array place[K]; array _done[K]; array _order[K]
_n = 0; _p = 1.09
do for [k=1:K] { _done[k] = (value[k] == 0); place[k] = 0 }
do for [turn=1:K] {
  _b = 0
  do for [k=1:K] { if (!_done[k] && (_b == 0 || value[k] > value[_b])) { _b = k } }
  if (_b) {
    _done[_b] = 1; _n = _n + 1; _order[_n] = _b
    _at = (log(value[_b]) - log(lowest))/(log(highest) - log(lowest))
    _p = _at < _p - near ? _at : _p - near
    place[_b] = _p
  }
}
# what was pushed out below comes up again, and lifts what is above it
_p = 0.04 - near
do for [turn=1:_n] { k = _order[_n+1-turn]; if (place[k] < _p + near) { place[k] = _p + near }; _p = place[k] }
