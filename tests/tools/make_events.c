/* Makes up a CSV of events for measurements: `make-events ROWS [SEED]` writes it to standard
 * output, the same bytes for the same arguments. The columns are ACLED's, 66 bytes a row. Nothing
 * in it happened: points are strewn over the shipped map's frame and a little beyond, most of them
 * about made-up centres. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define CENTRES 64
#define SPREAD_DEG 0.12

static uint64_t state;

/* splitmix64: public domain, Sebastiano Vigna. */
static uint64_t next(void)
{
    uint64_t z = state += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

/* 0 to 1. */
static double fraction(void)
{
    return (double)(next() >> 11) / 9007199254740992.0;
}

/* Near 0, mostly within 1 of it: the sum of three even ones. */
static double bell(void)
{
    return fraction() + fraction() + fraction() - 1.5;
}

struct centre {
    double lon, lat;
};

static void write_row(long row, const struct centre *centres)
{
    static const char *const types[] = {"Battles", "Explosions/Remote violence", "Protests",
                                        "Riots", "Violence against civilians"};
    const struct centre *centre = &centres[next() % CENTRES];
    int is_strewn = next() % 8 == 0;
    double lon = is_strewn ? 35.4 + 2.3 * fraction() : centre->lon + SPREAD_DEG * bell();
    double lat = is_strewn ? 34.8 + 2.3 * fraction() : centre->lat + SPREAD_DEG * bell();
    int deaths = (int)(8 * pow(fraction(), 6));
    printf("E%07ld,%04d-%02d-%02d,%s,%.5f,%.5f,%d,%ld\n", row, 2013 + (int)(next() % 10),
           1 + (int)(next() % 12), 1 + (int)(next() % 28), types[next() % 5], lat, lon, deaths,
           1600000000 + row);
}

int main(int argc, char **argv)
{
    struct centre centres[CENTRES];
    long rows = argc > 1 ? atol(argv[1]) : 1000000;
    state = argc > 2 ? (uint64_t)atoll(argv[2]) : 1;
    for (int i = 0; i < CENTRES; i++)
        centres[i] = (struct centre){35.6 + 1.9 * fraction(), 35.0 + 1.9 * fraction()};
    puts("event_id_cnty,event_date,event_type,latitude,longitude,fatalities,timestamp");
    for (long row = 1; row <= rows; row++)
        write_row(row, centres);
    return 0;
}
