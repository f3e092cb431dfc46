#!/usr/bin/env -S python3 -B
"""The command line: help, usage errors, files that are wrong, outputs that stay as they were."""
import os
import re
import shutil
import stat

from tap import IDLIBMAP, MAP, ROOT, done, equal, folder, have, idlibmap, ok, read, render, run, skip, write

WORK = folder()
PNG, SVG = b"\x89PNG\r\n\x1a\n", b"<?xml"
# Small and quick: what is drawn does not matter here.
QUICK = ["--size", "64x64", "--furniture", "none"]
COMMANDS = "render", "explain", "inspect"


def path(name):
    return os.path.join(WORK, name)


def error_lines(result):
    return [l for l in result.err.splitlines() if not re.match(r"idlibmap: (warning|note): ", l)]


def fails(result, status, pattern, name):
    """The exit status, and exactly one line that says what is wrong."""
    lines = error_lines(result)
    return ok(result.status == status and len(lines) == 1 and lines[0].startswith("idlibmap: ") and
              re.search(pattern, lines[0]) is not None, name, "%r\nexpected exit %d, one line with %s" %
              (result, status, pattern))


def check_help():
    for arguments in (["--help"], ["-h"]):
        result = idlibmap(*arguments)
        ok(result.status == 0 and b"Usage: idlibmap COMMAND" in result.out and result.err == "", " ".join(arguments))
    for name in COMMANDS:
        ok(name.encode() in idlibmap("--help").out, "--help names " + name)
        result = idlibmap(name, "--help")
        ok(result.status == 0 and b"Usage: idlibmap " + name.encode() in result.out, name + " --help")
    text = idlibmap("render", "--help").out.decode()
    heads = re.findall(r"^([A-Z][\w ]+):$", text, re.M)
    equal(heads, ["Options", "Output", "Which events", "How events are drawn", "Map", "Page", "Examples"], "render --help has sections")
    part = dict(zip(heads, re.split(r"^[A-Z][\w ]+:$", text, flags=re.M)[1:]))
    ok("--filter" in part["Which events"] and "--aggregate" in part["How events are drawn"] and "--crs" in part["Map"],
       "an option stands in its section")
    for name in ("diff", "explain"):
        text = idlibmap(name, "--help").out.decode()
        ok("'idlibmap render --help'" in text and "--aggregate" not in text, name + " --help refers to render's options")
    ok(all(len(l) <= 100 for l in idlibmap("render", "--help").out.decode().splitlines()), "help fits a terminal")
    ok(re.fullmatch(rb"idlibmap \d+\.\d+\.\d+\n", idlibmap("--version").out), "--version")
    result = idlibmap()
    ok(result.status == 2 and b"Usage:" in result.out + result.err.encode(), "without arguments: help, exit 2")
    for word in b"IDLIBMAP_DATA", b"SOURCE_DATE_EPOCH", b"NO_COLOR", b"Exit status":
        ok(word in idlibmap("--help").out, "--help tells of " + word.decode())


def check_man():
    page = idlibmap("--man").out
    ok(page.startswith(b".TH IDLIBMAP 1"), "--man gives a man page")
    for option in options_of_help():
        ok(option.replace("-", "\\-").encode() in page, "the man page has " + option)
    if have("man"):
        skip("the man page has no warnings", "man is not installed")
        return
    result = run(["man", "--warnings", "-E", "UTF-8", "-l", write(path("idlibmap.1"), page)],
                 env={"MANWIDTH": "80", "LC_ALL": "C.UTF-8"})
    ok(result.status == 0 and result.err == "", "the man page has no warnings", result)


def options_of_help():
    text = idlibmap("render", "--help").out.decode()
    return re.findall(r"^  (?:-\w, |    )(--[a-z-]+)", text, re.M)


