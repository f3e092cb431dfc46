/* The root of a style: version, sources, fonts, the list of layers. */
#include "style/style_reader.h"

#include "base/error.h"

#include <math.h>
#include <string.h>

/* No style of a map has so many; each part is compared with the others. */
#define STYLE_MAX_LAYERS 5000
#define STYLE_MAX_SOURCES 1000
/* Each finding costs a walk over the text to find its line. */
#define STYLE_MAX_FINDINGS 100

/* ---- findings ---- */

static void locate(const struct style_reader *reader, const char *pointer, guint *line,
                   guint *column)
{
    json_text_locate(reader->style->text, pointer, line, column);
}

gboolean reader_has_enough(const struct style_reader *reader)
{
    return reader->errors->len >= STYLE_MAX_FINDINGS;
}

gboolean reader_error(struct style_reader *reader, const char *pointer, const char *format, ...)
{
    guint line, column;
    if (reader_has_enough(reader))
        return FALSE;
    locate(reader, pointer, &line, &column);
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    g_ptr_array_add(reader->errors,
                    g_strdup_printf("%s:%u:%u: %s", reader->style->path, line, column, text));
    return FALSE;
}

void reader_warn(struct style_reader *reader, const char *pointer, const char *format, ...)
{
    guint line, column;
    if (++reader->n_warnings > STYLE_MAX_FINDINGS) {
        diagnostics_add(reader->diagnostics, SEVERITY_WARNING, reader->style->path, 0,
                        "more that is not drawn");
        return;
    }
    locate(reader, pointer, &line, &column);
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    diagnostics_add(reader->diagnostics, SEVERITY_WARNING, reader->style->path, line, "%s", text);
}

char *pointer_join(const char *pointer, const char *member)
{
    GString *text = g_string_new(pointer);
    g_string_append_c(text, '/');
    for (; *member; member++) {
        if (*member == '~' || *member == '/')
            g_string_append(text, *member == '~' ? "~0" : "~1");
        else
            g_string_append_c(text, *member);
    }
    return g_string_free(text, FALSE);
}

char *pointer_join_index(const char *pointer, gsize index)
{
    return g_strdup_printf("%s/%" G_GSIZE_FORMAT, pointer, index);
}

char *reader_quote(const char *name)
{
    g_autofree char *printable = printable_dup(name);
    return g_strdup_printf("\"%s\"", printable);
}

/* ---- sources ---- */

static void read_source(struct style_reader *reader, const char *id, const json_t *json)
{
    g_autofree char *pointer = pointer_join("/sources", id);
    g_autofree char *name = reader_quote(id);
    if (!json_is_object(json)) {
        reader_error(reader, pointer, "source %s: an object is expected", name);
        return;
    }
    const char *type = json_string_value(json_object_get(json, "type"));
    const json_t *data = json_object_get(json, "data");
    struct style_source *source = g_new0(struct style_source, 1);
    source->id = g_strdup(id);
    source->json = json;
    g_ptr_array_add(reader->style->sources, source);
    if (!type)
        reader_error(reader, pointer, "source %s: missing required property \"type\"", name);
    else if (!g_str_equal(type, "geojson")) {
        g_autofree char *quoted = reader_quote(type);
        reader_warn(reader, pointer, "source %s is of type %s, which is not read: only geojson is",
                    name, quoted);
    } else if (json_is_string(data))
        source->data = g_strdup(json_string_value(data));
    else if (!data)
        reader_error(reader, pointer, "source %s: missing required property \"data\"", name);
    else
        reader_warn(reader, pointer,
                    "source %s: data written in the style are not read: name a "
                    "file",
                    name);
}

static gboolean read_sources(struct style_reader *reader, const json_t *sources)
{
    const char *id;
    json_t *source;
    if (!sources)
        return reader_error(reader, "", "missing required property \"sources\"");
    if (!json_is_object(sources))
        return reader_error(reader, "/sources", "an object is expected");
    if (json_object_size(sources) > STYLE_MAX_SOURCES)
        return reader_error(reader, "/sources", "more than %d sources", STYLE_MAX_SOURCES);
    json_object_foreach((json_t *)sources, id, source) read_source(reader, id, source);
    return TRUE;
}

/* ---- fonts: "name": "file" or "name": [{"url": "file"}, ...], of which the first counts ---- */

static const char *font_file(const json_t *face)
{
    if (json_is_array(face))
        face = json_object_get(json_array_get(face, 0), "url");
    return json_string_value(face);
}

