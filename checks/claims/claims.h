/* claims.h -- the rows of the table of claims: each measures, and a verdict follows from what it
 * measured. */
#ifndef CLAIMS_H
#define CLAIMS_H
#include "engines/wengert.h"

/* unable: it cannot be measured here, which says nothing of the claim */
typedef enum { CONFIRMED, CORRECTED, FAILED, UNMEASURED } ClaimVerdict;

typedef struct {
	/* the claim, restated in a line, with the article's figure */
	const char *id, *says;
	ClaimVerdict verdict;
	/* the figure found here; for CORRECTED: also by how much the article is off */
	char measured[2 * WHY];
} Claim;

/* each adds to what was measured; the first that does not hold fails the claim */
/* against what follows word in says, to the digits there; whole numbers exactly */
void figure(Claim *, const char *word, size_t n, const double *x);
void holds(Claim *, bool, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
void unmeasured(Claim *, const char *why);

#define C(id, says) void claim_##id(Claim *);
#include "checks/claims/claims.def"

#endif
