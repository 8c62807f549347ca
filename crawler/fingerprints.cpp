// SPDX-License-Identifier: GPL-3.0-or-later
#include "crawler/fingerprints.h"

#include <algorithm>
#include <array>
#include <string>

#include "crawler/message.h"

namespace zakonwatch {
namespace {

using enum Interstitial;

constexpr size_t kShortPage = 3000;  // bytes of visible text below which a whole sentence is believed
constexpr size_t kTinyPage = 700;    // … and below which a mere phrase is
constexpr size_t kMarkWithin = size_t{256} << 10;

// Source marks of challenge walls. A script tag of a vendor alone is no mark: Cloudflare puts its own into
// ordinary pages too.
constexpr std::array<Fingerprint, 21> kSourceMarks = {{
    {challenge, "_cf_chl_opt"},
    {challenge, "cf-browser-verification"},
    {challenge, "cf_chl_"},
    {challenge, "id=\"challenge-form\""},
    {challenge, "id=\"challenge-running\""},
    {challenge, "/__qrator/"},
    {challenge, "qrator_jsid"},
    {challenge, "qauth.js"},
    {challenge, "/.well-known/ddos-guard/"},
    {challenge, "ddos-guard.net"},
    {challenge, "_incapsula_resource"},
    {challenge, "sucuri_cloudproxy_js"},
    {challenge, "stormwall"},
    {challenge, "variti"},
    {challenge, "servicepipe"},
    {challenge, "g-recaptcha"},
    {challenge, "h-captcha"},
    {challenge, "cf-turnstile"},
    {challenge, "smart-captcha"},
    {challenge, "checkcaptcha"},
    {challenge, "document.cookie=\"_ddn_"},
}};

// Whole sentences, believed on a short page. Folded as PageText is.
constexpr Fingerprint kSentences[] = {
    // challenge
    {challenge, "checking your browser"},
    {challenge, "checking if the site connection is secure"},
    {challenge, "verify you are human"},
    {challenge, "verifying you are human"},
    {challenge, "needs to review the security of your connection"},
    {challenge, "enable javascript and cookies to continue"},
    {challenge, "please enable javascript"},
    {challenge, "please turn javascript on"},
    {challenge, "ddos protection by"},
    {challenge, "unusual traffic from your"},
    {challenge, "i am not a robot"},
    {challenge, "i'm not a robot"},
    {challenge, "request unsuccessful. incapsula"},
    {challenge, "проверка браузера"},
    {challenge, "проверяем ваш браузер"},
    {challenge, "проверка вашего браузера"},
    {challenge, "включите javascript"},
    {challenge, "подтвердите, что вы не робот"},
    {challenge, "подтвердите, что запросы отправляли вы"},
    {challenge, "я не робот"},
    {challenge, "ваш браузер проверяется"},
    {challenge, "введите символы с картинки"},
    {challenge, "доступ к сайту временно ограничен"},
    {challenge, "перевірка браузера"},
    {challenge, "перевіряємо ваш браузер"},
    {challenge, "увімкніть javascript"},
    {challenge, "підтвердьте, що ви не робот"},
    {challenge, "я не робот"},
    {challenge, "праверка браўзера"},
    {challenge, "уключыце javascript"},
    {challenge, "проверка на вашия браузър"},
    {challenge, "моля, активирайте javascript"},
    {challenge, "провера вашег прегледача"},
    {challenge, "provera vašeg pregledača"},
    {challenge, "provjera vašeg preglednika"},
    {challenge, "omogućite javascript"},
    {challenge, "preverjanje vašega brskalnika"},
    {challenge, "omogočite javascript"},
    {challenge, "sprawdzanie przeglądarki"},
    {challenge, "włącz obsługę javascript"},
    {challenge, "włącz javascript"},
    {challenge, "potwierdź, że nie jesteś robotem"},
    {challenge, "kontrola prohlížeče"},
    {challenge, "ověřte, že nejste robot"},
    {challenge, "povolte javascript"},
    {challenge, "kontrola prehliadača"},
    {challenge, "overte, že nie ste robot"},
    {challenge, "zapnite javascript"},
    {challenge, "a böngésző ellenőrzése"},
    {challenge, "engedélyezze a javascript"},
    {challenge, "verificarea browserului"},
    {challenge, "activați javascript"},
    {challenge, "nu sunt robot"},
    {challenge, "pārlūkprogrammas pārbaude"},
    {challenge, "ieslēdziet javascript"},
    {challenge, "neesat robots"},
    {challenge, "tikrinama jūsų naršyklė"},
    {challenge, "įjunkite javascript"},
    {challenge, "nesate robotas"},
    {challenge, "brauseri kontrollimine"},
    {challenge, "lubage javascript"},
    {challenge, "te ei ole robot"},
    {challenge, "po kontrollohet shfletuesi"},
    {challenge, "aktivizoni javascript"},
    {challenge, "ბრაუზერის შემოწმება"},
    {challenge, "ჩართეთ javascript"},
    {challenge, "არ ვარ რობოტი"},
    {challenge, "բրաուզերի ստուգում"},
    {challenge, "միացրեք javascript"},
    {challenge, "brauzeriniz yoxlanılır"},
    {challenge, "javascript-i aktiv edin"},
    {challenge, "браузеріңіз тексерілуде"},
    {challenge, "javascript қосыңыз"},
    {challenge, "brauzeringiz tekshirilmoqda"},
    {challenge, "javascript-ni yoqing"},
    {challenge, "браузериңиз текшерилүүдө"},
    {challenge, "tarayıcınız kontrol ediliyor"},
    // maintenance and broken servers
    {maintenance, "site is under maintenance"},
    {maintenance, "currently under maintenance"},
    {maintenance, "down for maintenance"},
    {maintenance, "undergoing maintenance"},
    {maintenance, "scheduled maintenance"},
    {maintenance, "performing maintenance"},
    {maintenance, "service is temporarily unavailable"},
    {maintenance, "service unavailable"},
    {maintenance, "bad gateway"},
    {maintenance, "gateway time-out"},
    {maintenance, "internal server error"},
    {maintenance, "error establishing a database connection"},
    {maintenance, "you have an error in your sql syntax"},
    {maintenance, "sqlstate["},
    {maintenance, "uncaught exception"},
    {maintenance, "fatal error: uncaught"},
    {maintenance, "server error in '/"},
    {maintenance, "traceback (most recent call last)"},
    {maintenance, "java.lang.nullpointerexception"},
    {maintenance, "stack trace:"},
    {maintenance, "could not connect to database"},
    {maintenance, "apache tomcat/"},
    {maintenance, "whitelabel error page"},
    {maintenance, "технические работы"},
    {maintenance, "техническое обслуживание сайта"},
    {maintenance, "сайт временно недоступен"},
    {maintenance, "сервис временно недоступен"},
    {maintenance, "ресурс временно недоступен"},
    {maintenance, "ведутся профилактические работы"},
    {maintenance, "ошибка подключения к базе данных"},
    {maintenance, "внутренняя ошибка сервера"},
    {maintenance, "технічні роботи"},
    {maintenance, "сайт тимчасово недоступний"},
    {maintenance, "сайт тимчасово не працює"},
    {maintenance, "тэхнічныя работы"},
    {maintenance, "сайт часова недаступны"},
    {maintenance, "техническа поддръжка"},
    {maintenance, "сайтът е временно недостъпен"},
    {maintenance, "сајт је тренутно недоступан"},
    {maintenance, "sajt je trenutno nedostupan"},
    {maintenance, "radovi na održavanju"},
    {maintenance, "stranica je trenutno nedostupna"},
    {maintenance, "страницата е во одржување"},
    {maintenance, "vzdrževalna dela"},
    {maintenance, "stran je začasno nedostopna"},
    {maintenance, "prace techniczne"},
    {maintenance, "przerwa techniczna"},
    {maintenance, "serwis jest tymczasowo niedostępny"},
    {maintenance, "strona jest tymczasowo niedostępna"},
    {maintenance, "probíhá údržba"},
    {maintenance, "stránky jsou dočasně nedostupné"},
    {maintenance, "prebieha údržba"},
    {maintenance, "stránka je dočasne nedostupná"},
    {maintenance, "karbantartás"},
    {maintenance, "az oldal átmenetileg nem elérhető"},
    {maintenance, "lucrări de mentenanță"},
    {maintenance, "site în mentenanță"},
    {maintenance, "site-ul este temporar indisponibil"},
    {maintenance, "tehniskie darbi"},
    {maintenance, "tehniskās apkopes"},
    {maintenance, "vietne īslaicīgi nav pieejama"},
    {maintenance, "vyksta techniniai darbai"},
    {maintenance, "svetainė laikinai neveikia"},
    {maintenance, "hooldustööd"},
    {maintenance, "lehekülg on ajutiselt kättesaamatu"},
    {maintenance, "faqja është në mirëmbajtje"},
    {maintenance, "ტექნიკური სამუშაოები"},
    {maintenance, "საიტი დროებით მიუწვდომელია"},
    {maintenance, "տեխնիկական աշխատանքներ"},
    {maintenance, "կայքը ժամանակավորապես անհասանելի է"},
    {maintenance, "texniki işlər"},
    {maintenance, "sayt müvəqqəti"},
    {maintenance, "техникалық жұмыстар"},
    {maintenance, "сайт уақытша қолжетімсіз"},
    {maintenance, "texnik ishlar olib borilmoqda"},
    {maintenance, "sayt vaqtincha ishlamayapti"},
    {maintenance, "техникалык иштер"},
    {maintenance, "корҳои техникӣ"},
    {maintenance, "sahypa wagtlaýyn"},
    {maintenance, "wartungsarbeiten"},
    // a page that says there is no page
    {nothing_here, "page not found"},
    {nothing_here, "page you requested could not be found"},
    {nothing_here, "page you are looking for"},
    {nothing_here, "document not found"},
    {nothing_here, "страница не найдена"},
    {nothing_here, "запрашиваемая страница не"},
    {nothing_here, "страница, которую вы ищете"},
    {nothing_here, "документ не найден"},
    {nothing_here, "такой страницы не существует"},
    {nothing_here, "сторінку не знайдено"},
    {nothing_here, "сторінка не знайдена"},
    {nothing_here, "документ не знайдено"},
    {nothing_here, "старонка не знойдзена"},
    {nothing_here, "страницата не е намерена"},
    {nothing_here, "страница није пронађена"},
    {nothing_here, "stranica nije pronađena"},
    {nothing_here, "страницата не е пронајдена"},
    {nothing_here, "stran ni bila najdena"},
    {nothing_here, "strani ni mogoče najti"},
    {nothing_here, "nie znaleziono strony"},
    {nothing_here, "strona nie istnieje"},
    {nothing_here, "strona nie została znaleziona"},
    {nothing_here, "stránka nenalezena"},
    {nothing_here, "stránka nebyla nalezena"},
    {nothing_here, "stránka sa nenašla"},
    {nothing_here, "stránka nebola nájdená"},
    {nothing_here, "az oldal nem található"},
    {nothing_here, "a keresett oldal"},
    {nothing_here, "pagina nu a fost găsită"},
    {nothing_here, "pagina nu există"},
    {nothing_here, "lapa nav atrasta"},
    {nothing_here, "dokuments nav atrasts"},
    {nothing_here, "puslapis nerastas"},
    {nothing_here, "dokumentas nerastas"},
    {nothing_here, "lehte ei leitud"},
    {nothing_here, "lehekülge ei leitud"},
    {nothing_here, "faqja nuk u gjet"},
    {nothing_here, "გვერდი ვერ მოიძებნა"},
    {nothing_here, "დოკუმენტი ვერ მოიძებნა"},
    {nothing_here, "էջը չի գտնվել"},
    {nothing_here, "էջը գոյություն չունի"},
    {nothing_here, "səhifə tapılmadı"},
    {nothing_here, "бет табылмады"},
    {nothing_here, "sahifa topilmadi"},
    {nothing_here, "барак табылган жок"},
    {nothing_here, "саҳифа ёфт нашуд"},
    {nothing_here, "sahypa tapylmady"},
    {nothing_here, "seite nicht gefunden"},
};

// Phrases too common to be believed but in a title or on a page with hardly anything else.
constexpr Fingerprint kPhrases[] = {
    {challenge, "just a moment"},
    {challenge, "attention required"},
    {challenge, "access denied"},
    {challenge, "ddos-guard"},
    {challenge, "security check"},
    {challenge, "captcha"},
    {challenge, "капча"},
    {challenge, "доступ запрещен"},
    {challenge, "доступ ограничен"},
    {challenge, "доступ заборонено"},
    {challenge, "dostęp zabroniony"},
    {challenge, "přístup odepřen"},
    {challenge, "prístup zamietnutý"},
    {challenge, "pristup odbijen"},
    {challenge, "hozzáférés megtagadva"},
    {challenge, "acces interzis"},
    {challenge, "piekļuve liegta"},
    {challenge, "prieiga uždrausta"},
    {challenge, "juurdepääs keelatud"},
    {challenge, "წვდომა აკრძალულია"},
    {challenge, "մուտքն արգելված է"},
    {challenge, "giriş qadağandır"},
    {challenge, "qirish taqiqlangan"},
    {challenge, "403 forbidden"},
    {maintenance, "maintenance"},
    {maintenance, "temporarily unavailable"},
    {maintenance, "обслуживание"},
    {maintenance, "временно недоступ"},
    {maintenance, "тимчасово недоступ"},
    {maintenance, "održavanje"},
    {maintenance, "одржавање"},
    {maintenance, "údržba"},
    {maintenance, "mentenanță"},
    {maintenance, "apkope"},
    {maintenance, "hooldus"},
    {maintenance, "mirëmbajtje"},
    {maintenance, "techninė priežiūra"},
    {maintenance, "ошибка сервера"},
    {maintenance, "502"},
    {maintenance, "503"},
    {maintenance, "błąd serwera"},
    {maintenance, "under construction"},
    {nothing_here, "not found"},
    {nothing_here, "404"},
    {nothing_here, "не найден"},
    {nothing_here, "не знайден"},
    {nothing_here, "nie znaleziono"},
    {nothing_here, "nenalezen"},
    {nothing_here, "nenájden"},
    {nothing_here, "nije pronađen"},
    {nothing_here, "није пронађен"},
    {nothing_here, "nem található"},
    {nothing_here, "nu a fost găsit"},
    {nothing_here, "nav atrast"},
    {nothing_here, "nerasta"},
    {nothing_here, "ei leitud"},
    {nothing_here, "ვერ მოიძებნა"},
    {nothing_here, "չի գտնվել"},
    {nothing_here, "tapılmadı"},
    {nothing_here, "табылмады"},
    {nothing_here, "topilmadi"},
    {nothing_here, "не е намерен"},
};

// Beside a password field on a short page.
constexpr std::array<std::string_view, 34> kLogin = {
    "log in",    "login",       "sign in",     "войти",      "вход",        "авторизация",   "увійти",
    "вхід",      "авторизація", "увайсці",     "пријава",    "prijava",     "prijavite se",  "zaloguj",
    "logowanie", "přihlásit",   "přihlášení",  "prihlásiť",  "prihlásenie", "bejelentkezés", "autentificare",
    "conectare", "pieslēgties", "pieteikties", "ielogoties", "prisijungti", "logi sisse",    "hyr",
    "შესვლა",    "ավտորիզացիա", "մուտք",       "daxil ol",   "кіру",        "kirish",
};

// The mark at a word's beginning: "502" is not in "1502".
bool stands_in(std::string_view text, std::string_view mark) {
  for (size_t at = text.find(mark); at != std::string_view::npos; at = text.find(mark, at + 1)) {
    const bool digit_before = at > 0 && text[at - 1] >= '0' && text[at - 1] <= '9';
    const size_t end = at + mark.size();
    const bool digit_after = end < text.size() && text[end] >= '0' && text[end] <= '9';
    const bool number = mark.front() >= '0' && mark.front() <= '9';
    if (!number || (!digit_before && !digit_after)) return true;
  }
  return false;
}

template <typename Range>
std::optional<Fingerprint> first_in(std::string_view text, const Range& fingerprints) {
  const auto found = std::find_if(std::begin(fingerprints), std::end(fingerprints),
                                  [&](const Fingerprint& f) { return stands_in(text, f.mark); });
  if (found == std::end(fingerprints)) return {};
  return *found;
}

std::optional<Fingerprint> login_form(const PageText& page, std::string_view source) {
  const bool password = source.find("type=\"password\"") != std::string_view::npos ||
                        source.find("type='password'") != std::string_view::npos ||
                        source.find("type=password") != std::string_view::npos;
  if (!password) return {};
  const auto speaks = [&](std::string_view word) {
    return stands_in(page.visible, word) || stands_in(page.title, word);
  };
  const auto word = std::find_if(kLogin.begin(), kLogin.end(), speaks);
  return word == kLogin.end() ? std::optional<Fingerprint>{} : Fingerprint{login, *word};
}

}  // namespace

std::optional<Fingerprint> find_fingerprint(const PageText& page, std::string_view source) {
  const size_t visible = page.long_page ? PageText::kVisibleAtMost : page.visible.size();
  if (visible >= kShortPage) return {};
  const std::string lower = ascii_lower(source.substr(0, kMarkWithin));
  if (const auto mark = first_in(lower, kSourceMarks)) return mark;
  if (const auto sentence = first_in(page.title, kSentences)) return sentence;
  if (const auto sentence = first_in(page.visible, kSentences)) return sentence;
  if (const auto phrase = first_in(page.title, kPhrases)) return phrase;
  if (visible < kTinyPage)
    if (const auto phrase = first_in(page.visible, kPhrases)) return phrase;
  return login_form(page, lower);
}

}  // namespace zakonwatch
