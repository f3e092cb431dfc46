#include "cli/cli.h"

#include "base/error.h"
#include "base/words.h"
#include "map/map.h"

#include <string.h>

static const struct option help_option = {"help",           'h',  OPTION_FLAG, NULL,
                                          "show this help", NULL, FALSE};

const struct command *command_find(const char *name)
{
    for (const struct command *command = commands; command->name != NULL; command++) {
        if (strcmp(command->name, name) == 0) {
            return command;
        }
    }
    return NULL;
}

void command_each_option(const struct command *command, option_visitor visit, gpointer data)
{
    for (const struct option *option = command->options; option != NULL && option->name != NULL;
         option++) {
        visit(option, data);
    }
    for (const struct map_key *key = map_keys; command->takes_map_keys && key->name != NULL;
         key++) {
        enum option_kind kind = key->argument != NULL ? OPTION_VALUE : OPTION_FLAG;
        struct option option = {key->name, 0, kind, key->argument, key->help, key->section, TRUE};
        visit(&option, data);
    }
    visit(&help_option, data);
}

const GPtrArray *arguments_list(const struct arguments *arguments, const char *name)
{
    return g_hash_table_lookup(arguments->options, name);
}

gboolean arguments_has(const struct arguments *arguments, const char *name)
{
    return arguments_list(arguments, name) != NULL;
}

const char *arguments_value(const struct arguments *arguments, const char *name)
{
    const GPtrArray *values = arguments_list(arguments, name);
    return values != NULL ? g_ptr_array_index(values, values->len - 1) : NULL;
}

struct parsing {
    const struct command *command;
    struct arguments *arguments;
    GArray *entries;  /* GOptionEntry */
    char letter;      /* being looked for */
    const char *name; /* the option with that letter */
    gboolean is_file; /* the option of that name takes the name of a file */
};

static void find_letter(const struct option *option, gpointer data)
{
    struct parsing *parsing = data;
    if (option->letter == parsing->letter) {
        parsing->name = g_intern_string(option->name);
    }
}

static void find_kind(const struct option *option, gpointer data)
{
    struct parsing *parsing = data;
    if (strcmp(option->name, parsing->name) == 0) {
        parsing->is_file = option->argument != NULL && strstr(option->argument, "FILE") != NULL;
    }
}

/* GOption gives "--name" or "-n" as it was typed. */
static gboolean keep_option(const char *typed, const char *value, gpointer data, GError **error)
{
    struct parsing *parsing = data;
    const char *name = typed + 2;
    if (typed[1] != '-') {
        parsing->letter = typed[1];
        command_each_option(parsing->command, find_letter, parsing);
        name = parsing->name;
    }
    parsing->name = name;
    command_each_option(parsing->command, find_kind, parsing);
    /* Names of files are bytes; other values must be UTF-8, whatever the locale. */
    if (value != NULL && !parsing->is_file && !g_utf8_validate(value, -1, NULL)) {
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "--%s is not UTF-8", name);
        return FALSE;
    }
    GPtrArray *values = g_hash_table_lookup(parsing->arguments->options, name);
    if (values == NULL) {
        values = g_ptr_array_new_with_free_func(g_free);
        g_hash_table_insert(parsing->arguments->options, g_strdup(name), values);
    }
    g_ptr_array_add(values, g_strdup(value));
    return TRUE;
}

static void add_entry(const struct option *option, gpointer data)
{
    struct parsing *parsing = data;
    GOptionEntry entry = {
        .long_name = g_intern_string(option->name),
        .short_name = option->letter,
        /* As it was typed: GOption would convert it from the locale's encoding. */
        .flags = option->kind == OPTION_FLAG ? G_OPTION_FLAG_NO_ARG : G_OPTION_FLAG_FILENAME,
        .arg = G_OPTION_ARG_CALLBACK,
        .arg_data = (gpointer)keep_option,
    };
    g_array_append_val(parsing->entries, entry);
}

static void add_name(const struct option *option, gpointer data)
{
    g_ptr_array_add(data, (gpointer)g_intern_string(option->name));
}

/* "; did you mean --events?" for the first word typed that is no option and close to one; else "".
 * GOption's error has the word in a sentence of the locale's language only. */
static char *suggestion_dup(const struct command *command, int argc, char **argv)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    command_each_option(command, add_name, names);
    g_ptr_array_add(names, NULL);
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (!g_str_has_prefix(argv[i], "--")) {
            continue;
        }
        g_autofree char *typed = g_strndup(argv[i] + 2, strcspn(argv[i] + 2, "="));
        if (!g_strv_contains((const char *const *)names->pdata, typed)) {
            const char *closest = closest_word(typed, (const char *const *)names->pdata);
            return closest != NULL ? g_strdup_printf("; did you mean --%s?", closest)
                                   : g_strdup("");
        }
    }
    return g_strdup("");
}

gboolean arguments_parse(const struct command *command, int argc, char **argv,
                         struct arguments *arguments, GError **error)
{
    *arguments = (struct arguments){
        .options = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify)g_ptr_array_unref),
        .operands = g_ptr_array_new_with_free_func(g_free),
    };
    g_autoptr(GArray) entries = g_array_new(TRUE, TRUE, sizeof(GOptionEntry));
    struct parsing parsing = {.command = command, .arguments = arguments, .entries = entries};
    command_each_option(command, add_entry, &parsing);

    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    GOptionGroup *group = g_option_group_new("main", "", "", &parsing, NULL);
    g_option_group_add_entries(group, (const GOptionEntry *)(void *)entries->data);
    g_option_context_set_main_group(context, group);
    g_option_context_set_help_enabled(context, FALSE);

    GError *cause = NULL;
    g_auto(GStrv) rest = g_new0(char *, argc + 1);
    for (int i = 0; i < argc; i++) {
        rest[i] = g_strdup(argv[i]);
    }
    if (!g_option_context_parse_strv(context, &rest, &cause)) {
        g_autofree char *hint =
            g_error_matches(cause, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION)
                ? suggestion_dup(command, argc, argv)
                : g_strdup("");
        g_set_error(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_USAGE, "%s; see 'idlibmap %s --help'%s",
                    cause->message, command->name, hint);
        g_error_free(cause);
        return FALSE;
    }
    for (guint i = 1; rest[0] != NULL && rest[i] != NULL; i++) {
        if (strcmp(rest[i], "--") != 0) {
            g_ptr_array_add(arguments->operands, g_strdup(rest[i]));
        }
    }
    return TRUE;
}

void arguments_clear(struct arguments *arguments)
{
    g_clear_pointer(&arguments->options, g_hash_table_unref);
    g_clear_pointer(&arguments->operands, g_ptr_array_unref);
}
