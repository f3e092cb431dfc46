#!/usr/bin/env -S python3 -B
"""Which events are taken: --filter, --from, --to, --last, standard input, several files in a map."""
import json
import os
import subprocess

from tap import IDLIBMAP, ROOT, TIMEOUT_S, done, equal, folder, idlibmap, ok, read, render, write

HEAD = "event_id_cnty,event_date,event_date_end,event_type,location,latitude,longitude,fatalities,weapon\n"
ROWS = [
    "A,2020-02-27,,Battles,Saraqib,35.86,36.80,12,drone\n",
    "B,2020-02-20,2020-02-25,Protests,Idlib,35.93,36.63,0,\n",
    "C,2020-01-28,,Battles,Binnish,35.95,36.71,3,mortar\n",
    "D,2020-01-27,,Riots,Ariha,35.81,36.61,,drone\n",
    "E,2019-02-28,,Battles,Maarrat Misrin,36.01,36.67,30,drone\n",
]
place = folder()
events = write(os.path.join(place, "events.csv"), HEAD + "".join(ROWS))


def drawn(*options, files=(events,)):
    sources = [word for name in files for word in ("--events", name)]
    report = render(*sources, *options)
    counts = report["sources"]["events"]
    equal(counts["read"], sum(counts[k] for k in counts if k != "read"), "the counts add up: " + " ".join(options))
    return "".join(e["id"] for e in report["events"] if e["status"] == "drawn"), report


def check(options, expected, name):
    got, report = drawn(*options)
    equal(got, expected, name)
    equal(report["sources"]["events"]["filtered"], len(ROWS) - len(expected), name + ": the others are filtered")
    return report


# ---- the filter ----

check(["--filter", '["all",["has","fatalities"],[">",["to-number",["get","fatalities"]],10]]'], "AE", "a canonical column")
check(["--filter", '["==",["get","weapon"],"drone"]'], "ADE", "a column of the file's own")
check(["--filter", '["in","event_type","Riots","Protests"]'], "BD", "a filter of the old syntax")
check(["--filter", '["==",["get","precision"],"exact"]'], "ABCDE", "what only a placed event has")
check(["--filter", '["==",["get","precision"],"admin1"]'], "", "and where none has it")
check(["--filter", "false"], "", "a constant")
for dense in "1", "100":
    report = render("--events", events, "--filter", '["==",["get","weapon"],"drone"]', "--dense-above", dense)
    equal((report["dense"], report["sources"]["events"]["drawn"], report["sources"]["events"]["filtered"]),
          (dense == "1", 3, 2), "the filter with --dense-above " + dense)

for text, position, message, name in [
        ('[">",["get","fatalities"],["nope"]]', "1:28", "Unknown expression \"nope\"", "an unknown operator"),
        ('["+",1,2]', "1:1", "Expected boolean but found number instead.", "a type that is not boolean"),
        ('["==",\n ["get",1],2]', "2:9", "Expected string but found number instead", "a place in the second line"),
        ('[">",', "1", "not JSON", "what is no JSON")]:
    result = idlibmap("render", "--events", events, "--filter", text, "-o", os.path.join(place, "none.svg"))
    ok(result.status == 2 and "filter:" + position + ": " in result.err and message in result.err,
       name + " is a usage error with its position", result)

result = idlibmap("render", "--events", events, "--filter", '[">",["get","fatalities"],10]', "-o",
                  os.path.join(place, "some.svg"))
said = [line for line in result.err.splitlines() if "filter" in line and "warning" in line]
ok(result.status == 0 and len(said) == 1 and "events.csv:5:" in said[0] and "for 1 event" in said[0]
   and "Expected value to be of type number, but found null instead." in said[0], "a row where the filter fails is told of", result)

for dense in "1", "100":
    result = idlibmap("render", "--events", events, "--filter", '["==",["get","event_typ"],"Riots"]', "--dense-above", dense,
                      "-o", os.path.join(place, "none.svg"))
    ok(result.status == 0 and "note: filter: no events file has a column 'event_typ'; is 'event_type' meant?" in result.err,
       "a column that no file has is told of, with --dense-above " + dense, result)
    known = ["precision", "within_km", "placed_by", "place_id", "area_id", "deaths", "deaths_low", "deaths_high", "claim", "unclear",
             "date_vague", "weapon", "event_date"]
    result = idlibmap("render", "--events", events, "--filter", json.dumps(["any"] + [["has", name] for name in known]), "--dense-above", dense,
                      "-o", os.path.join(place, "none.svg"))
    ok(result.status == 0 and "filter: no" not in result.err, "and nothing of those that all events have", result)

# ---- the window ----

