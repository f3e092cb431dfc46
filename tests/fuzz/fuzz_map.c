/* The map file. */
#include "fuzz.h"

#include "map/map.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(Map) map = map_new();
    g_autoptr(Diagnostics) diagnostics = diagnostics_new();
    g_autoptr(GError) error = NULL;
    gboolean ok = map_read_file(map, fuzz_file("x.map", data, size), "tr", diagnostics, &error);
    g_assert_true(ok == (error == NULL));
    return 0;
}
