/* The root of a style: sources, fonts, the list of layers. */
#include "style/style_reader.h"
#include "style/style_run.h"

static gboolean is_of_type(const json_t *source, const char *type)
{
    return g_strcmp0(json_string_value(json_object_get(source, "type")), type) == 0;
}

static void read_source(struct style *style, const char *id, const json_t *json)
{
    if (is_of_type(json, "vector"))
        return; /* by their layers, as layers use them */
    struct style_source *source = g_new0(struct style_source, 1);
    source->id = g_strdup(id);
    source->json = json;
    if (is_of_type(json, "geojson"))
        source->data = g_strdup(json_string_value(json_object_get(json, "data")));
    g_ptr_array_add(style->sources, source);
}

/* A layer of a vector source draws one of the source's layers. */
static void read_use_of_tiles(struct style *style, struct style_layer *layer, GHashTable *known)
{
    const json_t *json = json_object_get(json_object_get(style->text->root, "sources"),
                                         layer->source ? layer->source : "");
    if (!layer->source_layer || !is_of_type(json, "vector"))
        return;
    char *id = g_strconcat(layer->source, "/", layer->source_layer, NULL);
    if (g_hash_table_add(known, g_strdup(id))) {
        struct style_source *source = g_new0(struct style_source, 1);
        source->id = g_strdup(id);
        source->tiles = g_strdup(layer->source);
        source->json = json;
        g_ptr_array_add(style->sources, source);
    }
    g_free(layer->source);
    layer->source = id;
}

/* "name": "file" or "name": [{"url": "file"}, ...], of which the first counts. */
static void read_font(struct style *style, const char *name, const json_t *face)
{
    if (json_is_array(face))
        face = json_object_get(json_array_get(face, 0), "url");
    if (!json_is_string(face))
        return;
    struct style_font *font = g_new0(struct style_font, 1);
    font->name = g_strdup(name);
    font->file = g_strdup(json_string_value(face));
    g_ptr_array_add(style->fonts, font);
}

static void read_layers(struct style *style, const json_t *layers, GPtrArray *findings)
{
    g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (gsize i = 0; i < json_array_size(layers); i++) {
        struct style_layer *layer = read_layer(style, i, findings);
        if (!layer)
            continue;
        layer->index = style->layers->len;
        read_use_of_tiles(style, layer, known);
        g_ptr_array_add(style->layers, layer);
    }
}

void style_read(struct style *style, GPtrArray *findings)
{
    const json_t *root = style->text->root;
    const char *name;
    json_t *value;
    style->name = g_strdup(json_string_value(json_object_get(root, "name")));
    style->metadata = json_object_get(root, "metadata");
    json_object_foreach(json_object_get(root, "sources"), name, value)
        read_source(style, name, value);
    json_object_foreach(json_object_get(root, "font-faces"), name, value)
        read_font(style, name, value);
    style_read_state(style);
    read_layers(style, json_object_get(root, "layers"), findings);
}
