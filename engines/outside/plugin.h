/* plugin.h -- engines from outside the tree, through wengert_kit.h. */
#ifndef PLUGIN_H
#define PLUGIN_H
#include "engines/wengert.h"

typedef struct {
	Engine engine;                     /* first: what an Engine * of the roster points to */
	char *file, *source;               /* the library; where its table was written */
	int line, place;                   /* there; in the table */
	int late;                          /* calls that had no end */
	size_t lost;                       /* crashes while closing, which no answer can tell of */
	char why[WHY];                     /* the last of these */
} Plugin;

typedef bool Enlist(const Engine *);       /* false: there is one of its name */
void plugin(const char *file, Enlist *);   /* its engines are enlisted; a mistake exits 2 */
const Plugin *pluginof(const Engine *);        /* NULL: it is one of ours */
extern double patience;                    /* seconds one call may take */

#endif
