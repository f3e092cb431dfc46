/* The style reader, and one evaluation of every property that it has taken. */
#include "fuzz.h"

#include "style/style.h"

static void evaluate(const struct style_layer *layer, struct evaluation *evaluation)
{
    style_layer_accepts(layer, evaluation);
    for (int i = 0; i < PROPERTY_COUNT; i++) {
        style_number(layer, (enum property)i, evaluation);
        style_color(layer, (enum property)i, evaluation);
        style_string(layer, (enum property)i, evaluation);
        style_array(layer, (enum property)i, evaluation);
        value_store_clear(evaluation->store);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(Diagnostics) diagnostics = diagnostics_new();
    g_autoptr(GError) error = NULL;
    g_autoptr(Style) style = style_load(fuzz_file("x.json", data, size), diagnostics, &error);
    struct evaluation evaluation = {.zoom = 8, .store = value_store_new()};
    g_assert_true((style == NULL) == (error != NULL));
    for (guint i = 0; style != NULL && i < style->layers->len; i++) {
        evaluate(g_ptr_array_index(style->layers, i), &evaluation);
    }
    value_store_free(evaluation.store);
    return 0;
}
