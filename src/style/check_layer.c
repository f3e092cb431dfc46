/* Layers: MapLibre's validate_layer.ts and validate_property.ts. */
#include "style/checker.h"

#include "base/words.h"
#include "style/style_reader.h"

#include <string.h>

struct layer_check {
    const json_t *style;
    const struct place *place;
    const char *type;     /* of the layer it refers to where it does; NULL: not a name */
    const char *id;       /* for messages */
    GHashTable *lines_of; /* id of the layers before -> GArray of their lines */
};

static const char *type_name(const json_t *layer)
{
    return json_string_value(json_object_get(layer, "type"));
}

/* ---- identity ---- */

static void check_id(struct checker *checker, const struct layer_check *layer)
{
    struct place id = place_member(layer->place, "id");
    guint line, column;
    if (!json_is_given(id.json) || json_is_array(id.json) || json_is_object(id.json))
        return;
    g_autofree char *key = json_identity_dup(id.json);
    g_autofree char *pointer =
        g_strdup_printf("/layers/%" G_GSIZE_FORMAT "/id", layer->place->index);
    GArray *lines = g_hash_table_lookup(layer->lines_of, key);
    for (guint i = 0; lines && i < lines->len && !checker->is_full; i++)
        check_error_at(checker, layer->place, &id,
                       "duplicate layer id \"%s\", previously used at line %u", layer->id,
                       g_array_index(lines, guint, i));
    if (!lines) {
        lines = g_array_new(FALSE, FALSE, sizeof(guint));
        g_hash_table_insert(layer->lines_of, g_steal_pointer(&key), lines);
    }
    json_text_locate(checker->text, pointer, &line, &column);
    g_array_append_val(lines, line);
}

/* A layer that takes all but its paint from another one. */
static void check_ref(struct checker *checker, struct layer_check *layer)
{
    static const char *const prohibited[] = {"type", "source", "source-layer", "filter", "layout"};
    struct place ref = place_member(layer->place, "ref");
    for (gsize i = 0; i < G_N_ELEMENTS(prohibited); i++) {
        struct place member = place_member(layer->place, prohibited[i]);
        if (member.json)
            check_error_at(checker, layer->place, &member, "\"%s\" is prohibited for ref layers",
                           prohibited[i]);
    }
    const json_t *parent = layer_with_id(layer->style, ref.json);
    g_autofree char *name = json_string_dup(ref.json);
    if (!parent)
        check_error_at(checker, layer->place, &ref, "ref layer \"%s\" not found", name);
    else if (json_is_given(json_object_get(parent, "ref")))
        check_error_at(checker, layer->place, &ref, "ref cannot reference another ref layer");
    else
        layer->type = type_name(parent);
}

/* ---- the source ---- */

static const char *closest_source(const json_t *sources, const char *name)
{
    g_autoptr(GPtrArray) ids = g_ptr_array_new();
    const char *id;
    json_t *source;
    json_object_foreach((json_t *)sources, id, source) g_ptr_array_add(ids, (void *)id);
    g_ptr_array_add(ids, NULL);
    return closest_word(name, (const char *const *)ids->pdata);
}

static gboolean is(const char *name, const char *word)
{
    return g_strcmp0(name, word) == 0;
}

static gboolean has_gradient(const json_t *layer)
{
    return json_is_given(json_object_get(json_object_get(layer, "paint"), "line-gradient"));
}

/* What kind of source the layer wants; TRUE when it is told that it has not got it. */
static gboolean check_source_kind(struct checker *checker, const struct layer_check *layer,
                                  const struct place *at, const char *source_type)
{
    gboolean is_dem = is(source_type, "raster-dem");
    gboolean wants_dem = is(layer->type, "hillshade") || is(layer->type, "color-relief");
    const char *wanted = is(source_type, "vector") && is(layer->type, "raster")    ? "raster"
                         : !is_dem && wants_dem                                    ? "raster-dem"
                         : is(source_type, "raster") && !is(layer->type, "raster") ? "vector"
                                                                                   : NULL;
    if (wanted)
        check_error_at(checker, layer->place, at, "layer \"%s\" requires a %s source", layer->id,
                       wanted);
    return wanted != NULL;
}

