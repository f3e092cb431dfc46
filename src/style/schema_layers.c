/* The layout and paint properties of all layer types, drawn here or not. */
#include "style/schema_rows.h"

/* Types, defaults and ranges as in MapLibre's style specification, version 8. */
static const char *const alignments[] = {"map", "viewport", NULL};
static const char *const visibilities[] = {"visible", "none", NULL};
static const char *const caps[] = {"butt", "round", "square", NULL};
static const char *const joins[] = {"bevel", "round", "miter", NULL};
static const char *const placements[] = {"point", "line", "line-center", NULL};
static const char *const orders[] = {"auto", "viewport-y", "source", NULL};
static const char *const overlaps[] = {"never", "always", "cooperative", NULL};
static const char *const auto_alignments[] = {"map", "viewport", "auto", NULL};
static const char *const fits[] = {"none", "width", "height", "both", NULL};
static const char *const anchors[] = {"center",       "left",     "right",     "top",
                                      "bottom",       "top-left", "top-right", "bottom-left",
                                      "bottom-right", NULL};
static const char *const text_alignments[] = {"map", "viewport", "viewport-glyph", "auto", NULL};
static const char *const justifications[] = {"auto", "left", "center", "right", NULL};
static const char *const writing_modes[] = {"horizontal", "vertical", NULL};
static const char *const transforms[] = {"none", "uppercase", "lowercase", NULL};
static const char *const resamplings[] = {"linear", "nearest", NULL};
static const char *const methods[] = {"standard",         "basic", "combined", "igor",
                                      "multidirectional", NULL};

#define VISIBILITY MEMBER("visibility", ENUM(UNZOOMED, "\"visible\"", visibilities))

/* Of the types that have nothing else. */
static const struct schema_row layout_rows[] = {
    VISIBILITY,
};

static const struct schema_row layout_fill_rows[] = {
    MEMBER("fill-sort-key", NUMBER(STEPPED, NULL, -INFINITY, INFINITY)),
    VISIBILITY,
};

static const struct schema_row layout_circle_rows[] = {
    MEMBER("circle-sort-key", NUMBER(STEPPED, NULL, -INFINITY, INFINITY)),
    VISIBILITY,
};

static const struct schema_row layout_fill_extrusion_rows[] = {
    VISIBILITY,
    MEMBER("fill-extrusion-rounded-corner-distance", NUMBER(PLAIN, "0", 0, INFINITY)),
};

static const struct schema_row layout_line_rows[] = {
    MEMBER("line-cap", ENUM(STEPPED, "\"butt\"", caps)),
    MEMBER("line-join", ENUM(STEPPED, "\"miter\"", joins)),
    MEMBER("line-miter-limit", NUMBER(ANY, "2", -INFINITY, INFINITY)),
    MEMBER("line-round-limit", NUMBER(ANY, "1.05", -INFINITY, INFINITY)),
    MEMBER("line-sort-key", NUMBER(STEPPED, NULL, -INFINITY, INFINITY)),
    VISIBILITY,
};

