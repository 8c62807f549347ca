// SPDX-License-Identifier: GPL-3.0-or-later
#include "crawler/plausibility.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unicode/ucnv.h>

#include <filesystem>
#include <set>

#include "base/files.h"
#include "base/text.h"
#include "crawler/message.h"
#include "tests/places.h"

namespace zakonwatch {
namespace {

namespace fs = std::filesystem;

const fs::path kInterstitials = project_root() + "/tests/crawler/interstitials";

std::string in_charset(const std::string& utf8, const std::string& charset) {
  if (charset.empty() || charset == "utf-8") return utf8;
  UErrorCode error = U_ZERO_ERROR;
  std::string out(utf8.size() + 16, '\0');
  const auto n = ucnv_convert(charset.c_str(), "UTF-8", out.data(), static_cast<int32_t>(out.size()),
                              utf8.data(), static_cast<int32_t>(utf8.size()), &error);
  out.resize(static_cast<size_t>(n));
  return out;
}

FetchOutcome page(std::string body, std::string type = "text/html", int status = 200) {
  FetchOutcome out;
  out.url = "https://law.example/act/17";
  out.status = status;
  out.media_type = std::move(type);
  out.body = std::move(body);
  out.response_head = "HTTP/1.1 200 OK\r\n\r\n";
  return out;
}

// <verdict>-<language>-<what>.http: status line, fields, empty line, body in UTF-8 (sent in the charset
// declared).
FetchOutcome read_interstitial(const fs::path& file) {
  const std::string text = *read_file(file);
  const size_t end = text.find("\n\n");
  FetchOutcome out = page("");
  out.response_head = replace_all(text.substr(0, end + 1), "\n", "\r\n") + "\r\n";
  out.status = std::stoi(text.substr(9, 3));
  const MediaType type = parse_media_type(out.header("Content-Type").value_or(""));
  out.media_type = type.name;
  out.charset = type.charset;
  out.body = std::string(trim(in_charset(text.substr(end + 2), type.charset)));
  return out;
}

std::string name_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::plausible:
      return "plausible";
    case Verdict::outage:
      return "outage";
    case Verdict::blocked:
      return "blocked";
    case Verdict::gone:
      return "gone";
    case Verdict::soft_gone:
      break;
  }
  return "soft_gone";
}