VALUES = {
    "--output": path("all.png"), "--format": "png", "--events": "data/events.csv", "--source": "lakes=shapes/lakes.shp",
    "--report": path("all.json"), "--style": "data/styles/situation.json", "--gazetteer": "data/gazetteer.csv",
    "--crs": "EPSG:32637", "--bbox": "36,35,37,36", "--extent": "200000,3900000,300000,4000000", "--size": "200x200",
    "--dpi": "48", "--title": "A title", "--subtitle": "A subtitle", "--notes": "A note", "--lang": "tr",
    "--from": "2020-02-01", "--to": "2020-02-29", "--furniture": "title,scale-bar", "--layout": "overlay",
    "--fade": "age",
    "--dense-above": "1000", "--number": None, "--number-table": path("numbers.html"), "--aggregate": "hexbin:20", "--measure": "deaths",
    "--coincident": "stack",
    "--last": "30d", "--filter": '["has","event_date"]', "--redact": "notes,actor1", "--coarsen": "5km",
    "--schema": "canonical", "--events-crs": "EPSG:32637", "--strict": None, "--quiet": None, "--help": None,
}


def check_options():
    """Every option that the help lists has a value above and is taken, alone and all at once."""
    listed = options_of_help()
    equal(sorted(set(listed) - set(VALUES)), [], "every option of the help is tried here")
    for option in listed:
        value = [VALUES[option]] if VALUES[option] is not None else []
        output = [] if option in ("--help", "--output") else ["-o", path("one.png")]
        strict = ["--events", write(path("none.csv"), "event_date,latitude,longitude\n")] if option == "--strict" else []
        result = idlibmap("render", *QUICK, *output, *strict, option, *value)
        ok(result.status == 0, "render takes " + " ".join([option] + value), result)
    everything = [w for o in listed if o not in ("--help", "--strict", "--last") for w in (o, VALUES[o]) if w is not None]
    result = idlibmap("render", *everything)
    ok(result.status == 0 and read(path("all.png")).startswith(PNG), "render takes all options at once", result)
    result = idlibmap("render", "--size=64x64", "--furniture=none", "-qo", path("short.png"), "--", MAP)
    ok(result.status == 0 and os.path.exists(path("short.png")), "--NAME=VALUE, letters together, and --", result)


BAD_VALUES = [
    ("--bbox", ["", "1,2,3", "1,2,3,4,5", "a,b,c,d", "37,35,36,36", "36,37,37,36", "36,35,nan,36", "-190,0,1,1",
                "0,0,1,91", "36;35;37;36", "36,35,inf,36"], "W,S,E,N"),
    ("--extent", ["", "1,2,3", "5,0,1,1", "0,0,0,0", "0,0,nan,1", "x"], "XMIN,YMIN,XMAX,YMAX"),
    ("--size", ["", "0x0", "-5x5", "100", "100x", "x100", "1e9x1e9", "A9", "A4-sideways", "100x100x100", "nanxnan"],
     "WIDTHxHEIGHT|A4|px"),
    ("--dpi", ["", "0", "-96", "1e9", "many", "nan"], "number from"),
    ("--lang", ["", "xx", "EN "], "en, ar, tr"),
    ("--furniture", ["titel", "title,,legend", "title;legend"], "none"),
    ("--layout", ["", "left"], "auto, overlay, panel"),
    ("--fade", ["", "old"], "none, age"),
    ("--from", ["yesterday", "2020-13-01", "2020-02-30", "27.02.2020x"], "2020|YYYY|date|day"),
    ("--coincident", ["", "jitter"], "spread, cluster, stack"),
    ("--aggregate", ["", "hexagon", "hexbin:", "hexbin:0", "hexbin:-1", "hexbin:nan", "hexbin:1e9", "admin1:5", "heat:x"],
     "hexbin, hexbin:KM"),
    ("--measure", ["", "death", "events-per-km2"], "deaths-per-1000km2"),
    ("--dense-above", ["", "-1", "many", "1.5", "99999999999"], "whole number of events"),
    ("--to", ["tomorrow", "2020-00-01"], "2020|YYYY|date|day"),
    ("--schema", ["", "ucdp", "ACLED"], "ucdp-ged, gdelt"),
    ("--last", ["", "30", "0d", "-1d", "1.5m", "3h", "999999d"], "30d, 4w"),
    ("--filter", ["", "[", "7", '["nope",1]', '["+",1,2]', '["==",["get",1],2]'], "filter:1"),
    ("--redact", ["", ",", "notes,,actor1"], "list of columns"),
    ("--coarsen", ["", "5", "5miles", "0km", "1e3km", "-5km", "2000km", "admin2", "km"], "100m to 1000km or admin1"),
    ("--source", ["", "lakes", "=x.shp", "lakes="], "ID=FILE"),
    ("--format", ["bmp", ""], "png"),
    ("--number-table", ["", "table", "table.xls", ".csv"], ".csv nor in .html"),
]


