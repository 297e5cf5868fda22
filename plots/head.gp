# head -- the sentences over a figure: HEAD in bold, NOTES under it, broken into lines of about one length where one would be wider than the picture
# TOP is where they end, px from the top
_back(s, i)  = i < 2 || s[i:i] eq " " ? i : _back(s, i-1)
_half(s, n)  = strlen(s)/2 + 10 < 2*n/3 ? 2*n/3 : strlen(s)/2 + 10
_line(s, n)  = strlen(s) <= n ? strlen(s) : _back(s, 1 + (_half(s, n) < n ? _half(s, n) : n)) - 1
TITLE = HEAD; SAYS = NOTES; TOP = 28.; _i = 90
while (strlen(HEAD)) {
  _n = _line(HEAD, 84)
  set label 0+_i sprintf("{/:Bold*1.25 %s}", HEAD[1:_n]) at screen across(18),down(TOP) textcolor rgb ink
  HEAD = HEAD[_n+2:*]; TOP = TOP + 25; _i = _i + 1
}
while (strlen(NOTES)) {
  _n = _line(NOTES, 128)
  set label 0+_i sprintf("{/*0.88 %s}", NOTES[1:_n]) at screen across(18),down(TOP) textcolor rgb ink2
  NOTES = NOTES[_n+2:*]; TOP = TOP + 20; _i = _i + 1
}
