# Wengert -- two commands: `make deps report` and `make deps check`; `make help` lists the rest.

CC      ?= cc
CFLAGS  ?= -O2 -g
# tools of others are run as they would be at their best
PEERFLAGS ?= -O3 -march=native
prefix  ?= /usr/local
OBJCOPY ?= objcopy
B       ?= build
W        = wengert

WARN     = -Wall -Wextra -Wpedantic -Wno-unused-parameter -Wno-missing-field-initializers
# no contraction: an a*b + c that is rounded once on some machines and twice on others has no repeatable error;
# hidden: a library that looks for bind or yyparse must not find ours
# -fPIC: the library is made of the same objects
ALLFLAGS = -std=c17 -D_GNU_SOURCE -I. -I$(B) -ffp-contract=off -fPIC -fvisibility=hidden $(WARN) $(if $(QUADMATH),-I$(B)/quadmath) $(CFLAGS)
LIBS     = -ljansson -lgsl -lgslcblas -lmpfr -lgmp -lquadmath -lm -lpthread -ldl

# every room is one folder deep; kernels, units and fuzz drivers are programs of their own
APART    = $(wildcard checks/kernels/*/*.c checks/units/*.c checks/fuzz/*.c checks/mutate/*.c checks/vjp/said/*.c checks/mpi/*.c checks/faults/*.c) checks/io/verifying.c
SRC     := $(filter-out $(APART),$(wildcard engines/*.c engines/*/*.c checks/*/*.c bench/*.c bench/*/*.c))
LIB     := $(SRC:%.c=$(B)/%.o) $(B)/engines/formula/grammar.tab.o
MUTATE  := $(B)/mutate/draw $(B)/mutate/suite
# what is linked with these verifies the list after every pass
VERIFY  := $(B)/checks/io/verifying.o
UNITS   := $(patsubst checks/units/%.c,$(B)/units/%,$(wildcard checks/units/*.c))

# with `make deps X` nothing is built before the packages are there
FIRST   := $(if $(filter deps,$(MAKECMDGOALS)),deps)

# make's own rules would take a .y beside a .c for its source
MAKEFLAGS += --no-builtin-rules
.SUFFIXES:

.DEFAULT_GOAL := all
# what makes the program faster or surer where it is there, and tools of others (looked for once, again by `make peers`;
# PEERS= builds none): both after deps, for what is asked before the packages are there is answered wrongly
ifneq ($(if $(MAKECMDGOALS),$(filter-out clean distclean help deps-peers,$(MAKECMDGOALS)),all),)
include $(B)/found.mk $(B)/peers.mk
endif
$(B)/found.mk: FORCE | $(FIRST)
	@mkdir -p $(@D)
	@CC='$(CC)' CXX='$(CXX)' sh scripts/deps found > $@.new
	@sed -n 's/^QUADMATH := //p' $@.new | while read -r h; do mkdir -p $(B)/quadmath && ln -sf "$$h" $(B)/quadmath; done
	@cmp -s $@.new $@ && rm $@.new || mv $@.new $@
$(B)/peers.mk: scripts/peers | $(FIRST)
	@mkdir -p $(@D)
	@sh scripts/peers look > $@

RLIB            := /usr/lib/R/site-library
TMB             := -isystem $(RLIB)/TMB/include -isystem /usr/include/eigen3
INC_sacado      := -isystem /usr/include/trilinos
INC_cppad       := $(TMB)
INC_tmbad       := $(TMB)
INC_stan        := -isystem $(RLIB)/StanHeaders/include -isystem /usr/include/eigen3
LIB_adolc       := -ladolc
LIB_stan        := -ltbb
LIB_ginac       := -lginac -lcln
LIB_matheval    := -lmatheval
CPEERS          := $(filter-out torch sympy,$(PEERS))
HAVE            := $(if $(PEERS),$(shell echo '$(PEERS:%=-DHAVE_%)' | tr a-z A-Z))
# what runs the headline problems: any C++ compiler will do
CPEERS          += $(if $(CPEERS),plain scalars)
$(B)/engines/peers/python.o: ALLFLAGS += -Wno-overlength-strings -DPYTHON_TORCH='"$(PYTHON_torch)"' -DPYTHON_SYMPY='"$(PYTHON_sympy)"'
$(B)/engines/peers/python.o: $(B)/engines/peers/child.inc
$(B)/checks/vjp/tracesource.o $(B)/checks/vjp/cuda.o: ALLFLAGS += -Wno-overlength-strings
$(B)/bench/peers.o: ALLFLAGS += -Wno-overlength-strings -DPYTHON_TORCH='"$(PYTHON_torch)"'
$(B)/bench/peers.o: $(B)/engines/peers/headline.inc
PEEROBJ         := $(CPEERS:%=$(B)/engines/peers/%.o)
OWNLIBS         := $(LIBS)
ALLFLAGS        += $(if $(CPEERS),-DHAVE_CXX) $(if $(PEERS),-DPEERS='"$(strip $(PEERS))"' $(HAVE))
LIBS            := $(foreach p,$(CPEERS),$(LIB_$(p))) $(if $(CPEERS),-lstdc++) $(LIBS)
# loops for wide processors, where the compiler knows them: simd.c once more for each; SLEEF in them, where it is there
# (found.mk: HASWIDE, SLEEF, ARB, HASCXX)
LIBS    := $(ARB) $(LIBS)
LIB     += $(if $(HASWIDE),$(B)/engines/numbers/simd3.o $(B)/engines/numbers/simd4.o)
LIBS    := $(if $(SLEEF),-lsleef) $(LIBS) -ldl
OWNLIBS := $(if $(SLEEF),-lsleef) $(ARB) $(OWNLIBS)
VECTOR   = $(ALLFLAGS) -O3 -fno-math-errno -fno-trapping-math -Wno-psabi
$(B)/engines/numbers/numbers.o: ALLFLAGS += -O3
# a primitive without its kernels stops here, with a sentence
$(B)/engines/numbers/numbers.o: $(B)/kernels
$(B)/kernels: engines/prims/scalar.def engines/numbers/kernels.h engines/numbers/kernels_mpfr.h engines/reference/kinds.def scripts/kernels.sh | $(B)/packages
	@CC='$(CC)' sh scripts/kernels.sh
	@touch $@
$(B)/engines/numbers/simd.o: ALLFLAGS += -O3 -Wno-psabi $(if $(HASWIDE),-DHAVE_WIDE)

# V=1 shows the commands whole
Q       := $(if $(V),,@)
say      = $(if $(V),,@printf '  %-6s %s\n' $(1) $(2))

all: $(W)

# messages of MPI, for the program to load where mpirun starts it
PLUGGED := $(if $(MPICC),$(B)/mpi.so)
$(B)/mpi.so: checks/mpi/mpi.c checks/io/messages.h $(B)/flags | $(B)/packages
	$(call say,mpicc,$<)
	$(Q)$(MPICC) -std=c17 -I. $(WARN) $(CFLAGS) -fPIC -shared -o $@ $<

$(W): $(B)/wengert.o $(LIB) $(PEEROBJ) | $(PLUGGED)
	$(call say,ld,$@)
	$(Q)$(CC) $(ALLFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

# ---- the library: the engines without tools of others, by names that begin with wengert_ ----
SONAME  := libwengert.so.1
OWN     := $(filter-out $(B)/engines/peers/% $(B)/engines/engines.o,$(filter $(B)/engines/%,$(LIB))) $(B)/library/engines.o \
	   $(patsubst %.c,$(B)/%.o,$(wildcard library/*.c))
LIBRARY := $(B)/$(SONAME) $(B)/libwengert.a $(B)/wengert.pc
library: $(LIBRARY)
$(B)/library/engines.o: engines/engines.c $(B)/flags
	@mkdir -p $(@D)
	$(call say,cc,'$< without tools of others')
	$(Q)$(CC) $(filter-out $(HAVE),$(ALLFLAGS)) -MMD -MP -c -o $@ $<
$(B)/$(SONAME): $(OWN)
	$(call say,ld,$@)
	$(Q)$(CC) $(ALLFLAGS) $(LDFLAGS) -shared -Wl,-soname,$(SONAME) -Wl,--as-needed -Wl,-z,defs -o $@ $^ $(OWNLIBS)
	@ln -sf $(SONAME) $(B)/libwengert.so
# one object, in which nobody finds what is not public
$(B)/libwengert.a: $(OWN) Makefile
	$(call say,ar,$@)
	$(Q)$(LD) -r -o $(B)/library/whole.o $(OWN) && $(OBJCOPY) --localize-hidden $(B)/library/whole.o
	$(Q)rm -f $@ && $(AR) rcs $@ $(B)/library/whole.o
$(B)/wengert.pc: Makefile engines/wengert.h $(B)/flags
	@printf '%s\n' 'prefix=$${pcfiledir}/../..' 'libdir=$${prefix}/lib' 'includedir=$${prefix}/include' '' 'Name: wengert' \
	 'Description: derivatives of formulas and of plain C, and proofs of them' \
	 "Version: $$(sed -n 's/^#define WENGERT_VERSION "\(.*\)"/\1/p' engines/wengert.h)" \
	 'Libs: -L$${libdir} -lwengert' 'Libs.private: $(strip $(OWNLIBS))' 'Cflags: -I$${includedir}' > $@

$(B)/%.o: %.c $(B)/flags | $(B)/packages
	@mkdir -p $(@D)
	$(call say,cc,$<)
	$(Q)$(CC) $(ALLFLAGS) -MMD -MP -c -o $@ $<

# what gradients are measured against: the convention of benchmarks, whatever CFLAGS says
$(B)/bench/primal.o: ALLFLAGS += -O3 -march=native
# what a child runs, as a C string
$(B)/engines/peers/%.inc: engines/peers/%.py
	@mkdir -p $(@D)
	@sed -e 's/[\\"]/\\&/g' -e 's/.*/"&\\n"/' $< > $@

# what stands before the source of a kernel: that is traced, that is CUDA
$(B)/checks/vjp/tracesource.o: $(B)/checks/vjp/trace.inc
$(B)/checks/vjp/cuda.o: $(patsubst %,$(B)/checks/vjp/%.inc,builtins cuda launch threads)
$(B)/checks/vjp/%.inc: checks/vjp/%.hpp
	@mkdir -p $(@D)
	@sed -e 's/[\\"]/\\&/g' -e 's/.*/"&\\n"/' $< > $@

$(B)/peerflags: FORCE
	@mkdir -p $(B)
	@echo '$(CXX) $(PEERFLAGS)' | cmp -s - $@ || echo '$(CXX) $(PEERFLAGS)' > $@

# the headline problems in plain C++, which their lists are compared with
PLAIN   := $(if $(HASCXX),$(B)/engines/peers/plain.o)
$(B)/checks/units/headline.o: ALLFLAGS += $(if $(PLAIN),-DHAVE_PLAIN)
$(B)/units/headline: LIBS += $(if $(PLAIN),-lstdc++)
$(B)/units/headline: $(PLAIN)

$(sort $(PEEROBJ) $(PLAIN)): $(B)/engines/peers/%.o: engines/peers/%.cpp $(B)/peerflags
	@mkdir -p $(@D)
	$(call say,cxx,$<)
	$(Q)$(CXX) -std=c++17 -I. $(WARN) $(PEERFLAGS) $(INC_$*) -MMD -MP -c -o $@ $<

$(B)/engines/numbers/simd3.o $(B)/engines/numbers/simd4.o: $(B)/engines/numbers/simd%.o: engines/numbers/simd.c $(B)/flags | $(B)/packages
	@mkdir -p $(@D)
	$(call say,cc,'$< -march=x86-64-v$*')
	$(Q)$(CC) $(VECTOR) -march=x86-64-v$* -DWIDE=$* $(if $(SLEEF),-DHAVE_SLEEF) -MMD -MP -c -o $@ $<

$(B)/engines/formula/grammar.tab.o: $(B)/engines/formula/grammar.tab.c $(B)/flags
	$(call say,cc,$<)
	$(Q)$(CC) $(ALLFLAGS) -MMD -MP -c -o $@ $<

$(B)/engines/formula/grammar.tab.c: engines/formula/grammar.y | $(B)/packages
	@mkdir -p $(@D)
	$(call say,bison,$<)
	$(Q)bison -o $@ $<

$(B)/units/%: $(B)/checks/units/%.o $(VERIFY) $(LIB) $(PEEROBJ)
	@mkdir -p $(@D)
	$(call say,ld,$@)
	$(Q)$(CC) $(ALLFLAGS) $(LDFLAGS) -o $@ $^ -lcmocka $(LIBS)

# another compiler or other flags: everything anew
$(B)/flags: FORCE | $(FIRST)
	@mkdir -p $(B)
	@echo '$(CC) $(subst ','\'',$(ALLFLAGS)) $(LIBS)' | cmp -s - $@ || echo '$(CC) $(subst ','\'',$(ALLFLAGS)) $(LIBS)' > $@

# what a published figure must say of the program that made it
$(B)/bench/config.h: $(B)/flags FORCE
	@mkdir -p $(@D)
	@printf '#define WENGERT_FLAGS "%s"\n#define WENGERT_COMMIT "%s"\n' '$(CFLAGS) -ffp-contract=off' \
	  "$$(git describe --always --dirty 2>/dev/null || echo none)" | cmp -s - $@ || \
	 printf '#define WENGERT_FLAGS "%s"\n#define WENGERT_COMMIT "%s"\n' '$(CFLAGS) -ffp-contract=off' \
	  "$$(git describe --always --dirty 2>/dev/null || echo none)" > $@
$(B)/bench/provenance.o: $(B)/bench/config.h

# the packages are looked for once; a missing one stops here with the command that gets it
$(B)/packages: scripts/deps | $(FIRST)
	@mkdir -p $(B)
	@CC='$(CC)' sh scripts/deps look build
	@touch $@
$(B)/packages-tests $(B)/packages-plots: $(B)/packages-%: scripts/deps | $(FIRST)
	@mkdir -p $(B)
	@CC='$(CC)' sh scripts/deps look $*
	@touch $@

# Arb's own series judge the reference, and symbolic derivatives at 400 digits
$(B)/fuzz-reference $(B)/fuzz-hessians: $(B)/checks/fuzz/ball.o $(B)/checks/fuzz/ballspecial.o $(B)/checks/fuzz/ballerf.o $(B)/checks/fuzz/ballgamma.o $(B)/checks/fuzz/ballairy.o $(B)/checks/fuzz/draw.o $(B)/checks/fuzz/judge.o
$(B)/fuzz-engines $(B)/fuzz-compiled: $(B)/checks/fuzz/grown.o
$(B)/fuzz-reference $(B)/fuzz-hessians $(B)/fuzz-engines $(B)/fuzz-compiled $(B)/fuzz-arrays: $(B)/fuzz-%: $(B)/checks/fuzz/%.o $(VERIFY) $(LIB) $(PEEROBJ)
	$(call say,ld,$@)
	$(Q)$(CC) $(ALLFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

# random kernels, right and broken, and what they do
KERNELFUZZ = $(patsubst %,$(B)/checks/fuzz/%.o,kernels kerneltree kernelrun kernelread kernelgrow kerneldraw kernelfind kernelbreak kerneloracle)
$(B)/kernelfuzz: $(KERNELFUZZ) $(VERIFY) $(LIB) $(PEEROBJ)
	$(call say,ld,$@)
	$(Q)$(CC) $(ALLFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

# the reference with the faults of engines/reference/fault.h, and the unit that must see each
FAULTY   = $(B)/faulty/enclosures
PROVER   = $(filter $(B)/engines/reference/%,$(LIB))
$(PROVER:$(B)/engines/reference/%=$(B)/faulty/%): $(B)/faulty/%.o: engines/reference/%.c
	@mkdir -p $(B)/faulty
	$(call say,cc,$< with faults)
	$(Q)$(CC) $(ALLFLAGS) -DMUTANT=mutant -MMD -MP -c -o $@ $<
$(FAULTY): $(B)/checks/units/enclosures.o $(PROVER:$(B)/engines/reference/%=$(B)/faulty/%) $(filter-out $(PROVER),$(VERIFY) $(LIB)) $(PEEROBJ)
	$(call say,ld,$@)
	$(Q)$(CC) $(ALLFLAGS) $(LDFLAGS) -o $@ $^ -lcmocka $(LIBS)

# N random expressions against Arb; SEED=42, TIES=ties for ties and edges
N       ?= 10000
fuzz-reference: $(B)/fuzz-reference
	$(B)/fuzz-reference $(N) $(if $(filter command environment,$(origin SEED)),$(SEED),42) $(TIES)

# N random formulas at ordinary, far, exact and subnormal points: second derivatives
fuzz-hessians: $(B)/fuzz-hessians
	$(B)/fuzz-hessians $(N) $(if $(filter command environment,$(origin SEED)),$(SEED),42)

# N random lists with control flow
fuzz-engines: $(B)/fuzz-engines
	$(B)/fuzz-engines $(N)

# N random lists, compiled and static
fuzz-compiled: $(B)/fuzz-compiled
	$(B)/fuzz-compiled $(N)

# N random formulas of several arrays
fuzz-arrays: $(B)/fuzz-arrays
	$(B)/fuzz-arrays $(N) $(if $(filter command environment,$(origin SEED)),$(SEED),42)

# N random kernels, two of three broken: does vjp tell which
fuzz-kernels: $(B)/kernelfuzz $(W)
	@mkdir -p $(B)/fuzz-kernels $(B)/results
	@echo "# commit $$(git describe --always --dirty 2>/dev/null || echo none)" > $(B)/results/fuzz-kernels.csv
	$(B)/kernelfuzz ./$(W) $(B)/fuzz-kernels $(if $(filter command environment,$(origin N)),$(N),300) \
	  $(SEED) >> $(B)/results/fuzz-kernels.csv; status=$$?; cat $(B)/results/fuzz-kernels.csv; exit $$status

deps:
	@sh scripts/deps install

# every suite, side by side; FAST=1 stops at the first failure, SUITE='cli vjp' runs those alone
TESTED   = $(W) $(UNITS) $(MUTATE) $(FAULTY) $(B)/fuzz-reference $(B)/fuzz-hessians $(B)/fuzz-engines $(B)/fuzz-compiled $(B)/fuzz-arrays $(B)/kernelfuzz
check: $(TESTED) $(LIBRARY)
	@B=$(B) W=$(W) CC='$(CC)' FAST='$(FAST)' sh scripts/check $(SUITE)

# and what takes longer than people wait: sanitizers, long fuzzes, more seeds; CHECKED=yes: without what check just ran
check-all: $(TESTED) $(LIBRARY)
	@B=$(B) W=$(W) CC='$(CC)' FAST='$(FAST)' sh scripts/check $(if $(CHECKED),longer,all)

$(UNITS): | $(B)/packages-tests
report plots: | $(B)/packages-plots

deps-peers:
	@sh scripts/peers install
	@rm -f $(B)/peers.mk

# what is here is built, what is not is named
peers:
	@rm -f $(B)/peers.mk
	@$(MAKE) $(W)
	@sh scripts/peers list "$$(sed -n 's/^PEERS :=//p' $(B)/peers.mk)"

# everything builds and its units pass where no tool of others is
peerless:
	@$(MAKE) B=$(B)/peerless PEERS= units

# docs/limits.md from its tables; each constant of them moved, whose suite must turn red
docs/limits.md: $(wildcard */limits.def */*/limits.def */*/judgelimits.def) scripts/limits.sh
	sh scripts/limits.sh print > $@
limits: docs/limits.md $(W) $(UNITS)
	@B=$(B) CC='$(CC)' sh scripts/limits.sh moved $(NAMES)

# a rule of yours: make vjp FILE=kernel.c
vjp: $(W)
	$(if $(FILE),,$(error make vjp FILE=kernel.c))
	./$(W) vjp $(FILE)

# every wrong rule and every right one of checks/, judged at the points of so many seeds
SEEDS   ?= 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20
mutants: $(W)
	@mkdir -p $(B)/results
	sh scripts/mutants.sh ./$(W) '$(SEEDS)' checks/kernels/pairs checks/kernels/right > $(B)/results/mutants.csv
	@grep '^#' $(B)/results/mutants.csv

# DIR: the top of a source tree of others; NAME and COMMIT are only written down
census: $(W)
	@mkdir -p $(B)/results
	sh scripts/census.sh ./$(W) '$(DIR)' '$(or $(NAME),$(notdir $(patsubst %/,%,$(DIR))))' '$(or $(COMMIT),none)' > $(B)/results/census.csv
	@awk -F, -f scripts/census-table.awk $(B)/results/census.csv

# random mutants of these sources: how many of them the tests see; goes on where it stopped
$(B)/mutate/draw: $(patsubst %,$(B)/checks/%.o,mutate/draw mutate/source mutate/sites vjp/tokens) $(B)/engines/base/memory.o
	@mkdir -p $(@D)
	$(call say,ld,$@)
	$(Q)$(CC) $(ALLFLAGS) $(LDFLAGS) -o $@ $^ -lgmp -lm

$(B)/mutate/suite: $(B)/checks/mutate/suite.o
	@mkdir -p $(@D)
	$(call say,ld,$@)
	$(Q)$(CC) $(ALLFLAGS) $(LDFLAGS) -o $@ $^

SEED    ?= 1
mutate: $(MUTATE)
	@B=$(B) CC='$(CC)' N=$(if $(filter command environment,$(origin N)),$(N),200) SEED=$(SEED) ONLY='$(ONLY)' OUT=$(or $(OUT),$(B)/results/mutation.csv) sh scripts/mutate.sh

# that score kept in the tree: of all classes
$(if $(ONLY),$(if $(filter publish-mutation,$(MAKECMDGOALS)),$(error ONLY='$(ONLY)': a score of some classes is not published)))
publish-mutation: mutate
	cp $(B)/results/mutation.csv results/

units: $(UNITS)
	@B=$(B) sh scripts/check units

report: $(W)
	./$(W) report $(B)/results

# what articles print, measured again
claims: $(W)
	./$(W) claims

# every experiment, row by row; BENCH='depth --budget 20s' for some of it
bench: $(W)
	./$(W) bench $(BENCH)

bench-quick: $(W)
	./$(W) bench --quick $(BENCH)

# every allocation up to the 3,000th fails in turn, and 500 of the others; calls to the system likewise: hours
faults: $(W)
	@mkdir -p $(B)/results
	TABLE=$(B)/results/faults.csv sh scripts/faults.sh ./$(W) 3000 500

# one program held against itself, run by run: how often compare tells apart what is the same (20 minutes and more)
PAIRS   ?= 20
bench-check: $(W)
	@mkdir -p $(B)/results
	sh scripts/same.sh ./$(W) $(PAIRS) > $(B)/results/same.csv; status=$$?; grep 'told apart' $(B)/results/same.csv; exit $$status

# figures of what $(B)/results holds: light and dark, SVG and PNG
plots:
	sh scripts/plots $(B)/results

# one run kept in the tree, and what the README shows of it: checks and claims as the report has them, every experiment whole but
# worst, which takes hours
publish: report
	./$(W) bench $$(./$(W) list experiments | awk 'NR > 1 && $$1 != "worst" { print $$1 }') --full --out $(B)/results
	sh scripts/plots $(B)/results
	for f in $(B)/results/*.csv $(B)/results/*.svg; do case $$f in */worst*) ;; *) cp $$f results/ || exit 1 ;; esac; done
	sed -n '/^# \(command\|seed\)/!s/^# //p' $(B)/results/check.csv > results/machine.txt
	sh scripts/targets results > docs/targets.md
	sh scripts/publish ./$(W)

TIDY     = clang-analyzer-*,bugprone-*,-bugprone-easily-swappable-parameters,-bugprone-macro-parentheses,-bugprone-narrowing-conversions
CPPCHECK = --enable=warning,portability,performance --inline-suppr --suppressions-list=scripts/cppcheck.txt --error-exitcode=1 --quiet

# layers, and what clang-tidy and cppcheck say where they are there
# the lines that differ from the last commit, by .clang-format; the rest stays as it is
format:
	@command -v git-clang-format > /dev/null || { echo 'format: git-clang-format is not here (apt-get install clang-format)' >&2; exit 2; }
	@git clang-format --quiet --extensions c,h HEAD -- engines checks bench examples wengert.c; git diff --stat

lint: $(W)
	sh scripts/layers.sh
	@if command -v shellcheck >/dev/null; then shellcheck -S warning -e SC2034,SC2209,SC2254 scripts/*.sh scripts/check scripts/deps scripts/publish; \
	 else echo 'lint: shellcheck is not here (apt-get install shellcheck)'; fi
	@if command -v cppcheck >/dev/null; then cppcheck $(CPPCHECK) -j2 --std=c11 -D_GNU_SOURCE -I. -I$(B) -ichecks/kernels engines checks bench wengert.c; \
	 else echo 'lint: cppcheck is not here (apt-get install cppcheck)'; fi
	@if command -v clang-tidy >/dev/null; then \
	 clang-tidy --quiet --checks='-*,$(TIDY)' $(SRC) -- -std=c17 -D_GNU_SOURCE -I. -I$(B); \
	 else echo 'lint: clang-tidy is not here (apt-get install clang-tidy)'; fi

# which lines the tests run: a build of its own, all tests, then gcovr
coverage:
	$(MAKE) B=build/coverage W=build/coverage/wengert CFLAGS='-O1 -g --coverage -fprofile-abs-path' check
	@if command -v gcovr >/dev/null; then \
	 gcovr --root . --object-directory build/coverage --filter engines/ --filter checks/ --filter bench/ --exclude-unreachable-branches \
	   --gcov-ignore-parse-errors --html-details build/coverage/index.html --print-summary; echo build/coverage/index.html; \
	 else echo 'coverage: the counts are there, gcovr is not (apt-get install gcovr)'; fi

# libFuzzer on what reads text and bytes of others: formulas, lists, arrays, CSV, comments, kernels, messages; SECONDS of each.  Nothing plus 0 is no fault
SECONDS ?= 60
FUZZED   = formula listtext npy tensors table comment source protocol
fuzz:
	@command -v clang >/dev/null || { echo 'fuzz: clang is not here (apt-get install clang)' >&2; exit 2; }
	$(MAKE) CC=clang B=build/fuzz W=build/fuzz/wengert CFLAGS='-O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize=pointer-overflow -fno-sanitize-recover=undefined' \
	  $(FUZZED:%=build/fuzz/fuzz-%)
	@for f in $(FUZZED); do sh scripts/fuzz.sh build/fuzz $$f $(SECONDS) || exit 1; done

# exit is what a mistake in the text does: caught, the next text follows
$(FUZZED:%=$(B)/fuzz-%): $(B)/fuzz-%: $(B)/checks/fuzz/%.o $(B)/checks/fuzz/caught.o $(VERIFY) $(LIB) $(PEEROBJ)
	$(call say,ld,$@)
	$(Q)$(CC) $(ALLFLAGS) -fsanitize=fuzzer $(LDFLAGS) -Wl,--wrap=_Exit $(WRAP) -o $@ $^ $(LIBS)
$(B)/fuzz-source: WRAP = -Wl,--wrap=preprocess

# the unit tests, the command line and a short check under address and undefined sanitizers; what the program leaves to the
# end of its process is no leak, what a unit leaves is.  Without the tools of others, whose leaks (CLN's of 26 bytes) are theirs
sanitize:
	$(MAKE) PEERS= B=$(B)/sanitize W=$(B)/sanitize/wengert CFLAGS='-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined' sanitized
sanitized: $(TESTED)
	@B=$(B) W=$(W) CC='$(CC)' FAST='$(FAST)' sh scripts/check sanitize

# the wings and who calls whom; text and lines turn light where the reader's screen is dark
DARK     = text { fill: \#ddd } path, polygon { stroke: \#ddd } .edge polygon { fill: \#ddd }
house: all
	@sh scripts/deps look docs
	sh scripts/layers.sh dot > $(B)/house.dot
	dot -Tsvg -o $(B)/house.dot.svg $(B)/house.dot
	sed '/^<svg/,/>/ s|>|><style>@media (prefers-color-scheme: dark) { $(DARK) }</style>|' $(B)/house.dot.svg > $(B)/house.svg
	cp $(B)/house.svg docs/house.svg

help:
	@echo 'make deps report   install what is missing, build, run checks, draw plots, write $(B)/results/report.html'
	@echo 'make deps check    install what is missing, build, run every test'
	@echo 'make               build ./wengert'
	@echo 'make check         unit tests, engines against the reference, mutants, the command line; FAST=1: to the first failure'
	@echo 'make check-all     and what takes longer: sanitizers, long fuzzes, more seeds (25 minutes)'
	@echo 'make vjp FILE=k.c  proves or refutes the hand-written rules of a C file'
	@echo 'make bench         every experiment; says first how long it takes.  make bench-quick: two minutes'
	@echo 'make claims        what articles print, measured again'
	@echo 'make plots         figures of $(B)/results, light and dark, SVG and PNG'
	@echo 'make peers         builds the tools of others that are here, as engines; make deps-peers installs them'
	@echo 'make peerless      builds without them, and runs the unit tests'
	@echo 'make limits        each constant that decides a verdict moved, NAMES="OPS RISK" those alone: its suite must turn red'
	@echo 'make mutants       wrong rules and right ones on 20 seeds: what was refused'
	@echo 'make census        DIR=.. a source tree of others: each backward function judged, or what stands in the way'
	@echo 'make mutate        N=200 random mutants of these sources, SEED=1: how many the tests see (ONLY: of these classes); make publish-mutation keeps the score'
	@echo 'make publish       copies that run to results/, and its output into the README'
	@echo 'make sanitize      units, command line, a short check under address and undefined sanitizers'
	@echo 'make lint          layers, and shellcheck, cppcheck, clang-tidy where they are there'
	@echo 'make format        the lines that you changed since the last commit, by .clang-format'
	@echo 'make coverage      which lines the tests run'
	@echo 'make fuzz-hessians second derivatives of N=10000 random formulas against two judges; fuzz-reference: first ones'
	@echo 'make fuzz-kernels  N=300 random C kernels, right and broken, SEED=1: how vjp judges each'
	@echo 'make house         docs/house.svg, who knows whom, drawn anew by Graphviz'
	@echo 'make fuzz          formulas, lists and .npy files under libFuzzer, SECONDS=60 each'
	@echo 'make install       into $(prefix); DESTDIR, prefix, CC, CFLAGS are honoured; make uninstall leaves nothing'
	@echo 'make installcheck  the installed program, from elsewhere'
	@echo 'make dist          $(B)/wengert-$(VERSION).tar.gz'
	@echo 'make clean         what was built, build/results with it'

VERSION  = $(shell sed -n 's/.*WENGERT_VERSION "\(.*\)".*/\1/p' engines/wengert.h)

install: $(W) library
	@W=./$(W) B=$(B) DESTDIR='$(DESTDIR)' sh scripts/install.sh install '$(prefix)'

uninstall:
	@DESTDIR='$(DESTDIR)' sh scripts/install.sh uninstall '$(prefix)'

# the installed program, from elsewhere
installcheck:
	@sh scripts/installcheck.sh '$(DESTDIR)$(prefix)'

# what git knows, or, without git, what is here and was not made
dist:
	@mkdir -p $(B)
	@{ git ls-files 2>/dev/null || find . -type f ! -path './$(B)/*' ! -name wengert | sed 's,^\./,,'; } | LC_ALL=C sort | \
	 tar -czf $(B)/wengert-$(VERSION).tar.gz --transform 's,^,wengert-$(VERSION)/,' --owner=0 --group=0 -T -
	@echo $(B)/wengert-$(VERSION).tar.gz

clean:
	rm -rf $(B) wengert

distclean: clean

FORCE:
.PHONY: faults house limits census mutate publish-mutation check-all sanitized mutants fuzz-reference fuzz-hessians fuzz-engines fuzz-compiled fuzz-arrays fuzz-kernels all deps deps-peers peers peerless check vjp units report claims bench bench-quick bench-check plots publish lint format coverage fuzz sanitize help install uninstall installcheck dist clean distclean library FORCE
.SECONDARY:
.DELETE_ON_ERROR:
-include $(LIB:.o=.d) $(PEEROBJ:.o=.d) $(B)/wengert.d $(VERIFY:.o=.d) $(wildcard $(B)/library/*.d $(B)/faulty/*.d $(B)/checks/units/*.d $(B)/checks/fuzz/*.d)