def check_bad_values():
    for option, values, pattern in BAD_VALUES:
        for value in values:
            output = "-" if option == "--format" else path("bad.png")
            result = idlibmap("render", *QUICK, "-o", output, option, value)
            fails(result, 2, pattern, "%s '%s' is refused" % (option, value))
    ok(not os.path.exists(path("bad.png")), "nothing was written")
    fails(idlibmap("render", *QUICK, "-o", path("bad.png"), "--source", "nosuch=shapes/lakes.shp"), 1,
          "'nosuch'.*lakes", "--source of an id that the style does not have is refused, and those it has named")


def check_usage():
    fails(idlibmap("rendr"), 2, "rendr.*--help", "an unknown command")
    fails(idlibmap("rendr"), 2, "did you mean render", "the command that is meant")
    fails(idlibmap("render", "-o", path("x.png"), "--title", "x", "--evnts=week.csv"), 2, "did you mean --events", "the option that is meant")
    fails(idlibmap("render", "data/events.csv", "-o", path("x.png")), 2, r"not a map file.*--events data/events\.csv", "events in place of a map file")
    fails(idlibmap("explain", "data/events.csv", "Sarmin"), 2, r"not a map file.*--events", "explain: events in place of a map file")
    fails(idlibmap("--nosuch"), 2, "--nosuch", "an unknown option in place of a command")
    for command in COMMANDS:
        fails(idlibmap(command, "--nosuch"), 2, "nosuch.*--help", command + ": an unknown option")
        fails(idlibmap(command, "-Z"), 2, "Z.*--help", command + ": an unknown letter")
    fails(idlibmap("render", "--crs"), 2, "crs", "an option without its value")
    fails(idlibmap("render"), 2, "-o", "render without an output says how to name one")
    fails(idlibmap("inspect"), 2, "FILE", "inspect without a file")
    fails(idlibmap("render", MAP, MAP, "-o", path("x.png")), 2, "one MAP", "two maps")
    fails(idlibmap("render", "-o", path("map.bmp")), 2, r"\.png.*\.svg.*\.pdf", "an unknown suffix")
    fails(idlibmap("render", "-o", path("map")), 2, r"\.png.*\.svg.*\.pdf", "no suffix")
    fails(idlibmap("render", "-o", ""), 2, r"\.png", "an empty output name")
    fails(idlibmap("render", "-o", "-"), 2, "--format", "-o - without --format")
    fails(idlibmap("render", "\x1b[31mred.map", "-o", path("x.png")), 1, r"^idlibmap: [^\x1b]*$",
          "control characters of a name do not reach the terminal")


def check_stdout():
    for name, start in (("png", PNG), ("svg", SVG), ("pdf", b"%PDF-")):
        result = idlibmap("render", *QUICK, "-q", "-o", "-", "--format", name)
        ok(result.status == 0 and result.out.startswith(start), "-o - --format %s writes to standard output" % name,
           result)
    file = path("stdout.png")
    result = idlibmap("render", *QUICK, "-q", "-o", "-", "--format", "png", "-o", file)
    ok(result.status == 0 and result.out == read(file), "a file and standard output in one run hold the same", result)


def check_missing():
    for arguments in (["nosuch.map"], ["--events", "nosuch.csv"], ["--style", "nosuch.json"],
                      ["--gazetteer", "nosuch.csv"], ["--source", "lakes=nosuch.shp"]):
        name = arguments[-1].split("=")[-1]
        result = idlibmap("render", *QUICK, *arguments, "-o", path("missing.png"))
        fails(result, 1, "^idlibmap: (.*: )?%s: " % re.escape(name), " ".join(arguments) + " is not there")
    fails(idlibmap("inspect", "nosuch.shp"), 1, r"^idlibmap: nosuch\.shp: ", "inspect of a file that is not there")
    fails(idlibmap("render", *QUICK, "--events", "src", "-o", path("missing.png")), 1, "^idlibmap: src: ",
          "a folder is no events file")
    ok(not os.path.exists(path("missing.png")), "nothing was written")


