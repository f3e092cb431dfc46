#include "event/gazetteer.h"

#include "base/error.h"
#include "event/gazetteer_index.h"
#include "event/place_name.h"
#include "event/place_phrase.h"

#include <string.h>

static void clear_answer(gpointer answer)
{
    place_answer_clear(answer);
}

void place_answer_unref(const struct place_answer *answer)
{
    if (answer != NULL) {
        g_rc_box_release_full((gpointer)answer, clear_answer);
    }
}

static void drop_answer(gpointer answer)
{
    place_answer_unref(answer);
}

static void drop_units(gpointer units)
{
    g_ptr_array_unref(units);
}

static struct gazetteer *gazetteer_new(const char *path)
{
    struct gazetteer *gazetteer = g_new0(struct gazetteer, 1);
    gazetteer->path = g_strdup(path);
    gazetteer->strings = g_string_chunk_new(64 * 1024);
    gazetteer->places = g_array_new(FALSE, FALSE, sizeof(struct place));
    gazetteer->spellings = g_array_new(FALSE, FALSE, sizeof(struct spelling));
    gazetteer->by_key = g_hash_table_new(g_str_hash, g_str_equal);
    gazetteer->admin1s = g_hash_table_new(g_str_hash, g_str_equal);
    gazetteer->answers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, drop_answer);
    gazetteer->units = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, drop_units);
    gazetteer->answers_frame = box_empty();
    return gazetteer;
}

void gazetteer_free(struct gazetteer *gazetteer)
{
    if (gazetteer == NULL) {
        return;
    }
    sound_index_free(gazetteer->sounds);
    g_hash_table_unref(gazetteer->units);
    g_hash_table_unref(gazetteer->answers);
    g_hash_table_unref(gazetteer->admin1s);
    g_hash_table_unref(gazetteer->by_key);
    g_array_unref(gazetteer->spellings);
    g_array_unref(gazetteer->places);
    g_string_chunk_free(gazetteer->strings);
    g_free(gazetteer->path);
    g_free(gazetteer);
}

guint gazetteer_count(const struct gazetteer *gazetteer)
{
    return gazetteer->places->len;
}

const char *gazetteer_path(const struct gazetteer *gazetteer)
{
    return gazetteer->path;
}

const struct place *gazetteer_admin1_of(const struct gazetteer *gazetteer,
                                        const struct place *place)
{
    g_autofree char *code = g_strdup_printf("%s.%s", place->country_code, place->admin1_code);
    guint link = GPOINTER_TO_UINT(g_hash_table_lookup(gazetteer->admin1s, code));
    return link > 0 ? gazetteer_place(gazetteer, link - 1) : NULL;
}

char *gazetteer_describe_dup(const struct gazetteer *gazetteer, const struct place *place)
{
    const struct place *unit = gazetteer_admin1_of(gazetteer, place);
    char lat[G_ASCII_DTOSTR_BUF_SIZE], lon[G_ASCII_DTOSTR_BUF_SIZE];
    g_ascii_formatd(lat, sizeof lat, "%.4f", place->at.lat);
    g_ascii_formatd(lon, sizeof lon, "%.4f", place->at.lon);
    g_autofree char *name = printable_dup(place->name);
    g_autofree char *area = printable_dup(unit != NULL ? unit->name : place->admin1_code);
    g_autofree char *country = printable_dup(place->country_code);
    g_autofree char *code = printable_dup(place->feature_code);
    return g_strdup_printf("%s (%s, %s, %s, %s %s)", name, code, area, country, lat, lon);
}

/* ---- filling ---- */

const char *gazetteer_keep(struct gazetteer *gazetteer, const char *text, gboolean often)
{
    return often ? g_string_chunk_insert_const(gazetteer->strings, text)
                 : g_string_chunk_insert(gazetteer->strings, text);
}

