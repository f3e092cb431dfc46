/* Schemas: recognised by their headers, their columns and codes read by what they mean. */
#include "event/schema.h"

#include "base/error.h"

#include <string.h>

#define ACLED                                                                                      \
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1," \
    "assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,"  \
    "country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,"  \
    "notes,fatalities,tags,timestamp"
#define UCDP_OLD                                                                                   \
    "id,year,active_year,type_of_violence,conflict_new_id,conflict_name,dyad_new_id,dyad_name,"    \
    "side_a_new_id,side_a,side_b_new_id,gwnob,side_b,number_of_sources,source_article,"            \
    "source_office,source_date,source_headline,source_original,where_prec,where_coordinates,"      \
    "adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,region,"              \
    "event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,"              \
    "deaths_unknown,low,best,high"
#define UCDP_NEW                                                                                   \
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,"     \
    "conflict_name,dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,"        \
    "side_b_dset_id,side_b_new_id,side_b,number_of_sources,source_article,source_office,"          \
    "source_date,source_headline,source_original,where_prec,where_coordinates,where_description,"  \
    "adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,region,"              \
    "event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,"              \
    "deaths_unknown,best,high,low,gwnoa,gwnob"

static struct fields *fields_of(const char *header)
{
    struct fields *fields = fields_new();
    g_auto(GStrv) names = g_strsplit(header, ",", -1);
    for (guint i = 0; names[i] != NULL; i++) {
        fields_add(fields, names[i]);
    }
    return fields;
}

static void assert_schema(const char *header, guint n_columns, const char *name)
{
    g_autoptr(Fields) fields = fields_of(header);
    struct schema_map map;
    g_assert_cmpuint(fields_count(fields), ==, n_columns);
    schema_map_init(&map, fields, NULL, NULL);
    g_assert_cmpstr(map.schema->name, ==, name);
}

static void test_recognised(void)
{
    assert_schema(ACLED, 31, "acled");
    assert_schema(UCDP_OLD, 41, "ucdp-ged");
    assert_schema(UCDP_NEW, 49, "ucdp-ged");
    assert_schema("event_id_cnty,event_date,country,location,fatalities", 5, "canonical");
    assert_schema("date,place,dead", 3, "loose");
}

static void assert_column(const char *header, enum column column, const char *expected)
{
    g_autoptr(Fields) fields = fields_of(header);
    struct schema_map map;
    schema_map_init(&map, fields, NULL, NULL);
    g_assert_cmpint(map.slots[column], >=, 0);
    g_assert_cmpstr(fields_name(fields, (guint)map.slots[column]), ==, expected);
}

static void test_columns(void)
{
    static const char *const headers[] = {UCDP_OLD, UCDP_NEW};
    for (guint i = 0; i < G_N_ELEMENTS(headers); i++) {
        assert_column(headers[i], COLUMN_EVENT_ID, "id");
        assert_column(headers[i], COLUMN_EVENT_DATE, "date_start");
        assert_column(headers[i], COLUMN_EVENT_DATE_END, "date_end");
        assert_column(headers[i], COLUMN_TIME_PRECISION, "date_prec");
        assert_column(headers[i], COLUMN_EVENT_TYPE, "type_of_violence");
        assert_column(headers[i], COLUMN_ADMIN1, "adm_1");
        assert_column(headers[i], COLUMN_LOCATION, "where_coordinates");
        assert_column(headers[i], COLUMN_GEO_PRECISION, "where_prec");
        assert_column(headers[i], COLUMN_FATALITIES, "best");
        assert_column(headers[i], COLUMN_FATALITIES_LOW, "low");
        assert_column(headers[i], COLUMN_FATALITIES_HIGH, "high");
    }
    g_autoptr(Fields) fields = fields_of(ACLED);
    struct schema_map map;
    schema_map_init(&map, fields, NULL, NULL);
    for (guint i = COLUMN_EVENT_ID; i <= COLUMN_TIMESTAMP; i++) {
        g_assert_cmpint(map.slots[i], ==, (int)i);
        g_assert_cmpstr(column_name(i), ==, fields_name(fields, i));
    }
}

