#!/usr/bin/env -S python3 -B
"""Events in numbers: drawn over each other and kept nowhere, counted as always. Small files and a low
--dense-above stand in for large ones."""
import os
import random
import re

from tap import counts_add_up, done, equal, folder, have, idlibmap, ok, picture_difference, read, render, run, skip, \
    write_csv, write_json

COLUMNS = ["event_id_cnty", "event_date", "event_type", "location", "latitude", "longitude", "geo_precision",
           "fatalities", "timestamp"]
TYPES = ["Battles", "Protests", "Riots"]
DOTS = {
    "version": 8, "sources": {"events": {"type": "geojson", "data": "none.csv"}}, "layers": [
        {"id": "paper", "type": "background", "paint": {"background-color": "#f0ead8"}},
        {"id": "dots", "type": "circle", "source": "events", "filter": ["!=", ["get", "event_type"], "Riots"],
         "paint": {"circle-radius": ["+", 3, ["coalesce", ["get", "deaths"], 0]], "circle-opacity": 0.4,
                   "circle-stroke-opacity": 0.6, "circle-stroke-color": "#222222", "circle-stroke-width": 1,
                   "circle-translate": [3, -2],
                   "circle-color": ["match", ["get", "event_type"], "Battles", "#00598f", "#e69f00"]}},
        {"id": "rings", "type": "circle", "source": "events", "filter": ["==", ["get", "event_type"], "Riots"],
         "paint": {"circle-radius": 5, "circle-color": "rgba(0,0,0,0)", "circle-stroke-width": 1.5,
                   "circle-stroke-color": ["interpolate", ["linear"], ["coalesce", ["get", "deaths"], 0],
                                           0, "#000000", 9, "#ff0000"]}},
        {"id": "soft", "type": "circle", "source": "events", "filter": ["==", ["get", "event_type"], "Battles"],
         "paint": {"circle-radius": 9, "circle-blur": 0.8, "circle-color": "#aa0000", "circle-opacity": 0.3}}]}
BARE = ["--furniture", "none", "--size", "500x400"]


def radius(row):
    """How far the circles of DOTS reach for a row."""
    kind, deaths = row[2], row[7] or 0
    return 6.5 if kind == "Riots" else max(4 + deaths, 9 if kind == "Battles" else 0)


def rows(count, seed):
    """Made up."""
    chance = random.Random(seed)
    return [["E%d" % n, "2020-%02d-%02d" % (1 + n % 12, 1 + n % 28), chance.choice(TYPES), "Place %d" % n,
             "%.6f" % chance.uniform(34.7, 37.2), "%.6f" % chance.uniform(35.3, 37.8), 1,
             chance.choice(["", 0, 0, 1, 9]), n] for n in range(count)]


def same_counts(dense, plain, name):
    equal(dense["sources"]["events"], plain["sources"]["events"], "%s: the counts of a dense run" % name)
    ok(counts_add_up(dense["sources"]["events"]), "%s: they add up" % name, dense["sources"])
    for key in "deaths", "date_window":
        equal(dense[key], plain[key], "%s: %s" % (name, key))
    equal((dense["dense"], plain["dense"]), (True, False), "%s: the report says which run is dense" % name)
    equal(dense["events"], [], "%s: no event is in the report of the dense run" % name)


def check_picture(path, style):
    """Circles of all kinds, at two resolutions, as Cairo draws them one by one. Those are stacked, the largest first, so the
    file has them in that order."""
    ordered = sorted(rows(3000, 1), key=radius, reverse=True)
    events = write_csv(os.path.join(path, "events.csv"), COLUMNS, ordered)
    for dpi in "96", "144":
        out = [os.path.join(path, name + dpi + ".png") for name in ("dense", "plain")]
        reports = [render("--style", style, "--events", events, "-o", o, "--dpi", dpi, "--dense-above", above,
                          "--coincident", "stack", *BARE)
                   for o, above in zip(out, ("2999", "3000"))]
        same_counts(*reports, "3000 rows at %s dpi" % dpi)
        equal(reports[0]["layers"], reports[1]["layers"], "what each layer drew and refused")
        apart = picture_difference(*out)
        ok(apart and apart.mean < 4 and apart.share < 0.001 and apart.block < 6,
           "%s dpi: the picture is that of single circles" % dpi, apart)


def check_formats(path, style):
    """PNG, SVG and PDF show one picture; nothing in a file grows with the events."""
    events = write_csv(os.path.join(path, "formats.csv"), COLUMNS, rows(3000, 2))
    names = [os.path.join(path, "map." + suffix) for suffix in ("png", "svg", "pdf")]
    outputs = [part for name in names for part in ("-o", name)]
    render("--style", style, "--events", events, "--dense-above", "10", *outputs, *BARE)
    first = [read(name) for name in names]
    render("--style", style, "--events", events, "--dense-above", "10", *outputs, *BARE)
    ok(first == [read(name) for name in names], "the same bytes each time")
    svg = first[1].decode()
    equal((svg.count("<image"), svg.count("<circle"), svg.count("<use")), (3, 0, 0),
          "SVG: one picture a layer, and no element an event")
    ok(re.search(r"<title>\d+ events</title>", svg), "SVG: the picture has a title")
    ok(re.search(r"<desc[^>]*>Map of \d+ events\.", svg), "SVG: the number of events in the description")
    missing = have("rsvg-convert", "pdftoppm")
    if missing:
        skip("SVG and PDF show the same", missing + " not installed")
        return
    run(["rsvg-convert", names[1], "-o", os.path.join(path, "svg.png")])
    run(["pdftoppm", "-png", "-r", "96", "-singlefile", names[2], os.path.join(path, "pdf")])
    for name, limit in ("svg.png", 1), ("pdf.png", 10):  # Poppler softens pixels
        apart = picture_difference(names[0], os.path.join(path, name))
        ok(apart and apart.block < limit, "%s shows the same" % name, apart)


