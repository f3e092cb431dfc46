/* The scene: everything that will be drawn, in page px, in order. Compose makes it once; each
 * output format draws the same scene. It owns all it holds. */
#ifndef IDLIBMAP_SCENE_SCENE_H
#define IDLIBMAP_SCENE_SCENE_H

#include "base/auto.h"
#include "base/value.h"
#include "geo/geometry.h"
#include "text/text.h"

enum fill_kind {
    FILL_NONE,
    FILL_COLOR,
    FILL_HATCH, /* parallel lines in `color` */
    FILL_TILES, /* a small picture, side by side from the page's 0,0 */
};

struct tile;

struct fill {
    enum fill_kind kind;
    struct color color; /* alpha holds the opacity */
    /* The angle counter-clockwise from east: 45 rises to the right. A line goes through 0,0. */
    double hatch_angle_deg, hatch_spacing_px, hatch_width_px;
    const struct tile *tile; /* borrowed from the scene; its colours hold the opacity */
};

#define STROKE_MAX_DASHES 8
#define STROKE_MITER_LIMIT 10.0 /* Cairo's default */

struct stroke {
    double width_px; /* 0: no stroke */
    struct color color;
    double dashes_px[STROKE_MAX_DASHES];
    guint n_dashes;
    enum line_cap cap;
    enum line_join join;
    double miter_limit; /* 0: STROKE_MITER_LIMIT */
};

enum item_kind {
    ITEM_PATH,
    ITEM_CIRCLE,
    ITEM_TEXT,
    ITEM_IMAGE,
};

/* An area in one colour, or a line. */
struct band {
    struct page_path *path; /* closed, but for a stroke */
    struct color color;
    struct stroke stroke; /* with a width: the path is stroked with it instead of filled */
};

/* A small picture that fills repeat. What of it lies beyond its size is not drawn. */
struct tile {
    double width_px, height_px;
    GPtrArray *bands; /* struct band, in px from the tile's top left */
    /* Drawn below the bands, as large as the tile: as in struct item's image; NULL: none. */
    guint width, height;
    guint32 *pixels;
};

struct item {
    enum item_kind kind;
    char *id;    /* unique in the page, or NULL; becomes the SVG id */
    char *title; /* a tooltip (SVG <title>), or NULL */
    struct fill fill;
    struct stroke stroke;
    gboolean crisp; /* of paths: edges are not smoothed, so that neighbours leave no seam */
    union {
        struct page_path *path;
        struct {
            struct page_point center;
            double radius_px;
        } circle;
        struct {
            struct text *text;
            struct page_point origin; /* of the text's top left, before rotation */
            double angle_deg;         /* clockwise about `pivot` */
            struct page_point pivot;
            struct page_path *baseline; /* the text is bent along it (curve.h), and has neither
                                           origin nor angle; owned; NULL: straight */
            struct color color, halo_color;
            double halo_width_px, halo_blur_px; /* how it fades: fade.h */
        } text;
        struct {
            struct box
                box; /* page px, from the outer edge of the first pixel to that of the last */
            double
                angle_deg; /* clockwise about the middle of the box; of a picture without bands */
            guint width, height;
            guint32 *pixels;  /* row by row, 0xAARRGGBB, the channels multiplied by alpha; owned */
            GPtrArray *bands; /* struct band, side by side: the same picture for formats that stay
                                 vector; NULL: there is none */
        } image;
    };
};

/* Items that belong together: a style layer or a piece of furniture. */
struct scene_group {
    char *id;    /* unique, fit for an XML id */
    char *label; /* for people: inkscape:label, aria-label */
    gboolean clipped;
    struct box clip; /* page px, where clipped */
    double opacity;  /* 0..1, of the group as a whole: what overlaps within it is not denser */
    GPtrArray *items;
};

struct scene {
    double width_px, height_px;
    struct color background;
    char *title, *description; /* plain text, for <title>, <desc> and PDF metadata */
    char *language;            /* "en" */
    gint64 date;               /* seconds since 1970 for PDF dates; 0: none */
    struct font_set *fonts;    /* borrowed: the fonts the texts were shaped with */
    GPtrArray *groups;         /* struct scene_group, in drawing order */
    GHashTable *tiles;         /* key -> struct tile */
};

struct scene *scene_new(double width_px, double height_px, struct font_set *fonts);
void scene_free(struct scene *scene);

/* A text made fit for an XML id: characters that are not become '-', a start that is not gets '_'
 * before it. Owned by the caller. */
char *scene_id_dup(const char *text);

/* The tile that was added under a key, or NULL. */
struct tile *scene_find_tile(const struct scene *scene, const char *key);
/* Adds an empty tile, to be filled in; the key must be new. It lives as long as the scene. */
struct tile *scene_add_tile(struct scene *scene, const char *key, double width_px,
                            double height_px);

/* Appends a group; an id that is taken gets "-2", "-3" ... ; characters not fit for an id become
 * '-'. */
struct scene_group *scene_add_group(struct scene *scene, const char *id, const char *label);
/* Makes a group that is not in the scene (yet); opaque. */
struct scene_group *scene_group_new(const char *id, const char *label);
void scene_group_free(struct scene_group *group);

/* Append items; the group takes the path or the text. The returned item may be filled in further.
 */
struct item *scene_group_add_path(struct scene_group *group, struct page_path *path);
struct item *scene_group_add_circle(struct scene_group *group, struct page_point center,
                                    double radius_px);
struct item *scene_group_add_text(struct scene_group *group, struct text *text,
                                  struct page_point origin);
/* The group takes the pixels (width x height) and the bands (may be NULL). */
struct item *scene_group_add_image(struct scene_group *group, struct box box, guint width,
                                   guint height, guint32 *pixels, GPtrArray *bands);
void item_free(struct item *item);
/* A new array for bands, which it owns. */
GPtrArray *bands_new(void);

/* What an item covers on the page, strokes and halos included. */
struct box item_box(const struct item *item);

DEFINE_AUTOPTR(Scene, scene)
DEFINE_AUTOPTR(SceneGroup, scene_group)

#endif
