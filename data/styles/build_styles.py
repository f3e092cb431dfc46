#!/usr/bin/env -S python3 -B
"""Writes situation.json, dark.json and print.json beside this file: one description, three palettes.

    data/styles/build_styles.py [FOLDER]

Layers are listed from the ground up. What differs between the styles is in the palettes at the end; all else, in
the words of MapLibre's style specification, is the same in all of them."""
import json
import os
import sys

FOLDER = os.path.dirname(os.path.abspath(__file__))
SHAPES = "../../shapes/"
NOTO = "/usr/share/fonts/truetype/noto/"

OSM = "© OpenStreetMap contributors (ODbL)"
GSHHG = "GSHHG, World Data Bank II (LGPL)"
GEONAMES = "GeoNames (CC BY 4.0)"
NATURAL_EARTH = "Natural Earth"
OURAIRPORTS = "OurAirports"

FONTS = {
    "Noto Sans Regular": NOTO + "NotoSans-Regular.ttf",
    "Noto Sans Italic": NOTO + "NotoSans-Italic.ttf",
    "Noto Sans Bold": NOTO + "NotoSans-Bold.ttf",
    "Noto Sans Arabic Regular": NOTO + "NotoSansArabic-Regular.ttf",
    "Noto Sans Arabic Bold": NOTO + "NotoSansArabic-Bold.ttf",
}
REGULAR = ["Noto Sans Regular", "Noto Sans Arabic Regular"]
BOLD = ["Noto Sans Bold", "Noto Sans Arabic Bold"]
ITALIC = ["Noto Sans Italic", "Noto Sans Arabic Regular"]

# The name of a feature in the language of the map, and a second one in the other script.
LANGUAGE = ["global-state", "lang"]
OWN_NAME = ["coalesce", ["get", ["concat", "name_", LANGUAGE]], ""]
NAME = ["case", ["!=", OWN_NAME, ""], OWN_NAME, ["get", "name_en"]]
SECOND_NAME = ["coalesce", ["match", LANGUAGE, "en", ["get", "name_ar"], "ar", ["get", "name_en"], ""], ""]
BILINGUAL = ["case", ["any", ["==", SECOND_NAME, ""], ["==", SECOND_NAME, NAME]], NAME,
             ["concat", NAME, "\n", SECOND_NAME]]
PLACE_UNKNOWN = ["match", LANGUAGE, "ar", "المكان الدقيق غير معروف", "tr", "tam yeri bilinmiyor",
                 "exact place not known"]

