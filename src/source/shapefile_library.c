#include "source/shapefile_library.h"

#include "base/error.h"
#include "source/shapefile_bytes.h"

#include <shapefil.h>
#include <string.h>

/* Shapelib is given this name for all files; the hook looks at the suffix alone, so that dots,
 * letter case and encoding of the true name play no part. */
#define LAYER_NAME "layer.shp"
#define TABLE_NAME "layer.dbf"

/* What one call into Shapelib may see and say. Its FOpen and Error take no user pointer. */
struct library_call {
    GBytes *shp, *shx, *dbf;
    GString *message;
};

static _Thread_local struct library_call *current_call;

struct memory_file {
    GBytes *bytes;
    gsize position;
};

static SAFile hook_open(const char *name, const char *access)
{
    const char *dot = strrchr(name, '.');
    if (dot == NULL || strcmp(access, "rb") != 0) {
        return NULL;
    }
    GBytes *bytes = strcmp(dot, ".shp") == 0   ? current_call->shp
                    : strcmp(dot, ".shx") == 0 ? current_call->shx
                    : strcmp(dot, ".dbf") == 0 ? current_call->dbf
                                               : NULL;
    if (bytes == NULL) {
        return NULL;
    }
    struct memory_file *file = g_new0(struct memory_file, 1);
    file->bytes = g_bytes_ref(bytes);
    return (SAFile)(void *)file;
}

static SAOffset hook_read(void *to, SAOffset size, SAOffset count, SAFile handle)
{
    struct memory_file *file = (struct memory_file *)(void *)handle;
    gsize length;
    const guint8 *data = g_bytes_get_data(file->bytes, &length);
    if (size == 0 || file->position >= length) {
        return 0;
    }
    SAOffset n = MIN(count, (length - file->position) / size);
    memcpy(to, data + file->position, n * size);
    file->position += n * size;
    return n;
}

static SAOffset hook_write(void *from, SAOffset size, SAOffset count, SAFile handle)
{
    (void)from, (void)size, (void)count, (void)handle;
    return 0;
}

static SAOffset hook_seek(SAFile handle, SAOffset offset, int whence)
{
    struct memory_file *file = (struct memory_file *)(void *)handle;
    gsize base = whence == SEEK_SET   ? 0
                 : whence == SEEK_CUR ? file->position
                                      : g_bytes_get_size(file->bytes);
    file->position = base + offset;
    return 0;
}

static SAOffset hook_tell(SAFile handle)
{
    return ((struct memory_file *)(void *)handle)->position;
}

static int hook_flush(SAFile handle)
{
    (void)handle;
    return 0;
}

static int hook_close(SAFile handle)
{
    struct memory_file *file = (struct memory_file *)(void *)handle;
    g_bytes_unref(file->bytes);
    g_free(file);
    return 0;
}

static int hook_remove(const char *name)
{
    (void)name;
    return -1;
}

static void hook_error(const char *message)
{
    if (current_call != NULL && current_call->message->len == 0) {
        g_string_append(current_call->message, message);
    }
}

static double hook_number(const char *text)
{
    return g_ascii_strtod(text, NULL);
}

static SAHooks library_hooks(void)
{
    return (SAHooks){
        .FOpen = hook_open,
        .FRead = hook_read,
        .FWrite = hook_write,
        .FSeek = hook_seek,
        .FTell = hook_tell,
        .FFlush = hook_flush,
        .FClose = hook_close,
        .Remove = hook_remove,
        .Error = hook_error,
        .Atof = hook_number,
    };
}

static void call_begin(struct library_call *call)
{
    call->message = g_string_new(NULL);
    current_call = call;
}

/* Ends the call; without a result it sets what Shapelib said as the error. */
static gboolean call_end(struct library_call *call, gboolean done, const char *what, GError **error)
{
    current_call = NULL;
    if (!done) {
        g_autofree char *said = printable_dup(call->message->len > 0 ? call->message->str : what);
        g_set_error(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_DATA, "%s", said);
    }
    g_string_free(call->message, TRUE);
    return done;
}

static void put_be32(GByteArray *out, guint32 number)
{
    guint32 swapped = GUINT32_TO_BE(number);
    g_byte_array_append(out, (const guint8 *)&swapped, sizeof swapped);
}

/* The index that the .shp itself implies: record after record by their own headers. Each step goes
 * at least 8 bytes on, so it ends; the last record may be cut off by the end of the file. */
static GBytes *index_from_records(const guint8 *shp, gsize length)
{
    GByteArray *out = g_byte_array_new();
    g_byte_array_append(out, shp, SHAPE_HEADER_BYTES);
    gsize at = SHAPE_HEADER_BYTES;
    while (at + SHAPE_RECORD_HEADER_BYTES < length && at / 2 <= G_MAXINT32) {
        gsize words = read_be32(shp + at + 4);
        gsize left = length - at - SHAPE_RECORD_HEADER_BYTES;
        put_be32(out, (guint32)(at / 2));
        put_be32(out, (guint32)(MIN(words * 2, left) / 2));
        at += SHAPE_RECORD_HEADER_BYTES + words * 2;
    }
    guint32 total = GUINT32_TO_BE(out->len / 2);
    memcpy(out->data + SHAPE_LENGTH_AT, &total, sizeof total);
    return g_byte_array_free_to_bytes(out);
}

static gboolean check_header(GBytes *bytes, GError **error)
{
    gsize length;
    const guint8 *data = g_bytes_get_data(bytes, &length);
    if (length >= SHAPE_HEADER_BYTES && read_be32(data) == SHAPE_FILE_CODE) {
        return TRUE;
    }
    g_set_error(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_DATA,
                length < SHAPE_HEADER_BYTES
                    ? "the file is shorter than the 100 bytes of a shapefile's header"
                    : "this is not a shapefile: it does not begin with the number 9994");
    return FALSE;
}

