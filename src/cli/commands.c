/* The commands: one row each. */
#include "cli/commands.h"

#include "base/error.h"
#include "cli/inspect.h"
#include "map/map.h"

static const struct option render_options[] = {
    {"output", 'o', OPTION_LIST, "FILE",
     "write here; the suffix .png, .svg or .pdf tells the format; several are drawn in one run; "
     "'-' is standard output",
     SECTION_OUTPUT, FALSE},
    {"format", 0, OPTION_VALUE, "FORMAT", "format for '-o -': png, svg or pdf", SECTION_OUTPUT,
     FALSE},
    {"events", 0, OPTION_LIST, "FILE",
     "events to draw, as --source events=FILE; files given together are one set of events",
     SECTION_EVENTS, FALSE},
    {"source", 0, OPTION_LIST, "ID=FILE",
     "file for a source of the style; for vector tiles ID/LAYER=FILE or ID=FOLDER", SECTION_MAP,
     FALSE},
    {"number-table", 0, OPTION_LIST, "FILE",
     "number the events (--number) and write the whole key table here; the suffix .csv or .html "
     "tells the format",
     SECTION_OUTPUT, FALSE},
    {"report", 0, OPTION_VALUE, "FILE", "write what was read, placed and drawn as JSON",
     SECTION_OUTPUT, FALSE},
    {"strict", 0, OPTION_FLAG, NULL, "warnings are errors: exit 3 and write nothing",
     SECTION_OUTPUT, FALSE},
    {"quiet", 'q', OPTION_FLAG, NULL, "print errors only", SECTION_OUTPUT, FALSE},
    {NULL, 0, OPTION_FLAG, NULL, NULL, NULL, FALSE},
};

static const struct example render_examples[] = {
    {"idlibmap render -o idlib.png", "the shipped map: Idlib on 27 February 2020"},
    {"idlibmap render --events week.csv --title 'Idlib, this week' -o week.svg -o week.pdf",
     "your own events on the same base map"},
    {"idlibmap render --crs EPSG:32637 --bbox 36.2,35.5,37.2,36.2 --size A4 -o saraqib.pdf",
     "another frame, projection and page"},
    {"idlibmap render --events week.csv --number --number-table week.html -o week.pdf",
     "a map for a report: numbered events with a key table, the same as a page"},
    {NULL, NULL},
};

static const struct option geocode_options[] = {
    {"output", 'o', OPTION_VALUE, "FILE",
     "write here; the suffix .csv, .geojson or .json tells the format; without it, or for '-', "
     "standard output",
     NULL, FALSE},
    {"format", 0, OPTION_VALUE, "FORMAT", "csv (the default for standard output), geojson or json",
     NULL, FALSE},
    {"gazetteer", 0, OPTION_LIST, "FILE",
     "places by name in place of the shipped ones: a table or country dump in GeoNames' columns, "
     "or "
     "a shapefile of units with P-codes (ADM1_EN, ADM1_PCODE ...); several are one",
     NULL, FALSE},
    {"bbox", 0, OPTION_VALUE, "W,S,E,N", "of places of one name, those in this box are meant", NULL,
     FALSE},
    {"strict", 0, OPTION_FLAG, NULL, "warnings are errors: exit 3 and write nothing", NULL, FALSE},
    {"quiet", 'q', OPTION_FLAG, NULL, "print errors only", NULL, FALSE},
    {NULL, 0, OPTION_FLAG, NULL, NULL, NULL, FALSE},
};

static const struct example geocode_examples[] = {
    {"idlibmap geocode week.csv -o week-placed.csv", "the same rows with coordinates"},
    {"idlibmap geocode week.csv --gazetteer SY.txt --gazetteer syr_admbnda_adm2.shp -o "
     "week.geojson",
     "by a GeoNames country dump and the units of an administrative layer"},
    {"idlibmap geocode - < week.csv | idlibmap render --events - -o week.png",
     "placed, then drawn"},
    {NULL, NULL},
};

static const struct option explain_options[] = {
    {"events", 0, OPTION_LIST, "FILE", "events, as in render", NULL, FALSE},
    {"source", 0, OPTION_LIST, "ID=FILE", "file for a source of the style, as in render", NULL,
     FALSE},
    {"json", 0, OPTION_FLAG, NULL, "print an object with all that is known", NULL, FALSE},
    {"quiet", 'q', OPTION_FLAG, NULL, "print errors only, beside the explanation", NULL, FALSE},
    {NULL, 0, OPTION_FLAG, NULL, NULL, NULL, FALSE},
};

static const struct example explain_examples[] = {
    {"idlibmap explain IDL-2020-16", "why an event of the shipped map is not drawn"},
    {"idlibmap explain --events week.csv SYR1234", "an event of your own"},
    {"idlibmap explain Sarmin --size A5", "why a town has no name on a small page"},
    {NULL, NULL},
};

