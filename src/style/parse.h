/* Inside the style room: the state of compiling one expression. */
#ifndef IDLIBMAP_STYLE_PARSE_H
#define IDLIBMAP_STYLE_PARSE_H

#include "style/node.h"

/* Deeper nesting is no style but an attack on the stack. */
#define EXPRESSION_MAX_DEPTH 200
/* How many values one expression may make the compiler look at. Arguments of the wrong type are
 * looked at again for the message, level by level. */
#define EXPRESSION_MAX_PARSED 200000
/* How many variables one evaluation may look up: a variable is evaluated where it is used, so that
 * nested "let" doubles the work with each level. */
#define RUN_MAX_VARIABLES 10000

struct parser {
    struct expression *expression;
    guint depth;
    guint parsed;
};

/* Marks an assertion or coercion: it folds when its arguments fold. */
void node_set_annotation(struct node *node);

#endif