static void test_named(void)
{
    g_autoptr(GError) error = NULL;
    for (guint i = 0; i < n_event_schemas; i++) {
        g_assert_true(event_schema_find(event_schemas[i].name, &error) == &event_schemas[i]);
        g_assert_no_error(error);
        gboolean credited = event_schemas[i].credit != NULL;
        g_assert_true(credited == (event_schemas[i].citation != NULL));
        g_assert_true(credited == (event_schemas[i].terms != NULL));
    }
    g_assert_null(event_schema_find("ucdp-gde", &error));
    g_assert_error(error, IDLIBMAP_ERROR, IDLIBMAP_ERROR_USAGE);
    g_assert_nonnull(strstr(error->message, "did you mean 'ucdp-ged'?"));
    g_autoptr(Fields) fields = fields_of(UCDP_OLD);
    struct schema_map map;
    schema_map_init(&map, fields, NULL, event_schema_find("loose", NULL));
    g_assert_cmpstr(map.schema->name, ==, "loose");
    g_assert_cmpint(map.slots[COLUMN_GEO_PRECISION], ==, -1);
}

static void assert_code(const char *schema, enum column column, struct value value,
                        const char *expected)
{
    const struct event_schema *found = event_schema_find(schema, NULL);
    g_assert_cmpstr(event_schema_code_text(found, column, value), ==, expected);
}

static void test_codes(void)
{
    assert_code("ucdp-ged", COLUMN_EVENT_TYPE, value_number(1), "State-based conflict");
    assert_code("ucdp-ged", COLUMN_EVENT_TYPE, value_number(3), "One-sided violence");
    assert_code("ucdp-ged", COLUMN_EVENT_TYPE, value_number(4), NULL);
    assert_code("ucdp-ged", COLUMN_EVENT_TYPE, value_number(1.5), NULL);
    assert_code("ucdp-ged", COLUMN_EVENT_TYPE, value_number(-1), NULL);
    assert_code("ucdp-ged", COLUMN_FATALITIES, value_number(1), NULL);
    assert_code("gdelt", COLUMN_EVENT_TYPE, value_string("04"), "Consult");
    assert_code("gdelt", COLUMN_EVENT_TYPE, value_number(19), "Fight");
    assert_code("gdelt", COLUMN_EVENT_TYPE, value_string("---"), NULL);
    assert_code("gdelt", COLUMN_DISORDER_TYPE, value_number(4), "Material conflict");
    assert_code("acled", COLUMN_EVENT_TYPE, value_string("Battles"), NULL);
}

static void assert_precision(enum precision_codes codes, const char *code, enum precision precision,
                             double within_km)
{
    double km = -1;
    g_assert_cmpint(precision_from_code(codes, code, &km), ==, precision);
    g_assert_cmpfloat(km, ==, within_km);
}

static void test_precision(void)
{
    assert_precision(PRECISION_CODES_ACLED, "2", PRECISION_NEAR, 0);
    assert_precision(PRECISION_CODES_ACLED, "3", PRECISION_ADMIN1, 0);
    assert_precision(PRECISION_CODES_ACLED, "4", PRECISION_UNKNOWN, 0);
    assert_precision(PRECISION_CODES_UCDP, "1", PRECISION_EXACT, 0);
    assert_precision(PRECISION_CODES_UCDP, "2", PRECISION_NEAR, 25);
    assert_precision(PRECISION_CODES_UCDP, "3", PRECISION_ADMIN2, 0);
    assert_precision(PRECISION_CODES_UCDP, "4", PRECISION_ADMIN1, 0);
    assert_precision(PRECISION_CODES_UCDP, "5", PRECISION_REGION, 0);
    assert_precision(PRECISION_CODES_UCDP, "6", PRECISION_COUNTRY, 0);
    assert_precision(PRECISION_CODES_UCDP, "7", PRECISION_OUTSIDE, 0);
    assert_precision(PRECISION_CODES_GDELT, "1", PRECISION_COUNTRY, 0);
    assert_precision(PRECISION_CODES_GDELT, "2", PRECISION_ADMIN1, 0);
    assert_precision(PRECISION_CODES_GDELT, "4", PRECISION_EXACT, 0);
    assert_precision(PRECISION_CODES_GDELT, "5", PRECISION_ADMIN1, 0);
    assert_precision(PRECISION_CODES_GDELT, "Admin2", PRECISION_ADMIN2, 0);
    assert_precision(PRECISION_CODES_GDELT, "", PRECISION_UNKNOWN, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/schema/recognised", test_recognised);
    g_test_add_func("/schema/columns", test_columns);
    g_test_add_func("/schema/named", test_named);
    g_test_add_func("/schema/codes", test_codes);
    g_test_add_func("/schema/precision", test_precision);
    return g_test_run();
}
