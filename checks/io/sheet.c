/* sheet.c -- a table in text: each column is as wide as its widest cell. */
#include "checks/io/sheet.h"
#include "checks/io/out.h"
#include <string.h>


int characters(const char *s)
{
	int n = 0;

	for (; *s; s++) n += (*s & 0xc0) != 0x80;
	return n;
}

char *cut(const char *s, int width)
{
	size_t n = 0;

	if (characters(s) <= width)
		return text("%s", s);
	for (int k = 1; k < width; k++)
		do n++;
		while ((s[n] & 0xc0) == 0x80);
	return text("%.*s…", (int)n, s);
}

static void added(Sheet *t, Cell c)
{
	t->cell = grow(t->cell, &t->room, t->n + 1, sizeof *t->cell);
	t->cell[t->n++] = c;
}

void leftcell(Sheet *t, char *s) { added(t, (Cell){ s, 0, false }); }
void rightcell(Sheet *t, char *s) { added(t, (Cell){ s, 0, true }); }
void brightcell(Sheet *t, char *s, int bright) { added(t, (Cell){ s, bright, false }); }

static int widthof(const Sheet *t, size_t column)
{
	int most = column ? 0 : t->front;

	for (size_t k = column; k < t->n; k += t->cols) {
		int n = characters(t->cell[k].text);

		if (n > most) most = n;
	}
	return most;
}

/* blanks before a column: fewer where it stands on the right, for its cells end alike */
static int gap(const Sheet *t, size_t column)
{
	for (size_t k = column; k < t->n; k += t->cols)
		if (t->cell[k].right)
			return 1;
	return 2;
}

int sheetwidth(const Sheet *t)
{
	int n = 0;

	for (size_t c = 0; c < t->cols; c++) n += gap(t, c) + widthof(t, c);
	return n;
}

/* one cell, and the blanks behind it where another follows */
static void printcell(const Cell *c, int width, bool last)
{
	int fill = width - characters(c->text);

	if (c->right) printf("%*s", fill, "");
	if (c->bright) printf("\033[1m%.*s\033[22m%s", c->bright, c->text, c->text + c->bright);
	else           fputs(c->text, stdout);
	if (!c->right && !last) printf("%*s", fill, "");
}

void printsheet(const Sheet *t)
{
	int *width = alloc(t->cols, sizeof *width);

	for (size_t c = 0; c < t->cols; c++) width[c] = widthof(t, c);
	for (size_t row = 0; row + t->cols <= t->n; row += t->cols) {
		size_t end = t->cols;

		/* no blanks at the end of a line */
		while (end && !*t->cell[row + end - 1].text) end--;
		for (size_t c = 0; c < end; c++) {
			printf("%*s", gap(t, c), "");
			printcell(&t->cell[row + c], width[c], c + 1 == end);
		}
		putchar('\n');
	}
	release(width);
}

void freesheet(Sheet *t)
{
	for (size_t k = 0; k < t->n; k++) release(t->cell[k].text);
	release(t->cell);
	*t = (Sheet){ 0 };
}
