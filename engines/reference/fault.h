/* fault.h -- what is wrong in mutant k of the prover: checks/units/enclosures.c must be red on each
 * (scripts/prover-mutants.sh).
 *
 * -DMUTANT=k compiles fault k in; -DMUTANT=mutant all of them, and the variable says which.
 */
#ifndef FAULT_H
#define FAULT_H

#ifdef MUTANT
extern int mutant;
#define FAULT(k, right, wrong) (MUTANT == (k) ? (wrong) : (right))
#else
#define FAULT(k, right, wrong) (right)
#endif

#endif
