#!/usr/bin/env -S python3 -B
"""The story of the shipped map: what is read, placed, drawn and counted; and what one changed row does."""
import csv
import math
import os

from tap import ROOT, counts_add_up, equal, folder, idlibmap, ok, done, read, render, write_csv

EVENTS = os.path.join(ROOT, "data", "events.csv")
OUTPUTS = "map.png", "map.svg", "map.pdf"


def rows():
    with open(EVENTS, encoding="utf-8", newline="") as file:
        table = list(csv.reader(file, strict=True))
    return table[0], table[1:]


def by_place(report, place):
    return [e for e in report["events"] if e["place"] == place]


def check_counts(report):
    counts = report["sources"]["events"]
    equal((counts["read"], counts["drawn"], counts["outside"], counts["unplaced"]), (16, 10, 5, 1),
          "read 16 = drawn 10 + outside 5 + unplaced 1")
    for source, of_source in report["sources"].items():
        ok(counts_add_up(of_source), "the counts of %s add up" % source, of_source)
    statuses = [e["status"] for e in report["events"]]
    equal([statuses.count(s) for s in ("drawn", "outside", "unplaced")], [10, 5, 1],
          "the events' own statuses agree with the counts")
    equal([e["id"] for e in report["events"]], ["IDL-2020-%02d" % n for n in range(1, 17)],
          "every row is in the report, in the file's order")
    equal(report["deaths"], {"sum": 33, "low": 33, "high": 34}, "reported deaths 33 (33..34)")
    equal(report["date_window"], {"from": "2020-02-01", "to": "2020-02-29"},
          "the date window is that of the drawn events, not of row 16")


def check_places(report):
    for place, count in (("Idlib province", 4), ("Hatay province", 1), ("Aleppo province", 1)):
        found = by_place(report, place)
        equal([e["precision"] for e in found], ["admin1"] * count, "%s: precision admin1" % place)
        ok(all(e["status"] == "drawn" for e in found), "%s: drawn" % place)
    equal([e["precision"] for e in by_place(report, "Saraqib")], ["exact", "exact", "near", "near"],
          "Saraqib: two events exact, two near")
    for place in "Ankara", "Washington", "New Delhi", "Moscow":
        ok(all(e["status"] == "outside" and e["px"] is None and e["lon"] is None
               for e in by_place(report, place)), "%s: placed, outside, not drawn" % place)
    last = report["events"][-1]
    equal((last["status"], last["lon"], last["px"]), ("unplaced", None, None),
          "a region that is no place is not placed")


def distance(a, b):
    return math.hypot(a["px"] - b["px"], a["py"] - b["py"])


def check_apart(report):
    """The style draws events with r = 6 px and a stroke of 1 px: 14 px across."""
    saraqib = by_place(report, "Saraqib")
    pairs = [(a, b) for i, a in enumerate(saraqib) for b in saraqib[:i]]
    ok(len(saraqib) == 4 and all(distance(a, b) >= 14 for a, b in pairs),
       "four symbols at Saraqib, none over another", [distance(a, b) for a, b in pairs])
    equal(len({(e["lon"], e["lat"]) for e in saraqib}), 1, "they are at one place")
    idlib = by_place(report, "Idlib province")
    ok(all(distance(a, b) >= 10 for a in idlib for b in saraqib),
       "the symbols of Idlib province stand clear of Saraqib")


def draw(events):
    out = folder()
    paths = [os.path.join(out, name) for name in OUTPUTS]
    result = idlibmap("render", "data/idlib.map", "--events", events, "--quiet",
                      *[a for p in paths for a in ("-o", p)])
    if not ok(result.status == 0, "renders with --events", result):
        raise SystemExit(1)
    return [read(path) for path in paths]


def changed(column, value, row=3):
    """The events with one cell of one row (counted from 0) changed."""
    header, table = rows()
    table[row][header.index(column)] = value
    return header, table


def check_changes():
    copy = os.path.join(folder(), "events.csv")
    write_csv(copy, *rows())
    before = draw(copy)
    for column, value in (("location", "Maarat al-Numan"), ("fatalities", "12"), ("event_type", "Protests")):
        write_csv(copy, *changed(column, value))
        after = draw(copy)
        for name, old, new in zip(OUTPUTS, before, after):
            ok(old != new, "another %s in one row changes %s" % (column, name))
    write_csv(copy, *rows())
    equal([a == b for a, b in zip(draw(copy), before)], [True] * 3, "restoring the row restores the bytes")
    with open(EVENTS, "rb") as file:
        original = file.read()
    ok(read(copy).replace(b'"', b"") == original.replace(b'"', b""), "the copy holds the same rows")


def place(name, admin1="Idlib", country="Syria"):
    path = os.path.join(folder(), "one.csv")
    write_csv(path, ["event_id_cnty", "event_date", "country", "admin1", "location"],
              [["E1", "2020-02-27", country, admin1, name]])
    return render("data/idlib.map", "--events", path)["events"][0]


def check_names():
    expected = place("Saraqib")
    for name in ("Sarāqib", "سراقب", "SARAQIB", "saraqib ", "Saraqeb"):
        got = place(name)
        equal((got["lon"], got["lat"], got["status"]), (expected["lon"], expected["lat"], "drawn"),
              "%s is Saraqib" % name)
    hatay = place("Hatay", "", "Turkey")
    equal([place(n, "", "Turkey")["lon"] for n in ("هاتاي", "Hatay ili", "HATAY")], [hatay["lon"]] * 3,
          "Hatay's other names are Hatay")
    equal([place("Idlib province")["precision"], place("محافظة إدلب")["precision"], place("Idlib")["precision"],
           place("إدلب")["precision"]], ["admin1", "admin1", "exact", "exact"],
          "Idlib is the town, Idlib province the province, in Arabic too")
    equal([place("Nayrab", "", "Syria")["status"], place("Nowhere-upon-Quwayq")["status"]],
          ["unplaced", "unplaced"], "an ambiguous and an unknown name are not placed")
    equal(place("Nayrab", "Aleppo")["status"], "drawn", "admin1 decides between places of one name")


shipped = render("data/idlib.map")
check_counts(shipped)
check_places(shipped)
check_apart(shipped)
check_changes()
check_names()
done()
