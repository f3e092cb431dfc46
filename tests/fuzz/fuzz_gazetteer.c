/* The gazetteer file. */
#include "fuzz.h"

#include "event/gazetteer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(Diagnostics) diagnostics = diagnostics_new();
    g_autoptr(GError) error = NULL;
    g_autoptr(Gazetteer) gazetteer =
        gazetteer_load(fuzz_file("x.csv", data, size), diagnostics, &error);
    const struct place_query query = {.name = "سراقب", .admin1 = "Idlib", .country = "SY"};
    if (gazetteer != NULL) {
        place_answer_unref(gazetteer_find(gazetteer, &query));
    }
    return 0;
}