static void read_fonts(struct style_reader *reader, const json_t *faces)
{
    const char *name;
    json_t *face;
    if (faces && !json_is_object(faces)) {
        reader_error(reader, "/font-faces", "an object is expected");
        return;
    }
    json_object_foreach((json_t *)faces, name, face)
    {
        const char *file = font_file(face);
        if (!file) {
            g_autofree char *pointer = pointer_join("/font-faces", name);
            reader_error(reader, pointer,
                         "a font file is expected: a string or an array of {\"url\": ...}");
            continue;
        }
        struct style_font *font = g_new0(struct style_font, 1);
        font->name = g_strdup(name);
        font->file = g_strdup(file);
        g_ptr_array_add(reader->style->fonts, font);
    }
}

/* ---- layers ---- */

static const struct style_layer *layer_with_id(const struct style *style, const char *id)
{
    for (guint i = 0; i < style->layers->len; i++) {
        const struct style_layer *layer = style->layers->pdata[i];
        if (g_str_equal(layer->id, id))
            return layer;
    }
    return NULL;
}

static void add_layer(struct style_reader *reader, struct style_layer *layer, const char *pointer)
{
    if (layer_with_id(reader->style, layer->id)) {
        g_autofree char *name = reader_quote(layer->id);
        g_autofree char *place = pointer_join(pointer, "id");
        reader_error(reader, place, "duplicate layer id %s", name);
    }
    layer->index = reader->style->layers->len;
    g_ptr_array_add(reader->style->layers, layer);
}

static gboolean read_layers(struct style_reader *reader, const json_t *layers)
{
    if (!layers)
        return reader_error(reader, "", "missing required property \"layers\"");
    if (!json_is_array(layers))
        return reader_error(reader, "/layers", "an array is expected");
    if (json_array_size(layers) > STYLE_MAX_LAYERS)
        return reader_error(reader, "/layers", "more than %d layers", STYLE_MAX_LAYERS);
    for (gsize i = 0; i < json_array_size(layers) && !reader_has_enough(reader); i++) {
        g_autofree char *pointer = pointer_join_index("/layers", i);
        struct style_layer *layer = read_layer(reader, json_array_get(layers, i), pointer);
        if (layer)
            add_layer(reader, layer, pointer);
    }
    return TRUE;
}

/* ---- the root ---- */

/* Of what a style may hold beside its sources and layers, this is not used on paper. */
static const char *const root_names[] = {
    "version", "name",   "metadata", "sources", "layers",     "font-faces", "sprite",
    "glyphs",  "center", "zoom",     "bearing", "pitch",      "roll",       "centerAltitude",
    "state",   "light",  "sky",      "terrain", "projection", "transition", NULL,
};

static void check_root_names(struct style_reader *reader, const json_t *root)
{
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)root, name, value)
    {
        if (reader_has_enough(reader))
            break;
        if (g_strv_contains(root_names, name) || g_str_has_prefix(name, "_"))
            continue;
        g_autofree char *pointer = pointer_join("", name);
        g_autofree char *quoted = reader_quote(name);
        const char *closest = closest_word(name, root_names);
        reader_error(reader, pointer, "unknown property %s%s%s%s", quoted,
                     closest ? "; did you mean \"" : "", closest ? closest : "",
                     closest ? "\"?" : "");
    }
}

static void check_version(struct style_reader *reader, const json_t *version)
{
    if (!version)
        reader_error(reader, "", "missing required property \"version\"");
    else if (!json_is_number(version) || json_number_value(version) != 8)
        reader_error(reader, "/version", "this style is not of version 8");
}

/* The first error ends the run, the others are told beside it. */
static gboolean report_errors(struct style_reader *reader, GError **error)
{
    if (reader->errors->len == 0)
        return TRUE;
    for (guint i = 1; i < reader->errors->len; i++)
        diagnostics_add(reader->diagnostics, SEVERITY_WARNING, NULL, 0, "%s",
                        (const char *)reader->errors->pdata[i]);
    g_set_error_literal(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_DATA, reader->errors->pdata[0]);
    return FALSE;
}

gboolean style_read(struct style *style, struct diagnostics *diagnostics, GError **error)
{
    const json_t *root = style->text->root;
    g_autoptr(GPtrArray) errors = g_ptr_array_new_with_free_func(g_free);
    struct style_reader reader = {style, diagnostics, errors, 0};
    if (!json_is_object(root)) {
        reader_error(&reader, "", "a style is a JSON object");
        return report_errors(&reader, error);
    }
    check_version(&reader, json_object_get(root, "version"));
    check_root_names(&reader, root);
    style->name = g_strdup(json_string_value(json_object_get(root, "name")));
    style->metadata = json_object_get(root, "metadata");
    read_sources(&reader, json_object_get(root, "sources"));
    read_fonts(&reader, json_object_get(root, "font-faces"));
    read_layers(&reader, json_object_get(root, "layers"));
    return report_errors(&reader, error);
}
