/* What the legend finds in a layer: classes, and ramps over one property. */
#include "compose/legend_plan.h"

#include <glib/gstdio.h>
#include <math.h>

static struct style *load(const char *layer)
{
    g_autofree char *json = g_strdup_printf(
        "{\"version\": 8, \"sources\": {\"s\": {\"type\": \"geojson\", \"data\": \"s.geojson\"}},"
        " \"layers\": [{\"id\": \"a\", \"source\": \"s\", %s}]}",
        layer);
    g_autofree char *path = NULL;
    GError *error = NULL;
    int file = g_file_open_tmp("legend-XXXXXX.json", &path, &error);
    g_assert_no_error(error);
    g_assert_true(g_close(file, NULL));
    g_assert_true(g_file_set_contents(path, json, -1, NULL));
    g_autoptr(Diagnostics) diagnostics = diagnostics_new();
    struct style *style = style_load(path, diagnostics, &error);
    g_assert_no_error(error);
    g_unlink(path);
    return style;
}

static struct legend_plan *plan_of(const struct style *style)
{
    return legend_plan_new(style, g_ptr_array_index(style->layers, 0));
}

static void test_ramps(void)
{
    g_autoptr(Style) style =
        load("\"type\": \"circle\", \"paint\": {"
             "\"circle-color\": [\"interpolate\", [\"linear\"], [\"get\", \"v\"], 5, \"#000000\","
             " 25, \"#ffffff\"], \"circle-opacity\": 0.5,"
             "\"circle-radius\": {\"property\": \"w\", \"stops\": [[0, 1], [9, 10]]}}");
    struct legend_plan *plan = plan_of(style);
    struct evaluation evaluation = {.zoom = 8, .store = value_store_new()};
    g_assert_cmpstr(plan->color.input, ==, "v");
    g_assert_cmpfloat(plan->color.first, ==, 5);
    g_assert_cmpfloat(plan->color.last, ==, 25);
    g_assert_cmpstr(plan->size.input, ==, "w");
    g_assert_cmpfloat(plan->size.last, ==, 9);
    g_assert_cmpuint(plan->n_classed, ==, 0);
    legend_plan_fill_colors(plan, g_ptr_array_index(style->layers, 0), &evaluation);
    g_assert_cmpfloat_with_epsilon(plan->colors[0].red, 0, 1e-6);
    g_assert_cmpfloat_with_epsilon(plan->colors[LEGEND_RAMP_COLORS - 1].red, 1, 1e-6);
    g_assert_cmpfloat_with_epsilon(plan->colors[0].alpha, 0.5, 1e-6);
    value_store_free(evaluation.store);
    legend_plan_free(plan);
}

/* A width by the colour's own classes tells nothing new; one by others does. */
static void test_classes(void)
{
    static const char *const format =
        "\"type\": \"line\", \"paint\": {"
        "\"line-color\": [\"match\", [\"get\", \"k\"], \"a\", \"#ff0000\", \"#00ff00\"],";
    g_autofree char *same =
        g_strconcat(format, "\"line-width\": [\"match\", [\"get\", \"k\"], \"a\", 2, 1]}", NULL);
    g_autofree char *other =
        g_strconcat(format, "\"line-width\": [\"step\", [\"get\", \"n\"], 1, 4, 2]}", NULL);
    g_autoptr(Style) alike = load(same);
    g_autoptr(Style) different = load(other);
    struct legend_plan *one = plan_of(alike), *two = plan_of(different);
    g_assert_cmpuint(one->n_classed, ==, 1);
    g_assert_true(one->has_colors);
    g_assert_null(one->color.input);
    g_assert_cmpuint(two->n_classed, ==, 2);
    g_assert_cmpint(two->classed[1], ==, PROPERTY_LINE_WIDTH);
    legend_plan_free(one);
    legend_plan_free(two);
}

/* Functions of the old syntax are what expressions are; a default is no class. */
static void test_functions(void)
{
    g_autoptr(Style) style = load(
        "\"type\": \"circle\", \"paint\": {\"circle-color\": {\"property\": \"n\", \"type\": "
        "\"interval\","
        "\"default\": \"#eeeeee\", \"stops\": [[0, \"#ff0000\"], [5, \"#00ff00\"]]},"
        "\"circle-radius\": {\"property\": \"w\", \"default\": 2, \"stops\": [[1, 1], [9, 10]]}}");
    struct legend_plan *plan = plan_of(style);
    const struct style_layer *layer = g_ptr_array_index(style->layers, 0);
    g_assert_cmpuint(plan->n_classed, ==, 1);
    g_assert_true(plan->has_colors);
    g_assert_null(plan->color.input);
    g_assert_cmpstr(expression_class_label(layer->properties[PROPERTY_CIRCLE_COLOR], 1), ==, "5");
    g_assert_cmpstr(plan->size.input, ==, "w");
    g_assert_cmpfloat(plan->size.first, ==, 1);
    legend_plan_free(plan);

    g_autoptr(Style) by_kind =
        load("\"type\": \"symbol\", \"layout\": {\"icon-size\": {\"property\": \"w\","
             "\"stops\": [[0, 1], [9, 2]]}, \"icon-image\": {\"property\": \"k\","
             "\"type\": \"categorical\", \"stops\": [[\"a\", \"camp\"], [\"b\", \"claim\"]]}}");
    struct legend_plan *icons = plan_of(by_kind);
    g_assert_cmpuint(icons->n_classed, ==, 1);
    g_assert_cmpint(icons->classed[0], ==, PROPERTY_ICON_IMAGE);
    g_assert_cmpstr(icons->size.input, ==, "w");
    legend_plan_free(icons);
}

/* To be a number or not is two classes where it chooses between constants. */
static void test_guards(void)
{
    static const char *const test = "[\"==\", [\"typeof\", [\"get\", \"v\"]], \"number\"]";
    g_autofree char *kinds = g_strdup_printf(
        "\"type\": \"fill\", \"paint\": {\"fill-color\": [\"case\", %s, \"#f00\", \"#00f\"]}",
        test);
    g_autofree char *ramp =
        g_strdup_printf("\"type\": \"fill\", \"paint\": {\"fill-color\": [\"case\", %s, "
                        "[\"interpolate\", [\"linear\"],"
                        "[\"get\", \"v\"], 0, \"#fff\", 8, \"#f00\"], \"#00f\"]}",
                        test);
    g_autoptr(Style) one = load(kinds);
    g_autoptr(Style) two = load(ramp);
    struct legend_plan *of_kinds = plan_of(one), *of_ramp = plan_of(two);
    g_assert_cmpuint(of_kinds->n_classed, ==, 1);
    g_assert_cmpuint(of_ramp->n_classed, ==, 0);
    g_assert_cmpstr(of_ramp->color.input, ==, "v");
    legend_plan_free(of_kinds);
    legend_plan_free(of_ramp);
}

/* The zoom is one for the whole map: a ramp over it is none for the legend. */
static void test_zoom(void)
{
    g_autoptr(Style) style =
        load("\"type\": \"line\", \"paint\": {"
             "\"line-width\": [\"interpolate\", [\"linear\"], [\"zoom\"], 5, 1, 9, 4]}");
    struct legend_plan *plan = plan_of(style);
    g_assert_null(plan->size.input);
    g_assert_cmpuint(plan->n_classed, ==, 0);
    legend_plan_free(plan);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/legend/ramps", test_ramps);
    g_test_add_func("/legend/classes", test_classes);
    g_test_add_func("/legend/functions", test_functions);
    g_test_add_func("/legend/guards", test_guards);
    g_test_add_func("/legend/zoom", test_zoom);
    return g_test_run();
}
