# unfolded -- what wengert list folds at 80 columns, a line each again: what is indented more than a name goes on
/^   / && row != "" { sub(/^ */, " "); row = row $0; next }
{ if (NR > 1) print row; row = $0 }
END { print row }
