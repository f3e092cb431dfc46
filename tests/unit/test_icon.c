#include "base/diagnostics.h"
#include "icon/icon_file.h"
#include "icon/svg_path.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#define SVG "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 15 15\">"

static struct icon *read_svg(const char *text, struct diagnostics *diagnostics)
{
    g_autoptr(GError) error = NULL;
    struct icon *icon = svg_icon_read("a.svg", text, strlen(text), diagnostics, &error);
    g_assert_no_error(error);
    return icon;
}

static void assert_refused(const char *text, const char *message)
{
    g_autoptr(GError) error = NULL;
    struct icon *icon = svg_icon_read("a.svg", text, strlen(text), NULL, &error);
    g_assert_null(icon);
    g_assert_nonnull(error);
    if (strstr(error->message, message) == NULL) {
        g_error("\"%s\" is not in \"%s\"", message, error->message);
    }
    g_assert_null(strchr(error->message, '\n'));
}

static const struct icon_shape *shape_of(const struct icon *icon, guint index)
{
    g_assert_cmpuint(icon->shapes->len, >, index);
    return g_ptr_array_index(icon->shapes, index);
}

/* Twice the signed area of all rings. */
static double area_of(const struct page_path *path)
{
    double twice = 0;
    for (guint part = 0; part < page_path_parts(path); part++) {
        guint n;
        const struct page_point *p = page_path_part(path, part, &n);
        for (guint i = 0; i < n; i++) {
            struct page_point a = p[i], b = p[(i + 1) % n];
            twice += a.x * b.y - b.x * a.y;
        }
    }
    return twice / 2;
}

static void assert_box(const struct page_path *path, double xmin, double ymin, double xmax,
                       double ymax, double slack)
{
    struct box box = page_path_box(path);
    g_assert_cmpfloat_with_epsilon(box.xmin, xmin, slack);
    g_assert_cmpfloat_with_epsilon(box.ymin, ymin, slack);
    g_assert_cmpfloat_with_epsilon(box.xmax, xmax, slack);
    g_assert_cmpfloat_with_epsilon(box.ymax, ymax, slack);
}

/* All write the square from 2,3 to 5,7. */
static void test_path_commands(void)
{
    static const char *const same[] = {
        "M2 3H5V7H2Z",
        "m2,3h3v4h-3z",
        "M2 3 5 3 5 7 2 7",
        "m2 3 3 0 0 4-3 0",
        "M2 3L5,3L5 7L2,7z",
        "M2 3C2 3 5 3 5 3C5 3 5 7 5 7L2 7z",
        "M2 3h3A0 9 0 0 1 5 7H2",
        "m2.0 3e0 3.-.0v4h-3",
        "\n M 2 3 , 5 3 5 7 2 7 Z ",
        "M2 3S5 3 5 3L5 7 2 7z",
    };
    for (guint i = 0; i < G_N_ELEMENTS(same); i++) {
        g_autofree char *text = g_strdup_printf(SVG "<path d=\"%s\"/></svg>", same[i]);
        g_autoptr(Icon) icon = read_svg(text, NULL);
        g_test_message("%s", same[i]);
        const struct page_path *path = shape_of(icon, 0)->path;
        assert_box(path, 2, 3, 5, 7, 1e-9);
        g_assert_cmpfloat_with_epsilon(area_of(path), 12, 1e-9);
        g_assert_true(path->closed);
    }
}

/* A ring for each move, and one that begins where the last was closed. */
static void test_path_rings(void)
{
    g_autoptr(Icon) icon =
        read_svg(SVG "<path d='M1 1h4v4h-4zl0-1 4 0m5 5h1v1z M9 9 L9 10'/></svg>", NULL);
    const struct page_path *path = shape_of(icon, 0)->path;
    g_assert_cmpuint(page_path_parts(path), ==, 3);
    guint n;
    const struct page_point *p = page_path_part(path, 1, &n);
    g_assert_cmpuint(n, ==, 3);
    g_assert_cmpfloat(p[0].x, ==, 1);
    g_assert_cmpfloat(p[1].y, ==, 0);
    p = page_path_part(path, 2, &n);
    g_assert_cmpfloat(p[0].x, ==, 10);
    g_assert_cmpfloat(p[0].y, ==, 5);
}

