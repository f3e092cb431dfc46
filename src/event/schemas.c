/* The schemas: one row each, and what their codes say. */
#include "event/schema.h"

#include "base/error.h"
#include "base/words.h"

#include <math.h>
#include <string.h>

/* ACLED codebook: time precision 1 the day, 2 the week, 3 the month. event_clarity is UCDP's: no
 * other has that column, so a file of one's own may use it. */
static const struct column_mark acled_marks[] = {
    {COLUMN_TIME_PRECISION, 3, EVENT_DATE_VAGUE},
    {COLUMN_EVENT_CLARITY, 2, EVENT_UNCLEAR},
    {0, 0, 0},
};

/* UCDP GED codebook: date_prec 1 the day, 2 within 2-6 days, 3 the week, 4 within a month, 5 within
 * more than a month; event_clarity 2: reported in a sum that cannot be taken apart. */
static const struct column_mark ucdp_marks[] = {
    {COLUMN_TIME_PRECISION, 4, EVENT_DATE_VAGUE},
    {COLUMN_EVENT_CLARITY, 2, EVENT_UNCLEAR},
    {0, 0, 0},
};

static const struct column_code ucdp_codes[] = {
    {COLUMN_EVENT_TYPE, 1, "State-based conflict"},
    {COLUMN_EVENT_TYPE, 2, "Non-state conflict"},
    {COLUMN_EVENT_TYPE, 3, "One-sided violence"},
    {0, 0, NULL},
};

/* CAMEO 1.1b3, chapter 2: the root codes; GDELT codebook: QuadClass. */
static const struct column_code gdelt_codes[] = {
    {COLUMN_EVENT_TYPE, 1, "Make public statement"},
    {COLUMN_EVENT_TYPE, 2, "Appeal"},
    {COLUMN_EVENT_TYPE, 3, "Express intent to cooperate"},
    {COLUMN_EVENT_TYPE, 4, "Consult"},
    {COLUMN_EVENT_TYPE, 5, "Engage in diplomatic cooperation"},
    {COLUMN_EVENT_TYPE, 6, "Engage in material cooperation"},
    {COLUMN_EVENT_TYPE, 7, "Provide aid"},
    {COLUMN_EVENT_TYPE, 8, "Yield"},
    {COLUMN_EVENT_TYPE, 9, "Investigate"},
    {COLUMN_EVENT_TYPE, 10, "Demand"},
    {COLUMN_EVENT_TYPE, 11, "Disapprove"},
    {COLUMN_EVENT_TYPE, 12, "Reject"},
    {COLUMN_EVENT_TYPE, 13, "Threaten"},
    {COLUMN_EVENT_TYPE, 14, "Protest"},
    {COLUMN_EVENT_TYPE, 15, "Exhibit force posture"},
    {COLUMN_EVENT_TYPE, 16, "Reduce relations"},
    {COLUMN_EVENT_TYPE, 17, "Coerce"},
    {COLUMN_EVENT_TYPE, 18, "Assault"},
    {COLUMN_EVENT_TYPE, 19, "Fight"},
    {COLUMN_EVENT_TYPE, 20, "Use unconventional mass violence"},
    {COLUMN_DISORDER_TYPE, 1, "Verbal cooperation"},
    {COLUMN_DISORDER_TYPE, 2, "Material cooperation"},
    {COLUMN_DISORDER_TYPE, 3, "Verbal conflict"},
    {COLUMN_DISORDER_TYPE, 4, "Material conflict"},
    {0, 0, NULL},
};