static const struct schema_row layout_symbol_rows[] = {
    MEMBER("symbol-placement", ENUM(CAMERA_STEPPED, "\"point\"", placements)),
    MEMBER("symbol-spacing", NUMBER(CAMERA, "250", 1, INFINITY)),
    MEMBER("symbol-avoid-edges", OTHER(TYPE_BOOLEAN, CAMERA_STEPPED, "false")),
    MEMBER("symbol-sort-key", NUMBER(STEPPED, NULL, -INFINITY, INFINITY)),
    MEMBER("symbol-z-order", ENUM(CAMERA_STEPPED, "\"auto\"", orders)),
    MEMBER("icon-allow-overlap", OTHER(TYPE_BOOLEAN, CAMERA_STEPPED, "false")),
    MEMBER("icon-overlap", ENUM(CAMERA_STEPPED, NULL, overlaps)),
    MEMBER("icon-ignore-placement", OTHER(TYPE_BOOLEAN, CAMERA_STEPPED, "false")),
    MEMBER("icon-optional", OTHER(TYPE_BOOLEAN, CAMERA_STEPPED, "false")),
    MEMBER("icon-rotation-alignment", ENUM(CAMERA_STEPPED, "\"auto\"", auto_alignments)),
    MEMBER("icon-size", NUMBER(ANY, "1", 0, INFINITY)),
    MEMBER("icon-text-fit", ENUM(CAMERA_STEPPED, "\"none\"", fits)),
    MEMBER("icon-text-fit-padding", ARRAY(CAMERA, "[0, 0, 0, 0]", TYPE_NUMBER, 4, NULL, -INFINITY)),
    MEMBER("icon-image", OTHER(TYPE_IMAGE, STEPPED | PROPERTY_TOKENS, NULL)),
    MEMBER("icon-rotate", NUMBER(ANY, "0", -INFINITY, INFINITY)),
    MEMBER("icon-padding", OTHER(TYPE_PADDING, ANY, "[2]")),
    MEMBER("icon-keep-upright", OTHER(TYPE_BOOLEAN, CAMERA_STEPPED, "false")),
    MEMBER("icon-offset", ARRAY(ANY, "[0, 0]", TYPE_NUMBER, 2, NULL, -INFINITY)),
    MEMBER("icon-anchor", ENUM(STEPPED, "\"center\"", anchors)),
    MEMBER("icon-pitch-alignment", ENUM(CAMERA_STEPPED, "\"auto\"", auto_alignments)),
    MEMBER("text-pitch-alignment", ENUM(CAMERA_STEPPED, "\"auto\"", auto_alignments)),
    MEMBER("text-rotation-alignment", ENUM(CAMERA_STEPPED, "\"auto\"", text_alignments)),
    MEMBER("text-field", OTHER(TYPE_FORMATTED, STEPPED | PROPERTY_TOKENS, "\"\"")),
    MEMBER("text-font", ARRAY(STEPPED, "[\"Open Sans Regular\", \"Arial Unicode MS Regular\"]",
                              TYPE_STRING, -1, NULL, -INFINITY)),
    MEMBER("text-size", NUMBER(ANY, "16", 0, INFINITY)),
    MEMBER("text-max-width", NUMBER(ANY, "10", 0, INFINITY)),
    MEMBER("text-line-height", NUMBER(CAMERA, "1.2", -INFINITY, INFINITY)),
    MEMBER("text-letter-spacing", NUMBER(ANY, "0", -INFINITY, INFINITY)),
    MEMBER("text-justify", ENUM(STEPPED, "\"center\"", justifications)),
    MEMBER("text-radial-offset", NUMBER(ANY, "0", -INFINITY, INFINITY)),
    MEMBER("text-variable-anchor",
           ARRAY(CAMERA_STEPPED, NULL, TYPE_STRING, -1, anchors, -INFINITY)),
    MEMBER("text-variable-anchor-offset", OTHER(TYPE_ANCHOR_OFFSETS, ANY, NULL)),
    MEMBER("text-anchor", ENUM(STEPPED, "\"center\"", anchors)),
    MEMBER("text-max-angle", NUMBER(CAMERA, "45", -INFINITY, INFINITY)),
    MEMBER("text-writing-mode",
           ARRAY(CAMERA_STEPPED, NULL, TYPE_STRING, -1, writing_modes, -INFINITY)),
    MEMBER("text-rotate", NUMBER(ANY, "0", -INFINITY, INFINITY)),
    MEMBER("text-padding", NUMBER(CAMERA, "2", 0, INFINITY)),
    MEMBER("text-keep-upright", OTHER(TYPE_BOOLEAN, CAMERA_STEPPED, "true")),
    MEMBER("text-transform", ENUM(STEPPED, "\"none\"", transforms)),
    MEMBER("text-offset", ARRAY(ANY, "[0, 0]", TYPE_NUMBER, 2, NULL, -INFINITY)),
    MEMBER("text-allow-overlap", OTHER(TYPE_BOOLEAN, CAMERA_STEPPED, "false")),
    MEMBER("text-overlap", ENUM(CAMERA_STEPPED, NULL, overlaps)),
    MEMBER("text-ignore-placement", OTHER(TYPE_BOOLEAN, CAMERA_STEPPED, "false")),
    MEMBER("text-optional", OTHER(TYPE_BOOLEAN, CAMERA_STEPPED, "false")),
    VISIBILITY,
};