/* How far the points of a path, and the middles between them, are from a circle. */
static double worst_off_circle(const struct page_path *path, double cx, double cy, double r)
{
    guint n;
    const struct page_point *p = page_path_part(path, 0, &n);
    double worst = 0;
    for (guint i = 0; i < n; i++) {
        struct page_point a = p[i], b = p[(i + 1) % n];
        worst = fmax(worst, fabs(hypot(a.x - cx, a.y - cy) - r));
        worst = fmax(worst, fabs(hypot((a.x + b.x) / 2 - cx, (a.y + b.y) / 2 - cy) - r));
    }
    return worst;
}

static void test_curves_are_near(void)
{
    static const char *const circles[] = {
        "<circle cx='7' cy='8' r='5'/>",
        "<ellipse cx='7' cy='8' rx='5' ry='5'/>",
        "<path d='M2 8a5 5 0 1 0 10 0a5,5 0 10-10 0'/>",
        "<path d='M2 8A5 5 30 0112 8 5 5 30 012 8'/>",
        "<path d='M7 3a5 5 0 1 1-.001 0z'/>",
        "<rect x='2' y='3' width='10' height='10' rx='5'/>",
        "<rect x='2' y='3' width='10' height='10' ry='50'/>",
        /* Radii too small for the chord grow to half of it. */
        "<path d='M2 8A1 1 0 0112 8 1 1 0 012 8'/>",
    };
    for (guint i = 0; i < G_N_ELEMENTS(circles); i++) {
        g_autofree char *text = g_strdup_printf(SVG "%s</svg>", circles[i]);
        g_autoptr(Icon) icon = read_svg(text, NULL);
        g_test_message("%s", circles[i]);
        const struct page_path *path = shape_of(icon, 0)->path;
        g_assert_cmpfloat(worst_off_circle(path, 7, 8, 5), <, SVG_FLATNESS_PX + 0.001);
        g_assert_cmpfloat_with_epsilon(fabs(area_of(path)), G_PI * 25, 0.6);
        g_assert_cmpuint(path->points->len, <, 80);
    }
}

static void assert_same_points(const char *one, const char *other)
{
    g_autofree char *one_text = g_strdup_printf(SVG "<path d='%s'/></svg>", one);
    g_autofree char *other_text = g_strdup_printf(SVG "<path d='%s'/></svg>", other);
    g_autoptr(Icon) one_icon = read_svg(one_text, NULL);
    g_autoptr(Icon) other_icon = read_svg(other_text, NULL);
    const GArray *a = shape_of(one_icon, 0)->path->points;
    const GArray *b = shape_of(other_icon, 0)->path->points;
    g_assert_cmpuint(a->len, ==, b->len);
    for (guint i = 0; i < a->len; i++) {
        struct page_point p = g_array_index(a, struct page_point, i);
        struct page_point q = g_array_index(b, struct page_point, i);
        g_assert_cmpfloat_with_epsilon(p.x, q.x, 1e-9);
        g_assert_cmpfloat_with_epsilon(p.y, q.y, 1e-9);
    }
}

/* The control point of T and S is the last one mirrored, after a curve of their kind only. */
static void test_smooth(void)
{
    assert_same_points("M0 8Q4 2 6 8T12 8z", "M0 8Q4 2 6 8Q8 14 12 8z");
    assert_same_points("M0 8q4-6 6 0t6 0t2-4z", "M0 8Q4 2 6 8Q8 14 12 8Q16 2 14 4z");
    assert_same_points("M0 8C0 4 5 3 6 8S12 12 12 8z", "M0 8C0 4 5 3 6 8C7 13 12 12 12 8z");
    assert_same_points("M0 8C0 4 5 3 6 8T12 12z", "M0 8C0 4 5 3 6 8Q6 8 12 12z");
    assert_same_points("M0 8Q4 2 6 8S12 12 12 8z", "M0 8Q4 2 6 8C6 8 12 12 12 8z");
}

/* The quarter of a quadratic is where its formula says, and T mirrors. */
static void test_quadratics(void)
{
    g_autoptr(Icon) icon = read_svg(SVG "<path d='M0 8Q3 2 6 8T12 8z'/></svg>", NULL);
    assert_box(shape_of(icon, 0)->path, 0, 5, 12, 11, SVG_FLATNESS_PX);
    g_assert_cmpfloat_with_epsilon(area_of(shape_of(icon, 0)->path), 0, 0.05);
    g_autoptr(Icon) cubic = read_svg(SVG "<path d='M0 8C0 4 6 4 6 8S12 12 12 8z'/></svg>", NULL);
    assert_box(shape_of(cubic, 0)->path, 0, 5, 12, 11, SVG_FLATNESS_PX);
}

