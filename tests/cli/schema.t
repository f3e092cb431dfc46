#!/usr/bin/env -S python3 -B
"""The schemas of events files: recognised, counted, credited; the forms of their dates and coordinates."""
import os

from tap import ROOT, counts_add_up, done, equal, folder, idlibmap, ok, read, render, skip, write

FILES = os.path.join(ROOT, "tests", "golden", "schemas")
CORPUS = os.path.join(os.path.dirname(ROOT), "shared", "corpus", "events", "ucdp-ged-syria.csv")
FRAME = ["--bbox", "36.0,35.3,37.4,36.4", "--size", "500x400", "--quiet"]
PLACE = folder()

# File, name, columns, counts other than 0, a part of the credit.
SCHEMAS = [
    ("acled.csv", "acled", 31, {"read": 7, "drawn": 5, "outside": 1, "superseded": 1}, "acleddata.com"),
    ("ucdp-ged.csv", "ucdp-ged", 49, None, "Sundberg & Melander 2013"),
    ("gdelt.export.CSV", "gdelt", 61, None, "gdeltproject.org"),
    ("hxl.csv", "hxl", 14, {"read": 5, "drawn": 4, "outside": 1}, None),
    ("loose.txt", "loose", 7, {"read": 5, "drawn": 4, "outside": 1}, None),
]
ROWS = {"acled.csv": 7, "ucdp-ged.csv": 8, "gdelt.export.CSV": 7, "hxl.csv": 5, "loose.txt": 5}


def schema_of(report):
    return [i["schema"] for i in report["inputs"] if i["id"] == "events"][0]


def by_id(report, name):
    return [e for e in report["events"] if e["id"] == name]


def check_schema(file, name, columns, counts, credit):
    path = os.path.join(FILES, file)
    svg = os.path.join(PLACE, name + ".svg")
    report = render("--events", path, *FRAME, "-o", svg)
    schema = schema_of(report)
    equal((schema["name"], schema["columns"]), (name, columns), "%s is %s with %d columns" % (file, name, columns))
    found = report["sources"]["events"]
    ok(counts_add_up(found) and found["read"] == ROWS[file], file + ": every row is counted once", found)
    if counts is not None:
        equal({k: n for k, n in found.items() if n}, counts, file + ": the counts")
    equal([schema[k] is not None for k in ("credit", "citation", "terms")], [credit is not None] * 3,
          file + ": credit, citation and terms, or none")
    if credit:
        text = read(svg).decode()
        ok(credit in schema["credit"], file + ": the credit in the report", schema)
        ok(credit.split(" ")[0].replace("&", "&amp;") in text, file + ": the credit on the map")
    out = idlibmap("check", path).out.decode()
    ok("%s (%d columns): %d rows" % (schema["title"], columns, ROWS[file]) in out, file + ": check says what it is", out)


def check_meaning():
    """The same events in each layout: the story's."""
    acled, ucdp, gdelt, hxl, loose = (render("--events", os.path.join(FILES, s[0]), *FRAME) for s in SCHEMAS)
    for report, strike in ((acled, "IDL1"), (ucdp, "1"), (hxl, "1")):
        equal([e["precision"] for e in by_id(report, strike)], ["admin1"], "the strike is known to the province")
    for report in ucdp, hxl:
        equal(report["deaths"], {"sum": 33, "low": 33, "high": 34}, "33 dead, 34 at most")
    equal((acled["deaths"]["sum"], loose["deaths"]["sum"], gdelt["deaths"]["sum"]), (33, 33, 0), "GDELT counts no deaths")
    equal([e["precision"] for e in by_id(ucdp, "6") + by_id(acled, "IDL6")], ["near", "near"], "the outskirts are near")
    equal({e["status"] for e in by_id(ucdp, "11") + by_id(gdelt, "900000011") + by_id(hxl, "11")}, {"outside"},
          "Ankara is outside")
    saraqib = {(round(e["lon"], 3), round(e["lat"], 3)) for r in (acled, ucdp, gdelt, hxl, loose) for e in r["events"]
               if e["lon"] and e["place"].startswith(("Saraqib", "Serakib"))}
    equal(saraqib, {(36.806, 35.864)}, "Saraqib is one place in all of them, by name, in degrees and in minutes")
    equal([e["status"] for e in acled["events"] if e["id"] == "IDL5"], ["superseded", "drawn"],
          "of two rows of an id the newer timestamp is taken")
    equal(loose["date_window"], {"from": "2020-02-25", "to": "2020-02-27"}, "27.02.2020, 27 Şubat 2020, 25-27 Şubat 2020")


def check_marks():
    """What the codes say is there for styles."""
    style = """{"version": 8, "sources": {"events": {"type": "geojson", "data": "none.geojson"}}, "layers": [
      {"id": "%s", "type": "circle", "source": "events", "filter": %s, "paint": {"circle-radius": 3}}]}"""
    for name, rule, drawn in (("vague", '["==", ["get", "date_vague"], true]', 2),
                              ("unclear", '["==", ["get", "unclear"], true]', 1),
                              ("near", '["==", ["get", "within_km"], 25]', 1),
                              ("typed", '["==", ["get", "event_type"], "State-based conflict"]', 6),
                              ("own", '["==", ["get", "type_of_violence"], 1]', 6)):
        path = write(os.path.join(PLACE, name + ".json"), style % (name, rule))
        report = render("--events", os.path.join(FILES, "ucdp-ged.csv"), "--style", path, *FRAME)
        equal(report["layers"][name]["drawn"], drawn, "UCDP's codes: %s" % rule)


