#include "base/error.h"
#include "canvas/cairo_draw.h"
#include "canvas/formats.h"

#include <cairo-pdf.h>
#include <string.h>

#define PT_PER_PX 0.75

/* The date of a scene that has none: taken out of the file again. */
#define NO_DATE "1970-01-01T00:00:00Z"
#define NO_DATE_ENTRY "/CreationDate (D:19700101000000Z)"

static const struct paint_backend pdf_backend = {
    .begin_page = draw_begin_page,
    .begin_group = draw_begin_group,
    .path = draw_path,
    .circle = draw_circle,
    .text = draw_text_glyphs,
    .end_group = draw_end_group,
    .end_page = draw_end_page,
};

static void set_text(cairo_surface_t *surface, cairo_pdf_metadata_t key, const char *text)
{
    if (text == NULL || *text == '\0')
        return;
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    cairo_pdf_surface_set_metadata(surface, key, valid);
}

/* Cairo writes the time of the run where no creation date is set. */
static void set_date(cairo_surface_t *surface, gint64 date)
{
    g_autoptr(GDateTime) time = date != 0 ? g_date_time_new_from_unix_utc(date) : NULL;
    g_autofree char *iso = time != NULL ? g_date_time_format(time, "%Y-%m-%dT%H:%M:%SZ") : NULL;

    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE,
                                   iso != NULL ? iso : NO_DATE);
}

static void set_metadata(cairo_surface_t *surface, const struct scene *scene)
{
    set_text(surface, CAIRO_PDF_METADATA_TITLE, scene->title);
    set_text(surface, CAIRO_PDF_METADATA_SUBJECT, scene->description);
    set_text(surface, CAIRO_PDF_METADATA_CREATOR, "idlibmap");
    set_date(surface, scene->date);
}

static cairo_status_t append_bytes(void *file, const unsigned char *bytes, unsigned int length)
{
    g_byte_array_append(file, bytes, length);
    return CAIRO_STATUS_SUCCESS;
}

/* Overwrites the stand-in date with blanks of the same length, so that no offset changes. The entry
 * cannot stand in a text of the scene: parentheses in PDF strings are escaped. */
static void remove_date(GByteArray *file)
{
    guint8 *entry = memmem(file->data, file->len, NO_DATE_ENTRY, strlen(NO_DATE_ENTRY));

    if (entry != NULL)
        memset(entry, ' ', strlen(NO_DATE_ENTRY));
}

static gboolean draw_scene(const struct scene *scene, cairo_surface_t *surface, GError **error)
{
    cairo_t *cr = cairo_create(surface);
    struct cairo_page page = {.cr = cr, .fonts = scene->fonts};

    cairo_scale(cr, PT_PER_PX, PT_PER_PX);
    paint_scene(scene, &pdf_backend, &page);
    cairo_surface_finish(surface);
    gboolean drawn = draw_check(cr, error);
    cairo_destroy(cr);
    return drawn;
}

GBytes *pdf_write(const struct scene *scene, const struct canvas_options *options, GError **error)
{
    const double width = scene->width_px, height = scene->height_px;

    (void)options;
    if (!(width > 0 && height > 0 && width <= PDF_MAX_SIDE_PX && height <= PDF_MAX_SIDE_PX)) {
        g_set_error(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_USAGE,
                    "a PDF page of %.0f x %.0f px cannot be made (up to %d px a side); change "
                    "--size",
                    width, height, PDF_MAX_SIDE_PX);
        return NULL;
    }
    GByteArray *file = g_byte_array_new();
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(
        append_bytes, file, width * PT_PER_PX, height * PT_PER_PX);
    set_metadata(surface, scene);
    gboolean drawn = draw_scene(scene, surface, error);
    cairo_surface_destroy(surface);
    if (!drawn) {
        g_byte_array_unref(file);
        return NULL;
    }
    if (scene->date == 0)
        remove_date(file);
    return g_byte_array_free_to_bytes(file);
}
