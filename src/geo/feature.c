#include "geo/feature.h"

#include "base/words.h"

struct fields {
    GPtrArray *names;  /* char *, owned: slot to name */
    GHashTable *slots; /* name (borrowed from names) to slot */
};

struct fields *fields_new(void)
{
    struct fields *fields = g_new(struct fields, 1);
    fields->names = g_ptr_array_new_with_free_func(g_free);
    fields->slots = g_hash_table_new(g_str_hash, g_str_equal);
    return fields;
}

void fields_free(struct fields *fields)
{
    if (fields == NULL) {
        return;
    }
    g_hash_table_unref(fields->slots);
    g_ptr_array_unref(fields->names);
    g_free(fields);
}

guint fields_add(struct fields *fields, const char *name)
{
    int known = fields_find(fields, name);
    if (known >= 0) {
        return (guint)known;
    }
    guint slot = fields->names->len;
    char *own = g_strdup(name);
    g_ptr_array_add(fields->names, own);
    g_hash_table_insert(fields->slots, own, GUINT_TO_POINTER(slot));
    return slot;
}

int fields_find(const struct fields *fields, const char *name)
{
    gpointer slot;
    gboolean found = g_hash_table_lookup_extended(fields->slots, name, NULL, &slot);
    return found ? GPOINTER_TO_INT(slot) : -1;
}

guint fields_count(const struct fields *fields)
{
    return fields->names->len;
}

const char *fields_name(const struct fields *fields, guint slot)
{
    return g_ptr_array_index(fields->names, slot);
}

const char *fields_closest(const struct fields *fields, const char *name)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint i = 0; i < fields_count(fields); i++) {
        g_ptr_array_add(names, (gpointer)fields_name(fields, i));
    }
    g_ptr_array_add(names, NULL);
    return closest_word(name, (const char *const *)names->pdata);
}

struct value feature_get(const struct feature *feature, const char *name)
{
    return feature_slot(feature, fields_find(feature->fields, name));
}