def check_option():
    path = os.path.join(FILES, "ucdp-ged.csv")
    equal(schema_of(render("--events", path, "--schema", "loose", *FRAME))["name"], "loose", "--schema wins over the headers")
    result = idlibmap("render", "--events", path, "--schema", "ucdp-gde", "-o", os.path.join(PLACE, "x.png"))
    ok(result.status == 2 and "did you mean 'ucdp-ged'?" in result.err, "an unknown schema is a usage error", result)


def placed(text, *options):
    path = write(os.path.join(PLACE, "one.csv"), text)
    event = render("--events", path, *options, *FRAME)["events"][0]
    return (event["lon"] and round(event["lon"], 4), event["lat"] and round(event["lat"], 4))


def check_coordinates():
    expected = (36.8059, 35.8645)
    for text, options in (
            ("date,lat,lon\n2020-02-27,35.86447,36.80591\n", []),
            ("date;lat;lon\n2020-02-27;35,86447;36,80591\n", []),
            ("date\tlat\tlon\n2020-02-27\tN 35°51'52.1\"\t36 48 21.3 E\n", []),
            ("date,WKT\n2020-02-27,POINT (36.80591 35.86447)\n", []),
            ("date,x,y\n2020-02-27,36.80591,35.86447\n", []),
            ("date,x,y\n2020-02-27,301898.8,3971139.2\n", ["--events-crs", "EPSG:32637"]),
            ("date,easting,northing\n2020-02-27,\"301898,8\",\"3971139,2\"\n", ["--events-crs", "EPSG:32637"]),
            ("date,geometry\n2020-02-27,POINT Z (301898.8 3971139.2 0)\n", ["--events-crs", "EPSG:32637"])):
        equal(placed(text, *options), expected, "placed: " + repr(text.split("\n", 1)[1]))
    result = idlibmap("render", "--events", write(os.path.join(PLACE, "wkt.csv"), "date,wkt\n2020-02-27,LINESTRING (1 2, 3 4)\n"),
                      *FRAME[:-1], "-o", os.path.join(PLACE, "x.png"))
    ok(result.status == 0 and ":2: geom_wkt is not a point" in result.err, "a line is no point: said with its line", result)


def check_encodings():
    for place, encoding, given in (("سراقب", "CP1256", "cp1256"), ("Serakıb, İdlib şehri", "CP1254", "cp1254"),
                                   ("Serakib, près du front", "CP1252", "latin1"), ("سراقب", "UTF-16BE", "utf-16-be")):
        text = ("\ufeff" if "16" in given else "") + 'date,place,lat,lon\n2020-02-27,"%s",35.86447,36.80591\n' % place
        path = write(os.path.join(PLACE, "encoded.csv"), text.encode(given))
        report = render("--events", path, *FRAME)
        equal((report["inputs"][0]["encoding"], report["events"][0]["place"]), (encoding, place), given + " is read as " + encoding)


def check_swapped():
    rows = "".join("2020-02-%02d,%s,%s\n" % (d, 35.5 + d / 100, 36.5 + d / 100) for d in range(1, 9))
    for header, swapped in ("date,latitude,longitude\n", False), ("date,longitude,latitude\n", True):
        path = write(os.path.join(PLACE, "swapped.csv"), header + rows)
        result = idlibmap("render", "--events", path, *FRAME[:2], "--size", "300x200",
                          "-o", os.path.join(PLACE, "x.png"), "--report", os.path.join(PLACE, "x.json"))
        equal("8 of 8 coordinates lie outside the frame" in result.err, swapped,
              "latitude and longitude exchanged: " + ("one warning" if swapped else "nothing where they are not"))
        if swapped:
            ok("8 read = 8 outside the frame" in result.err, "and nothing is moved", result)


def check_title():
    path = os.path.join(PLACE, "titled.svg")
    render("--events", os.path.join(FILES, "ucdp-ged.csv"), "--quiet", "-o", path)
    ok(b">Conflict events" in read(path) and b"February 2020<" in read(path), "a map of events that has no title gets one")


def check_corpus():
    if not os.path.exists(CORPUS):
        skip("the corpus's UCDP file", "../shared/corpus/events is not there")
        return
    report = render("--events", CORPUS, "--size", "300x200", "--furniture", "none", "--quiet")
    counts = report["sources"]["events"]
    equal((counts["read"], counts["unreadable"], counts["superseded"]), (10046, 0, 0), "UCDP's Syria: all rows are read")
    ok(counts_add_up(counts), "and each is counted once", counts)
    equal((schema_of(report)["name"], schema_of(report)["columns"]), ("ucdp-ged", 41), "as UCDP GED with 41 columns")


for row in SCHEMAS:
    check_schema(*row)
check_meaning()
check_marks()
check_option()
check_coordinates()
check_encodings()
check_swapped()
check_title()
check_corpus()
done()
