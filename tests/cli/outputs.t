#!/usr/bin/env -S python3 -B
"""What a run writes takes the place of nothing that it reads, nor of another output; ids of strangers are sorted
in time that grows with their length."""
import os
import shutil

from tap import ROOT, done, equal, folder, idlibmap, ok, read, run, write, IDLIBMAP

HEAD = "event_id_cnty,event_date,event_type,location,fatalities\n"
place = folder()


def path(name):
    return os.path.join(place, name)


old = write(path("old.csv"), HEAD + "A1,2020-02-27,Battles,Saraqib,1\n")
new = write(path("new.csv"), HEAD + "A1,2020-02-27,Battles,Saraqib,2\n")
names = path("names.csv")
shutil.copyfile(os.path.join(ROOT, "data", "gazetteer.csv"), names)
before = {file: read(file) for file in (old, new, names)}
os.mkdir(path("inner"))
os.link(old, path("hard.csv"))
picture = path("map.svg")
for command, target in [
        (("geocode", old, "-o", old), old),
        (("geocode", old, "-o", path("inner/../old.csv")), old),
        (("geocode", old, "-o", path("hard.csv")), old),
        (("geocode", old, "--gazetteer", names, "-o", names), names),
        (("diff", old, new, "-o", old), old),
        (("diff", old, new, "-o", picture, "--report", new), new),
        (("render", "--events", old, "--events", new, "--report", new, "-o", picture), new),
        (("render", "--events", old, "--number-table", old, "-o", picture), old),
        (("render", "--events", old, "--gazetteer", names, "--number-table", names), names)]:
    result = idlibmap(*command)
    told = " ".join(os.path.basename(word) for word in command)
    ok(result.status == 1 and "is read by this run" in result.err, "refused: %s" % told, result)
    equal(read(target), before[target], "the file is as it was")
    ok(not os.path.exists(picture), "and nothing else is written")
sheet = write(path("sheet.map"), "[map]\ntitle=Sheet\n\n[source events]\nfile=old.csv\n")
ok(idlibmap("render", sheet, "--report", sheet, "-o", picture).status == 1, "a map file is not written over")
ok(idlibmap("render", sheet, "--number-table", old, "-o", picture).status == 1, "nor what it names")

result = idlibmap("render", "--events", old, "-o", picture, "-o", picture)
ok(result.status == 1 and "is named for two outputs" in result.err and not os.path.exists(picture), "two outputs need two names", result)
result = idlibmap("render", "--events", old, "--report", path("r.csv"), "--number-table", path("inner/../r.csv"))
ok(result.status == 1 and "is named for two outputs" in result.err, "however they are written", result)

if os.path.exists("/dev/full"):
    result = run(["sh", "-c", '"$0" diff "$1" "$2" > /dev/full', IDLIBMAP, old, new])
    ok(result.status == 1 and "standard output cannot be written" in result.err, "counts that cannot be written are an error", result)

long_ids = write(path("long.csv"), HEAD + "".join("%s%d,2020-02-27,Battles,Saraqib,1\n" % ("9" * 40000, 1000 + i) for i in range(200))
                 + "".join("B%s,2020-02-26,Battles,Saraqib,1\n" % i for i in ("10", "9", "009", "1a", "x")))
table = path("numbers.csv")
result = idlibmap("render", "--events", long_ids, "--number-table", table, "--dense-above", "100000")
lines = read(table).decode().splitlines()[1:6]
equal([line.split(",")[1] for line in lines], ["B1a", "B9", "B009", "B10", "Bx"], "numbers in ids sort as numbers, beside long ids too")
done()
