/* The table of commands, and the one place that prints errors and picks the exit status. */
#include "base/error.h"
#include "base/words.h"
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum exit_status {
    EXIT_OK = 0,
    EXIT_DATA = 1,
    EXIT_USAGE = 2,
    EXIT_FINDINGS = 3,
};

static gboolean use_color(void)
{
    const char *no_color = g_getenv("NO_COLOR");
    return (no_color == NULL || no_color[0] == '\0') && isatty(STDERR_FILENO);
}

static void print_line(const char *kind, const char *color, const char *text)
{
    gboolean colored = use_color() && kind[0] != '\0';
    g_autofree char *line = printable_line_dup(text);
    fprintf(stderr, "idlibmap: %s%s%s%s\n", colored ? color : "", kind, colored ? "\033[0m" : "",
            line);
}

static void print_finding(const struct finding *finding)
{
    g_autoptr(GString) text = g_string_new(NULL);
    if (finding->file != NULL) {
        g_autofree char *file = printable_path_dup(finding->file);
        g_string_append_printf(text, "%s:", file);
        if (finding->line > 0) {
            g_string_append_printf(text, "%u:", finding->line);
        }
        if (finding->column > 0) {
            g_string_append_printf(text, "%u:", finding->column);
        }
        g_string_append_c(text, ' ');
    }
    g_string_append(text, finding->text);
    if (finding->count > 1) {
        g_string_append_printf(text, " (%u times)", finding->count);
    }
    switch (finding->severity) {
    case SEVERITY_NOTE:
        print_line("note: ", "\033[36m", text->str);
        break;
    case SEVERITY_WARNING:
        print_line("warning: ", "\033[33m", text->str);
        break;
    case SEVERITY_ERROR:
        print_line("error: ", "\033[31m", text->str);
        break;
    }
}

static void print_findings(const struct diagnostics *diagnostics, gboolean quiet)
{
    for (guint i = 0; i < diagnostics_count(diagnostics); i++) {
        const struct finding *finding = diagnostics_get(diagnostics, i);
        if (!quiet || finding->severity == SEVERITY_ERROR) {
            print_finding(finding);
        }
    }
}

static enum exit_status fail(const GError *error)
{
    print_line("", "", error->message);
    if (error->domain != IDLIBMAP_ERROR) {
        return EXIT_DATA;
    }
    switch ((enum idlibmap_error)error->code) {
    case IDLIBMAP_ERROR_USAGE:
        return EXIT_USAGE;
    case IDLIBMAP_ERROR_FINDINGS:
        return EXIT_FINDINGS;
    case IDLIBMAP_ERROR_DATA:
        break;
    }
    return EXIT_DATA;
}

static enum exit_status print_text(char *text)
{
    gboolean ok = fputs(text, stdout) >= 0 && fflush(stdout) == 0;
    g_free(text);
    return ok ? EXIT_OK : EXIT_DATA;
}

static enum exit_status run_command(const struct command *command, int argc, char **argv)
{
    g_autoptr(Diagnostics) diagnostics = diagnostics_new();
    g_autoptr(GError) error = NULL;
    struct arguments arguments;
    gboolean ok = arguments_parse(command, argc, argv, &arguments, &error);
    enum exit_status status = EXIT_OK;
    if (ok && arguments_has(&arguments, "help")) {
        status = print_text(help_command_dup(command));
    } else {
        ok = ok && command->run(&arguments, diagnostics, &error);
        print_findings(diagnostics, arguments_has(&arguments, "quiet"));
        status = ok ? EXIT_OK : fail(error);
    }
    arguments_clear(&arguments);
    return status;
}

static enum exit_status unknown_command(const char *name)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (const struct command *command = commands; command->name != NULL; command++) {
        g_ptr_array_add(names, (gpointer)command->name);
    }
    g_ptr_array_add(names, NULL);
    const char *closest = closest_word(name, (const char *const *)names->pdata);
    g_autofree char *shown = printable_dup(name);
    g_autofree char *text =
        g_strdup_printf("'%s' is not a command; see 'idlibmap --help'%s%s%s", shown,
                        closest != NULL ? "; did you mean " : "", closest != NULL ? closest : "",
                        closest != NULL ? "?" : "");
    print_line("", "", text);
    return EXIT_USAGE;
}

int main(int argc, char **argv)
{
    const char *first = argc > 1 ? argv[1] : "--help";
    if (strcmp(first, "--help") == 0 || strcmp(first, "-h") == 0 || strcmp(first, "help") == 0) {
        enum exit_status status = print_text(help_program_dup());
        return argc > 1 ? status : EXIT_USAGE;
    }
    if (strcmp(first, "--version") == 0) {
        return print_text(g_strdup("idlibmap " IDLIBMAP_VERSION "\n"));
    }
    if (strcmp(first, "--man") == 0) {
        return print_text(help_man_page_dup());
    }
    const struct command *command = command_find(first);
    return command != NULL ? run_command(command, argc - 1, argv + 1) : unknown_command(first);
}
