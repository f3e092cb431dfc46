/* The GeoJSON source, as a document and as a text sequence. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_source(fuzz_file("x.geojson", data, size));
    fuzz_source(fuzz_file("x.geojsons", data, size));
    return 0;
}
