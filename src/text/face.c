#include "text/face.h"

#include "base/error.h"

#include <cairo-ft.h>
#include FT_MODULE_H
#include FT_TRUETYPE_TABLES_H
#include <hb-ot.h>

/* Where a font does not say: those of Noto Sans. */
#define DEFAULT_CAP_HEIGHT 0.714
#define DEFAULT_X_HEIGHT 0.536

static void *allocate(FT_Memory memory, long size)
{
    (void)memory;
    return g_try_malloc((gsize)size);
}

static void release_block(FT_Memory memory, void *block)
{
    (void)memory;
    g_free(block);
}

static void *reallocate(FT_Memory memory, long old_size, long new_size, void *block)
{
    (void)memory;
    (void)old_size;
    return g_try_realloc(block, (gsize)new_size);
}

/* FT_Init_FreeType() would make a memory manager that only FT_Done_FreeType() frees, and that ends
 * the library under faces that Cairo still holds. */
FT_Library freetype_new(void)
{
    static struct FT_MemoryRec_ memory = {
        .alloc = allocate,
        .free = release_block,
        .realloc = reallocate,
    };
    FT_Library library;
    if (FT_New_Library(&memory, &library) != 0) {
        g_error("FreeType cannot start: out of memory");
    }
    FT_Add_Default_Modules(library);
    return library;
}

/* What must live as long as Cairo's font face, which may outlive the font set. */
struct cairo_keeps {
    FT_Face ft;
    FT_Library library;
};

static void release(void *data)
{
    struct cairo_keeps *keeps = data;
    FT_Done_Face(keeps->ft);
    FT_Done_Library(keeps->library);
    g_free(keeps);
}

static cairo_font_face_t *make_cairo_face(FT_Library library, FT_Face ft)
{
    static const cairo_user_data_key_t key;
    struct cairo_keeps *keeps = g_new(struct cairo_keeps, 1);
    *keeps = (struct cairo_keeps){.ft = ft, .library = library};
    FT_Reference_Library(library);
    cairo_font_face_t *face = cairo_ft_font_face_create_for_ft_face(ft, FT_LOAD_NO_HINTING);
    if (cairo_font_face_set_user_data(face, &key, keeps, release) != CAIRO_STATUS_SUCCESS) {
        g_error("out of memory"); /* as GLib does */
    }
    return face;
}

static hb_font_t *make_hb_font(hb_blob_t *blob, guint index)
{
    hb_face_t *face = hb_face_create(blob, index);
    hb_font_t *font = hb_font_create(face);
    hb_ot_font_set_funcs(font);
    hb_face_destroy(face);
    return font;
}

/* A height in font units as em; a value out of reason is not taken. */
static double height_em(FT_Short units, double units_per_em, double otherwise)
{
    double em = units / units_per_em;
    return em > 0.2 && em < 1.2 ? em : otherwise;
}

static void read_names(struct face *face, FT_Face ft)
{
    const TT_OS2 *os2 = FT_Get_Sfnt_Table(ft, FT_SFNT_OS2);
    face->family = g_utf8_make_valid(ft->family_name != NULL ? ft->family_name : "", -1);
    face->italic = (ft->style_flags & FT_STYLE_FLAG_ITALIC) != 0;
    face->weight = (ft->style_flags & FT_STYLE_FLAG_BOLD) != 0 ? 700 : 400;
    face->cap_height_em = DEFAULT_CAP_HEIGHT;
    face->x_height_em = DEFAULT_X_HEIGHT;
    if (os2 == NULL || os2->version == 0xffff) {
        return;
    }
    if (os2->usWeightClass >= 1 && os2->usWeightClass <= 1000) {
        face->weight = os2->usWeightClass;
    }
    if (os2->version >= 2) {
        double em = face->units_per_em;
        face->cap_height_em = height_em(os2->sCapHeight, em, DEFAULT_CAP_HEIGHT);
        face->x_height_em = height_em(os2->sxHeight, em, DEFAULT_X_HEIGHT);
    }
}

static FT_Face open_ft(FT_Library library, const char *file, guint index, GError **error)
{
    FT_Face ft;
    FT_Error failure = FT_New_Face(library, file, (FT_Long)index, &ft);
    if (failure != 0) {
        set_data_error(error, file, 0, "cannot be opened as a font (FreeType error 0x%02x)",
                       (guint)failure);
        return NULL;
    }
    if (!FT_IS_SCALABLE(ft) || !FT_IS_SFNT(ft) || ft->units_per_EM == 0) {
        set_data_error(error, file, 0, "is not an OpenType font with outlines");
        FT_Done_Face(ft);
        return NULL;
    }
    return ft;
}

struct face *face_open(FT_Library library, const char *file, guint index, GError **error)
{
    FT_Face ft = open_ft(library, file, index, error);
    if (ft == NULL) {
        return NULL;
    }
    hb_blob_t *blob = hb_blob_create_from_file_or_fail(file);
    if (blob == NULL) {
        set_data_error(error, file, 0, "cannot be read");
        FT_Done_Face(ft);
        return NULL;
    }
    struct face *face = g_new0(struct face, 1);
    face->file = g_strdup(file);
    face->index = index;
    face->units_per_em = ft->units_per_EM;
    read_names(face, ft);
    face->hb = make_hb_font(blob, index);
    hb_blob_destroy(blob);
    hb_font_set_scale(face->hb, ft->units_per_EM, ft->units_per_EM);
    face->cairo = make_cairo_face(library, ft);
    face->scaled = g_hash_table_new_full(g_double_hash, g_double_equal, g_free,
                                         (GDestroyNotify)cairo_scaled_font_destroy);
    return face;
}

void face_free(struct face *face)
{
    if (face == NULL) {
        return;
    }
    g_hash_table_unref(face->scaled);
    cairo_font_face_destroy(face->cairo);
    hb_font_destroy(face->hb);
    g_free(face->family);
    g_free(face->file);
    g_free(face);
}

static cairo_scaled_font_t *make_scaled_font(struct face *face, double size_px)
{
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    cairo_matrix_t size, identity;
    cairo_matrix_init_scale(&size, size_px, size_px);
    cairo_matrix_init_identity(&identity);
    cairo_scaled_font_t *scaled = cairo_scaled_font_create(face->cairo, &size, &identity, options);
    cairo_font_options_destroy(options);
    return scaled;
}

cairo_scaled_font_t *face_scaled_font(struct face *face, double size_px)
{
    cairo_scaled_font_t *scaled = g_hash_table_lookup(face->scaled, &size_px);
    if (scaled == NULL) {
        scaled = make_scaled_font(face, size_px);
        g_hash_table_insert(face->scaled, g_memdup2(&size_px, sizeof size_px), scaled);
    }
    return scaled;
}
