# end -- after all other rules
END { if (!rows) fail("no row"); exit bad > 0 }
