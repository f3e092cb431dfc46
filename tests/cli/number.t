#!/usr/bin/env python3
"""Numbers on the map and the key table: on the page, as CSV and as HTML."""
import csv
import html.parser
import os
import re

from tap import *

place = folder()
PAGE = ["--size", "1000x760"]


class Table(html.parser.HTMLParser):
    """The cells of the one table of a page, row by row, and the names of its tags with attributes."""

    def __init__(self, text):
        super().__init__()
        self.rows, self.tags, self.caption, self.inside = [], [], "", None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag == "tr":
            self.rows.append([])
        elif tag in ("th", "td"):
            self.rows[-1].append("")
        if tag in ("th", "td", "caption", "script"):
            self.inside = tag

    def handle_endtag(self, tag):
        if tag == self.inside:
            self.inside = None

    def handle_data(self, data):
        if self.inside in ("th", "td"):
            self.rows[-1][-1] += data
        elif self.inside == "caption":
            self.caption += data


def texts(svg, group):
    """The texts of a group of the SVG, each with its title in front."""
    start = svg.index('<g id="%s"' % group)
    body = svg[start:svg.index("\n</g>", start)]
    found = []
    for match in re.finditer(r"<text.*?</text>", body, re.S):
        title = re.search(r"<title>(.*?)</title>", match.group(0), re.S)
        rest = re.sub(r"<title>.*?</title>", "", match.group(0), flags=re.S)
        found.append((title.group(1) if title else "", re.sub(r"<[^>]*>", "", rest).strip()))
    return found