std::vector<fs::path> interstitials() {
  std::vector<fs::path> out;
  for (const auto& entry : fs::directory_iterator(kInterstitials)) out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

// F16: none of these may ever become a version of a law
TEST(Plausibility, EveryInterstitialIsRecognised) {
  const auto files = interstitials();
  std::set<std::string> languages;
  for (const fs::path& file : files) {
    const std::string name = file.stem().string();
    const size_t dash = name.find('-');
    languages.insert(name.substr(dash + 1, 2));
    const Plausibility judged = judge_response(read_interstitial(file), {});
    EXPECT_EQ(name_of(judged.verdict), name.substr(0, dash)) << name << ": " << judged.reason;
    EXPECT_FALSE(judged.reason.empty()) << name;
  }
  EXPECT_GE(files.size(), 40u);
  EXPECT_GE(languages.size(), 8u);
}

// The same pages inside the site's usual frame: a menu, a footer, counters.
TEST(Plausibility, SiteChromeAroundAnInterstitialHidesNothing) {
  std::string menu = "<ul class=\"menu\">";
  for (int i = 0; i < 12; ++i)
    menu += "<li><a href=\"/r/" + std::to_string(i) + "\">Раздел законодательства " + std::to_string(i) +
            "</a></li>";
  menu += "</ul><script>count();</script>";
  for (const fs::path& file : interstitials()) {
    FetchOutcome outcome = read_interstitial(file);
    if (outcome.status != 200 || outcome.body.find("<h1") == std::string::npos) continue;
    const size_t body = outcome.body.find("<body>");
    if (body != std::string::npos) outcome.body.insert(body + 6, in_charset(menu, outcome.charset));
    EXPECT_NE(judge_response(outcome, {}).verdict, Verdict::plausible) << file;
  }
}

// Written after the word lists, without looking at them: what a site may say that nobody foresaw.
TEST(Plausibility, UnforeseenWordings) {
  for (const char* body :
       {"<html><title>Подождите</title><body><p>Система безопасности проверяет, что запрос отправлен "
        "человеком, а не роботом. Страница откроется автоматически.</p></body></html>",
        "<html><body><h1>Внимание!</h1><p>Сайт находится на реконструкции. Приносим "
        "извинения.</p></body></html>",
        "<html><body><p>Уважаемые посетители, доступ к ресурсу временно приостановлен по техническим "
        "причинам. Зайдите позже.</p></body></html>",
        "<html><body><p>Вибачте, сталася помилка на сервері. Спробуйте пізніше.</p></body></html>",
        "<html><body><p>Ваша IP-адреса заблокована. Зверніться до адміністратора.</p></body></html>",
        "<html><body><p>Twój adres IP został zablokowany z powodu podejrzanej aktywności.</p></body></html>",
        "<html><body><p>Vaše IP adresa byla dočasně zablokována kvůli vysokému počtu "
        "požadavků.</p></body></html>",
        "<html><body><p>Serwer jest przeciążony. Prosimy spróbować ponownie za kilka "
        "minut.</p></body></html>",
        "<html><body><p>Слишком много запросов. Повторите попытку через минуту.</p></body></html>",
        "<html><body><p>Too many requests. Please slow down.</p></body></html>",
        "<html><body><p>Kérésed nem teljesíthető, a szerver túlterhelt. Próbáld később!</p></body></html>",
        "<html><body><p>Такой документ отсутствует в базе данных.</p></body></html>",
        "<html><body><p>Запись удалена или ещё не опубликована.</p></body></html>",
        "<html><title>Sign in to your account</title><body><form><input "
        "type=\"password\"></form></body></html>",
        "<html><body><p>Сесія завершилась, увійдіть повторно.</p><form><input "
        "type=\"password\"></form></body></html>",
        "<html><title>Doménu pozastavena</title><body>Tato doména je k prodeji.</body></html>",
        "<html><title>Apache2 Debian Default Page: It works</title><body>This is the default welcome "
        "page</body></html>",
        "<html><title>Index of /</title><body><h1>Index of /</h1></body></html>",
        "<html><head><title>Site blocked</title></head><body><p>По решению суда доступ к данному ресурсу "
        "ограничен на территории страны.</p></body></html>",
        "<html><body><p>Parse error: syntax error, unexpected T_STRING in /home/www/act.php on line "
        "12</p></body></html>",
        "<html><body><p>Warning: mysqli_connect(): (HY000/2002): Connection refused in "
        "/var/www/html/config.php on line 5</p></body></html>",
        "<html><body><p>ORA-12541: TNS:no listener</p></body></html>",
        "<html><body><p>Microsoft OLE DB Provider for SQL Server error '80004005'</p></body></html>",
        "<html><body><p>Lietuvos teisės aktų registras: sistemos atnaujinimo darbai, atsiprašome už "
        "nepatogumus.</p></body></html>",
        "<html><body><p>Süsteemi uuendamine. Palume vabandust!</p></body></html>"})
    EXPECT_NE(judge_response(page(body), {}).verdict, Verdict::plausible) << body;
}

// Every page of the corpus that was served as law must pass.
TEST(Plausibility, NoRealLawPageIsSuspected) {
  const fs::path corpus(corpus_folder());
  if (!fs::exists(corpus)) GTEST_SKIP() << "the corpus is not here";
  int pages = 0;
  for (const auto& entry : fs::recursive_directory_iterator(corpus)) {
    const std::string path = fs::relative(entry.path(), corpus).string(),
                      kind = entry.path().extension().string();
    if (path.starts_with("conformance") || path.starts_with("labels") || path.starts_with("data")) continue;
    const char* type = kind == ".html" || kind == ".htm" ? "text/html"
                       : kind == ".xml"                  ? "application/xml"
                       : kind == ".pdf"                  ? "application/pdf"
                                                         : nullptr;
    if (type == nullptr) continue;
    const Plausibility judged = judge_response(page(*read_file(entry.path()), type), {});
    EXPECT_EQ(judged.verdict, Verdict::plausible) << path << ": " << judged.reason;
    ++pages;
  }
  EXPECT_GT(pages, 50);
  RecordProperty("pages", pages);
}

TEST(Plausibility, ALawMaySpeakOfTheseThings) {
  std::string law =
      "<html><head><title>Закон о связи</title><script "
      "src=\"/cdn-cgi/challenge-platform/scripts/jsd/main.js\"></script></head><body><h1>Закон о связи</h1>";
  for (int i = 1; i < 40; ++i)
    law += "<p>Статья " + std::to_string(i) +
           ". Оператор, проводящий технические работы, извещает пользователей: страница не найдена, вход, "
           "авторизация, bad gateway.</p>";
  law += "<form><input type=\"password\"></form></body></html>";
  EXPECT_EQ(judge_response(page(law), {}).verdict, Verdict::plausible);
}

TEST(Plausibility, AShortActIsNoInterstitial) {
  for (const char* act :
       {"<html><head><title>О внесении изменения</title></head><body><p>Статья 1. В статье 228 слова «до "
        "трех лет» заменить словами «до двух лет».</p><p>Статья 2. Настоящий Закон вступает в силу со дня "
        "опубликования.</p></body></html>",
        "<html><body><p>Par grozījumu likumā. Izslēgt 7. pantu. Likums stājas spēkā nākamajā dienā pēc tā "
        "izsludināšanas.</p></body></html>",
        "<p>§ 1. Seadus jõustub 1. jaanuaril 2027.</p>",
        "<html><head><title>Решение № 503</title></head><body><p>Решение № 5031 от 12.01.2026 по делу "
        "1404/2: отказать в удовлетворении заявления о признании утратившим силу.</p></body></html>",
        "<html><head><title>Zákon o údržbě silnic</title><script>a</script></head><body><noscript>Zapněte "
        "JavaScript.</noscript><p>§ 1 Údržbu silnic zajišťuje kraj. Náklady na údržbu nese vlastník. § 2 "
        "Tento zákon nabývá účinnosti dnem vyhlášení ve Sbírce zákonů a mezinárodních smluv České "
        "republiky.</p></body></html>",
        "<html><head><title>О техническом обслуживании и ремонте газового "
        "оборудования</title></head><body><p>Утвердить Правила № 14. Техническое обслуживание проводят "
        "специализированные организации; проверка проводится ежегодно.</p></body></html>",
        "<html><head><title>Legea serviciilor de întreținere</title></head><body><p>Art. 1. Lucrările de "
        "întreținere și verificare se efectuează anual. Art. 2. Prezenta lege intră în vigoare la 30 de zile "
        "de la publicare.</p></body></html>"}) {
    const Plausibility judged = judge_response(page(act), {});
    EXPECT_EQ(judged.verdict, Verdict::plausible) << act << judged.reason;
  }
}

TEST(Plausibility, StatusesSpeakForThemselves) {
  const auto verdict = [](int status) {
    return judge_response(page("<html><body>x</body></html>", "text/html", status), {}).verdict;
  };
  for (const int status : {404, 410}) EXPECT_EQ(verdict(status), Verdict::gone) << status;
  for (const int status : {401, 403, 451}) EXPECT_EQ(verdict(status), Verdict::blocked) << status;
  for (const int status : {204, 206, 301, 304, 400, 408, 429, 500, 502, 503, 504, 520})
    EXPECT_EQ(verdict(status), Verdict::outage) << status;
  FetchOutcome unchanged = page("", "", 304);
  unchanged.not_modified = true;
  EXPECT_EQ(judge_response(unchanged, {}).verdict, Verdict::plausible);
}

TEST(Plausibility, TypesThatAreNoDocument) {
  EXPECT_EQ(judge_response(page("\x89PNG", "image/png"), {}).verdict, Verdict::outage);
  EXPECT_EQ(judge_response(page("{}", "application/json"), {}).verdict, Verdict::plausible);
  Expectations only_pdf;
  only_pdf.media_types = {"application/pdf"};
  EXPECT_EQ(judge_response(page("<html><body>text</body></html>"), only_pdf).verdict, Verdict::outage);
  EXPECT_EQ(judge_response(page("%PDF-1.7\n…", "application/pdf"), only_pdf).verdict, Verdict::plausible);
  EXPECT_EQ(judge_response(
                page("<html><body>Файл временно недоступен для скачивания по вашему запросу</body></html>",
                     "application/pdf"),
                only_pdf)
                .verdict,
            Verdict::outage);
}

// G1
TEST(Plausibility, ACutPageIsSeenWhereItAlwaysEnded) {
  Expectations ends;
  ends.had_html_end = true;
  const std::string law = "<html><body>" + std::string(5000, 'a');
  EXPECT_EQ(judge_response(page(law), ends).verdict, Verdict::outage);
  EXPECT_EQ(judge_response(page(law + "</body></HTML>\n"), ends).verdict, Verdict::plausible);
  EXPECT_EQ(judge_response(page(law), {}).verdict, Verdict::plausible);
}

TEST(Plausibility, WhatTheSourceSaysMustBeThere) {
  Expectations wanted;
  wanted.must_contain = {"Стаття", "Верховна Рада"};
  EXPECT_EQ(
      judge_response(page("<html><body><p>СТАТТЯ 309</p><p>Верховна&nbsp;\n Рада</p></body></html>"), wanted)
          .verdict,
      Verdict::plausible);
  EXPECT_EQ(judge_response(page("<html><body><p>Стаття 309</p></body></html>"), wanted).verdict,
            Verdict::outage);
  EXPECT_EQ(judge_response(page("<html><body><!-- Верховна Рада --><p>Стаття 309</p></body></html>"), wanted)
                .verdict,
            Verdict::outage);
}

// G4
TEST(Plausibility, RedirectsToTheFrontDoor) {
  const auto verdict = [](const char* from, const char* to) {
    FetchOutcome outcome = page("<html><body>Стаття 1. Текст документа.</body></html>");
    outcome.redirects = {from};
    outcome.url = to;
    Expectations expectations;
    expectations.requested_url = from;
    return judge_response(outcome, expectations).verdict;
  };
  EXPECT_EQ(verdict("https://law.example/act/17", "https://law.example/"), Verdict::soft_gone);
  EXPECT_EQ(verdict("https://law.example/act/17", "https://law.example/ru/"), Verdict::soft_gone);
  EXPECT_EQ(verdict("https://law.example/act/17", "https://law.example/search?q=17"), Verdict::soft_gone);
  EXPECT_EQ(verdict("https://law.example/act/17", "https://law.example/error.html"), Verdict::soft_gone);
  EXPECT_EQ(verdict("https://law.example/act/17", "https://law.example/account/login?ReturnUrl=%2F"),
            Verdict::blocked);
  EXPECT_EQ(verdict("http://law.example/act/17", "https://law.example/act/17"), Verdict::plausible);
  EXPECT_EQ(verdict("https://law.example/act/17", "https://law.example/act/17/ed20260101"),
            Verdict::plausible);
  EXPECT_EQ(verdict("https://law.example/", "https://law.example/ru"), Verdict::plausible);
  EXPECT_EQ(verdict("https://law.example/search/act/1", "https://law.example/search/act/2"),
            Verdict::plausible);
}

}  // namespace
}  // namespace zakonwatch