check(["--from", "2020-02-25", "--to", "2020-02-26"], "B", "a span that overlaps is kept")
check(["--from", "2020-02-26", "--to", "2020-02-26"], "", "one that ended the day before is not")
report = check(["--last", "1m"], "ABC", "a month back from the newest event")
equal((report["selection"]["from"], report["selection"]["to"]), ("2020-01-28", "2020-02-27"), "the window in the report")
check(["--last", "31d"], "ABC", "31 days with the newest day")
check(["--last", "32d"], "ABCD", "32 days")
check(["--last", "1w"], "AB", "a week: the end of a span counts")
check(["--last", "1y"], "ABCDE", "a year: from 28 February 2019 on")
check(["--last", "364d"], "ABCD", "364 days: from 1 March on")
check(["--last", "2d", "--to", "2020-01-28"], "CD", "back from --to where that is given")
for typed in "30", "0d", "-1d", "1h", "d", "1.5m", "999999d":
    result = idlibmap("render", "--events", events, "--last", typed, "-o", os.path.join(place, "none.svg"))
    ok(result.status == 2 and "30d" in result.err, "--last %s is refused" % typed, result)
result = idlibmap("render", "--events", events, "--last", "1m", "--from", "2020-02-01", "-o", os.path.join(place, "none.svg"))
ok(result.status == 2 and "give one of them" in result.err, "--last and --from are not given together", result)

corrected = write(os.path.join(place, "corrected.csv"), HEAD + "A,2026-02-27,,Battles,Saraqib,35.86,36.80,12,\n" + ROWS[0] + ROWS[2])
got, _ = drawn("--last", "1m", files=(corrected,))
equal(got, "AC", "a row that is superseded is not the newest")
for dense in "1", "100":
    counts = render("--events", events, "--last", "1m", "--dense-above", dense)["sources"]["events"]
    equal((counts["drawn"], counts["filtered"]), (3, 2), "--last with --dense-above " + dense)

for lang, options, text in [
        ("en", ["--from", "2020-01-28", "--to", "2020-02-27"], "Only events of 28 January – 27 February 2020."),
        ("en", ["--from", "2020-01-28"], "Only events since 28 January 2020."),
        ("en", ["--to", "2020-01-28"], "Only events until 28 January 2020."),
        ("tr", ["--last", "1m"], "Yalnızca şu tarihlerin olayları: 28 Ocak – 27 Şubat 2020."),
        ("ar", ["--last", "1m"], "أحداث 28 كانون الثاني")]:
    out = os.path.join(place, "window.svg")
    result = idlibmap("render", "--events", events, "--lang", lang, *options, "-o", out)
    # Lines are broken where the panel ends.
    page = read(out).decode()
    shown = " ".join("".join(part.split("<")[0] for part in line.split(">")[1:]) for line in page.split("<text")[1:])
    words = text.rstrip(".").split()
    ok(all(word in shown for word in words), "the window is said on the map: %s %s" % (lang, options), shown)
plain = os.path.join(place, "plain.svg")
idlibmap("render", "--events", events, "-o", plain)
ok("Only events" not in read(plain).decode(), "and not where none was asked for")

# ---- files ----

with open(events, "rb") as file:
    run = subprocess.run([IDLIBMAP, "render", "--events", "-", "--last", "1m", "-o", os.path.join(place, "in.svg")], stdin=file,
                         capture_output=True, timeout=TIMEOUT_S, cwd=ROOT)
ok(run.returncode == 0 and b"5 read = 3 drawn + 2 filtered" in run.stderr, "events from standard input", run)
result = idlibmap("render", "--events", "-", "--events", "-", "-o", os.path.join(place, "none.svg"))
ok(result.status == 2 and "standard input" in result.err, "standard input is read once", result)
result = idlibmap("render", "--events", "-", "--source", "roads=-", "-o", os.path.join(place, "none.svg"))
ok(result.status == 2 and "standard input" in result.err, "whatever source it is for", result)

write(os.path.join(place, "more.csv"), HEAD + ROWS[1].replace("B,", "F,", 1))
sheet = write(os.path.join(place, "sheet.map"), "[map]\ntitle=Two files\n[source events]\nfile=events.csv, more.csv\n")
report = render(sheet)
equal("".join(e["id"] for e in report["events"] if e["status"] == "drawn"), "ABCDEF", "a list of files in a map file")
equal([s["path"] for s in report["inputs"] if s["id"].startswith("events")],
      [os.path.join(place, name) for name in ("events.csv", "more.csv")], "relative to it")
sheet = write(os.path.join(place, "out.map"), "[source events]\nfile=events.csv, ../more.csv\n")
result = idlibmap("render", sheet, "-o", os.path.join(place, "none.svg"))
ok(result.status != 0 and "out.map:2" in result.err, "each of them inside its folder", result)
done()
