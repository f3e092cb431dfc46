/* A MapLibre style (version 8): sources, layers and their properties, compiled. */
#ifndef IDLIBMAP_STYLE_STYLE_H
#define IDLIBMAP_STYLE_STYLE_H

#include "base/diagnostics.h"
#include "base/json_text.h"
#include "style/expression.h"
#include "style/properties.h"

#include <string.h>

/* One stream of features. A vector source of a style is one for each source-layer that layers draw,
 * with the id "SOURCE/SOURCE-LAYER": its tiles are not read, but any of them may be given a file.
 */
struct style_source {
    char *id;
    char *tiles;        /* the id of the vector source that it is a layer of; else NULL */
    char *data;         /* a path as written, NULL when the source has none of ours */
    const json_t *json; /* the whole object, borrowed from the style's text */
};

/* The source-layer that it is; NULL where it is no layer of a vector source. */
static inline const char *style_source_layer(const struct style_source *source)
{
    return source->tiles != NULL ? source->id + strlen(source->tiles) + 1 : NULL;
}

struct style_layer {
    char *id;
    enum layer_type type;
    guint index;             /* in style->layers: the drawing order */
    char *source;            /* id of its struct style_source; NULL for background */
    char *source_layer;      /* as the style writes it; NULL: none */
    double minzoom, maxzoom; /* -inf, inf when not given */
    gboolean visible;
    struct expression *filter; /* NULL: all pass */
    /* By enum property; NULL where the style says nothing: the property's default holds. */
    struct expression *properties[PROPERTY_COUNT];
    const json_t *metadata;          /* the layer's metadata object, borrowed; may be NULL */
    struct style_failures *failures; /* what failed at run time so far */
};

struct style_font {
    char *name; /* as text-font writes it */
    char *file; /* as font-faces writes it */
};

struct style {
    char *path;
    char *name;
    struct json_text *text;
    GPtrArray *sources; /* struct style_source */
    GPtrArray *layers;  /* struct style_layer, in drawing order */
    GPtrArray *fonts;   /* struct style_font */
    const json_t *metadata;
    struct value_store *store;        /* what `state` is made of */
    const struct value_object *state; /* for evaluation.state: the defaults of the root's "state" */
};

/* Reads, checks and compiles a style file. Warnings (what is valid MapLibre and not drawn here, by
 * name) go to `diagnostics`. A style that is not valid is an error: the first one with
 * FILE:LINE:COLUMN, and how many more there are. */
struct style *style_load(const char *path, struct diagnostics *diagnostics, GError **error);
/* The same for who wants all of them: `findings` (GPtrArray of struct style_finding of check.h) is
 * the caller's, NULL where the file is no JSON. NULL without an error set when it holds errors. */
struct style *style_load_checked(const char *path, GPtrArray **findings, GError **error);
void style_free(struct style *style);
const struct style_source *style_find_source(const struct style *style, const char *id);

/* Does its filter or any property ask where a feature lies, or line-gradient for the whole line, so
 * that evaluation.lonlat matters? */
gboolean style_layer_needs_lonlat(const struct style_layer *layer);

/* The same as expression_reads() for its filter and all of its properties. */
gboolean style_layer_reads(const struct style_layer *layer, GHashTable *names);

/* Does the feature pass the layer's filter? A filter that fails at run time lets nothing through.
 */
gboolean style_layer_accepts(const struct style_layer *layer, struct evaluation *evaluation);

/* The value of a property for the feature in `evaluation`: the layer's expression, or at a run-time
 * error or where the layer says nothing the property's default. Numbers are clamped to the
 * property's range. `property` must be of the kind asked for. */
double style_number(const struct style_layer *layer, enum property property,
                    struct evaluation *evaluation);
struct color style_color(const struct style_layer *layer, enum property property,
                         struct evaluation *evaluation);
gboolean style_boolean(const struct style_layer *layer, enum property property,
                       struct evaluation *evaluation);
/* Strings and enums, names of images, formatted text without its looks; "" where there is none.
 * Valid until the evaluation's store is cleared. */
const char *style_string(const struct style_layer *layer, enum property property,
                         struct evaluation *evaluation);
/* Text in sections, each with its own look; never NULL, one section for plain text. Of a font stack
 * the names stand with commas between. Valid until the evaluation's store is cleared. */
const struct value_formatted *style_formatted(const struct style_layer *layer,
                                              enum property property,
                                              struct evaluation *evaluation);
/* Arrays (line-dasharray, text-offset, text-font, text-variable-anchor): NULL where there is none.
 */
const struct value_array *style_array(const struct style_layer *layer, enum property property,
                                      struct evaluation *evaluation);
/* Is the property given by the layer at all? */
static inline gboolean style_has(const struct style_layer *layer, enum property property)
{
    return layer->properties[property] != NULL;
}

/* Sets a value of the root's "state", which "global-state" reads, for all that is evaluated with
 * style->state afterwards. The value is copied. */
void style_set_state(struct style *style, const char *name, struct value value);

/* Tells of each property and filter that failed for a feature what the first error was and for how
 * many features it failed; those had the property's default, or were left out. To be called once,
 * when all is drawn. */
void style_report_failures(const struct style *style, struct diagnostics *diagnostics);

DEFINE_AUTOPTR(Style, style)

#endif
