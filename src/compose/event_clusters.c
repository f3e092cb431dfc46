#include "compose/event_clusters.h"

#include "compose/event_groups.h"
#include "compose/furniture/furniture_style.h"
#include "compose/furniture/words.h"
#include "compose/layers.h"
#include "compose/near_groups.h"

#include <math.h>
#include <string.h>

/* A cluster of n events is this many px times the root of n large, from the least to the most. */
#define ROOT_PX 4.0
#define MIN_RADIUS_PX 11.0
#define MAX_RADIUS_PX 40.0
/* The part of the radius that the number has. */
#define INNER_SHARE 0.64
#define AREA_INNER_SHARE 0.86
#define RIM_PX 1.0
/* Clusters that grow meet others: so often they are put together at most. */
#define MAX_PASSES 16
#define ARC_STEP_RAD (G_PI / 45)
#define MIN_TEXT_PX 9.5
#define MAX_TEXT_PX 17.0

static double inner_share(gboolean is_of_area)
{
    return is_of_area ? AREA_INNER_SHARE : INNER_SHARE;
}

/* ---- which events ---- */

void event_clusters_open_group(struct composition *composition, const struct style_layer *layer)
{
    if (composition->map->coincident == COINCIDENT_STACK || composition->cluster_group != NULL ||
        g_strcmp0(layer->source, EVENTS_SOURCE) != 0 ||
        (layer->type != LAYER_CIRCLE && layer->type != LAYER_SYMBOL)) {
        return;
    }
    composition->cluster_group =
        scene_add_group(composition->scene, "event-clusters", "Events together");
    composition->cluster_group->clipped = TRUE;
    composition->cluster_group->clip = composition->view.frame;
}

static void cluster_free(gpointer data)
{
    struct event_cluster *cluster = data;
    g_ptr_array_unref(cluster->members);
    g_free(cluster);
}

/* An event alone is as large as its own symbol. */
static double radius_of(const GPtrArray *members)
{
    return members->len == 1 ? ((const struct composed_event *)members->pdata[0])->radius_px
                             : CLAMP(ROOT_PX * sqrt(members->len), MIN_RADIUS_PX, MAX_RADIUS_PX);
}

static struct event_cluster *cluster_new(GPtrArray *members)
{
    struct event_cluster *cluster = g_new0(struct event_cluster, 1);
    cluster->members = members;
    cluster->radius_px = radius_of(members);
    for (guint i = 0; i < members->len; i++) {
        const struct composed_event *composed = g_ptr_array_index(members, i);
        cluster->at.x += composed->true_at.x / members->len;
        cluster->at.y += composed->true_at.y / members->len;
    }
    return cluster;
}

static gint by_size(gconstpointer a, gconstpointer b)
{
    const GPtrArray *left = (*(struct event_cluster *const *)a)->members;
    const GPtrArray *right = (*(struct event_cluster *const *)b)->members;
    return left->len != right->len ? (left->len > right->len ? -1 : 1)
                                   : events_by_id(&left->pdata[0], &right->pdata[0]);
}

/* Puts together what touches. */
static GPtrArray *merge(GPtrArray *clusters)
{
    GPtrArray *merged = g_ptr_array_new_with_free_func(cluster_free);
    g_autofree struct near_circle *circles = g_new(struct near_circle, MAX(clusters->len, 1));
    guint n_groups;
    g_ptr_array_sort(clusters, by_size);
    for (guint i = 0; i < clusters->len; i++) {
        const struct event_cluster *cluster = g_ptr_array_index(clusters, i);
        circles[i] = (struct near_circle){cluster->at, cluster->radius_px};
    }
    g_autofree guint *groups = near_groups_new(circles, clusters->len, &n_groups);
    g_autoptr(GPtrArray) members = g_ptr_array_new();
    for (guint i = 0; i < n_groups; i++) {
        g_ptr_array_add(members, g_ptr_array_new());
    }
    for (guint i = 0; i < clusters->len; i++) {
        const struct event_cluster *cluster = g_ptr_array_index(clusters, i);
        g_ptr_array_extend(g_ptr_array_index(members, groups[i]), cluster->members, NULL, NULL);
    }
    for (guint i = 0; i < n_groups; i++) {
        GPtrArray *own = g_ptr_array_index(members, i);
        g_ptr_array_sort(own, events_by_id);
        g_ptr_array_add(merged, cluster_new(own));
    }
    return merged;
}

