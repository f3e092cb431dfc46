/* Renders the shipped map once and prints the CPU time of each stage, in the order of the stages: a
 * line `NAME MILLISECONDS` each. Made for one run a process, so that start and cold caches count
 * as they do for a user.
 *
 * The stages inside compose() are found without a change to the program: the linker's --wrap (see
 * the Makefile) sends calls of the functions below through here. */
#include "base/data_root.h"
#include "base/output_file.h"
#include "canvas/canvas.h"
#include "canvas/paint.h"
#include "canvas/png.h"
#include "compose/compose.h"
#include "compose/event_symbols.h"
#include "compose/furniture/furniture.h"
#include "compose/label_positions.h"
#include "compose/sources.h"

#include <stdio.h>
#include <time.h>

enum stage {
    START,     /* from exec to main(): the dynamic linker and the libraries' own starts */
    DESCRIBE,  /* the map file */
    OPEN,      /* style, fonts, projection: what compose() does besides the stages below */
    EVENTS,    /* events and gazetteer */
    SOURCES,   /* shapefiles: read, filter, clip, project, simplify */
    ROOM,      /* spots for the labels of areas */
    FURNITURE, /* title, legend, scale bar, graticule, inset, credits */
    LABELS,    /* placement */
    DRAW,
    ENCODE, /* PNG */
    WRITE,  /* temporary file, fsync, rename */
    FREE,
    N_STAGES,
};

static const char *const names[N_STAGES] = {
    [START] = "start",     [DESCRIBE] = "map file", [OPEN] = "open",           [EVENTS] = "events",
    [SOURCES] = "sources", [ROOM] = "label room",   [FURNITURE] = "furniture", [LABELS] = "labels",
    [DRAW] = "draw",       [ENCODE] = "encode",     [WRITE] = "write",         [FREE] = "free",
};

static double spent_ms[N_STAGES];
static double lap_ms; /* CPU time of the process when the current stage began or went on */

static double cpu_ms(void)
{
    struct timespec now = {0, 0};

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* The time since the last call goes to `stage`. */
static void lap(enum stage stage)
{
    double now = cpu_ms();

    spent_ms[stage] += now - lap_ms;
    lap_ms = now;
}

/* __real_X is the function X of the library, __wrap_X is what is called in its place; the linker
 * asks for these names. */
#define WRAP(outer, inner, type, name, parameters, arguments)                                      \
    type __real_##name parameters;                                                                 \
    type __wrap_##name parameters;                                                                 \
    type __wrap_##name parameters                                                                  \
    {                                                                                              \
        lap(outer);                                                                                \
        type result = __real_##name arguments;                                                     \
        lap(inner);                                                                                \
        return result;                                                                             \
    }
#define WRAP_VOID(outer, inner, name, parameters, arguments)                                       \
    void __real_##name parameters;                                                                 \
    void __wrap_##name parameters;                                                                 \
    void __wrap_##name parameters                                                                  \
    {                                                                                              \
        lap(outer);                                                                                \
        __real_##name arguments;                                                                   \
        lap(inner);                                                                                \
    }

WRAP(OPEN, EVENTS, gboolean, events_prepare, (struct composition * composition, GError **error),
     (composition, error))
WRAP(OPEN, SOURCES, gboolean, source_compose,
     (struct composition * composition, const struct style_source *source, GError **error),
     (composition, source, error))
WRAP_VOID(OPEN, EVENTS, events_finish, (struct composition * composition), (composition))
WRAP_VOID(OPEN, ROOM, area_labels_finish, (struct composition * composition), (composition))
WRAP(OPEN, FURNITURE, gboolean, furniture_compose,
     (struct composition * composition, GError **error), (composition, error))
WRAP_VOID(OPEN, LABELS, labels_place,
          (struct labels * labels, struct box_index *index, struct box frame),
          (labels, index, frame))
WRAP(DRAW, ENCODE, GBytes *, png_write, (const struct png_pixels *image, GError **error),
     (image, error))

static gboolean render(const char *output, GError **error)
{
    g_autoptr(Map) map = map_new();
    g_autoptr(Diagnostics) diagnostics = diagnostics_new();
    g_autofree char *path = data_root_file_dup("data/idlib.map");
    const struct canvas_options options = {.dpi = 96};

    if (!map_read_file(map, path, NULL, diagnostics, error))
        return FALSE;
    lap(DESCRIBE);
    g_autoptr(Composition) composition = compose(map, diagnostics, error);
    if (composition == NULL)
        return FALSE;
    lap(OPEN);
    g_autoptr(GBytes) bytes =
        canvas_format_by_name("png")->write(composition->scene, &options, error);
    if (bytes == NULL)
        return FALSE;
    lap(DRAW);
    g_autoptr(OutputSet) files = output_set_new();
    gboolean written =
        output_set_add(files, output, bytes, error) && output_set_commit(files, error);
    lap(WRITE);
    return written;
}

int main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;

    lap(START);
    if (argc != 2 || !render(argv[1], &error)) {
        fprintf(stderr, "stage-times: %s\n", error != NULL ? error->message : "usage: OUTPUT.png");
        return 1;
    }
    lap(FREE);
    for (guint i = 0; i < N_STAGES; i++)
        printf("%s\t%.3f\n", names[i], spent_ms[i]);
    return 0;
}
