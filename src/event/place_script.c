#include "event/place_script.h"

#include <stdlib.h>

/* In the order of the code points. */
static const struct reading {
    gunichar letter;
    const char *reading;
} readings[] = {
    /* clang-format off */
    /* What stands for s with cedilla, for ayn and hamza: see place_sound.c */
    {0x0282, "\001"}, {0x0295, "*"},
    /* Greek */
    {0x03B1, "a"}, {0x03B2, "v"}, {0x03B3, "g"}, {0x03B4, "d"}, {0x03B5, "e"}, {0x03B6, "z"},
    {0x03B7, "i"}, {0x03B8, "th"}, {0x03B9, "i"}, {0x03BA, "k"}, {0x03BB, "l"}, {0x03BC, "m"},
    {0x03BD, "n"}, {0x03BE, "ks"}, {0x03BF, "o"}, {0x03C0, "p"}, {0x03C1, "r"}, {0x03C3, "s"},
    {0x03C4, "t"}, {0x03C5, "i"}, {0x03C6, "f"}, {0x03C7, "kh"}, {0x03C8, "ps"}, {0x03C9, "o"},
    /* Cyrillic */
    {0x0430, "a"}, {0x0431, "b"}, {0x0432, "v"}, {0x0433, "g"}, {0x0434, "d"}, {0x0435, "e"},
    {0x0436, "zh"}, {0x0437, "z"}, {0x0438, "i"}, {0x043A, "k"}, {0x043B, "l"}, {0x043C, "m"},
    {0x043D, "n"}, {0x043E, "o"}, {0x043F, "p"}, {0x0440, "r"}, {0x0441, "s"}, {0x0442, "t"},
    {0x0443, "u"}, {0x0444, "f"}, {0x0445, "kh"}, {0x0446, "ts"}, {0x0447, "tch"}, {0x0448, "sh"},
    {0x0449, "sh"}, {0x044A, ""}, {0x044B, "i"}, {0x044C, ""}, {0x044D, "e"}, {0x044E, "yu"},
    {0x044F, "ya"}, {0x0452, "dj"}, {0x0454, "e"}, {0x0456, "i"}, {0x0457, "i"}, {0x0458, "y"},
    {0x0459, "l"}, {0x045A, "n"}, {0x045B, "tch"}, {0x045F, "dj"}, {0x0491, "g"}, {0x0493, "gh"},
    {0x049B, "q"}, {0x04A3, "n"}, {0x04AF, "u"}, {0x04B1, "u"}, {0x04B3, "h"}, {0x04B7, "j"},
    {0x04BB, "h"}, {0x04D9, "a"}, {0x04E9, "o"},
    /* Armenian */
    {0x0561, "a"}, {0x0562, "b"}, {0x0563, "g"}, {0x0564, "d"}, {0x0565, "e"}, {0x0566, "z"},
    {0x0567, "e"}, {0x0568, "e"}, {0x0569, "t"}, {0x056A, "zh"}, {0x056B, "i"}, {0x056C, "l"},
    {0x056D, "kh"}, {0x056E, "ts"}, {0x056F, "k"}, {0x0570, "h"}, {0x0571, "dz"}, {0x0572, "gh"},
    {0x0573, "j"}, {0x0574, "m"}, {0x0575, "y"}, {0x0576, "n"}, {0x0577, "sh"}, {0x0578, "o"},
    {0x0579, "tch"}, {0x057A, "p"}, {0x057B, "j"}, {0x057C, "r"}, {0x057D, "s"}, {0x057E, "v"},
    {0x057F, "t"}, {0x0580, "r"}, {0x0581, "ts"}, {0x0582, "u"}, {0x0583, "p"}, {0x0584, "k"},
    {0x0585, "o"}, {0x0586, "f"}, {0x0587, "ev"},
    /* Hebrew */
    {0x05D0, "*"}, {0x05D1, "b"}, {0x05D2, "g"}, {0x05D3, "d"}, {0x05D4, "h"}, {0x05D5, "w"},
    {0x05D6, "z"}, {0x05D7, "h"}, {0x05D8, "t"}, {0x05D9, "y"}, {0x05DA, "k"}, {0x05DB, "k"},
    {0x05DC, "l"}, {0x05DD, "m"}, {0x05DE, "m"}, {0x05DF, "n"}, {0x05E0, "n"}, {0x05E1, "s"},
    {0x05E2, "*"}, {0x05E3, "f"}, {0x05E4, "f"}, {0x05E5, "s"}, {0x05E6, "s"}, {0x05E7, "q"},
    {0x05E8, "r"}, {0x05E9, "S"}, {0x05EA, "t"},
    /* Arabic */
    {0x0627, "a"}, {0x0628, "b"}, {0x062A, "t"}, {0x062B, "T"}, {0x062C, "j"}, {0x062D, "h"},
    {0x062E, "x"}, {0x062F, "d"}, {0x0630, "D"}, {0x0631, "r"}, {0x0632, "z"}, {0x0633, "s"},
    {0x0634, "S"}, {0x0635, "s"}, {0x0636, "d"}, {0x0637, "t"}, {0x0638, "D"}, {0x0639, "*"},
    {0x063A, "G"}, {0x0641, "f"}, {0x0642, "q"}, {0x0643, "k"}, {0x0644, "l"}, {0x0645, "m"},
    {0x0646, "n"}, {0x0647, "h"}, {0x0648, "w"}, {0x064A, "y"}, {0x0679, "t"}, {0x067E, "p"},
    {0x0686, "j"}, {0x0688, "d"}, {0x0691, "r"}, {0x0695, "r"}, {0x0698, "j"}, {0x06A4, "v"},
    {0x06AD, "n"}, {0x06AF, "g"}, {0x06B5, "l"}, {0x06BA, "n"}, {0x06BE, "h"}, {0x06C1, "h"},
    {0x06C2, "h"}, {0x06C6, "o"}, {0x06C7, "u"}, {0x06C8, "u"}, {0x06CB, "v"}, {0x06CE, "e"},
    {0x06D0, "e"}, {0x06D2, "y"}, {0x06D5, "e"},
    /* Georgian */
    {0x10D0, "a"}, {0x10D1, "b"}, {0x10D2, "g"}, {0x10D3, "d"}, {0x10D4, "e"}, {0x10D5, "v"},
    {0x10D6, "z"}, {0x10D7, "t"}, {0x10D8, "i"}, {0x10D9, "k"}, {0x10DA, "l"}, {0x10DB, "m"},
    {0x10DC, "n"}, {0x10DD, "o"}, {0x10DE, "p"}, {0x10DF, "zh"}, {0x10E0, "r"}, {0x10E1, "s"},
    {0x10E2, "t"}, {0x10E3, "u"}, {0x10E4, "p"}, {0x10E5, "k"}, {0x10E6, "gh"}, {0x10E7, "q"},
    {0x10E8, "sh"}, {0x10E9, "tch"}, {0x10EA, "ts"}, {0x10EB, "dz"}, {0x10EC, "ts"},
    {0x10ED, "tch"}, {0x10EE, "kh"}, {0x10EF, "j"}, {0x10F0, "h"},
    /* clang-format on */
};

static int compare_letters(const void *key, const void *row)
{
    gunichar letter = *(const gunichar *)key;
    gunichar other = ((const struct reading *)row)->letter;
    return letter < other ? -1 : letter > other;
}

enum place_script place_script_read(gunichar letter, const char **reading)
{
    const struct reading *row =
        bsearch(&letter, readings, G_N_ELEMENTS(readings), sizeof *readings, compare_letters);
    *reading = row != NULL ? row->reading : "";
    if (row == NULL) {
        return SCRIPT_UNKNOWN;
    }
    return letter >= 0x0590 && letter <= 0x06FF ? SCRIPT_UNVOWELLED : SCRIPT_LATIN;
}
