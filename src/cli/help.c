/* --help and the man page, from the tables of commands and options. */
#include "cli/cli.h"
#include "map/map.h"

#include <string.h>

#define COLUMN 30
#define WIDTH 80

static const char about[] =
    "Draws maps of conflict events: shapefiles of the Syria/Turkey border region, projected and "
    "styled as in MapLibre, with events placed by coordinates or by the names of places, as PNG, "
    "SVG and PDF.";

static const struct {
    const char *name, *what;
} environment[] = {
    {"IDLIBMAP_DATA", "folder that holds data/ and shapes/, in place of the installed one"},
    {"SOURCE_DATE_EPOCH",
     "date written into PDF files, in seconds since 1970 (else the end of the date window)"},
    {"NO_COLOR", "any value: messages without colour"},
};

static const struct {
    const char *status, *what;
} exits[] = {
    {"0", "all is well"},
    {"1", "a file or a value in it is wrong; outputs are as they were"},
    {"2", "the command line is wrong"},
    {"3", "there were warnings, under --strict; outputs are as they were"},
};

/* Words of `text` in lines of at most WIDTH, the first line going on at `column`. */
static void append_wrapped(GString *out, const char *text, gsize column, gsize indent)
{
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    for (guint i = 0; words[i] != NULL; i++) {
        gsize length = (gsize)g_utf8_strlen(words[i], -1);
        if (column > indent && column + 1 + length > WIDTH) {
            g_string_append_printf(out, "\n%*s", (int)indent, "");
            column = indent;
        } else if (i > 0) {
            g_string_append_c(out, ' ');
            column++;
        }
        g_string_append(out, words[i]);
        column += length;
    }
    g_string_append_c(out, '\n');
}

static void append_row(GString *out, const char *left, const char *right)
{
    gsize length = strlen(left) + 2;
    g_string_append_printf(out, "  %s", left);
    if (length >= COLUMN) {
        g_string_append_printf(out, "\n%*s", COLUMN, "");
    } else {
        g_string_append_printf(out, "%*s", (int)(COLUMN - length), "");
    }
    append_wrapped(out, right, COLUMN, COLUMN);
}

/* "-o, --output FILE" */
static char *option_text_dup(const struct option *option)
{
    char letter[8] = "    ";
    if (option->letter != 0) {
        g_snprintf(letter, sizeof letter, "-%c, ", option->letter);
    }
    return g_strdup_printf("%s--%s%s%s", letter, option->name, option->argument != NULL ? " " : "",
                           option->argument != NULL ? option->argument : "");
}

/* A long list of options is told in sections, and once: in the help of the first command that
 * takes the map's keys. */
static const char *const sections[] = {NULL,        SECTION_OUTPUT, SECTION_EVENTS, SECTION_SYMBOLS,
                                       SECTION_MAP, SECTION_PAGE};

#define LISTS_MAP_KEYS "render"
static const char takes_map_keys[] = "The other options of events, map and page are as in "
                                     "'idlibmap " LISTS_MAP_KEYS " --help'.";

struct listing {
    GString *out;
    const struct command *command;
    const char *section; /* the one that is being told; NULL: the options without one */
    gboolean has_any;
    void (*append_heading)(GString *out, const char *section);
    void (*append_option)(GString *out, const char *left, const char *right);
};

static gboolean refers_to_map_keys(const struct command *command)
{
    return command->takes_map_keys && strcmp(command->name, LISTS_MAP_KEYS) != 0;
}

static void list_option(const struct option *option, gpointer data)
{
    struct listing *listing = data;
    if (g_strcmp0(option->section, listing->section) != 0 ||
        (option->is_map_key && refers_to_map_keys(listing->command))) {
        return;
    }
    if (!listing->has_any && listing->section != NULL) {
        listing->append_heading(listing->out, listing->section);
    }
    listing->has_any = TRUE;
    g_autofree char *left = option_text_dup(option);
    listing->append_option(listing->out, left, option->help);
}

/* The options without a section, and then the sections. */
static void list_options(struct listing *listing)
{
    for (guint i = 0; i < G_N_ELEMENTS(sections); i++) {
        listing->section = sections[i];
        listing->has_any = FALSE;
        command_each_option(listing->command, list_option, listing);
    }
}

static void append_heading(GString *out, const char *section)
{
    g_string_append_printf(out, "\n%s:\n", section);
}

