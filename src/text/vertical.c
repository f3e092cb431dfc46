#include "text/vertical.h"

#include "text/shape.h"
#include "text/text.h"

/* Rising; brackets, dashes and the long vowel mark, which are turned, lie between. */
static const struct {
    gunichar first, last;
} upright[] = {
    {0x02ea, 0x02eb},   {0x1100, 0x11ff},   {0x1400, 0x167f},   {0x18b0, 0x18ff},
    {0x2e80, 0x2fdf},   {0x2ff0, 0x3007},   {0x3012, 0x3013},   {0x3020, 0x302f},
    {0x3031, 0x309f},   {0x30a1, 0x30fb},   {0x30fd, 0xa4cf},   {0xa960, 0xa97f},
    {0xac00, 0xd7ff},   {0xf900, 0xfaff},   {0xfe10, 0xfe1f},   {0xfe30, 0xfe48},
    {0xfe50, 0xfe57},   {0xfe5f, 0xfe62},   {0xfe67, 0xfe6f},   {0xff01, 0xff07},
    {0xff0a, 0xff0c},   {0xff0e, 0xff19},   {0xff1f, 0xff3a},   {0xff3c, 0xff3c},
    {0xff3e, 0xff3e},   {0xff40, 0xff5a},   {0xffe0, 0xffe2},   {0xffe4, 0xffe7},
    {0x16fe0, 0x18aff}, {0x1b000, 0x1b2ff}, {0x1f200, 0x1f2ff}, {0x20000, 0x3fffd},
};

gboolean is_upright_vertically(gunichar c)
{
    for (guint i = 0; i < G_N_ELEMENTS(upright) && c >= upright[i].first; i++) {
        if (c <= upright[i].last) {
            return TRUE;
        }
    }
    return FALSE;
}

gunichar vertical_form(gunichar c)
{
    static const struct {
        gunichar level, vertical;
    } forms[] = {
        {'!', 0xfe15},    {'(', 0xfe35},    {')', 0xfe36},    {',', 0xfe10},    {':', 0xfe13},
        {';', 0xfe14},    {'?', 0xfe16},    {'[', 0xfe47},    {']', 0xfe48},    {'_', 0xfe33},
        {'{', 0xfe37},    {'}', 0xfe38},    {0x2013, 0xfe32}, {0x2014, 0xfe31}, {0x2026, 0xfe19},
        {0x3001, 0xfe11}, {0x3002, 0xfe12}, {0x3008, 0xfe3f}, {0x3009, 0xfe40}, {0x300a, 0xfe3d},
        {0x300b, 0xfe3e}, {0x300c, 0xfe41}, {0x300d, 0xfe42}, {0x300e, 0xfe43}, {0x300f, 0xfe44},
        {0x3010, 0xfe3b}, {0x3011, 0xfe3c}, {0x3014, 0xfe39}, {0x3015, 0xfe3a}, {0x3016, 0xfe17},
        {0x3017, 0xfe18}, {0x30fc, 0xfe31}, {0xff01, 0xfe15}, {0xff08, 0xfe35}, {0xff09, 0xfe36},
        {0xff0c, 0xfe10}, {0xff1a, 0xfe13}, {0xff1b, 0xfe14}, {0xff1f, 0xfe16}, {0xff3b, 0xfe47},
        {0xff3d, 0xfe48}, {0xff3f, 0xfe33}, {0xff5b, 0xfe37}, {0xff5d, 0xfe38}, {0xff61, 0xfe12},
        {0xff62, 0xfe41}, {0xff63, 0xfe42},
    };
    for (guint i = 0; i < G_N_ELEMENTS(forms); i++) {
        if (forms[i].level == c) {
            return forms[i].vertical;
        }
    }
    return 0;
}

static gboolean must_be_level(gunichar c)
{
    return FRIBIDI_IS_RTL(fribidi_get_bidi_type(c)) ||
           !script_can_be_spaced(hb_unicode_script(hb_unicode_funcs_get_default(), c));
}

gboolean text_allows_vertical(const struct text_section *sections, guint n)
{
    gboolean any_is_upright = FALSE;
    for (guint i = 0; i < n; i++) {
        if (sections[i].image != NULL) {
            return FALSE;
        }
        for (const char *p = sections[i].utf8; *p != '\0'; p = g_utf8_next_char(p)) {
            gunichar c = g_utf8_get_char_validated(p, -1);
            if (c >= (gunichar)-2 || must_be_level(c)) {
                return FALSE;
            }
            any_is_upright |= is_upright_vertically(c);
        }
    }
    return any_is_upright;
}
