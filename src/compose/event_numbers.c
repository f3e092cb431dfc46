#include "compose/event_numbers.h"

#include "compose/event_clusters.h"
#include "compose/furniture/furniture_style.h"
#include "compose/label_positions.h"

#include <math.h>
#include <string.h>

#define NUMBER_EM 1.1 /* of small print */
#define HALO_PX 1.6
#define PADDING_PX 0.5
/* Between a symbol's edge and its number. */
#define GAP_PX 1.5
#define FAR_GAP_PX 6.0
#define LEADER_WIDTH_PX 0.75
#define LEADER_MAX_PX 70.0
/* A leader begins so far within the symbol's edge that they meet. */
#define LEADER_START_PX 0.5
/* Of the numbers of a cluster: so many are told, or runs of them. */
#define MAX_RANGES 3

struct numbered {
    guint event;         /* index of composed_events */
    struct label *label; /* the composition's; NULL where is_told */
    gboolean is_told;    /* by the label of the first event of its cluster */
    GArray *together;    /* guint: of the first event of a cluster, all its numbers; else NULL */
};

struct event_numbers {
    GArray *numbered;          /* struct numbered: the first is number 1 */
    struct scene_group *group; /* the scene's */
    struct color leader_color;
};

/* --- the order --- */

/* How many digits follow, leading zeros passed over. */
static gsize digit_run(const char **text)
{
    gsize n = 0;
    while (**text == '0' && g_ascii_isdigit((*text)[1])) {
        (*text)++;
    }
    while (g_ascii_isdigit((*text)[n])) {
        n++;
    }
    return n;
}

/* Texts as people sort them: runs of digits by their number. A run is looked at once, however long
 * a stranger's ids are. */
static gint compare_ids(const char *a, const char *b)
{
    while (*a != '\0' && *b != '\0') {
        gsize n = digit_run(&a), m = digit_run(&b);
        if (n > 0 && m > 0 && n != m) {
            return n < m ? -1 : 1;
        }
        gsize same = n > 0 && m > 0 ? n : 1;
        gint order = memcmp(a, b, same);
        if (order != 0) {
            return order;
        }
        a += same;
        b += same;
    }
    return (*a != '\0') - (*b != '\0');
}

static gint compare_days(const struct date_span *a, const struct date_span *b)
{
    if (!a->known || !b->known) {
        return !a->known - !b->known;
    }
    return a->first_day != b->first_day ? (a->first_day < b->first_day ? -1 : 1)
                                        : (a->last_day > b->last_day) - (a->last_day < b->last_day);
}

static gint by_date(gconstpointer left, gconstpointer right, gpointer data)
{
    const struct numbered *a = left, *b = right;
    const struct composed_event *events = (const struct composed_event *)(void *)data;
    const struct event *first = events[a->event].event, *second = events[b->event].event;
    gint order = compare_days(&first->dates, &second->dates);
    order = order != 0 ? order : compare_ids(first->id, second->id);
    return order != 0 ? order : (a->event > b->event) - (a->event < b->event);
}

static const struct composed_event *event_of(const struct composition *composition,
                                             const struct numbered *numbered)
{
    return &g_array_index(composition->composed_events, struct composed_event, numbered->event);
}

static GArray *in_order(const struct composition *composition)
{
    GArray *all = g_array_new(FALSE, FALSE, sizeof(struct numbered));
    for (guint i = 0; i < composition->composed_events->len; i++) {
        struct numbered numbered = {.event = i};
        if (event_of(composition, &numbered)->status == COMPOSED_DRAWN) {
            g_array_append_val(all, numbered);
        }
    }
    g_array_sort_with_data(all, by_date, composition->composed_events->data);
    return all;
}

/* --- the labels --- */