GDELT_DEEDS = {
    "Engage in material cooperation": {"en": "Material cooperation", "ar": "تعاون مادي", "tr": "Maddi iş birliği"},
    "Provide aid": {"en": "Aid", "ar": "مساعدات", "tr": "Yardım"},
    "Yield": {"en": "Yielding", "ar": "تنازل", "tr": "Taviz"},
    "Investigate": {"en": "Investigation", "ar": "تحقيق", "tr": "Soruşturma"},
    "Exhibit force posture": {"en": "Show of force", "ar": "استعراض قوة", "tr": "Güç gösterisi"},
    "Reduce relations": {"en": "Relations reduced", "ar": "تقليص العلاقات", "tr": "İlişkilerin azaltılması"},
    "Coerce": {"en": "Coercion", "ar": "إكراه", "tr": "Zorlama"},
}
# Event types (ACLED's, UCDP's and GDELT's that are more than words) and the palette's name for each.
EVENT_TYPES = {
    "Explosions/Remote violence": "explosion",
    "Battles": "battle",
    "Violence against civilians": "civilians",
    "Protests": "protest",
    "Riots": "protest",
    "Strategic developments": "strategic",
    "State-based conflict": "battle",
    "Non-state conflict": "explosion",
    "One-sided violence": "civilians",
    "Fight": "battle",
    "Assault": "civilians",
    "Use unconventional mass violence": "explosion",
    "Protest": "protest",
    **dict.fromkeys(GDELT_DEEDS, "strategic"),
}
EVENT_LABELS = {
    "Explosions/Remote violence": {"en": "Airstrikes and shelling", "ar": "غارات وقصف",
                                   "tr": "Hava saldırısı ve bombardıman"},
    "Battles": {"en": "Ground fighting", "ar": "معارك برية", "tr": "Kara çatışması"},
    "Violence against civilians": {"en": "Violence against civilians", "ar": "عنف ضد المدنيين",
                                   "tr": "Sivillere yönelik şiddet"},
    "Protests": {"en": "Protests", "ar": "احتجاجات", "tr": "Protestolar"},
    "Riots": {"en": "Riots", "ar": "أعمال شغب", "tr": "İsyanlar"},
    "Strategic developments": {"en": "Strategic developments", "ar": "تطورات استراتيجية",
                               "tr": "Stratejik gelişmeler"},
    "State-based conflict": {"en": "State-based conflict", "ar": "نزاع تشارك فيه دولة",
                             "tr": "Devletin taraf olduğu çatışma"},
    "Non-state conflict": {"en": "Non-state conflict", "ar": "نزاع بين أطراف من غير الدول",
                           "tr": "Devlet dışı çatışma"},
    "One-sided violence": {"en": "One-sided violence", "ar": "عنف من طرف واحد", "tr": "Tek taraflı şiddet"},
    "Fight": {"en": "Fighting", "ar": "قتال", "tr": "Çatışma"},
    "Assault": {"en": "Assault", "ar": "اعتداء", "tr": "Saldırı"},
    "Use unconventional mass violence": {"en": "Mass violence", "ar": "عنف جماعي", "tr": "Kitlesel şiddet"},
    "Protest": {"en": "Protest", "ar": "احتجاج", "tr": "Protesto"},
    **GDELT_DEEDS,
    "": {"en": "Other events, statements", "ar": "أحداث أخرى وتصريحات",
         "tr": "Diğer olaylar, açıklamalar"},
}
EVENT_ICON = [
    "match", ["get", "sub_event_type"],
    ["Air/drone strike"], "airstrike",
    ["Shelling/artillery/missile attack"], "shelling",
    ["Armed clash"], "clash",
    ["Government regains territory", "Non-state actor overtakes territory"], "territory",
    ["match", ["get", "event_type"],
     "Explosions/Remote violence", "explosion",
     "Battles", "clash",
     "Violence against civilians", "violence",
     "Protests", "protest",
     "Riots", "protest",
     "Strategic developments", "strategic",
     ["State-based conflict", "Non-state conflict", "Fight"], "clash",
     ["One-sided violence", "Assault", "Use unconventional mass violence"], "violence",
     "Protest", "protest",
     [*GDELT_DEEDS], "strategic",
     ["case", ["==", ["typeof", ["get", "claim"]], "string"], "claim", "statement"]]]
# The area of a circle grows with the deaths; none is the smallest dot; unknown is not zero, and has a size of its own.
KNOWS_DEATHS = ["==", ["typeof", ["get", "deaths"]], "number"]


def radius_of(count):
    return ["max", 2.2, ["*", 3.1, ["sqrt", ["to-number", ["get", count]]]]]


EVENT_RADIUS = ["case", KNOWS_DEATHS, radius_of("deaths"), 8]
# The ring of the highest count stands clear of the disc, also where it is nearly as large.
HAS_HIGH = ["all", KNOWS_DEATHS, [">", ["to-number", ["get", "deaths_high"]], ["to-number", ["get", "deaths"]]]]
HAS_LOW = ["all", KNOWS_DEATHS, ["<", ["to-number", ["get", "deaths_low"]], ["to-number", ["get", "deaths"]]]]
HIGH_RADIUS = ["max", radius_of("deaths_high"), ["+", EVENT_RADIUS, 1.8]]
OUTER_RADIUS = ["case", HAS_HIGH, ["+", HIGH_RADIUS, 0.6], EVENT_RADIUS]
# With --fade age: older events are paler, to a quarter.
FRESHNESS = ["case", ["==", ["global-state", "fade"], "age"],
             ["-", 1, ["*", 0.75, ["coalesce", ["get", "age"], 0]]], 1]
IS_POINT = ["==", ["geometry-type"], "Point"]
IS_POLYGON = ["==", ["geometry-type"], "Polygon"]
IS_AREA_EVENT = ["in", ["get", "precision"], ["literal", ["admin1", "admin2", "admin3", "region"]]]
IS_NEAR = ["==", ["get", "precision"], "near"]
IN_PROVINCE = ["==", ["get", "area_level"], "admin1"]
IN_SMALLER_AREA = ["all", IS_AREA_EVENT, ["!", IN_PROVINCE]]

# Places of rank 5 and lower would crowd the sheet; one with an event is always shown.
HAS_EVENTS = [">", ["get", "events"], 0]
SHOWN_PLACES = ["any", ["<=", ["get", "rank"], 4], HAS_EVENTS]
ANCHORS = ["bottom-left", "left", "top-left", "bottom-right", "right", "top-right", "bottom", "top"]


