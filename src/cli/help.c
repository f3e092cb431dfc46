/* --help and the man page, from the tables of commands and options. */
#include "cli/cli.h"

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

static void append_option(const struct option *option, gpointer data)
{
    g_autofree char *left = option_text_dup(option);
    append_row(data, left, option->help);
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
    command_each_option(command, append_option, out);
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

static void append_roff_option(const struct option *option, gpointer data)
{
    g_autofree char *left = option_text_dup(option);
    append_roff_row(data, left, option->help);
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
    command_each_option(command, append_roff_option, out);
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
