#!/usr/bin/python3
"""Draws the layers of data/styles/situation.json with Mapnik: the yardstick of `make bench`.

    mapnik_map.py REPORT.json OUTPUT.png

REPORT.json is the report of `idlibmap render --furniture none`: from it come the CRS, the extent, the
page and the places of the events, so that both programs draw the same map. Prints the CPU time in ms
that the process has spent once Mapnik is imported, i.e. without the start of Python and the import.
The furniture and the ties between symbols are left out.
"""
import csv
import json
import os
import sys
import tempfile
import time

import mapnik

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FONTS = "/usr/share/fonts/truetype/noto"
HALO = "#fbf9f4"
WGS84 = "+proj=longlat +datum=WGS84 +no_defs"
# The provinces with events known no closer than to the province; see data/events.csv.
EVENT_PROVINCES = ("SY-ID", "SY-HL", "TR-31")
STYLE = """
<Map>
  <FontSet name="regular"><Font face-name="Noto Sans Regular"/><Font face-name="Noto Sans Arabic Regular"/></FontSet>
  <FontSet name="italic"><Font face-name="Noto Sans Italic"/><Font face-name="Noto Sans Arabic Regular"/></FontSet>
  <FontSet name="bold"><Font face-name="Noto Sans Bold"/><Font face-name="Noto Sans Arabic Bold"/></FontSet>
  %s
</Map>
"""


def rule(symbolizers, where=None):
    condition = "<Filter>%s</Filter>" % where if where else ""
    return "<Rule>%s%s</Rule>" % (condition, symbolizers)


def line(color, width, more=""):
    return '<LineSymbolizer stroke="%s" stroke-width="%s" stroke-linejoin="round" %s/>' % (color, width, more)


def polygon(color):
    return '<PolygonSymbolizer fill="%s"/>' % color


def dot(radius, fill, stroke, width):
    return ('<MarkersSymbolizer marker-type="ellipse" width="%s" height="%s" fill="%s" stroke="%s" '
            'stroke-width="%s" allow-overlap="true" ignore-placement="%s"/>'
            % (2 * radius, 2 * radius, fill, stroke, width, "false"))


def text(field, fonts, size, color, halo=1, more=""):
    return ('<TextSymbolizer fontset-name="%s" size="%s" fill="%s" halo-fill="%s" halo-radius="%s" '
            'placement-type="simple" %s>%s</TextSymbolizer>' % (fonts, size, color, HALO, halo, more, field))


POINT_TEXT = 'placements="NE,E,SE,NW,W,SW,N,S" dx="4" dy="4"'
BOTH_NAMES = "[name_en] + '&#10;' + [name_ar]"
TOWNS = "[rank] &lt;= 4"


def hatch_pattern(path):
    """Lines of 0.8 px at 45 degrees, 9 px apart, in a tile that repeats."""
    side = 9 * 2 ** 0.5
    with open(path, "w") as file:
        file.write('<svg xmlns="http://www.w3.org/2000/svg" width="%.3f" height="%.3f"><path stroke="#dfb79c" '
                   'stroke-width="0.8" fill="none" d="M0,%.3fL%.3f,0"/></svg>' % (side, side, side, side))
    return path


