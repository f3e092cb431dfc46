/* Which events are taken, by the map's from, to, last and filter; the same for events that are kept
 * and for those that are drawn as they are read. */
#ifndef IDLIBMAP_COMPOSE_EVENT_SELECT_H
#define IDLIBMAP_COMPOSE_EVENT_SELECT_H

#include "compose/composition.h"
#include "source/source.h"

struct event_select;

/* Reads the options of the map; faults are usage errors. Before anything else of the events. */
struct event_select *event_select_new(const struct composition *composition, GError **error);
void event_select_free(struct event_select *select);

/* When the files are open: finds where the window of --last ends, for which they are read once, and
 * fills what events_read() and event streams need. composition->window is the window from then on.
 */
gboolean event_select_open(struct composition *composition, const GPtrArray *sources,
                           struct events_options *options, GError **error);

/* Adds the names of the properties that the filter looks at to a set of strings; FALSE where it may
 * look at any. */
gboolean event_select_reads(const struct event_select *select, GHashTable *names);

const struct coarsening *event_select_coarsening(const struct event_select *select);

/* When all events are read: tells once of events at which the filter failed, and of names in it
 * that no file has. */
void event_select_report(const struct composition *composition);

DEFINE_AUTOPTR(EventSelect, event_select)

#endif