def check_untouched():
    """Whatever goes wrong, the old output stays, and no temporary file."""
    place = folder()
    old = write(os.path.join(place, "map.png"), b"old")
    bad = write(path("bad.csv"), 'event_date,location\n2020-02-27,"Saraqib\n')
    for name, arguments, status in (
            ("a missing file", ["--events", "nosuch.csv"], 1), ("a broken file", ["--events", bad], 1),
            ("a bad option", ["--dpi", "x"], 2), ("warnings under --strict", ["--strict"], 3),
            ("a second output that cannot be written", ["-o", "/nosuch/folder/x.png"], 1),
            ("a report that cannot be written", ["--report", "/nosuch/folder/x.json"], 1)):
        result = idlibmap("render", *QUICK, "-o", old, *arguments)
        ok(result.status == status and len(error_lines(result)) == 1, "%s: exit %d" % (name, status), result)
        equal((read(old), os.listdir(place)), (b"old", ["map.png"]), "%s: the old output is as it was" % name)


def check_replacing():
    place = folder()
    old = write(os.path.join(place, "map.png"), b"old")
    os.chmod(old, 0o640)
    second = os.path.join(place, "map.svg")
    result = idlibmap("render", *QUICK, "-o", old, "-o", second)
    ok(result.status == 0 and read(old).startswith(PNG) and read(second).startswith(SVG),
       "two outputs in one run", result)
    equal(stat.S_IMODE(os.stat(old).st_mode), 0o640, "a file that is replaced keeps its mode")
    equal(sorted(os.listdir(place)), ["map.png", "map.svg"], "no temporary file is left")
    target = write(os.path.join(place, "target.png"), b"target")
    link = os.path.join(place, "link.png")
    os.symlink(target, link)
    fails(idlibmap("render", *QUICK, "-o", link), 1, r"link\.png: .*link", "an output that is a symbolic link")
    equal((read(target), os.path.islink(link)), (b"target", True), "its target is as it was")
    fails(idlibmap("render", *QUICK, "-o", os.path.join(place, "none", "x.png")), 1, r"none/x\.png: ",
          "a folder that is not there")
    os.mkdir(os.path.join(place, "dir.png"))
    fails(idlibmap("render", *QUICK, "-o", os.path.join(place, "dir.png")), 1, r"dir\.png: ", "an output that is a folder")
    fails(idlibmap("render", *QUICK, "-o", "/proc/x.png"), 1, "/proc/x.png: ", "a folder that cannot be written to")


def check_messages():
    quiet = idlibmap("render", *QUICK, "--quiet", "-o", path("quiet.png"))
    equal((quiet.status, quiet.out, quiet.err), (0, b"", ""), "--quiet is silent")
    loud = idlibmap("render", *QUICK, "-o", path("loud.png"))
    ok("events: ACLED's column names (19 columns), 16 read" in loud.err and loud.out == b"", "without it the counts go to standard error", loud)
    ok(re.search(r"warning: \S*data/events\.csv:17: .*north-east", loud.err), "the row not placed: FILE:LINE", loud)
    fails(idlibmap("render", *QUICK, "--strict", "-o", path("strict.png")), 3, "--strict", "--strict: exit 3")
    ok(not os.path.exists(path("strict.png")), "--strict: nothing was written")
    fails(idlibmap("render", *QUICK, "--quiet", "--events", "nosuch.csv", "-o", path("x.png")), 1, "nosuch",
          "--quiet still tells of errors")
    check_color()


def check_color():
    """Colour on a terminal only, and not with NO_COLOR."""
    if have("script"):
        skip("NO_COLOR", "script (bsdutils) is not installed")
        return
    if run(["script", "-qec", "true", "/dev/null"]).status != 0:
        skip("NO_COLOR", "this machine gives no pseudo terminals")
        return
    command = "%s render --size 64x64 --furniture none -o %s" % (IDLIBMAP, path("color.png"))
    on = run(["script", "-qec", command, "/dev/null"], env={"NO_COLOR": None})
    off = run(["script", "-qec", command, "/dev/null"], env={"NO_COLOR": "1"})
    ok(b"\x1b[33mwarning" in on.out, "messages are coloured on a terminal")
    ok(b"warning" in off.out and b"\x1b" not in off.out, "NO_COLOR: they are not")
    ok("\x1b" not in idlibmap("render", *QUICK, "-o", path("color.png")).err, "nor are they in a pipe")


