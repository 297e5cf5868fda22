/* progress.h -- a line on the terminal of standard error: what is being done, how much of all that
 * is, how long the rest takes at that pace.  Nothing where standard error is no terminal. */
#ifndef PROGRESS_H
#define PROGRESS_H
#include <stdbool.h>

/* share: of all, or of the window; shown from half a second on, ten times a second at most */
void progress(const char *says, double share);
/* at once, of what takes as long as it takes */
void progressbegins(const char *says);
/* from now on shares are of this part of the whole; 0, 1 at the beginning */
void progresswindow(double from, double to);
void progressaway(void); /* the line, before something else is printed */
void noprogress(void); /* from now on none: --quiet */
bool onterminal(void); /* somebody may see progress */
void progressended(void); /* that was all: the next begins anew */

#endif