static void test_broken_paths(void)
{
    static const char *const broken[] = {
        "5 5",
        "L5 5",
        "M",
        "M1",
        "M1 1L",
        "M1 1X2 2",
        "M1 1z5",
        "M1 1L2 NaN",
        "M1 1L1e999 2",
        "M1 1L1e308 2",
        "M1 1L2e6 2",
        "M1 1L0x10 2",
        "M1 1Linf 2",
        "M1 1A5 5 0 2 1 3 3",
        "M1 1,,2 2",
        "M1 1C1 2 3 4 5",
        "\xd9\xa1 \xd9\xa1",
        "M1 1L2 2;L3 3",
        "M1 1L--2 2",
        "M1 1L1e 5",
        "M. 1",
    };
    for (guint i = 0; i < G_N_ELEMENTS(broken); i++) {
        g_autofree char *text = g_strdup_printf(SVG "<path d=\"%s\"/></svg>", broken[i]);
        g_test_message("%s", broken[i]);
        assert_refused(text, "a.svg:1: icon: path data breaks off at character ");
    }
}

static void test_size(void)
{
    static const struct {
        const char *root;
        double width, height, xmin, ymin, xmax, ymax; /* of the square 0,0 to 10,10 */
    } cases[] = {
        {"viewBox='0 0 10 20'", 10, 20, 0, 0, 10, 10},
        {"viewBox='0,0 10,20' width='20' height='40px'", 20, 40, 0, 0, 20, 20},
        {"viewBox='-5 0 20 20' width='10'", 10, 10, 2.5, 0, 7.5, 5},
        {"viewBox='0 0 10 10' width='30' height='10'", 30, 10, 10, 0, 20, 10},
        {"viewBox='0 0 10 10' width='100%' height='100%'", 10, 10, 0, 0, 10, 10},
        {"width='12' height='12'", 12, 12, 0, 0, 10, 10},
        {"width='1in' height='72pt'", 96, 96, 0, 0, 10, 10},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text =
            g_strdup_printf("<svg %s><rect width='10' height='10'/></svg>", cases[i].root);
        g_autoptr(Icon) icon = read_svg(text, NULL);
        g_assert_cmpfloat_with_epsilon(icon->width_px, cases[i].width, 1e-9);
        g_assert_cmpfloat_with_epsilon(icon->height_px, cases[i].height, 1e-9);
        assert_box(shape_of(icon, 0)->path, cases[i].xmin, cases[i].ymin, cases[i].xmax,
                   cases[i].ymax, 1e-9);
    }
}

static void test_transforms(void)
{
    static const char *const same[] = {
        "translate(2 3)",
        "translate(2,3)scale(1)",
        "translate(2) translate(0,3)",
        "rotate(90) translate(3 -5) rotate(-90) translate(-3)",
        "rotate(180 2.5 3)",
        "matrix(1 0 0 1 2 3)",
        "scale(.5 .25)translate(4 12)matrix(2,0,0,4,0,0)",
        " translate( 2 , 3 ) , skewX(0) skewY(0) ",
    };
    for (guint i = 0; i < G_N_ELEMENTS(same); i++) {
        g_autofree char *text = g_strdup_printf(
            SVG "<g transform='%s'><rect width='3' height='3'/></g></svg>", same[i]);
        g_autoptr(Icon) icon = read_svg(text, NULL);
        g_test_message("%s", same[i]);
        assert_box(shape_of(icon, 0)->path, 2, 3, 5, 6, 1e-9);
    }
    assert_refused(SVG "<g transform='turn(5)'/></svg>", "transform cannot be \"turn(5)\"");
    assert_refused(SVG "<g transform='rotate(1,2)'/></svg>", "transform cannot be");
    assert_refused(SVG "<g transform='scale(1'/></svg>", "transform cannot be");
    assert_refused(SVG "<g transform='scale(1e7)'/></svg>", "transform cannot be");
}