def style_layers(hatch):
    """(source, rules), in drawing order: one for each layer of the style."""
    hatched = " or ".join("[iso] = '%s'" % iso for iso in EVENT_PROVINCES)
    return [
        ("countries", rule(polygon("#f8f5ee"), "[iso_a3] = 'SYR'") + rule(polygon("#ebe8e2"), "[iso_a3] != 'SYR'")),
        ("admin1", rule(polygon("#f4ead8"), "[iso] = 'SY-ID'")),
        ("admin1", rule('<PolygonPatternSymbolizer file="%s"/>' % hatch, hatched)),
        ("rivers", rule(line("#9fbdcc", 1.6, 'stroke-linecap="round"'), "[rank] = 1")
         + rule(line("#9fbdcc", 1.1, 'stroke-linecap="round"'), "[rank] = 2")
         + rule(line("#9fbdcc", 0.7, 'stroke-linecap="round"'), "[rank] &gt; 2")),
        ("sea", rule(polygon("#cfdfe7"))),
        ("lakes", rule(polygon("#cfdfe7") + line("#86a3b2", 1))),
        ("coast", rule(line("#86a3b2", 0.6))),
        ("admin1_lines", rule(line("#a89e90", 0.9, 'stroke-dasharray="3.6,2.25"'))),
        ("borders", rule(line("#ffffff", 5, 'stroke-linecap="round" stroke-opacity="0.8"'))),
        ("borders", rule(line("#5f574e", 1.5))),
        ("roads", rule(line("#c2a878", 1.8, 'stroke-dasharray="5.4,2.88"'))),
        ("places", "".join(rule(dot(radius, "#3a3a3a", HALO, 0.8), "[rank] = %d" % rank)
                           for rank, radius in ((1, 2.8), (2, 2.4), (3, 2), (4, 1.6)))),
        ("events", rule(dot(17.8, "#d55e00", "#ffffff", 1), "[deaths] = 33")
         + rule(dot(6, "#d55e00", "#ffffff", 1), "[deaths] = 0 and [kind] = 'strike'")
         + rule(dot(6, "#0072b2", "#ffffff", 1), "[deaths] = 0 and [kind] = 'battle'")
         + rule(dot(6, "#7d7d7d", "#ffffff", 1), "[deaths] = 0 and [kind] = 'other'")),
        ("events", rule(dot(15.4, "#ffffff", "#ffffff", 0), "[area] = 1 and [deaths] = 33")
         + rule(dot(3.6, "#ffffff", "#ffffff", 0), "[area] = 1 and [deaths] = 0")),
        ("sea", rule(text(BOTH_NAMES, "italic", 15, "#4f7d95", 0, 'character-spacing="1.8" placement="interior"'))),
        ("lakes", rule(text("[name_en]", "italic", 10, "#4f7d95", 0.8, 'wrap-width="60" placement="interior"'),
                       "[area_km2] &gt;= 40")),
        ("rivers", rule(text("[name_en]", "italic", 10.5, "#4f7d95", 1, 'placement="line" dy="-7"'),
                        "[rank] &lt;= 2")),
        ("roads", rule(text("[ref]", "bold", 10.5, "#8a6d3b", 1.2, 'placement="line" dy="-8"'))),
        ("places", rule(text(BOTH_NAMES, "bold", 12.5, "#1f1f1f", 1.3, POINT_TEXT), "[rank] &lt;= 2")
         + rule(text(BOTH_NAMES, "regular", 11, "#1f1f1f", 1.3, POINT_TEXT), "[rank] = 3")
         + rule(text("[name_en]", "regular", 10, "#1f1f1f", 1.3, POINT_TEXT), "[rank] = 4")),
        ("countries", rule(text(BOTH_NAMES, "regular", 18, "#8d8578", 1,
                                'character-spacing="5.4" text-transform="uppercase" placement="interior"'))),
        ("admin1", rule(text("[name_en]", "regular", 12.5, "#84796a", 1,
                             'character-spacing="2" text-transform="uppercase" placement="interior"'))),
        ("events", rule(text("[place] + '&#10;exact place not known'", "italic", 11, "#7a3b12", 1.3,
                             'placements="S,N" dy="8"'), "[area] = 1")),
        ("events", rule(text("[place]", "bold", 12.5, "#1f1f1f", 1.3, POINT_TEXT), "[area] = 0")),
    ]


def events_csv(report, path):
    """The drawn events in the map's CRS, where idlibmap draws them (several at one place side by side)."""
    west, south, east, north = report["extent"]
    left, top, right, bottom = report["frame"]
    kinds = {"Explosions/Remote violence": "strike", "Battles": "battle"}
    with open(os.path.join(ROOT, "data/events.csv"), newline="", encoding="utf-8") as file:
        rows = {row["event_id_cnty"]: row for row in csv.DictReader(file)}
    with open(path, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(("x", "y", "place", "kind", "deaths", "area"))
        for event in report["events"]:
            if event["status"] == "drawn":
                row = rows[event["id"]]
                out.writerow((west + (event["px"] - left) / (right - left) * (east - west),
                              north - (event["py"] - top) / (bottom - top) * (north - south),
                              event["place"], kinds.get(row["event_type"], "other"),
                              int(row["fatalities"] or 0), int(event["precision"].startswith("admin"))))
    return path


def source_of(name, events):
    if name == "events":
        return mapnik.CSV(file=events)
    return mapnik.Shapefile(file=os.path.join(ROOT, "shapes", name), encoding="utf-8")


def make_map(report, folder):
    page, crs = report["page"], report["crs"].replace(" +type=crs", "")
    map_ = mapnik.Map(int(page["width"]), int(page["height"]), crs)
    layers = style_layers(hatch_pattern(os.path.join(folder, "hatch.svg")))
    events = events_csv(report, os.path.join(folder, "events.csv"))
    styles = "".join('<Style name="%d">%s</Style>' % (i, rules) for i, (_, rules) in enumerate(layers))
    mapnik.load_map_from_string(map_, STYLE % styles)
    map_.srs = crs
    map_.background = mapnik.Color("#ebe8e2")
    for i, (source, _) in enumerate(layers):
        layer = mapnik.Layer(str(i), crs if source == "events" else WGS84)
        layer.datasource = source_of(source, events)
        layer.styles.append(str(i))
        map_.layers.append(layer)
    map_.zoom_to_box(mapnik.Box2d(*report["extent"]))
    return map_


def main():
    report_path, output = sys.argv[1:]
    start = time.process_time()
    with open(report_path, encoding="utf-8") as file:
        report = json.load(file)
    for name in ("NotoSans-Regular", "NotoSans-Italic", "NotoSans-Bold", "NotoSansArabic-Regular",
                 "NotoSansArabic-Bold"):
        mapnik.FontEngine.register_font("%s/%s.ttf" % (FONTS, name))
    with tempfile.TemporaryDirectory() as folder:
        map_ = make_map(report, folder)
        image = mapnik.Image(map_.width, map_.height)
        mapnik.render(map_, image)
        # Without alpha, and at zlib's fastest level: as the program does.
        image.save(output, "png32:t=0:z=1")
    print("%.1f" % ((time.process_time() - start) * 1000))


if __name__ == "__main__":
    main()
