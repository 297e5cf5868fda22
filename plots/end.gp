# end -- after the last plot: an SVG says what it shows, in <title> and <desc>, for those who hear it; TITLE and SAYS are style.gp's
unset output
# gnuplot names each curve by its own formula, which says nothing to a reader: those titles go
# a sentence as plain text: what gnuplot reads as marks goes, and <, >, & are spelled for XML
_plain = "function plain(s) { gsub(/\\/:Bold(\\*[0-9.]+)? |\\/\\*[0-9.]+ /, \"\", s); gsub(/[{}]/, \"\", s); gsub(/&/, \"\\\\&amp;\", s); gsub(/</, \"\\\\&lt;\", s); gsub(/>/, \"\\\\&gt;\", s); return s }"
_swap = "function swap(tag, s) { if (!done[tag] && match($0, \"<\" tag \">.*</\" tag \">\")) $0 = substr($0, 1, RSTART - 1) \"<\" tag \">\" s \"</\" tag \">\" substr($0, RSTART + RLENGTH); else return; done[tag] = 1 }"
_named = "BEGIN { getline t < \"-\"; getline d < \"-\" } ".\
  "/<svg/ && !n++ { sub(/<svg/, \"<svg role=\\\"img\\\"\") } { if (done[\"title\"]) gsub(/<title>[^<]*<\\/title>/, \"\"); swap(\"title\", plain(t)); swap(\"desc\", plain(d)); print }"
if (svg) {
  set print sprintf("| awk '%s' '%s' > '%s.named' && mv '%s.named' '%s'", _plain._swap._named, out, out, out, out)
  print TITLE
  print SAYS
  unset print
}
