# verdict -- did a suite say that it passed?  status: what it exited with.  Prints what is wrong beside its failed tests; exit 1.
/^1\.\.[0-9]+/ { plans++; planned += substr($1, 4) }
/^ok /         { n++ }
/^not ok /     { n++; failed++ }
/^Bail out!/   { print "it gave up: " $0; wrong = 1 }
END {
	if (!n)                             { print "no test was run"; wrong = 1 }
	else if (!plans)                    { print "it stopped before its plan: " n " tests, no line 1..N"; wrong = 1 }
	else if (planned != n)              { print planned " tests were planned, " n " were run"; wrong = 1 }
	if (status == 124)                  { print "it took longer than it may"; wrong = 1 }
	else if (status > 128)                   { print "it was ended by signal " status - 128; wrong = 1 }
	else if (status && !failed)         { print "it exited with status " status " though no test failed"; wrong = 1 }
	exit wrong
}