static void take_events(struct composition *composition, const struct event_cluster *cluster)
{
    for (guint i = 0; i < cluster->members->len; i++) {
        struct composed_event *composed = g_ptr_array_index(cluster->members, i);
        composed->is_clustered = cluster->members->len > 1;
        composed->shown_at = cluster->at;
        composed->clearance_px = composed->radius_px = cluster->radius_px;
        events_note_place(composition, composed, composed->clearance_px);
    }
}

void event_clusters_add(struct composition *composition, GPtrArray *members, struct page_point at)
{
    struct event_cluster *cluster = cluster_new(members);
    cluster->at = at;
    cluster->is_of_area = TRUE;
    if (composition->event_clusters == NULL) {
        composition->event_clusters = g_ptr_array_new_with_free_func(cluster_free);
    }
    take_events(composition, cluster);
    g_ptr_array_add(composition->event_clusters, cluster);
}

void event_clusters_make(struct composition *composition, const GPtrArray *groups)
{
    GPtrArray *clusters = g_ptr_array_new_with_free_func(cluster_free);
    composition->event_clusters = g_ptr_array_new_with_free_func(cluster_free);
    for (guint i = 0; i < groups->len; i++) {
        g_ptr_array_add(clusters, cluster_new(g_ptr_array_ref(g_ptr_array_index(groups, i))));
    }
    guint before = G_MAXUINT;
    for (guint pass = 0; pass < MAX_PASSES && clusters->len < before; pass++) {
        GPtrArray *merged = merge(clusters);
        before = clusters->len;
        g_ptr_array_unref(clusters);
        clusters = merged;
    }
    g_ptr_array_set_free_func(clusters, NULL);
    for (guint i = 0; i < clusters->len; i++) {
        struct event_cluster *cluster = g_ptr_array_index(clusters, i);
        take_events(composition, cluster);
        if (cluster->members->len > 1) {
            g_ptr_array_add(composition->event_clusters, cluster);
        } else {
            cluster_free(cluster);
        }
    }
    g_ptr_array_unref(clusters);
}

/* ---- how they look ---- */

/* A colour of a cluster's events and how many have it. */
struct share {
    struct color color, rim;
    int rank; /* its class in the style: the order of the legend */
    guint count;
};

/* Notes the event in the legend as the layer would draw it; its size is on no symbol. */
static void note_in_legend(struct composition *composition, struct composed_layer *layer,
                           const struct dot_look *look)
{
    g_autoptr(SceneGroup) scratch = scene_group_new("scratch", NULL);
    struct item *item = scene_group_add_circle(scratch, (struct page_point){0, 0}, 0);
    guint n_sizes = layer->sizes->len;
    circle_look_item(look, item);
    legend_note(composition, layer, item, look->radius_px);
    g_array_set_size(layer->sizes, n_sizes);
}

static int color_class(struct composition *composition, const struct style_layer *layer)
{
    const struct expression *expression = layer->properties[PROPERTY_CIRCLE_COLOR];
    return expression != NULL ? expression_class_of(expression, &composition->evaluation) : -1;
}