static void test_colors(void)
{
    static const struct {
        const char *attributes;
        gboolean has_color;
        struct color color;
    } cases[] = {
        {"", FALSE, {0, 0, 0, 1}},
        {"fill='currentColor'", FALSE, {0, 0, 0, 1}},
        {"fill='#000' stroke='none'", FALSE, {0, 0, 0, 1}},
        {"fill='black' opacity='.5'", FALSE, {0, 0, 0, 0.5}},
        {"fill='red'", TRUE, {1, 0, 0, 1}},
        {"fill='red' style='fill : rgb(0,255,0) ; stroke:none'", TRUE, {0, 1, 0, 1}},
        {"style='fill:#00f;fill-opacity:50%'", TRUE, {0, 0, 1, 0.5}},
        {"fill='inherit'", FALSE, {0, 0, 0, 1}},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = g_strdup_printf(
            SVG "<g opacity='1'><rect width='5' height='5' %s/></g></svg>", cases[i].attributes);
        g_autoptr(Icon) icon = read_svg(text, NULL);
        const struct icon_shape *shape = shape_of(icon, 0);
        g_test_message("%s", cases[i].attributes);
        g_assert_cmpint(shape->has_color, ==, cases[i].has_color);
        g_assert_cmpint(icon->single_color, ==, !cases[i].has_color);
        g_assert_cmpfloat(shape->color.red, ==, cases[i].color.red);
        g_assert_cmpfloat(shape->color.green, ==, cases[i].color.green);
        g_assert_cmpfloat(shape->color.blue, ==, cases[i].color.blue);
        g_assert_cmpfloat(shape->color.alpha, ==, cases[i].color.alpha);
    }
}

static void test_what_is_left_out(void)
{
    g_autoptr(Icon) icon =
        read_svg("\xEF\xBB\xBF<?xml version='1.0'?><!DOCTYPE svg PUBLIC 'a' 'b'>"
                 "<!-- x -->" SVG "<title>t</title><defs><path d='bad'/><x/></defs>"
                 "<rect width='9' height='9' fill='none'/>"
                 "<g display='none'><g><rect width='9' height='9'/></g></g>"
                 "<g visibility='hidden'><rect width='9' height='9'/>"
                 "<rect width='4' height='4' visibility='visible'/></g>"
                 "<line x2='5'/><rect width='0' height='5'/><circle r='-1'/>"
                 "<inkscape:path d='M0 0h9v9'/><path/></svg>",
                 NULL);
    g_assert_cmpuint(icon->shapes->len, ==, 1);
    assert_box(shape_of(icon, 0)->path, 0, 0, 4, 4, 1e-9);
}

/* Strokes stay strokes: the fill below, closed rings and open lines apart, each as wide as the
 * matrix makes it. */
static void test_strokes(void)
{
    g_autoptr(Diagnostics) diagnostics = diagnostics_new();
    g_autoptr(Icon) icon = read_svg(
        SVG "<g fill='none' stroke='currentColor' stroke-width='2' stroke-linecap='round'>"
            "<path d='M1 1h4v4zM7 7h5M3 9h0' transform='scale(2 .5)' stroke-linejoin='bevel' "
            "style='stroke-miterlimit:4px'/>"
            "<line x1='1' y1='2' x2='3' y2='4' stroke='#f00' stroke-opacity='.5'/>"
            "<polyline points='1,1 2,2 1,2' stroke-width='0'/>"
            "<rect width='4' height='3' fill='#00f' style='stroke-width:.5'/></g></svg>",
        diagnostics);
    g_assert_cmpuint(diagnostics_count(diagnostics), ==, 0);
    g_assert_cmpuint(icon->shapes->len, ==, 5);
    const struct icon_shape *ring = shape_of(icon, 0), *open = shape_of(icon, 1);
    g_assert_true(ring->path->closed);
    g_assert_cmpuint(ring->path->points->len, ==, 3);
    g_assert_cmpfloat_with_epsilon(ring->stroke_px, 2, 1e-9);
    g_assert_cmpint(ring->join, ==, LINE_JOIN_BEVEL);
    g_assert_false(ring->has_color);
    g_assert_false(open->path->closed);
    g_assert_cmpuint(page_path_parts(open->path), ==, 1);
    g_assert_cmpint(open->cap, ==, LINE_CAP_ROUND);
    assert_box(open->path, 14, 3.5, 24, 3.5, 1e-9);
    const struct icon_shape *line = shape_of(icon, 2);
    g_assert_true(line->has_color);
    g_assert_cmpfloat(line->color.alpha, ==, 0.5);
    assert_box(line->path, 1, 2, 3, 4, 1e-9);
    g_assert_cmpfloat(shape_of(icon, 3)->stroke_px, ==, 0);
    g_assert_cmpfloat(shape_of(icon, 3)->color.blue, ==, 1);
    g_assert_cmpfloat_with_epsilon(shape_of(icon, 4)->stroke_px, 0.5, 1e-9);
    g_assert_true(shape_of(icon, 4)->path->closed);
    g_assert_false(icon->single_color);
}

