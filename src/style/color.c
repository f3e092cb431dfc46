#include "style/color.h"

#include "style/text_of_value.h"

#include <math.h>
#include <string.h>

/* ---- CSS text ---- */

static gboolean parse_hex(const char *digits, struct color *color)
{
    gsize length = strlen(digits);
    if (length != 3 && length != 4 && length != 6 && length != 8)
        return FALSE;
    guint step = length < 6 ? 1 : 2;
    double parts[4] = {0, 0, 0, 1};
    for (gsize i = 0; i < length; i++)
        if (!g_ascii_isxdigit(digits[i]))
            return FALSE;
    for (gsize i = 0; i * step < length; i++) {
        int high = g_ascii_xdigit_value(digits[i * step]);
        int low = g_ascii_xdigit_value(digits[i * step + step - 1]);
        parts[i] = (high * 16 + low) / 255.0;
    }
    *color = (struct color){parts[0], parts[1], parts[2], parts[3]};
    return TRUE;
}

/* One argument of rgb() or hsl(), and what stands before it. */
struct argument {
    double number;
    gboolean percent;
    char separator; /* ' ', ',' or '/'; 0 for the first */
};

static const char *skip_blanks(const char *p)
{
    while (g_ascii_isspace(*p))
        p++;
    return p;
}

static const char *scan_separator(const char *p, struct argument *argument)
{
    const char *next = skip_blanks(p);
    argument->separator = *next == ',' || *next == '/' ? *next : next > p ? ' ' : 0;
    return argument->separator == ' ' ? next : skip_blanks(next + 1);
}

static const char *scan_number(const char *p, struct argument *argument, gboolean is_hue)
{
    gsize length = strspn(p, "0123456789e.+-");
    g_autofree char *number = g_strndup(p, length);
    if (length == 0)
        return NULL;
    argument->number = number_of_text(number);
    p += length;
    if (is_hue && g_str_has_prefix(p, "deg"))
        return p + 3;
    argument->percent = *p == '%';
    return p + argument->percent;
}

/* The arguments up to the closing bracket, which ends the text; their count, 0 for bad syntax.
 * "e" of "12e1deg" and "deg" do not clash: a number has to follow the e. */
static guint scan_arguments(const char *p, gboolean is_hsl, struct argument *arguments)
{
    guint count = 0;
    p = skip_blanks(p);
    while (count < 4) {
        arguments[count] = (struct argument){0};
        if (count > 0)
            p = scan_separator(p, &arguments[count]);
        if (count > 0 && !arguments[count].separator)
            return 0;
        p = scan_number(p, &arguments[count], is_hsl && count == 0);
        if (!p || isnan(arguments[count].number))
            return 0;
        count++;
        if (*skip_blanks(p) == ')')
            return skip_blanks(p)[1] == '\0' ? count : 0;
    }
    return 0;
}

/* Blanks and then a slash, or commas throughout. */
static gboolean separators_agree(const struct argument *arguments, guint count)
{
    char first = arguments[1].separator;
    if (first == '/' || arguments[2].separator != first)
        return FALSE;
    return count == 3 || arguments[3].separator == (first == ',' ? ',' : '/');
}

static double unit(double number)
{
    return CLAMP(number, 0, 1);
}

static double alpha_of(const struct argument *arguments, guint count)
{
    if (count < 4)
        return 1;
    return unit(arguments[3].percent ? arguments[3].number / 100 : arguments[3].number);
}

static gboolean color_of_rgb(const struct argument *arguments, guint count, struct color *color)
{
    gboolean percent = arguments[0].percent;
    if (arguments[1].percent != percent || arguments[2].percent != percent)
        return FALSE;
    double most = percent ? 100 : 255;
    *color = (struct color){unit(arguments[0].number / most), unit(arguments[1].number / most),
                            unit(arguments[2].number / most), alpha_of(arguments, count)};
    return TRUE;
}

/* CSS Color 4, section 7.1. */
static double hsl_part(double n, double hue_deg, double saturation, double lightness)
{
    double k = fmod(n + hue_deg / 30, 12);
    double a = saturation * MIN(lightness, 1 - lightness);
    return lightness - a * MAX(-1, MIN(MIN(k - 3, 9 - k), 1));
}