def numbered(name, *arguments):
    """Renders with all outputs; the SVG, the CSV's rows, the HTML table and the report."""
    svg, table, page = (os.path.join(place, name + s) for s in (".svg", ".csv", ".html"))
    report = render(*arguments, "-o", svg, "--number-table", table, "--number-table", page)
    with open(table, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return read(svg).decode(), rows, Table(read(page).decode()), report


# The shipped map
svg, rows, table, report = numbered("story", *PAGE)
drawn = [e for e in report["events"] if e["status"] == "drawn"]
equal(sorted(r["event_id"] for r in rows), sorted(e["id"] for e in drawn), "each drawn event has a number, no other")
equal([r["number"] for r in rows], [str(i + 1) for i in range(len(rows))], "numbers count from 1")
equal(rows, sorted(rows, key=lambda r: (r["date_from"], r["date_to"], r["event_id"])), "in the order of dates, then ids")
numbers = texts(svg, "event-numbers")
equal(sorted(int(t) for _, t in numbers), list(range(1, len(rows) + 1)), "each number stands on the map")
ok(all(title.startswith(text + ". ") for title, text in numbers), "a number's title is that of its event", numbers)
at = {r["number"]: next((e["px"], e["py"]) for e in drawn if e["id"] == r["event_id"]) for r in rows}
spots = {m[1]: (float(m[2]), float(m[3])) for m in re.finditer(r'<text id="event-number-(\d+)" x="([\d.]+)" y="([\d.]+)"', svg)}
ok(all(min(at, key=lambda n: (at[n][0] - x) ** 2 + (at[n][1] - y) ** 2) == number for number, (x, y) in spots.items()),
   "each number stands nearest to its own symbol", (spots, at))
five = next(r for r in rows if r["event_id"] == "IDL-2020-01")
equal((five["deaths"], five["deaths_low"], five["deaths_high"]), ("33", "33", "34"), "deaths with low and high")
claim = next(r for r in rows if r["event_id"] == "IDL-2020-07")
ok(claim["deaths"] == "" and claim["what"].startswith("(claim) "), "a claim is called one, and is no deaths", claim)
equal(table.rows[0], ["No.", "Date", "Place", "What", "Deaths"], "the table of the page has its header")
equal([r[0] for r in table.rows[1:]], [r["number"] for r in rows], "HTML has the rows of the CSV")
equal([r[3] for r in table.rows[1:]], [r["what"] for r in rows], "and says the same of them")
ok(table.caption.startswith("Idlib, 27 February 2020"), "its caption is the map's title", table.caption)
equal([a.get("scope") for t, a in table.tags if t == "th"], ["col"] * 5 + ["row"] * len(rows), "its headers have a scope")
listed = [t for _, t in texts(svg, "key-table")]
ok("Date" in listed and "10–27 February 2020" in listed, "the page has the key table", listed)

# Too many for the page
ids = ["n%d" % i for i in range(200)]
many = write_csv(os.path.join(place, "many-events.csv"), ["id", "date", "lat", "lon", "type"],
                 [[name, "2020-02-%02d" % (1 + i % 28), 35.2 + i % 14 * 0.1, 35.9 + i // 14 * 0.1, "Battles"]
                  for i, name in enumerate(ids)])
svg, rows, table, report = numbered("many", "--events", many, *PAGE)
equal(len(rows), 200, "the files have all rows")
more = [t for _, t in texts(svg, "key-table") if "more" in t]
match = re.match(r"(\d+) more \((\d+)–(\d+)\): see many\.csv$", more[0] if more else "")
ok(match and int(match[1]) == 200 - int(match[2]) + 1 and match[3] == "200", "the page says how many more, and where", more)
equal([r["event_id"] for r in rows[:3]], ["n0", "n28", "n56"], "n28 comes before n112 on one day")

# Many events of one province stand in rows, each within the frame
rows_of_idlib = [["p%d" % i, "2020-02-27", "Idlib province", "Battles"] for i in range(8)]
idlib = write_csv(os.path.join(place, "idlib-events.csv"), ["id", "date", "location", "type"], rows_of_idlib)
svg, rows, table, report = numbered("idlib", "--events", idlib, *PAGE)
box = report["frame"]
ok(all(box[0] < e["px"] < box[2] and box[1] < e["py"] < box[3] for e in report["events"]),
   "eight symbols of one province stand in the frame", [(e["px"], e["py"]) for e in report["events"]])
equal(len(texts(svg, "event-numbers")), 8, "with their numbers")

# Events drawn as one symbol
svg, rows, table, report = numbered("cluster", "--coincident", "cluster", *PAGE)
ok(("7–10" in [t for _, t in texts(svg, "event-numbers")]) and len(rows) == 10, "a cluster tells all its numbers", texts(svg, "event-numbers"))

# What others wrote
bad = write_csv(os.path.join(place, "bad-events.csv"), ["id", "date", "lat", "lon", "location", "type", "deaths"],
                [["=cmd|' /C calc'!A0", "2020-02-27", 35.9, 36.6, "<b>&\"x", "@SUM(1)", 0],
                 ["+1", "", 35.8, 36.5, "-x", "\u202eevil", ""]])
svg, rows, table, report = numbered("bad", "--events", bad, *PAGE)
text = read(os.path.join(place, "bad.csv")).decode()
raw = list(csv.reader(read(os.path.join(place, "bad.csv")).decode().splitlines()))
ok(all(cell[:1] not in "=@" or cell == "" for row in raw for cell in row), "no cell of the CSV is run by a spreadsheet", text)
equal((rows[0]["deaths"], rows[1]["deaths"]), ("0", ""), "no deaths are 0, unknown ones are empty")
equal((table.rows[1][2], table.rows[1][4], table.rows[2][4]), ('<b>&"x', "0", "not known"), "HTML is escaped")
ok("\u202e" not in read(os.path.join(place, "bad.html")).decode(), "controls of direction are left out of HTML")
equal(rows[1]["date_from"], "", "an event without a date comes last")

# Options
result = idlibmap("render", "--number-table", "x.txt")
ok(result.status == 2 and ".csv" in result.err, "another suffix is a usage error", result)
plain = os.path.join(place, "plain.svg")
render(*PAGE, "-o", plain)
ok(b"event-numbers" not in read(plain) and b"key-table" not in read(plain), "without --number there are none")
render(*PAGE, "--number", "--furniture", "title", "-o", plain)
ok(b"event-numbers" in read(plain) and b"key-table" not in read(plain), "--furniture may leave the table out")
for language, header in (("ar", "التاريخ"), ("tr", "Tarih")):
    svg, rows, table, report = numbered(language, "--lang", language, *PAGE)
    equal(table.rows[0][1], header, "headers in " + language)
    attributes = next(a for t, a in table.tags if t == "html")
    equal(attributes["dir"], "rtl" if language == "ar" else "ltr", "direction of " + language)
map_file = write(os.path.join(place, "n.map"), "[map]\nnumber=maybe\n")
result = idlibmap("render", map_file, "-o", plain)
ok(result.status == 1 and "neither yes nor no" in result.err, "number= in a map file is yes or no", result)
done()
