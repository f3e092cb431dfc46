#!/usr/bin/env -S python3 -B
"""geocode: what it writes, and how many names of the corpus it places, judged without its own matching."""
import collections
import csv
import io
import json
import math
import os
import re
import unicodedata

from tap import ROOT, equal, folder, idlibmap, ok, done, read, render, skip, write, write_csv

csv.field_size_limit(1 << 25)
CORPUS = os.path.join(ROOT, "..", "shared", "corpus", "geocode-names")
EVENTS = os.path.join(ROOT, "data", "events.csv")
GEONAMES = ("geonameid name asciiname alternatenames latitude longitude feature_class feature_code "
            "country_code cc2 admin1_code admin2_code admin3_code admin4_code population").split()


def geocode(rows, columns=("location",), *options):
    """The rows that come out, as dicts."""
    path = write_csv(os.path.join(folder(), "in.csv"), columns, rows)
    result = idlibmap("geocode", path, "--quiet", *options)
    if not ok(result.status == 0, "geocode %s succeeds" % " ".join(options), result):
        return []
    return list(csv.DictReader(io.StringIO(result.out.decode(), newline="")))


def distance_km(lat1, lon1, lat2, lon2):
    """On a sphere: far better than the 5 km asked about."""
    a, b = math.radians(lat1), math.radians(lat2)
    h = (math.sin((b - a) / 2) ** 2 +
         math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2)
    return 12742 * math.asin(math.sqrt(min(1, h)))


# ---- what is written ----

