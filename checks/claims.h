/* claims.h -- the rows of the table of claims: each measures, and a verdict follows from what it measured. */
#ifndef CLAIMS_H
#define CLAIMS_H
#include "engines/wengert.h"

typedef enum { CONFIRMED, CORRECTED, FAILED } ClaimVerdict;

typedef struct {
	const char *id, *says;             /* the claim, restated in a line, with the article's figure */
	ClaimVerdict verdict;
	char measured[WHY];                /* the figure found here; for CORRECTED: also by how much the article is off */
} Claim;

#define C(id, says) void claim_##id(Claim *);
#include "checks/claims.def"

#endif
