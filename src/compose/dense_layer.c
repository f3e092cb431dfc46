#include "compose/dense_layer.h"

#include "base/hash.h"

#include <math.h>
#include <string.h>

/* Looks that are remembered, and how many words may tell them apart: 1 MB a layer. */
#define N_LOOKS 2048
#define MAX_KEY 48
/* So many looks are noted for the legend, beside those that are smaller or larger than all before.
 */
#define MAX_NOTED 20000
/* A picture of more pixels is drawn less fine than the output: 256 MB. */
#define MAX_PIXELS (64.0 * 1024 * 1024)

struct key {
    guint64 hash;
    guint length; /* 0: none, the event is looked at on its own */
    guint64 words[MAX_KEY];
};

struct look {
    struct key key;
    gboolean accepts;
    struct dot_ink ink;
    struct page_point translate;
};

struct dense_layer {
    struct composition *composition;
    struct composed_layer *layer;
    GPtrArray *names;   /* of the properties that tell events apart; NULL: that is not known */
    GArray *slots;      /* int: theirs in the fields, -1: none */
    guint n_fields;     /* for how many fields the slots were found */
    struct look *looks; /* N_LOOKS, by hash; one takes the place of another */
    struct dots *dots;  /* NULL: no event yet */
    guint noted;        /* for the legend */
    double least, most; /* radius noted */
};

