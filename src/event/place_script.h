/* Letters of other scripts, read. */
#ifndef IDLIBMAP_EVENT_PLACE_SCRIPT_H
#define IDLIBMAP_EVENT_PLACE_SCRIPT_H

#include <glib.h>

enum place_script {
    SCRIPT_LATIN,      /* the reading is Latin letters, to be read as such */
    SCRIPT_UNVOWELLED, /* Arabic or Hebrew: the reading is letters of struct place_sound */
    SCRIPT_UNKNOWN,
};

/* How a folded letter (see place_name_words_to()) is read; `reading` gets a static text, "" for a
 * letter without a sound. Latin letters read as themselves are not in the table. */
enum place_script place_script_read(gunichar letter, const char **reading);

#endif
