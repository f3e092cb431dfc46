#!/usr/bin/env -S python3 -B
"""Data protection: what is redacted, coarsened or outside the frame is in no output."""
import json
import math
import os
import re

from tap import ROOT, done, equal, folder, have, idlibmap, ok, read, render, run, write

HEAD = ("event_id_cnty,event_date,event_type,actor1,admin1,admin2,location,latitude,longitude,geo_precision,"
        "notes,fatalities,where_coordinates,tags\n")
ROWS = [
    "SECRET-1,2020-02-27,Battles,Witness One,Idlib,Ariha,Saraqib,35.864321,36.805432,1,Behind Qubbaserai school,3,"
    "35.864321 36.805432,x\n",
    "SECRET-2,2020-02-26,Protests,Witness Two,Idlib,Idlib,Binnish,35.956789,36.713579,1,In Yanbusouk street,0,"
    "35.956789 36.713579,x\n",
    "SECRET-3,2020-02-25,Battles,Witness Three,Aleppo,Ghunduratan,Zibarmiya,36.818181,38.011111,1,Near Dabaqirbe,1,"
    "36.818181 38.011111,x\n",
    "SECRET-4,2020-02-24,Battles,Witness Four,Idlib,,Idlib province,,,3,Somewhere at Quwaylis,1,,x\n",
]
place = folder()
events = write(os.path.join(place, "events.csv"), HEAD + "".join(ROWS))


def outputs(*options, source=events):
    """All that a run writes, as texts."""
    paths = {kind: os.path.join(place, "out." + kind) for kind in ("svg", "pdf", "json")}
    result = idlibmap("render", "--events", source, *options, "-o", paths["svg"], "-o", paths["pdf"], "--report", paths["json"])
    ok(result.status == 0, "drawn with %s" % " ".join(options), result)
    texts = {"svg": read(paths["svg"]).decode(), "json": read(paths["json"]).decode()}
    if not have("pdftotext"):
        texts["pdf"] = run(["pdftotext", paths["pdf"], "-"]).out.decode()
    return texts, json.loads(texts["json"]), result


def absent(texts, words, name):
    found = [(kind, word) for kind, text in texts.items() for word in words if word in text]
    equal(found, [], name)


def all_of(column):
    index = HEAD.strip().split(",").index(column)
    return [row.strip().split(",")[index] for row in ROWS if row.strip().split(",")[index]]


# ---- the frame ----

texts, report, _ = outputs("--bbox", "36.5,35.7,37.0,36.1")
outside = [e for e in report["events"] if e["status"] == "outside"]
equal([e["id"] for e in outside], ["SECRET-3"], "one event lies outside the frame")
equal([outside[0][key] for key in ("lon", "lat", "x", "y", "px", "py", "point_px", "point_py")], [None] * 8,
      "its position is not in the report")
absent({k: v for k, v in texts.items() if k != "json"}, ["Zibarmiya", "36.818", "38.011", "25 February", "Near Dabaqirbe"],
       "and nothing of it in the pictures")
absent(texts, ["36.818181", "38.011111", "36.8182", "38.0111"], "nor its coordinates anywhere")
ok("Saraqib" in texts["svg"], "while those inside are named")

# ---- redaction ----

texts, report, result = outputs("--redact", "location,notes")
absent(texts, ["Binnish, ", "Qubbaserai"], "redacted texts are in no output")
equal([e["place"] for e in report["events"]], ["", "", "", "Idlib"],
      "nor are they in the report; a row without coordinates is known to its province")
equal(report["selection"]["redact"], ["location", "notes"], "the report says what is redacted")
FONTS = json.loads(read(os.path.join(ROOT, "data", "styles", "situation.json")))["font-faces"]


