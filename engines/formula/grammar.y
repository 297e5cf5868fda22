/* grammar.y -- the grammar of formulas; each rule records what it has read. */
%code requires {
#include "engines/formula/formula.h"
#include "engines/prims/recorders.h"
}
%code {
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#define YYMALLOC(n) alloc(n, 1)
#define YYFREE release
#define YYMAXDEPTH 60000                   /* brackets within brackets, about a third of it */
static int  yylex(Token *, size_t *, Parser *);
static void yyerror(size_t *, Parser *, const char *);
static const char PI[] = "\xcf\x80";      /* the letter, in UTF-8 */
#define YYLLOC_DEFAULT(y, x, n) ((y) = (n) ? (x)[1] : (x)[0])
}
%define api.pure full
%define api.value.type {Token}
%define api.location.type {size_t}
%define parse.error custom
%locations
%param {Parser *p}

%token END 0 "the end"
%token <number> NUMBER "a number"
%token <name> NAME "a name"
%token <name> SET "a name and ="
%token <name> EACH "a name and in"
%token ITERATE "iterate" WHILE "while" COND "cond" CHECKPOINT "checkpoint"
%token LE "<=" GE ">=" EQ "==" NE "!=" AND "and" OR "or" NOT "not" IF "if" ELSE "else"
%token TRANSPOSED ".T" BAR "|"
%token <name> QUOTED "text in quotes"
%type <v> times loop expr disjunction conjunction truth compared sum product unary power exponent
%type <v> postfix atom row
%type <number> bound
%type <n> some rows
%type <call> args keywords

%%
program : statements | statements ';' ;
statements : statement | statements ';' statement ;
statement : SET '=' expr            { bind(p, $1.at, $1.length, $3); p->result = (V){ 0 }; }
          | expr                    { p->result = $1; } ;
expr : disjunction
     | disjunction '?' expr ':' expr
                                    { p->spot = @2; $$ = Where($1, $3, $5); }
     | disjunction IF disjunction ELSE expr
                                    { p->spot = @2; $$ = Where($3, $1, $5); } ;
disjunction : conjunction
     | disjunction OR conjunction   { p->spot = @2; $$ = either(condition($1), condition($3)); } ;
conjunction : truth
     | conjunction AND truth        { p->spot = @2; $$ = Mul(condition($1), condition($3)); } ;
truth : compared
     | NOT truth                    { p->spot = @1; $$ = negation(condition($2)); } ;
compared : sum
     | sum '<' sum                  { p->spot = @2; $$ = Lt($1, $3); }
     | sum LE sum                   { p->spot = @2; $$ = Le($1, $3); }
     | sum '>' sum                  { p->spot = @2; $$ = Gt($1, $3); }
     | sum GE sum                   { p->spot = @2; $$ = Ge($1, $3); }
     | sum EQ sum                   { p->spot = @2; $$ = Eq($1, $3); }
     | sum NE sum                   { p->spot = @2; $$ = negation(Eq($1, $3)); } ;
sum : product
    | sum '+' product               { p->spot = @2; $$ = Add($1, $3); }
    | sum '-' product               { p->spot = @2; $$ = Sub($1, $3); } ;
product : unary
        | product '*' unary         { p->spot = @2; $$ = Mul($1, $3); }
        | product '/' unary         { p->spot = @2; $$ = Div($1, $3); }
        | product '@' unary         { p->spot = @2; $$ = product(p, $1, $3); } ;
unary : power
      | '-' unary                   { double c; $$ = isconst(p->list, $2.id, &c) ? Const($2,
        -c) : Neg($2); }
      | '+' unary                   { $$ = $2; } ;
power : postfix
      | postfix '^' exponent        { p->spot = @2; $$ = power($1, $3); } ;
exponent : power
         | '-' exponent             { double c; $$ = isconst(p->list, $2.id, &c) ? Const($2,
           -c) : Neg($2); } ;
postfix : atom
        | postfix '\''              { $$ = Transpose($1, NULL); }
        | postfix TRANSPOSED        { $$ = Transpose($1, NULL); }
        | postfix '[' { p->nindex = 0; } indices ']'
                                    { p->spot = @2; $$ = at_index(p, $1, p->nindex, p->index); } ;
indices : index | indices ',' index ;
index : bound                       { *nextindex(p) = (Index){ @1, $1, $1, 1, true }; }
      | from ':' to                 { p->index[p->nindex - 1].at = @2; }
      | from ':' to ':' bound       { p->index[p->nindex - 1].step = $5;
                                      p->index[p->nindex - 1].at = @5; } ;
