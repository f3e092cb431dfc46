#!/usr/bin/env -S python3 -B
"""Files of strangers: no crash, no hang, one clear line without control characters, exit 0 to 3, and the
old output left as it was when a run fails."""
import json
import os
import random
import re
import struct
import subprocess
import xml.etree.ElementTree as ElementTree

from tap import IDLIBMAP, ROOT, done, equal, folder, ok, skip

CORPUS = os.path.join(ROOT, "..", "shared", "corpus")
FOLDER = folder()
OLD = b"the old picture"
SEED = 20200227
# Of a name that a message quotes, only the isolates U+2068 and U+2069 may be left.
CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066\u2067]")
SOUND = "event_date,event_type,location,latitude,longitude\n2020-02-27,Battles,x,35.8,36.8\n"
FONT = {"Noto Sans Regular": "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf"}


def write(name, content):
    path = os.path.join(FOLDER, name)
    with open(path, "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode())
    return path


def problem(arguments, suffix="svg"):
    """What is wrong with a run of render that has an old output to replace, or None."""
    output = write("out." + suffix, OLD)
    command = [IDLIBMAP, "render", "-o", output] + arguments
    try:
        run = subprocess.run(command, capture_output=True, timeout=20)
    except subprocess.TimeoutExpired:
        return "still running after 20 s"
    text = run.stderr.decode("utf-8", "replace")
    lines = text.splitlines()
    errors = [line for line in lines if not re.match("idlibmap: (warning|note|error): ", line)]
    with open(output, "rb") as file:
        picture = file.read()
    if run.returncode not in (0, 1, 2, 3):
        return "exit %d: %s" % (run.returncode, text[-2000:])
    if CONTROLS.search(text):
        return "control characters: %r" % text[:500]
    if len(run.stderr) > 1_000_000:
        return "%d bytes of messages" % len(run.stderr)
    if [n for n in os.listdir(FOLDER) if n.startswith("out." + suffix + ".")]:
        return "a temporary file is left"
    if run.returncode != 0:
        if len(errors) != 1 or not errors[0].startswith("idlibmap: "):
            return "not one error: %s" % text[:500]
        return "the old output is changed" if picture != OLD else None
    if suffix == "svg":
        ElementTree.fromstring(picture)
    return None


def check(name, arguments, suffix="svg"):
    found = problem(arguments, suffix)
    ok(found is None, name, found)


def style(name, layers, sources=None):
    content = {"version": 8, "font-faces": FONT, "layers": layers,
               "sources": sources or {"events": {"type": "geojson", "data": "x.csv"}}}
    return write(name + ".json", json.dumps(content))


def styled(name, layers, **options):
    events = write("sound.csv", SOUND)
    for suffix in ("svg", "png", "pdf"):
        check("style: %s, %s" % (name, suffix), ["--style", style(name, layers, **options), "--events", events], suffix)


def circle(**paint):
    return [{"id": "c", "type": "circle", "source": "events", "paint": paint}]


def label(text, **layout):
    return [{"id": "t", "type": "symbol", "source": "events",
             "layout": dict({"text-field": text, "text-font": ["Noto Sans Regular"]}, **layout)}]


def test_styles():
    bad = [1e308, -1e308, ["/", 0, 0], ["/", 1, 0]]
    for number, value in enumerate(bad):
        styled("radius-%d" % number, circle(**{"circle-radius": value, "circle-stroke-width": value}))
        styled("text-%d" % number, label("Saraqib سراقب", **{"text-size": value, "text-letter-spacing": value,
                                                             "text-max-width": value, "text-rotate": value}))
    styled("text-data", label("a\x01\ufffe]]>&<script>\"'\u202e"))
    styled("text-long", label("x y" * 100000))
    styled("layer-id", [dict(circle()[0], id="a\"><script>\x1b[31m\u202e")])
    lines = {"type": "geojson", "data": "/dev/null"}
    hatch = [{"id": "f", "type": "fill", "source": "countries",
              "paint": {"fill-pattern": "hatch:45/1e-9/1", "fill-color": "red"}},
             {"id": "l", "type": "line", "source": "countries",
              "paint": {"line-dasharray": [1e-9] * 1000, "line-width": 1e308}}]
    shapes = os.path.join(ROOT, "shapes", "countries.shp")
    check("style: tiny hatch and dashes", ["--style", style("hatch", hatch, {"countries": lines}),
                                           "--source", "countries=" + shapes], "png")
    names = {"k\x1b[31m%d" % i: {"type": "geojson", "data": "../../../etc/passwd"} for i in range(3)}
    check("style: names with escapes", ["--style", style("names", [dict(circle()[0], source="k\x1b[31m1")], names)])


def test_texts():
    deep = "[" * 1_000_000
    for suffix in ("json", "geojson", "geojsons"):
        check("a million brackets, .%s" % suffix, ["--source", "places=" + write("deep." + suffix, deep)])
    check("a million brackets as style", ["--style", write("deep.json", deep)])
    check("20,000 columns", ["--events", write("wide.csv", ",".join("c" * 20000) + "\n")])
    check("a cell of 10 MB", ["--events", write("cell.csv", SOUND + "2020-02-27,%s,x,35,36\n" % ("x" * 10_000_000))])
    check("a quote that is never closed", ["--events", write("quote.csv", SOUND + '"' + "x\n" * 100000)])
    rows = "".join("2020-02-27,a,nowhere\x1b%d\u202e,,\n" % i for i in range(20000))
    check("20,000 unknown places", ["--events", write("rows.csv", SOUND + rows)])
    check("numbers out of range", ["--events", write("far.csv", SOUND + "x,y,z,1e308,-1e308\n99999-99-99,,,nan,inf\n")])


def test_names_of_nothing():
    """Names of characters that are not drawn."""
    for number, name in enumerate(["\x01", "\u200b", "\u2069", "\ufeff", "\n \n", "\ufffe", "\u00ad"]):
        place = {"type": "Feature", "properties": {"name": name, "name_en": name, "name_ar": name, "rank": 1},
                 "geometry": {"type": "Point", "coordinates": [36.6, 35.8]}}
        check("a place named by nothing, %d" % number, ["--source", "places=" + write("place.geojson", json.dumps(place))])
        rows = '2020-02-27,Battles,"%s",35.8,36.8\n' % name
        check("an event at nothing, %d" % number, ["--events", write("place.csv", SOUND + rows)])


def lines_file(name, coordinates):
    geometry = {"type": "LineString", "coordinates": coordinates}
    return write(name, json.dumps({"type": "Feature", "properties": {"name": "z", "name_en": "z"}, "geometry": geometry}))


def test_costly_shapes():
    """Shapes on which the time once grew with the square of their size, or a hundredfold."""
    zigzag = [[35.5 + i % 2 * 2, 35 + i / 50000 * 1.8] for i in range(50000)]
    check("a line of 50,000 zigzags", ["--source", "rivers=" + lines_file("zigzag.geojson", zigzag)])
    jumps = [[-179 + i * 97 % 358, -89 + i * 61 % 178] for i in range(40000)]
    check("a line that crosses the world 40,000 times",
          ["--source", "rivers=" + lines_file("jumps.geojson", jumps), "--bbox=-180,-90,180,90", "--crs", "EPSG:32637"])
    colors = ["match", ["get", "event_type"]]
    for i in range(20000):
        colors += ["t%d" % i, "#%06x" % i]
    rows = "".join("2020-02-27,t%d,x,%f,36.5\n" % (i, 35 + i / 20000) for i in range(20000))
    layers = [dict(circle(**{"circle-radius": 3, "circle-color": colors + ["#000"]})[0],
                   metadata={"legend": {"label": "x"}})]
    check("20,000 classes", ["--style", style("classes", layers), "--events", write("classes.csv", SOUND + rows)])


def test_maps():
    for number, text in enumerate(["[map]\ncrs=+proj=pipeline\n", "[map]\nstyle=/etc/passwd\n", "[map\n", "\x00", "=\n",
                                   "[source \x1b[31m]\nfile=/dev/zero\n", "[map]\ntitle=\\u\\q\\\n", "[map]\n" * 2,
                                   "[map]\n\x1b]0;x\x07=1\n", "[map]\nsize=1e9x1e9\n", "[map]\nbbox=nan,0,1,1\n"]):
        check("map file %d" % number, [write("m%d.map" % number, text)])
    run = subprocess.run([IDLIBMAP, "check", write("many.map", "[map]\n\x1b=\u202e\n\x1b\n" + "\x1b[x\n" * 200000)],
                         capture_output=True, timeout=20)
    text = run.stderr.decode()
    ok(run.returncode == 1 and not CONTROLS.search(text) and len(text.splitlines()) < 30, "a map file of faults", text)
    for crs in ["+proj=pipeline", "+init=/dev/zero:x", "+proj=utm +zone=37 +ellps=GRS80 +nadgrids=/dev/zero",
                "PROJCS[" * 9000, "+proj=tmerc +k=1e300 +lat_0=35 +lon_0=36", "+proj=utm +zone=nan", "@/etc/passwd"]:
        check("crs %s" % crs[:60], ["--crs", crs])
    check("a title that is not UTF-8", ["--title", b"a\xff\x1b[31m"])
    check("a title of markup and controls", ["--title", "\x1b[31m\u202e]]></title><script>İdlib إدلب"])
    for extent in ["0,0,1e-300,1e-300", "-1e300,-1e300,1e300,1e300", "5e-324,5e-324,1e-323,1e-323", "0,0,1,1e300"]:
        check("extent %s" % extent, ["--extent=" + extent, "--crs", "EPSG:32637"])


def shapefile(name, parts):
    """A polygon shapefile of one record that says it has so many parts and points."""
    record = struct.pack("<i4dii", 5, 36, 35, 37, 36, parts, parts)
    length = (100 + 8 + len(record)) // 2
    header = struct.pack(">i5ii", 9994, 0, 0, 0, 0, 0, length) + struct.pack("<ii8d", 1000, 5, 36, 35, 37, 36, 0, 0, 0, 0)
    return write(name, header + struct.pack(">ii", 1, len(record) // 2) + record)


def test_shapefiles():
    for parts in (-1, 0, 1, 2**31 - 1, -2**31):
        check("a polygon of %d parts" % parts, ["--source", "countries=" + shapefile("parts.shp", parts)])
    path = shapefile("side.shp", 0)
    beside = path[:-3]
    os.mkfifo(beside + "dbf")
    os.symlink("/dev/zero", beside + "prj")
    run = subprocess.run([IDLIBMAP, "inspect", path], capture_output=True, timeout=20)
    text = run.stderr.decode()
    for suffix in ("dbf", "prj"):
        ok("its .%s is not a plain file in its folder: not read" % suffix in text, "a .%s that leads elsewhere" % suffix, text)


def test_outputs():
    kept = write("kept.svg", OLD)
    link = os.path.join(FOLDER, "link.svg")
    os.symlink(kept, link)
    run = subprocess.run([IDLIBMAP, "render", "--quiet", "-o", link], capture_output=True)
    equal(run.returncode, 1, "an output that is a link is refused")
    with open(kept, "rb") as file:
        equal(file.read(), OLD, "and the file it leads to is left alone")


def changed(content, chance):
    content = bytearray(content)
    for _ in range(chance.choice([1, 2, 8, 30]) if content else 0):
        at = chance.randrange(len(content))
        if chance.random() < 0.7:
            content[at] = chance.choice([0, 34, 44, 10, 127, 255, chance.randrange(256)])
        else:
            del content[at:min(at + chance.choice([1, 4, 100]), len(content) - 1)]
    return bytes(content)


def test_changed_files():
    """Copies of what ships with a few bytes changed."""
    chance = random.Random(SEED)
    for name, option in (("data/events.csv", "--events"), ("data/gazetteer.csv", "--gazetteer"),
                         ("data/styles/situation.json", "--style"), ("data/idlib.map", None)):
        with open(os.path.join(ROOT, name), "rb") as file:
            content = file.read()
        found = None
        for _ in range(12):
            path = write("changed" + os.path.splitext(name)[1], changed(content, chance))
            found = found or problem([option, path] if option else [path])
        ok(found is None, "%s with changed bytes" % name, found)
    for layer in ("admin1", "places", "lakes"):
        found = None
        for _ in range(12):
            for suffix in ("shp", "shx", "dbf", "prj", "cpg"):
                with open(os.path.join(ROOT, "shapes", "%s.%s" % (layer, suffix)), "rb") as file:
                    content = file.read()
                write("changed." + suffix, changed(content, chance) if chance.random() < 0.4 else content)
            found = found or problem(["--source", "%s=%s" % (layer, os.path.join(FOLDER, "changed.shp"))])
        ok(found is None, "shapes/%s with changed bytes" % layer, found)


def test_naughty_strings():
    blns = os.path.join(CORPUS, "strings-blns", "blns.json")
    if not os.path.exists(blns):
        skip("the big list of naughty strings", "../shared/corpus is not here")
        return
    with open(blns, encoding="utf-8") as file:
        strings = [s.replace('"', '""') for s in json.load(file)]
    header = "event_date,event_type,location,admin1,notes,latitude,longitude,event_id_cnty\n"
    rows = "".join('2020-02-27,"%s","%s","%s","%s",%.2f,36.5,"%s"\n' % (s, s, s, s, 35 + i % 180 / 100, s)
                   for i, s in enumerate(strings))
    check("naughty strings as events", ["--events", write("blns.csv", header + rows)])
    check("naughty strings as places", ["--events", write("blns.csv", header + re.sub(r",35\.\d\d,36\.5,", ",,,", rows))])
    styled("naughty strings", [dict(label(s)[0], id="%d %s" % (i, s)) for i, s in enumerate(strings)])


test_styles()
test_texts()
test_names_of_nothing()
test_costly_shapes()
test_maps()
test_shapefiles()
test_outputs()
test_changed_files()
test_naughty_strings()
done()
