/* held.c -- a folder that one process at a time writes to.
 *
 * Of no other header: fcntl.h declares a splice of its own.
 */
#include "checks/io/held.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>

bool holdfolder(const char *dir)
{
	int held = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	return held < 0 || !flock(held, LOCK_EX | LOCK_NB) || errno != EWOULDBLOCK;
}
