# Wengert -- two commands: `make deps report` and `make deps check`; `make help` lists the rest.

CC      ?= cc
CFLAGS  ?= -O2 -g
prefix  ?= /usr/local
B       ?= build

WARN     = -Wall -Wextra -Wpedantic -Wno-unused-parameter -Wno-missing-field-initializers
# no contraction: an a*b + c that is rounded once on some machines and twice on others has no repeatable error
ALLFLAGS = -std=c17 -D_GNU_SOURCE -I. -I$(B) -ffp-contract=off $(WARN) $(CFLAGS)
LIBS     = -ljansson -lgsl -lgslcblas -lmpfr -lgmp -lquadmath -lm -lpthread

SRC     := $(wildcard engines/*.c engines/prims/*.c checks/*.c checks/functions/*.c checks/claims/*.c checks/vjp/*.c bench/*.c)
LIB     := $(SRC:%.c=$(B)/%.o) $(B)/engines/grammar.tab.o
UNITS   := $(patsubst checks/units/%.c,$(B)/units/%,$(wildcard checks/units/*.c))

# with `make deps X` nothing is built before the packages are there
FIRST   := $(if $(filter deps,$(MAKECMDGOALS)),deps)

# make's own rules would take a .y beside a .c for its source
MAKEFLAGS += --no-builtin-rules
.SUFFIXES:

# Arb, where it is there: enclosures that are proofs, for the fuzz of the reference
ARB     := $(shell $(CC) -include acb_hypgeom.h -E -x c /dev/null >/dev/null 2>&1 && echo 1)
LIBS    := $(if $(ARB),-lflint-arb -lflint) $(LIBS)
$(B)/engines/ball.o: ALLFLAGS += $(if $(ARB),-DHAVE_ARB)

# loops for wide processors, where the compiler knows them: vector.c once more for each; SLEEF in them, where it is there
HASWIDE := $(shell $(CC) -march=x86-64-v4 -E -x c /dev/null >/dev/null 2>&1 && echo 1)
SLEEF   := $(if $(HASWIDE),$(shell $(CC) -include sleef.h -E -x c /dev/null >/dev/null 2>&1 && echo 1))
LIB     += $(if $(HASWIDE),$(B)/engines/vector3.o $(B)/engines/vector4.o)
LIBS    := $(if $(SLEEF),-lsleef) $(LIBS) -ldl
VECTOR   = $(ALLFLAGS) -O3 -fno-math-errno -fno-trapping-math -Wno-psabi
$(B)/engines/numbers.o: ALLFLAGS += -O3
$(B)/engines/vector.o: ALLFLAGS += -O3 -Wno-psabi $(if $(HASWIDE),-DHAVE_WIDE)

# V=1 shows the commands whole
Q       := $(if $(V),,@)
say      = $(if $(V),,@printf '  %-6s %s\n' $(1) $(2))

all: wengert

wengert: $(B)/wengert.o $(LIB)
	$(call say,ld,$@)
	$(Q)$(CC) $(ALLFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

$(B)/%.o: %.c $(B)/flags | $(B)/packages
	@mkdir -p $(@D)
	$(call say,cc,$<)
	$(Q)$(CC) $(ALLFLAGS) -MMD -MP -c -o $@ $<

$(B)/engines/vector3.o $(B)/engines/vector4.o: $(B)/engines/vector%.o: engines/vector.c $(B)/flags | $(B)/packages
	@mkdir -p $(@D)
	$(call say,cc,'$< -march=x86-64-v$*')
	$(Q)$(CC) $(VECTOR) -march=x86-64-v$* -DWIDE=$* $(if $(SLEEF),-DHAVE_SLEEF) -MMD -MP -c -o $@ $<

$(B)/engines/grammar.tab.o: $(B)/engines/grammar.tab.c $(B)/flags
	$(call say,cc,$<)
	$(Q)$(CC) $(ALLFLAGS) -MMD -MP -c -o $@ $<

$(B)/engines/grammar.tab.c: engines/grammar.y | $(B)/packages
	@mkdir -p $(@D)
	$(call say,bison,$<)
	$(Q)bison -o $@ $<

$(B)/units/%: $(B)/checks/units/%.o $(LIB)
	@mkdir -p $(@D)
	$(call say,ld,$@)
	$(Q)$(CC) $(ALLFLAGS) $(LDFLAGS) -o $@ $^ -lcmocka $(LIBS)

# another compiler or other flags: everything anew
$(B)/flags: FORCE | $(FIRST)
	@mkdir -p $(B)
	@echo '$(CC) $(ALLFLAGS) $(LIBS)' | cmp -s - $@ || echo '$(CC) $(ALLFLAGS) $(LIBS)' > $@

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
	@CC='$(CC)' sh scripts/deps look
	@touch $@

$(B)/fuzz-%: $(B)/checks/fuzz/%.o $(LIB)
	$(call say,ld,$@)
	$(Q)$(CC) $(ALLFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

# N random expressions against Arb
N       ?= 10000
fuzz-reference: $(B)/fuzz-reference
	$(B)/fuzz-reference $(N)

# N random lists with control flow
fuzz-engines: $(B)/fuzz-engines
	$(B)/fuzz-engines $(N)

deps:
	@sh scripts/deps install

check: wengert $(UNITS) $(B)/fuzz-reference $(B)/fuzz-engines
	@B=$(B) sh scripts/check

# a rule of yours: make vjp FILE=kernel.c
vjp: wengert
	$(if $(FILE),,$(error make vjp FILE=kernel.c))
	./wengert vjp $(FILE)

# every wrong rule and every right one of checks/, judged at the points of so many seeds
SEEDS   ?= 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20
mutants: wengert
	@mkdir -p $(B)/results
	sh scripts/mutants.sh ./wengert '$(SEEDS)' checks/mutants checks/unseen checks/examples > $(B)/results/mutants.csv
	@grep '^#' $(B)/results/mutants.csv

units: $(UNITS)
	@B=$(B) sh scripts/check units

report: wengert
	./wengert report $(B)/results

# one run kept in the tree, and what the README shows of it
publish: report
	cp $(B)/results/*.csv $(B)/results/*.svg results/
	sh scripts/publish ./wengert

lint: wengert
	sh scripts/layers.sh
	clang-tidy --quiet --checks='-*,clang-analyzer-*,bugprone-*,-bugprone-easily-swappable-parameters,-bugprone-macro-parentheses,-bugprone-narrowing-conversions' \
	  $(wildcard engines/*.c checks/*.c) -- -std=c17 -D_GNU_SOURCE -I. -I$(B)

# the unit tests and a short check under address and undefined sanitizers
sanitize:
	$(MAKE) B=build/sanitize CFLAGS='-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined' units

help:
	@echo 'make deps report   install what is missing, build, run checks, draw plots, write $(B)/results/report.html'
	@echo 'make deps check    install what is missing, build, run every test'
	@echo 'make               build ./wengert'
	@echo 'make check         unit tests, engines against the reference, mutants, the command line'
	@echo 'make vjp FILE=k.c  proves or refutes the hand-written rules of a C file'
	@echo 'make mutants       wrong rules and right ones on 20 seeds: what was refused'
	@echo 'make publish       copies that run to results/, and its output into the README'
	@echo 'make sanitize      the unit tests under address and undefined sanitizers'
	@echo 'make lint          layers, clang-tidy'
	@echo 'make install       into $(prefix); DESTDIR, prefix, CC, CFLAGS are honoured'
	@echo 'make clean         what was built, build/results with it'

install: wengert
	install -D -m 755 wengert $(DESTDIR)$(prefix)/bin/wengert
	install -D -m 644 wengert_kit.h $(DESTDIR)$(prefix)/include/wengert_kit.h

uninstall:
	rm -f $(DESTDIR)$(prefix)/bin/wengert $(DESTDIR)$(prefix)/include/wengert_kit.h

clean:
	rm -rf $(B) wengert

distclean: clean

FORCE:
.PHONY: mutants fuzz-reference fuzz-engines all deps check vjp units report publish lint sanitize help install uninstall clean distclean FORCE
.SECONDARY:
.DELETE_ON_ERROR:
-include $(LIB:.o=.d) $(B)/wengert.d $(wildcard $(B)/checks/units/*.d $(B)/checks/fuzz/*.d)
