/* Commands and options as tables: the parser, --help and the man page all read these rows. */
#ifndef IDLIBMAP_CLI_CLI_H
#define IDLIBMAP_CLI_CLI_H

#include "base/diagnostics.h"

#include <glib.h>

enum option_kind {
    OPTION_FLAG,
    OPTION_VALUE, /* the last one given counts */
    OPTION_LIST,  /* may be given several times */
};

struct option {
    const char *name; /* without the dashes */
    char letter;      /* 0: none */
    enum option_kind kind;
    const char *argument; /* how the value is shown; NULL for a flag */
    const char *help;
    const char *section; /* its heading in help, a SECTION_...; NULL: among the rest */
    gboolean is_map_key; /* a row of map_keys[] */
};

/* What was typed. */
struct arguments {
    GHashTable *options; /* name -> GPtrArray of strings, in the order given */
    GPtrArray *operands; /* strings */
};

struct example {
    const char *command;
    const char *what;
};

struct command {
    const char *name;
    const char *operands; /* "[MAP]" */
    const char *summary;
    const char *description;
    const struct option *options;   /* ends with a NULL name; NULL: none */
    gboolean takes_map_keys;        /* the rows of map_keys[] are options too */
    const struct example *examples; /* ends with a NULL command */
    gboolean (*run)(const struct arguments *arguments, struct diagnostics *diagnostics,
                    GError **error);
};

/* Ends with a NULL name. */
extern const struct command commands[];
const struct command *command_find(const char *name);

gboolean arguments_has(const struct arguments *arguments, const char *name);
/* The value given last, or NULL. */
const char *arguments_value(const struct arguments *arguments, const char *name);
/* All values in order; NULL when none was given. */
const GPtrArray *arguments_list(const struct arguments *arguments, const char *name);

/* Parses what follows the command's name; usage errors have IDLIBMAP_ERROR_USAGE. */
gboolean arguments_parse(const struct command *command, int argc, char **argv,
                         struct arguments *arguments, GError **error);
void arguments_clear(struct arguments *arguments);

/* Calls `visit` for each option of the command: its own, the map's keys, --help. */
typedef void (*option_visitor)(const struct option *option, gpointer data);
void command_each_option(const struct command *command, option_visitor visit, gpointer data);

/* The texts of --help, of `idlibmap COMMAND --help` and of the man page (roff); owned by the
 * caller. */
char *help_program_dup(void);
char *help_command_dup(const struct command *command);
char *help_man_page_dup(void);

#endif