def labels(*options):
    """What a style that writes out actors shows: by the canonical column's name and the file's own."""
    sheet = {"version": 8, "font-faces": FONTS, "sources": {"events": {"type": "geojson", "data": "x.csv"}},
             "layers": [{"id": "names", "type": "symbol", "source": "events", "layout": {
                 "text-font": ["Noto Sans Regular"], "text-allow-overlap": True,
                 "text-field": ["concat", ["coalesce", ["get", "actor1"], "-"], "/", ["coalesce", ["get", "Actor"], "-"],
                                "/", ["to-string", ["id"]]]}}]}
    path = write(os.path.join(place, "names.json"), json.dumps(sheet))
    rows = write(os.path.join(place, "named.csv"), HEAD.replace("actor1", "Actor").replace("event_id_cnty", "ID") + ROWS[0])
    out = os.path.join(place, "names.svg")
    result = idlibmap("render", "--style", path, "--events", rows, "--furniture", "none", *options, "-o", out)
    found = re.findall(r"<text[^>]*>(.*?)</text>", read(out).decode(), re.S)
    return re.sub(r"\s*/\s*", "/", " ".join(re.sub(r"<[^>]*>", " ", "".join(found)).split())).strip(), result


equal(labels()[0], "Witness One/Witness One/SECRET-1", "a column is there under both names")
for typed in "actor1", "Actor", "ACTOR":
    equal(labels("--redact", typed)[0], "-/-/SECRET-1", "redacted as %s it is there under none" % typed)
for typed in "ID", "event_id_cnty":
    equal(labels("--redact", typed)[0], "Witness One/Witness One/row-1", "redacted as %s the id is the row's number" % typed)
_, result = labels("--redact", "Acter")
ok(result.status == 0 and "no events file has a column 'Acter'; is 'Actor' meant?" in result.err, "a misspelt column is told of", result)
ok(idlibmap("render", "--events", events, "--redact", "Acter", "--strict", "-o", os.path.join(place, "s.svg")).status == 3,
   "and stops a strict run")
ok(idlibmap("render", "--events", events, "--redact", "notes,,", "-o", os.path.join(place, "s.svg")).status == 2, "an empty name is refused")
broken = write(os.path.join(place, "broken.csv"), "location,fatalities,notes\nNowhereville,many,x\n")
result = idlibmap("render", "--events", broken, "--redact", "location,fatalities", "-o", os.path.join(place, "s.svg"))
ok("Nowhereville" not in result.err and "many" not in result.err, "warnings do not quote redacted cells", result)
result = idlibmap("render", "--events", events, "--redact", "latitude", "--report", os.path.join(place, "r.json"))
moved = json.loads(read(os.path.join(place, "r.json")))["events"][0]
ok(moved["placed_by"].startswith("gazetteer") and moved["lat"] != 35.864321, "without latitude a row is placed by its name", moved)
result = idlibmap("render", "--events", events, "--redact", "actor1", "--filter", '["==",["get","actor1"],"Witness One"]',
                  "-o", os.path.join(place, "s.svg"))
ok("filter: 'actor1' is redacted" in result.err and "4 filtered" in result.err, "a filter does not see what is redacted", result)

shapes = {"type": "FeatureCollection", "features": [{"type": "Feature", "id": 77, "properties": {"location": "Saraqib"},
          "geometry": {"type": "Point", "coordinates": [36.805432, 35.864321]}}]}
points = write(os.path.join(place, "points.geojson"), json.dumps(shapes))
texts, report, _ = outputs("--redact", "latitude,longitude", source=points)
absent(texts, ["36.805432", "35.864321"], "the point of a GeoJSON feature goes with its coordinates")

for typed in "Latitude", "lat,lon", "geometry":
    texts, report, _ = outputs("--redact", typed, source=points)
    absent(texts, ["36.805432", "35.864321"], "so it does with --redact %s" % typed)
for typed in "id", "ID", "Event_ID_CNTY":
    _, report, _ = outputs("--redact", typed, source=points)
    equal(report["events"][0]["id"], "row-1", "--redact %s takes a feature's id" % typed)

# ---- coarsening ----

TRUE = all_of("latitude") + all_of("longitude") + [t[:7] for t in all_of("latitude") + all_of("longitude")]
TOLD = all_of("event_id_cnty") + all_of("notes") + ["Ghunduratan", "Zibarmiya"]
CELL_KM = 5.0
for dense in "100", "1":
    texts, report, _ = outputs("--coarsen", "5km", "--bbox", "36,35,39,37.5", "--dense-above", dense)
    absent(texts, TRUE + TOLD, "coarsened: nothing tells the true places (--dense-above %s)" % dense)
