#!/usr/bin/env -S python3 -B
"""Events over each other (--coincident): set side by side, put together into clusters, or stacked. None is lost."""
import json
import math
import os
import random
import re

from tap import MAP, counts_add_up, done, equal, folder, idlibmap, ok, read, render, write_csv

WORK = folder()
COLUMNS = ["event_id_cnty", "event_date", "event_type", "location", "latitude", "longitude", "geo_precision", "fatalities"]
TYPES = ["Battles", "Protests", "Explosions/Remote violence"]
# Made up: 20 at one place, 8 about 100 metres from there, and others strewn about.
random.seed(36)
POINTS = [(36.8056, 35.8647)] * 20 + [(36.8067, 35.8647)] * 8
POINTS += [(round(random.uniform(35.9, 37.4), 4), round(random.uniform(35.1, 36.9), 4)) for _ in range(150)]
ROWS = [["E%03d" % i, "2020-02-27", TYPES[i % 3], "", lat, lon, 1, [1, 4, 9][i % 3] if i % 4 else ""]
        for i, (lon, lat) in enumerate(POINTS)]
EVENTS = write_csv(os.path.join(WORK, "events.csv"), COLUMNS, ROWS)
SHUFFLED = write_csv(os.path.join(WORK, "shuffled.csv"), COLUMNS, random.sample(ROWS, len(ROWS)))
QUICK = ["--size", "600x600", "--furniture", "none"]
PICTURE = os.path.join(WORK, "map.png")


def drawn(report):
    return [e for e in report["events"] if e["status"] == "drawn"]


def apart(a, b):
    return math.hypot(a["px"] - b["px"], a["py"] - b["py"])


def check_spread():
    report = render(MAP, "--events", EVENTS, *QUICK, "-qo", PICTURE)
    ok(counts_add_up(report["sources"]["events"]) and len(drawn(report)) == len(ROWS), "spread: all are drawn")
    here = [e for e in drawn(report) if int(e["id"][1:]) < 28]
    least = min(apart(a, b) for a in here for b in here if a is not b)
    ok(least > 6, "those at one place, or 100 m off, stand side by side", least)
    ok(all(abs(e["point_px"] - here[0]["point_px"]) < 1 for e in here), "their true points stay as they are")
    farthest = max(math.hypot(e["px"] - e["point_px"], e["py"] - e["point_py"]) for e in here)
    ok(farthest < 90, "and they stay near their place", farthest)


def check_crowd():
    """More than can stand round a place, or in an area, is one symbol, and said to be."""
    rows = [["C%03d" % i, "2020-02-27", TYPES[i % 3], "", 35.8647, 36.8056, 1, ""] for i in range(200)]
    rows += [["P%02d" % i, "2020-02-27", TYPES[0], "Idlib province", "", "", 3, ""] for i in range(20)]
    rows += [["S%d" % i, "2020-02-27", TYPES[1], "", 35.2, 36.2, 1, ""] for i in range(5)]
    events = write_csv(os.path.join(WORK, "crowd.csv"), COLUMNS, rows)
    svg = os.path.join(WORK, "crowd.svg")
    report = os.path.join(WORK, "crowd.json")
    run = idlibmap("render", MAP, "--events", events, "--size", "900x700", "-o", svg, "--report", report)
    found = json.loads(read(report))
    equal(sorted(len(c["events"]) for c in found["clusters"]), [20, 200], "a crowd at a place and one in an area")
    ok("200 events are too many to be set side by side" in run.err, "which is said", run.err)
    equal(len(drawn(found)), len(rows), "a crowd: all are drawn")
    ok("Thin ring" in " ".join(re.findall(r">([^<>]+)<", read(svg).decode())),
       "the legend tells the ring of an area from that of a place")
    few = [e for e in drawn(found) if e["id"].startswith("S")]
    ok(min(apart(a, b) for a in few for b in few if a is not b) > 6, "few elsewhere still stand side by side", few)


