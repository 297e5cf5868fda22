/* report.h -- verdicts as people, machines and code hosts read them. */
#ifndef REPORT_H
#define REPORT_H
#include "checks/commands/options.h"
#include "checks/vjp/verdict.h"

typedef struct { const Kernel *kernel; Verdict verdict; } Judged;
typedef struct {
	Format form;
	bool color, strict, every, quiet, verbose;
	unsigned long seed;
	const char *junit;
} Printing;

const char *shorttype(Precision);           /* f32 */
bool reported(const Judged *, int argument);        /* its gradient was asked for */
bool turneddown(const Verdict *, const Printing *); /* the exit status is 1 */
const char *basisof(const Judged *);        /* what stood for the truth */
void texted(const Judged *, size_t n, const Printing *);
void printed(const Judged *, size_t n, const Printing *);

#endif
