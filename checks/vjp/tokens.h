/* tokens.h -- C source as tokens. */
#ifndef TOKENS_H
#define TOKENS_H
#include <stdbool.h>
#include <stddef.h>

typedef enum { WORD, NUMERAL, STRING, PUNCT, COMMENT, DIRECTIVE, BLANK, END } Kind;
typedef struct { Kind kind; const char *s; size_t n; int line; } Token;

/* every byte is in one; the last is END; yours to release */
Token *tokens(const char *source, size_t *n);
Token *meaningful(const Token *, size_t *n);       /* without blanks, comments and directives */
bool   is(const Token *, const char *word);
bool   mark(const Token *, char);          /* whether it is that sign */
const Token *matching(const Token *);      /* of a bracket: that which closes it */

#endif