def bilingual_place(palette):
    """The second name below the first, lighter and at the same visual size."""
    return ["case", ["any", ["==", SECOND_NAME, ""], ["==", SECOND_NAME, NAME]], NAME,
            ["format", NAME, {}, "\n", {}, SECOND_NAME,
             {"font-scale": 0.94, "text-color": palette["muted"],
              "text-font": ["literal", ["Noto Sans Arabic Regular", "Noto Sans Regular"]]}]]


def by_event_type(palette, prefix=""):
    """The palette's value for each event type, as an expression; one word where all are equal."""
    values = [palette[prefix + name] for name in (*EVENT_TYPES.values(), "other")]
    if len(set(values)) == 1:
        return values[0]
    pairs = [part for pair in zip(EVENT_TYPES, values) for part in pair]
    return ["match", ["get", "event_type"], *pairs, values[-1]]


def layer(name, kind, source=None, only=None, paint=None, layout=None, **metadata):
    """A style layer, its keys in the order of the specification's examples."""
    made = {"id": name, "type": kind}
    for key, value in (("source", source), ("filter", only), ("layout", layout), ("paint", paint)):
        if value:
            made[key] = value
    if metadata:
        made["metadata"] = metadata
    return made


def text_paint(palette, color, halo_width):
    return {"text-color": palette[color], "text-halo-color": palette["halo"], "text-halo-width": halo_width}


def ground_layers(palette):
    return [
        layer("background", "background", paint={"background-color": palette["paper"]}),
        layer("land", "fill", "countries",
              paint={"fill-color": ["match", ["get", "iso_a3"], "SYR", palette["land"], palette["neighbour"]]},
              legend=False),
        layer("story-province", "fill", "admin1", ["==", ["get", "iso"], "SY-ID"], {"fill-color": palette["story"]},
              legend=False),
        layer("event-areas", "fill", "events", ["all", IS_POLYGON, IN_PROVINCE],
              {"fill-color": palette["hatch"], "fill-pattern": "hatch:45/9/0.8"},
              legend={"label": {"en": "Province of events whose exact place is not known",
                                "ar": "محافظة أحداث لا يُعرف مكانها بدقة",
                                "tr": "Tam yeri bilinmeyen olayların ili"}}),
        layer("event-districts", "fill", "events", ["all", IS_POLYGON, IN_SMALLER_AREA],
              {"fill-color": palette["hatch"], "fill-pattern": "hatch:135/6/0.8"},
              legend={"label": {"en": "District or region of events whose exact place is not known",
                                "ar": "منطقة أحداث لا يُعرف مكانها بدقة",
                                "tr": "Tam yeri bilinmeyen olayların ilçesi veya bölgesi"}}),
        layer("rivers", "line", "rivers",
              paint={"line-color": palette["river"],
                     "line-width": ["match", ["get", "rank"], 1, 1.6, 2, 1.1, 0.7]},
              layout={"line-cap": "round", "line-join": "round"}, legend=False),
        layer("sea", "fill", "sea", paint={"fill-color": palette["sea"]}),
        layer("lakes", "fill", "lakes",
              paint={"fill-color": palette["sea"], "fill-outline-color": palette["coast"]}),
        layer("coast", "line", "coast", paint={"line-color": palette["coast"], "line-width": 0.6},
              layout={"line-join": "round"}),
    ]


def border_and_road_layers(palette):
    return [
        layer("province-lines", "line", "admin1_lines",
              paint={"line-color": palette["admin"], "line-width": 0.9, "line-dasharray": [4, 2.5]},
              layout={"line-join": "round"},
              legend={"label": {"en": "Province boundary (approximate)", "ar": "حدود المحافظات (تقريبية)",
                                "tr": "İl sınırı (yaklaşık)"}},
              note={"en": "Province boundaries are approximate (up to about 3 km).",
                    "ar": "حدود المحافظات تقريبية (حتى نحو 3 كم).",
                    "tr": "İl sınırları yaklaşıktır (yaklaşık 3 km'ye kadar)."}),
        layer("border-casing", "line", "borders",
              paint={"line-color": palette["casing"], "line-width": 5, "line-opacity": 0.8},
              layout={"line-join": "round", "line-cap": "round"}),
        layer("borders", "line", "borders", paint={"line-color": palette["border"], "line-width": 1.5},
              layout={"line-join": "round"},
              legend={"label": {"en": "International border", "ar": "حدود دولية", "tr": "Uluslararası sınır"}}),
        layer("roads", "line", "roads",
              paint={"line-color": palette["road"], "line-width": 1.8, "line-dasharray": [3, 1.6]},
              layout={"line-join": "round"},
              legend={"label": {"en": "Highways M4, M5 (schematic)", "ar": "الطريقان M4 وM5 (تخطيطي)",
                                "tr": "M4, M5 karayolları (şematik)"}},
              note={"en": "Highways M4 and M5 are schematic: straight lines from town to town.",
                    "ar": "الطريقان M4 وM5 مرسومان تخطيطياً: خطوط مستقيمة بين البلدات.",
                    "tr": "M4 ve M5 karayolları şematiktir: kasabadan kasabaya düz çizgiler."}),
    ]


