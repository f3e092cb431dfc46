/* Numbers sorted into a few classes with round bounds, for a map by shades and its legend. */
#ifndef IDLIBMAP_COMPOSE_VALUE_CLASSES_H
#define IDLIBMAP_COMPOSE_VALUE_CLASSES_H

#include <glib.h>

#define VALUE_CLASSES_MAX 5

struct value_classes {
    guint n;                         /* 0: no number above 0 */
    double lower[VALUE_CLASSES_MAX]; /* rising; the first is the least number there is */
    double most;                     /* the largest number */
    gboolean whole;                  /* all are whole: "2–4", not "2–5" */
};

/* Finite numbers; those not above 0 are in no class. Up to five classes at the natural breaks of
 * their logarithms, for counts of events differ by factors; the bounds are round numbers between
 * the classes or near there. The order of the numbers does not matter. */
struct value_classes value_classes_make(const double *numbers, guint n);
/* The class of a number above 0. */
guint value_classes_of(const struct value_classes *classes, double number);
/* "1", "2–4", "5–37", "under 0.5"; owned by the caller. */
char *value_classes_label_dup(const struct value_classes *classes, guint index,
                              const char *language);

#endif
