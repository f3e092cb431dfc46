#!/usr/bin/env -S python3 -B
"""Tables and GeoJSON of strangers as events: every row is accounted for or an error names its line. First files
made here, then all of the outside corpus."""
import json
import os
import re

from tap import ROOT, counts_add_up, done, equal, folder, idlibmap, ok, read, skip, write, write_json

CORPUS = os.path.join(ROOT, "..", "shared", "corpus")
SUFFIXES = (".csv", ".tsv", ".txt", ".geojson", ".json", ".geojsons", ".geojsonl", ".ndjson")
HEADER = "event_id_cnty,event_date,location,latitude,longitude,fatalities\n"
SOUND = "A1,2020-02-27,Saraqib,35.8644,36.8059,1\n"
WORK = folder()
STYLE = os.path.join(WORK, "style.json")
REPORT = os.path.join(WORK, "report.json")
write_json(STYLE, {"version": 8, "sources": {"events": {"type": "geojson", "data": "x.csv"}},
                   "layers": [{"id": "dots", "type": "circle", "source": "events"}]})


def draw(path):
    """A run of render, and what it counted (None when it failed)."""
    run = idlibmap("render", "--style", STYLE, "--furniture", "none", "--size", "200x200", "--events", path, "-o",
                   os.path.join(WORK, "map.svg"), "--report", REPORT)
    return run, json.loads(read(REPORT))["sources"]["events"] if run.status == 0 else None


def made(name, text, counts, message=None):
    path = os.path.join(WORK, name)
    write(path, text if isinstance(text, bytes) else text.encode())
    run, found = draw(path)
    if found is not None:
        found = {key: found[key] for key in counts or {}}
    equal(found, counts, "%s: counts" % name)
    if message is None:
        ok("idlibmap: " not in run.err, "%s: nothing to complain of" % name, run.err[:500])
    else:
        ok(re.search(message, run.err), "%s: says %s" % (name, message), run.err[:500])


def test_made():
    made("ragged.csv", HEADER + SOUND + "A2,2020-02-27\nA3,2020-02-27,Idlib,35.93,36.63,2,more,cells\n",
         {"read": 3, "drawn": 2, "unplaced": 1}, r"ragged\.csv:3: .*fewer cells")
    made("nan.csv", HEADER + SOUND + "A2,2020-02-27,,NaN,36.6,\nA3,2020-02-27,,inf,-inf,\n",
         {"read": 3, "drawn": 1, "unplaced": 2}, r"nan\.csv:3: ")
    made("huge.csv", HEADER + "A1,2020-02-27,,1e400,36.6,1e400\n" + SOUND.replace("A1", "A2"),
         {"read": 2, "drawn": 1, "unplaced": 1}, r"huge\.csv:2: ")
    columns = ",".join("column_%d" % i for i in range(1024))
    made("wide.csv", HEADER[:-1] + "," + columns + "\n" + SOUND[:-1] + ",x" * 1024 + "\n",
         {"read": 1, "drawn": 1})
    made("field.csv", HEADER[:-1] + ",notes\n" + SOUND[:-1] + "," + "x" * 10_000_000 + "\n", {"read": 1, "drawn": 1})
    made("quote.csv", HEADER + SOUND + 'A2,"2020-02-27,Idlib,35.9,36.6,\nA3,2020-02-27,Idlib,35.9,36.6,\n', None,
         r"quote\.csv:3: a quote is opened and never closed")
    made("empty.csv", "", None, r"empty\.csv: the file is empty")
    made("bytes.csv", bytes(range(1, 256)) * 40, None, r"bytes\.csv")


def corpus_files():
    for group in sorted(os.listdir(CORPUS)):
        if group.startswith(("csv-", "geojson-", "json-")):
            for where, _, names in sorted(os.walk(os.path.join(CORPUS, group))):
                yield from (os.path.join(where, name) for name in sorted(names)
                            if name.lower().endswith(SUFFIXES) and name != "SOURCE.txt")


def problem(path):
    run, counts = draw(path)
    if run.status not in (0, 1):
        return "exit %d: %s" % (run.status, run.err[:500])
    if run.status == 1:
        return None if run.err.count("idlibmap: error") + run.err.count("idlibmap: " + path) == 1 else run.err[:500]
    return None if counts_add_up(counts) else "counts: %r" % counts


def test_corpus():
    if not os.path.isdir(CORPUS):
        skip("the tables of the corpus", "../shared/corpus is not here")
        return
    paths = list(corpus_files())
    found = {path: text for path, text in ((path, problem(path)) for path in paths) if text}
    ok(paths and not found, "%d tables and GeoJSON files of the corpus" % len(paths), found)


test_made()
test_corpus()
done()
