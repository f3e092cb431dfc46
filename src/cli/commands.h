/* The run functions of the commands; their rows are in commands.c. */
#ifndef IDLIBMAP_CLI_COMMANDS_H
#define IDLIBMAP_CLI_COMMANDS_H

#include "cli/cli.h"

gboolean render_command(const struct arguments *arguments, struct diagnostics *diagnostics,
                        GError **error);
gboolean diff_command(const struct arguments *arguments, struct diagnostics *diagnostics,
                      GError **error);
gboolean check_command(const struct arguments *arguments, struct diagnostics *diagnostics,
                       GError **error);
gboolean geocode_command(const struct arguments *arguments, struct diagnostics *diagnostics,
                         GError **error);
gboolean explain_command(const struct arguments *arguments, struct diagnostics *diagnostics,
                         GError **error);
gboolean inspect_command(const struct arguments *arguments, struct diagnostics *diagnostics,
                         GError **error);

#endif