def check_outputs():
    out = folder()
    table, shapes, objects = (os.path.join(out, "o" + s) for s in (".csv", ".geojson", ".json"))
    for path in table, shapes, objects:
        equal(idlibmap("geocode", EVENTS, "-o", path).status, 0, "geocode writes %s" % path[-8:])
    with open(EVENTS, newline="", encoding="utf-8") as file:
        given = list(csv.DictReader(file))
    with open(table, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    equal(list(rows[0]), list(given[0]) + ["latitude", "longitude", "precision", "place_id", "place_name",
                                           "match_tier", "score", "status", "candidates"],
          "the input's columns come first, and its geo_precision stays in its place")
    equal([{c: r[c] for c in given[0] if c != "geo_precision"} for r in rows],
          [{c: r[c] for c in given[0] if c != "geo_precision"} for r in given], "the input's cells are as they were")
    equal([r["status"] for r in rows], ["placed"] * 15 + ["unknown"], "15 of the story's rows are placed")
    equal((rows[0]["precision"], rows[2]["precision"], rows[4]["precision"]), ("admin1", "exact", "near"),
          "precision: the coarser of what the row and the place say")
    features = json.loads(read(shapes))["features"]
    points = [f["geometry"] and tuple(f["geometry"]["coordinates"]) for f in features]
    equal(points, [(float(r["longitude"]), float(r["latitude"])) if r["latitude"] else None for r in rows],
          "GeoJSON has the same points")
    values = json.loads(read(objects))
    equal((values[0]["fatalities"], values[15]["latitude"], values[2]["place_name"]), (33, None, rows[2]["place_name"]),
          "JSON has numbers, nulls and texts")
    piped = idlibmap("geocode", "-", "--format", "json", "--quiet", stdin=read(EVENTS))
    equal(json.loads(piped.out), values, "standard input and output give the same")


def check_kept():
    rows = geocode([["Saraqib", "35.1", "36.2", "0012", "1.50"], ["Saraqib", "", "", "", ""]],
                   ["place", "latitude", "longitude", "code", "ratio"])
    equal([(r["latitude"], r["longitude"], r["status"], r["code"], r["ratio"]) for r in rows],
          [("35.1", "36.2", "given", "0012", "1.50"),
           (rows[1]["latitude"], rows[1]["longitude"], "placed", "", "")], "coordinates that are given are kept")
    ok(distance_km(float(rows[1]["latitude"]), float(rows[1]["longitude"]), 35.8645, 36.8059) < 1,
       "empty ones are filled", rows[1])
    rows = geocode([["Saraqib", "abc", "n/a", "0070", "12345678901234567890"]],
                   ["place", "fatalities", "geo_precision", "year", "id"])
    equal((rows[0]["fatalities"], rows[0]["geo_precision"], rows[0]["year"], rows[0]["id"]),
          ("abc", "n/a", "0070", "12345678901234567890"), "cells that are not understood are kept")


def check_spreadsheet():
    cells = ["=1+1", "+963 11", "-x", "@SUM(A1)", "\tx", "-1.5", "-", "plain", "+3"]
    rows = geocode([["Saraqib", c] for c in cells], ["location", "=note"])
    equal([r["'=note"] for r in rows],
          ["'=1+1", "'+963 11", "'-x", "'@SUM(A1)", "'\tx", "-1.5", "'-", "plain", "'+3"],
          "what a spreadsheet would run gets an apostrophe; a number stays one")


def check_status():
    rows = geocode([["Saraqib"], ["Nayrab"], ["Nowhere at all"], [""], ["'.-"]])
    equal([r["status"] for r in rows], ["placed", "ambiguous", "unknown", "unknown", "unknown"],
          "placed, ambiguous or unknown")
    ok(rows[1]["latitude"] == "" and rows[1]["candidates"].count("Nayrab") == 2, "candidates are listed", rows[1])


def check_exits():
    out = os.path.join(folder(), "o.csv")
    path = write(os.path.join(folder(), "in.csv"), "location\nNowhere at all\n")
    equal(idlibmap("geocode", path, "-o", out, "--strict").status, 3, "--strict: an unknown place is an error")
    ok(not os.path.exists(out), "and nothing is written")
    for name, arguments, status in (("no file", [], 2), ("two files", [path, path], 2),
                                    ("an unknown suffix", [path, "-o", out + ".xls"], 2),
                                    ("an unknown format", [path, "--format", "xls"], 2),
                                    ("a bad box", [path, "--bbox", "1,2,3"], 2),
                                    ("a missing file", [path + "x"], 1),
                                    ("a file that is no gazetteer", [path, "--gazetteer", path], 1)):
        result = idlibmap("geocode", *arguments)
        ok(result.status == status and result.err.count("\n") == 1, "%s: exit %d, one line" % (name, status), result)


# ---- places ----

def check_twins():
    """The story's file with names misspelt gives the same points."""
    def points(report):
        return [(e["id"], e["lon"], e["lat"], e["precision"], e["status"]) for e in report["events"]]
    story = points(render(), )
    text = read(EVENTS).decode()
    for name, changes in (("Saraqeb, Edlib", {"Saraqib": "Saraqeb", "Idlib": "Edlib"}),
                          ("Saraqab, Idleb", {"Saraqib": "Saraqab", "Idlib": "Idleb"}),
                          ("Arabic", {"Saraqib": "سراقب", "Idlib province": "محافظة إدلب", "Idlib": "إدلب"}),
                          ("Seraqueb, Idlip", {"Saraqib": "Serâqeb", "Idlib": "Idlip"})):
        for old, new in changes.items():
            text_of_twin = text = text.replace(old, new)
        twin = write(os.path.join(folder(), "twin.csv"), text_of_twin)
        equal(points(render("--events", twin)), story, "the story's twin has the same points: " + name)
        text = read(EVENTS).decode()


def check_words():
    rows = geocode([["Saraqib"], ["Idlib"], ["10 km north of Saraqib"], ["between Saraqib and Idlib"],
                    ["outskirts of Saraqib"], ["Saraqib town"], ["Idlib countryside"], ["Saraqib, Idlib, Syria"],
                    ["Saraqib district"], ["Saraqib hill"], ["Saraqib (east)"], ["Nowhere/Saraqib"],
                    ["between Saraqib and Ankara"]])
    points = [(float(r["latitude"]), float(r["longitude"])) if r["latitude"] else None for r in rows]
    town, city = points[0], points[1]
    ok(abs(distance_km(*town, *points[2]) - 10) < 0.1 and points[2][0] > town[0], "10 km north of a town", rows[2])
    ok(abs(distance_km(*town, *points[3]) - distance_km(*city, *points[3])) < 0.1, "half way between two", rows[3])
    equal([points[i] for i in (4, 5, 7, 8, 10, 11)], [town] * 6, "words about a name do not hide it")
    equal([rows[i]["precision"] for i in range(13)],
          ["exact", "exact", "near", "near", "near", "exact", "admin1", "exact", "admin2", "", "exact", "exact", "region"],
          "each lowers the precision")
    equal(rows[9]["status"], "unknown", "a hill is not in the town of its name")
    equal(rows[3]["place_name"], "%s - %s" % (rows[0]["place_name"], rows[1]["place_name"]), "both are named")


def check_frame():
    options = "--bbox", "37.1,36.1,37.4,36.3"
    with_box = geocode([["Nayrab"]], ["location"], *options)
    equal(with_box[0]["status"], "placed", "of two places the one in the box is meant")
    events = write(os.path.join(folder(), "e.csv"), "event_id_cnty,event_date,event_type,location\nX,2020-02-27,Battles,Nayrab\n")
    narrow = "--events", events, "--bbox", "37.1,36.1,37.4,36.3"
    event = render(*narrow)["events"][0]
    equal((event["lon"], event["lat"]), (float(with_box[0]["longitude"]), float(with_box[0]["latitude"])),
          "so is it in the frame of a map")
    wide = render("--events", events, "--bbox", "35,34,39,38")["events"][0]
    equal(wide["status"], "unplaced", "with both in the frame it is ambiguous")
    told = json.loads(idlibmap("explain", "X", "--json", *narrow).out)
    ok("Nayrab" in json.dumps(told) and '"ambiguous"' not in json.dumps(told), "explain says what the map took", told)
    text = "[map]\nbbox=%s\n[source events]\nfile=e.csv\n"
    for box, count in ("37.1,36.1,37.4,36.3", 0), ("35,34,39,38", 1):
        path = write(os.path.join(os.path.dirname(events), "e.map"), text % box)
        result = idlibmap("check", path)
        equal(result.err.count("may be"), count, "and check asks with the map's frame " + box)


def check_small():
    """A village or a farm is not the city that sounds alike, nor the seat of a district that sounds about alike."""
    gazetteer = write_csv(os.path.join(folder(), "g.csv"), GEONAMES,
                          [[1, "Aleppo", "", "Halab", 36.2, 37.1, "P", "PPLA", "SY", "", "", "", "", "", 2000000],
                           [2, "Kurnaz", "", "", 35.4, 36.5, "P", "PPLA3", "SY", "", "", "", "", "", 0],
                           [3, "Manbij", "", "", 36.5, 37.9, "P", "PPL", "SY", "", "", "", "", "", 120000],
                           [4, "Tadif", "", "", 36.3, 37.5, "P", "PPL", "SY", "", "", "", "", "", 3000]])
    names = ("Haleb town", "Haleb village", "Haleb farms", "Kernaz", "Kernaz village", "Curnaz village", "Menbij",
             "Menbij hamlet", "Tadef village", "Halab village")
    rows = geocode([[n] for n in names], ["location"], "--gazetteer", gazetteer)
    equal([(r["location"], r["place_id"]) for r in rows],
          list(zip(names, ("1", "", "", "2", "", "2", "3", "", "4", "1"))),
          "a village is not a city that sounds alike; its own name it may bear")


def unit(level, codes, name, arabic, ring):
    properties = {"ADM0_EN": "Syrian Arab Republic", "ADM0_PCODE": "SY", "ADM%d_EN" % level: name,
                  "ADM%d_AR" % level: arabic}
    properties.update(("ADM%d_PCODE" % (i + 1), code) for i, code in enumerate(codes))
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def check_units():
    """A province in the shape of a U: the middle of its ring lies outside."""
    bent = [[36, 35], [37, 35], [37, 36], [36.8, 36], [36.8, 35.2], [36.2, 35.2], [36.2, 36], [36, 36], [36, 35]]
    path = os.path.join(folder(), "adm.geojson")
    write(path, json.dumps({"type": "FeatureCollection", "features": [
        unit(1, ["SY07"], "Idleb", "إدلب", bent)]}))
    below = os.path.join(folder(), "adm2.geojson")
    write(below, json.dumps({"type": "FeatureCollection", "features": [
        unit(2, ["SY07", "SY0704"], "Ariha", "أريحا", bent)]}))
    rows = geocode([["Idlib governorate"], ["محافظة إدلب"], ["Ariha district"], ["Riga"]], ["location"],
                   "--gazetteer", path, "--gazetteer", below)
    equal([(r["place_id"], r["precision"]) for r in rows],
          [("SY07", "admin1"), ("SY07", "admin1"), ("SY0704", "admin2"), ("", "")], "units by name, with their P-codes")
    shipped = os.path.join(ROOT, "data", "gazetteer.csv")
    for files in (shipped, path), (path, shipped):
        options = [word for file in files for word in ("--gazetteer", file)]
        both = geocode([["province of Idleb", "Syria"], ["Saraqib", "Syria"]], ["location", "country"], *options)
        equal([r["place_id"] for r in both], ["SY07" if files[0] == path else "169387", "164816"],
              "of a unit that two files have the first one's is taken")
    x, y = float(rows[0]["longitude"]), float(rows[0]["latitude"])
    ok(36 < x < 36.2 and 35.2 < y < 36, "a unit's point lies inside of it", (x, y))


# ---- hostile ----

def check_hostile():
    rows = geocode([["x" * 2000000], ["الـ" * 100000], ["((((" * 1000 + "a"], ["/".join("abcdefgh" * 20)],
                    [", " * 190 + "Syria"], ["-" * 300], ["between " * 20 + "and " * 20]])
    equal({r["status"] for r in rows}, {"unknown"}, "long names and names of signs are unknown")
    path = write(os.path.join(folder(), "in.csv"), b"location\nSaraq\xffib\n\xc3\x28\xe2\x82\n")
    equal(idlibmap("geocode", path).status, 0, "bytes that are no UTF-8 are read")
    many = write_csv(os.path.join(folder(), "many.csv"), GEONAMES[:8] + ["country_code"],
                     [[i, "Namesake", "", "", 32 + i % 700 / 140, 36 + i % 900 / 150, "P", "PPL", "SY"]
                      for i in range(50000)])
    rows = geocode([["Namesake%s" % ("" if i % 2 else "h"), "P%d" % i] for i in range(2000)], ["location", "admin1"],
                   "--gazetteer", many)
    equal({r["status"] for r in rows}, {"ambiguous"}, "50,000 places of one name are ambiguous")


# ---- the corpus ----

def corpus(name):
    with open(os.path.join(CORPUS, name), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def consonants(name):
    """This test's own reading of a Latin name: no articles, no vowels, one letter for what is written in several ways."""
    text = "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))
    words = [w for w in re.split("[^a-z]+", re.sub("[‘’'ʿʾ`]", "", text)) if w]
    kept = [w for i, w in enumerate(words)
            if i + 1 == len(words) or not re.fullmatch("[aeiou](l|d|dh|n|r|s|sh|t|th|z)", w)]
    text = "".join(kept)
    for several, one in (("kh", "h"), ("gh", "k"), ("sh", "s"), ("ch", "s"), ("th", "t"), ("dh", "d")):
        text = text.replace(several, one)
    text = text.translate(str.maketrans("qcgzp", "kkkdb"))
    return re.sub(r"(.)\1+", r"\1", re.sub("[aeiouwyh]", "", text))


def write_gazetteer(path, cities, translations):
    """cities1000 and the translations in GeoNames' columns."""
    names = collections.defaultdict(list)
    for row in translations:
        names[row["geonameid"]].append(row["variant"])
    rows = [[c["cityId"], c["name"], "", ",".join(n for n in names[c["cityId"]] if "," not in n), c["lat"], c["lon"],
             "P", c["featureCode"], c["country"], "", c["adminCode"], "", "", "", c["population"]] for c in cities]
    known = {c["cityId"] for c in cities}
    others = {t["geonameid"]: t for t in translations if t["geonameid"] not in known}
    rows += [[i, t["geonames_name"], "", ",".join(n for n in names[i] if "," not in n), t["lat"], t["lon"],
              "P", "PPL", t["country"], "", "", "", "", "", ""] for i, t in others.items()]
    return write_csv(path, GEONAMES, rows), [(float(r[4]), float(r[5]), consonants(r[1])) for r in rows]


def own_names(coded):
    parts = re.split("[/()]", coded)
    return {consonants(re.sub(r"\s+(town|village|city|suburb)\s*$", "", p)) for p in parts} - {""}


def is_in(row, places):
    lat, lon, names = float(row["lat"]), float(row["lon"]), own_names(row["place_as_coded"])
    return any(abs(p[0] - lat) < 0.1 and p[2] in names and distance_km(lat, lon, p[0], p[1]) <= 5 for p in places)


def judge(asked, answers):
    """Counts by tier, in a table; the wrong and the missed ones."""
    counts = collections.defaultdict(collections.Counter)
    lines = []
    for (name, lat, lon), answer in zip(asked, answers):
        verdict = answer["status"]
        if verdict == "placed":
            km = distance_km(lat, lon, float(answer["latitude"]), float(answer["longitude"]))
            verdict = "right" if km <= 5 else "near" if km <= 25 else "wrong"
        for tier in answer["match_tier"] or "none", "all":
            counts[tier][verdict] += 1
        if verdict not in ("right", "unknown"):
            lines.append("%s: %s %s" % (verdict, name, answer["place_name"] or answer["candidates"]))
    return counts, lines


def show(title, counts, lines=()):
    kinds = "right", "near", "wrong", "ambiguous", "unknown"
    print("# %-34s %s" % (title, " ".join("%9s" % k for k in kinds)))
    for tier in ("exact", "folded", "transliterated", "fuzzy", "none", "all"):
        if tier in counts:
            print("# %-34s %s" % ("  " + tier, " ".join("%9d" % counts[tier][k] for k in kinds)))
    for line in lines:
        print("#   " + line)


def check_corpus():
    if not os.path.isdir(CORPUS):
        skip("the names of the corpus", "../shared/corpus is not here")
        return
    cities, translations = corpus("geonames-cities1000-levant.tsv"), corpus("geonames-translations-levant.tsv")
    coded = {(r["place_as_coded"], r["adm_1"], r["lat"], r["lon"]): r for r in corpus("ucdp-syria-places.tsv")}
    gazetteer, places = write_gazetteer(os.path.join(folder(), "geonames.csv"), cities, translations)
    inside = [r for r in coded.values() if is_in(r, places)]
    outside = [r for r in coded.values() if not is_in(r, places)]
    ok(len(inside) > 60, "the corpus has names that are in its gazetteer", len(inside))

    def place(rows):
        return geocode([[r["place_as_coded"], r["adm_1"], "Syria"] for r in rows], ["location", "admin1", "country"],
                       "--gazetteer", gazetteer)

    def points(rows):
        return [(r["place_as_coded"], float(r["lat"]), float(r["lon"])) for r in rows]

    variants = {(t["geonameid"], t["variant"]): t for t in translations}.values()
    asked = points(inside) + [(t["variant"], float(t["lat"]), float(t["lon"])) for t in variants]
    answers = place(inside) + geocode([[t["variant"], t["country"]] for t in variants], ["location", "country"],
                                      "--gazetteer", gazetteer)
    for title, low, high in (("UCDP names in the gazetteer", 0, len(inside)),
                             ("names in other languages", len(inside), len(asked))):
        counts, lines = judge(asked[low:high], answers[low:high])
        show(title, counts, lines)
        n = sum(counts["all"].values())
        ok(counts["all"]["right"] >= 0.95 * n, "%s: at least 95 %% within 5 km" % title, counts["all"])
        ok(counts["all"]["wrong"] < 0.01 * n, "%s: under 1 %% over 25 km off" % title, counts["all"])
    counts, lines = judge(points(outside), place(outside))
    show("UCDP names not in the gazetteer", counts, lines)
    ok(counts["all"]["wrong"] < 0.03 * len(outside), "names not in the gazetteer: under 3 % are placed elsewhere",
       counts["all"])
    check_left_out(cities, translations)


def check_left_out(cities, translations):
    """Names in other languages that the gazetteer is not told: found by their sound, or not at all."""
    total = collections.defaultdict(collections.Counter)
    for fold in range(4):
        left = [t for i, t in enumerate(translations) if i % 4 == fold]
        kept = [t for i, t in enumerate(translations) if i % 4 != fold]
        gazetteer, _ = write_gazetteer(os.path.join(folder(), "geonames.csv"), cities, kept)
        answers = geocode([[t["variant"]] for t in left], ["location"], "--gazetteer", gazetteer)
        counts, _ = judge([(t["variant"], float(t["lat"]), float(t["lon"])) for t in left], answers)
        for tier, count in counts.items():
            total[tier].update(count)
    show("names left out of the gazetteer", total)
    n = sum(total["all"].values())
    ok(total["all"]["right"] >= 0.7 * n and total["all"]["wrong"] < 0.01 * n,
       "of names left out 70 % are found by their sound, and under 1 % wrongly", total["all"])


check_outputs()
check_kept()
check_spreadsheet()
check_status()
check_exits()
check_twins()
check_words()
check_frame()
check_small()
check_units()
check_hostile()
check_corpus()
done()