static void test_warnings(void)
{
    static const struct {
        const char *content, *warning;
    } cases[] = {
        {"<path d='M0 0h5v5' stroke-dasharray='1 2'/>", "stroke-dasharray is not drawn"},
        {"<path d='M0 0h5v5' fill='none' stroke='url(#a)'/>", "a gradient or pattern"},
        {"<path d='M0 0h5v5' fill='url(#a)'/>", "a gradient or pattern is not drawn"},
        {"<path d='M0 0h5v5'/><use href='http://example.org/a.svg#b'/>", "<use> is not drawn"},
        {"<path d='M0 0h5v5'/><image href='file:///etc/passwd'/>", "<image> is not drawn"},
        {"<path d='M0 0h5v5'/><style>path{fill:red}</style>", "<style> is not drawn"},
        {"<path d='M0 0h5v5' clip-path='url(#a)'/>", "clip-path, mask and filter"},
        {"<path d='M0 0h6v6h-6zM2 2h6v6h-6z'/>", "overlapping parts"},
        {"<path d='M5 0h2v12h-2zM0 5h12v2h-12z'/>", "overlapping parts"},
    };
    static const char *const silent[] = {
        "<path d='M0 0h6v6h-6zM2 2v2h2v-2z'/>", /* a hole, run the other way round */
        "<path fill-rule='evenodd' d='M0 0h6v6h-6zM2 2h6v6h-6z'/>",
        "<g fill-rule='evenodd'><path d='M0 0h6v6h-6zM2 2h6v6h-6z' stroke='none'/></g>",
        "<path d='M0 0h3v3h-3zM4 0h3v3h-3z' stroke-width='3'/>",
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = g_strdup_printf(SVG "\n%s</svg>", cases[i].content);
        g_autoptr(Diagnostics) diagnostics = diagnostics_new();
        g_autoptr(Icon) icon = read_svg(text, diagnostics);
        g_test_message("%s", cases[i].content);
        g_assert_cmpuint(diagnostics_warnings(diagnostics), ==, 1);
        const struct finding *finding = diagnostics_get(diagnostics, 0);
        g_assert_nonnull(strstr(finding->text, cases[i].warning));
        g_assert_cmpuint(finding->line, ==, 2);
    }
    for (guint i = 0; i < G_N_ELEMENTS(silent); i++) {
        g_autofree char *text = g_strdup_printf(SVG "%s</svg>", silent[i]);
        g_autoptr(Diagnostics) diagnostics = diagnostics_new();
        g_autoptr(Icon) icon = read_svg(text, diagnostics);
        g_test_message("%s", silent[i]);
        g_assert_cmpuint(diagnostics_count(diagnostics), ==, 0);
    }
}

static void test_refused(void)
{
    assert_refused("", "a.svg:1: icon: ");
    assert_refused("{}", "a.svg:1: icon: ");
    assert_refused("<html/>", "the first element is not <svg>");
    assert_refused("<svg/>", "neither a viewBox nor a width and height");
    assert_refused("<svg viewBox='0 0 0 5'/>", "viewBox");
    assert_refused("<svg viewBox='0 0 1e308 5'/>", "viewBox");
    assert_refused("<svg viewBox='0 0 nan 5'/>", "viewBox");
    assert_refused("<svg viewBox='0 0 2000 5'/>", "sides");
    assert_refused("<svg width='1em' height='5'/>", "the width is no length");
    assert_refused("<svg width='5' height='-5'/>", "sides");
    assert_refused(SVG "</svg>", "no shape");
    assert_refused(SVG "<path d='M0 0h5v5'/>", "icon: ");
    assert_refused(SVG "<path d='M0 0h5v5' stroke-width='-1'/></svg>", "stroke-width cannot be");
    assert_refused(SVG "<path d='M0 0h5v5' stroke-linecap='pointed'/></svg>", "stroke-linecap");
    assert_refused(SVG "<path fill='reddish' d='M0 0h5v5'/></svg>", "fill cannot be \"reddish\"");
    assert_refused(SVG "<rect width='x' height='5'/></svg>", "the value of width cannot be read");
    assert_refused(SVG "<polygon points='0 0 5'/></svg>", "the value of points cannot be read");
    assert_refused(SVG "<title>&bomb;</title></svg>", "icon: ");
    assert_refused("<!DOCTYPE svg [<!ENTITY a 'b'>]>" SVG "</svg>", "document type");
    assert_refused(SVG "<rect x='900000' width='5' height='5' transform='scale(900000)'/></svg>",
                   "too far out");
    assert_refused(SVG "<path d='M0 0h5v5' transform='skewX(90)skewY(90)skewX(90)'/></svg>",
                   "too far out");
    assert_refused(SVG "<title>\xff</title></svg>", "icon: ");
}

