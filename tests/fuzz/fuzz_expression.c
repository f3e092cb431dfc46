/* The compiler of expressions, and an evaluation on a feature with a value of each type. */
#include "fuzz.h"

#include "style/expression.h"

#include <jansson.h>

static void evaluate(const struct expression *expression, const struct fields *fields)
{
    const struct value values[] = {value_number(-1.5), value_string("Saraqib سراقب"),
                                   value_boolean(TRUE), value_null()};
    struct feature feature = {.id = value_number(7),
                              .geometry = geometry_new(),
                              .fields = fields,
                              .values = values,
                              .n_values = G_N_ELEMENTS(values)};
    struct evaluation evaluation = {&feature, 8.5, "tr", value_store_new()};
    struct value result;
    g_autofree char *message = NULL;
    expression_evaluate(expression, &evaluation, &result, &message);
    expression_class_of(expression, &evaluation);
    value_store_free(evaluation.store);
    geometry_free((struct geometry *)feature.geometry);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    json_t *json = json_loadb((const char *)data, size, JSON_DECODE_ANY, NULL);
    if (json == NULL) {
        return 0;
    }
    g_autoptr(GPtrArray) problems = expression_problems_new();
    g_autoptr(Fields) fields = fields_new();
    for (const char *const *name = (const char *const[]){"n", "s", "b", "z", NULL}; *name; name++) {
        fields_add(fields, *name);
    }
    g_autoptr(Expression) expression = expression_new(json, NULL, problems);
    g_assert_true((expression == NULL) == (problems->len > 0));
    if (expression != NULL) {
        evaluate(expression, fields);
    }
    json_decref(json);
    return 0;
}
