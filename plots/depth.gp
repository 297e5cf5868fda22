# depth -- time and peak memory of one pass of each engine against the layers of a network; exponents with standard errors
data = ARG1; out = ARG2; theme = strlen(ARG3) ? ARG3 : "light"
H = 910
load "plots/style.gp"
load "plots/bench.gp"
load "plots/networks.gp"
load "plots/end.gp"
