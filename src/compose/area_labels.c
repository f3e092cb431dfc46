/* Labels of areas: where there is most room for them. */
#include "compose/clearance.h"
#include "compose/event_groups.h"
#include "compose/label_positions.h"

#define CELL_PX 6.0
/* With fewer clear spots than this, spots that are not clear are tried as well. */
#define ENOUGH_SPOTS 12
#define SPOTS 28
#define SPOTS_APART_PX 16.0

struct area_label {
    struct label *label; /* borrowed */
    struct page_path *area;
    double rotate_deg; /* text-rotate */
};

void area_label_add(struct composition *composition, struct label *label,
                    const struct page_path *area, double rotate_deg)
{
    struct area_label *area_label = g_new0(struct area_label, 1);
    area_label->label = label;
    area_label->area = page_path_copy(area);
    area_label->rotate_deg = rotate_deg;
    g_ptr_array_add(composition->area_labels, area_label);
}

void area_label_free(gpointer area_label)
{
    struct area_label *own = area_label;
    page_path_free(own->area);
    g_free(own);
}

/* Are the corners and the middles of the text's box open? */
static gboolean fits(const struct clearance *clearance, const struct text *text,
                     struct page_point origin)
{
    for (int row = 0; row <= 2; row++) {
        for (int column = 0; column <= 4; column++) {
            struct page_point at = {origin.x + text->width * column / 4,
                                    origin.y + text->height * row / 2};
            if (!clearance_is_open(clearance, at)) {
                return FALSE;
            }
        }
    }
    return TRUE;
}

/* Spots where the whole text stands free come first. */
static void append_spots(const struct area_label *area_label, struct clearance *clearance,
                         gboolean is_other)
{
    struct page_point spots[SPOTS];
    gboolean fitting[SPOTS];
    struct label *label = area_label->label;
    const struct text *text = is_other ? label->other : label->text;
    guint count = clearance_spots(clearance, SPOTS, SPOTS_APART_PX, spots);
    for (guint i = 0; i < count; i++) {
        fitting[i] =
            text == NULL || fits(clearance, text, anchor_origin(text, ANCHOR_CENTER, spots[i], 0));
    }
    for (gboolean wanted = TRUE; wanted >= FALSE; wanted--) {
        for (guint i = 0; i < count; i++) {
            if (fitting[i] == wanted) {
                position_add(label, ANCHOR_CENTER, spots[i], (struct page_point){0, 0},
                             area_label->rotate_deg, is_other);
            }
        }
    }
}

static void append_all_spots(const struct area_label *area_label, struct clearance *clearance)
{
    append_spots(area_label, clearance, FALSE);
    if (area_label->label->other != NULL) {
        append_spots(area_label, clearance, TRUE);
    }
}

void area_labels_finish(struct composition *composition)
{
    for (guint i = 0; i < composition->area_labels->len; i++) {
        const struct area_label *area_label = g_ptr_array_index(composition->area_labels, i);
        g_autoptr(Clearance) clear =
            clearance_new(area_label->area, composition->view.frame, CELL_PX);
        clearance_block_drawn(clear, composition);
        append_all_spots(area_label, clear);
        if (area_label->label->positions->len >= ENOUGH_SPOTS) {
            continue;
        }
        g_autoptr(Clearance) any =
            clearance_new(area_label->area, composition->view.frame, CELL_PX);
        append_all_spots(area_label, any);
    }
}
