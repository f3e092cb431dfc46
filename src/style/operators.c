#include "style/operators.h"

#include "base/words.h"

#define NUMBER &type_number
#define STRING &type_string
#define BOOLEAN &type_boolean
#define COLOR &type_color
#define OBJECT &type_object
#define ARRAY &type_array
#define STRINGS &type_strings
#define VALUE &type_value

/* Rows: a call with fixed types, or a form with rules of its own. */
#define CALL(op, result, ...)                                                                      \
    {                                                                                              \
        .name = op, .type = result, .overloads = { __VA_ARGS__ }                                   \
    }
#define PROPERTY(op, result, ...)                                                                  \
    {                                                                                              \
        .name = op, .type = result, .overloads = {__VA_ARGS__}, .parse = parse_property            \
    }
#define TEST(op, result, ...)                                                                      \
    {                                                                                              \
        .name = op, .type = result, .overloads = {__VA_ARGS__}, .parse = parse_filter_test         \
    }
#define FORM(op, form)                                                                             \
    {                                                                                              \
        .name = op, .parse = form                                                                  \
    }
#define CHOICE(op, form, classes)                                                                  \
    {                                                                                              \
        .name = op, .parse = form, .classifier = classes                                           \
    }

static const struct operator operators[] = {
    /* types */
    FORM("literal", parse_literal),
    FORM("semiliteral", parse_semiliteral),
    FORM("array", parse_array),
    FORM("boolean", parse_assertion),
    FORM("number", parse_assertion),
    FORM("object", parse_assertion),
    FORM("string", parse_assertion),
    FORM("to-boolean", parse_coercion),
    FORM("to-color", parse_coercion),
    FORM("to-number", parse_coercion),
    FORM("to-string", parse_coercion),
    CALL("typeof", STRING, {eval_typeof, 1, {VALUE}}),
    CALL("error", &type_error, {eval_error, 1, {STRING}, NEEDS_RUN}),
    FORM("let", parse_let),
    FORM("var", parse_var),

    /* decisions */
    FORM("==", parse_comparison),
    FORM("!=", parse_comparison),
    FORM("<", parse_comparison),
    FORM("<=", parse_comparison),
    FORM(">", parse_comparison),
    FORM(">=", parse_comparison),
    CALL("all", BOOLEAN, {eval_all, 2, {BOOLEAN, BOOLEAN}}, {eval_all, ANY_NUMBER, {BOOLEAN}}),
    CALL("any", BOOLEAN, {eval_any, 2, {BOOLEAN, BOOLEAN}}, {eval_any, ANY_NUMBER, {BOOLEAN}}),
    CALL("!", BOOLEAN, {eval_not, 1, {BOOLEAN}}),
    CHOICE("case", parse_case, &case_classifier),
    CHOICE("match", parse_match, &match_classifier),
    FORM("coalesce", parse_coalesce),

    /* ramps */
    CHOICE("step", parse_step, &step_classifier),
    FORM("interpolate", parse_interpolate),
    FORM("interpolate-hcl", parse_interpolate),
    FORM("interpolate-lab", parse_interpolate),

    /* lookup */
    PROPERTY("get", VALUE, {eval_get, 1, {STRING}, NEEDS_FEATURE},
             {eval_get_from, 2, {STRING, OBJECT}}),
    PROPERTY("has", BOOLEAN, {eval_has, 1, {STRING}, NEEDS_FEATURE},
             {eval_has_in, 2, {STRING, OBJECT}}),
    FORM("at", parse_at),
    FORM("in", parse_in),
    FORM("index-of", parse_index_of),
    FORM("slice", parse_slice),
    FORM("length", parse_length),
    CALL("properties", OBJECT, {eval_properties, 0, {NULL}, NEEDS_FEATURE}),
    CALL("id", VALUE, {eval_id, 0, {NULL}, NEEDS_FEATURE}),
    CALL("geometry-type", STRING, {eval_geometry_type, 0, {NULL}, NEEDS_FEATURE}),
    FORM("within", parse_within),
    FORM("distance", parse_distance),
    CALL("zoom", NUMBER, {eval_zoom, 0, {NULL}, NEEDS_ZOOM}),
    CALL("feature-state", VALUE, {eval_feature_state, 1, {STRING}, NEEDS_FEATURE}),
    FORM("global-state", parse_global_state),
    CALL("line-progress", NUMBER, {eval_line_progress, 0, {NULL}, NEEDS_RUN}),
    CALL("elevation", NUMBER, {eval_elevation, 0, {NULL}, NEEDS_RUN}),
    CALL("heatmap-density", NUMBER, {eval_heatmap_density, 0, {NULL}, NEEDS_RUN}),
    CALL("accumulated", VALUE, {eval_accumulated, 0, {NULL}, NEEDS_RUN}),

    /* strings */
    CALL("concat", STRING, {eval_concat, ANY_NUMBER, {VALUE}}),
    CALL("upcase", STRING, {eval_upcase, 1, {STRING}}),
    CALL("downcase", STRING, {eval_downcase, 1, {STRING}}),
    CALL("split", STRINGS, {eval_split, 2, {STRING, STRING}}),
    CALL("join", STRING, {eval_join, 2, {STRINGS, STRING}}),

    FORM("format", parse_format),
    FORM("image", parse_image),
    FORM("number-format", parse_number_format),
    FORM("collator", parse_collator),
    CALL("resolved-locale", STRING, {eval_resolved_locale, 1, {&type_collator}}),
    CALL("is-supported-script", BOOLEAN, {eval_is_supported_script, 1, {STRING}, NEEDS_RUN}),

    /* math */
    CALL("+", NUMBER, {eval_add, ANY_NUMBER, {NUMBER}}),
    CALL("*", NUMBER, {eval_multiply, ANY_NUMBER, {NUMBER}}),
    CALL("-", NUMBER, {eval_subtract, 2, {NUMBER, NUMBER}}, {eval_negate, 1, {NUMBER}}),
    CALL("/", NUMBER, {eval_divide, 2, {NUMBER, NUMBER}}),
    CALL("%", NUMBER, {eval_modulo, 2, {NUMBER, NUMBER}}),
    CALL("^", NUMBER, {eval_power, 2, {NUMBER, NUMBER}}),
    CALL("min", NUMBER, {eval_min, ANY_NUMBER, {NUMBER}}),
    CALL("max", NUMBER, {eval_max, ANY_NUMBER, {NUMBER}}),
    CALL("sqrt", NUMBER, {eval_sqrt, 1, {NUMBER}}),
    CALL("abs", NUMBER, {eval_abs, 1, {NUMBER}}),
    CALL("floor", NUMBER, {eval_floor, 1, {NUMBER}}),
    CALL("ceil", NUMBER, {eval_ceil, 1, {NUMBER}}),
    CALL("round", NUMBER, {eval_round, 1, {NUMBER}}),
    CALL("ln", NUMBER, {eval_ln, 1, {NUMBER}}),
    CALL("log10", NUMBER, {eval_log10, 1, {NUMBER}}),
    CALL("log2", NUMBER, {eval_log2, 1, {NUMBER}}),
    CALL("sin", NUMBER, {eval_sin, 1, {NUMBER}}),
    CALL("cos", NUMBER, {eval_cos, 1, {NUMBER}}),
    CALL("tan", NUMBER, {eval_tan, 1, {NUMBER}}),
    CALL("asin", NUMBER, {eval_asin, 1, {NUMBER}}),
    CALL("acos", NUMBER, {eval_acos, 1, {NUMBER}}),
    CALL("atan", NUMBER, {eval_atan, 1, {NUMBER}}),
    CALL("pi", NUMBER, {eval_pi, 0, {NULL}}),
    CALL("e", NUMBER, {eval_e, 0, {NULL}}),
    CALL("ln2", NUMBER, {eval_ln2, 0, {NULL}}),

    /* colours */
    CALL("rgb", COLOR, {eval_rgb, 3, {NUMBER, NUMBER, NUMBER}}),
    CALL("rgba", COLOR, {eval_rgb, 4, {NUMBER, NUMBER, NUMBER, NUMBER}}),
    CALL("to-rgba", &type_four_numbers, {eval_to_rgba, 1, {COLOR}}),

    /* filters of the old syntax */
    TEST("filter-==", BOOLEAN, {eval_filter_equal, 2, {STRING, VALUE}, NEEDS_FEATURE}),
    TEST("filter-<", BOOLEAN, {eval_filter_less, 2, {STRING, VALUE}, NEEDS_FEATURE}),
    TEST("filter->", BOOLEAN, {eval_filter_greater, 2, {STRING, VALUE}, NEEDS_FEATURE}),
    TEST("filter-<=", BOOLEAN, {eval_filter_less_equal, 2, {STRING, VALUE}, NEEDS_FEATURE}),
    TEST("filter->=", BOOLEAN, {eval_filter_greater_equal, 2, {STRING, VALUE}, NEEDS_FEATURE}),
    TEST("filter-has", BOOLEAN, {eval_filter_has, 1, {STRING}, NEEDS_FEATURE}),
    TEST("filter-in", BOOLEAN, {eval_filter_in, 2, {STRING, ARRAY}, NEEDS_FEATURE}),
    TEST("filter-id-==", BOOLEAN, {eval_filter_id_equal, 1, {VALUE}, NEEDS_FEATURE}),
    TEST("filter-id-<", BOOLEAN, {eval_filter_id_less, 1, {VALUE}, NEEDS_FEATURE}),
    TEST("filter-id->", BOOLEAN, {eval_filter_id_greater, 1, {VALUE}, NEEDS_FEATURE}),
    TEST("filter-id-<=", BOOLEAN, {eval_filter_id_less_equal, 1, {VALUE}, NEEDS_FEATURE}),
    TEST("filter-id->=", BOOLEAN, {eval_filter_id_greater_equal, 1, {VALUE}, NEEDS_FEATURE}),
    TEST("filter-has-id", BOOLEAN, {eval_filter_has_id, 0, {NULL}, NEEDS_FEATURE}),
    TEST("filter-id-in", BOOLEAN, {eval_filter_id_in, 1, {ARRAY}, NEEDS_FEATURE}),
    TEST("filter-type-==", BOOLEAN, {eval_filter_type_equal, 1, {STRING}, NEEDS_FEATURE}),
    TEST("filter-type-in", BOOLEAN, {eval_filter_type_in, 1, {ARRAY}, NEEDS_FEATURE}),
};

/* What they ask for is not on paper: a relief, and where the pointer is. */
static const char *const not_ours[] = {"elevation", "feature-state"};

const struct operator* operator_find(const char *name)
{
    static gsize ready;
    static GHashTable *by_name;
    if (g_once_init_enter(&ready)) {
        by_name = g_hash_table_new(g_str_hash, g_str_equal);
        for (gsize i = 0; i < G_N_ELEMENTS(operators); i++)
            g_hash_table_insert(by_name, (void *)operators[i].name, (void *)&operators[i]);
        g_once_init_leave(&ready, 1);
    }
    return g_hash_table_lookup(by_name, name);
}

const char *operator_closest(const char *name)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (gsize i = 0; i < G_N_ELEMENTS(operators); i++)
        if (operators[i].parse != parse_filter_test) /* which nobody writes */
            g_ptr_array_add(names, (void *)operators[i].name);
    g_ptr_array_add(names, NULL);
    return closest_word(name, (const char *const *)names->pdata);
}

gboolean operator_is_not_ours(const char *name)
{
    for (gsize i = 0; i < G_N_ELEMENTS(not_ours); i++)
        if (g_str_equal(not_ours[i], name))
            return TRUE;
    return FALSE;
}
