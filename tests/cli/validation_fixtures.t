#!/bin/sh
# MapLibre's own validation fixtures, where the outside corpus is at hand.
root=$(cd "$(dirname "$0")/../.." && pwd)
corpus=$root/../shared/corpus/style-maplibre-validation
runner=${BUILD:-$root/build}/tests/validation-fixtures

if [ ! -d "$corpus" ]; then
    echo "1..0 # SKIP ../shared/corpus/style-maplibre-validation is not there"
    exit 0
fi
echo 1..2
found=$("$runner" "$corpus")
if [ $? -eq 0 ]; then echo "ok 1 - no fixture fails"; else echo "not ok 1 - no fixture fails"; fi
echo "$found" | sed 's/^/# /'
passed=$(echo "$found" | sed -n '$s/ passed.*//p')
if [ "${passed:-0}" -ge 27 ]; then echo "ok 2 - at least 27 pass"; else echo "not ok 2 - at least 27 pass"; fi
