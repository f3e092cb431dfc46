/* Names by their sound: Arabic names are written in Latin letters in many ways (Saraqib, Saraqeb,
 * Sarāqib, سراقب). What such spellings share are the consonants; the vowels are near one another.
 */
#ifndef IDLIBMAP_EVENT_PLACE_SOUND_H
#define IDLIBMAP_EVENT_PLACE_SOUND_H

#include <glib.h>
#include <string.h>

#define PLACE_SOUND_MAX 63
#define PLACE_SOUND_READINGS 8

/* One reading of a name. */
struct place_sound {
    /* Consonants and vowels, a character each: b d D(dh) f g G(gh) h j k l m n p q r s S(sh) t
     * T(th) v w x(kh) y z, a e i o u, W and Y (w and y that begin a syllable), * (ayn, hamza, alif:
     * any vowel or none), digits. */
    char letters[PLACE_SOUND_MAX + 1];
    /* The skeleton: classes of consonants that writers mistake for one another (d dh z, t th, s sh,
     * k q g gh, h kh ...). Without vowels, w, y, and h at the end of a word. */
    char skeleton[PLACE_SOUND_MAX + 1];
    gboolean unvowelled; /* written without short vowels (Arabic and Hebrew letters) */
};

/* The same with texts that live elsewhere. */
struct place_sound_text {
    const char *letters, *skeleton; /* of PLACE_SOUND_MAX characters at most */
    gboolean unvowelled;
};

static inline struct place_sound_text place_sound_text(const struct place_sound *sound)
{
    return (struct place_sound_text){sound->letters, sound->skeleton, sound->unvowelled};
}

static inline gboolean place_sound_is_vowel(char letter)
{
    return letter != '\0' && strchr("aeiou*@", letter) != NULL;
}

/* The readings of a name: more than one where a letter is read in different ways (c as j or k, ch
 * as sh or ch, al- as an article or as part of the name). Arabic, Hebrew, Cyrillic, Greek, Armenian
 * and Georgian letters are read too. 0 for a name with letters of other scripts, without
 * consonants, or too long. `readings` has room for PLACE_SOUND_READINGS. */
guint place_sound_read(const char *name, struct place_sound *readings);

/* How alike two readings are, 0..1: 1 less what it costs to turn one into the other (Needleman and
 * Wunsch 1970), against their weight: a consonant weighs 1 and a vowel less, and near sounds are
 * cheap to change. */
double place_sound_likeness(const struct place_sound_text *a, const struct place_sound_text *b);

#endif
