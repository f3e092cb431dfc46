/* Whether 03/04/2020 is of the day or of the month first: what the whole of a file shows. */
#include "event/event_reader.h"

static const enum column date_columns[] = {COLUMN_EVENT_DATE, COLUMN_EVENT_DATE_END};

static gboolean is_decisive(enum date_evidence evidence)
{
    return evidence == DATE_EVIDENCE_DAY_FIRST || evidence == DATE_EVIDENCE_MONTH_FIRST;
}

static enum date_evidence row_evidence(const struct schema_map *map, const struct feature *row)
{
    enum date_evidence evidence = DATE_EVIDENCE_NONE;
    for (guint i = 0; i < G_N_ELEMENTS(date_columns) && !is_decisive(evidence); i++) {
        struct value value = feature_slot(row, map->slots[date_columns[i]]);
        if (value.type == VALUE_STRING) {
            evidence = date_order_evidence(value.string);
        }
    }
    return evidence;
}

/* Reads the file from its beginning to the first row that decides; `line` gets where it stands. */
static enum date_evidence file_evidence(const struct event_reader *reader, guint *line)
{
    enum date_evidence evidence = DATE_EVIDENCE_NONE;
    g_autoptr(Source) source = source_reopen(reader->source, NULL);
    struct feature row;
    while (source != NULL && !is_decisive(evidence)) {
        enum source_result result = source_next(source, &row, NULL);
        if (result == SOURCE_END || result == SOURCE_ERROR) {
            break; /* an error is told when the rows are read */
        }
        if (result == SOURCE_FEATURE) {
            evidence = row_evidence(&reader->map, &row);
            *line = row.line;
        }
    }
    return evidence;
}

void event_find_date_order(struct event_reader *reader)
{
    guint line = 0;
    enum date_evidence evidence = file_evidence(reader, &line);
    gboolean month_first = evidence == DATE_EVIDENCE_MONTH_FIRST;
    reader->date_order = month_first ? DATE_MONTH_FIRST : DATE_DAY_FIRST;
    reader->date_order_known = TRUE;
    const char *order = month_first ? "month/day/year" : "day/month/year";
    if (is_decisive(evidence)) {
        diagnostics_add(reader->diagnostics, SEVERITY_NOTE, reader->file->path, line,
                        "dates such as 03/04/2020 are read as %s, as this row shows", order);
    } else {
        diagnostics_add(reader->diagnostics, SEVERITY_NOTE, reader->file->path, 0,
                        "dates such as 03/04/2020 are taken as %s: no row shows the order", order);
    }
}
