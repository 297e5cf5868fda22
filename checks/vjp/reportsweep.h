/* reportsweep.h -- what is said of every input; verdicts as CSV. */
#ifndef REPORTSWEEP_H
#define REPORTSWEEP_H
#include "checks/io/out.h"
#include "checks/vjp/report.h"

void    sweptlines(const Judged *, bool table);
json_t *jsweep(const Verdict *);               /* null: not every input was tried */
void    ascsv(const Judged *, size_t n, const Printing *);

#endif