def check_words():
    """Words of any script, whatever the locale."""
    for locale in "C", "C.UTF-8", "POSIX":
        result = idlibmap("render", *QUICK, "--title", "İdlib إدلب", "-q", "-o", path("words.svg"), env={"LC_ALL": locale})
        ok(result.status == 0 and "İdlib إدلب" in read(path("words.svg")).decode(), "--title İdlib إدلب under " + locale,
           result)
    shutil.copy(os.path.join(ROOT, "data", "events.csv"), path("أحداث é.csv"))
    result = idlibmap("render", *QUICK, "--events", path("أحداث é.csv"), "-q", "-o", path("خريطة.png"))
    ok(result.status == 0 and os.path.exists(path("خريطة.png")), "file names of any script", result)


def check_crs():
    fails(idlibmap("render", *QUICK, "--crs", "EPSG:22700", "-o", path("crs.png")), 1, "22700",
          "EPSG:22700, which PROJ cannot compute, is an error")
    fails(idlibmap("render", *QUICK, "--crs", "EPSG:999999", "-o", path("crs.png")), 1, "999999", "an unknown code")
    fails(idlibmap("render", *QUICK, "--crs", "+proj=nosuch", "-o", path("crs.png")), 1, "nosuch", "an unknown projection")
    fails(idlibmap("render", *QUICK, "--crs", "", "-o", path("crs.png")), 2, "EPSG", "an empty CRS")
    ok(not os.path.exists(path("crs.png")), "nothing was written")
    result = idlibmap("render", *QUICK, "--crs", "EPSG:2193", "-o", path("nz.png"))
    ok(re.search("warning: .*New Zealand.*made for", result.err), "New Zealand's CRS on Idlib: a warning", result)
    result = idlibmap("render", *QUICK, "--bbox", "38,36,44,40", "-o", path("edge.png"))
    ok(result.status == 0 and re.search("warning: .*(edge|cover|past|beyond|data)", result.err),
       "a frame that passes the data's edge: a warning", result)


HEAD = "[map]\nstyle=%s\n" % os.path.join(ROOT, "data/styles/situation.json")
BAD_MAPS = [
    ("unknown key", HEAD + "colour=red\n", 3, "colour"),
    ("a key of another group", HEAD + "layout=panel\n", 3, "layout"),
    ("repeated key", HEAD + "dpi=96\ndpi=97\n", 4, "dpi"),
    ("unknown group", HEAD + "\n[mapp]\ntitle=x\n", 4, "mapp"),
    ("repeated group", HEAD + "[furniture]\nlayout=auto\n[map]\ndpi=96\n", 5, "map"),
    ("a bad value", HEAD + "# a comment\nsize=big\n", 4, "size 'big'"),
    ("a bad bbox", HEAD + "bbox=37,35,36,36\n", 3, "W,S,E,N"),
    ("neither key nor group", HEAD + "hello\n", 3, "key=value"),
    ("a source without its file", HEAD + "[source events]\n", 3, "file"),
    ("an unknown key of a source", HEAD + "[source events]\nfile=events.csv\nurl=x\n", 5, "url"),
    ("a file that is not there", HEAD + "[source events]\nfile=nosuch.csv\n", 4, "nosuch.csv"),
    ("a path out of its folder", HEAD + "[source events]\nfile=../outside.csv\n", 4, "outside"),
    ("an absolute path outside", HEAD + "[source events]\nfile=/etc/passwd\n", 4, "outside|passwd"),
]