void gazetteer_add_spelling(struct gazetteer_loader *loader, const char *text, guint place)
{
    struct gazetteer *gazetteer = loader->gazetteer;
    place_name_fold_to(loader->key, text);
    if (loader->key->len == 0) {
        return;
    }
    guint first = gazetteer_chain(gazetteer, loader->key->str);
    struct spelling spelling = {.text = text, .place = place, .next = 0};
    if (first == 0) {
        g_array_append_val(gazetteer->spellings, spelling);
        char *key = g_string_chunk_insert_len(gazetteer->strings, loader->key->str,
                                              (gssize)loader->key->len);
        g_hash_table_insert(gazetteer->by_key, key, GUINT_TO_POINTER(gazetteer->spellings->len));
        return;
    }
    /* Second in the chain, so that the hash table need not change. */
    spelling.next = gazetteer_spelling(gazetteer, first)->next;
    g_array_append_val(gazetteer->spellings, spelling);
    g_array_index(gazetteer->spellings, struct spelling, first - 1).next =
        gazetteer->spellings->len;
}

static void add_admin1(struct gazetteer *gazetteer, const struct place *place, guint index)
{
    g_autofree char *code = g_strdup_printf("%s.%s", place->country_code, place->admin1_code);
    if (!g_hash_table_contains(gazetteer->admin1s, code)) {
        char *key = g_string_chunk_insert(gazetteer->strings, code);
        g_hash_table_insert(gazetteer->admin1s, key, GUINT_TO_POINTER(index + 1));
    }
}

static guint admin_level(const char *feature_code)
{
    gboolean is_unit = g_str_has_prefix(feature_code, "ADM") && feature_code[3] >= '1' &&
                       feature_code[3] <= '5' && feature_code[4] == '\0';
    return is_unit ? (guint)(feature_code[3] - '0') : 0;
}

/* "Idlib Governorate" and "Taftanaz Air Base" are asked for by other words for the same, or none.
 */
static void add_bare_name(struct gazetteer_loader *loader, const struct place *place, guint index)
{
    if (g_str_has_prefix(place->feature_code, "PPL") || place->feature_code[0] == '\0') {
        return;
    }
    struct place_phrase phrase;
    place_phrase_init(&phrase, place->name);
    if ((phrase.hints & (HINT_ADMIN1 | HINT_ADMIN2 | HINT_ADMIN3 | HINT_SITE)) != 0 &&
        phrase.other == NULL) {
        gazetteer_add_spelling(loader, gazetteer_keep(loader->gazetteer, phrase.name, FALSE),
                               index);
    }
    place_phrase_clear(&phrase);
}

guint gazetteer_add_place(struct gazetteer_loader *loader, struct place place)
{
    struct gazetteer *gazetteer = loader->gazetteer;
    guint index = gazetteer->places->len;
    place.admin_level = admin_level(place.feature_code);
    place.is_admin1 = place.admin_level == 1;
    g_array_append_val(gazetteer->places, place);
    if (place.is_admin1) {
        add_admin1(gazetteer, &place, index);
    }
    gazetteer_add_spelling(loader, place.name, index);
    if (place.ascii_name != place.name) {
        gazetteer_add_spelling(loader, place.ascii_name, index);
    }
    add_bare_name(loader, &place, index);
    return index;
}

struct gazetteer *gazetteer_load_files(const char *const *paths, guint n_paths,
                                       struct diagnostics *diagnostics, GError **error)
{
    g_autoptr(Gazetteer) gazetteer = gazetteer_new(paths[0]);
    g_autoptr(GString) key = g_string_sized_new(64);
    for (guint i = 0; i < n_paths; i++) {
        struct gazetteer_loader loader = {gazetteer, diagnostics, paths[i], key};
        guint before = gazetteer->places->len;
        gboolean read = gazetteer_is_layer(paths[i]) ? gazetteer_read_layer(&loader, error)
                                                     : gazetteer_read_table(&loader, error);
        if (!read) {
            return NULL;
        }
        if (gazetteer->places->len == before) {
            diagnostics_add(diagnostics, SEVERITY_WARNING, paths[i], 0,
                            "the gazetteer holds no place");
        }
    }
    return g_steal_pointer(&gazetteer);
}

struct gazetteer *gazetteer_load(const char *path, struct diagnostics *diagnostics, GError **error)
{
    return gazetteer_load_files(&path, 1, diagnostics, error);
}
