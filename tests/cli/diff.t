#!/usr/bin/env -S python3 -B
"""Two releases of a data set: what was added, changed and removed, as counts, tables and maps."""
import csv
import html.parser
import io
import json
import os
import re

from tap import done, equal, folder, idlibmap, ok, read, write

HEAD = "event_id_cnty,event_date,event_type,location,admin1,latitude,longitude,fatalities,notes,timestamp"
OLD = [
    "A1,2020-02-27,Battles,Saraqib,Idlib,35.864,36.805,3,first,100",
    "A2,2020-02-26,Protests,Binnish,Idlib,35.957,36.713,0,same,100",
    "A3,2020-02-25,Battles,Maarrat Misrin,Idlib,36.01,36.67,,gone,100",
    "A4,2020-02-25,Battles,Ariha,Idlib,35.81,36.61,1,moved,100",
    ",2020-02-20,Riots,Idlib,Idlib,35.93,36.63,0,no id and the same,100",
    ",2020-02-21,Riots,Afrin,Aleppo,36.51,36.87,0,no id and another count,100",
    ",2020-02-22,Riots,Afrin,Aleppo,36.51,36.87,0,no id and gone,100",
    "A6,2020-02-19,Battles,Moscow,,55.75,37.62,1,far away,100",
]
NEW = [
    "A5,2020-02-28,Battles,Azaz,Aleppo,36.586,37.046,2,=1+1,200,x",
    'A1,2020-02-27,Battles,Saraqib,Idlib,35.864,36.805,5,"then <b>, ""more""",200,x',
    "A2,2020-02-26,Protests,Binnish,Idlib,35.957,36.713,0,same,200,x",
    "A4,2020-02-25,Battles,Ariha,Idlib,35.82,36.65,1,moved,200,x",
    ",2020-02-21,Riots,Afrin,Aleppo,36.51,36.87,2,no id and another count,200,x",
    ",2020-02-20,Riots,Idlib,Idlib,35.93,36.63,0,no id and the same,200,x",
    "A6,2020-02-19,Battles,Moscow,,55.75,37.62,2,far away,200,x",
]
place = folder()


def path(name):
    return os.path.join(place, name)


old = write(path("old.csv"), "\n".join([HEAD] + OLD) + "\n")
new = write(path("new.csv"), "\n".join([HEAD + ",extra"] + NEW) + "\n")


def diff(*arguments):
    return idlibmap("diff", *arguments)


def table(*options, files=(old, new)):
    result = diff(*files, *options, "-o", path("t.csv"))
    ok(result.status == 0, "diff " + " ".join(options), result)
    return list(csv.DictReader(io.StringIO(read(path("t.csv")).decode(), newline=""))), result


# ---- counts and the table ----

rows, result = table()
equal(result.out.decode(), "1 added, 4 changed, 2 removed, 2 the same\n", "the counts on standard output")
ok("not compared" in result.err and "extra" in result.err, "a column of one release alone is told of, not compared", result)
equal([(r["change"], r["location"], r["column"], r["old"], r["new"]) for r in rows], [
    ("added", "Azaz", "", "", ""),
    ("changed", "Saraqib", "fatalities", "3", "5"),
    ("changed", "Saraqib", "notes", "first", 'then <b>, "more"'),
    ("changed", "Ariha", "latitude", "35.81", "35.82"),
    ("changed", "Ariha", "longitude", "36.61", "36.65"),
    ("changed", "Afrin", "fatalities", "0", "2"),
    ("changed", "Moscow", "fatalities", "1", "2"),
    ("removed", "Maarrat Misrin", "", "", ""),
    ("removed", "Afrin", "", "", "")], "what changed, and from what to what; the timestamp is no change")
equal([r["event_id_cnty"] for r in rows[:2]], ["A5", "A1"], "with their ids")
equal(rows[0], {**rows[0], "event_date": "2020-02-28", "event_type": "Battles", "latitude": "36.586", "longitude": "37.046",
                "fatalities": "2"}, "and what they are")

same = diff(old, old)
equal((same.status, same.out.decode()), (0, "0 added, 0 changed, 0 removed, 8 the same\n"), "a release and itself")
back = diff(new, old)
equal(back.out.decode(), "2 added, 4 changed, 1 removed, 2 the same\n", "backwards what was added is removed")
lines = [HEAD] + OLD[::-1]
shuffled = write(path("shuffled.csv"), "\n".join(lines) + "\n")
equal(diff(old, shuffled).out.decode(), "0 added, 0 changed, 0 removed, 8 the same\n", "the order of rows is no change")
twins = [",2020-02-20,Riots,Idlib,Idlib,35.93,36.63,0,twin,1"] * 3
few = write(path("few.csv"), "\n".join([HEAD] + twins[:1]) + "\n")
many = write(path("many.csv"), "\n".join([HEAD] + twins) + "\n")
equal(diff(few, many).out.decode(), "2 added, 0 changed, 0 removed, 1 the same\n", "equal rows are counted, not merged")
named = write(path("named.csv"), "\n".join([HEAD] + ["B%d%s" % (i, r) for i, r in enumerate(twins)]) + "\n")
equal(diff(many, named).out.decode(), "0 added, 0 changed, 0 removed, 3 the same\n", "rows that have got ids are the same")
twice = write(path("twice.csv"), "\n".join([HEAD] + OLD[:1] + [OLD[0].replace(",3,first,100", ",4,later,150")]) + "\n")
equal(diff(write(path("one.csv"), HEAD + "\n" + OLD[0].replace(",3,first", ",4,later") + "\n"), twice).out.decode(),
      "0 added, 0 changed, 0 removed, 1 the same\n", "of two rows of one id in a release the newer counts")


