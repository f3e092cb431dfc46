/* Inside the checker: one run over a style. It follows MapLibre's validate_*.ts step by step, so
 * that verdicts, lines and texts agree. */
#ifndef IDLIBMAP_STYLE_CHECKER_H
#define IDLIBMAP_STYLE_CHECKER_H

#include "style/check.h"
#include "style/schema.h"

struct checker {
    const struct json_text *text;
    GPtrArray *findings; /* struct style_finding */
    const char *layer;   /* id of the layer that is being checked, or NULL */
    gboolean is_full;    /* so much is wrong that nobody reads the rest */
};

/* Where a value stands. Places live on the stack, each points to the one that holds it. */
struct place {
    const struct place *outer; /* NULL: the root */
    const char *name;          /* of a member; NULL: an item */
    gsize index;               /* of an item */
    const json_t *json;        /* NULL: not there */
    gboolean starts_key;       /* MapLibre's keys begin here */
};

struct place place_member(const struct place *outer, const char *name);
struct place place_item(const struct place *outer, gsize index);

/* Adds an error: `key` is the place that MapLibre's text names, `at` the one whose line it gives.
 * The finding may be amended until the next one; NULL when there are too many. */
struct style_finding *check_error_at(struct checker *checker, const struct place *key,
                                     const struct place *at, const char *format, ...)
    G_GNUC_PRINTF(4, 5);
/* Both places the same. */
struct style_finding *check_error(struct checker *checker, const struct place *place,
                                  const char *format, ...) G_GNUC_PRINTF(3, 4);
/* A warning of this program's own. */
struct style_finding *check_warn(struct checker *checker, const struct place *place,
                                 const char *format, ...) G_GNUC_PRINTF(3, 4);
/* Adds "did you mean" where there is a close word. */
void finding_suggest(struct style_finding *finding, const char *closest);

/* Is it there and not null? Everything else is true to MapLibre's validator. */
gboolean json_is_given(const json_t *json);
/* String(json) and JSON.stringify(json), cut when long. */
char *json_string_dup(const json_t *json);
char *json_dump_dup(const json_t *json);
/* Text that two strings, numbers or booleans have in common only when they are the same. */
char *json_identity_dup(const json_t *json);

/* What an expression stands for. */
enum expression_use {
    USE_OTHER,
    USE_LAYOUT,
    USE_PAINT,
    USE_FILTER,
    USE_CLUSTER,
};

/* Checks a member of an object in a way of its own; FALSE: by the table. */
typedef gboolean check_member(struct checker *checker, const struct place *place, gpointer data);

/* check.c: every member by the schema's row or by `special` (may be NULL); and what is missing. */
void check_object(struct checker *checker, const struct place *place,
                  const struct schema_object *schema, check_member *special, gpointer data);
/* The same for the objects whose members have keys of their own and are never missing. */
void check_keyed_object(struct checker *checker, const struct place *place,
                        const struct schema_object *schema);

/* check_value.c */
void check_by_row(struct checker *checker, const struct place *place, const struct schema_row *row,
                  enum expression_use use);
void check_string(struct checker *checker, const struct place *place);
void check_number(struct checker *checker, const struct place *place, double minimum,
                  double maximum);
void check_enum(struct checker *checker, const struct place *place, const char *const *values);

/* check_expression.c */
void check_expression(struct checker *checker, const struct place *place,
                      const struct schema_row *row, enum expression_use use);

/* check_function.c */
void check_function(struct checker *checker, const struct place *place,
                    const struct schema_row *row);

/* check_filter.c */
void check_filter(struct checker *checker, const struct place *place);

/* check_source.c */
void check_source(struct checker *checker, const struct place *place);

/* check_layer.c */
void check_layers(struct checker *checker, const struct place *place, const json_t *style);

/* check_root.c: what a style has one of */
void check_sprite(struct checker *checker, const struct place *place);
void check_glyphs(struct checker *checker, const struct place *place);
void check_font_faces(struct checker *checker, const struct place *place);

#endif
