#!/usr/bin/env -S python3 -B
"""idlibmap check: all problems at once, where they are, exit 0, 1 or 3."""
import json
import os
import subprocess

from tap import IDLIBMAP, MAP, ROOT, done, equal, folder, ok

FOLDER = folder()
GOOD = {"version": 8, "sources": {"events": {"type": "geojson", "data": "events.csv"}},
        "layers": [{"id": "c", "type": "circle", "source": "events"}]}
BAD = """{"version": 8,
 "sources": {"events": {"type": "geojson", "data": "events.csv"}},
 "layers": [
  {"id": "c", "type": "circle", "source": "event",
   "paint": {
    "circle-colour": "red",
    "circle-radius": ["+", 1, ["lenght", "x"]],
    "text-size": 3}},
  {"id": "t", "type": "symbol", "source": "events", "layout": {"text-anchor": "centre"}, "paint": {"text-size": 3}}]}
"""


def write(name, content):
    path = os.path.join(FOLDER, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(content if isinstance(content, str) else json.dumps(content))
    return path


def check(*arguments):
    result = subprocess.run([IDLIBMAP, "check", *arguments], capture_output=True, text=True, timeout=60)
    return result.returncode, result.stdout, result.stderr


def fails(status, text, name, *arguments):
    code, out, err = check(*arguments)
    ok(code == status and text in err, name, (code, out, err))


EVENTS = "event_date,event_type,location,latitude,longitude\n2020-02-27,Battles,x,35.8,36.8\n"

# what ships
code, out, err = check(MAP, os.path.join(ROOT, "data", "events.csv"))
ok(code == 0 and "error:" not in err, "the shipped map and events have no errors", err)
ok("rows = " in out, "events are counted", out)

# styles
style = write("style.json", GOOD)
code, out, err = check(style)
ok(code == 0 and err == "", "a good style", err)
bad = write("bad.json", BAD)
code, out, err = check(bad)
equal(code, 1, "exit 1 with errors")
for what in (":4:", 'source "event" not found; did you mean "events"?', ":6:",
             'unknown property "circle-colour"; did you mean "circle-color"?', "(/layers/0/paint/circle-colour)",
             ":7:", '(/layers/0/paint/circle-radius/2/0)', 'Unknown expression "lenght"', 'Did you mean "length"?', ":9:",
             'did you mean "center"?', 'it belongs to "layout"'):
    ok(what.replace('?', '?') in err, "it says " + what, err)
code, out, err = check("--json", bad)
found = json.loads(out)
ok(code == 1 and len(found) == 6 and all(row["severity"] == "error" for row in found), "--json lists all", out)
equal((found[1]["line"], found[1]["pointer"]), (6, "/layers/0/paint/circle-colour"), "--json has line and pointer")
run = subprocess.run([IDLIBMAP, "render", "--style", bad, "-o", os.path.join(FOLDER, "x.png")], capture_output=True,
                     text=True)
ok(run.returncode == 1 and "and 5 more errors" in run.stderr, "render stops with the first and says how many more",
   run.stderr)

# what MapLibre takes and this program does not draw
warned = write("warned.json", dict(GOOD, layers=[
    {"id": "r", "type": "fill-extrusion", "source": "events"},
    {"id": "c", "type": "circle", "source": "events", "paint": {
        "circle-radius": ["case", ["to-boolean", ["feature-state", "hover"]], 3, 5]}}]))
code, out, err = check(warned)
ok(code == 0 and "feature-state" in err and "fill-extrusion" in err,
   "valid and not drawn is a warning by name", err)
fails(3, "under --strict", "--strict: exit 3", "--strict", warned)

# maps
write("events.csv", EVENTS)
good_map = write("good.map", "[map]\nstyle=style.json\n")
code, out, err = check(good_map)
ok(code == 0, "a good map", err)
write("shifted.csv", "event_date,event_type,x,y\n2020-02-27,Battles,300000,3970000\n")
KEYED = "[map]\nstyle=style.json\n%s\n[source events]\nfile=%s\n"
for key, file, said in (("schema=ucdp-ged", "events.csv", "events, UCDP"),
                        ("events-crs=EPSG:32637", "shifted.csv", "1 rows = 1 placed")):
    code, out, err = check(write("keyed.map", KEYED % (key, file)))
    ok(said in out, "the map's key counts for its events: " + key, (out, err))
fails(1, "nosuch.csv", "so does its gazetteer", write("keyed.map", KEYED % ("gazetteer=nosuch.csv", "events.csv")))
fails(1, ":2:", "an unknown key of a map, with its line", write("key.map", "[map]\nstile=style.json\n"))
code, out, err = check(write("faults.map", "[map]\nstile=style.json\nstyle=style.json\ndpi=x\nhello\n[mpa]\nx=1\n"
                             "[source e]\nfil=a\n"))
for what in (":2: [map] has no key 'stile'; did you mean \"style\"?", ":4: dpi 'x'", ":5: 'hello' is neither",
             ":6: unknown group [mpa]", ":9: [source e] has one key, file or folder, and not 'fil'; did you mean \"file\"?"):
    ok("error: %s/faults.map%s" % (FOLDER, what) in err, "all faults of a map at once: " + what, err)
ok(code == 1 and err.count("error: ") == 5 and "\nidlibmap: 5 errors" in err and "0 errors" in out,
   "each once, and the style is checked all the same", (err, out))
render = subprocess.run([IDLIBMAP, "render", "-q", os.path.join(FOLDER, "faults.map"), "-o", os.path.join(FOLDER, "x.png")],
                        capture_output=True, text=True)
ok(render.returncode == 1 and render.stderr.count("error: ") == 5 and "faults.map: 5 errors" in render.stderr,
   "render tells them too, also with --quiet", render.stderr)
code, out, err = check(write("many.map", "[map]\n" + "".join("k%d=1\n" % i for i in range(1000))))
ok(code == 1 and err.count("error: ") == 21 and "many.map: 980 more errors" in err, "no more than a screenful", err)
fails(1, 'did you mean "events"', "a source that the style has not",
      write("source.map", "[map]\nstyle=style.json\n[source event]\nfile=events.csv\n"))
fails(1, "nosuch.csv", "a source whose file is not there",
      write("file.map", "[map]\nstyle=style.json\n[source events]\nfile=nosuch.csv\n"))

# events
fails(1, "says where", "events without a place", write("nowhere.csv", "date,deaths\n2020-02-27,3\n"))
fails(0, "xyzzy", "a place that is not known is a warning",
      write("unknown.csv", "event_date,location\n2020-02-27,xyzzy\n"))
fails(3, "xyzzy", "and fails under --strict", "--strict", os.path.join(FOLDER, "unknown.csv"))

# hostile input: one line, no crash
hostile = {
    "deep": "[" * 100000, "nested": json.dumps(GOOD).replace('"circle", ', '"circle", "filter": ' + '["!",' * 1500 +
                                                             "true" + "]" * 1500 + ", "),
    "infinite": '{"version": 1e400}', "nan": '{"version": NaN}', "empty": "", "null": "null",
    "twice": '{"version": 7, "version": 8, "sources": {}, "layers": []}',
}
for name, text in hostile.items():
    code, out, err = check(write(name + ".json", text))
    ok(code == (0 if name == "twice" else 1) and err.count("\n") <= 2, "hostile: " + name, (code, err[:1000]))
big = '{"version":8,"sources":{},"layers":[' + ",".join('{"id":"l%d","type":"fil"}' % i for i in range(4900)) + \
    '],"metadata":"' + "x" * 10000000 + '"}'
code, out, err = check(write("big.json", big))
ok(code == 1 and err.count("\n") <= 1005, "10 MB with thousands of errors", err[-300:])

fails(2, "needs a FILE", "no file is a usage error")
done()