static void check_use_of_source(struct checker *checker, const struct layer_check *layer,
                                const struct place *at, const json_t *source)
{
    const char *source_type = type_name(source);
    const json_t *json = layer->place->json;
    if (check_source_kind(checker, layer, at, source_type))
        return;
    if (is(source_type, "vector") && !json_is_given(json_object_get(json, "source-layer")))
        check_error(checker, layer->place, "layer \"%s\" must specify a \"source-layer\"",
                    layer->id);
    else if (is(source_type, "raster-dem") && !is(layer->type, "hillshade") &&
             !is(layer->type, "color-relief"))
        check_error_at(checker, layer->place, at,
                       "raster-dem source can only be used with layer type 'hillshade' or "
                       "'color-relief'.");
    else if (is(layer->type, "line") && has_gradient(json) &&
             (!is(source_type, "geojson") ||
              !json_is_given(json_object_get(source, "lineMetrics"))))
        check_error(checker, layer->place,
                    "layer \"%s\" specifies a line-gradient, which requires a GeoJSON source with "
                    "`lineMetrics` enabled.",
                    layer->id);
}

static void check_source_of(struct checker *checker, const struct layer_check *layer)
{
    struct place at = place_member(layer->place, "source");
    const json_t *sources = json_object_get(layer->style, "sources");
    if (!json_is_given(at.json)) {
        check_error(checker, layer->place, "missing required property \"source\"");
        return;
    }
    g_autofree char *name = json_string_dup(at.json);
    const json_t *source =
        json_object_get(sources, json_is_string(at.json) ? json_string_value(at.json) : name);
    if (json_is_given(source))
        check_use_of_source(checker, layer, &at, source);
    else
        finding_suggest(check_error_at(checker, layer->place, &at, "source \"%s\" not found", name),
                        closest_source(sources, name));
}

/* ---- properties ---- */

/* "{name}" where a property takes functions but no tokens; the name, to be freed. */
static char *token_dup(const struct place *place, const struct schema_row *row)
{
    const char *text = json_string_value(place->json);
    gsize length = text ? strlen(text) : 0;
    if (length < 3 || !(row->type.flags & PROPERTY_DATA) || (row->type.flags & PROPERTY_TOKENS) ||
        text[0] != '{' || strchr(text, '}') != text + length - 1)
        return NULL;
    json_t *name = json_stringn(text + 1, length - 2);
    char *quoted = json_dump_dup(name);
    json_decref(name);
    return quoted;
}

static void check_property(struct checker *checker, const struct place *place,
                           const struct schema_row *row, enum expression_use use)
{
    g_autofree char *token = token_dup(place, row);
    if (token) {
        check_error(checker, place,
                    "\"%s\" does not support interpolation syntax\n"
                    "Use an identity property function instead: `{ \"type\": \"identity\", "
                    "\"property\": %s }`.",
                    row->key, token);
        return;
    }
    if (is(row->key, "text-font") && json_is_object(place->json) &&
        is(type_name(place->json), "identity"))
        check_error(checker, place, "\"text-font\" does not support identity functions");
    check_by_row(checker, place, row, use);
}

static void report_unknown_property(struct checker *checker, const struct place *place,
                                    const struct schema_object *schema,
                                    const struct schema_object *other, const char *other_name)
{
    struct style_finding *finding =
        check_error(checker, place, "unknown property \"%s\"", place->name);
    if (finding && other && schema_row(other, place->name))
        finding->hint = g_strdup_printf("it belongs to \"%s\"", other_name);
    finding_suggest(finding, schema_closest(schema, place->name));
}

struct group_check {
    const char *group, *other_group;
    const struct schema_object *schema, *other;
    enum expression_use use;
};

static gboolean check_group_member(struct checker *checker, const struct place *place,
                                   gpointer data)
{
    const struct group_check *group = data;
    const struct schema_row *row = group->schema ? schema_row(group->schema, place->name) : NULL;
    if (!group->schema) /* the type is wrong and told elsewhere */
        return TRUE;
    if (group->use == USE_PAINT && schema_row_of_transition(group->schema, place->name)) {
        check_object(checker, place, schema_find("transition"), NULL, NULL);
    } else if (row) {
        check_property(checker, place, row, group->use);
    } else {
        report_unknown_property(checker, place, group->schema, group->other, group->other_group);
    }
    return TRUE;
}

