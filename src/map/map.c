#include "map/map.h"

#include "base/data_root.h"

#include <string.h>

static void map_source_free(gpointer data)
{
    struct map_source *next;
    for (struct map_source *source = data; source != NULL; source = next) {
        next = source->next;
        g_free(source->id);
        g_free(source->path);
        g_free(source);
    }
}

struct map *map_new(void)
{
    struct map *map = g_new0(struct map, 1);
    *map = (struct map){
        .style = data_root_file_dup("data/styles/situation.json"),
        .gazetteer = data_root_file_dup("data/gazetteer.csv"),
        .sources = g_ptr_array_new_with_free_func(map_source_free),
        .crs = g_strdup("auto"),
        .bbox = {35.5, 34.9, 37.6, 37.0},
        .extent = box_empty(),
        .width_px = 1200,
        .height_px = 900,
        .dpi = 96,
        .dense_above = 50000,
        .language = g_strdup("en"),
        .furniture = (1u << FURNITURE_PIECE_COUNT) - 1,
        .layout = LAYOUT_AUTO,
    };
    return map;
}

void map_free(struct map *map)
{
    if (map == NULL) {
        return;
    }
    g_free(map->path);
    g_free(map->style);
    g_free(map->gazetteer);
    g_ptr_array_unref(map->sources);
    g_free(map->crs);
    g_free(map->title);
    g_free(map->subtitle);
    g_free(map->language);
    g_free(map->notes);
    g_free(map->from);
    g_free(map->schema);
    g_free(map->events_crs);
    g_free(map->to);
    g_free(map->number_table);
    g_free(map->filter);
    g_strfreev(map->redact);
    g_free(map->coarsen);
    g_free(map);
}

static struct map_source *map_source_new(const char *id, const char *path, gboolean trusted)
{
    struct map_source *source = g_new0(struct map_source, 1);
    *source = (struct map_source){.id = g_strdup(id), .path = g_strdup(path), .trusted = trusted};
    return source;
}

void map_set_source(struct map *map, const char *id, const char *path, gboolean trusted)
{
    g_ptr_array_add(map->sources, map_source_new(id, path, trusted));
}

void map_add_source_file(struct map *map, const char *path, gboolean trusted)
{
    struct map_source *last = g_ptr_array_index(map->sources, map->sources->len - 1);
    while (last->next != NULL) {
        last = last->next;
    }
    last->next = map_source_new(last->id, path, trusted);
}

const struct map_source *map_find_source(const struct map *map, const char *id)
{
    for (guint i = map->sources->len; i > 0; i--) {
        const struct map_source *source = g_ptr_array_index(map->sources, i - 1);
        if (strcmp(source->id, id) == 0) {
            return source;
        }
    }
    return NULL;
}

guint map_count_standard_input(const struct map *map)
{
    guint count = 0;
    for (guint i = 0; i < map->sources->len; i++) {
        const struct map_source *source = g_ptr_array_index(map->sources, i);
        if (map_find_source(map, source->id) != source) {
            continue; /* another one has taken its place */
        }
        for (; source != NULL; source = source->next) {
            count += strcmp(source->path, "-") == 0;
        }
    }
    return count;
}
