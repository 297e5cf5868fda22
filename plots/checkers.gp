# checkers -- what our judge and known gradient checkers say of wrong rules and right ones: of kept rules at first sight, and of the catalogue
data = ARG1; out = ARG2; theme = strlen(ARG3) ? ARG3 : "light"
H = 470
load "plots/style.gp"
load "plots/bench.gp"
array who = ["Wengert", "PyTorch gradcheck", "JAX check_grads", "ChainRulesTestUtils"]
array hue = [purple, green, amber, red]; array hue_t = [purple_t, green_t, amber_t, red_t]
array sets = ["kept", "catalogue"]
# rules of a set that a checker answered on, at those points, which verdict says; right or wrong ones
count(who, set, points, right, verdict) = int(system(sprintf("awk -F, '$1 == \"%s\" && $2 == \"%s\" && $6 == \"%s\" && ($5 == \"right\") == %d && $7 != \"unable\" && $7 ~ /%s/ { n++ } END { print n + 0 }' '%s'", who, set, points, right, verdict, data)))
# of each checker in panel p (kept wrong, kept right, catalogue wrong, catalogue right): a hollow mark and a full one
array hollow[16]; array full[16]; array nh[16]; array nf[16]
do for [p=1:4] { do for [k=1:4] {
  set_ = sets[p > 2 ? 2 : 1]; right = (p+1) % 2; says = right ? "false alarm" : "caught"; j = 4*p+k-4
  h_ = who[k]; hp = k == 1 ? "its own" : "ordinary"
  f_ = k == 1 && p < 3 ? "Wengert at first sight" : who[k]; fp = k == 1 ? "its own" : p < 3 ? "ordinary" : "ordinary and hard"
  hollow[j] = count(h_, set_, hp, right, says); nh[j] = count(h_, set_, hp, right, ".")
  full[j] = count(f_, set_, fp, right, says); nf[j] = count(f_, set_, fp, right, ".")
} }
open_ = count("Wengert", "kept", "its own", 0, "inconclusive") + count("Wengert", "kept", "its own", 1, "inconclusive") + count("Wengert", "catalogue", "its own", 0, "inconclusive") + count("Wengert", "catalogue", "its own", 1, "inconclusive") + count("Wengert at first sight", "kept", "its own", 0, "inconclusive") + count("Wengert at first sight", "kept", "its own", 1, "inconclusive")
left_ = int(system(sprintf("awk '/^# left out: / { n = $4 } END { print n + 0 }' '%s'", data)))
told_(who) = int(system(sprintf("sed -n 's/^# %s: kept, .*alarms; \\([0-9]*\\) told.*/\\1/p' '%s' | awk '{ n = $1 } END { print n + 0 }'", who, data)))
array apart_[4]
do for [k=1:4] { apart_[k] = told_(k == 1 ? "Wengert at first sight" : who[k]) }
low_ = apart_[2]; high_ = apart_[2]
do for [k=3:4] { if (apart_[k] < low_) { low_ = apart_[k] }; if (apart_[k] > high_) { high_ = apart_[k] } }
share(a, n) = n > 0 ? 100.*a/n : NaN
low(p)  = (m_ = full[4*p-2], m_ = full[4*p-1] < m_ ? full[4*p-1] : m_, full[4*p] < m_ ? full[4*p] : m_)
high(p) = (m_ = full[4*p-2], m_ = full[4*p-1] > m_ ? full[4*p-1] : m_, full[4*p] > m_ ? full[4*p] : m_)
span(p) = low(p) == high(p) ? sprintf("%d", low(p)) : sprintf("%d to %d", low(p), high(p))
# diamonds are Wengert's, circles the others'; hollow: today, or ordinary points alone
array shape = [13, 7, 7, 7]; array size_ = [svg ? 1 : 1.25, 1, 1, 1]
isfull(p, k) = k == 1 ? p < 3 : p > 2
set multiplot
if (nf[1]) {
  set label 1 title(sprintf("Of %d wrong rules new to it Wengert caught %d; the other checkers %s%s", nf[1], full[1], span(1), low(1) == high(1) ? " each" : "")) at screen 0.022,0.945 textcolor rgb ink
  set label 2 whisper(tells(sprintf("It refused %d of the %d right twins, the others %s. Pairs told apart: Wengert %d, the others %s.", full[5], nf[5], span(2), apart_[1], low_ == high_ ? sprintf("%d", low_) : sprintf("%d to %d", low_, high_)))) at screen 0.022,0.888 textcolor rgb ink2
  set label 4 whisper(tells(sprintf("Kept pairs were written after our judge, to measure it%s; on the catalogue it was tuned%s.%s", left_ ? sprintf(" (%d more have no first verdict recorded)", left_) : "", nh[9] < nh[10] ? sprintf(": asked here of %d", nh[9]) : "", open_ ? sprintf(" Inconclusive: %d.", open_) : ""))) at screen 0.022,0.848 textcolor rgb ink2
} else {
  set label 1 title(sprintf("With hard points checkers catch %s of %d wrong rules", span(3), nf[10])) at screen 0.022,0.945 textcolor rgb ink
  set label 2 whisper(tells("The kernels that Wengert and the kept rules are judged by stand in its source tree, which is not here.")) at screen 0.022,0.888 textcolor rgb ink2
}
# legend: where each begins, shape, whether it is hollow
array words_ = ["Wengert at first sight", "Wengert today", "others, ordinary points", "others, hard points too"]
array from_ = [0.040, 0.285, 0.465, 0.720]
do for [k=1:4] {
  set label 60+k whisper(words_[k]) at screen from_[k]+0.018,0.095 left textcolor rgb ink2
  set label 70+k "" at screen from_[k],0.095 point pt (k < 3 ? 13 : 7) ps size_[k < 3 ? 1 : 2]*mark lc rgb (k < 3 ? hue[1] : ink2)
  if (k == 2 || k == 3) { set label 80+k "" at screen from_[k],0.095 point pt (k < 3 ? 13 : 7) ps size_[k < 3 ? 1 : 2]*hole lc rgb bg front }
}
set tmargin at screen 0.665; set bmargin at screen 0.225
set xrange [-9:112]; set xtics ("0" 0, "50" 50, "100 %%" 100); set yrange [4.6:0.35]
set ytics () scale 0; set for [k=1:4] ytics add ("" k)
unset clip points
array at_ = [0.205, 0.395, 0.610, 0.800]
array heads = ["wrong, caught", "right, refused", "wrong, caught", "right, refused"]
do for [p=1:4] {
  if (p > 1) { unset label 1; unset label 2; unset label 4; unset label 3; do for [k=1:4] { unset label 50+k }; unset label 11; do for [k=1:4] { unset label 60+k; unset label 70+k; unset label 80+k } }
  set lmargin at screen at_[p]; set rmargin at screen at_[p]+0.170
  if (p % 2) { set label 11 sprintf("{/:Bold %s}", p == 1 ? (nf[1] ? sprintf("%d kept pairs", nf[1]) : "Kept pairs") : sprintf("%d pairs of the catalogue", nh[10])) at graph 0,1.215 textcolor rgb ink }
  set label 10 whisper(heads[p]) at graph 0,1.09 textcolor rgb ink2
  if (p == 1) { do for [k=1:4] { set label 50+k system(sprintf("echo '%s' | sed 's/_/\\\\_/g'", who[k])) at graph -0.07, first k right textcolor rgb hue_t[k] } }
  do for [k=1:4] {
    j = 4*p+k-4; two = hollow[j] != full[j]
    upper = nf[j] ? sprintf("{/*0.82:Bold %d}", full[j]) : nh[j] ? "" : "{/*0.8 unable}"
    lower = two && nh[j] ? sprintf("{/*0.82 %d}", hollow[j]) : ""
    set label 20+k upper at first (nf[j] ? share(full[j], nf[j]) : 50), first k-0.33 center textcolor rgb hue_t[k]
    set label 30+k lower at first (nh[j] ? share(hollow[j], nh[j]) : 0), first k+0.36 center textcolor rgb hue_t[k]
    if (two && nh[j] && nf[j]) { set arrow 40+k from first share(hollow[j], nh[j]), first k to first share(full[j], nf[j]), first k nohead lw 1.4 lc rgb hue[k] } else { unset arrow 40+k }
  }
  plot for [k=1:4] "+" every ::0::0 u (share(hollow[4*p+k-4], nh[4*p+k-4])):(k) w p pt shape[k] ps size_[k]*mark lc rgb hue[k], \
       for [k=1:4] "+" every ::0::0 u (share(hollow[4*p+k-4], nh[4*p+k-4])):(k) w p pt shape[k] ps size_[k]*hole lc rgb bg, \
       for [k=1:4] "+" every ::0::0 u (isfull(p, k) ? share(full[4*p+k-4], nf[4*p+k-4]) : NaN):(k) w p pt shape[k] ps 0.95*size_[k]*mark lc rgb hue[k]
}
unset multiplot
load "plots/end.gp"
