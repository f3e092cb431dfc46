#include "base/output_file.h"

#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct staged {
    char *path;
    char *temporary; /* NULL for standard output and once renamed */
    GBytes *bytes;   /* for standard output only */
};

struct output_set {
    GPtrArray *staged;
    GPtrArray *read; /* paths */
};

static void staged_free(gpointer data)
{
    struct staged *staged = data;
    if (staged->temporary != NULL) {
        g_unlink(staged->temporary);
    }
    g_clear_pointer(&staged->bytes, g_bytes_unref);
    g_free(staged->temporary);
    g_free(staged->path);
    g_free(staged);
}

struct output_set *output_set_new(void)
{
    struct output_set *set = g_new0(struct output_set, 1);
    set->staged = g_ptr_array_new_with_free_func(staged_free);
    set->read = g_ptr_array_new_with_free_func(g_free);
    return set;
}

void output_set_free(struct output_set *set)
{
    if (set != NULL) {
        g_ptr_array_unref(set->staged);
        g_ptr_array_unref(set->read);
        g_free(set);
    }
}

static gboolean write_all(int fd, const guint8 *data, gsize size)
{
    while (size > 0) {
        gssize written = write(fd, data, size);
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            return FALSE;
        }
        data += written;
        size -= (gsize)written;
    }
    return TRUE;
}

static gboolean refuse_link(const char *path, GError **error)
{
    struct stat info;
    if (lstat(path, &info) == 0 && !S_ISREG(info.st_mode)) {
        set_data_error(error, path, 0, "is %s; outputs replace plain files only",
                       S_ISLNK(info.st_mode) ? "a symbolic link" : "not a plain file");
        return FALSE;
    }
    return TRUE;
}

/* The mode that a plain open() would give a new file; an existing file keeps its own. */
static mode_t final_mode(const char *path)
{
    struct stat info;
    if (lstat(path, &info) == 0) {
        return info.st_mode & 07777;
    }
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

static gboolean write_temporary(struct staged *staged, GBytes *bytes, GError **error)
{
    g_autofree char *template = g_strconcat(staged->path, ".XXXXXX", NULL);
    int fd = g_mkstemp_full(template, O_RDWR | O_CLOEXEC, 0600);
    if (fd < 0) {
        set_data_error(error, staged->path, 0, "cannot be written: %s", g_strerror(errno));
        return FALSE;
    }
    staged->temporary = g_steal_pointer(&template);
    gsize size;
    const guint8 *data = g_bytes_get_data(bytes, &size);
    gboolean ok =
        write_all(fd, data, size) && fchmod(fd, final_mode(staged->path)) == 0 && fsync(fd) == 0;
    int failure = errno;
    if (close(fd) != 0 && ok) {
        ok = FALSE;
        failure = errno;
    }
    if (!ok) {
        set_data_error(error, staged->path, 0, "cannot be written: %s", g_strerror(failure));
    }
    return ok;
}

void output_set_protect(struct output_set *set, const char *path)
{
    if (path != NULL && strcmp(path, "-") != 0) {
        g_ptr_array_add(set->read, g_strdup(path));
    }
}

static gboolean is_same_file(const char *a, const char *b)
{
    struct stat first, second;
    if (stat(a, &first) == 0 && stat(b, &second) == 0) {
        return first.st_dev == second.st_dev && first.st_ino == second.st_ino;
    }
    g_autofree char *whole_a = g_canonicalize_filename(a, NULL);
    g_autofree char *whole_b = g_canonicalize_filename(b, NULL);
    return strcmp(whole_a, whole_b) == 0;
}

/* Nothing of the user's is lost: neither what the run reads nor another output of it. */
static gboolean refuse_clash(const struct output_set *set, const char *path, GError **error)
{
    for (guint i = 0; i < set->read->len; i++) {
        if (is_same_file(set->read->pdata[i], path)) {
            set_data_error(error, path, 0, "is read by this run: name another output");
            return FALSE;
        }
    }
    for (guint i = 0; i < set->staged->len; i++) {
        const struct staged *other = set->staged->pdata[i];
        if (other->temporary != NULL && is_same_file(other->path, path)) {
            set_data_error(error, path, 0, "is named for two outputs");
            return FALSE;
        }
    }
    return TRUE;
}

gboolean output_set_add(struct output_set *set, const char *path, GBytes *bytes, GError **error)
{
    if (strcmp(path, "-") != 0 && !refuse_clash(set, path, error)) {
        return FALSE;
    }
    struct staged *staged = g_new0(struct staged, 1);
    staged->path = g_strdup(path);
    g_ptr_array_add(set->staged, staged);
    if (strcmp(path, "-") == 0) {
        staged->bytes = g_bytes_ref(bytes);
        return TRUE;
    }
    return refuse_link(path, error) && write_temporary(staged, bytes, error);
}

static gboolean commit_one(struct staged *staged, GError **error)
{
    if (staged->bytes != NULL) {
        gsize size;
        const guint8 *data = g_bytes_get_data(staged->bytes, &size);
        if (!write_all(STDOUT_FILENO, data, size)) {
            set_data_error(error, "standard output", 0, "%s", g_strerror(errno));
            return FALSE;
        }
        return TRUE;
    }
    if (g_rename(staged->temporary, staged->path) != 0) {
        set_data_error(error, staged->path, 0, "cannot be replaced: %s", g_strerror(errno));
        return FALSE;
    }
    g_clear_pointer(&staged->temporary, g_free);
    return TRUE;
}

gboolean output_set_commit(struct output_set *set, GError **error)
{
    for (guint i = 0; i < set->staged->len; i++) {
        if (!commit_one(g_ptr_array_index(set->staged, i), error)) {
            return FALSE;
        }
    }
    return TRUE;
}
