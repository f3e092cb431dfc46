/* The CSV source. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_source(fuzz_file("x.csv", data, size));
    return 0;
}
