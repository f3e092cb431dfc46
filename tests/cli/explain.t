#!/usr/bin/env python3
"""`idlibmap explain`: each answer is compared with what render reports, or with what the test made so."""
import csv
import json
import os

from tap import *

place = folder()


def explain(what, *arguments, status=0):
    """The JSON and the sentences."""
    result = idlibmap("explain", "-q", what, "--json", *arguments)
    text = idlibmap("explain", "-q", what, *arguments)
    equal((result.status, text.status), (status, status), "explain %s ends as it should" % what)
    return (json.loads(result.out) if status == 0 else None), text.out.decode() + text.err


def event(what, *arguments):
    found, text = explain(what, *arguments)
    equal(len(found["events"]), 1, what + " is one event")
    return found["events"][0], text


# Against the report of render, for all events of the shipped map
size = ["--size", "900x700"]
report = {e["id"]: e for e in render(*size)["events"]}
for name in ("IDL-2020-01", "IDL-2020-05", "IDL-2020-11", "IDL-2020-16"):
    found, text = event(name, *size)
    same = report[name]
    # The report keeps silent about where events outside the frame are.
    for key in ("status", "placed_by", "precision") + (("lon", "lat") if same["status"] == "drawn" else ()):
        equal(found.get(key), same[key], "%s: %s as in the report" % (name, key))
    equal(found["line"], int(name[-2:]) + 1, name + ": its line")
    if same["status"] == "drawn":
        equal((found["page"]["px"], found["page"]["py"]), (same["px"], same["py"]), name + ": where it stands")
        ok(abs(found["page"]["x_mm"] - same["px"] * 25.4 / 96) < 0.01, name + ": in mm")
found, text = event("IDL-2020-01", *size)
equal(found["deaths"], {"best": 33, "low": 33, "high": 34}, "deaths with low and high")
equal((found["gazetteer"]["tier"], found["gazetteer"]["place"]["feature_code"]), ("folded", "ADM1"), "the unit of a province")
ok("event-areas" in found["layers"], "the layers that take it", found["layers"])
found, text = event("IDL-2020-05", *size)
ok("event-icons" in found["layers"] and "Set aside by" in text, "an event that is set aside")

# Datum
found, text = event("IDL-2020-05", *size, "--crs", "EPSG:23037")
ok(found["projection"]["crs"] == "ED50 / UTM zone 37N" and found["projection"]["accuracy_m"] > 0 and
   "Inverse of ED50 to WGS 84" in found["projection"]["operation"], "a change of datum has its operation and accuracy", found["projection"])
found, text = event("IDL-2020-05", *size, "--crs", "EPSG:32637")
equal(found["projection"]["accuracy_m"], 0, "formulas without one are exact")

# Why not
rows = [["in", "2020-02-27", 35.9, 36.6, "", ""], ["out", "2020-02-27", 35.9, 38.5, "", ""],
        ["late", "2021-01-01", 35.9, 36.6, "", ""], ["twice", "2020-02-27", 35.8, 36.6, "", 1],
        ["twice", "2020-02-27", 35.8, 36.7, "", 2], ["where", "2020-02-27", "", "", "Tripoli", ""],
        ["lost", "2020-02-27", "", "", "Nosuchplacexyz", ""]]
file = write_csv(os.path.join(place, "e.csv"), ["event_id_cnty", "event_date", "latitude", "longitude", "location", "timestamp"], rows)
mine = ["--events", file, "--to", "2020-12-31", "--bbox", "35.5,34.9,37.6,37.0", *size]
gazetteer = ["--gazetteer", os.path.join(place, "g.csv")]
with open(os.path.join(ROOT, "data", "gazetteer.csv"), encoding="utf-8", newline="") as shipped:
    places = list(csv.reader(shipped))
towns = [[str(9000000 + i), "Tripoli", "Tripoli", "", lat, lon, "P", "PPL", "SY", "", "", "", "", "", "0", "", "", "", ""]
         for i, (lat, lon) in enumerate(((35.9, 36.6), (36.4, 37.1)))]