from : %empty                       { *nextindex(p) = (Index){ 0, NAN, NAN, 1, false }; }
     | bound                        { *nextindex(p) = (Index){ @1, $1, NAN, 1, false }; } ;
to : %empty
   | bound                          { p->index[p->nindex - 1].to = $1; } ;
bound : NUMBER
      | '-' NUMBER                  { $$ = -$2; } ;
atom : NUMBER                       { $$ = Number(p->list, $1); }
     | NAME                         { p->spot = @1; $$ = valueof(p, $1.at, $1.length); }
     | loop
     | NAME '(' args ')'            { p->spot = @1; p->narg -= $3.n; p->nkey -= $3.keys;
                                      $$ = call(p, $1.at, $1.length, $3.n, p->arg + p->narg,
                                        $3.keys, p->key + p->nkey); }
     | NAME '(' QUOTED ',' some ')'  { p->spot = @1; p->narg -= $5;
                                      $$ = einsum(p, $3.at, $3.length, $5, p->arg + p->narg); }
     | '(' expr ')'                 { $$ = $2; }
     | BAR expr BAR                 { p->spot = @1; $$ = Abs($2); }
     | '[' some ']'                 { p->spot = @1; p->narg -= $2; $$ = bracket(p, $2,
       p->arg + p->narg); }
     | '[' rows ']'                 { p->spot = @1; p->narg -= $2; $$ = bracket(p, $2,
       p->arg + p->narg); } ;
rows : row ';' row                  { argument(p, $1), argument(p, $3); $$ = 2; }
     | rows ';' row                 { argument(p, $3); $$ = $1 + 1; } ;
row : some                          { p->spot = @1; p->narg -= $1;
                                      $$ = $1 == 1 ? p->arg[p->narg]
                                        : bracket(p, $1, p->arg + p->narg); } ;
loop : ITERATE '(' { openloop(p); } times carries { enter(p); } some ')'
                                    { p->spot = @1; p->narg -= $7; leave(p, $7,
                                      p->arg + p->narg); $$ = iterated(p, $4); }
     | WHILE '(' { openloop(p); } carries { enter(p); } expr { leave(p, 1,
       &$6); } ',' { enter(p); } some ')'
                                    { p->spot = @1; p->narg -= $10; leave(p, $10,
                                      p->arg + p->narg); $$ = whiled(p); }
     | COND '(' expr ',' { openloop(p); enter(p); } expr { leave(p, 1,
       &$6); } ',' { enter(p); } expr ')'
                                    { p->spot = @1; leave(p, 1, &$10); $$ = branched(p, $3); }
     | CHECKPOINT '(' { openloop(p); enter(p); } expr ')'
                                    { p->spot = @1; leave(p, 1, &$4); $$ = checkpointed(p); } ;
times : expr ','
      | items                       { $$ = (V){ 0 }; } ;
items : each | items each ;
each : EACH NAME expr ','           { p->spot = @1; eachitem(p, $1.at, $1.length, $3); } ;
carries : SET '=' expr ','          { p->spot = @1; carry(p, $1.at, $1.length, $3); }
        | carries SET '=' expr ','  { p->spot = @2; carry(p, $2.at, $2.length, $4); } ;
args : %empty                       { $$.n = $$.keys = 0; }
     | some                         { $$.n = $1, $$.keys = 0; }
     | keywords
     | some ',' keywords            { $$.n = $1, $$.keys = $3.keys; } ;
keywords : SET '=' expr             { keyword(p, @1, $1.at, $1.length, $3);
                                      $$.n = 0, $$.keys = 1; }
         | keywords ',' SET '=' expr { keyword(p, @3, $3.at, $3.length, $5);
                                      $$.n = 0, $$.keys = $1.keys + 1; } ;
some : expr                         { argument(p, $1); $$ = 1; }
     | some ',' expr                { argument(p, $3); $$ = $1 + 1; } ;
%%
static const struct { const char *name; int token; } loops[] = {
	{ "iterate", ITERATE }, { "while", WHILE }, { "cond", COND }, { "checkpoint", CHECKPOINT },
};

static bool iscalled(const Token *t, const char *name)
{
	return strlen(name) == t->name.length && !strncmp(name, t->name.at, t->name.length);
}