def check_counts(path):
    """Ids that return, rows outside the window, places, provinces, and rows that cannot be placed."""
    table = rows(60, 3)
    table += [["E1", "2020-01-01", "Riots", "x", "35.5", "36.5", 1, 2, 500],   # newer than the first E1
              ["E2", "2020-01-01", "Riots", "x", "35.5", "36.5", 1, 2, 0],     # older than the first E2
              ["P1", "2020-02-02", "Battles", "Saraqib", "", "", 1, 4, 1],
              ["P2", "2020-02-02", "Battles", "Idlib", "", "", 3, 5, 1],       # known to the province
              ["P3", "2020-02-03", "Battles", "Idlib", "", "", 3, 6, 1],
              ["P4", "2020-02-03", "Battles", "Nowhere at all", "", "", 1, 6, 1],
              ["P5", "2019-02-03", "Battles", "Saraqib", "", "", 1, 6, 1]]
    events = write_csv(os.path.join(path, "counts.csv"), COLUMNS, table)
    out = os.path.join(path, "counts")
    arguments = ["--events", events, "--from", "2020-01-01", "--to", "2020-12-31"]
    plain = render(*arguments, "-o", out + "-plain.svg")
    dense = render(*arguments, "-o", out + ".svg", "--dense-above", "66")
    same_counts(dense, plain, "all kinds of rows")
    equal([dense["sources"]["events"][name] for name in ("superseded", "filtered", "unplaced")], [2, 1, 1],
          "superseded, filtered and unplaced")
    svg = read(out + ".svg").decode()
    ok('id="event-areas"' in svg, "the province is drawn as an area")
    ok("Events are drawn over each other" in re.sub(r"<[^>]*>|\s+", " ", svg).replace("  ", " "), "the map says that it is dense")


def check_aggregates(path):
    """Events counted in hexagons, provinces and as heat are not kept either."""
    table = rows(900, 6) + [["P%d" % n, "2020-02-02", "Battles", "Idlib", "", "", 3, 5, 1] for n in range(5)]
    events = [write_csv(os.path.join(path, name), COLUMNS, part)
              for name, part in (("one.csv", table[:400]), ("two.csv", table[400:]))]
    for kind in "hexbin:20", "admin1", "heat":
        out = os.path.join(path, kind.replace(":", "") + "-%s.png")
        arguments = ["--events", events[0], "--events", events[1], "--aggregate", kind, *BARE]
        plain = render(*arguments, "-o", out % "plain")
        dense = render(*arguments, "-o", out % "dense", "--dense-above", "904")
        for source in "events", "events-2":
            equal(dense["sources"][source], plain["sources"][source], "%s: the counts of %s" % (kind, source))
        equal([dense[key] for key in ("aggregate", "deaths", "date_window")],
              [plain[key] for key in ("aggregate", "deaths", "date_window")], "%s: what is counted" % kind)
        equal((dense["dense"], plain["dense"], dense["events"]), (True, False, []), "%s: the run is dense" % kind)
        ok(read(out % "plain") == read(out % "dense"), "%s: the same picture" % kind)


def check_notes(path):
    events = write_csv(os.path.join(path, "notes.csv"), COLUMNS, rows(20, 4))
    out = os.path.join(path, "notes.png")
    result = idlibmap("render", "--events", events, "-o", out, "--dense-above", "19")
    ok(result.status == 0 and "more than 19 events: drawn densely" in result.err, "a note says so", result)
    result = idlibmap("render", "--events", events, "-o", out, "--dense-above", "20")
    ok(result.status == 0 and "dense" not in result.err, "not of as many as are allowed", result)


def check_swapped(path):
    """Latitude and longitude exchanged: said of many events as of few; and that none of them fades."""
    table = [row[:4] + ["35.4%02d" % n, "36.9%02d" % n] + row[6:] for n, row in enumerate(rows(60, 9))]
    turned = [row[:4] + [row[5], row[4]] + row[6:] for row in table]
    out = os.path.join(path, "swapped.svg")
    for name, given, said in ("right", table, False), ("turned", turned, True):
        events = write_csv(os.path.join(path, name + ".csv"), COLUMNS, given)
        for above in "10", "100":
            result = idlibmap("render", "--events", events, "--dense-above", above, "--fade", "age",
                              "--bbox", "36.5,35,37.5,36", "-o", out, *BARE)
            equal("60 of 60 coordinates lie outside the frame" in result.err, said,
                  "%s, dense above %s: the warning" % (name, above))
            equal("do not fade by age" in result.err, above == "10", "%s, dense above %s: the note" % (name, above))


def check_damage(path):
    """An error in the last row is one line with its number, and leaves no file."""
    events = write_csv(os.path.join(path, "quote.csv"), COLUMNS, rows(50, 5))
    with open(events, "a") as file:
        file.write('E99,2020-01-01,"Riots\n')
    out = os.path.join(path, "quote.png")
    result = idlibmap("render", "--events", events, "-o", out, "--dense-above", "10")
    ok(result.status == 1 and "quote.csv:52: a quote is opened and never closed" in result.err and
       not os.path.exists(out), "a quote that is never closed", result)


def main():
    path = folder()
    style = write_json(os.path.join(path, "dots.json"), DOTS)
    check_picture(path, style)
    check_formats(path, style)
    check_counts(path)
    check_aggregates(path)
    check_notes(path)
    check_swapped(path)
    check_damage(path)
    done()


main()
