/* verdict.h -- what is said of a rule; plain data, so that a child process can leave it in shared
 * memory. */
#ifndef VERDICT_H
#define VERDICT_H
#include "checks/vjp/sweep.h"
#include <time.h>

/* in the order of their weight */
typedef enum { RIGHT, IMPRECISE, INCONCLUSIVE, WRONG } Ruling;
extern const char *const rulingname[];

typedef struct {
	char name[64];
	Ruling ruling;
	size_t elements;                   /* compared */
	/* of these, where the derivative is not 0; where none could be found */
	size_t sloped, lost;
	double median, worst;              /* ulps of the native type */
	double overbound;                  /* error over its bound */
	double error[PRECISIONS];          /* worst, relative to the largest gradient beside it */
	/* the smallest relative fault that would have been refused: at half of the elements, at
	 * every one */
	double floor, coarsest;
	char at[160], given[64], truth[64], evidence[480], likely[320], again[480], index[64];
	char sizes[160];
	long run;                          /* of the plan: --case */
	unsigned long pass;
	double weight;                     /* of the fault kept here */
	Mode mode;                         /* as found */
} Finding;

typedef struct {
	Ruling ruling;
	char why[480];                     /* of a crash, a contract broken, no verdict */
	char note[480];
	Finding arg[MOST];
	size_t evaluations, cases;
	double seconds;
	bool one;                          /* only the native precision could be built */
	/* sizes that ran; comparisons of numbers, those seen both ways, what was never taken */
	char tried[480], untaken[960];
	size_t compared, taken;
	char blind[200];                   /* why no comparison was seen */
	Sweep sweep;
	size_t together;                   /* cases at which a JVP and a VJP were held together */
	/* --case is none of the plan, which has so many; 0: it is */
	long beyond;
	/* gradients compared, those whose truth is proved; why it is not, of some or all */
	size_t asked, proved;
	char untraced[200];
	bool late;                         /* the budget ended before all was tried */
} Verdict;

/* what the child is doing, for whoever must say why it ended */
typedef struct {
	volatile bool calling, loading, finished, tracing, forks;
	char library[400];                 /* being loaded */
	struct timespec since, begin;
	double most;                       /* seconds from begin on, of a budget; 0: as it takes */
	volatile bool spent;               /* they were over in the midst of a case */
	volatile int signal;
	bool back;
	Precision precision;
	char where[200];                   /* the address, as an array and an element */
	char sizes[160];
	long run;
	Verdict verdict;
} Watch;

typedef struct {
	unsigned long seed;
	long run;                          /* only this case of the plan; -1: all */
	const char *arg, *index;           /* only this element */
	/* of a plain kernel's points only each so many-th; 0: all */
	long sparse;
	double limit;                      /* seconds a call may take */
	bool strict, every, twice;
	size_t shard, shards;              /* of --every: part shard of shards, from 1; 0: all */
	bool untraced;                     /* truth by differences alone */
	double budget;                     /* seconds for a kernel, compiled; 0: as it takes */
} Asked;

/* a comparison was never seen both ways, or none could be seen; or a budget ended too early */
static inline bool uncovered(const Verdict *v) { return *v->untaken || *v->blind || v->late; }

Watch  *watched(void);                     /* of this child, or NULL */
double  since(const struct timespec *);

/* judge a subject in this process */
void judge(Subject *, const Asked *, Verdict *);

#endif