static const struct option diff_options[] = {
    {"output", 'o', OPTION_LIST, "FILE",
     "write here: a table (.csv, .html, .json) or a map (.png, .svg, .pdf); may be repeated", NULL,
     FALSE},
    {"format", 0, OPTION_VALUE, "FORMAT", "format for '-o -': csv, html, json, png, svg or pdf",
     NULL, FALSE},
    {"source", 0, OPTION_LIST, "ID=FILE", "file for another source of the style than the events",
     NULL, FALSE},
    {"report", 0, OPTION_VALUE, "FILE", "write what was read, placed and drawn as JSON", NULL,
     FALSE},
    {"strict", 0, OPTION_FLAG, NULL, "warnings are errors: exit 3 and write nothing", NULL, FALSE},
    {"quiet", 'q', OPTION_FLAG, NULL, "print errors only", NULL, FALSE},
    {NULL, 0, OPTION_FLAG, NULL, NULL, NULL, FALSE},
};

static const struct example diff_examples[] = {
    {"idlibmap diff ged-25.1.csv ged-26.1.csv -o changes.html -o changes.svg",
     "what a new release says otherwise, as a page and as a map"},
    {NULL, NULL},
};

static const struct option inspect_options[] = {
    {"json", 0, OPTION_FLAG, NULL, "print an array with an object for each file", NULL, FALSE},
    {NULL, 0, OPTION_FLAG, NULL, NULL, NULL, FALSE},
};

static const struct example inspect_examples[] = {
    {"idlibmap inspect admin1.shp events.csv", "fields, extent, CRS and encoding of each"},
    {NULL, NULL},
};

static const struct option check_options[] = {
    {"strict", 0, OPTION_FLAG, NULL, "warnings are errors: exit 3", NULL, FALSE},
    {"json", 0, OPTION_FLAG, NULL, "print an array with an object for each problem", NULL, FALSE},
    {NULL, 0, OPTION_FLAG, NULL, NULL, NULL, FALSE},
};

static const struct example check_examples[] = {
    {"idlibmap check style.json", "every problem of a style, with line and column"},
    {"idlibmap check idlib.map week.csv", "a map with its style and sources, and events"},
    {NULL, NULL},
};

const struct command commands[] = {
    {"render", "[MAP]", "draw a map",
     "Draws a map. MAP is a map file (see data/idlib.map); without one, the shipped map of Idlib "
     "with the style's own events. Options win over the map file.",
     render_options, TRUE, render_examples, render_command},
    {"geocode", "EVENTS", "give events their coordinates",
     "Places the rows of an events file by their places' names and writes them with latitude, "
     "longitude, geo_precision, precision, place_id, place_name, match_tier (exact, folded, "
     "transliterated, fuzzy), score, status (given, placed, ambiguous, unknown) and candidates. "
     "Coordinates that a row has are kept. A name that may mean several places is not placed.",
     geocode_options, FALSE, geocode_examples, geocode_command},
    {"explain", "[MAP] EVENT-ID|PLACE", "say why an event or a place is drawn as it is",
     "Says of an event which row it is and what was read, which gazetteer entry placed it, by "
     "which "
     "operation it was projected and how accurately, where it stands on the page, which layers "
     "draw "
     "it and which labels are missing because of what; or why it is not drawn. Says of a place "
     "what "
     "the gazetteer knows and where the base map has its name.",
     explain_options, TRUE, explain_examples, explain_command},
    {"inspect", "FILE...", "say what files hold",
     "Says what shapefiles, tables, GeoJSON files, styles and maps hold, and what is wrong with "
     "them.",
     inspect_options, FALSE, inspect_examples, inspect_command},
    {"diff", "OLD NEW", "say what changed between two releases of events",
     "Compares two releases of a data set: events added, changed and removed, by their ids, rows "
     "without ids by their content. Prints the counts, and writes tables (-o what.csv, .html, "
     ".json) and maps (.png, .svg, .pdf). Columns that only one release has, and timestamps, are "
     "not compared. Exit status: 0 whether or not they differ.",
     diff_options, TRUE, diff_examples, diff_command},
    {"check", "FILE...", "say what is wrong with styles, maps and events",
     "Says all that is wrong with styles, map files and events files at once. Styles are judged as "
     "MapLibre's own validator does it; what is valid there and not drawn here is a warning. Exit "
     "status: 0 no errors, 1 errors, 3 warnings under --strict.",
     check_options, FALSE, check_examples, check_command},
    {NULL, NULL, NULL, NULL, NULL, FALSE, NULL, NULL},
};

gboolean inspect_command(const struct arguments *arguments, struct diagnostics *diagnostics,
                         GError **error)
{
    if (arguments->operands->len == 0) {
        g_set_error(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_USAGE,
                    "inspect needs a FILE; see 'idlibmap inspect --help'");
        return FALSE;
    }
    g_autoptr(GPtrArray) paths = g_ptr_array_new();
    for (guint i = 0; i < arguments->operands->len; i++) {
        g_ptr_array_add(paths, g_ptr_array_index(arguments->operands, i));
    }
    g_ptr_array_add(paths, NULL);
    return inspect_run((const char *const *)paths->pdata, arguments_has(arguments, "json"),
                       diagnostics, error);
}
