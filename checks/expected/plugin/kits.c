/* kits -- y[N] = scale(x[N], k[N], s, t) in all its domains, with the fault that SPOIL names. */
#include "wengert_kit.h"
#include <stdlib.h>
#include <string.h>

static int scale(const wengert_tensor *in, wengert_tensor *out)
{
	size_t i, n = wengert_count(&in[0]);

	for (i = 0; i < n; i++)
		if (in[0].type == WENGERT_F64)
			((double *)out[0].data)[i] = 2 * ((const double *)in[0].data)[i];
		else
			((wengert_quad *)out[0].data)[i] = 2 * ((const wengert_quad *)in[0].data)[i];
	((int *)out[1].data)[0] = 1;
	return WENGERT_OK;
}

static int scale_vjp(const wengert_tensor *in, wengert_tensor *out)
{
	size_t i, n = wengert_count(&in[0]);

	for (i = 0; i < n; i++)
		if (in[0].type == WENGERT_F64)
			((double *)out[0].data)[i] += 2 * ((const double *)in[6].data)[i];
		else
			((wengert_quad *)out[0].data)[i] +=
				2 * ((const wengert_quad *)in[6].data)[i];
	return WENGERT_OK;
}

static wengert_arg in[] = { WENGERT_ARG_IN("x", "N", -1, 1), WENGERT_CLASSES("k", "N", "N"),
	{ "s", "", 0, 7, NULL, WENGERT_INTEGER }, { "t", NULL, 0, 0, NULL, WENGERT_NO_GRAD } };
static wengert_arg out[] = { WENGERT_ARG("y", "N"), { "i", "2", 0, 0, NULL, WENGERT_INTEGER } };
static wengert_prim prim = WENGERT_PRIM("scale", in, out, WENGERT_F64 | WENGERT_F128, scale,
	scale_vjp, NULL, NULL);
WENGERT_PRIMS(&prim)

static void __attribute__((constructor)) spoil(void)
{
	const char *s = getenv("SPOIL");

	if (!s) return;
	if (!strcmp(s, "abi")) prim.abi = 0;
	if (!strcmp(s, "name")) prim.name = "";
	if (!strcmp(s, "noname")) prim.name = NULL;
	if (!strcmp(s, "digit")) prim.name = "2scale";
	if (!strcmp(s, "primal")) prim.primal = NULL;
	if (!strcmp(s, "vjp")) prim.vjp = NULL;
	if (!strcmp(s, "in")) prim.in = NULL;
	if (!strcmp(s, "out")) prim.out = NULL;
	if (!strcmp(s, "nin")) prim.nin = 0;
	if (!strcmp(s, "nout")) prim.nout = 0;
	if (!strcmp(s, "argument")) in[1].name = NULL;
	if (!strcmp(s, "result")) out[1].name = "i-1";
	if (!strcmp(s, "f32")) prim.types = WENGERT_F32, prim.formula = "2*x";
	if (!strcmp(s, "f128")) prim.types = WENGERT_F128;
	if (!strcmp(s, "ninth")) in[0].shape = "A B C D E F G H I";
}