const struct event_schema event_schemas[] = {
    {
        .name = "ucdp-ged",
        .title = "UCDP GED",
        .signature = "id type_of_violence where_prec date_start date_end best event_clarity",
        .columns = "event_id_cnty=id event_date=date_start event_date_end=date_end "
                   "time_precision=date_prec event_type=type_of_violence actor1=side_a "
                   "actor2=side_b admin1=adm_1 admin2=adm_2 location=where_coordinates "
                   "geo_precision=where_prec source=source_office notes=source_headline "
                   "fatalities=best fatalities_low=low fatalities_high=high",
        .precision_codes = PRECISION_CODES_UCDP,
        .codes = ucdp_codes,
        .marks = ucdp_marks,
        .credit = "UCDP Georeferenced Event Dataset (Sundberg & Melander 2013), CC BY 4.0",
        .citation =
            "Sundberg, Ralph, and Erik Melander, 2013, 'Introducing the UCDP Georeferenced Event "
            "Dataset', Journal of Peace Research, vol. 50, no. 4, 523-532; with the article that "
            "ucdp.uu.se names for the version used; for candidate events Hegre, Håvard, Mihai "
            "Croicu, Kristine Eck and Stina Högbladh, 2020, 'Introducing the UCDP Candidate Events "
            "Dataset', Research & Politics",
        .terms = "CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/), ucdp.uu.se",
    },
    {
        .name = "gdelt",
        .title = "GDELT",
        .signature = "GLOBALEVENTID SQLDATE EventRootCode QuadClass ActionGeo_Type",
        /* Its country codes are FIPS 10-4 and its admin1 codes no names: they stay its own. */
        .columns = "event_id_cnty=GLOBALEVENTID event_date=SQLDATE event_type=EventRootCode "
                   "disorder_type=QuadClass actor1=Actor1Name actor2=Actor2Name "
                   "location=ActionGeo_FullName latitude=ActionGeo_Lat longitude=ActionGeo_Long "
                   "geo_precision=ActionGeo_Type timestamp=DATEADDED source=SOURCEURL",
        .precision_codes = PRECISION_CODES_GDELT,
        .codes = gdelt_codes,
        .credit = "GDELT Project (gdeltproject.org)",
        .citation = "The GDELT Project, https://www.gdeltproject.org/",
        .terms = "open for any use with a citation of the GDELT Project and a link to "
                 "https://www.gdeltproject.org/",
    },
    {
        .name = "acled",
        .title = "ACLED",
        .signature = "event_id_cnty event_date time_precision event_type inter1 interaction iso "
                     "geo_precision source_scale timestamp",
        .precision_codes = PRECISION_CODES_ACLED,
        .marks = acled_marks,
        .credit = "ACLED (acleddata.com), under ACLED's terms of use",
        .citation = "Armed Conflict Location & Event Data (ACLED), www.acleddata.com; Raleigh, "
                    "Clionadh, Roudabeh Kishi and Andrew Linke, 2023, 'Political instability "
                    "patterns are obscured by conflict dataset scope conditions, sources, and "
                    "coding choices', Humanities and Social Sciences Communications",
        .terms = "ACLED's terms of use and attribution policy, acleddata.com",
    },
    {
        .name = "hxl",
        .title = "HXL",
        .by_tags = TRUE,
        .marks = acled_marks,
    },
    {
        /* Files of one's own in ACLED's column names: their data are not ACLED's. */
        .name = "canonical",
        .title = "ACLED's column names",
        .signature = "event_id_cnty event_date country location",
        .marks = acled_marks,
    },
    {
        .name = "loose",
        .title = "loose table",
        .marks = acled_marks,
    },
};
const guint n_event_schemas = G_N_ELEMENTS(event_schemas);

const struct event_schema *event_schema_find(const char *name, GError **error)
{
    const char *names[G_N_ELEMENTS(event_schemas) + 1] = {NULL};
    for (guint i = 0; i < n_event_schemas; i++) {
        if (strcmp(event_schemas[i].name, name) == 0) {
            return &event_schemas[i];
        }
        names[i] = event_schemas[i].name;
    }
    g_autofree char *known = g_strjoinv(", ", (char **)names);
    g_autofree char *shown = printable_dup(name);
    const char *closest = closest_word(name, names);
    g_set_error(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_USAGE, "schema '%s' is not one of %s%s%s%s",
                shown, known, closest != NULL ? "; did you mean '" : "",
                closest != NULL ? closest : "", closest != NULL ? "'?" : "");
    return NULL;
}

/* GDELT writes "04" or 4. */
static gboolean read_code(struct value value, guint *code)
{
    guint64 number = 0;
    if (value.type == VALUE_NUMBER && value.number >= 0 && value.number < 1000 &&
        floor(value.number) == value.number) {
        *code = (guint)value.number;
        return TRUE;
    }
    if (value.type != VALUE_STRING ||
        !g_ascii_string_to_unsigned(value.string, 10, 0, 1000, &number, NULL)) {
        return FALSE;
    }
    *code = (guint)number;
    return TRUE;
}

const char *event_schema_code_text(const struct event_schema *schema, enum column column,
                                   struct value value)
{
    guint code;
    gboolean has_code = FALSE;
    for (const struct column_code *row = schema->codes; row != NULL && row->text != NULL; row++) {
        if (row->column != column) {
            continue;
        }
        if (!has_code && !read_code(value, &code)) {
            return NULL;
        }
        has_code = TRUE;
        if (row->code == code) {
            return row->text;
        }
    }
    return NULL;
}
