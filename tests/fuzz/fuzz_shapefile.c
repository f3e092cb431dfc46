/* The shapefile source. The bytes are cut into .shp, .shx, .dbf, .prj and .cpg: four lengths of
 * three bytes, then the files one after the other; `run` packs the seeds so. */
#include "fuzz.h"

#define N_PARTS 5

static size_t length_at(const uint8_t *data, size_t part)
{
    const uint8_t *p = data + 3 * part;
    return (size_t)p[0] | (size_t)p[1] << 8 | (size_t)p[2] << 16;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[N_PARTS] = {"x.shp", "x.shx", "x.dbf", "x.prj", "x.cpg"};
    const char *shp = NULL;
    size_t at = 3 * (N_PARTS - 1);
    if (size < at) {
        return 0;
    }
    for (size_t part = 0; part < N_PARTS; part++) {
        size_t length = part < N_PARTS - 1 ? MIN(length_at(data, part), size - at) : size - at;
        const char *path = fuzz_file(names[part], data + at, length);
        shp = part == 0 ? path : shp;
        at += length;
    }
    fuzz_source(shp);
    return 0;
}