/* Shapelib makes room for as many records as a .shx claims. */
static gboolean check_claim(GBytes *shx, GError **error)
{
    gsize length;
    const guint8 *data = g_bytes_get_data(shx, &length);
    if (!check_header(shx, error)) {
        return FALSE;
    }
    guint64 claimed = (guint64)read_be32(data + SHAPE_LENGTH_AT) * 2;
    if (claimed < SHAPE_HEADER_BYTES || claimed > length) {
        g_set_error(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_DATA,
                    "it claims %" G_GUINT64_FORMAT " bytes and has %" G_GSIZE_FORMAT, claimed,
                    length);
        return FALSE;
    }
    return TRUE;
}

gboolean shape_index_open(struct shape_index *index, GBytes *shp, GBytes *shx, GError **error)
{
    gsize length;
    const guint8 *data = g_bytes_get_data(shp, &length);
    *index = (struct shape_index){.bounds = box_empty()};
    if (!check_header(shp, error) || (shx != NULL && !check_claim(shx, error))) {
        return FALSE;
    }
    g_autoptr(GBytes) walked = shx == NULL ? index_from_records(data, length) : NULL;
    struct library_call call = {.shp = shp, .shx = shx != NULL ? shx : walked};
    SAHooks hooks = library_hooks();
    call_begin(&call);
    SHPHandle handle = SHPOpenLL(LAYER_NAME, "rb", &hooks);
    if (!call_end(&call, handle != NULL, "the index cannot be read", error)) {
        return FALSE;
    }
    /* Shapelib takes type and box from the .shx. */
    *index = (struct shape_index){
        .type = (int)read_le32(data + SHAPE_TYPE_AT),
        .count = (guint)MAX(handle->nRecords, 0),
        .offsets = handle->panRecOffset,
        .lengths = handle->panRecSize,
        .bounds = {read_le_double(data + SHAPE_BOX_AT), read_le_double(data + SHAPE_BOX_AT + 8),
                   read_le_double(data + SHAPE_BOX_AT + 16),
                   read_le_double(data + SHAPE_BOX_AT + 24)},
        .handle = handle,
    };
    return TRUE;
}

void shape_index_close(struct shape_index *index)
{
    if (index->handle != NULL) {
        SHPClose(index->handle);
    }
    *index = (struct shape_index){.bounds = box_empty()};
}

const guint8 *shape_record_bytes(const struct shape_index *index, GBytes *shp, guint record,
                                 gsize *length)
{
    gsize size;
    const guint8 *data = g_bytes_get_data(shp, &size);
    gsize start = (gsize)index->offsets[record] + SHAPE_RECORD_HEADER_BYTES;
    if (index->offsets[record] < SHAPE_HEADER_BYTES || start > size) {
        return NULL;
    }
    /* Some writers count the record header in the .shx: the record's own length comes first, and
     * neither may pass the end of the file. */
    gsize left = size - start;
    gsize own = (gsize)read_be32(data + start - 4) * 2;
    *length = own <= left ? own : MIN((gsize)index->lengths[record], left);
    return data + start;
}

/* Shapelib trusts the header's row count, which may be negative or lie. */
static guint rows_in_file(const struct dbf_layout *layout, gsize size)
{
    if (layout->row_length == 0 || size < layout->header_length) {
        return 0;
    }
    gsize held = (size - layout->header_length) / layout->row_length;
    if (layout->claimed_rows >= 0 && (gsize)layout->claimed_rows < held) {
        return (guint)layout->claimed_rows;
    }
    return (guint)MIN(held, (gsize)G_MAXINT32);
}

static void take_fields(struct dbf_layout *layout, DBFHandle handle)
{
    layout->fields = g_new0(struct dbf_field, (gsize)handle->nFields + 1);
    for (int i = 0; i < handle->nFields; i++) {
        struct dbf_field *field = &layout->fields[layout->n_fields];
        DBFGetFieldInfo(handle, i, field->name, NULL, NULL);
        field->type = handle->pachFieldType[i];
        field->offset = (guint)MAX(handle->panFieldOffset[i], 0);
        field->width = (guint)MAX(handle->panFieldSize[i], 0);
        if ((guint64)field->offset + field->width <= layout->row_length) {
            layout->n_fields++;
        }
    }
}

gboolean dbf_layout_read(struct dbf_layout *layout, GBytes *dbf, GError **error)
{
    *layout = (struct dbf_layout){0};
    gsize size;
    const guint8 *data = g_bytes_get_data(dbf, &size);
    struct library_call call = {.dbf = dbf};
    SAHooks hooks = library_hooks();
    call_begin(&call);
    DBFHandle handle = DBFOpenLL(TABLE_NAME, "rb", &hooks);
    if (!call_end(&call, handle != NULL, "its header is damaged", error)) {
        return FALSE;
    }
    layout->claimed_rows = (gint32)read_le32(data + 4);
    layout->header_length = (guint)MAX(handle->nHeaderLength, 0);
    layout->row_length = (guint)MAX(handle->nRecordLength, 0);
    layout->language_driver = data[29];
    layout->rows = rows_in_file(layout, size);
    take_fields(layout, handle);
    call_begin(&call);
    DBFClose(handle);
    return call_end(&call, TRUE, NULL, error);
}

void dbf_layout_clear(struct dbf_layout *layout)
{
    g_clear_pointer(&layout->fields, g_free);
    *layout = (struct dbf_layout){0};
}