def check_map_files():
    place = os.path.join(folder(), "maps")
    os.mkdir(place)
    file = os.path.join(place, "my.map")
    shutil.copy(os.path.join(ROOT, "data", "events.csv"), os.path.join(place, "events.csv"))
    write(os.path.join(place, "..", "outside.csv"), "event_date,location\n")
    os.symlink("../outside.csv", os.path.join(place, "inside.csv"))
    for name, text, line, pattern in BAD_MAPS + [
            ("a link out of its folder", HEAD + "[source events]\nfile=inside.csv\n", 4, "outside")]:
        write(file, text)
        result = idlibmap("render", *QUICK, file, "-o", path("map.png"))
        fails(result, 1, r"my\.map:%d: .*(%s)" % (line, pattern), "map file: " + name)
    for name, data in (("not UTF-8", b"[map]\ntitle=\xff\xfe\n"), ("a zero byte", b"[map]\ntitle=a\0b\n")):
        write(file, data)
        fails(idlibmap("render", *QUICK, file, "-o", path("map.png")), 1, r"my\.map(:\d+)?: ", "map file: " + name)
    check_good_maps(file)


def check_good_maps(file):
    good = HEAD + "title=Plain\ntitle[tr]=Türkçe\n[source events]\nfile=events.csv\n"
    for name, text in (("a byte order mark", "\ufeff" + good), ("CR LF", good.replace("\n", "\r\n"))):
        write(file, text)
        result = idlibmap("render", *QUICK, file, "-q", "-o", path("map.svg"))
        ok(result.status == 0 and b">Plain</title>" in read(path("map.svg")), "map file: %s is taken" % name, result)
    write(file, good)
    idlibmap("render", *QUICK, file, "-q", "--lang", "tr", "-o", path("map.svg"))
    ok("Türkçe" in read(path("map.svg")).decode(), "--lang chooses among a map's translations")
    idlibmap("render", *QUICK, file, "-q", "--title", "Typed", "-o", path("map.svg"))
    ok(b">Typed</title>" in read(path("map.svg")), "options win over the map file")
    write(file, HEAD + "extent=200000,3900000,300000,4000000\ncrs=EPSG:32637\nsize=100x100\n[furniture]\nfurniture=none\n")
    equal(render(file)["extent"], [200000, 3900000, 300000, 4000000], "the extent of a map file")
    ok(render(file, "--bbox", "36,35,37,36")["extent"] != [200000, 3900000, 300000, 4000000],
       "--bbox wins over a map file's extent")


def check_install():
    if have("make"):
        skip("make install", "make is not installed")
        return
    place = folder()
    build = os.path.relpath(os.path.dirname(IDLIBMAP), ROOT)
    result = run(["make", "-s", "install", "BUILD=" + build, "DESTDIR=" + place, "PREFIX=/usr"],
                 env={"MAKEFLAGS": None, "MFLAGS": None, "MAKELEVEL": None})
    program = os.path.join(place, "usr", "bin", "idlibmap")
    ok(result.status == 0 and os.path.exists(program), "make install DESTDIR= PREFIX=/usr", result)
    ok(os.path.exists(os.path.join(place, "usr/share/man/man1/idlibmap.1")), "it installs the man page")
    report = path("installed.json")
    result = run([program, "render", *QUICK, "-q", "-o", path("installed.png"), "--report", report], cwd="/",
                 env={"IDLIBMAP_DATA": None})
    ok(result.status == 0 and read(path("installed.png")).startswith(PNG), "the installed program finds its data", result)
    share = os.path.join(place, "usr", "share", "idlibmap")
    ok(result.status == 0 and share.encode() in read(report) and ROOT.encode() + b"/data" not in read(report),
       "the installed data, not the source tree's")
    check_data_variable(program)


def check_data_variable(program):
    place = folder()
    for name in "data", "shapes":
        shutil.copytree(os.path.join(ROOT, name), os.path.join(place, name))
    for what, command in (("the installed program", program), ("the program in the source tree", IDLIBMAP)):
        report = path("moved.json")
        result = run([command, "render", *QUICK, "-q", "--report", report], cwd="/", env={"IDLIBMAP_DATA": place})
        ok(result.status == 0 and place.encode() in read(report), "IDLIBMAP_DATA overrides: " + what, result)
    result = run([program, "render", *QUICK, "-o", path("x.png")], cwd="/", env={"IDLIBMAP_DATA": "/nosuch"})
    fails(result, 1, "/nosuch", "IDLIBMAP_DATA without data is named in the error")


check_help()
check_man()
check_options()
check_bad_values()
check_usage()
check_stdout()
check_missing()
check_untouched()
check_replacing()
check_messages()
check_words()
check_crs()
check_map_files()
check_install()
done()
