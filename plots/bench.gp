# bench -- what figures of measured rows share: columns by their names, series of rows, fitted exponents; load after style.gp
_head = system(sprintf("awk '!/^#/ { print; exit }' '%s'", data))
col(name) = int(system(sprintf("echo '%s' | tr ',' '\\n' | grep -nx '%s' | cut -d: -f1", _head, name)))
full = strstrt(","._head.",", ",status,") ? sprintf("$%d == \"ok\"", col("status")) : "1"     # rows that count; 1: all
# x and y of rows that awk's condition picks; their last, largest, least y; how many
_awk(cond, y, do_, end_) = sprintf("awk -F, '/^#/ { next } !h++ { next } (%s) && (%s) && $%d != \"\" && $%d != \"nan\" { %s } END { %s }' '%s'", cond, full, y, y, do_, end_, data)
picked(cond, x, y) = "< "._awk(cond, col(y), sprintf("print $%d \",\" $%d", col(x), col(y)), "")
last(cond, y)      = real(system(_awk(cond, col(y), sprintf("v = $%d", col(y)), "print v + 0")))
lastx(cond, x, y)  = real(system(_awk(cond, col(y), sprintf("v = $%d", col(x)), "print v + 0")))
most(cond, y)      = real(system(_awk(cond, col(y), sprintf("if ($%d + 0 > m) m = $%d + 0", col(y), col(y)), "print m + 0")))
least(cond, y)     = real(system(_awk(cond, col(y), sprintf("if ($%d + 0 > 0 && (!n++ || $%d + 0 < m)) m = $%d + 0", col(y), col(y), col(y)), "print m + 0")))
many(cond, y)      = int(system(_awk(cond, col(y), "n++", "print n + 0")))
# exponent and its standard error, as GSL fitted them to four sizes or more
_fit(what, size, series) = system(sprintf("sed -nE 's/^# fit %s,%s,%s,([^,]*),([^,]*),([4-9]|[1-9][0-9]+)$/\\1 \\2/p' '%s'", what, size, series, data))
power_(what, size, series) = (_f = _fit(what, size, series), strlen(_f) ? sprintf("exponent %.2f ± %.2f", real(word(_f, 1)), real(word(_f, 2))) : "")
exponent(what, size, series) = (_f = _fit(what, size, series), strlen(_f) ? real(word(_f, 1)) : NaN)
set label 3 whisper(sprintf("%s · seed %s · gcc %s · %s · %s", system(sprintf("basename '%s'", data)), key_("seed"), system("echo '".key_("compiler")."' | sed 's/gcc //'"), key_("flags"), key_("cpu"))) at screen 0.985,14./H right textcolor rgb ink3
# seconds and bytes with their units
set macros
TIME = 'set ytics ("1 ns" 1e-9, "10 ns" 1e-8, "100 ns" 1e-7, "1 µs" 1e-6, "10 µs" 1e-5, "100 µs" 1e-4, "1 ms" 1e-3, "10 ms" 1e-2, "100 ms" 1e-1, "1 s" 1, "10 s" 10, "100 s" 100)'
BYTES = 'set ytics ("1 KiB" 1024, "16 KiB" 16384, "256 KiB" 262144, "4 MiB" 4194304, "64 MiB" 67108864, "1 GiB" 1073741824)'
POWERS = 'set xtics ("1" 1, "4" 4, "16" 16, "64" 64, "256" 256, "1024" 1024, "4096" 4096, "16384" 16384)'
