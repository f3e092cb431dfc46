# The reference pictures: one a line, NAME and the arguments of `idlibmap render`, run in the source tree.
# Small ones, each for what the others do not show.
golden_cases() {
    cat <<'CASES'
saraqib        data/idlib.map --bbox 36.35,35.6,37.05,36.15 --size 520x420 --furniture graticule,scale-bar
dark           data/idlib.map --style data/styles/dark.json --bbox 36.0,35.3,37.4,36.4 --size 760x520 --layout panel
utm-portrait   data/idlib.map --crs EPSG:32637 --bbox 36.05,35.3,37.4,36.7 --size A5 --layout overlay
mercator       data/idlib.map --crs EPSG:3857 --bbox 35.8,35.2,37.5,36.6 --size 560x560 --furniture graticule,scale-bar,inset
arabic         data/idlib.map --lang ar --bbox 36.0,35.3,37.4,36.4 --size 760x480 --layout panel
symbology      tests/golden/symbology.map
bright-mercator tests/golden/bright/bright.map --crs EPSG:3857
bright-utm     tests/golden/bright/bright.map --crs EPSG:32637
numbered       data/idlib.map --number --bbox 36.0,35.3,37.4,36.4 --size 900x760 --layout panel
print          data/idlib.map --style data/styles/print.json --bbox 36.0,35.3,37.4,36.4 --size 760x620 --layout panel
hexbin         tests/golden/crowd.map --aggregate hexbin:6
clusters       tests/golden/crowd.map --coincident cluster
precision      --events tests/golden/precision.csv --bbox 36.1,35.5,37.3,36.35 --size 900x760 --layout panel --title Precision
acled          --events tests/golden/schemas/acled.csv --bbox 36.0,35.3,37.4,36.4 --size 500x400
ucdp-ged       --events tests/golden/schemas/ucdp-ged.csv --bbox 36.0,35.3,37.4,36.4 --size 500x400
gdelt          --events tests/golden/schemas/gdelt.export.CSV --bbox 36.0,35.3,37.4,36.4 --size 500x400
hxl            --events tests/golden/schemas/hxl.csv --bbox 36.0,35.3,37.4,36.4 --size 500x400
loose          --events tests/golden/schemas/loose.txt --bbox 36.0,35.3,37.4,36.4 --size 500x400
CASES
}