static gint by_text(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* What the layer reads, and by what the legend sizes its circles; sorted, so that nothing depends
 * on the order of a table. */
static GPtrArray *read_names(const struct style_layer *layer)
{
    g_autoptr(GHashTable) names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    const json_t *legend = json_object_get(layer->metadata, "legend");
    const char *size = json_string_value(json_object_get(legend, "size-property"));
    if (!style_layer_reads(layer, names)) {
        return NULL;
    }
    if (size != NULL) {
        g_hash_table_add(names, g_strdup(size));
    }
    GPtrArray *sorted = g_ptr_array_new_with_free_func(g_free);
    GHashTableIter iter;
    gpointer name;
    g_hash_table_iter_init(&iter, names);
    while (g_hash_table_iter_next(&iter, &name, NULL)) {
        g_ptr_array_add(sorted, g_strdup(name));
    }
    g_ptr_array_sort(sorted, by_text);
    return sorted;
}

struct dense_layer *dense_layer_new(struct composition *composition, struct composed_layer *layer)
{
    struct dense_layer *dense = g_new0(struct dense_layer, 1);
    dense->composition = composition;
    dense->layer = layer;
    dense->names = read_names(layer->layer);
    dense->slots = g_array_new(FALSE, FALSE, sizeof(int));
    dense->looks = g_new0(struct look, N_LOOKS);
    dense->least = INFINITY;
    dense->most = -INFINITY;
    return dense;
}

void dense_layer_free(struct dense_layer *dense)
{
    if (dense == NULL) {
        return;
    }
    g_clear_pointer(&dense->names, g_ptr_array_unref);
    g_array_unref(dense->slots);
    dots_free(dense->dots);
    g_free(dense->looks);
    g_free(dense);
}

/* ---- what an event looks like ---- */

static void find_slots(struct dense_layer *dense, const struct fields *fields)
{
    dense->n_fields = fields_count(fields);
    g_array_set_size(dense->slots, 0);
    for (guint i = 0; i < dense->names->len; i++) {
        int slot = fields_find(fields, g_ptr_array_index(dense->names, i));
        g_array_append_val(dense->slots, slot);
    }
}

/* By whole words: what is written in bytes and read in words right afterwards is slow. */
static gboolean add_word(struct key *key, guint64 word)
{
    if (key->length == MAX_KEY) {
        return FALSE;
    }
    key->words[key->length++] = word;
    key->hash = hash_mixed(key->hash, word);
    return TRUE;
}

static gboolean add_text(struct key *key, const char *text)
{
    gsize length = strlen(text);
    gboolean fits = add_word(key, length);
    for (gsize i = 0; i < length && fits; i += sizeof(guint64)) {
        guint64 word = 0;
        memcpy(&word, text + i, MIN(length - i, sizeof word));
        fits = add_word(key, GUINT64_FROM_LE(word));
    }
    return fits;
}

static gboolean add_value(struct key *key, struct value value)
{
    guint64 number;
    if (!add_word(key, (guint64)value.type)) {
        return FALSE;
    }
    switch (value.type) {
    case VALUE_ABSENT:
    case VALUE_NULL:
        return TRUE;
    case VALUE_BOOLEAN:
        return add_word(key, value.boolean);
    case VALUE_NUMBER:
        memcpy(&number, &value.number, sizeof number);
        return add_word(key, number);
    case VALUE_STRING:
        return add_text(key, value.string);
    default:
        return FALSE;
    }
}

/* All that the layer can tell of the feature; of no length where that is too much or not known. */
static void make_key(struct dense_layer *dense, const struct feature *feature, struct key *key)
{
    key->length = 0;
    key->hash = 0;
    if (dense->names == NULL) {
        return;
    }
    if (dense->n_fields != fields_count(feature->fields)) {
        find_slots(dense, feature->fields);
    }
    gboolean fits = add_word(key, 1); /* a layer that reads nothing has a key, too */
    for (guint i = 0; i < dense->slots->len && fits; i++) {
        fits = add_value(key, feature_slot(feature, g_array_index(dense->slots, int, i)));
    }
    key->length = fits ? key->length : 0;
    key->hash = hash_mixed(key->hash, 0);
}

/* The legend needs each look once, as far as there is an end to them. */
static void note(struct dense_layer *dense, const struct dot_look *look)
{
    double radius = look->radius_px;
    if (dense->noted >= MAX_NOTED && radius >= dense->least && radius <= dense->most) {
        return;
    }
    struct item item = {.kind = ITEM_CIRCLE};
    circle_look_item(look, &item);
    legend_note(dense->composition, dense->layer, &item, radius);
    dense->noted++;
    dense->least = fmin(dense->least, radius);
    dense->most = fmax(dense->most, radius);
}

static void fill_look(struct dense_layer *dense, const struct key *key, struct look *look)
{
    struct evaluation *evaluation = &dense->composition->evaluation;
    look->key = *key;
    look->accepts = style_layer_accepts(dense->layer->layer, evaluation);
    if (look->accepts) {
        struct dot_look dot = circle_look(dense->composition, dense->layer, &look->translate);
        look->ink = dots_ink(dense->dots, &dot);
        note(dense, &dot);
    }
    value_store_clear(evaluation->store);
}

static const struct look *find_look(struct dense_layer *dense, struct look *own)
{
    struct key key;
    make_key(dense, dense->composition->evaluation.feature, &key);
    struct look *look = key.length > 0 ? &dense->looks[key.hash % N_LOOKS] : own;
    gboolean is_known = key.length > 0 && look->key.hash == key.hash &&
                        look->key.length == key.length &&
                        memcmp(look->key.words, key.words, key.length * sizeof *key.words) == 0;
    if (!is_known) {
        fill_look(dense, &key, look);
    }
    return look;
}

/* ---- the picture ---- */

static struct dots *new_picture(const struct composition *composition)
{
    struct box frame = composition->view.frame;
    double scale = composition->map->dpi / 96;
    double area = (frame.xmax - frame.xmin) * (frame.ymax - frame.ymin);
    return dots_new(frame, fmin(scale, sqrt(MAX_PIXELS / fmax(area, 1))));
}

gboolean dense_layer_add(struct dense_layer *dense, struct page_point at)
{
    struct look own;
    if (dense->dots == NULL) {
        dense->dots = new_picture(dense->composition);
    }
    const struct look *look = find_look(dense, &own);
    if (!look->accepts) {
        dense->layer->filtered++;
        return FALSE;
    }
    at = (struct page_point){at.x + look->translate.x, at.y + look->translate.y};
    dots_add(dense->dots, at, &look->ink);
    dense->layer->drawn++;
    return TRUE;
}

void dense_layer_finish(struct dense_layer *dense)
{
    if (dense->layer->drawn > 0) {
        struct item *item = dots_finish(g_steal_pointer(&dense->dots), dense->layer->group);
        item->title = g_strdup_printf("%" G_GUINT64_FORMAT " events", dense->layer->drawn);
    }
}
