/* held.h -- a folder that one process at a time writes to. */
#ifndef HELD_H
#define HELD_H
#include <stdbool.h>

/* until this process ends; false: another has it.  A file system without locks gives it to all */
bool holdfolder(const char *dir);

#endif
