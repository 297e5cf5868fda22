/* report.h -- verdicts as people, machines and code hosts read them. */
#ifndef REPORT_H
#define REPORT_H
#include "checks/commands/options.h"
#include "checks/vjp/verdict.h"

typedef struct { const Kernel *kernel; Verdict verdict; } Judged;
typedef struct {
	Format form;
	bool color, strict, every;
	unsigned long seed;
	const char *junit;
} Printing;

const char *shorttype(Precision);           /* f32 */
void printed(const Judged *, size_t n, const Printing *);

#endif