write_csv(gazetteer[1], places[0][:19], towns)
found, text = event("out", *mine)
ok(found["status"] == "outside" and found["outside_by"]["km"] > 0, "outside, with a distance", found)
frame = render(*mine)["frame"]
outside = found["outside_by"]
found, text = event("in", *mine)
equal(found["status"], "drawn", "one inside the frame is drawn")
found, text = event("out", *mine, "--crs", "EPSG:3857")
page = render(*mine, "--crs", "EPSG:3857")
right, extent = page["frame"][2], page["extent"]
x = 38.5 * 20037508.342789244 / 180
ok(abs(found["outside_by"]["px"] - (x - extent[2]) * (right - page["frame"][0]) / (extent[2] - extent[0])) < 0.1,
   "by how many px, in a projection that is easily computed", found["outside_by"])
found, text = event("late", *mine)
equal((found["status"], found["filtered_by"]), ("filtered", "window"), "what filtered it")
found, text = event("in", *mine, "--filter", '["==",["get","event_id_cnty"],"out"]')
equal((found["status"], found["filtered_by"]), ("filtered", "filter"), "or that --filter did")
found, text = explain("twice", *mine)
equal([e["status"] for e in found["events"]], ["superseded", "drawn"], "both rows of one id")
equal(found["events"][0]["superseded_by"]["line"], 6, "and which row is the newer")
found, text = event("where", *mine, *gazetteer)
equal((found["status"], sorted(c["id"] for c in found["gazetteer"]["candidates"])), ("unplaced", ["9000000", "9000001"]), "the candidates of an ambiguous name")
ok("may be any of 2 places" in text, "and in words", text)
found, text = event("lost", *mine, *gazetteer)
ok(found["gazetteer"]["place"] is None and "is not in" in text, "a name that is not known", text)

# Places, and labels that are missing
found, text = explain("Saraqaib", *size)
equal((found["place"]["gazetteer"]["tier"], found["place"]["gazetteer"]["place"]["id"]), ("transliterated", "164816"), "a place by another spelling")
ok(found["place"]["gazetteer"]["score"] < 1, "has a lower score")
equal(found["place"]["events"], ["IDL-2020-%02d" % i for i in (3, 4, 5, 6)], "and its events")
equal([l["status"] for l in found["place"]["labels"]][:1], ["drawn"], "the base map names it")
small = ["--size", "A5"]
found, text = explain("Sarmin", *small)
label = found["place"]["labels"][0]
svg = os.path.join(place, "small.svg")
render(*small, "-o", svg)
equal("Sarmin" in read(svg).decode(), label["status"] == "drawn", "a label is missing exactly where it is said to be")
ok(label["status"] == "collision" and "IDL-2020-0" in label["blocked_by"], "because of the events", label)
found, text = explain("Ankara", *size)
ok(found["place"]["outside_km"] > 300 and "outside the frame" in text, "a place outside the frame", text)
found, text = explain("nosuchplacexyz", status=1)
ok("neither the id of an event nor a place" in text, "what is not known is an error")

# Numbers, and the command line
found, text = event("IDL-2020-01", *size, "--number")
equal(found["number"], 5, "its number, as in the key table")
equal(idlibmap("explain").status, 2, "without an operand: usage")
equal(idlibmap("explain", "a", "b", "c").status, 2, "with three: usage")
result = idlibmap("explain", "-q", MAP, "IDL-2020-01")
ok(result.status == 0 and b"IDL-2020-01" in result.out, "a map may be given", result)
evil = write_csv(os.path.join(place, "evil.csv"), ["id", "date", "latitude", "longitude", "location"],
                 [["x", "2020-02-27", 35.9, 36.6, "a\x1b[31m\u202eb"]])
result = idlibmap("explain", "-q", "x", "--events", evil)
ok(b"\x1b" not in result.out and "\u202e" not in result.out.decode(), "names are made fit for a terminal", result.out)
done()
