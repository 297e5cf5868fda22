/* arb.h -- Arb, as a part of FLINT 3 or as the library it was before. */
#ifndef NUMBERS_ARB_H
#define NUMBERS_ARB_H
#include <mpfr.h> /* first: FLINT 3 declares conversions only where it is known */
#if defined __has_include && __has_include(<flint/acb_hypgeom.h>)
#include <flint/acb.h>
#include <flint/acb_hypgeom.h>
#include <flint/arb_hypgeom.h>
#include <flint/acb_poly.h>
#include <flint/arb_poly.h>
#define arb_version FLINT_VERSION
#else
#include <acb.h>
#include <acb_hypgeom.h>
#include <arb_hypgeom.h>
#include <acb_poly.h>
#include <arb_poly.h>
#endif
#define RE acb_realref
#define IM acb_imagref
#endif