static double full_angle(double angle_deg)
{
    angle_deg = fmod(angle_deg, 360);
    return angle_deg < 0 ? angle_deg + 360 : angle_deg;
}

static gboolean color_of_hsl(const struct argument *arguments, guint count, struct color *color)
{
    if (arguments[0].percent || !arguments[1].percent || !arguments[2].percent)
        return FALSE;
    double h = full_angle(arguments[0].number);
    double s = unit(arguments[1].number / 100), l = unit(arguments[2].number / 100);
    *color = (struct color){hsl_part(0, h, s, l), hsl_part(8, h, s, l), hsl_part(4, h, s, l),
                            alpha_of(arguments, count)};
    return TRUE;
}

static gboolean parse_function(const char *text, struct color *color)
{
    gboolean is_rgb = g_str_has_prefix(text, "rgb");
    if (!is_rgb && !g_str_has_prefix(text, "hsl"))
        return FALSE;
    text += text[3] == 'a' ? 4 : 3;
    struct argument arguments[4];
    guint count = *text == '(' ? scan_arguments(text + 1, !is_rgb, arguments) : 0;
    if (count < 3 || !separators_agree(arguments, count))
        return FALSE;
    return is_rgb ? color_of_rgb(arguments, count, color) : color_of_hsl(arguments, count, color);
}

#define LONGEST_COLOR 200 /* bytes; any CSS colour is shorter */

gboolean color_parse(const char *text, struct color *color)
{
    char small[LONGEST_COLOR];
    text = skip_blanks(text);
    gsize length = strlen(text);
    while (length > 0 && g_ascii_isspace(text[length - 1]))
        length--;
    if (length >= sizeof small)
        return FALSE;
    for (gsize i = 0; i < length; i++)
        small[i] = g_ascii_tolower(text[i]);
    small[length] = '\0';

    guint32 rgb;
    if (g_str_equal(small, "transparent")) {
        *color = (struct color){0, 0, 0, 0};
        return TRUE;
    }
    if (small[0] == '#')
        return parse_hex(small + 1, color);
    if (color_named(small, &rgb)) {
        *color =
            (struct color){(rgb >> 16) / 255.0, (rgb >> 8 & 0xFF) / 255.0, (rgb & 0xFF) / 255.0, 1};
        return TRUE;
    }
    return parse_function(small, color);
}

/* ---- numbers ---- */

static char *rgba_error(const struct value *parts, guint n_parts, const char *what)
{
    g_autoptr(GString) text = g_string_new("Invalid rgba value [");
    for (guint i = 0; i < n_parts; i++) {
        if (i > 0)
            g_string_append(text, ", ");
        append_value_text(text, parts[i]);
    }
    g_string_append_printf(text, "]: %s", what);
    return g_strdup(text->str);
}

char *color_from_rgba(const struct value *parts, guint n_parts, struct color *color)
{
    for (guint i = 0; i < 3; i++)
        if (parts[i].type != VALUE_NUMBER || !(parts[i].number >= 0 && parts[i].number <= 255))
            return rgba_error(parts, n_parts, "'r', 'g', and 'b' must be between 0 and 255.");
    double alpha = n_parts > 3 && parts[3].type == VALUE_NUMBER ? parts[3].number : 1;
    if (n_parts > 3 && (parts[3].type != VALUE_NUMBER || !(alpha >= 0 && alpha <= 1)))
        return rgba_error(parts, n_parts, "'a' must be between 0 and 1.");
    *color =
        (struct color){parts[0].number / 255, parts[1].number / 255, parts[2].number / 255, alpha};
    return NULL;
}

/* ---- colour spaces: https://observablehq.com/@mbostock/lab-and-rgb ---- */

#define WHITE_X 0.96422 /* D50 */
#define WHITE_Z 0.82521
#define LAB_T0 (4.0 / 29)
#define LAB_T1 (6.0 / 29)
#define LAB_T2 (3 * LAB_T1 * LAB_T1)
#define LAB_T3 (LAB_T1 * LAB_T1 * LAB_T1)

struct lab {
    double l, a, b;
};

struct hcl {
    double h, c, l; /* h in degrees; NaN for greys */
};

static double linear(double x)
{
    return x <= 0.04045 ? x / 12.92 : pow((x + 0.055) / 1.055, 2.4);
}

