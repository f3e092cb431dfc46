#!/usr/bin/env -S python3 -B
"""Events and sources from every kind of file, and the date window."""
import json
import os
import shutil

from tap import MAP, ROOT, counts_add_up, done, equal, folder, have, idlibmap, ok, picture_difference, render, run, skip, \
    write, write_csv, write_json

WORK = folder()
COLUMNS = ["event_id_cnty", "event_date", "event_type", "fatalities", "notes", "latitude", "longitude"]
ROWS = [["A", "2020-02-25", "Battles", 3, 'quoted "words", and\na second line', 35.9, 36.7],
        ["B", "2020-02-26", "Riots", "", "", 36.2, 37.1],
        ["C", "2020-02-27", "Explosions/Remote violence", 5, "سراقب", 35.4, 36.4],
        ["D", "2020-02-28", "Battles", 0, "far away", 52.5, 13.4]]
# Nothing but events.
STYLE = write_json(os.path.join(WORK, "events.json"), {
    "version": 8, "sources": {"events": {"type": "geojson", "data": "none.csv"}},
    "layers": [{"id": "points", "type": "circle", "source": "events", "paint": {"circle-radius": 4}}]})


def path(name):
    return os.path.join(WORK, name)


def what(report):
    """What must not depend on the file's kind."""
    return ([(e["id"], e["status"], e["lon"], e["lat"], e["px"], e["py"]) for e in report["events"]],
            report["sources"]["events"], report["deaths"], report["date_window"])


def features():
    for row in ROWS:
        named = dict(zip(COLUMNS, row))
        lat, lon = named.pop("latitude"), named.pop("longitude")
        yield {"type": "Feature", "properties": {k: v if v != "" else None for k, v in named.items()},
               "geometry": {"type": "Point", "coordinates": [lon, lat]}}


def event_files():
    comma = write_csv(path("events.csv"), COLUMNS, ROWS)
    flat = [[str(c).replace("\n", " ").replace('"', "") for c in row] for row in ROWS]
    yield "CSV", comma
    yield "CSV with a byte order mark", write(path("bom.csv"), b"\xef\xbb\xbf" + open(comma, "rb").read())
    yield "CSV with CR LF", write(path("crlf.csv"), open(comma, "rb").read().replace(b"\n", b"\r\n"))
    yield "TSV", write(path("events.tsv"), "".join("\t".join(r) + "\n" for r in [COLUMNS] + flat))
    yield "GeoJSON", write_json(path("events.geojson"), {"type": "FeatureCollection", "features": list(features())})
    lines = [json.dumps(f, ensure_ascii=False) for f in features()]
    yield "GeoJSON, a feature a line", write(path("events.geojsonl"), "\n".join(lines) + "\n")
    yield "GeoJSON text sequence", write(path("events.geojsons"), "".join("\x1e%s\n" % l for l in lines))
    if have("ogr2ogr"):
        return
    for name, options in (("shapefile", ["-a_srs", "EPSG:4326"]),
                          ("shapefile in UTM", ["-s_srs", "EPSG:4326", "-t_srs", "EPSG:32637"])):
        shape = path(name.replace(" ", "-") + ".shp")
        short = write_csv(path("short.csv"), ["event_id_c", "event_date", "fatalities", "latitude", "longitude"],
                          [[r[0], r[1], r[3], r[5], r[6]] for r in ROWS])
        run(["ogr2ogr", *options, "-oo", "X_POSSIBLE_NAMES=longitude", "-oo",
             "Y_POSSIBLE_NAMES=latitude", "-oo", "KEEP_GEOM_COLUMNS=NO", "-lco", "ENCODING=UTF-8", shape, short])
        yield name, shape


