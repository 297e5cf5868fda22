/* slots.h -- where a number type keeps its kernels: Num.unary[U_sin], Num.binary[B_mul]. */
#ifndef SLOTS_H
#define SLOTS_H
#include "engines/wengert.h"

enum {
#define U(name, ...) U_##name,
#define B(name, ...)
#include "engines/prims/scalar.def"
	NUNARY
};
enum {
#define U(name, ...)
#define B(name, ...) B_##name,
#include "engines/prims/scalar.def"
	NBINARY
};
enum {
#define TERNARY(name, Name, takes) T_##name,
#include "engines/prims/ternary.def"
	NTERNARY
};

#endif
