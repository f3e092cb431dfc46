#include "compose/furniture/words.h"

enum language {
    ENGLISH,
    ARABIC,
    TURKISH,
    LANGUAGE_COUNT,
};

static const char *const words[WORD_COUNT][LANGUAGE_COUNT] = {
    [WORD_TITLE] = {"Title", "العنوان", "Başlık"},
    [WORD_LEGEND] = {"Legend", "مفتاح الخريطة", "Lejant"},
    [WORD_SCALE_BAR] = {"Scale bar", "مقياس الرسم", "Ölçek çubuğu"},
    [WORD_NORTH_ARROW] = {"North arrow", "سهم الشمال", "Kuzey oku"},
    [WORD_GRATICULE] = {"Graticule", "شبكة الإحداثيات", "Koordinat ağı"},
    [WORD_INSET] = {"Locator map", "خريطة الموقع", "Konum haritası"},
    [WORD_CREDITS] = {"Credits", "المصادر والملاحظات", "Kaynaklar ve notlar"},
    [WORD_NEATLINE] = {"Neatline", "إطار الخريطة", "Harita çerçevesi"},
    [WORD_EVENTS] = {"Events", "الأحداث", "Olaylar"},
    [WORD_UNKNOWN] = {"not known", "غير معروف", "bilinmiyor"},
    [WORD_SIDE_BY_SIDE] = {"Symbols side by side mark one place; thin ties lead to it.",
                           "الرموز المتجاورة تدل على مكان واحد تصلها به خطوط رفيعة.",
                           "Yan yana simgeler tek bir yeri gösterir; ince çizgiler o yere gider."},
    [WORD_DENSE] = {"Events are drawn over each other, those later in the data on top.",
                    "رُسمت الأحداث بعضها فوق بعض، وما يأتي لاحقاً في البيانات يكون في الأعلى.",
                    "Olaylar üst üste çizilmiştir; veride sonra gelen üsttedir."},
    [WORD_MORE] = {"more not shown", "أخرى غير معروضة", "öğe daha var"},
    [WORD_UNDER] = {"under {}", "أقل من {}", "{} altı"},
    [WORD_AND_MORE] = {"{} and more", "{} فأكثر", "{} ve üzeri"},
    [WORD_AND_LESS] = {"{} and less", "{} فأقل", "{} ve altı"},
    [WORD_TRANSVERSE_MERCATOR] = {"Transverse Mercator", "مركاتور المستعرض",
                                  "Transversal Merkator"},
    [WORD_CENTRED_ON] = {"centred on {}", "مركزه {}", "{} merkezli"},
    [WORD_KM] = {"km", "كم", "km"},
    [WORD_METRES] = {"m", "م", "m"},
    [WORD_MILES] = {"miles", "ميل", "mil"},
    [WORD_FEET] = {"feet", "قدم", "fit"},
    [WORD_EAST] = {"E", "ق", "D"},
    [WORD_WEST] = {"W", "غ", "B"},
    [WORD_NORTH] = {"N", "ش", "K"},
    [WORD_SOUTH] = {"S", "ج", "G"},
    [WORD_SOURCES] = {"Sources", "المصادر", "Kaynaklar"},
    [WORD_PROJECTION] = {"Projection", "الإسقاط", "Projeksiyon"},
    [WORD_DISCLAIMER] = {"Boundaries and names shown do not imply endorsement.",
                         "الحدود والأسماء المبيّنة لا تعني إقرارًا بها.",
                         "Gösterilen sınırlar ve adlar onay anlamına gelmez."},
    [WORD_DENSITY] = {"Density", "الكثافة", "Yoğunluk"},
    [WORD_FEW] = {"few", "قليل", "az"},
    [WORD_KEY_TABLE] = {"Events by number", "الأحداث حسب الرقم", "Numaralarına göre olaylar"},
    [WORD_NUMBER] = {"No.", "رقم", "No."},
    [WORD_DATE] = {"Date", "التاريخ", "Tarih"},
    [WORD_PLACE] = {"Place", "المكان", "Yer"},
    [WORD_WHAT] = {"What", "الحدث", "Olay"},
    [WORD_DEATHS] = {"Deaths", "القتلى", "Ölü"},
    [WORD_CLAIM] = {"claim", "ادعاء", "iddia"},
    [WORD_N_MORE] = {"{} more", "{} أخرى", "{} olay daha"},
    [WORD_SEE] = {"see", "انظر", "bkz."},
    [WORD_NOT_LISTED] = {"not listed here", "غير مدرجة هنا", "burada listelenmedi"},
    [WORD_MANY] = {"many", "كثير", "çok"},
    [WORD_SYRIA] = {"Syria", "سوريا", "Suriye"},
    [WORD_TURKEY] = {"Turkey", "تركيا", "Türkiye"},
    [WORD_REPORTED_DEATHS] = {"Reported deaths", "قتلى مُبلَّغ عنهم", "Bildirilen ölümler"},
    [WORD_EVENTS_BY_AREA] = {"Events per 1,000 km²", "الأحداث لكل 1000 كم²",
                             "1.000 km² başına olay"},
    [WORD_DEATHS_BY_AREA] = {"Reported deaths per 1,000 km²", "القتلى المُبلَّغ عنهم لكل 1000 كم²",
                             "1.000 km² başına bildirilen ölüm"},
    [WORD_IN_HEXAGONS] = {"Hexagons of equal area, {} km across",
                          "أشكال سداسية متساوية المساحة، عرضها {} كم",
                          "Eşit alanlı altıgenler, genişliği {} km"},
    [WORD_BY_ADMIN1] = {"By province", "حسب المحافظة", "İllere göre"},
    [WORD_BY_ADMIN2] = {"By district", "حسب المنطقة", "İlçelere göre"},
    [WORD_SMOOTHED] = {"Smoothed over {} km", "ممهَّدة على مسافة {} كم", "{} km içinde yumuşatılmış"},
    [WORD_NONE] = {"none", "لا شيء", "yok"},
    [WORD_AREA_ONLY] = {"Not counted, as only their area is known: {}",
                        "غير محسوبة لأن المعروف منطقتها فقط: {}",
                        "Yalnızca bölgesi bilindiği için sayılmayan: {}"},
    [WORD_DEATHS_UNKNOWN] = {"Events whose deaths are not known: {}",
                             "أحداث لا يُعرف عدد قتلاها: {}", "Ölü sayısı bilinmeyen olaylar: {}"},
};

const char *furniture_word(enum word word, const char *language)
{
    enum language index = ENGLISH;

    if (g_strcmp0(language, "ar") == 0)
        index = ARABIC;
    else if (g_strcmp0(language, "tr") == 0)
        index = TURKISH;
    return words[word][index];
}
