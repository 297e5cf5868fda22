/* folder.h -- a folder that one process at a time writes to. */
#ifndef FOLDER_H
#define FOLDER_H
#include <stdbool.h>

/* until this process ends; false: another has it.  A file system without locks gives it to all */
bool holdfolder(const char *dir);

#endif