char *help_program_dup(void)
{
    GString *out = g_string_new(NULL);
    append_wrapped(out, about, 0, 0);
    g_string_append(out, "\nUsage: idlibmap COMMAND [OPTIONS] ...\n\nCommands:\n");
    for (const struct command *command = commands; command->name != NULL; command++) {
        append_row(out, command->name, command->summary);
    }
    g_string_append(out, "\nOptions:\n");
    append_row(out, "-h, --help", "show this help; after a command, the command's");
    append_row(out, "    --version", "show the version");
    g_string_append(out, "\nEnvironment:\n");
    for (guint i = 0; i < G_N_ELEMENTS(environment); i++) {
        append_row(out, environment[i].name, environment[i].what);
    }
    g_string_append(out, "\nExit status:\n");
    for (guint i = 0; i < G_N_ELEMENTS(exits); i++) {
        append_row(out, exits[i].status, exits[i].what);
    }
    g_string_append(out, "\nStart with:  idlibmap render -o map.png\n");
    return g_string_free(out, FALSE);
}

char *help_command_dup(const struct command *command)
{
    GString *out = g_string_new(NULL);
    append_wrapped(out, command->description, 0, 0);
    g_string_append_printf(out, "\nUsage: idlibmap %s [OPTIONS] %s\n\nOptions:\n", command->name,
                           command->operands);
    list_options(&(struct listing){
        .out = out,
        .command = command,
        .append_heading = append_heading,
        .append_option = append_row,
    });
    if (refers_to_map_keys(command)) {
        append_wrapped(out, takes_map_keys, 0, 0);
    }
    g_string_append(out, "\nExamples:\n");
    for (const struct example *example = command->examples; example->command != NULL; example++) {
        g_string_append_printf(out, "  %s\n      %s\n", example->command, example->what);
    }
    return g_string_free(out, FALSE);
}

/* roff: a hyphen that is typed, a backslash, and a line that would start with a control character.
 */
static void append_roff(GString *out, const char *text)
{
    if (text[0] == '.' || text[0] == '\'') {
        g_string_append(out, "\\&");
    }
    for (const char *p = text; *p != '\0'; p++) {
        if (*p == '-' || *p == '\\') {
            g_string_append(out, *p == '-' ? "\\-" : "\\e");
        } else {
            g_string_append_c(out, *p);
        }
    }
}

static void append_roff_row(GString *out, const char *left, const char *right)
{
    g_string_append(out, ".TP\n.B ");
    append_roff(out, left + strspn(left, " "));
    g_string_append_c(out, '\n');
    append_roff(out, right);
    g_string_append_c(out, '\n');
}

static void append_roff_heading(GString *out, const char *section)
{
    g_string_append(out, ".PP\n");
    append_roff(out, section);
    g_string_append(out, ":\n");
}

static void append_roff_command(GString *out, const struct command *command)
{
    g_string_append(out, ".SS idlibmap ");
    append_roff(out, command->name);
    g_string_append(out, " [OPTIONS] ");
    append_roff(out, command->operands);
    g_string_append_c(out, '\n');
    append_roff(out, command->description);
    g_string_append_c(out, '\n');
    list_options(&(struct listing){
        .out = out,
        .command = command,
        .append_heading = append_roff_heading,
        .append_option = append_roff_row,
    });
    if (refers_to_map_keys(command)) {
        g_string_append(out, ".PP\n");
        append_roff(out, takes_map_keys);
        g_string_append_c(out, '\n');
    }
    for (const struct example *example = command->examples; example->command != NULL; example++) {
        g_string_append(out, ".PP\n");
        append_roff(out, example->what);
        g_string_append(out, "\n.PP\n.EX\n");
        append_roff(out, example->command);
        g_string_append(out, "\n.EE\n");
    }
}

char *help_man_page_dup(void)
{
    GString *out = g_string_new(".TH IDLIBMAP 1 \"\" \"idlibmap " IDLIBMAP_VERSION "\"\n"
                                ".SH NAME\nidlibmap \\- maps of conflict events\n"
                                ".SH SYNOPSIS\n.B idlibmap\nCOMMAND [OPTIONS] ...\n"
                                ".SH DESCRIPTION\n");
    append_roff(out, about);
    g_string_append(out, "\n.SH COMMANDS\n");
    for (const struct command *command = commands; command->name != NULL; command++) {
        append_roff_command(out, command);
    }
    g_string_append(out, ".SH ENVIRONMENT\n");
    for (guint i = 0; i < G_N_ELEMENTS(environment); i++) {
        append_roff_row(out, environment[i].name, environment[i].what);
    }
    g_string_append(out, ".SH EXIT STATUS\n");
    for (guint i = 0; i < G_N_ELEMENTS(exits); i++) {
        append_roff_row(out, exits[i].status, exits[i].what);
    }
    return g_string_free(out, FALSE);
}