/* Directions clockwise from the east, and their anchors. */
static const enum anchor around[] = {ANCHOR_LEFT,      ANCHOR_TOP_LEFT,   ANCHOR_TOP,
                                     ANCHOR_TOP_RIGHT, ANCHOR_RIGHT,      ANCHOR_BOTTOM_RIGHT,
                                     ANCHOR_BOTTOM,    ANCHOR_BOTTOM_LEFT};

/* Outwards first where the symbol was moved aside: its number then does not stand among those that
 * it was set apart from. */
static guint first_direction(const struct composed_event *composed)
{
    double dx = composed->shown_at.x - composed->true_at.x;
    double dy = composed->shown_at.y - composed->true_at.y;
    if (!(hypot(dx, dy) > 0.5)) {
        return 0;
    }
    double eighths = atan2(dy, dx) * 4 / G_PI;
    return (guint)((int)lround(eighths) + 8) % 8;
}

static void add_ring(struct label *label, const struct composed_event *composed, double radius_px)
{
    /* To one side and the other in turn, away from the first. */
    static const guint turns[] = {0, 7, 1, 6, 2, 5, 3, 4};
    guint first = first_direction(composed);
    for (guint i = 0; i < G_N_ELEMENTS(turns); i++) {
        guint direction = (first + turns[i]) % 8;
        double angle = direction * G_PI / 4;
        struct page_point offset = {cos(angle) * radius_px, sin(angle) * radius_px};
        position_add(label, around[direction], composed->shown_at, offset, 0, FALSE);
    }
}

/* In the symbol only where that has no icon of its own. */
static void add_positions(struct label *label, const struct composed_event *composed,
                          gboolean has_icon)
{
    const struct text *text = label->text;
    double radius = composed->radius_px;
    struct leader_style leader = {.width_px = LEADER_WIDTH_PX, .max_px = LEADER_MAX_PX};
    if (!has_icon && hypot(text->width, text->cap_height_px) / 2 + GAP_PX < radius) {
        position_add(label, ANCHOR_CENTER, composed->shown_at, (struct page_point){0, 0}, 0, FALSE);
    }
    add_ring(label, composed, radius + GAP_PX);
    add_ring(label, composed, radius + FAR_GAP_PX);
    positions_with_leaders(&leader, text, composed->shown_at, fmax(0, radius - LEADER_START_PX),
                           label->positions);
}

/* What the layers of the style draw of events. */
struct event_marks {
    gboolean has_circles;
    gboolean has_icons;
    int icon_priority; /* of the icons that are placed last */
};

static struct event_marks marks_of(const struct composition *composition)
{
    struct event_marks marks = {.icon_priority = G_MININT};
    for (guint i = 0; i < composition->layers->len; i++) {
        const struct composed_layer *layer = composition->layers->pdata[i];
        if (!layer_uses(layer, EVENTS_SOURCE, composition->evaluation.zoom)) {
            continue;
        }
        marks.has_circles |= layer->layer->type == LAYER_CIRCLE;
        if (layer->layer->type == LAYER_SYMBOL && style_has(layer->layer, PROPERTY_ICON_IMAGE)) {
            marks.has_icons = TRUE;
            marks.icon_priority = MAX(marks.icon_priority, -(int)layer->layer->index);
        }
    }
    return marks;
}

static struct label *add_label(struct composition *composition,
                               const struct composed_event *composed, const char *digits,
                               const struct furniture_style *look, const struct event_marks *marks)
{
    const struct text_style style = {
        .fonts = look->fonts[FONT_BOLD],
        .size_px = look->size_px[TYPE_SMALL] * NUMBER_EM,
        .line_height_em = FURNITURE_LINE_HEIGHT_EM,
    };
    struct label *label =
        labels_add(composition->labels, text_new(composition->fonts, digits, &style));
    /* Circles keep their place from the start. An icon that stands alone has its turn before. */
    label->layer_priority = marks->has_circles ? G_MININT : marks->icon_priority;
    label->sort_key = INFINITY;
    label->group = LABEL_GROUP_NUMBERS;
    label->layer_id = g_strdup("event-numbers");
    label->owner = composed->last_owner;
    label->padding_px = PADDING_PX;
    label->color = look->colors[COLOR_INK];
    label->halo_color = look->colors[COLOR_PAPER];
    label->halo_width_px = HALO_PX;
    label->opacity = 1;
    add_positions(label, composed, marks->has_icons);
    return label;
}