/* The colour of the lowest circle that the style draws for the event; grey without any. */
static struct share event_share(struct composition *composition,
                                const struct composed_event *composed)
{
    struct share first = {{0.5, 0.5, 0.5, 1}, {1, 1, 1, 1}, -1, 1};
    gboolean is_found = FALSE;
    struct feature feature;
    g_autoptr(Geometry) point = geometry_new();
    geometry_clear(point, GEOMETRY_POINT);
    geometry_begin_part(point);
    geometry_add(point, composed->event->at.lon, composed->event->at.lat);
    event_feature(composition->events, composed->event, point, &feature);
    composition->evaluation.feature = &feature;
    for (guint i = 0; i < composition->layers->len; i++) {
        struct composed_layer *layer = g_ptr_array_index(composition->layers, i);
        if (layer->layer->type == LAYER_CIRCLE &&
            layer_uses(layer, EVENTS_SOURCE, composition->evaluation.zoom) &&
            style_layer_accepts(layer->layer, &composition->evaluation)) {
            struct page_point translate;
            struct dot_look look = circle_look(composition, layer, &translate);
            if (!is_found && look.fill.alpha > 0) { /* a rim alone has no colour to count by */
                note_in_legend(composition, layer, &look);
                first = (struct share){look.fill, look.stroke,
                                       color_class(composition, layer->layer), 1};
                first.color.alpha = 1;
                is_found = TRUE;
            }
        }
    }
    value_store_clear(composition->evaluation.store);
    composition->evaluation.feature = NULL;
    return first;
}

static gint by_rank(gconstpointer a, gconstpointer b)
{
    const struct share *left = a, *right = b;
    return left->rank != right->rank ? (left->rank < right->rank ? -1 : 1)
                                     : (left->count < right->count) - (left->count > right->count);
}

static void add_share(GArray *shares, struct share own)
{
    for (guint i = 0; i < shares->len; i++) {
        struct share *share = &g_array_index(shares, struct share, i);
        if (memcmp(&share->color, &own.color, sizeof own.color) == 0) {
            share->count++;
            return;
        }
    }
    g_array_append_val(shares, own);
}

/* The colours of its events, in the same order for all clusters. */
static GArray *shares_of(struct composition *composition, const struct event_cluster *cluster)
{
    GArray *shares = g_array_new(FALSE, FALSE, sizeof(struct share));
    for (guint i = 0; i < cluster->members->len; i++) {
        add_share(shares, event_share(composition, g_ptr_array_index(cluster->members, i)));
    }
    g_array_sort(shares, by_rank);
    return shares;
}

static struct page_path *wedge_path(const struct event_cluster *cluster, double from, double to)
{
    struct page_path *path = page_path_new();
    guint steps = (guint)ceil((to - from) / ARC_STEP_RAD) + 1;
    page_path_clear(path, TRUE);
    page_path_begin_part(path);
    page_path_add(path, cluster->at.x, cluster->at.y);
    for (guint i = 0; i <= steps; i++) {
        double angle = from + (to - from) * i / steps;
        page_path_add(path, cluster->at.x + cluster->radius_px * cos(angle),
                      cluster->at.y + cluster->radius_px * sin(angle));
    }
    return path;
}

static void set_fill(struct item *item, struct color color, struct color rim)
{
    item->fill.kind = FILL_COLOR;
    item->fill.color = color;
    item->stroke = (struct stroke){.width_px = RIM_PX, .color = rim, .join = LINE_JOIN_ROUND};
}

/* Clockwise from the top. */
static void draw_shares(struct scene_group *group, const struct event_cluster *cluster,
                        const GArray *shares)
{
    double from = -G_PI / 2;
    for (guint i = 0; i < shares->len; i++) {
        const struct share *share = &g_array_index(shares, struct share, i);
        double to = from + 2 * G_PI * share->count / cluster->members->len;
        struct item *item = shares->len == 1
                                ? scene_group_add_circle(group, cluster->at, cluster->radius_px)
                                : scene_group_add_path(group, wedge_path(cluster, from, to));
        set_fill(item, share->color, share->rim);
        from = to;
    }
}

