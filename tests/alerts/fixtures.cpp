// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/alerts/fixtures.h"

#include <fmt/format.h>

namespace zakonwatch::fixtures {
namespace {

using namespace std::chrono;

Instant at(const char* text) { return *parse_rfc3339(text); }

ChangeSide side(std::string eid, std::string num, std::string label, std::vector<std::string> path,
                std::string text) {
  ChangeSide out;
  out.eid = std::move(eid);
  out.num = std::move(num);
  out.label = std::move(label);
  out.path = std::move(path);
  out.text = std::move(text);
  return out;
}

std::string joined(const Redline& redline, EditOp without) {
  std::string text;
  for (const Edit& edit : redline)
    if (edit.op != without) text += edit.text;
  return text;
}

Change amended(std::string eid, std::string num, std::string label, std::vector<std::string> path,
               Redline redline) {
  Change change;
  change.kind = ChangeKind::amended;
  change.old_side = side(eid, num, label, path, joined(redline, EditOp::insert));
  change.new_side = side(eid, num, label, path, joined(redline, EditOp::remove));
  change.old_article = change.new_article = eid.substr(0, eid.find("__"));
  change.redline = std::move(redline);
  return change;
}

DigestItem item(std::string id, std::string country, std::string name, std::string act, std::string title,
                std::string language, Change change) {
  DigestItem out;
  out.change_id = std::move(id);
  out.country = std::move(country);
  out.country_name = std::move(name);
  out.act_id = std::move(act);
  out.act_title = std::move(title);
  out.language = std::move(language);
  out.change = std::move(change);
  out.first_seen = at("2026-11-22T06:31:04Z");
  out.new_fetched_at = at("2026-11-22T06:31:04Z");
  out.old_fetched_at = at("2026-11-20T06:30:11Z");
  out.new_sha256 = "9f2b6c1e5d0a47c38e9a1b7f64d2c05e8b3a7d916c4f0e2a5b8d7c6e1f3a9048";
  out.old_sha256 = "1c7e4b9a3f8d2065c1b0a9e8d7f6543210fedcba98765432100f1e2d3c4b5a69";
  out.archive_reference = fmt::format("2026-11/{}.warc.gz:10482", out.country);
  out.official_url = "https://law.example.org/" + out.act_id;
  out.valid_from_basis = "printed";
  return out;
}

Effect effect(std::string kind, std::optional<EffectValue> before, std::optional<EffectValue> after,
              Direction direction) {
  Effect out;
  out.kind = std::move(kind);
  out.old_value = std::move(before);
  out.new_value = std::move(after);
  out.direction = direction;
  return out;
}

std::string russian_name(const std::string& country) {
  if (country == "UA") return "Украина";
  if (country == "LV") return "Латвия";
  if (country == "GE") return "Грузия";
  return country == "AM" ? "Армения" : "Казахстан";
}

TopicScore topic(std::string id, double score, std::vector<std::string> why) {
  return {std::move(id), score, std::move(why)};
}

}  // namespace

DigestItem ukraine_possession() {
  Change change =
      amended("art_309__para_1", "1", "Стаття 309, частина 1",
              {"Особлива частина", "Розділ XIII. Злочини у сфері обігу наркотичних засобів", "Стаття 309"},
              {{EditOp::equal,
                "Незаконне виробництво, виготовлення, придбання, зберігання, перевезення чи пересилання "
                "наркотичних засобів, "
                "психотропних речовин або їх аналогів без мети збуту — караються "},
               {EditOp::insert,
                "штрафом від п'ятдесяти до ста неоподатковуваних мінімумів доходів громадян або виправними "
                "роботами на "
                "строк до двох років, або арештом на строк до шести місяців, або "},
               {EditOp::equal, "обмеженням волі на строк до трьох років, або позбавленням волі на "},
               {EditOp::remove, "строк до трьох років"},
               {EditOp::insert, "той самий строк"},
               {EditOp::equal, "."}});
  change.direction = Direction::lighter;
  change.attribution = {AttributionKind::act, "270-VI", year{2008} / 4 / 15, "note"};
  change.relevance = {
      0.93,
      true,
      {topic("possession", 0.93,
             {"watch list: Criminal Code art. 309", "concept drug in redline: наркотичних"})}};
  change.effects = {effect("fine", {},
                           EffectValue{{"min", int64_t{50}},
                                       {"max", int64_t{100}},
                                       {"unit", std::string("UAH_nontaxable_minimum")}},
                           Direction::lighter),
                    effect("arrest", {}, EffectValue{{"max_months", int64_t{6}}}, Direction::lighter)};
  change.summary_en =
      "Possession without intent to supply: a fine of 50–100 non-taxable minimums, corrective labour or "
      "arrest up to 6 months may be imposed instead of imprisonment";
  change.summary_ru =
      "Хранение без цели сбыта: вместо лишения свободы возможны штраф 50–100 необлагаемых минимумов, "
      "исправительные работы или арест до 6 месяцев";
  DigestItem out =
      item("ua-1042", "UA", "Ukraine", "ua/2341-14", "Кримінальний кодекс України", "uk", std::move(change));
  out.published = year{2008} / 4 / 30;
  out.in_force_from = year{2008} / 5 / 7;
  out.subscriptions = {"Possession, whole region"};
  out.article_text =
      "Стаття 309. Незаконне виробництво, виготовлення, придбання, зберігання наркотичних засобів без мети "
      "збуту\n1. Незаконне виробництво… караються штрафом від п'ятдесяти до ста неоподатковуваних мінімумів "
      "доходів громадян…\n2. Ті самі дії, вчинені повторно, — караються позбавленням волі на строк від двох "
      "до п'яти років.";
  out.history = {"2007-10-01: ua-1011, penalty unchanged, wording"};
  out.people = {"people who use drugs or hold them for themselves (“без мети збуту”)"};
  out.transitional = {
      "Перехідні положення\n1. Особам, засудженим за частиною першою статті 309 до набрання чинності цим "
      "Законом, суд замінює невідбуте позбавлення волі штрафом.\n2. Справи, не розглянуті до цього дня, "
      "розглядаються за новою редакцією."};
  out.package = {"Кодекс України про адміністративні правопорушення, ст. 44"};
  return out;
}

DigestItem latvia_supply() {
  Change change = amended(
      "art_253_1__para_1", "1", "253.¹ pants, (1)",
      {"XX nodaļa. Noziedzīgi nodarījumi pret vispārējo drošību"},
      {{EditOp::equal,
        "Par narkotisko vai psihotropo vielu neatļautu realizēšanu — soda ar brīvības atņemšanu uz laiku "},
       {EditOp::remove, "līdz pieciem gadiem"},
       {EditOp::insert, "no diviem līdz astoņiem gadiem"},
       {EditOp::equal, ", konfiscējot mantu vai bez mantas konfiskācijas."}});
  change.direction = Direction::harsher;
  change.attribution = {AttributionKind::act, "2012/202.1", year{2012} / 12 / 13, "metadata"};
  change.relevance = {0.88, true, {topic("supply", 0.88, {"concept drug in provision: narkotisko"})}};
  change.effects = {effect("imprisonment", EffectValue{{"max_months", int64_t{60}}},
                           EffectValue{{"min_months", int64_t{24}}, {"max_months", int64_t{96}}},
                           Direction::harsher)};
  change.summary_en = "Unlawful supply: imprisonment up to 5 years becomes 2 to 8 years";
  change.summary_ru = "Незаконный сбыт: лишение свободы до 5 лет становится от 2 до 8 лет";
  DigestItem out = item("lv-77", "LV", "Latvia", "lv/88966", "Krimināllikums", "lv", std::move(change));
  out.published = year{2012} / 12 / 27;
  out.in_force_from = year{2027} / 4 / 1;
  out.pending = true;
  out.subscriptions = {"Baltic states", "Harsher only"};
  return out;
}

DigestItem georgia_use() {
  Change change = amended(
      "art_273", "273", "მუხლი 273", {"თავი XXXIII. ნარკოტიკული დანაშაული"},
      {{EditOp::equal, "ნარკოტიკული საშუალების, მისი ანალოგის ან პრეკურსორის "},
       {EditOp::insert, "მცირე ოდენობით "},
       {EditOp::equal,
        "უკანონოდ დამზადება, შეძენა, შენახვა ექიმის დანიშნულების გარეშე მოხმარებისათვის — ისჯება ჯარიმით"},
       {EditOp::remove, " ან თავისუფლების აღკვეთით ვადით ერთ წლამდე"},
       {EditOp::equal, "."}});
  change.direction = Direction::unclear;
  change.reason = "delegated_elsewhere";
  change.relevance = {0.81,
                      true,
                      {topic("use", 0.81, {"concept drug in redline: ნარკოტიკული"}),
                       topic("thresholds", 0.6, {"concept amount in redline: ოდენობით"})}};
  change.effects = {effect("imprisonment", EffectValue{{"max_months", int64_t{12}}}, {}, Direction::lighter)};
  Effect threshold = effect("quantity_threshold", {}, {}, Direction::unclear);
  threshold.reason = "delegated_elsewhere";
  threshold.via = "ge/2012-drug-law";
  change.effects.push_back(threshold);
  change.summary_en = "Use: imprisonment is dropped for small amounts, which another act defines";
  change.summary_ru =
      "Потребление: лишение свободы исключено для небольшого количества, которое определяет другой акт";
  DigestItem out = item("ge-12", "GE", "Georgia", "ge/16426", "საქართველოს სისხლის სამართლის კოდექსი", "ka",
                        std::move(change));
  out.in_force_from = year{2026} / 11 / 21;
  out.valid_from_basis = "first_seen";
  out.subscriptions = {"Possession, whole region"};
  return out;
}

DigestItem armenia_treatment() {
  Change change;
  change.kind = ChangeKind::inserted;
  change.scope = Scope::subtree;
  const std::string text =
      "44.1. Թմրամոլությամբ հիվանդ անձը կարող է կամավոր դիմել բուժման։\nԲուժումն անանուն է և անվճար։";
  change.new_side = side("art_44_1", "44.1", "Հոդված 44.1", {"Գլուխ 8"}, text);
  change.new_side->heading = "Կամավոր բուժում";
  change.new_article = "art_44_1";
  change.redline = {{EditOp::insert, text}};
  change.direction = Direction::neutral;
  change.attribution = {AttributionKind::act, "ՀՕ-110-Ն", year{2021} / 5 / 5, "gazette"};
  change.relevance = {0.72, true, {topic("drug_treatment", 0.72, {"concept treatment in redline: բուժման"})}};
  change.effects = {
      effect("treatment_order", {}, EffectValue{{"consent", std::string("voluntary")}}, Direction::neutral)};
  change.summary_en = "New: voluntary, anonymous and free drug treatment";
  change.summary_ru = "Новое: добровольное, анонимное и бесплатное лечение зависимости";
  DigestItem out =
      item("am-5", "AM", "Armenia", "am/drug-law", "ՀՀ օրենքը թմրամիջոցների մասին", "hy", std::move(change));
  out.published = year{2021} / 5 / 20;
  out.in_force_from = year{2022} / 7 / 1;
  out.subscriptions = {"Health"};
  return out;
}

DigestItem kazakhstan_repealed() {
  Change change;
  change.kind = ChangeKind::repealed;
  change.scope = Scope::subtree;
  const std::string text =
      "Статья 296-1. Понуждение к лечению\n1. Лицо, потребляющее наркотические средства, направляется на "
      "лечение по решению органа внутренних дел.";
  change.old_side = side("art_296-1", "296-1", "Статья 296-1", {"Глава 11"}, text);
  change.old_article = "art_296-1";
  change.redline = {{EditOp::remove, text}};
  change.direction = Direction::unclear;
  change.reason = "possibly_relocated";
  change.relevance = {
      0.9, true, {topic("compulsory_treatment", 0.9, {"concept treatment in redline: лечение"})}};
  change.summary_en = "Compulsory treatment by decision of the police: absent from the new version";
  change.summary_ru = "Принудительное лечение по решению полиции: в новой редакции отсутствует";
  DigestItem out = item("kz-3", "KZ", "Kazakhstan", "kz/K1400000226", "Уголовный кодекс Республики Казахстан",
                        "ru", std::move(change));
  out.in_force_from = year{2026} / 11 / 20;
  out.valid_from_basis = "address";
  out.subscriptions = {"Health"};
  return out;
}

DigestItem ukraine_bill_step() {
  Change change;
  change.kind = ChangeKind::stage;
  change.new_side =
      side("stage_2026-11-19", "", "Stage of 2026-11-19", {}, "Прийнято за основу (перше читання)");
  change.redline = {{EditOp::insert, change.new_side->text}};
  change.relevance = {
      0.84, true, {topic("possession", 0.84, {"concept drug in title of the act: наркотичних"})}};
  change.summary_en = "bill: Прийнято за основу (перше читання)";
  change.summary_ru = "законопроект: Прийнято за основу (перше читання)";
  DigestItem out =
      item("ua-1077", "UA", "Ukraine", "ua/bill-9999",
           "Проект Закону про внесення змін до Кримінального кодексу України щодо обігу наркотичних "
           "засобів",
           "uk", std::move(change));
  out.source_kind = "bills";
  out.published = year{2026} / 11 / 19;
  out.in_force_from = year{2026} / 11 / 19;  // the page's own date; must never be shown as a date of force
  out.deadlines = {{year{2026} / 12 / 3, "Громадське обговорення до цієї дати"},
                   {year{2026} / 12 / 15, "Друге читання"}};
  out.subscriptions = {"Bills, Ukraine"};
  return out;
}

Digest digest_of(std::vector<DigestItem> items, const std::string& language) {
  Digest out;
  out.id = DigestId("6f1c2b9a0d3e4f58");
  out.language = language;
  out.items = std::move(items);
  if (language == "ru")
    for (DigestItem& one : out.items) {
      one.country_name = russian_name(one.country);
      if (!one.people.empty()) one.people = {"потребители и хранящие для себя (“без мети збуту”)"};
    }
  out.created = at("2026-11-22T07:00:00Z");
  out.coverage = {64, {"tj-adlia"}, {"ru-pravo", "tm-minjust"}, {}, at("2026-11-21T07:00:00Z")};
  out.manage_url = "https://watch.example.org/u/3kP0";
  const bool ru = language == "ru";
  out.topic_labels = {{"possession", ru ? "хранение" : "Possession"},
                      {"supply", ru ? "сбыт" : "Supply"},
                      {"use", ru ? "потребление" : "Use"},
                      {"thresholds", ru ? "размеры" : "Thresholds"},
                      {"drug_treatment", ru ? "лечение" : "Drug treatment"}};
  return out;
}

Digest burst(size_t count, const std::string& language) {
  std::vector<DigestItem> items;
  for (size_t i = 0; i < count; ++i) {
    DigestItem one = ukraine_possession();
    const std::string number = fmt::format("{}", 300 + i);
    one.change_id = fmt::format("ua-{}", 2000 + i);
    one.change.direction = i % 3 == 0 ? Direction::harsher : Direction::neutral;
    for (auto* place : {&one.change.old_side, &one.change.new_side}) {
      (*place)->eid = "art_" + number;
      (*place)->label = "Стаття " + number;
    }
    one.change.summary_en = "Article " + number + " is re-enacted";
    one.change.summary_ru = "Статья " + number + " изложена заново";
    items.push_back(std::move(one));
  }
  return digest_of(std::move(items), language);
}

}  // namespace zakonwatch::fixtures