def place_dot_layer(palette):
    return layer("place-dots", "circle", "places", SHOWN_PLACES,
                 {"circle-radius": ["step", ["get", "rank"], 2.8, 2, 2.4, 3, 2, 4, 1.6],
                  "circle-color": palette["dot"], "circle-stroke-color": palette["halo"],
                  "circle-stroke-width": 0.8},
                 legend=False, **{"gives-way": True})


def event_reach_layers(palette):
    """Lines and circles on the ground that events are known to; one for all events of a place."""
    return [
        layer("event-lines", "line", "events", ["==", ["geometry-type"], "LineString"],
              {"line-color": palette["hatch"], "line-width": 7, "line-opacity": 0.6},
              {"line-cap": "round", "line-join": "round"},
              legend={"label": {"en": "Line of events whose exact place is not known",
                                "ar": "خط أحداث لا يُعرف مكانها بدقة",
                                "tr": "Tam yeri bilinmeyen olayların hattı"}}),
        layer("event-rings", "line", "events", ["all", IS_POLYGON, IS_NEAR],
              {"line-color": palette["ring"], "line-width": 0.7, "line-opacity": 0.42},
              legend={"label": {"en": "Circle: within this distance of the place",
                                "ar": "دائرة: ضمن هذه المسافة من المكان",
                                "tr": "Daire: yere en çok bu uzaklıkta"},
                      "order": 1, "swatch": {"radius": 9, "opaque": True}}),
    ]


def rim(name, only, radius, width, color, labels, swatch, dashes=None):
    """A circle without a fill round events, or in them. The swatch: its radius and colour and the disc's radius."""
    palette, swatch_radius, swatch_color, disc_radius = swatch
    metadata = {"dense": False, "legend": {"label": labels, "order": 1,
                           "swatch": {"radius": swatch_radius, "stroke-color": palette[swatch_color],
                                      "disc": {"radius": disc_radius, "color": palette["muted"]}}}}
    if dashes:
        metadata["stroke-dasharray"] = dashes
    return layer(name, "circle", "events", ["all", IS_POINT, only],
                 {"circle-radius": radius, "circle-color": "rgba(0, 0, 0, 0)", "circle-stroke-color": color,
                  "circle-stroke-width": width, "circle-stroke-opacity": FRESHNESS},
                 **metadata)


def event_rim_layers(palette):
    """Below the discs: what is not certain of an event, as rims round it."""
    return [
        rim("events-near", IS_NEAR, ["+", OUTER_RADIUS, 3.2], 1.2, by_event_type(palette, palette["rim"]),
            {"en": "Dashed rim: near here, exact spot not known",
             "ar": "حافة متقطعة: قرب هذا المكان، والموقع الدقيق غير معروف",
             "tr": "Kesikli kenar: bu yerin yakınında, tam noktası bilinmiyor"}, (palette, 8.2, "muted", 5), [2.6, 2]),
        rim("events-high", HAS_HIGH, HIGH_RADIUS, 1.1, by_event_type(palette, palette["rim"]),
            {"en": "Outer ring: highest count of deaths", "ar": "حلقة خارجية: أعلى حصيلة قتلى",
             "tr": "Dış halka: en yüksek ölü sayısı"}, (palette, 7.5, "muted", 5)),
        rim("events-unclear", ["==", ["get", "unclear"], True], ["+", EVENT_RADIUS, 1], 1.6, palette["unsure"],
            {"en": "Grey rim: not told apart clearly in the source", "ar": "حافة رمادية: لا يميّزه المصدر بوضوح",
             "tr": "Gri kenar: kaynakta açıkça ayırt edilmiyor"}, (palette, 6, "unsure", 5)),
        rim("events-date-vague", ["==", ["get", "date_vague"], True], ["+", EVENT_RADIUS, 1], 1.6, palette["ink"],
            {"en": "Dotted rim: date known to a week or longer only",
             "ar": "حافة منقطة: التاريخ معروف بالأسبوع أو أكثر فقط",
             "tr": "Noktalı kenar: tarih yalnızca hafta veya daha uzun"}, (palette, 6, "ink", 5), [1, 2]),
    ]