/* "3, 7–9": the numbers of a cluster. */
static char *ranges_dup(const GArray *numbers)
{
    GString *text = g_string_new(NULL);
    guint shown = 0;
    for (guint i = 0; i < numbers->len;) {
        guint first = g_array_index(numbers, guint, i), last = first;
        for (i++; i < numbers->len && g_array_index(numbers, guint, i) == last + 1; i++) {
            last++;
        }
        if (shown++ == MAX_RANGES) {
            g_string_append(text, " …");
            break;
        }
        g_string_append_printf(text, "%s%u", shown > 1 ? ", " : "", first);
        if (last > first) {
            g_string_append_printf(text, "%s%u", last > first + 1 ? "–" : ", ", last);
        }
    }
    return g_string_free(text, FALSE);
}

/* Events drawn as one symbol have one label, which tells all their numbers: that of the first. */
static void gather_clusters(const struct composition *composition, struct event_numbers *numbers)
{
    const GPtrArray *clusters = composition->event_clusters;
    g_autoptr(GHashTable) cluster_of = g_hash_table_new(NULL, NULL);
    g_autoptr(GHashTable) first_of = g_hash_table_new(NULL, NULL);
    for (guint i = 0; clusters != NULL && i < clusters->len; i++) {
        struct event_cluster *cluster = g_ptr_array_index(clusters, i);
        for (guint j = 0; j < cluster->members->len; j++) {
            g_hash_table_insert(cluster_of, g_ptr_array_index(cluster->members, j), cluster);
        }
    }
    for (guint i = 0; i < numbers->numbered->len; i++) {
        struct numbered *numbered = &g_array_index(numbers->numbered, struct numbered, i);
        gpointer cluster = g_hash_table_lookup(cluster_of, event_of(composition, numbered));
        struct numbered *first = cluster != NULL ? g_hash_table_lookup(first_of, cluster) : NULL;
        guint number = i + 1;
        if (cluster == NULL) {
            continue;
        }
        if (first == NULL) {
            first = numbered;
            first->together = g_array_new(FALSE, FALSE, sizeof(guint));
            g_hash_table_insert(first_of, cluster, first);
        }
        numbered->is_told = first != numbered;
        g_array_append_val(first->together, number);
    }
}

static void add_labels(struct composition *composition, const struct furniture_style *look)
{
    const struct event_numbers *numbers = composition->numbers;
    struct event_marks marks = marks_of(composition);
    for (guint i = 0; i < numbers->numbered->len; i++) {
        struct numbered *numbered = &g_array_index(numbers->numbered, struct numbered, i);
        g_autofree char *digits = numbered->together != NULL ? ranges_dup(numbered->together)
                                                             : g_strdup_printf("%u", i + 1);
        if (!numbered->is_told) {
            numbered->label =
                add_label(composition, event_of(composition, numbered), digits, look, &marks);
        }
    }
}

void event_numbers_add(struct composition *composition)
{
    if (!composition->map->number) {
        return;
    }
    if (composition->aggregate != NULL || composition->dense.is_dense) {
        diagnostics_add(composition->diagnostics, SEVERITY_NOTE, NULL, 0,
                        "events that are drawn together have no numbers of their own");
        return;
    }
    g_autoptr(FurnitureStyle) look =
        furniture_style_new(composition->style, composition->map, NULL);
    struct event_numbers *numbers = g_new0(struct event_numbers, 1);
    composition->numbers = numbers;
    numbers->numbered = in_order(composition);
    numbers->leader_color = look->colors[COLOR_FRAME];
    numbers->group = scene_add_group(composition->scene, "event-numbers", "Numbers of events");
    numbers->group->clipped = TRUE;
    numbers->group->clip = composition->view.frame;
    gather_clusters(composition, numbers);
    add_labels(composition, look);
}