static const struct schema_row paint_fill_rows[] = {
    MEMBER("fill-antialias", OTHER(TYPE_BOOLEAN, CAMERA_STEPPED, "true")),
    MEMBER("fill-opacity", NUMBER(ANY | MOVES, "1", 0, 1)),
    MEMBER("fill-layer-opacity", NUMBER(CAMERA | MOVES, "1", 0, 1)),
    MEMBER("fill-color", OTHER(TYPE_COLOR, ANY | MOVES, "\"#000000\"")),
    MEMBER("fill-outline-color", OTHER(TYPE_COLOR, ANY | MOVES, NULL)),
    MEMBER("fill-translate", ARRAY(CAMERA | MOVES, "[0, 0]", TYPE_NUMBER, 2, NULL, -INFINITY)),
    MEMBER("fill-translate-anchor", ENUM(CAMERA_STEPPED, "\"map\"", alignments)),
    MEMBER("fill-pattern", OTHER(TYPE_IMAGE, STEPPED | MOVES, NULL)),
};

static const struct schema_row paint_fill_extrusion_rows[] = {
    MEMBER("fill-extrusion-opacity", NUMBER(CAMERA | MOVES, "1", 0, 1)),
    MEMBER("fill-extrusion-color", OTHER(TYPE_COLOR, ANY | MOVES, "\"#000000\"")),
    MEMBER("fill-extrusion-translate",
           ARRAY(CAMERA | MOVES, "[0, 0]", TYPE_NUMBER, 2, NULL, -INFINITY)),
    MEMBER("fill-extrusion-translate-anchor", ENUM(CAMERA_STEPPED, "\"map\"", alignments)),
    MEMBER("fill-extrusion-pattern", OTHER(TYPE_IMAGE, STEPPED | MOVES, NULL)),
    MEMBER("fill-extrusion-height", NUMBER(ANY | MOVES, "0", 0, INFINITY)),
    MEMBER("fill-extrusion-base", NUMBER(ANY | MOVES, "0", 0, INFINITY)),
    MEMBER("fill-extrusion-vertical-gradient", OTHER(TYPE_BOOLEAN, CAMERA_STEPPED, "true")),
};

static const struct schema_row paint_line_rows[] = {
    MEMBER("line-opacity", NUMBER(ANY | MOVES, "1", 0, 1)),
    MEMBER("line-layer-opacity", NUMBER(CAMERA | MOVES, "1", 0, 1)),
    MEMBER("line-color", OTHER(TYPE_COLOR, ANY | MOVES, "\"#000000\"")),
    MEMBER("line-translate", ARRAY(CAMERA | MOVES, "[0, 0]", TYPE_NUMBER, 2, NULL, -INFINITY)),
    MEMBER("line-translate-anchor", ENUM(CAMERA_STEPPED, "\"map\"", alignments)),
    MEMBER("line-width", NUMBER(ANY | MOVES, "1", 0, INFINITY)),
    MEMBER("line-gap-width", NUMBER(ANY | MOVES, "0", 0, INFINITY)),
    MEMBER("line-offset", NUMBER(ANY | MOVES, "0", -INFINITY, INFINITY)),
    MEMBER("line-blur", NUMBER(ANY | MOVES, "0", 0, INFINITY)),
    MEMBER("line-dasharray", ARRAY(STEPPED | MOVES, NULL, TYPE_NUMBER, -1, NULL, 0)),
    MEMBER("line-pattern", OTHER(TYPE_IMAGE, STEPPED | MOVES, NULL)),
    MEMBER("line-gradient", OTHER(TYPE_COLOR, RAMP, NULL)),
};

