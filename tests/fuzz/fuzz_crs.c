/* CRS definitions, from a .prj or a map. */
#include "fuzz.h"

#include "geo/projection.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *text = g_strndup((const char *)data, size);
    g_autoptr(GError) error = NULL;
    g_autoptr(Projection) projection = projection_new(text, (struct box){35, 34, 38, 37}, &error);
    g_assert_true((projection == NULL) == (error != NULL));
    return 0;
}