texts, report, _ = outputs("--coarsen", "5km", "--bbox", "36,35,39,37.5")
plain = outputs("--bbox", "36,35,39,37.5")[1]
equal([e["id"] for e in report["events"]], ["row-1", "row-2", "row-3", "row-4"], "ids are the numbers of the rows")
equal([(e["precision"], e["place"]) for e in report["events"]],
      [("near", "Idlib"), ("near", "Idlib"), ("near", "Aleppo"), ("admin1", "Idlib province")], "what is known is said")


def km(a, b):
    return math.hypot((a["lat"] - b["lat"]) * 110.9, (a["lon"] - b["lon"]) * 111.3 * math.cos(math.radians(a["lat"])))


moved = [km(a, b) for a, b in zip(plain["events"][:3], report["events"][:3])]
ok(all(0.05 < d < CELL_KM * 0.75 for d in moved), "points move to the middle of their cell", moved)
ok("5 km x 5 km" in re.sub(r"<[^>]*>", " ", texts["svg"]), "and the map says so")
close = write(os.path.join(place, "close.csv"), "latitude,longitude,location\n" +
              "".join("%.4f,%.4f,P\n" % (35.9 + i * 0.0007, 36.7 + i * 0.0003) for i in range(40)))
frames = ["36,35,38,37", "36.5,35.7,37,36.1"]
spots = [{(e["lon"], e["lat"]) for e in outputs("--coarsen", "5km", "--bbox", box, source=close)[1]["events"]} for box in frames]
ok(1 <= len(spots[0]) <= 3 and spots[0] == spots[1], "neighbours share a cell, and the grid does not move with the frame", spots)
texts, report, result = outputs("--coarsen", "admin1", "--bbox", "36,35,39,37.5")
absent(texts, TRUE + TOLD, "coarsened to provinces: nothing tells the true places")
equal([(e["precision"], e["status"]) for e in report["events"]], [("admin1", "drawn")] * 4, "all are drawn as provinces")
nowhere = write(os.path.join(place, "nowhere.csv"), "latitude,longitude,location\n35.864321,36.805432,\n")
texts, report, result = outputs("--coarsen", "admin1", source=nowhere)
absent(texts, ["35.864", "36.805"], "a row that does not say its province is not drawn")
equal(report["events"][0]["status"], "unplaced", "but listed")
ok("does not say in which admin1 unit" in result.err, "and told of", result)
quoted = write(os.path.join(place, "quoted.csv"), HEAD +
               "Q1,2020-02-27,Battles,A,Idlib,,Hiddenville,,,1,,3,,\n"
               "Q2,2020-02-27,Battles,A,Idlib,,Saraqib,35.86432x,36.805432,1,Hidden note,Hidden count,,\n"
               "Q3,Hidden day,Battles,A,Idlib,,Saraqib and Hiddenham,,,1,Hidden note,3,,\n")
for size in "5km", "admin1":
    result = idlibmap("render", "--events", quoted, "--coarsen", size, "--filter", '[">=",["to-number",["get","notes"]],0]',
                      "-o", os.path.join(place, "s.svg"))
    ok(result.status == 0 and "quoted.csv:3: filter: cannot be evaluated" in result.err, "a filter that fails is told of", result)
    unfiltered = idlibmap("render", "--events", quoted, "--coarsen", size, "-o", os.path.join(place, "s.svg"))
    ok("quoted.csv:2: the place is not found" in unfiltered.err, "so is a place that is not found", unfiltered)
    ok(not re.search(r"Hidden|35\.86432", result.err + unfiltered.err), "but no warning quotes what is hidden (--coarsen %s)" % size,
       result.err + unfiltered.err)
for typed in "5", "5miles", "0km", "1e3km", "-5km", "2000km", "admin2", "km":
    result = idlibmap("render", "--events", events, "--coarsen", typed, "-o", os.path.join(place, "s.svg"))
    ok(result.status == 2 and "admin1" in result.err, "--coarsen %s is refused" % typed, result)
done()