/* "Events: 12 · Reported deaths: 33" */
static char *title_dup(const struct composition *composition, const struct event_cluster *cluster)
{
    const char *language = composition->map->language;
    double deaths = 0;
    gboolean any_known = FALSE;
    for (guint i = 0; i < cluster->members->len; i++) {
        const struct composed_event *composed = g_ptr_array_index(cluster->members, i);
        any_known |= composed->event->deaths_known;
        deaths += composed->event->deaths;
    }
    char number[VALUE_NUMBER_TEXT];
    GString *title = g_string_new(NULL);
    g_string_append_printf(title, "%s: %u", furniture_word(WORD_EVENTS, language),
                           cluster->members->len);
    if (any_known) {
        g_string_append_printf(title, " · %s: %s", furniture_word(WORD_REPORTED_DEATHS, language),
                               value_number_text(deaths, number));
    }
    return g_string_free(title, FALSE);
}

static void draw_number(struct composition *composition, const struct event_cluster *cluster,
                        const struct furniture_style *look)
{
    char digits[16];
    g_snprintf(digits, sizeof digits, "%u", cluster->members->len);
    double room_px = 2 * INNER_SHARE * cluster->radius_px;
    const struct text_style style = {
        .fonts = look->fonts[FONT_BOLD],
        .size_px = CLAMP(room_px / (0.62 * (double)strlen(digits) + 0.4), MIN_TEXT_PX, MAX_TEXT_PX),
        .line_height_em = FURNITURE_LINE_HEIGHT_EM,
    };
    struct text *text = text_new(composition->fonts, digits, &style);
    struct page_point origin = {cluster->at.x - text->width / 2, cluster->at.y - text->height / 2};
    struct item *item = scene_group_add_text(composition->cluster_group, text, origin);
    item->text.color = look->colors[COLOR_INK];
}

static void draw_cluster(struct composition *composition, const struct event_cluster *cluster,
                         const struct furniture_style *look)
{
    struct scene_group *group = composition->cluster_group;
    struct color paper = look->colors[COLOR_PAPER];
    g_autoptr(GArray) shares = shares_of(composition, cluster);
    draw_shares(group, cluster, shares);
    struct item *middle = scene_group_add_circle(
        group, cluster->at, inner_share(cluster->is_of_area) * cluster->radius_px);
    set_fill(middle, paper, g_array_index(shares, struct share, 0).rim);
    middle->title = title_dup(composition, cluster);
    draw_number(composition, cluster, look);
    double reach = cluster->radius_px + RIM_PX;
    struct box box = {cluster->at.x - reach, cluster->at.y - reach, cluster->at.x + reach,
                      cluster->at.y + reach};
    box_index_add(composition->boxes, box, ++composition->owners);
}

static void note_cluster(struct composition *composition, const struct furniture_style *look,
                         gboolean is_of_area)
{
    struct legend_entry **entry = &composition->cluster_legend[is_of_area ? 1 : 0];
    double ring_px = MIN_RADIUS_PX * (1 - inner_share(is_of_area));
    if (*entry != NULL) {
        return;
    }
    *entry = g_new0(struct legend_entry, 1);
    **entry = (struct legend_entry){
        .label = g_strdup(furniture_word(is_of_area ? WORD_AREA_CLUSTER : WORD_CLUSTER,
                                         composition->map->language)),
        .class_index = -1,
        .kind = ITEM_CIRCLE,
        .fill = {.kind = FILL_COLOR, .color = look->colors[COLOR_PAPER]},
        .stroke = {.width_px = ring_px, .color = look->colors[COLOR_MUTED]},
        .radius_px = MIN_RADIUS_PX - ring_px / 2,
        .count = 1};
}

void event_clusters_draw(struct composition *composition)
{
    if (composition->cluster_group == NULL) {
        return;
    }
    if (composition->event_clusters == NULL || composition->event_clusters->len == 0) {
        g_ptr_array_remove(composition->scene->groups, composition->cluster_group);
        composition->cluster_group = NULL;
        return;
    }
    g_autoptr(FurnitureStyle) look =
        furniture_style_new(composition->style, composition->map, NULL);
    for (guint i = 0; i < composition->event_clusters->len; i++) {
        const struct event_cluster *cluster = g_ptr_array_index(composition->event_clusters, i);
        draw_cluster(composition, cluster, look);
        note_cluster(composition, look, cluster->is_of_area);
    }
}