static double gamma_of(double x)
{
    return unit(x <= 0.00304 ? 12.92 * x : 1.055 * pow(x, 1 / 2.4) - 0.055);
}

static double lab_of_xyz(double t)
{
    return t > LAB_T3 ? cbrt(t) : t / LAB_T2 + LAB_T0;
}

static double xyz_of_lab(double t)
{
    return t > LAB_T1 ? t * t * t : LAB_T2 * (t - LAB_T0);
}

static struct lab lab_of(struct color color)
{
    double r = linear(color.red), g = linear(color.green), b = linear(color.blue);
    double y = lab_of_xyz(0.2225045 * r + 0.7168786 * g + 0.0606169 * b);
    double x = y, z = y;
    if (r != g || g != b) {
        x = lab_of_xyz((0.4360747 * r + 0.3850649 * g + 0.1430804 * b) / WHITE_X);
        z = lab_of_xyz((0.0139322 * r + 0.0971045 * g + 0.7141733 * b) / WHITE_Z);
    }
    return (struct lab){MAX(0, 116 * y - 16), 500 * (x - y), 200 * (y - z)};
}

static struct color color_of_lab(struct lab lab, double alpha)
{
    double y = (lab.l + 16) / 116;
    double x = WHITE_X * xyz_of_lab(y + lab.a / 500);
    double z = WHITE_Z * xyz_of_lab(y - lab.b / 200);
    y = xyz_of_lab(y);
    return (struct color){gamma_of(3.1338561 * x - 1.6168667 * y - 0.4906146 * z),
                          gamma_of(-0.9787684 * x + 1.9161415 * y + 0.033454 * z),
                          gamma_of(0.0719453 * x - 0.2289914 * y + 1.4052427 * z), alpha};
}

static struct hcl hcl_of(struct color color)
{
    struct lab lab = lab_of(color);
    double chroma = sqrt(lab.a * lab.a + lab.b * lab.b);
    double hue = NAN;
    if (round(chroma * 10000) != 0)
        hue = full_angle(atan2(lab.b, lab.a) * 180 / G_PI);
    return (struct hcl){hue, chroma, lab.l};
}

static double mix(double from, double to, double t)
{
    return from + t * (to - from);
}

/* The shorter way round. */
static double mix_hue(double from, double to, double t)
{
    double turn = to - from;
    if (turn > 180)
        turn -= 360;
    else if (turn < -180)
        turn += 360;
    return from + t * turn;
}

/* A grey has no hue: it takes the other's, and black and white (lightness 0 and 1, as MapLibre
 * compares) its chroma too. */
static struct hcl mix_hcl(struct hcl from, struct hcl to, double t)
{
    struct hcl mixed = {NAN, mix(from.c, to.c, t), mix(from.l, to.l, t)};
    if (!isnan(from.h) && !isnan(to.h)) {
        mixed.h = mix_hue(from.h, to.h, t);
    } else if (!isnan(from.h)) {
        mixed.h = from.h;
        if (to.l == 1 || to.l == 0)
            mixed.c = from.c;
    } else if (!isnan(to.h)) {
        mixed.h = to.h;
        if (from.l == 1 || from.l == 0)
            mixed.c = to.c;
    }
    return mixed;
}

struct color color_mix(struct color from, struct color to, double t, enum color_space space)
{
    double alpha = mix(from.alpha, to.alpha, t);
    if (space == COLOR_SPACE_RGB)
        return (struct color){mix(from.red, to.red, t), mix(from.green, to.green, t),
                              mix(from.blue, to.blue, t), alpha};
    struct lab lab;
    if (space == COLOR_SPACE_HCL) {
        struct hcl hcl = mix_hcl(hcl_of(from), hcl_of(to), t);
        double hue = isnan(hcl.h) ? 0 : hcl.h * G_PI / 180;
        lab = (struct lab){hcl.l, cos(hue) * hcl.c, sin(hue) * hcl.c};
    } else {
        struct lab a = lab_of(from), b = lab_of(to);
        lab = (struct lab){mix(a.l, b.l, t), mix(a.a, b.a, t), mix(a.b, b.b, t)};
    }
    return color_of_lab(lab, alpha);
}
