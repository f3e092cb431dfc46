/* Names of places, looked for in the shipped gazetteer: folding, sounds, words about names. */
#include "fuzz.h"

#include "base/data_root.h"
#include "event/gazetteer.h"

static const struct gazetteer *shipped(void)
{
    static struct gazetteer *gazetteer;
    if (gazetteer == NULL) {
        g_autofree char *path = data_root_file_dup("data/gazetteer.csv");
        gazetteer = gazetteer_load(path, NULL, NULL);
        g_assert_nonnull(gazetteer);
    }
    return gazetteer;
}

/* Lines: the name, admin1, country. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *text = g_strndup((const char *)data, size);
    g_auto(GStrv) lines = g_strsplit(text, "\n", 3);
    guint n = g_strv_length(lines);
    const struct place_query query = {
        .name = n > 0 ? lines[0] : NULL,
        .admin1 = n > 1 ? lines[1] : NULL,
        .country = n > 2 ? lines[2] : NULL,
    };
    place_answer_unref(gazetteer_find(shipped(), &query));
    return 0;
}
