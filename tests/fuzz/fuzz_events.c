/* The events file; its rows are placed through the shipped gazetteer. */
#include "fuzz.h"

#include "base/data_root.h"
#include "event/events.h"

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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(Diagnostics) diagnostics = diagnostics_new();
    g_autoptr(GError) error = NULL;
    const struct events_options options = {.gazetteer = shipped()};
    g_autoptr(Source) source = source_open(fuzz_file("x.csv", data, size), diagnostics, &error);
    g_autoptr(Events) events =
        source != NULL ? events_read(&source, 1, &options, diagnostics, &error) : NULL;
    g_assert_true((events == NULL) == (error != NULL));
    return 0;
}
