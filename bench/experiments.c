/* experiments.c -- the roster: what it is called, what it shows, what its rows are named by. */
#include "bench/bench.h"
#include "checks/io/held.h"
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

static const Entry all[] = { { "accuracy", accuracy,
				     "Errors of every engine on every function under test",
				     "wengert bench accuracy" },
	{ "rules", rules, "Derivatives as textbooks write them, beside stable forms",
		"wengert bench rules" },
	{ "precision", precisions, "Bits each engine loses at every precision",
		"wengert bench precision" },
	{ "step", steps, "Error against step, every difference formula and the complex step",
		"wengert bench step" },
	{ "split", parts, "The error of a difference in its four parts", "wengert bench split" },
	{ "tangents", tangentlines, "What differences take for the tangent of cos",
		"wengert bench tangents" },
	{ "estimates", estimates, "What GSL and Ridders estimate their error to be, and what it is",
		"wengert bench estimates" },
	{ "checkers", checkerrates,
		"Our judge and three gradient checkers of others, on wrong rules and right ones",
		"wengert bench checkers" },
	{ "reference", truths,
		"What the reference costs: elementary functions, and gradients with their "
		"certificate",
		"wengert bench reference" },
	{ "worst",
		.says = "Each derivative at every number of 16 bits, or of binary32 with --number",
		.command = "wengert bench worst", .rows = worsts, .once = true,
		.keys = "number,primitive",
		.more = "inputs,undefined,worst_ulps,worst_at,mean_ulps,within_half,within_1,"
			"proved_ulps,binary64_ulps"
#define T(id, ...) "," #id "_ulps," #id "_at," #id "_numbers"
#include "engines/peers/peers.def"
	},
	{ "depth", .says = "Time and memory of every engine against the depth of a network",
		.command = "wengert bench depth", .rows = depths, .keys = "depth,width,engine",
		.more = "what", .size = "depth", .part = "What did it cost?" },
	{ "width", .says = "Time and memory of every engine against the width of a network",
		.command = "wengert bench width", .rows = widths, .keys = "width,depth,engine",
		.more = "what", .size = "width" },
	{ "memory", memories,
		"Memory and time against depth: forward mode, and reverse mode by every plan of "
		"checkpoints",
		"wengert bench memory" },
	{ "jacobian", .says = "A Jacobian by columns and by rows, against inputs and outputs",
		.command = "wengert bench jacobian", .rows = jacobians, .keys = "vary,size,way",
		.more = "inputs,outputs,passes", .size = "size" },
	{ "headline",
		.says = "Problems everybody times: gradients over the function in plain scalar C",
		.command = "wengert bench headline", .rows = headlines,
		.keys = "problem,depth,width,engine", .more = "passes" },
#ifdef HAVE_CXX
	{ "peers", peers,
		"Gradients of ten problems by our engines and by tools of others, over one plain "
		"primal",
		"wengert bench peers --full", .others = true },
#endif
	{ "running", running,
		"What a planned run costs: rows, gradients beside their primals, memory",
		"wengert bench running" },
	{ "compile", compiles,
		"What it costs to compile a gradient, and after how many calls that is paid",
		"wengert bench compile --full" },
	{ "loop", looprows, "Rows of a loop against its length, traced eagerly and statically",
		"wengert bench loop" },
	{ "swell", .says = "Nodes of a symbolic derivative, expanded, shared and by sympy",
		.command = "wengert bench swell", .rows = swells, .once = true,
		.keys = "function,k,variant", .more = "nodes" },
	{ "order", .says = "The chain rule's products forward, in reverse and in the best order",
		.command = "wengert bench order", .rows = orders, .once = true,
		.keys = "chain,order", .more = "multiplications,over_optimal" },
	{ "second", .says = "Hessians by forward over reverse: a product, and all of it",
		.command = "wengert bench second", .rows = secondorders, .keys = "n,what",
		.more = "passes", .size = "n" },
	{ "sparse", sparses,
		"Jacobians of 10^5 inputs by colours: seconds, and runs of the function",
		"wengert bench sparse" },
	{ "batch", .says = "Gradients at many points, in one run and one by one",
		.command = "wengert bench batch", .rows = batches, .keys = "function,points",
		.size = "points" },
	{ "scalars", scalars,
		"Scalar programs in plain C: nanoseconds an operation to compute, to record, to "
		"sweep",
		"wengert bench scalars" },
	{ "bits", .says = "What a gradient in MPFR costs, against the bits of its numbers",
		.command = "wengert bench bits", .rows = bitcosts, .keys = "bits,function",
		.more = "kind", .size = "bits" },
	{ "gradbench",
		.says = "GradBench's modules: time and accuracy of each tool; would its rule take "
			"zeros?",
		.command = "wengert bench gradbench", .rows = gradbenchrows, .once = true,
		.keys = "module,function,tool", .more = "numbers,far,ulps,relative,valid,zeros",
		.note = "Column zeros: whether GradBench's own rule, |x - y| &le; 1e-4 max(1, |x| "
			"+ |y|), would accept a tool that answers zeros to that question at the "
			"timed input; how often it does at its default sizes is claim G1 in "
			"the table above, what else it cannot see G2 and G3." },
	{ 0 } };

static Entry ours[sizeof all / sizeof *all];
const Entry *experiments = all;

void withoutpeersrows(void)
{
	size_t n = 0;

	for (const Entry *e = all; e->name; e++)
		if (!e->others) memcpy(&ours[n++], e, sizeof *e);
	experiments = ours;
}

const Entry *experimentnamed(const char *name)
{
	for (const Entry *e = experiments; e->name; e++)
		if (!strcmp(e->name, name))
			return e;
	return NULL;
}

Options fewer(const Options *o)
{
	static const char *two[] = { "eq6", "brown" };
	Options few = *o;

	/* what bench was asked by name are experiments */
	few.operand = two, few.noperands = o->smallest ? 2 : 0;
	return few;
}

void folder(const char *dir)
{
	char *path = copytext(dir, strlen(dir));

	for (char *p = path + 1; ; p++)
		if (*p == '/' || !*p) {
			char c = *p;

			*p = 0;
			if (mkdir(path, 0777) && errno != EEXIST)
				bad("%s cannot be made: %s", path, strerror(errno));
			*p = c;
			if (!c) break;
		}
	release(path);
}

void ownfolder(const char *dir)
{
	folder(dir);
	if (!holdfolder(dir))
		bad("another wengert bench or report is writing to %s: wait until it has ended, or "
		    "take another folder",
			dir);
}