def event_core_layers(palette):
    """Above the discs: their lowest count, and a ring where no count is known."""
    return [
        layer("events-low", "circle", "events", ["all", IS_POINT, HAS_LOW, ["!", IS_AREA_EVENT]],
              {"circle-radius": radius_of("deaths_low"), "circle-color": palette["core"],
               "circle-stroke-color": by_event_type(palette, "icon_"), "circle-stroke-width": 0.7,
               "circle-opacity": FRESHNESS, "circle-stroke-opacity": FRESHNESS},
              legend={"label": {"en": "Inner tone: lowest count of deaths", "ar": "لون داخلي: أدنى حصيلة قتلى",
                                "tr": "İç ton: en düşük ölü sayısı"},
                      "order": 1,
                      "swatch": {"radius": 4, "disc": {"radius": 7, "color": palette["muted"]}}}, dense=False),
        rim("events-uncounted", ["all", ["!", KNOWS_DEATHS], ["!", IS_AREA_EVENT]], ["-", EVENT_RADIUS, 2], 0.8,
            by_event_type(palette, "icon_"),
            {"en": "Inner ring: number of deaths not known", "ar": "حلقة داخلية: عدد القتلى غير معروف",
             "tr": "İç halka: ölü sayısı bilinmiyor"}, (palette, 5, "paper", 7)),
    ]


def hollow_layer(name, only, palette, labels):
    paint = {"circle-radius": ["-", EVENT_RADIUS, 2], "circle-color": palette["paper"]}
    if "hollow_rim" in palette:
        paint.update({"circle-stroke-color": palette["hollow_rim"], "circle-stroke-width": 0.8})
    return layer(name, "circle", "events", ["all", IS_POINT, only], paint,
                 legend={"label": labels, "swatch": {"radius": 5, "stroke-color": palette["muted"], "stroke-width": 2.4}})


def event_layers(palette):
    """Circles by type and deaths, hollow where only the area is known, with an icon where there is room."""
    return [
        *event_rim_layers(palette),
        layer("events", "circle", "events", IS_POINT,
              {"circle-radius": EVENT_RADIUS, "circle-color": by_event_type(palette), "circle-opacity": FRESHNESS,
               "circle-stroke-color": palette["eventrim"], "circle-stroke-width": 1,
               "circle-stroke-opacity": FRESHNESS},
              {"circle-sort-key": ["-", 0, ["coalesce", ["get", "deaths"], 0]]},
              legend={"label": {"en": "Events", "ar": "الأحداث", "tr": "Olaylar"},
                      "custom-labels": EVENT_LABELS,
                      "size": {"en": "Reported deaths", "ar": "قتلى مُبلَّغ عنهم", "tr": "Bildirilen ölümler"},
                      "size-property": "deaths", "swatch": {"radius": 6, "opaque": True}}),
        hollow_layer("events-hollow", IN_PROVINCE, palette,
                     {"en": "Hollow: known to the province only", "ar": "مفرَّغ: معروف على مستوى المحافظة فقط",
                      "tr": "İçi boş: yalnızca ili biliniyor"}),
        hollow_layer("events-hollow-districts", IN_SMALLER_AREA, palette,
                     {"en": "Hollow: known to the district or region only",
                      "ar": "مفرَّغ: معروف على مستوى المنطقة فقط",
                      "tr": "İçi boş: yalnızca ilçesi veya bölgesi biliniyor"}),
        *event_core_layers(palette),
        layer("event-icons", "symbol", "events", ["all", IS_POINT, [">=", EVENT_RADIUS, 7]],
              {"icon-color": ["case", IS_AREA_EVENT, by_event_type(palette, palette["hollow_icon"]),
                              by_event_type(palette, "icon_")], "icon-opacity": FRESHNESS},
              {"icon-image": EVENT_ICON,
               "icon-size": ["*", EVENT_RADIUS, ["case", ["any", IS_AREA_EVENT, ["!", KNOWS_DEATHS]], 0.074, 0.088]],
               "icon-allow-overlap": True, "icon-ignore-placement": True},
              legend=False),
    ]


