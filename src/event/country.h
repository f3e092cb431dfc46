/* Countries by name or code. */
#ifndef IDLIBMAP_EVENT_COUNTRY_H
#define IDLIBMAP_EVENT_COUNTRY_H

/* The ISO 3166-1 two-letter code ("SY") of a country given by its two- or three-letter code or a
 * name ("Syria", "Syrian Arab Republic", "سوريا"); NULL when it is not known. Static. */
const char *country_code(const char *name);

#endif
