"""rivers.shp: the river lines that come with GSHHG (World Data Bank II), joined into one long line a river.

The source has no names. tables/rivers.csv gives each river points along its course; its line is the shortest way along
the source's lines from point to point. Lines that belong to no such river stay, unnamed."""
import heapq
from collections import defaultdict

from shapely.geometry import LineString, MultiLineString, Point
from shapely.ops import linemerge, nearest_points, unary_union

from common import (INTEGER, LINE, TEXT, WINDOW, distance_km, length_km, parts, read_gmt, read_layer, rounded,
                    table, work_and_out, write_layer)
from sea import read_sea

PERMANENT = range(0, 5)  # levels: 0-4 permanent rivers, 5-7 intermittent, 8-10 canals
LARGEST_SNAP_KM = 3.0  # from a point of the table to the line
LARGEST_GAP_KM = 3.0  # closed with a straight piece where a river's line is broken
SHORE_GAP = 0.03  # degrees: a river that ends this near the sea or a lake is drawn on to it
TWIN = 0.03  # degrees: an unnamed line this near a named river all along is its second channel
SHORTEST_UNNAMED_KM = 12


def connected(graph, start):
    """The vertices that can be reached from one."""
    reached, waiting = {start}, [start]
    while waiting:
        new = set(graph[waiting.pop()]) - reached
        reached |= new
        waiting += new
    return reached


def graph_of(lines):
    """{vertex: {neighbour: km}}; an end that hangs free is joined, at three times the distance, to the nearest other line."""
    graph = defaultdict(dict)
    for line in parts(unary_union(lines), "LineString"):
        for a, b in zip(line.coords, line.coords[1:]):
            graph[a][b] = graph[b][a] = distance_km(a, b)
    for end in sorted(vertex for vertex in graph if len(graph[vertex]) == 1):
        own = connected(graph, end)
        near = [v for v in graph if distance_km(v, end) < LARGEST_GAP_KM and v not in own]
        if near:
            other = min(near, key=lambda v: (distance_km(v, end), v))
            graph[end][other] = graph[other][end] = 3 * distance_km(end, other)
    return graph


def nearest_vertex(graph, point):
    vertex = min(graph, key=lambda v: (distance_km(v, point), v))
    if distance_km(vertex, point) > LARGEST_SNAP_KM:
        raise SystemExit("rivers: no line near %s" % (point,))
    return vertex


def shortest_path(graph, start, goal):
    """Vertices from start to goal (Dijkstra)."""
    queue, before = [(0.0, start, None)], {}
    while queue:
        cost, vertex, came_from = heapq.heappop(queue)
        if vertex in before:
            continue
        before[vertex] = came_from
        if vertex == goal:
            break
        for other, km in graph[vertex].items():
            if other not in before:
                heapq.heappush(queue, (cost + km, other, vertex))
    if goal not in before:
        raise SystemExit("rivers: no way from %s to %s" % (start, goal))
    path = [goal]
    while before[path[-1]] is not None:
        path.append(before[path[-1]])
    return path[::-1]


def without_loops(path):
    """The path without the detours that come back to a vertex (a point of the table beside the main line makes them)."""
    kept, index = [], {}
    for vertex in path:
        if vertex in index:
            for dropped in kept[index[vertex] + 1:]:
                del index[dropped]
            del kept[index[vertex] + 1:]
        else:
            index[vertex] = len(kept)
            kept.append(vertex)
    return kept


def course(graph, points):
    vertices = [nearest_vertex(graph, point) for point in points]
    path = [vertices[0]]
    for a, b in zip(vertices, vertices[1:]):
        path += shortest_path(graph, a, b)[1:]
    return LineString(without_loops(path))


def named_rivers(graph):
    """{(name_en, part): (table row, line)}"""
    points, rows = defaultdict(list), {}
    for row in table("rivers"):
        key = row["name_en"], row["part"]
        rows[key] = row
        points[key].append((float(row["lon"]), float(row["lat"])))
    return {key: (rows[key], course(graph, points[key])) for key in rows}


def end_at_water(line, sea, lakes):
    """The line without its part at sea, drawn on to the sea or the lake that it ends just short of."""
    if line.intersects(sea):
        line = max(parts(linemerge(parts(line.difference(sea), "LineString")), "LineString"), key=lambda part: part.length)
    coordinates = list(line.coords)
    water = unary_union([sea] + lakes)
    for end, insert_at in ((coordinates[0], 0), (coordinates[-1], len(coordinates))):
        if 1e-9 < water.distance(Point(end)) < SHORE_GAP:
            coordinates.insert(insert_at, nearest_points(water, Point(end))[0].coords[0])
    return LineString(coordinates)


def unnamed_rivers(lines, named):
    taken = unary_union(named).buffer(1e-6)
    rest = linemerge(parts(unary_union(lines).difference(taken), "LineString"))
    near = unary_union(named).buffer(TWIN)
    return [line for line in parts(rest, "LineString") if length_km(line) >= SHORTEST_UNNAMED_KM and not near.contains(line)]


def clipped(line):
    inside = line if WINDOW.contains(line) else line.intersection(WINDOW)
    return inside if inside.geom_type == "LineString" else MultiLineString(parts(inside, "LineString"))


def main():
    work, out = work_and_out()
    sea, lakes = read_sea(work), [lake for _, lake in read_layer(out + "/lakes.shp")]
    lines = [LineString(vertices) for level, vertices in read_gmt(work + "/rivers.gmt") if level in PERMANENT]
    named = named_rivers(graph_of(lines))
    rows = []
    for name in sorted({key[0] for key in named}):
        pieces = [end_at_water(line, sea, lakes) for key, (_, line) in sorted(named.items()) if key[0] == name]
        row = next(row for key, (row, _) in named.items() if key[0] == name)
        rows.append((dict(row, rank=int(row["rank"])), clipped(MultiLineString(pieces) if len(pieces) > 1 else pieces[0])))
    for line in unnamed_rivers(lines, [line for _, line in named.values()]):
        rows.append(({"rank": 3}, clipped(end_at_water(line, sea, lakes))))
    rows = [(row, line) for row, line in rows if not line.is_empty]
    rows.sort(key=lambda r: (r[0]["rank"], r[0].get("name_en") or "~", -r[1].length, r[1].bounds))
    fields = [(key, TEXT, 50) for key in ("name", "name_en", "name_ar", "name_tr")] + [("rank", INTEGER, 2)]
    write_layer(out, "rivers", LINE, fields, [(row, rounded(line, 6)) for row, line in rows])


if __name__ == "__main__":
    main()
