/* caught.h -- a mistake in the text, which ends the program, ends only this text under libFuzzer.
 */
#ifndef CAUGHT_H
#define CAUGHT_H
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>

extern jmp_buf *catcher;                   /* where exit status 2 goes; NULL: nowhere */
int   fileof(const uint8_t *, size_t, char name[32]);      /* in memory; to be closed */
void  closefile(int);
char *textof(const uint8_t *, size_t);     /* ended by 0; yours to release */
int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

#endif
