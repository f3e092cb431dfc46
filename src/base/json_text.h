/* JSON with positions: jansson keeps none, so a scan of the text finds line and column again. */
#ifndef IDLIBMAP_BASE_JSON_TEXT_H
#define IDLIBMAP_BASE_JSON_TEXT_H

#include "base/auto.h"
#include "base/value.h"

#include <glib.h>
#include <jansson.h>

struct json_place;

struct json_text {
    char *path;   /* for messages */
    char *text;   /* the file, without a byte-order mark, NUL-ended */
    gsize length; /* bytes */
    json_t *root;
    struct json_place *last; /* of json_text_locate(), to go on from */
};

/* Reads and parses a file. An error says FILE:LINE: and what jansson found. */
struct json_text *json_text_load(const char *path, GError **error);
/* The same for text in memory; `name` stands for the file in messages. */
struct json_text *json_text_parse(const char *name, const char *text, gsize length, GError **error);
void json_text_free(struct json_text *json);

/* Line and column (1-based, columns in characters) of the value that a JSON pointer
 * ("/layers/3/id") leads to; of the nearest parent where it does not exist. 1:1 for "". */
void json_text_locate(const struct json_text *json, const char *pointer, guint *line,
                      guint *column);

/* What MapLibre's validator calls it: "array", "null" and so on; "undefined" for NULL. */
const char *json_kind(const json_t *json);

/* A JSON value as a value in the store; no recursion beyond jansson's own parse depth. */
struct value value_from_json(struct value_store *store, const json_t *json);

DEFINE_AUTOPTR(JsonText, json_text)

#endif