def geojson(name, lon):
    return write(path(name), json.dumps({"type": "FeatureCollection", "features": [
        {"type": "Feature", "id": 7, "properties": {"location": "Saraqib"},
         "geometry": {"type": "Point", "coordinates": [lon, 35.86]}}]}))


rows, _ = table(files=(geojson("a.geojson", 36.8), geojson("b.geojson", 36.9)))
equal([(r["change"], r["column"], r["old"], r["new"]) for r in rows],
      [("changed", "position", "35.8600000 36.8000000", "35.8600000 36.9000000")], "a point that has moved")

# ---- other tables ----

result = diff(old, new, "-o", path("t.json"), "-o", path("t.html"), "-o", path("map.svg"), "-o", path("map.png"), "-o",
              path("map.pdf"), "--report", path("r.json"))
ok(result.status == 0, "all formats at once", result)
data = json.loads(read(path("t.json")))
equal((data["added"], data["changed"], data["removed"], data["same"], len(data["events"])), (1, 4, 2, 2, 7), "JSON: the counts")
equal(data["events"][1]["changes"], [{"column": "fatalities", "old": "3", "new": "5"},
                                     {"column": "notes", "old": "first", "new": 'then <b>, "more"'}], "JSON: the changes")


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.text = [], ""

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


page = Page()
page.feed(read(path("t.html")).decode())
equal([sum(t == (("tr", {"class": c})) for t in page.tags) for c in ("added", "changed", "removed")], [1, 4, 2], "HTML: the rows")
ok('then <b>, "more"' in page.text and not any(tag in ("script", "link", "img") for tag, _ in page.tags),
   "HTML: cells are escaped, and nothing is fetched")
ok([a.get("scope") for t, a in page.tags if t == "th"].count("row") == 7 and any(t == "caption" for t, _ in page.tags),
   "HTML: a table with a caption and headers")
formula = write(path("formula.csv"), HEAD + "\n" + "A1,2020-02-27,Battles,=1+1,Idlib,35.864,36.805,3,@x,100\n")
rows, _ = table(files=(write(path("none.csv"), HEAD + "\n"), formula))
equal(rows[0]["location"], "'=1+1", "CSV: what a spreadsheet would run gets an apostrophe")
to_stdout = diff(old, new, "-o", "-", "--format", "csv")
ok(to_stdout.out.decode().startswith("change,event_id_cnty,") and "1 added" in to_stdout.err, "a table on standard output", to_stdout)

# ---- the map ----

report = json.loads(read(path("r.json")))
counts = report["sources"]
equal((counts["events"]["drawn"], counts["events"]["superseded"], counts["events-2"]["drawn"], counts["events-2"]["filtered"],
       counts["events-2"]["outside"]), (2, 6, 4, 2, 1), "the map draws added, changed and removed events")
svg = read(path("map.svg")).decode()
drawn = re.search(r'<g id="events"[^>]*>(.*?)</g>', svg, re.S).group(1)
# What most of a layer's symbols have is said once, for the layer.
common = re.search(r'<g id="events"[^>]* fill="([^"]*)"', svg).group(1)
fills = [(re.search(r' fill="([^"]*)"', circle) or [0, common])[1] for circle in re.findall(r"<(?:circle|use)[^>]*>", drawn)]
equal({c: fills.count(c) for c in fills}, {"#009e73": 1, "#e69f00": 3, "#fff": 2}, "in three looks")
ok(all(">%s<" % word in svg for word in ("Added", "Changed", "Removed")), "with a legend")
diff(old, new, "--lang", "tr", "-o", path("tr.svg"))
ok(">Eklendi<" in read(path("tr.svg")).decode(), "in the map's language")
rows, _ = table("--filter", '["==",["get","change"],"removed"]')
equal([r["change"] for r in rows], ["removed"] * 2, "a filter on the change")
rows, _ = table("--from", "2020-02-26")
equal([r["location"] for r in rows], ["Azaz", "Saraqib", "Saraqib"], "a window")

# ---- protection ----

rows, result = table("--redact", "notes")
ok("notes" not in [r["column"] for r in rows], "redacted columns are not compared")
rows, result = table("--coarsen", "5km")
text = read(path("t.csv")).decode()
ok(not any(word in text for word in ("35.864", "36.805", "35.82,", "36.65,", "Saraqib", "A1", "first")),
   "coarsened: nothing tells the true places", text)

# ---- errors ----

for arguments, text in ((), "OLD and NEW"), ((old,), "OLD and NEW"), ((old, new, old), "OLD and NEW"), (("-", "-"), "standard input"), \
        ((old, new, "-o", path("t.xls")), ".csv"):
    result = diff(*arguments)
    ok(result.status == 2 and text in result.err, "diff %s is refused" % " ".join(map(os.path.basename, arguments)), result)
result = diff(old, path("nowhere.csv"))
ok(result.status == 1 and "nowhere.csv" in result.err, "a file that is not there", result)
done()
