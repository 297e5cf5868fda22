/* tool.h -- a program beside this one, asked line by line. */
#ifndef TOOL_H
#define TOOL_H
#include "engines/wengert.h"
#include <jansson.h>

typedef struct Tool Tool;
Tool *newtool(const char *command);
/* the next line it writes, yours to release, without its end; line loses its 0.  NULL: why */
char *answerof(Tool *, char *line, double limit, size_t *length, char why[WHY]);
/* the same without a question */
char *lineback(Tool *, double limit, size_t *length, char why[WHY]);
bool asks(Tool *, char *line, double limit, char why[WHY]); /* the question alone */
/* the same in JSON, with an id that has to come back; takes message */
json_t *askedof(Tool *, json_t *message, double limit, char why[WHY]);
char *restof(Tool *); /* what it wrote without the end of a line; NULL: nothing */
void nomore(Tool *); /* its input ends: what it keeps back it writes now */
void endtool(Tool *);

#endif