def check_events():
    expected = None
    for name, file in event_files():
        got = what(render("--style", STYLE, "--events", file, "--size", "400x400"))
        if expected is None:
            expected = got
            equal(got[1]["read"], 4, name + ": 4 rows read")
            equal((got[1]["drawn"], got[1]["outside"]), (3, 1), name + ": 3 drawn, 1 outside")
            equal(got[2]["sum"], 8, name + ": deaths are counted")
            equal(got[3], {"from": "2020-02-25", "to": "2020-02-27"}, name + ": the window of what is drawn")
        elif name.startswith("shapefile"):
            equal(got[1], expected[1], name + ": the same counts")
            far = max(max(abs(a[4] - b[4]), abs(a[5] - b[5])) for a, b in zip(got[0], expected[0]) if a[4] is not None)
            ok(far <= 0.1, name + ": the same places on the page", got[0])
        else:
            equal(got, expected, name + ": the same events as in CSV")
    if have("ogr2ogr"):
        skip("events in a shapefile", "ogr2ogr (gdal-bin) is not installed")


def ids(*options):
    report = render("--style", STYLE, "--events", path("window.csv"), "--size", "300x300", *options)
    ok(counts_add_up(report["sources"]["events"]), "counts add up with " + " ".join(options))
    return [e["id"] for e in report["events"] if e["status"] == "drawn"], report


def check_window():
    write_csv(path("window.csv"), ["event_id_cnty", "event_date", "event_date_end", "latitude", "longitude"],
              [["before", "2020-02-09", "", 35.5, 36.0], ["start", "2020-02-10", "", 35.6, 36.2],
               ["span", "2020-02-01", "2020-02-15", 35.7, 36.4], ["month", "2020-02", "", 35.8, 36.6],
               ["end", "2020-02-20", "", 35.9, 36.8], ["after", "2020-02-21", "", 36.0, 37.0],
               ["year", "2019", "", 36.1, 36.1]])
    equal(ids()[0], ["before", "start", "span", "month", "end", "after", "year"], "without a window all are drawn")
    got, report = ids("--from", "2020-02-10", "--to", "2020-02-20")
    equal(got, ["start", "span", "month", "end"], "--from and --to keep what touches the window, its days included")
    equal(report["sources"]["events"]["filtered"], 3, "the others are counted as filtered")
    equal([e["status"] for e in report["events"] if e["id"] in ("before", "after", "year")], ["filtered"] * 3,
          "and said to be so")
    equal(ids("--from", "2020-02-21")[0], ["month", "after"], "--from alone")
    equal(ids("--to", "2020-02-09")[0], ["before", "span", "month", "year"], "--to alone")
    equal(ids("--from", "2020-02")[0], ids("--from", "2020-02-01")[0], "a month begins on its first day")
    equal(ids("--to", "2020-02")[0], ids("--to", "2020-02-29")[0], "a month ends on its last day")
    result = idlibmap("render", "--style", STYLE, "--events", path("window.csv"), "--from", "2020-03-01", "--to",
                      "2020-02-01", "-o", path("x.png"))
    ok((result.status in (1, 2) or "warning" in result.err) and "from" in result.err,
       "a window that ends before it begins is refused or warned of: it shows nothing", result)


def place_rows():
    return [["Alpha", "ألفا", 1, 35.95, 36.55], ["Beta", "بيتا", 2, 35.4, 36.2], ["Far", "", 2, 10, 10]]


def check_sources():
    """A base layer from each kind of file: the same records are drawn."""
    table = write_csv(path("places.csv"), ["name_en", "name_ar", "rank", "latitude", "longitude"], place_rows())
    tabs = write(path("places.tsv"), open(table, encoding="utf-8").read().replace(",", "\t"))
    collection = write_json(path("places.geojson"), {"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"name_en": n, "name_ar": a or None, "rank": r},
         "geometry": {"type": "Point", "coordinates": [x, y]}} for n, a, r, y, x in place_rows()]})
    files = [("CSV", table), ("TSV", tabs), ("GeoJSON", collection)]
    if have("ogr2ogr"):
        skip("places in a shapefile", "ogr2ogr (gdal-bin) is not installed")
    else:
        run(["ogr2ogr", "-lco", "ENCODING=UTF-8", path("places.shp"), collection])
        files.append(("shapefile", path("places.shp")))
    pictures = []
    for name, file in files:
        svg = path("places.svg")
        report = render(MAP, "--source", "places=" + file, "-o", svg)
        counts = report["sources"]["places"]
        equal((counts["read"], counts["drawn"], counts["outside"]), (3, 2, 1), "places from " + name)
        pictures.append(open(svg, encoding="utf-8").read())
    ok("Alpha" in pictures[0] and "ألفا" in pictures[0], "their names are drawn")
    ok(all(p == pictures[0] for p in pictures), "the SVG is the same for all of them")


