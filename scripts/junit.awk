# junit -- TAP files as JUnit XML
function xml(s) { gsub(/&/, "\\&amp;", s); gsub(/</, "\\&lt;", s); gsub(/>/, "\\&gt;", s); gsub(/"/, "\\&quot;", s); return s }
function name(s) { sub(/^(not )?ok [0-9]+ - /, "", s); return xml(s) }
function suite() { n = split(FILENAME, part, "/"); sub(/\.tap$/, "", part[n]); return part[n] }
BEGIN { print "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>" }
FNR == 1 { if (open) print "</testsuite>"; open = 1; printf "<testsuite name=\"%s\">\n", suite() }
/^(not )?ok .*# SKIP/ { why = $0; sub(/.*# SKIP */, "", why); t = $0; sub(/ *# SKIP.*/, "", t); printf "<testcase name=\"%s\"><skipped message=\"%s\"/></testcase>\n", name(t), xml(why); next }
/^ok /     { printf "<testcase name=\"%s\"/>\n", name($0) }
/^not ok / { printf "<testcase name=\"%s\"><failure/></testcase>\n", name($0) }
END { if (open) print "</testsuite>"; print "</testsuites>" }