# Told apart by fill as well as by colour: filled, filled with a dark rim, hollow.
CHANGES = {
    "added": ({"en": "Added", "ar": "أُضيف", "tr": "Eklendi"}, "#009e73", "#ffffff", 1),
    "changed": ({"en": "Changed", "ar": "تغيّر", "tr": "Değişti"}, "#e69f00", "#1f1f1f", 1.6),
    "removed": ({"en": "Removed", "ar": "حُذف", "tr": "Silindi"}, "#ffffff", "#d55e00", 2.4),
}


def by_change(part):
    """A part of CHANGES for each change, as an expression; what has not changed has the last one's, and is not drawn."""
    pairs = [value for name, looks in CHANGES.items() for value in (name, looks[part])]
    return ["match", ["get", "change"], *pairs[:-2], pairs[-1]]


def change_layers(palette):
    """The events of two releases of a data set (idlibmap diff), by what has become of them."""
    is_change = ["match", ["get", "change"], list(CHANGES), True, False]
    return [
        layer("events", "circle", "events", ["all", IS_POINT, is_change],
              {"circle-radius": 6, "circle-color": by_change(1), "circle-stroke-color": by_change(2),
               "circle-stroke-width": by_change(3)},
              legend={"label": {"en": "Events", "ar": "الأحداث", "tr": "Olaylar"},
                      "custom-labels": {**{name: looks[0] for name, looks in CHANGES.items()}, "": CHANGES["removed"][0]}}),
    ]


def airport_layer(palette):
    return layer("airports", "symbol", "airports",
                 paint={"icon-color": palette["airport"], "icon-halo-color": palette["halo"], "icon-halo-width": 1,
                        **text_paint(palette, "muted", 1.2)},
                 layout={"icon-image": ["match", ["get", "kind"], "airbase", "airfield", "airport"],
                         "icon-size": 0.72,
                         "text-field": ["case", ["==", ["get", "kind"], "airbase"], NAME, ""],
                         "text-font": ITALIC, "text-size": 9.5, "text-variable-anchor": ANCHORS,
                         "text-radial-offset": 0.8, "text-max-width": 7, "text-line-height": 1.1,
                         "text-justify": "auto", "text-optional": True},
                 legend={"label": {"en": "Airport, air base", "ar": "مطار، قاعدة جوية",
                                   "tr": "Havalimanı, hava üssü"}})


def water_and_road_name_layers(palette):
    return [
        layer("sea-names", "symbol", "sea",
              layout={"text-field": BILINGUAL, "text-font": ITALIC, "text-size": 15, "text-letter-spacing": 0.12,
                      "text-max-width": 8},
              paint={"text-color": palette["watertext"]}),
        layer("lake-names", "symbol", "lakes", [">=", ["get", "area_km2"], 40],
              layout={"text-field": NAME, "text-font": ITALIC, "text-size": 10, "text-max-width": 6},
              paint=text_paint(palette, "watertext", 0.8)),
        layer("river-names", "symbol", "rivers", ["<=", ["get", "rank"], 2],
              layout={"symbol-placement": "line", "text-field": NAME, "text-font": ITALIC, "text-size": 10.5,
                      "text-letter-spacing": 0.08, "text-offset": [0, -0.75]},
              paint=text_paint(palette, "watertext", 1)),
        layer("road-names", "symbol", "roads",
              layout={"symbol-placement": "line", "text-field": ["get", "ref"], "text-font": BOLD,
                      "text-size": 10.5, "text-offset": [0, -0.8]},
              paint=text_paint(palette, "roadtext", 1.2)),
    ]


def place_name_layer(palette):
    """Towns: those of events first and largest, then by rank and population; a line leads to a name that finds no
    room beside its dot. Names of events have none: in another language they would say a town's name twice."""
    size = ["case", HAS_EVENTS, 14, ["step", ["get", "rank"], 14, 2, 12.5, 3, 11, 4, 10]]
    order = ["-", ["case", HAS_EVENTS, 0, ["get", "rank"]], ["/", ["coalesce", ["get", "pop"], 0], 1e8]]
    return layer("place-names", "symbol", "places", SHOWN_PLACES,
                 layout={"text-field": ["case", ["any", ["<=", ["get", "rank"], 3], HAS_EVENTS],
                                        bilingual_place(palette), NAME],
                         "text-font": ["case", ["any", ["<=", ["get", "rank"], 2], HAS_EVENTS],
                                       ["literal", BOLD], ["literal", REGULAR]],
                         "text-size": size, "text-variable-anchor": ANCHORS, "text-radial-offset": 0.45,
                         "text-line-height": 1.15, "text-justify": "auto", "symbol-sort-key": order},
                 paint=text_paint(palette, "ink", 1.3),
                 leader={"color": palette["tie"], "width": 0.6, "max": 45})