/* --- the drawing --- */

static void draw_leader(struct event_numbers *numbers, const struct label_position *position)
{
    struct page_path *path = page_path_new();
    page_path_clear(path, FALSE);
    page_path_begin_part(path);
    page_path_add(path, position->leader_from.x, position->leader_from.y);
    page_path_add(path, position->leader_to.x, position->leader_to.y);
    struct item *item = scene_group_add_path(numbers->group, path);
    item->stroke.width_px = LEADER_WIDTH_PX;
    item->stroke.color = numbers->leader_color;
}

/* "7. 27 February 2020: Saraqib", a line for each event that the label tells. */
static char *titles_dup(const struct composition *composition, const struct numbered *numbered,
                        guint number)
{
    g_autoptr(GString) titles = g_string_new(NULL);
    guint n = numbered->together != NULL ? numbered->together->len : 1;
    for (guint i = 0; i < n; i++) {
        guint own =
            numbered->together != NULL ? g_array_index(numbered->together, guint, i) : number;
        g_autofree char *title = event_title_dup(event_numbers_get(composition, own));
        g_string_append_printf(titles, "%s%u. %s", i > 0 ? "\n" : "", own, title);
    }
    return g_string_free(g_steal_pointer(&titles), FALSE);
}

static void draw_number(const struct composition *composition, const struct numbered *numbered,
                        guint number)
{
    struct event_numbers *numbers = composition->numbers;
    struct label *label = numbered->label;
    const struct label_position *position =
        &g_array_index(label->positions, struct label_position, label->position);
    if (position->has_leader) {
        draw_leader(numbers, position);
    }
    label->shown = label->text;
    struct item *item =
        scene_group_add_text(numbers->group, g_steal_pointer(&label->text), position->origin);
    item->id = g_strdup_printf("event-number-%u", number);
    item->title = titles_dup(composition, numbered, number);
    item->text.color = label->color;
    item->text.halo_color = label->halo_color;
    item->text.halo_width_px = label->halo_width_px;
}

void event_numbers_draw(struct composition *composition)
{
    struct event_numbers *numbers = composition->numbers;
    guint without = 0, first = 0;
    for (guint i = 0; numbers != NULL && i < numbers->numbered->len; i++) {
        const struct numbered *numbered = &g_array_index(numbers->numbered, struct numbered, i);
        const struct composed_event *composed = event_of(composition, numbered);
        if (composed->status != COMPOSED_DRAWN || numbered->is_told) {
            continue;
        }
        if (numbered->label->placed) {
            draw_number(composition, numbered, i + 1);
        } else {
            first = without++ == 0 ? i + 1 : first;
        }
    }
    if (without > 0) {
        diagnostics_add(composition->diagnostics, SEVERITY_WARNING, NULL, 0,
                        "%u of %u numbers found no room beside their symbols, number %u the first: "
                        "a larger page or a smaller frame shows them",
                        without, numbers->numbered->len, first);
    }
}

guint event_numbers_count(const struct composition *composition)
{
    return composition->numbers != NULL ? composition->numbers->numbered->len : 0;
}

const struct composed_event *event_numbers_get(const struct composition *composition, guint number)
{
    return event_of(composition,
                    &g_array_index(composition->numbers->numbered, struct numbered, number - 1));
}

void event_numbers_free(struct event_numbers *numbers)
{
    if (numbers != NULL) {
        for (guint i = 0; i < numbers->numbered->len; i++) {
            g_clear_pointer(&g_array_index(numbers->numbered, struct numbered, i).together,
                            g_array_unref);
        }
        g_array_unref(numbers->numbered);
        g_free(numbers);
    }
}
