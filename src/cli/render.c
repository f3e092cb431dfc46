/* `idlibmap render`: the way down from what was typed to files. */
#include "cli/commands.h"

#include "base/error.h"
#include "cli/map_options.h"
#include "cli/map_outputs.h"
#include "cli/report.h"
#include "compose/compose.h"
#include "map/map.h"

#include <stdio.h>

gboolean render_command(const struct arguments *arguments, struct diagnostics *diagnostics,
                        GError **error)
{
    gboolean writes = arguments_has(arguments, "output") || arguments_has(arguments, "report") ||
                      arguments_has(arguments, "number-table");
    if (!writes) {
        return set_usage_error(error,
                               "nothing to write; name an output with -o map.png (or .svg, .pdf)");
    }
    g_autoptr(GArray) outputs = map_outputs_list(arguments, NULL, error);
    const GPtrArray *operands = arguments->operands;
    if (operands->len > 1) {
        return set_usage_error(error, "render takes one MAP, not %u; options give the rest",
                               operands->len);
    }
    g_autoptr(Map) map = NULL;
    if (outputs != NULL) {
        map = map_from_arguments(arguments, operands->len > 0 ? operands->pdata[0] : NULL,
                                 diagnostics, error);
    }
    g_autoptr(Composition) composition = map != NULL ? compose(map, diagnostics, error) : NULL;
    if (composition == NULL || !map_outputs_check_strict(arguments, diagnostics, error) ||
        !map_outputs_write(composition, outputs, arguments, error)) {
        return FALSE;
    }
    if (!arguments_has(arguments, "quiet")) {
        g_autofree char *summary = report_summary_dup(composition);
        fputs(summary, stderr);
    }
    return TRUE;
}