static char *repeated(const char *before, const char *text, guint times, const char *after)
{
    GString *all = g_string_new(before);
    for (guint i = 0; i < times; i++) {
        g_string_append(all, text);
    }
    g_string_append(all, after);
    return g_string_free(all, FALSE);
}

static void test_limits(void)
{
    g_autofree char *deep = repeated(SVG, "<g>", 100000, "");
    assert_refused(deep, "more than 64 deep");
    g_autofree char *deep_defs = repeated(SVG "<defs>", "<x>", 100000, "");
    assert_refused(deep_defs, "more than 64 deep");
    g_autofree char *scales =
        repeated(SVG, "<g transform='scale(1000000)'>", 60, "<circle r='1'/>");
    assert_refused(scales, "too far out");
    g_autofree char *many = repeated(SVG, "<g/>", 10001, "</svg>");
    assert_refused(many, "more than 10000 elements");
    g_autofree char *long_path = repeated(SVG "<path d='M0 0", "l1 1 0-1", 60000, "'/></svg>");
    assert_refused(long_path, "too many points");
    g_autofree char *curves = repeated(SVG, "<path d='M0 0C90000 0 0 90000 9 9'/>", 1000, "</svg>");
    assert_refused(curves, "too many points");
}

/* Nothing but a refusal or an icon comes of any change of one byte, or of any cut. */
static void test_damaged(void)
{
    static const char whole[] =
        SVG "<g transform='rotate(9)' style='fill:#fff;stroke:red;stroke-linecap:round'><path "
            "d='M1 1a2 1 0 0 1 3 3Q1 2 3 4t5 5z'/>"
            "<rect x='1' width='3' height='4' rx='1'/><polygon points='1,1 2,2 3,1'/></g></svg>";
    static const char changes[] = "0-.eM<\"'(%,A";
    for (gsize i = 0; i < strlen(whole); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(Icon) cut = svg_icon_read("a.svg", whole, i, NULL, &error);
        g_assert_true((cut == NULL) == (error != NULL));
        for (gsize k = 0; k < strlen(changes); k++) {
            g_autofree char *text = g_strdup(whole);
            g_autoptr(GError) cause = NULL;
            text[i] = changes[k];
            g_autoptr(Icon) icon = svg_icon_read("a.svg", text, strlen(text), NULL, &cause);
            g_assert_true((icon == NULL) == (cause != NULL));
        }
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/icon/path/commands", test_path_commands);
    g_test_add_func("/icon/path/rings", test_path_rings);
    g_test_add_func("/icon/path/curves", test_curves_are_near);
    g_test_add_func("/icon/path/quadratics", test_quadratics);
    g_test_add_func("/icon/path/smooth", test_smooth);
    g_test_add_func("/icon/path/broken", test_broken_paths);
    g_test_add_func("/icon/svg/size", test_size);
    g_test_add_func("/icon/svg/transforms", test_transforms);
    g_test_add_func("/icon/svg/colors", test_colors);
    g_test_add_func("/icon/svg/left-out", test_what_is_left_out);
    g_test_add_func("/icon/svg/strokes", test_strokes);
    g_test_add_func("/icon/svg/warnings", test_warnings);
    g_test_add_func("/icon/svg/refused", test_refused);
    g_test_add_func("/icon/svg/limits", test_limits);
    g_test_add_func("/icon/svg/damaged", test_damaged);
    return g_test_run();
}
