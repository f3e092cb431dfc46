#!/usr/bin/env python3
"""data/events.csv and data/gazetteer.csv hold what data/README.md says of them."""
import csv
import os
import re

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "data")
count = 0


def ok(passed, name):
    global count
    count += 1
    print("%s %d - %s" % ("ok" if passed else "not ok", count, name))


def read(name):
    with open(os.path.join(DATA, name), encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text, strict=True))


def total(rows, column):
    return sum(int(r[column]) for r in rows if r[column])


def names(place):
    return [n.lower() for n in [place["name"], place["asciiname"]] + place["alternatenames"].split(",")]


def found(places, name):
    return sorted((p["feature_code"], p["country_code"]) for p in places if name.lower() in names(p))


def check_events(events):
    ok(len(events) == 16, "16 events")
    ok(not {"latitude", "longitude"} & set(events[0]), "events have no coordinates")
    ok(all(None not in e and None not in e.values() for e in events), "every event has every column")
    ok(len({e["event_id_cnty"] for e in events}) == 16, "event ids are unique")
    ok(total(events, "fatalities") == 33, "33 reported deaths")
    ok((total(events, "fatalities_low"), total(events, "fatalities_high")) == (33, 34), "33 to 34 reported deaths")
    ok(all(re.fullmatch(r"\d{4}-\d\d(-\d\d)?", e["event_date"]) for e in events), "dates are a day or a month")
    ok(not any(e["claim"] and e["fatalities"] for e in events), "no claim counts as deaths")


def check_gazetteer(places):
    ids = [p["geonameid"] for p in places]
    ok(len(ids) == len(set(ids)) and all(ids), "gazetteer ids are unique")
    ok(all(-90 <= float(p["latitude"]) <= 90 and -180 <= float(p["longitude"]) <= 180 for p in places),
       "coordinates are in range")
    ok(all(p["source"] for p in places), "every coordinate has its source")
    ok(all(n and n == n.strip() for p in places for n in names(p)[:2]), "every place has a name")


def check_story(events, places):
    for name in sorted({e["location"] for e in events} - {"north-east; south-east desert"}):
        ok(found(places, name) != [], "the gazetteer has " + name)
    ok(found(places, "Idlib") == [("ADM1", "SY"), ("PPLA", "SY")], "Idlib is a town and a province")
    ok(found(places, "Hatay") == [("ADM1", "TR")], "Hatay is a province only")
    ok(found(places, "Antakya") == [("PPLA", "TR")], "Antakya is a town")
    for name in "Saraqib", "Saraqeb", "Sarāqib", "سراقب":
        ok(found(places, name) == [("PPLA3", "SY")], name + " is one place")


events, gazetteer = read("events.csv"), read("gazetteer.csv")
check_events(events)
check_gazetteer(gazetteer)
check_story(events, gazetteer)
print("1..%d" % count)