def check_order():
    """--source beats [source] in the map, which beats the style's own."""
    place = folder()
    for name, longitude in (("style", 36.0), ("map", 36.5), ("line", 37.0)):
        write_csv(os.path.join(place, name + ".csv"), ["event_id_cnty", "event_date", "latitude", "longitude"],
                  [[name, "2020-02-27", 36, longitude]])
    style = json.load(open(STYLE, encoding="utf-8"))
    style["sources"]["events"]["data"] = "style.csv"
    write_json(os.path.join(place, "style.json"), style)
    with_source = write(os.path.join(place, "a.map"), "[map]\nstyle=style.json\n[source events]\nfile=map.csv\n")
    without = write(os.path.join(place, "b.map"), "[map]\nstyle=style.json\n")

    def drawn(*options):
        return render(*options)["events"][0]["id"]
    line = os.path.join(place, "line.csv")
    equal(drawn(without), "style", "the style's own file")
    equal(drawn(with_source), "map", "[source] in the map beats it")
    equal(drawn(with_source, "--source", "events=" + line), "line", "--source beats both")
    equal(drawn(with_source, "--events", line), "line", "--events is --source events=")


def check_projected_source():
    """A layer in another CRS, known from its .prj, is drawn where its twin in WGS 84 is."""
    if have("ogr2ogr"):
        skip("a layer in another CRS", "ogr2ogr (gdal-bin) is not installed")
        return
    lakes = os.path.join(ROOT, "shapes", "lakes.shp")
    svgs = []
    for name, options in (("same", []), ("utm", ["-t_srs", "EPSG:32637"]), ("mercator", ["-t_srs", "EPSG:3857"])):
        run(["ogr2ogr", *options, "-lco", "ENCODING=UTF-8", path(name + ".shp"), lakes])
        report = render(MAP, "--source", "lakes=" + path(name + ".shp"), "-o", path(name + ".svg"))
        svgs.append(path(name + ".svg"))
        equal(report["sources"]["lakes"]["drawn"], 4, "lakes in %s: 4 drawn" % (options or ["WGS 84"])[-1])
    if have("rsvg-convert"):
        skip("they look the same", "rsvg-convert is not installed")
        return
    check_same_picture(svgs)


def check_same_picture(svgs):
    for svg in svgs:
        run(["rsvg-convert", "-o", svg + ".png", svg])
    for svg in svgs[1:]:
        difference = picture_difference(svgs[0] + ".png", svg + ".png")
        ok(difference is not None and difference.block < 1, "%s: the same picture" % os.path.basename(svg), difference)


def check_assumptions():
    """A missing .prj and .cpg are stated in the report, not guessed in silence."""
    for suffix in "shp", "shx", "dbf":
        shutil.copy(os.path.join(ROOT, "shapes", "lakes." + suffix), path("bare." + suffix))
    report = render(MAP, "--source", "lakes=" + path("bare.shp"))
    entry = [i for i in report["inputs"] if i["id"] == "lakes"][0]
    ok(any("CRS" in a for a in entry["assumptions"]), "a missing .prj is an assumption in the report", entry)
    ok(any("encoding" in a for a in entry["assumptions"]), "so is a missing .cpg", entry)
    shipped = [i for i in render(MAP)["inputs"] if i["assumptions"]]
    equal(shipped, [], "nothing is assumed of the shipped layers")


check_events()
check_window()
check_sources()
check_order()
check_projected_source()
check_assumptions()
done()
