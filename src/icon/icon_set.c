#include "icon/icon_file.h"

#include "base/data_root.h"
#include "base/error.h"

#include <glib/gstdio.h>
#include <string.h>

#define MAX_NAME 200
/* A picture of two pixels to a px, as sprites on the web have them. */
#define FINE_SUFFIX "@2x.png"
#define FINE_RATIO 2

struct icon_set {
    char *style_path; /* NULL: only the shipped icons */
    struct diagnostics *diagnostics;
    GPtrArray *missing;  /* borrowed: takes names without a file; NULL: they are told */
    GHashTable *entries; /* name -> struct entry */
};

struct entry {
    struct icon *icon;    /* NULL: there is none, or it cannot be read */
    gboolean is_reported; /* what is wrong with it has been said */
};

static void entry_free(gpointer data)
{
    struct entry *entry = data;
    icon_free(entry->icon);
    g_free(entry);
}

struct icon_set *icon_set_new(const char *style_path, struct diagnostics *diagnostics)
{
    struct icon_set *icons = g_new0(struct icon_set, 1);
    icons->style_path = g_strdup(style_path);
    icons->diagnostics = diagnostics;
    icons->entries = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, entry_free);
    return icons;
}

void icon_set_free(struct icon_set *icons)
{
    if (icons == NULL) {
        return;
    }
    g_hash_table_unref(icons->entries);
    g_free(icons->style_path);
    g_free(icons);
}

static gboolean is_fit(const char *name)
{
    return name[0] != '\0' && name[0] != '.' && strlen(name) <= MAX_NAME &&
           strpbrk(name, "/\\") == NULL;
}

/* The file of a name beside the style: NULL without error where there is none, with an error where
 * the style may not read it. */
static char *style_file_dup(const struct icon_set *icons, const char *name, GError **error)
{
    static const char *const suffixes[] = {".svg", FINE_SUFFIX, ".png"};
    static const char *const folders[] = {"", "icons/"};
    const guint n = G_N_ELEMENTS(suffixes);
    if (icons->style_path == NULL) {
        return NULL;
    }
    g_autofree char *beside = g_path_get_dirname(icons->style_path);
    for (guint i = 0; i < n * G_N_ELEMENTS(folders); i++) {
        g_autofree char *relative = g_strconcat(folders[i / n], name, suffixes[i % n], NULL);
        g_autofree char *path = g_build_filename(beside, relative, NULL);
        if (g_file_test(path, G_FILE_TEST_EXISTS)) {
            return resolve_inside_dup(icons->style_path, relative, error);
        }
    }
    return NULL;
}

/* NULL without error where there is none. */
static char *icon_file_dup(const struct icon_set *icons, const char *name, GError **error)
{
    GError *cause = NULL;
    char *path = style_file_dup(icons, name, &cause);
    if (path != NULL || cause != NULL) {
        if (cause != NULL) {
            g_propagate_error(error, cause);
        }
        return path;
    }
    g_autofree char *relative = g_strconcat("data/icons/", name, ".svg", NULL);
    path = data_root_file_dup(relative);
    if (g_file_test(path, G_FILE_TEST_IS_REGULAR)) {
        return path;
    }
    g_free(path);
    return NULL;
}

/* Where a style has several sprites, names have the sprite's id before them: "base:bridge". */
static char *find_file_dup(const struct icon_set *icons, const char *name, GError **error)
{
    GError *cause = NULL;
    const char *colon = strchr(name, ':');
    char *path = icon_file_dup(icons, name, &cause);
    if (path == NULL && cause == NULL && colon != NULL && is_fit(colon + 1)) {
        path = icon_file_dup(icons, colon + 1, &cause);
    }
    if (cause != NULL) {
        g_propagate_error(error, cause);
    }
    return path;
}

static struct icon *read_file(const char *path, struct diagnostics *diagnostics, GError **error)
{
    g_autofree char *bytes = NULL;
    g_autoptr(GError) cause = NULL;
    gsize length;
    GStatBuf status;
    if (g_stat(path, &status) == 0 && status.st_size > ICON_MAX_BYTES) {
        set_data_error(error, path, 0, "icon: the file is larger than 1 MB");
        return NULL;
    }
    if (!g_file_get_contents(path, &bytes, &length, &cause)) {
        set_data_error(error, path, 0, "icon: %s", cause->message);
        return NULL;
    }
    if (!g_str_has_suffix(path, ".png")) {
        return svg_icon_read(path, bytes, length, diagnostics, error);
    }
    guint ratio = g_str_has_suffix(path, FINE_SUFFIX) ? FINE_RATIO : 1;
    return png_icon_read(path, bytes, length, ratio, error);
}

static void report_missing(const struct icon_set *icons, const char *name,
                           struct diagnostics *diagnostics)
{
    g_autofree char *shown = printable_dup(name);
    if (!is_fit(name)) {
        diagnostics_add(diagnostics, SEVERITY_WARNING, NULL, 0, "'%s' is no name of an icon",
                        shown);
    } else if (icons->missing == NULL) {
        diagnostics_add(diagnostics, SEVERITY_WARNING, NULL, 0,
                        "there is no icon '%s': neither %s.svg nor %s.png beside the style or in "
                        "icons/ there, nor one of the program's",
                        shown, shown, shown);
    } else if (diagnostics != NULL) {
        g_ptr_array_add(icons->missing, g_strdup(name));
    }
}

static struct icon *load(const struct icon_set *icons, const char *name,
                         struct diagnostics *diagnostics)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = is_fit(name) ? find_file_dup(icons, name, &error) : NULL;
    struct icon *icon = path != NULL ? read_file(path, diagnostics, &error) : NULL;
    if (icon != NULL) {
        icon->name = g_strdup(name);
    } else if (error != NULL) {
        diagnostics_add(diagnostics, SEVERITY_WARNING, NULL, 0, "%s", error->message);
    } else {
        report_missing(icons, name, diagnostics);
    }
    return icon;
}

/* The icon of a name, read when it is first asked for. Asked without a report and later with one,
 * it is read again, for only then is said what is wrong. */
static const struct icon *lookup(struct icon_set *icons, const char *name, gboolean report)
{
    struct entry *entry = g_hash_table_lookup(icons->entries, name);
    if (entry == NULL || (report && !entry->is_reported)) {
        entry = g_new0(struct entry, 1);
        entry->icon = load(icons, name, report ? icons->diagnostics : NULL);
        entry->is_reported = report;
        g_hash_table_replace(icons->entries, g_strdup(name), entry);
    }
    return entry->icon;
}

void icon_set_collect_missing(struct icon_set *icons, GPtrArray *names)
{
    icons->missing = names;
}

const struct icon *icon_set_get(struct icon_set *icons, const char *name)
{
    return lookup(icons, name, TRUE);
}

gboolean icon_set_has(struct icon_set *icons, const char *name)
{
    return lookup(icons, name, FALSE) != NULL;
}
