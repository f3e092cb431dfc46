#include "scene/label_dots.h"

struct feature_dots {
    guint owner;
    GArray *boxes; /* struct box */
    gboolean has_label;
    int layer_priority; /* of its first label */
    gboolean settled, dropped;
};

struct label_dots {
    GPtrArray *features;       /* struct feature_dots, in the order of adding */
    GHashTable *by_owner;      /* owner -> struct feature_dots, borrowed */
    struct box_index *covered; /* by the labels placed so far; NULL before the placing */
    struct box_index *waiting; /* see label_dots_waiting() */
    struct box_index *coming;  /* see label_dots_coming() */
    struct box frame;
};

static void feature_dots_free(gpointer data)
{
    struct feature_dots *feature = data;
    g_array_unref(feature->boxes);
    g_free(feature);
}

struct label_dots *label_dots_new(void)
{
    struct label_dots *dots = g_new0(struct label_dots, 1);
    dots->features = g_ptr_array_new_with_free_func(feature_dots_free);
    dots->by_owner = g_hash_table_new(NULL, NULL);
    return dots;
}

void label_dots_free(struct label_dots *dots)
{
    box_index_free(dots->covered);
    box_index_free(dots->waiting);
    box_index_free(dots->coming);
    g_hash_table_unref(dots->by_owner);
    g_ptr_array_unref(dots->features);
    g_free(dots);
}

static struct feature_dots *find(const struct label_dots *dots, guint owner)
{
    return g_hash_table_lookup(dots->by_owner, GUINT_TO_POINTER(owner));
}

void label_dots_add(struct label_dots *dots, guint owner, struct box box)
{
    struct feature_dots *feature = find(dots, owner);
    if (feature == NULL) {
        feature = g_new0(struct feature_dots, 1);
        feature->owner = owner;
        feature->boxes = g_array_new(FALSE, FALSE, sizeof(struct box));
        g_ptr_array_add(dots->features, feature);
        g_hash_table_insert(dots->by_owner, GUINT_TO_POINTER(owner), feature);
    }
    g_array_append_val(feature->boxes, box);
}

void label_dots_expect(struct label_dots *dots, guint owner, int layer_priority)
{
    struct feature_dots *feature = find(dots, owner);
    if (feature != NULL && !feature->has_label) {
        feature->has_label = TRUE;
        feature->layer_priority = layer_priority;
    }
}

static void put(const struct feature_dots *feature, struct box_index *index)
{
    for (guint i = 0; i < feature->boxes->len; i++) {
        box_index_add(index, g_array_index(feature->boxes, struct box, i), feature->owner);
    }
}

void label_dots_begin(struct label_dots *dots, struct box_index *index, struct box frame)
{
    dots->frame = frame;
    if (dots->features->len == 0) {
        return;
    }
    dots->covered = box_index_new(frame.xmax, frame.ymax);
    for (guint i = 0; i < dots->features->len; i++) {
        struct feature_dots *feature = g_ptr_array_index(dots->features, i);
        if (!feature->has_label) {
            feature->settled = TRUE;
            put(feature, index);
        }
    }
}

void label_dots_enter_layer(struct label_dots *dots, int layer_priority)
{
    g_clear_pointer(&dots->waiting, box_index_free);
    g_clear_pointer(&dots->coming, box_index_free);
    for (guint i = 0; i < dots->features->len; i++) {
        const struct feature_dots *feature = g_ptr_array_index(dots->features, i);
        struct box_index **index =
            feature->layer_priority == layer_priority ? &dots->coming : &dots->waiting;
        if (feature->settled) {
            continue;
        }
        if (*index == NULL) {
            *index = box_index_new(dots->frame.xmax, dots->frame.ymax);
        }
        put(feature, *index);
    }
}

const struct box_index *label_dots_waiting(const struct label_dots *dots)
{
    return dots->waiting;
}

const struct box_index *label_dots_coming(const struct label_dots *dots)
{
    return dots->coming;
}

void label_dots_cover(struct label_dots *dots, struct box box)
{
    if (dots->covered != NULL) {
        box_index_add(dots->covered, box, 0);
    }
}

static gboolean is_covered(const struct label_dots *dots, const struct feature_dots *feature)
{
    for (guint i = 0; i < feature->boxes->len; i++) {
        if (box_index_hits(dots->covered, g_array_index(feature->boxes, struct box, i),
                           feature->owner)) {
            return TRUE;
        }
    }
    return FALSE;
}

gboolean label_dots_settle(struct label_dots *dots, guint owner, struct box_index *index)
{
    struct feature_dots *feature = find(dots, owner);
    if (feature == NULL) {
        return TRUE;
    }
    if (!feature->settled) {
        feature->settled = TRUE;
        feature->dropped = is_covered(dots, feature);
        if (!feature->dropped) {
            put(feature, index);
        }
    }
    return !feature->dropped;
}

gboolean label_dots_dropped(const struct label_dots *dots, guint owner)
{
    const struct feature_dots *feature = find(dots, owner);
    return feature != NULL && feature->dropped;
}