static const struct schema_row paint_circle_rows[] = {
    MEMBER("circle-radius", NUMBER(ANY | MOVES, "5", 0, INFINITY)),
    MEMBER("circle-color", OTHER(TYPE_COLOR, ANY | MOVES, "\"#000000\"")),
    MEMBER("circle-blur", NUMBER(ANY | MOVES, "0", -INFINITY, INFINITY)),
    MEMBER("circle-opacity", NUMBER(ANY | MOVES, "1", 0, 1)),
    MEMBER("circle-translate", ARRAY(CAMERA | MOVES, "[0, 0]", TYPE_NUMBER, 2, NULL, -INFINITY)),
    MEMBER("circle-translate-anchor", ENUM(CAMERA_STEPPED, "\"map\"", alignments)),
    MEMBER("circle-pitch-scale", ENUM(CAMERA_STEPPED, "\"map\"", alignments)),
    MEMBER("circle-pitch-alignment", ENUM(CAMERA_STEPPED, "\"viewport\"", alignments)),
    MEMBER("circle-stroke-width", NUMBER(ANY | MOVES, "0", 0, INFINITY)),
    MEMBER("circle-stroke-color", OTHER(TYPE_COLOR, ANY | MOVES, "\"#000000\"")),
    MEMBER("circle-stroke-opacity", NUMBER(ANY | MOVES, "1", 0, 1)),
};

static const struct schema_row paint_heatmap_rows[] = {
    MEMBER("heatmap-radius", NUMBER(ANY | MOVES, "30", 1, INFINITY)),
    MEMBER("heatmap-weight", NUMBER(ANY, "1", 0, INFINITY)),
    MEMBER("heatmap-intensity", NUMBER(CAMERA | MOVES, "1", 0, INFINITY)),
    MEMBER("heatmap-color",
           OTHER(TYPE_COLOR, RAMP,
                 "[\"interpolate\", [\"linear\"], [\"heatmap-density\"], 0, \"rgba(0, 0, 255, "
                 "0)\", 0.1, "
                 "\"royalblue\", 0.3, \"cyan\", 0.5, \"lime\", 0.7, \"yellow\", 1, \"red\"]")),
    MEMBER("heatmap-opacity", NUMBER(CAMERA | MOVES, "1", 0, 1)),
};

static const struct schema_row paint_symbol_rows[] = {
    MEMBER("icon-opacity", NUMBER(ANY | MOVES, "1", 0, 1)),
    MEMBER("icon-color", OTHER(TYPE_COLOR, ANY | MOVES, "\"#000000\"")),
    MEMBER("icon-halo-color", OTHER(TYPE_COLOR, ANY | MOVES, "\"rgba(0, 0, 0, 0)\"")),
    MEMBER("icon-halo-width", NUMBER(ANY | MOVES, "0", 0, INFINITY)),
    MEMBER("icon-halo-blur", NUMBER(ANY | MOVES, "0", 0, INFINITY)),
    MEMBER("icon-translate", ARRAY(CAMERA | MOVES, "[0, 0]", TYPE_NUMBER, 2, NULL, -INFINITY)),
    MEMBER("icon-translate-anchor", ENUM(CAMERA_STEPPED, "\"map\"", alignments)),
    MEMBER("text-opacity", NUMBER(ANY | MOVES, "1", 0, 1)),
    MEMBER("text-color", OTHER(TYPE_COLOR, ANY | MOVES, "\"#000000\"")),
    MEMBER("text-halo-color", OTHER(TYPE_COLOR, ANY | MOVES, "\"rgba(0, 0, 0, 0)\"")),
    MEMBER("text-halo-width", NUMBER(ANY | MOVES, "0", 0, INFINITY)),
    MEMBER("text-halo-blur", NUMBER(ANY | MOVES, "0", 0, INFINITY)),
    MEMBER("text-translate", ARRAY(CAMERA | MOVES, "[0, 0]", TYPE_NUMBER, 2, NULL, -INFINITY)),
    MEMBER("text-translate-anchor", ENUM(CAMERA_STEPPED, "\"map\"", alignments)),
};

static const struct schema_row paint_raster_rows[] = {
    MEMBER("raster-opacity", NUMBER(CAMERA | MOVES, "1", 0, 1)),
    MEMBER("raster-hue-rotate", NUMBER(CAMERA | MOVES, "0", -INFINITY, INFINITY)),
    MEMBER("raster-brightness-min", NUMBER(CAMERA | MOVES, "0", 0, 1)),
    MEMBER("raster-brightness-max", NUMBER(CAMERA | MOVES, "1", 0, 1)),
    MEMBER("raster-saturation", NUMBER(CAMERA | MOVES, "0", -1, 1)),
    MEMBER("raster-contrast", NUMBER(CAMERA | MOVES, "0", -1, 1)),
    MEMBER("resampling", ENUM(CAMERA_STEPPED, "\"linear\"", resamplings)),
    MEMBER("raster-resampling", ENUM(CAMERA_STEPPED, "\"linear\"", resamplings)),
    MEMBER("raster-fade-duration", NUMBER(CAMERA, "300", 0, INFINITY)),
};

