/* Labels of areas: where there is most room for them. */
#include "compose/clearance.h"
#include "compose/event_groups.h"
#include "compose/label_positions.h"

#define CELL_PX 4.0
#define SPOTS 28
#define SPOTS_APART_PX 16.0

struct area_label {
    struct label *label; /* borrowed */
    struct page_path *area;
};

void area_label_add(struct composition *composition, struct label *label,
                    const struct page_path *area)
{
    struct area_label *area_label = g_new0(struct area_label, 1);
    area_label->label = label;
    area_label->area = page_path_copy(area);
    g_ptr_array_add(composition->area_labels, area_label);
}

void area_label_free(gpointer area_label)
{
    struct area_label *own = area_label;
    page_path_free(own->area);
    g_free(own);
}

static gboolean is_inside(const struct page_path *area, double x, double y)
{
    gboolean inside = FALSE;
    for (guint part = 0; part < page_path_parts(area); part++) {
        guint length;
        const struct page_point *p = page_path_part(area, part, &length);
        for (guint i = 0, j = length - 1; i < length; j = i++) {
            if ((p[i].y > y) != (p[j].y > y) &&
                x < (p[j].x - p[i].x) * (y - p[i].y) / (p[j].y - p[i].y) + p[i].x) {
                inside = !inside;
            }
        }
    }
    return inside;
}

/* Do the corners and the middles of the text's box lie in the area? */
static gboolean fits_inside(const struct page_path *area, const struct text *text,
                            struct page_point origin)
{
    for (int row = 0; row <= 2; row++) {
        for (int column = 0; column <= 4; column++) {
            if (!is_inside(area, origin.x + text->width * column / 4,
                           origin.y + text->height * row / 2)) {
                return FALSE;
            }
        }
    }
    return TRUE;
}

/* Spots where the whole text lies inside come first. */
static void append_spots(const struct area_label *area_label, struct clearance *clearance)
{
    struct page_point spots[SPOTS];
    gboolean fits[SPOTS];
    struct label *label = area_label->label;
    guint count = clearance_spots(clearance, SPOTS, SPOTS_APART_PX, spots, NULL);
    for (guint i = 0; i < count; i++) {
        spots[i] = anchor_origin(label->text, ANCHOR_CENTER, spots[i], 0);
        fits[i] = fits_inside(area_label->area, label->text, spots[i]);
    }
    for (gboolean fitting = TRUE; fitting >= FALSE; fitting--) {
        for (guint i = 0; i < count; i++) {
            struct label_position position = {
                .origin = spots[i], .pivot = spots[i], .anchor = ANCHOR_CENTER};
            if (fits[i] == fitting && label->positions->len < LABEL_MAX_POSITIONS) {
                g_array_append_val(label->positions, position);
            }
        }
    }
}

void area_labels_finish(struct composition *composition)
{
    for (guint i = 0; i < composition->area_labels->len; i++) {
        const struct area_label *area_label = g_ptr_array_index(composition->area_labels, i);
        g_autoptr(Clearance) clear =
            clearance_new(area_label->area, composition->view.frame, CELL_PX);
        clearance_block_drawn(clear, composition);
        append_spots(area_label, clear);
        /* Where the clear spots are taken by other labels, any spot inside is better than none. */
        g_autoptr(Clearance) any =
            clearance_new(area_label->area, composition->view.frame, CELL_PX);
        append_spots(area_label, any);
    }
}
