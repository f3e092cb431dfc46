/* What `idlibmap explain` has to say: sentences for people, and the same as JSON. */
#ifndef IDLIBMAP_CLI_EXPLANATION_H
#define IDLIBMAP_CLI_EXPLANATION_H

#include "compose/composition.h"

#include <jansson.h>

struct explanation {
    const struct composition *composition; /* borrowed */
    const struct gazetteer *gazetteer;     /* borrowed */
    GString *text;
};

/* Appends a line. What it quotes may be anything: the line is made fit for a terminal. */
void explanation_say(struct explanation *explanation, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* A number in at most so many decimals; owned by the caller. */
char *number_dup(double number, guint decimals);
/* Rounded to so many decimals; null where it is not finite. */
json_t *number_json(double number, guint decimals);

/* How far a point lies outside the frame, on the page and on the ground; 0 inside, NAN where it has
 * no place on the page. */
void explain_outside(const struct composition *composition, struct page_point at,
                     struct lonlat lonlat, double *px, double *km);

/* What the gazetteer answered (NULL: it was not asked): tier, score, the place or its candidates.
 */
json_t *explain_answer(struct explanation *explanation, const char *name,
                       const struct place_answer *answer);

/* An event: the row it was read from, what of it, how it was placed, where it stands and what drew
 * it, or why it is not drawn. */
json_t *explain_event(struct explanation *explanation, const struct composed_event *composed);

/* A label: where it stands, or why it does not. */
json_t *explain_label(struct explanation *explanation, const struct label *label);

/* A place by its name: the gazetteer's answer, where that is on the map, which labels of the base
 * map have its name, and the events there. The "tier" of the answer is "" where it is not known. */
json_t *explain_place(struct explanation *explanation, const char *name);

#endif
