/* "format" and "image": text in sections, and names of images. */
#include "style/operators.h"
#include "style/options.h"
#include "style/text_of_value.h"

#include <string.h>

/* ---- image ---- */

/* No name is no image. */
static gboolean eval_image(const struct node *node, struct run *run, struct value *result)
{
    const char *name;
    if (!node_string(node->args[0], run, &name))
        return FALSE;
    *result = *name ? (struct value){.type = VALUE_IMAGE, .string = name} : value_null();
    return TRUE;
}

gboolean image_is_missing(const struct evaluation *evaluation, const struct value *value)
{
    return value->type == VALUE_IMAGE && evaluation->images &&
           !evaluation->images->has(evaluation->images->data, value->string);
}

struct node *parse_image(const struct context *context, const json_t *json,
                         const struct operator* operator)
{
    if (json_array_size(json) != 2)
        return context_fail(context, "Expected two arguments.");
    struct node *name = context_parse_arg(context, json, 1, &type_string);
    if (!name)
        return context_fail(context, "No image name provided.");
    g_autoptr(GPtrArray) args = g_ptr_array_new();
    g_ptr_array_add(args, name);
    return node_new(context, operator, & type_image, eval_image, args);
}

/* ---- format ---- */

/* What belongs to a section, each a node or NULL. */
struct section {
    struct node *content, *scale, *fonts, *color, *align;
};

struct sections {
    guint count;
    struct section *items;
};

static const char *joined_names(struct value_store *store, const struct value_array *names)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < names->length; i++) {
        if (i > 0)
            g_string_append_c(text, ',');
        append_value_text(text, names->items[i]);
    }
    return value_store_string(store, text->str, (gssize)text->len);
}

static gboolean eval_style(const struct section *section, struct run *run,
                           struct value_section *made)
{
    struct value_store *store = run->evaluation->store;
    const struct value_array *fonts;
    struct value color;
    if (section->scale && !node_number(section->scale, run, &made->scale))
        return FALSE;
    if (section->fonts) {
        if (!node_array(section->fonts, run, &fonts))
            return FALSE;
        made->fonts = joined_names(store, fonts);
    }
    if (section->color) {
        if (!node_run(section->color, run, &color))
            return FALSE;
        if (color.type != VALUE_COLOR)
            return run_fail_type(run, section->color, &type_color, color);
        made->color = color.color;
    }
    return TRUE;
}

/* An image takes no look but its place in the line. */
static gboolean eval_section(const struct section *section, struct run *run,
                             struct value_section *made)
{
    struct value content;
    if (!node_run(section->content, run, &content))
        return FALSE;
    if (content.type == VALUE_IMAGE)
        made->image = content.string;
    else if (!eval_style(section, run, made))
        return FALSE;
    else
        made->text = value_text(run->evaluation->store, content);
    return !section->align || node_string(section->align, run, &made->vertical_align);
}

static gboolean eval_format(const struct node *node, struct run *run, struct value *result)
{
    const struct sections *sections = node->data;
    struct value_formatted *formatted =
        value_store_formatted(run->evaluation->store, sections->count);
    for (guint i = 0; i < sections->count; i++)
        if (!eval_section(&sections->items[i], run, &formatted->sections[i]))
            return FALSE;
    *result = (struct value){.type = VALUE_FORMATTED, .formatted = formatted};
    return TRUE;
}

static gboolean check_align(const struct context *context, const json_t *json)
{
    static const char *const words[] = {"bottom", "center", "top", NULL};
    const char *word = json_string_value(json);
    if (!word || *word == '\0' || g_strv_contains(words, word))
        return TRUE;
    context_fail(context,
                 "'vertical-align' must be one of: 'bottom', 'center', 'top' but found '%s' "
                 "instead.",
                 word);
    return FALSE;
}

/* The object behind a section's content; FALSE after a problem. */
static gboolean parse_style(const struct context *context, const json_t *json,
                            struct section *section)
{
    return option_parse(context, json, "font-scale", &type_number, &section->scale) &&
           option_parse(context, json, "text-font", &type_strings, &section->fonts) &&
           option_parse(context, json, "text-color", &type_color, &section->color) &&
           check_align(context, json_object_get(json, "vertical-align")) &&
           option_parse(context, json, "vertical-align", &type_string, &section->align);
}

static struct node *parse_content(const struct context *context, const json_t *json)
{
    struct context child = context_child(context, 1, &type_value); /* MapLibre's key: always 1 */
    struct node *content = context_parse(&child, json, ANNOTATE_BY_TYPE);
    if (!content)
        return NULL;
    enum type_kind kind = content->type->kind;
    if (kind == TYPE_STRING || kind == TYPE_VALUE || kind == TYPE_NULL || kind == TYPE_IMAGE)
        return content;
    return context_fail(context,
                        "Formatted text type must be 'string', 'value', 'image' or 'null'.");
}

/* The sections' nodes as arguments, so that what they need and whether they fold is known. */
static struct node *format_new(const struct context *context, const struct operator* operator,
                               const GArray * sections)
{
    g_autoptr(GPtrArray) args = g_ptr_array_new();
    for (guint i = 0; i < sections->len; i++) {
        const struct section *section = &g_array_index(sections, struct section, i);
        struct node *const nodes[] = {section->content, section->scale, section->fonts,
                                      section->color, section->align};
        for (gsize j = 0; j < G_N_ELEMENTS(nodes); j++)
            if (nodes[j])
                g_ptr_array_add(args, nodes[j]);
    }
    struct node *node = node_new(context, operator, & type_formatted, eval_format, args);
    struct sections *kept = context_alloc(context, sizeof *kept);
    kept->count = sections->len;
    kept->items = context_alloc(context, sections->len * sizeof(struct section));
    memcpy(kept->items, sections->data, sections->len * sizeof(struct section));
    node->data = kept;
    return node;
}

/* ["format", content, {style}?, content, {style}?, ...] */
struct node *parse_format(const struct context *context, const json_t *json,
                          const struct operator* operator)
{
    gsize size = json_array_size(json);
    const json_t *first = json_array_get(json, 1);
    if (size < 2)
        return context_fail(context, "Expected at least one argument.");
    if (json_is_object(first) || json_is_null(first))
        return context_fail(context, "First argument must be an image or text section.");
    g_autoptr(GArray) sections = g_array_new(FALSE, FALSE, sizeof(struct section));
    gboolean style_may_follow = FALSE;
    for (gsize i = 1; i < size; i++) {
        const json_t *arg = json_array_get(json, i);
        if (style_may_follow && json_is_object(arg)) {
            if (!parse_style(context, arg,
                             &g_array_index(sections, struct section, sections->len - 1)))
                return NULL;
            style_may_follow = FALSE;
            continue;
        }
        struct section section = {.content = parse_content(context, arg)};
        if (!section.content)
            return NULL;
        g_array_append_val(sections, section);
        style_may_follow = TRUE;
    }
    return format_new(context, operator, sections);
}