def country_name_layer(palette):
    """Below the towns: a country has room elsewhere."""
    return layer("country-names", "symbol", "countries",
                 layout={"text-field": BILINGUAL, "text-font": REGULAR,
                         "text-size": ["interpolate", ["linear"], ["zoom"], 7.5, 13, 9, 18],
                         "text-letter-spacing": 0.3, "text-padding": 14, "text-transform": "uppercase"},
                 paint=text_paint(palette, "countrytext", 1))


def event_name_layer(palette):
    """What the files call places that no base layer names: villages, hills. Below the towns."""
    return layer("event-names", "symbol", "events", ["all", IS_POINT, ["!", IS_AREA_EVENT]],
                 layout={"text-field": ["get", "location"], "text-font": BOLD, "text-size": 12.5,
                         "text-variable-anchor": ANCHORS, "text-radial-offset": 0.3, "text-justify": "left"},
                 paint=text_paint(palette, "ink", 1.3))


def area_name_layers(palette):
    """What is placed first of all is last here: MapLibre places the topmost layer first."""
    return [
        layer("province-names", "symbol", "admin1",
              layout={"text-field": NAME, "text-font": REGULAR, "text-size": 12.5, "text-letter-spacing": 0.16,
                      "text-padding": 8, "text-transform": "uppercase"},
              paint=text_paint(palette, "admintext", 1)),
        layer("event-area-names", "symbol", "events", ["all", IS_POINT, IS_AREA_EVENT],
              layout={"text-field": ["concat", ["get", "location"], "\n", PLACE_UNKNOWN], "text-font": ITALIC,
                      "text-size": 11, "text-variable-anchor": ["top", "bottom", "left", "right"],
                      "text-radial-offset": 0.3, "symbol-sort-key": -1},
              paint=text_paint(palette, "eventtext", 1.3)),
    ]


def shapes_source(name, attribution):
    return {"type": "geojson", "data": SHAPES + name + ".shp", "attribution": attribution}


def sources():
    attributions = {
        "countries": OSM,
        "admin1": OSM + "; " + NATURAL_EARTH,
        "sea": GSHHG,
        "coast": GSHHG,
        "lakes": OSM,
        "rivers": GSHHG,
        "admin1_lines": OSM + "; " + NATURAL_EARTH,
        "borders": OSM,
        "roads": GEONAMES,
        "places": GEONAMES,
        "airports": OURAIRPORTS,
    }
    made = {name: shapes_source(name, attribution) for name, attribution in attributions.items()}
    made["events"] = {"type": "geojson", "data": "../events.csv"}
    return made


def style(name, palette, events):
    furniture = {"paper": palette["paper"], "ink": palette["ink"], "muted": palette["muted"],
                 "frame": palette["frame"], "accent": palette["explosion"], "land": palette["story"],
                 "land-other": palette["neighbour"], "water": palette["sea"], "fonts": REGULAR, "bold": BOLD}
    return {
        "version": 8,
        "name": name,
        "metadata": {"furniture": furniture, "events": {"tie-color": palette["tie"], "classes": palette["classes"],
                                                      "class-rim": palette["class_rim"]}},
        "state": {"lang": {"default": "en"}, "fade": {"default": "none"}},
        "font-faces": FONTS,
        "sources": sources(),
        "layers": [
            *ground_layers(palette),
            *border_and_road_layers(palette),
            *event_reach_layers(palette),
            place_dot_layer(palette),
            *events(palette),
            airport_layer(palette),
            *water_and_road_name_layers(palette),
            country_name_layer(palette),
            event_name_layer(palette),
            place_name_layer(palette),
            *area_name_layers(palette),
        ],
    }


def icon_colors(prefix, color, **others):
    """Palette entries, PREFIX and the name of each type: the colour of its icons."""
    return {prefix + name: others.get(name, color) for name in {*EVENT_TYPES.values(), "other"}}


# In each palette: icon_TYPE, an icon on a filled circle of the type; hollow_icon, the prefix of the entries for icons
# in hollow ones, and rim that of rings round events: "" is the type's own colour; hollow_rim, a line round the
# hollow, where there is one; unsure, the rim of events that the source does not tell apart; core, the lowest count;
# classes, from few to many events of a hexagon or an area, in lightness far enough apart for greyscale.