static void check_group(struct checker *checker, const struct place *place,
                        const struct layer_check *layer)
{
    gboolean is_paint = g_str_has_prefix(place->name, "paint");
    struct group_check group = {
        .group = is_paint ? "paint" : "layout",
        .other_group = is_paint ? "layout" : "paint",
        .use = is_paint ? USE_PAINT : USE_LAYOUT,
    };
    group.schema = layer->type ? schema_of_layer(group.group, layer->type) : NULL;
    group.other = layer->type ? schema_of_layer(group.other_group, layer->type) : NULL;
    check_object(checker, place, &schema_nothing, check_group_member, &group);
}

/* ---- the layer ---- */

static gboolean check_layer_member(struct checker *checker, const struct place *place,
                                   gpointer data)
{
    const struct schema_object *schema = schema_find("layer");
    g_autofree char *name = g_strndup(place->name, strcspn(place->name, "."));
    const struct schema_row *row = schema_row(schema, name);
    if (row && row->kind != SCHEMA_LAYOUT && row->kind != SCHEMA_PAINT)
        return FALSE;
    if (row)
        check_group(checker, place, data);
    else if (schema_closest(schema, name)) /* MapLibre lets a layer hold what it wants */
        finding_suggest(check_warn(checker, place, "unknown property \"%s\"", name),
                        schema_closest(schema, name));
    return TRUE;
}

static void check_resampling(struct checker *checker, const struct layer_check *layer)
{
    struct place paint = place_member(layer->place, "paint");
    if (is(layer->type, "raster") && json_is_given(json_object_get(paint.json, "resampling")) &&
        json_is_given(json_object_get(paint.json, "raster-resampling")))
        check_error_at(checker, layer->place, &paint,
                       "layer \"%s\" redundantly specifies \"resampling\" and "
                       "\"raster-resampling\" paint properties, but only one is allowed. It is "
                       "advised to use \"resampling\".",
                       layer->id);
}

static void check_layer(struct checker *checker, struct layer_check *layer)
{
    const json_t *json = layer->place->json;
    if (!json_is_object(json)) {
        check_error(checker, layer->place, "object expected, %s found", json_kind(json));
        return;
    }
    struct place type = place_member(layer->place, "type");
    const json_t *ref = json_object_get(json, "ref");
    if (!json_is_given(type.json) && !json_is_given(ref))
        check_error(checker, layer->place, "either \"type\" or \"ref\" is required");
    check_id(checker, layer);
    if (ref)
        check_ref(checker, layer);
    else if (!is(layer->type, "background"))
        check_source_of(checker, layer);
    check_resampling(checker, layer);
    check_object(checker, layer->place, schema_find("layer"), check_layer_member, layer);
    if (layer->type && layer_type_find(layer->type) < 0 && schema_of_layer("paint", layer->type))
        check_warn(checker, &type, "layers of type %s are not drawn", layer->type);
}

void check_layers(struct checker *checker, const struct place *place, const json_t *style)
{
    g_autoptr(GHashTable) lines_of =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
    if (!json_is_array(place->json)) {
        check_error(checker, place, "array expected, %s found", json_kind(place->json));
        return;
    }
    if (json_array_size(place->json) > STYLE_MAX_LAYERS) {
        check_error(checker, place, "more than %d layers", STYLE_MAX_LAYERS);
        return;
    }
    for (gsize i = 0; i < json_array_size(place->json) && !checker->is_full; i++) {
        struct place at = place_item(place, i);
        const json_t *id = json_object_get(at.json, "id");
        g_autofree char *name = json_string_dup(id);
        struct layer_check layer = {style, &at, type_name(at.json), name, lines_of};
        checker->layer = json_is_string(id) ? name : NULL;
        check_layer(checker, &layer);
        checker->layer = NULL;
    }
}