def check_clusters():
    svg = os.path.join(WORK, "clusters.svg")
    report = render(MAP, "--events", EVENTS, "--coincident", "cluster", *QUICK, "-qo", svg)
    clusters = report["clusters"]
    members = [i for c in clusters for i in c["events"]]
    ok(counts_add_up(report["sources"]["events"]) and len(drawn(report)) == len(ROWS), "clusters: all are drawn")
    equal(len(members), len(set(members)), "an event is in one cluster at most")
    ok({"E%03d" % i for i in range(28)} <= set(max(clusters, key=lambda c: len(c["events"]))["events"]),
       "those at one place are in one cluster", clusters[0])
    ok(not any(apart(a, b) < a["radius_px"] + b["radius_px"] - 0.1 for a in clusters for b in clusters if a is not b),
       "no cluster touches another")
    alone = [e for e in drawn(report) if e["id"] not in members]
    ok(len(alone) > 20 and not any(apart(a, c) < c["radius_px"] for a in alone for c in clusters),
       "nor does one cover an event that stands alone", len(alone))
    by_id = {e["id"]: e for e in report["events"]}
    worst = max(abs(sum(by_id[i]["point_px"] for i in c["events"]) / len(c["events"]) - c["px"]) for c in clusters)
    ok(worst < 0.02, "a cluster stands at the mean of its events", worst)
    group = re.search(rb'id="event-clusters".*?</g>\s*(?=<g|<rect|</svg)', read(svg), re.S).group()
    numbers = sorted(int(n) for n in re.findall(rb">(\d+)</text>", group) or re.findall(rb">(\d+)</tspan>", group))
    equal(numbers, sorted(len(c["events"]) for c in clusters), "and says how many they are")
    titles = sorted(int(n) for n in re.findall(rb"<title>Events: (\d+)", group))
    equal(titles, numbers, "in its title too")
    again = render(MAP, "--events", SHUFFLED, "--coincident", "cluster", *QUICK, "-qo", PICTURE)
    equal(again["clusters"], clusters, "the same clusters whatever the order of the rows")


def check_legend():
    for language, wanted in (("en", "Several events"), ("ar", "عدة أحداث"), ("tr", "Birden çok olay")):
        svg = os.path.join(WORK, "legend.svg")
        render(MAP, "--events", EVENTS, "--coincident", "cluster", "--lang", language, "--size", "1200x900", "-qo", svg)
        ok(wanted in read(svg).decode(), language + ": the legend tells of clusters")
    svg = os.path.join(WORK, "legend.svg")
    render(MAP, "--coincident", "cluster", "--size", "1200x900", "-qo", svg)
    ok("Ground fighting" in read(svg).decode(), "and lists types that are in clusters only")


def check_stack():
    svg = os.path.join(WORK, "stack.svg")
    report = render(MAP, "--events", EVENTS, "--coincident", "stack", *QUICK, "-qo", svg)
    ok(all(e["px"] == e["point_px"] and e["py"] == e["point_py"] for e in drawn(report)),
       "stacked events stand at their places")
    # Of 20 at one place there are four sizes, unknown among them, and so there are of eight.
    sizes = [len({ROWS[i][7] for i in range(20)}), len({ROWS[i][7] for i in range(20, 28)})]
    equal(report["hidden"], 20 - sizes[0] + 8 - sizes[1], "what others of its size hide is counted")
    group = re.search(rb'<g id="events".*?</g>', read(svg), re.S).group()
    radii = [float(r) for r in re.findall(rb'<circle[^>]* r="([\d.]+)"', group)]
    ok(len(radii) > 100 and radii == sorted(radii, reverse=True), "the largest are drawn first", radii[:9])
    result = idlibmap("render", MAP, "--events", EVENTS, "--coincident", "stack", *QUICK, "-o", PICTURE)
    ok("%d events are hidden" % report["hidden"] in result.err, "and it is said", result)


check_spread()
check_crowd()
check_clusters()
check_legend()
check_stack()
done()
