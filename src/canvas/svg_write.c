#include "canvas/svg_write.h"

#include <math.h>

/* A number given in units of 1/scale (a power of ten). */
static void add_scaled(GString *out, gint64 units, gint64 scale)
{
    guint64 magnitude = (guint64)ABS(units), whole = magnitude / (guint64)scale;
    guint64 rest = magnitude % (guint64)scale;

    if (units < 0)
        g_string_append_c(out, '-');
    g_string_append_printf(out, "%" G_GUINT64_FORMAT, whole);
    if (rest > 0)
        g_string_append_c(out, '.');
    for (guint64 digit = (guint64)scale / 10; digit > 0; digit /= 10) {
        if (rest == 0)
            return;
        g_string_append_c(out, (char)('0' + rest / digit));
        rest %= digit;
    }
}

void svg_add_number(GString *out, double number)
{
    add_scaled(out, llround(number * 100), 100);
}

void svg_add_thousandths(GString *out, double number)
{
    add_scaled(out, llround(number * 1000), 1000);
}

void svg_add_number_attribute(GString *out, const char *name, double number)
{
    g_string_append_printf(out, " %s=\"", name);
    svg_add_number(out, number);
    g_string_append_c(out, '"');
}

void svg_add_text_attribute(GString *out, const char *name, const char *text)
{
    g_string_append_printf(out, " %s=\"", name);
    svg_add_escaped(out, text);
    g_string_append_c(out, '"');
}

static gboolean is_dropped(gunichar c)
{
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || (c >= 0xFDD0 && c <= 0xFDEF) ||
           (c & 0xFFFE) == 0xFFFE;
}

static void add_escaped_char(GString *out, gunichar c)
{
    switch (c) {
    case '<':
        g_string_append(out, "&lt;");
        break;
    case '>':
        g_string_append(out, "&gt;");
        break;
    case '&':
        g_string_append(out, "&amp;");
        break;
    case '"':
        g_string_append(out, "&quot;");
        break;
    case '\t':
    case '\n':
    case '\r':
        g_string_append_c(out, ' ');
        break;
    default:
        if (!is_dropped(c))
            g_string_append_unichar(out, c);
    }
}

void svg_add_escaped(GString *out, const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);

    for (const char *p = valid; *p != '\0'; p = g_utf8_next_char(p))
        add_escaped_char(out, g_utf8_get_char(p));
}

void svg_add_color(GString *out, struct color color)
{
    guint red = (guint)lround(color.red * 255), green = (guint)lround(color.green * 255);
    guint blue = (guint)lround(color.blue * 255);

    if (red % 17 == 0 && green % 17 == 0 && blue % 17 == 0)
        g_string_append_printf(out, "#%x%x%x", red / 17, green / 17, blue / 17);
    else
        g_string_append_printf(out, "#%02x%02x%02x", red, green, blue);
}

void svg_add_color_with_alpha(GString *out, struct color color)
{
    if (color.alpha >= 1) {
        svg_add_color(out, color);
        return;
    }
    g_string_append_printf(out, "rgba(%ld,%ld,%ld,", lround(color.red * 255),
                           lround(color.green * 255), lround(color.blue * 255));
    svg_add_thousandths(out, color.alpha);
    g_string_append_c(out, ')');
}

/* Where the pen is, in hundredths of a px, and the command that bare numbers would continue. */
struct pen {
    GString *out;
    gint64 x, y;
    char command;
};

/* "1.5", "-.25": in path data the zero before the point is not needed, nor a blank before a minus
 * or after a command. */
static void add_path_number(GString *out, gint64 hundredths)
{
    guint64 magnitude = (guint64)ABS(hundredths);
    guint rest = (guint)(magnitude % 100);

    if (hundredths < 0)
        g_string_append_c(out, '-');
    else if (g_ascii_isdigit(out->str[out->len - 1]))
        g_string_append_c(out, ' ');
    if (magnitude >= 100 || rest == 0)
        g_string_append_printf(out, "%" G_GUINT64_FORMAT, magnitude / 100);
    if (rest == 0)
        return;
    g_string_append_c(out, '.');
    g_string_append_c(out, (char)('0' + rest / 10));
    if (rest % 10 != 0)
        g_string_append_c(out, (char)('0' + rest % 10));
}

static void set_command(struct pen *pen, char command)
{
    if (pen->command != command)
        g_string_append_c(pen->out, command);
    pen->command = command;
}

static void pen_line_to(struct pen *pen, gint64 x, gint64 y)
{
    gint64 dx = x - pen->x, dy = y - pen->y;

    if (dx == 0 && dy == 0)
        return;
    set_command(pen, dy == 0 ? 'h' : dx == 0 ? 'v' : 'l');
    if (dx != 0)
        add_path_number(pen->out, dx);
    if (dy != 0)
        add_path_number(pen->out, dy);
    pen->x = x;
    pen->y = y;
}

/* About how long a number is when written. */
static guint digits(gint64 hundredths)
{
    guint64 rest = (guint64)ABS(hundredths);
    guint n = hundredths < 0 ? 2 : 1;

    for (guint i = 0; i < 2 && rest % 10 == 0; i++)
        rest /= 10;
    for (; rest >= 10; rest /= 10)
        n++;
    return n;
}

static void pen_move_to(struct pen *pen, gint64 x, gint64 y)
{
    gint64 dx = x - pen->x, dy = y - pen->y;
    gboolean absolute = digits(x) + digits(y) < digits(dx) + digits(dy);

    g_string_append_c(pen->out, absolute ? 'M' : 'm');
    add_path_number(pen->out, absolute ? x : dx);
    add_path_number(pen->out, absolute ? y : dy);
    /* Bare numbers after m are a relative line. */
    pen->command = absolute ? 'L' : 'l';
    pen->x = x;
    pen->y = y;
}

static gint64 hundredths(double px)
{
    return llround(px * 100);
}

static void add_part(struct pen *pen, const struct page_point *points, guint n, gboolean closed)
{
    gint64 first_x = hundredths(points[0].x), first_y = hundredths(points[0].y);

    /* z draws the way back: a last point that repeats the first is not written. */
    while (closed && n > 1 && hundredths(points[n - 1].x) == first_x &&
           hundredths(points[n - 1].y) == first_y)
        n--;
    pen_move_to(pen, first_x, first_y);
    gsize start = pen->out->len;
    for (guint i = 1; i < n; i++)
        pen_line_to(pen, hundredths(points[i].x), hundredths(points[i].y));
    if (closed) {
        g_string_append_c(pen->out, 'z');
        *pen = (struct pen){pen->out, first_x, first_y, 'z'};
    } else if (pen->out->len == start) {
        /* A line of no length is a dot where caps are round. */
        g_string_append(pen->out, "h0");
        pen->command = 'h';
    }
}

void svg_add_path_data(GString *out, const struct page_path *path)
{
    struct pen pen = {out, 0, 0, 'z'};

    for (guint part = 0; part < page_path_parts(path); part++) {
        guint n = 0;
        const struct page_point *points = page_path_part(path, part, &n);
        if (n > 0)
            add_part(&pen, points, n, path->closed);
    }
}
