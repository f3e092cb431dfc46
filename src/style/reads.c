/* Which properties of features a layer looks at: what a source has to read for it, and what tells
 * features apart that it may draw differently. */
#include "style/operators.h"
#include "style/style.h"

/* Leaves of an expression that look at the feature: at the property that their first argument
 * names, or at the type of its geometry. Any other one may look at all of it. */
static gboolean names_property(const struct node *node)
{
    static node_evaluate *const readers[] = {eval_get,
                                             eval_has,
                                             eval_filter_equal,
                                             eval_filter_less,
                                             eval_filter_greater,
                                             eval_filter_less_equal,
                                             eval_filter_greater_equal,
                                             eval_filter_has,
                                             eval_filter_in};
    for (guint i = 0; i < G_N_ELEMENTS(readers); i++) {
        if (node->evaluate == readers[i]) {
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean names_type(const struct node *node)
{
    return node->evaluate == eval_geometry_type || node->evaluate == eval_filter_type_equal ||
           node->evaluate == eval_filter_type_in;
}

/* FALSE where it cannot be told. `seen`: a "let" reaches its body twice. */
static gboolean collect(const struct node *node, GHashTable *names, GHashTable *seen)
{
    if (!(node->needs & NEEDS_FEATURE) || names_type(node) ||
        !g_hash_table_add(seen, (gpointer)node)) {
        return TRUE;
    }
    if (names_property(node)) {
        gboolean is_plain =
            node_is_literal(node->args[0]) && node->args[0]->constant.type == VALUE_STRING;
        if (is_plain) {
            g_hash_table_add(names, g_strdup(node->args[0]->constant.string));
        }
        return is_plain;
    }
    gboolean known = FALSE;
    for (guint i = 0; i < node->n_args; i++) {
        known |= (node->args[i]->needs & NEEDS_FEATURE) != 0;
        if (!collect(node->args[i], names, seen)) {
            return FALSE;
        }
    }
    return known; /* else it is the node itself that looks */
}

gboolean expression_reads(const struct expression *expression, GHashTable *names)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    return !(expression->root->needs & NEEDS_LONLAT) && collect(expression->root, names, seen);
}

gboolean style_layer_reads(const struct style_layer *layer, GHashTable *names)
{
    gboolean known = layer->filter == NULL || expression_reads(layer->filter, names);
    for (guint i = 0; i < PROPERTY_COUNT && known; i++) {
        known = layer->properties[i] == NULL || expression_reads(layer->properties[i], names);
    }
    return known;
}