static const struct schema_row paint_hillshade_rows[] = {
    MEMBER("hillshade-illumination-direction", LIMITED(TYPE_NUMBER_ARRAY, CAMERA, "335", 0, 359)),
    MEMBER("hillshade-illumination-altitude", LIMITED(TYPE_NUMBER_ARRAY, CAMERA, "45", 0, 90)),
    MEMBER("hillshade-illumination-anchor", ENUM(CAMERA_STEPPED, "\"viewport\"", alignments)),
    MEMBER("hillshade-exaggeration", NUMBER(CAMERA | MOVES, "0.5", 0, 1)),
    MEMBER("hillshade-shadow-color", OTHER(TYPE_COLOR_ARRAY, CAMERA | MOVES, "\"#000000\"")),
    MEMBER("hillshade-highlight-color", OTHER(TYPE_COLOR_ARRAY, CAMERA | MOVES, "\"#FFFFFF\"")),
    MEMBER("hillshade-accent-color", OTHER(TYPE_COLOR, CAMERA | MOVES, "\"#000000\"")),
    MEMBER("hillshade-method", ENUM(CAMERA_STEPPED, "\"standard\"", methods)),
    MEMBER("resampling", ENUM(CAMERA_STEPPED, "\"linear\"", resamplings)),
};

static const struct schema_row paint_color_relief_rows[] = {
    MEMBER("color-relief-opacity", NUMBER(CAMERA | MOVES, "1", 0, 1)),
    MEMBER("color-relief-color", OTHER(TYPE_COLOR, RAMP, NULL)),
    MEMBER("resampling", ENUM(CAMERA_STEPPED, "\"linear\"", resamplings)),
};

static const struct schema_row paint_background_rows[] = {
    MEMBER("background-color", OTHER(TYPE_COLOR, CAMERA | MOVES, "\"#000000\"")),
    MEMBER("background-pattern", OTHER(TYPE_IMAGE, CAMERA_STEPPED | MOVES, NULL)),
    MEMBER("background-opacity", NUMBER(CAMERA | MOVES, "1", 0, 1)),
};

const struct schema_object schema_layers[] = {
    OBJECT("layout_background", layout_rows, FALSE),
    OBJECT("layout_fill", layout_fill_rows, FALSE),
    OBJECT("layout_circle", layout_circle_rows, FALSE),
    OBJECT("layout_heatmap", layout_rows, FALSE),
    OBJECT("layout_fill-extrusion", layout_fill_extrusion_rows, FALSE),
    OBJECT("layout_line", layout_line_rows, FALSE),
    OBJECT("layout_symbol", layout_symbol_rows, FALSE),
    OBJECT("layout_raster", layout_rows, FALSE),
    OBJECT("layout_hillshade", layout_rows, FALSE),
    OBJECT("layout_color-relief", layout_rows, FALSE),
    OBJECT("paint_fill", paint_fill_rows, FALSE),
    OBJECT("paint_fill-extrusion", paint_fill_extrusion_rows, FALSE),
    OBJECT("paint_line", paint_line_rows, FALSE),
    OBJECT("paint_circle", paint_circle_rows, FALSE),
    OBJECT("paint_heatmap", paint_heatmap_rows, FALSE),
    OBJECT("paint_symbol", paint_symbol_rows, FALSE),
    OBJECT("paint_raster", paint_raster_rows, FALSE),
    OBJECT("paint_hillshade", paint_hillshade_rows, FALSE),
    OBJECT("paint_color-relief", paint_color_relief_rows, FALSE),
    OBJECT("paint_background", paint_background_rows, FALSE),
    {NULL, NULL, 0, FALSE},
};