# Colours of Okabe and Ito, which people with any colour vision tell apart.
SITUATION = dict(
    paper="#ffffff", ink="#1f1f1f", muted="#5f5f5f", frame="#4a4a4a", halo="#fbf9f4",
    land="#f8f5ee", neighbour="#ebe8e2", story="#f4ead8", hatch="#dfb79c",
    sea="#cfdfe7", coast="#86a3b2", river="#9fbdcc", watertext="#4f7d95",
    admin="#a89e90", casing="#ffffff", border="#5f574e", countrytext="#8d8578", admintext="#84796a",
    road="#c2a878", roadtext="#8a6d3b", airport="#6f7f8f", dot="#3a3a3a",
    explosion="#e06c00", battle="#00598f", civilians="#cc79a7", protest="#e69f00", strategic="#009e73",
    other="#7d7d7d", eventrim="#ffffff", eventtext="#7a3b12", tie="#4a4a4a",
    classes=["#fdd49e", "#fc9f67", "#ea6b45", "#c5332b", "#7f0000"], class_rim="#ffffff",
    ring="#4a4a4a", unsure="#8f8f8f", core="rgba(0, 0, 0, 0.28)", rim="",
    hollow_icon="", **icon_colors("icon_", "#ffffff"))

DARK = dict(
    paper="#1f2328", ink="#f0efec", muted="#a9adb2", frame="#8a8f96", halo="#1b1f24",
    land="#2c3138", neighbour="#22262b", story="#3a3a34", hatch="#6d5a48",
    sea="#161b21", coast="#50687a", river="#46637a", watertext="#7fa3bb",
    admin="#626a73", casing="#1b1e22", border="#a9a296", countrytext="#8f959c", admintext="#979da4",
    road="#8b7a55", roadtext="#c9b27c", airport="#8fa0b0", dot="#d8d8d8",
    explosion="#ff8a3d", battle="#56b4e9", civilians="#e79ac4", protest="#f0c44c", strategic="#3fcf9f",
    other="#b5b5b5", eventrim="#15181c", eventtext="#e8b98f", tie="#c9c9c9",
    classes=["#5e3423", "#92482a", "#cb6830", "#f39b4d", "#ffe3ae"], class_rim="#1f2328",
    ring="#d0d0d0", unsure="#a9adb2", core="rgba(0, 0, 0, 0.32)", rim="",
    hollow_icon="", **icon_colors("icon_", "#1f2328"))

# Greys only, for laser printers and photocopies: types differ by lightness, in even steps, and by their icons; every
# circle has a black rim, so that a white one is seen on white; an icon is black on light circles, white on dark ones.
PRINT = dict(
    paper="#ffffff", ink="#000000", muted="#4d4d4d", frame="#333333", halo="#ffffff",
    land="#ffffff", neighbour="#f3f3f3", story="#ebebeb", hatch="#9a9a9a",
    sea="#dadada", coast="#6b6b6b", river="#8f8f8f", watertext="#4d4d4d",
    admin="#8c8c8c", casing="#ffffff", border="#2b2b2b", countrytext="#6b6b6b", admintext="#5c5c5c",
    road="#7a7a7a", roadtext="#404040", airport="#4d4d4d", dot="#1f1f1f",
    explosion="#111111", civilians="#4a4a4a", battle="#848484", strategic="#b2b2b2", protest="#d9d9d9",
    other="#ffffff", eventrim="#000000", eventtext="#1f1f1f", tie="#333333",
    classes=["#d4d4d4", "#acacac", "#848484", "#565656", "#1c1c1c"], class_rim="#ffffff",
    ring="#333333", unsure="#8c8c8c", core="rgba(128, 128, 128, 0.25)", rim="icon_on_paper_",
    hollow_rim="#000000", hollow_icon="icon_on_paper_",
    **icon_colors("icon_on_paper_", "#000000"),
    **icon_colors("icon_", "#000000", explosion="#ffffff", civilians="#ffffff"))

STYLES = {
    "situation": (SITUATION, event_layers),
    "dark": (DARK, event_layers),
    "print": (PRINT, event_layers),
    "diff": (SITUATION, change_layers),
}


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else FOLDER
    for name, (palette, events) in STYLES.items():
        with open(os.path.join(folder, name + ".json"), "w", encoding="utf-8", newline="\n") as file:
            file.write(json.dumps(style(name, palette, events), ensure_ascii=False, indent=1) + "\n")


main()