/* a word: a loop or an operator, or what it is followed by makes of a name */
static int word(const Token *t, const Parser *p)
{
	static const int token[] = { AND, OR, NOT, IF, ELSE };
	const char *q = p->p;

	while (isspace((unsigned char)*q)) q++;
	for (size_t k = 0; *q == '(' && k < sizeof loops / sizeof *loops; k++)
		if (iscalled(t, loops[k].name)) return loops[k].token;
	for (int k = 0; formulawords[k]; k++)
		if (iscalled(t, formulawords[k])) return token[k];
	if (*q == '=' && q[1] != '=')
		return SET;
	return q > p->p && !strncmp(q, "in",
	  2) && !isalnum((unsigned char)q[2]) && q[2] != '_' ? EACH : NAME;
}

static const struct { const char *text; int token; } marks[] = {
	{ "<=", LE }, { ">=", GE }, { "==", EQ }, { "!=", NE }, { "**", '^' }, { "&&", AND },
	{ "||", OR }, { "|", BAR }, { "!", NOT }, { ".T", TRANSPOSED },
};

static int mark(Parser *p, size_t at)
{
	for (size_t k = 0; k < sizeof marks / sizeof *marks; k++) {
		size_t n = strlen(marks[k].text);

		/* two bars are an operator only where there is something to their left */
		if (strncmp(p->p, marks[k].text, n) || (marks[k].token == OR && !p->operand))
			continue;
		if (marks[k].token == TRANSPOSED && (isalnum((unsigned char)p->p[n]) ||
			p->p[n] == '_')) continue;
		p->p += n;
		return marks[k].token;
	}
	if (*p->p == '&' || (*p->p && !strchr(FORMULASIGNS, *p->p))) foreign(p, at);
	return *p->p ? (unsigned char)*p->p++ : END;
}

static int lexed(Token *t, size_t *at, Parser *p)
{
	bool line;
	const char *closed;
	char *end;

	p->p = blanks(p->p, &line);
	*at = (size_t)(p->p - p->text);
	if (line && p->operand && !p->depth) return p->operand = false, ';';
	if (isdigit((unsigned char)*p->p) || (*p->p == '.' && isdigit((unsigned char)p->p[1]))) {
		t->number = strtod(p->p, &end);
		if (isalpha((unsigned char)*end) || *end == '_' || *end == '(')
			afternumber(p, (size_t)(p->p - p->text), (size_t)(end - p->text));
		p->p = end;
		return NUMBER;
	}
	if (isalpha((unsigned char)*p->p) || *p->p == '_') {
		t->name.at = p->p;
		while (isalnum((unsigned char)*p->p) || *p->p == '_') p->p++;
		t->name.length = (size_t)(p->p - t->name.at);
		return word(t, p);
	}
	if ((closed = quoted(p->text, p->p))) {
		t->name.at = p->p + 1;
		t->name.length = (size_t)(closed - t->name.at);
		p->p = closed + 1;
		return QUOTED;
	}
	if (!strncmp(p->p, PI, sizeof PI - 1)) {
		t->name.at = "pi", t->name.length = 2;
		p->p += sizeof PI - 1;
		return NAME;
	}
	return mark(p, *at);
}

static int yylex(Token *t, size_t *at, Parser *p)
{
	int token = lexed(t, at, p);

	p->depth += (token == '(' || token == '[') - (token == ')' || token == ']');
	p->operand = token == NUMBER || token == NAME || token == ')' || token == ']' ||
		token == '\'' || token == TRANSPOSED || (token == BAR && p->operand);
	return token;
}

static int yyreport_syntax_error(const yypcontext_t *c, Parser *p)
{
	yysymbol_kind_t want[YYNTOKENS];
	int n = yypcontext_expected_tokens(c, want, YYNTOKENS);
	char what[256] = "", *t = what;
	size_t at = *yypcontext_location(c), before = at;

	while (before && isspace((unsigned char)p->text[before - 1])) before--;
	if (before && (isalnum((unsigned char)p->text[before - 1]) ||
		strchr(")]", p->text[before - 1])) &&
		(isalnum((unsigned char)p->text[at]) || p->text[at] == '('))
		neighbours(p, before, at);
	instead(p, at);

	for (int k = 0; k < n; k++)
		if (want[k] == YYSYMBOL_NUMBER && n > 3)
			wrongtext(p, *yypcontext_location(c),
			  "expected a value: a number, a name, ( or [");
	for (int k = 0; k < n && t - what < 200; k++)
		t += sprintf(t, "%s%s", !k ? "" : k + 1 < n ? ", " : " or ",
		  yysymbol_name(want[k]));
	wrongtext(p, *yypcontext_location(c), "expected %s", n ? what : "an operator or the end");
}

static void yyerror(size_t *at, Parser *p, const char *why)
{
	(void)why;
	wrongtext(p, *at, "nested too deeply: fewer than 20000 brackets within brackets are read");
}
