// SPDX-License-Identifier: GPL-3.0-or-later
#include "crawler/fingerprint_tables.h"

namespace zakonwatch {
namespace {

using enum Interstitial;

// Beside a password field on a short page.
constexpr std::string_view kLogin[] = {
    "log in",    "login",       "sign in",     "войти",      "вход",        "авторизация",   "увійти",
    "вхід",      "авторизація", "увайсці",     "пријава",    "prijava",     "prijavite se",  "zaloguj",
    "logowanie", "přihlásit",   "přihlášení",  "prihlásiť",  "prihlásenie", "bejelentkezés", "autentificare",
    "conectare", "pieslēgties", "pieteikties", "ielogoties", "prisijungti", "logi sisse",    "hyr",
    "შესვლა",    "ավտորիզացիա", "մուտք",       "daxil ol",   "кіру",        "kirish",
};

// -----------------------------------------------------------------------------------------------------

constexpr std::string_view kBrowserOrRobot[] = {
    "browser", "robot",    "javascript", "cookies",  "captcha",   "браузер",  "робот",   "капч",
    "браўзер", "браузър",  "прегледач",  "pregled",  "brskalnik", "przegląd", "prohlíž", "prehliad",
    "böngész", "pārlūk",   "naršykl",    "brauser",  "shfletues", "ბრაუზერ",  "რობოტ",   "բրաուզեր",
    "ռոբոտ",   "դիտարկիչ", "brauzer",    "tarayıcı", "bot ",      "ботом",
};
constexpr std::string_view kCheckOrEnable[] = {
    "checking", "verify",    "verif",    "human",      "enable",     "провер",    "проверя",   "подтверд",
    "включ",    "перевір",   "перевіря", "підтверд",   "увімкн",     "праверк",   "уключ",     "активир",
    "потврд",   "провјер",   "proverav", "provjer",    "potvrd",     "omoguć",    "omogoč",    "preverj",
    "potrdite", "sprawdz",   "potwierd", "włącz",      "ověř",       "potvrďte",  "povolte",   "zapn",
    "overt",    "overenie",  "ellenőr",  "engedélyez", "erősítse",   "verific",   "activa",    "confirma",
    "pārbaud",  "apstiprin", "ieslēd",   "tikrin",     "patvirtin",  "įjunk",     "kontrolli", "kinnita",
    "lubage",   "kontrollo", "konfirmo", "aktivizo",   "შემოწმ",     "დაადასტურ", "ჩართ",      "ստուգ",
    "հաստատ",   "միացր",     "yoxlan",   "təsdiq",     "aktiv edin", "тексер",    "раста",     "қос",
    "tekshir",  "tasdiq",    "yoqing",   "текшер",     "ыраста",     "санҷ",
};
constexpr std::string_view kMaintenance[] = {
    "maintenance", "upgrade in progress",
    "обслуживани", "обслуговуванн",
    "профилакт",   "профілакт",
    "техническ",   "технічн",
    "тэхнічн",     "абслугоўванн",
    "поддръжк",    "одржавањ",
    "održavanj",   "одржувањ",
    "vzdrževa",    "konserwac",
    "techniczn",   "údržb",
    "odstávk",     "odstávk",
    "karbantart",  "mentenan",
    "întrețin",    "apkop",
    "tehnisk",     "priežiūr",
    "technini",    "hooldus",
    "mirëmbajt",   "ტექნიკურ",
    "տեխնիկական",  "texniki",
    "техникалық",  "texnik",
    "техникалык",  "техник",
    "wartung",     "bakım",
    "tehničk",
};
constexpr std::string_view kSorryOrLater[] = {
    "sorry",
    "apologi",
    "back soon",
    "back shortly",
    "try again later",
    "come back later",
    "извин",
    "попробуйте позже",
    "зайдите позже",
    "недоступ",
    "не работает",
    "неудобств",
    "перепрош",
    "вибач",
    "незручност",
    "спробуйте пізніше",
    "прабач",
    "недаступн",
    "извинени",
    "извиняваме",
    "по-късно",
    "недостъп",
    "недоступан",
    "извињавамо",
    "nedostup",
    "ispričava",
    "izvinjava",
    "oprostite",
    "opravičuj",
    "nedosegljiv",
    "przeprasz",
    "niedostępn",
    "omlouv",
    "nedostupn",
    "ospravedl",
    "elnézés",
    "nem elérhető",
    "később",
    "ne cerem scuze",
    "indisponibil",
    "reveniți",
    "atvain",
    "nav pieejam",
    "vēlāk",
    "atsipraš",
    "neveiki",
    "vėliau",
    "vaband",
    "kättesaamat",
    "hiljem",
    "na vjen keq",
    "më vonë",
    "ბოდიშ",
    "მოგვიანებით",
    "მიუწვდომ",
    "ներողություն",
    "ավելի ուշ",
    "անհասանելի",
    "üzr istəyirik",
    "əlçatan deyil",
    "daha sonra",
    "кешірім",
    "қолжетімсіз",
    "кейінірек",
    "uzr so'raymiz",
    "ishlamayapti",
    "keyinroq",
    "кечирим",
    "кийинчерээк",
    "баъдтар",
    "узр",
    "entschuldig",
    "nicht erreichbar",
};

constexpr std::string_view kAddress[] = {
    "ip address", "ip-address",  "ip адрес",    "ip-адрес",    "ip адрас",  "ip-адрас",
    "adres ip",   "adresu ip",   "ip adres",    "ip-adres",    "adresa ip", "ip-cím",
    "ip cím",     "ip-aadress",  "ip მისამართ", "ip-მისამართ", "ip հասցե",  "ip-հասցե",
    "ip ünvan",   "ip мекенжай", "ip manzil",   "ип адрес",    "ип адреса",
};
constexpr std::string_view kBlocked[] = {
    "block",  "banned", "denied", "заблок",    "блокир",  "блакір", "ограничен", "обмежен", "zablok",
    "blokov", "blokir", "letilt", "tiltva",    "blocat",  "bloķēt", "blokuo",    "užblok",  "blokeeri",
    "bllok",  "დაბლოკ", "შეზღუდ", "արգելափակ", "bloklan", "бұғатт", "blok",      "бөгөт",
};

constexpr WordPair kPairs[] = {
    {challenge, kAddress, kBlocked},
    {challenge, kBrowserOrRobot, kCheckOrEnable},
    {maintenance, kMaintenance, kSorryOrLater},
};

}  // namespace

std::span<const std::string_view> login_words() { return kLogin; }
std::span<const WordPair> word_pairs() { return kPairs; }

}  // namespace zakonwatch
