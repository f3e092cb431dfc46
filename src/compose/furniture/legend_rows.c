#include "compose/furniture/legend_rows.h"

#include <string.h>

static void row_free(gpointer data)
{
    struct legend_row *row = data;
    g_ptr_array_unref(row->swatch.entries);
    g_free(row);
}

static struct legend_row *find_row(const GPtrArray *rows, const struct legend_entry *entry,
                                   const struct composed_layer *layer)
{
    for (guint i = 0; i < rows->len; i++) {
        struct legend_row *row = rows->pdata[i];
        if (strcmp(row->label, entry->label) == 0 && (row->layer != layer || entry->icon != NULL))
            return row;
    }
    return NULL;
}

static double legend_order(const struct composed_layer *layer)
{
    const json_t *legend = json_object_get(layer->layer->metadata, "legend");
    return json_number_value(json_object_get(legend, "order"));
}

/* What a row tells of: the events are what the map is for. */
static enum legend_worth worth_of(const struct composed_layer *layer,
                                  const struct legend_entry *entry)
{
    if (g_strcmp0(layer->layer->source, EVENTS_SOURCE) == 0)
        return legend_order(layer) > 0 ? WORTH_MARKS : WORTH_EVENTS;
    return entry->is_area ? WORTH_AREA : WORTH_REFERENCE;
}

/* By metadata.legend's "order" (0), then from the lowest layer up. */
static void insert_row(GPtrArray *rows, struct legend_row *row)
{
    guint at = rows->len;

    while (at > 0 && ((const struct legend_row *)rows->pdata[at - 1])->order > row->order)
        at--;
    g_ptr_array_insert(rows, (gint)at, row);
}

static void add_entry(GPtrArray *rows, const struct composed_layer *layer,
                      struct legend_entry *entry)
{
    if (entry->label == NULL || entry->label[0] == '\0' || entry->count == 0)
        return;
    struct legend_row *row = find_row(rows, entry, layer);
    if (row == NULL) {
        row = g_new0(struct legend_row, 1);
        row->label = entry->label;
        row->swatch.entries = g_ptr_array_new();
        row->worth = WORTH_REFERENCE;
        row->order = legend_order(layer);
        insert_row(rows, row);
    }
    row->swatch.is_series = row->swatch.is_series || row->layer == layer;
    row->layer = layer;
    row->worth = MIN(row->worth, worth_of(layer, entry));
    row->has_circle = row->has_circle || entry->kind == ITEM_CIRCLE;
    g_ptr_array_add(row->swatch.entries, entry);
}

/* Clusters are of no layer. */
static void add_clusters(GPtrArray *rows, const struct composition *composition)
{
    for (guint i = 0; i < G_N_ELEMENTS(composition->cluster_legend); i++) {
        struct legend_entry *entry = composition->cluster_legend[i];
        if (entry == NULL) {
            continue;
        }
        struct legend_row *row = g_new0(struct legend_row, 1);
        row->label = entry->label;
        row->swatch.entries = g_ptr_array_new();
        row->has_circle = TRUE;
        row->worth = WORTH_EVENTS;
        g_ptr_array_add(row->swatch.entries, entry);
        g_ptr_array_add(rows, row);
    }
}

GPtrArray *legend_rows_collect(const struct composition *composition)
{
    GPtrArray *rows = g_ptr_array_new_with_free_func(row_free);

    for (guint i = 0; i < composition->layers->len; i++) {
        const struct composed_layer *layer = composition->layers->pdata[i];
        for (guint e = 0; layer->legend != NULL && e < layer->legend->len; e++)
            add_entry(rows, layer, layer->legend->pdata[e]);
    }
    add_clusters(rows, composition);
    return rows;
}
