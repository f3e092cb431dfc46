/* What the fuzz targets share: libFuzzer gives bytes, the parsers read files. */
#ifndef IDLIBMAP_TESTS_FUZZ_H
#define IDLIBMAP_TESTS_FUZZ_H

#include <glib.h>
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A file of this name in a folder of this process, holding the bytes. The path is static. */
const char *fuzz_file(const char *name, const uint8_t *data, size_t size);

/* Opens a source and reads it to its end. */
void fuzz_source(const char *path);

#endif
