#include "base/error.h"
#include "canvas/cairo_draw.h"
#include "canvas/formats.h"

#include <cairo-pdf.h>
#include <string.h>

#define PT_PER_PX 0.75

static const struct paint_backend pdf_backend = {
    .begin_page = draw_begin_page,
    .begin_group = draw_begin_group,
    .path = draw_path,
    .circle = draw_circle,
    .image = draw_image,
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

static void set_metadata(cairo_surface_t *surface, const struct scene *scene)
{
    set_text(surface, CAIRO_PDF_METADATA_TITLE, scene->title);
    set_text(surface, CAIRO_PDF_METADATA_SUBJECT, scene->description);
    set_text(surface, CAIRO_PDF_METADATA_CREATOR, "idlibmap");
    /* Cairo writes the time of the run where no date is set; see write_date(). */
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE,
                                   "1970-01-01T00:00:00+00:00");
}

static cairo_status_t append_bytes(void *file, const unsigned char *bytes, unsigned int length)
{
    g_byte_array_append(file, bytes, length);
    return CAIRO_STATUS_SUCCESS;
}

/* Puts the scene's date, or blanks where it has none, over the stand-in that Cairo has written. The
 * entry keeps its length, so that no offset in the file changes. Cairo 1.16 leaves out the "D:"
 * that the standard asks for; with a time zone written out there is room for it. No text of the
 * scene can be taken for the entry, for a parenthesis in a PDF string is escaped. */
static void write_date(GByteArray *file, gint64 date)
{
    static const char key[] = "/CreationDate (";
    g_autoptr(GDateTime) time = date != 0 ? g_date_time_new_from_unix_utc(date) : NULL;
    g_autofree char *entry =
        time != NULL ? g_date_time_format(time, "/CreationDate (D:%Y%m%d%H%M%SZ)") : g_strdup("");
    guint8 *found = memmem(file->data, file->len, key, strlen(key));

    if (found == NULL)
        return;
    guint8 *end = memchr(found, ')', (gsize)(file->data + file->len - found));
    if (end == NULL || (gsize)(end + 1 - found) < strlen(entry))
        return;
    memset(found, ' ', (gsize)(end + 1 - found));
    memcpy(found, entry, strlen(entry));
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
    write_date(file, scene->date);
    return g_byte_array_free_to_bytes(file);
}
