/* grammar.y -- the grammar of formulas; each rule records what it has read. */
%code requires {
#include "engines/formula/formula.h"
#include "engines/prims/recorders.h"
}
%code {
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#define YYMALLOC(n) alloc(n, 1)
#define YYFREE release
#define YYMAXDEPTH 60000                   /* brackets within brackets, about a third of it */
static int  yylex(Token *, size_t *, Parser *);
static void yyerror(size_t *, Parser *, const char *);
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
%token LE "<=" GE ">=" EQ "=="
%type <v> times loop expr sum product unary power exponent postfix atom
%type <n> args some

%%
program : statements | statements ';' ;
statements : statement | statements ';' statement ;
statement : SET '=' expr            { bind(p, $1.at, $1.length, $3); p->result = (V){ 0 }; }
          | expr                    { p->result = $1; } ;
expr : sum
     | sum '<' sum                  { p->spot = @2; $$ = Lt($1, $3); }
     | sum LE sum                   { p->spot = @2; $$ = Le($1, $3); }
     | sum '>' sum                  { p->spot = @2; $$ = Gt($1, $3); }
     | sum GE sum                   { p->spot = @2; $$ = Ge($1, $3); }
     | sum EQ sum                   { p->spot = @2; $$ = Eq($1, $3); } ;
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
        | postfix '[' { p->nindex = 0; } indices ']'
                                    { p->spot = @2; $$ = at_index(p, $1, p->nindex, p->index); } ;
indices : index | indices ',' index ;
index : NUMBER                      { p->index = grow(p->index, &p->indexroom, p->nindex + 1,
  sizeof *p->index);
                                      p->spot = @1; p->index[p->nindex] = (Index){ wholeof(p, @1,
                                        $1), 0, false, true };
                                      p->index[p->nindex].to = p->index[p->nindex].from + 1,
                                        p->nindex++; }
      | NUMBER ':' NUMBER           { p->index = grow(p->index, &p->indexroom, p->nindex + 1,
        sizeof *p->index);
                                      p->index[p->nindex++] = (Index){ wholeof(p, @1, $1),
                                        wholeof(p, @3, $3), false, false };
                                      if (!($1 < $3)) wrongtext(p, @3,
                                        "expected a number above %g: the range ends before it",
                                        $1); }
      | ':'                         { p->index = grow(p->index, &p->indexroom, p->nindex + 1,
        sizeof *p->index);
                                      p->index[p->nindex++] = (Index){ .all = true }; } ;
atom : NUMBER                       { $$ = Number(p->list, $1); }
     | NAME                         { p->spot = @1; $$ = valueof(p, $1.at, $1.length); }
     | loop
     | NAME '(' args ')'            { p->spot = @1; p->narg -= $3; $$ = call(p, $1.at, $1.length,
       $3, p->arg + p->narg); }
     | '(' expr ')'                 { $$ = $2; }
     | '[' some ']'                 { p->spot = @1; p->narg -= $2; $$ = bracket(p, $2,
       p->arg + p->narg); } ;
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
args : %empty                       { $$ = 0; }
     | some ;
some : expr                         { p->arg = grow(p->arg, &p->argroom, p->narg + 1,
  sizeof *p->arg); p->arg[p->narg++] = $1; $$ = 1; }
     | some ',' expr                { p->arg = grow(p->arg, &p->argroom, p->narg + 1,
       sizeof *p->arg); p->arg[p->narg++] = $3; $$ = $1 + 1; } ;
%%
/* a name, or what it is followed by makes of it */
static int word(const Token *t, const Parser *p)
{
	static const struct { const char *name; int token; } loops[] = {
		{ "iterate", ITERATE }, { "while", WHILE }, { "cond", COND }, { "checkpoint",
		  CHECKPOINT },
	};
	const char *q = p->p;

	while (isspace((unsigned char)*q)) q++;
	for (size_t k = 0; *q == '(' && k < sizeof loops / sizeof *loops; k++)
		if (strlen(loops[k].name) == t->name.length && !strncmp(loops[k].name, t->name.at,
		  t->name.length))
			return loops[k].token;
	if (*q == '=' && q[1] != '=')
		return SET;
	return q > p->p && !strncmp(q, "in",
	  2) && !isalnum((unsigned char)q[2]) && q[2] != '_' ? EACH : NAME;
}

static int yylex(Token *t, size_t *at, Parser *p)
{
	char *end;

	while (isspace((unsigned char)*p->p)) p->p++;
	*at = (size_t)(p->p - p->text);
	if (isdigit((unsigned char)*p->p) || (*p->p == '.' && isdigit((unsigned char)p->p[1]))) {
		t->number = strtod(p->p, &end);
		p->p = end;
		return NUMBER;
	}
	if (isalpha((unsigned char)*p->p) || *p->p == '_') {
		t->name.at = p->p;
		while (isalnum((unsigned char)*p->p) || *p->p == '_') p->p++;
		t->name.length = (size_t)(p->p - t->name.at);
		return word(t, p);
	}
	for (int k = 0; k < 3; k++)
		if (!strncmp(p->p, (const char *[]){ "<=", ">=", "==" }[k], 2)) {
			p->p += 2;
			return (int[]){ LE, GE, EQ }[k];
		}
	if (*p->p && !strchr("+-*/^()[],;=<>@':", *p->p))
		wrongtext(p, *at, "expected a number, a name or an operator");
	return *p->p ? (unsigned char)*p->p++ : END;
}

static int yyreport_syntax_error(const yypcontext_t *c, Parser *p)
{
	yysymbol_kind_t want[YYNTOKENS];
	int n = yypcontext_expected_tokens(c, want, YYNTOKENS);
	char what[256] = "", *t = what;

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
