/* messages.h -- how ranks talk: what the plug-in mpi.so gives the program, which links no MPI.
 *
 * A message is bytes to or from one rank; they come in the order in which that rank sent them.
 */
#ifndef MESSAGES_H
#define MESSAGES_H
#include <stdbool.h>
#include <stddef.h>

enum { MESSAGES_ABI = 1 };

typedef struct {
	int abi;
	bool (*started)(void); /* by its own launcher, as the environment says */
	/* which rank of how many this process is; NULL, or why there are none */
	const char *(*begin)(size_t *rank, size_t *size);
	/* whether the bytes go into one message */
	bool (*send)(size_t to, const void *bytes, size_t n);
	/* whether a message is there: from whom, of how many bytes */
	bool (*waiting)(size_t *from, size_t *n);
	void (*take)(size_t from, void *bytes, size_t n); /* the message that is waiting */
	void (*end)(void); /* every rank calls it */
} Messages;

/* what the plug-in exports */
typedef const Messages *MessagesOf(void);
MessagesOf wengert_messages;

#endif
