# networks -- the figure that depth and width share: time above, memory below, labels at the ends of the lines
deep = strstrt(data, "depth.csv") > 0
size = deep ? "depth" : "width"
other = system(sprintf("awk -F, '!/^#/ && $2 + 0 > 0 { print $2; exit }' '%s'", data))
array e = ["static", "reverse", "forward", "complexstep", "central", "symbolic-shared", "symbolic"]
array hue = [blue, purple, green, amber, red, ink3, ink2]
array hue_t = [blue_t, purple_t, green_t, amber_t, red_t, ink3, ink2]
array names = ["static, reverse", "reverse, eager", "forward", "complex step", "central difference", "symbolic, shared", "symbolic"]
set logscale xy
set multiplot
r = exponent("peak", size, other.",reverse"); f = exponent("peak", size, other.",forward")
s = exponent("peak", size, other.",static")
# without exponents (a quick run, few sizes) the title says how often more it is at the largest size than at the least
grown(e, what) = (_c = sprintf("$3 == \"%s\" && $2 == %s", e, other), last(_c, what)/least(_c, what))
sizes(e) = (_c = sprintf("$3 == \"%s\" && $2 == %s", e, other), sprintf("%.0f to %.0f", least(_c, size), most(_c, size)))
known = r == r && f == f && s == s && exponent("seconds", size, other.",reverse") == exponent("seconds", size, other.",reverse")
if (known && deep) { HEAD = sprintf("Memory grows as depth^{%.2f} on the eager tape%s; time as depth^{%.1f} and depth^{%.1f}", r, abs(f) < 0.005 ? ", not at all in forward mode" : sprintf(" and as depth^{%.2f} in forward mode", f), exponent("seconds", size, other.",reverse"), exponent("seconds", size, other.",forward")) }
if (known && !deep) { HEAD = sprintf("With the width memory beside the caller's grows as width^{%.1f} on the eager tape, width^{%.1f} forward, width^{%.1f} by the static engine", r, f, s) }
if (!known) { HEAD = sprintf("%s %s: memory grows %.3g times on the eager tape, %s in forward mode", deep ? "Depth" : "Width", sizes("reverse"), grown("reverse", "peak"), grown("forward", "peak") < 1.005 ? "not at all" : sprintf("%.3g times", grown("forward", "peak"))) }
NOTES = deep ? sprintf("x ← tanh(Wx + b), the layers equal and written as one scan, width %s, binary64. A pass: one direction forward, the whole gradient backward.", other) \
  : sprintf("x ← tanh(W_k x + b_k), %s layers, binary64. A pass: one direction forward, the whole gradient backward. Memory: all bytes beside the caller's arrays.", other)
load "plots/head.gp"
@POWERS
K = 7
array is[7]; array fits[7]
do for [k=1:7] { is[k] = sprintf("$3 == \"%s\" && $2 == %s", e[k], other); fits[k] = other.",".e[k] }
top = real(system(sprintf("awk -F, '!/^#/ && $1 + 0 > m { m = $1 + 0 } END { print m }' '%s'", data)))
low = real(system(sprintf("awk -F, '!/^#/ && $1 + 0 > 0 && (!n++ || $1 + 0 < m) { m = $1 + 0 } END { print m }' '%s'", data)))
set xrange [0.8*low:1.25*top]
set xtics (sprintf("%.0f", top) top)
do for [i=0:9] { if (4**i < top/2.5) { set xtics add (sprintf("%d", 4**i) 4**i) } }
set xlabel size.(deep ? " (layers)" : "") offset 0,0.4+lift
do for [p=0:1] {
  what = p ? "peak" : "seconds"
  if (p) { @ONCE; @BYTES } else { @TIME }
  x0 = 75; x1 = 590; y0 = TOP + 28 + p*385; y1 = y0 + 300
  set label 10 p ? "{/:Bold*1.05 peak memory}" : "{/:Bold*1.05 time of a pass}" at graph 0,1.05 textcolor rgb ink
  load "plots/ends.gp"
}
unset multiplot
