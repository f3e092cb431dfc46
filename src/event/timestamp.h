/* Inside of the room: when a row was written, for telling the newer of two rows. */
#ifndef IDLIBMAP_EVENT_TIMESTAMP_H
#define IDLIBMAP_EVENT_TIMESTAMP_H

#include "base/value.h"

/* Seconds since 1970, as far as 2106; 0 for what is no time, and before 1970. Numbers are seconds,
 * or milli-, micro- or nanoseconds when they are that large; of 14 digits (GDELT) and of 12 digits
 * that begin with a year from 1900 they are year, month, day, hour, minute and second. Texts have
 * these one after the other, as ISO 8601 has; what it says of a time zone is not looked at, as the
 * rows of a file are of one. A date in another form counts from its first day. */
guint32 timestamp_seconds(struct value value);

#endif
