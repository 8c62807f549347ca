// SPDX-License-Identifier: GPL-3.0-or-later
#include "diff/summary_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/text.h"

namespace zakonwatch {
namespace {

struct Term {
  const char* id;
  const char* english;
  const char* russian;
};

constexpr std::array<Term, 27> kPenalties = {{
    {"indexation", "size of a unit of fines", "размер единицы штрафа"},
    {"imprisonment", "imprisonment", "лишение свободы"},
    {"restriction_of_liberty", "restriction of liberty", "ограничение свободы"},
    {"arrest", "arrest", "арест"},
    {"fine", "fine", "штраф"},
    {"community_service", "community service", "общественные работы"},
    {"corrective_labour", "corrective labour", "исправительные работы"},
    {"forced_labour", "forced labour", "принудительные работы"},
    {"confiscation_of_property", "confiscation of property", "конфискация имущества"},
    {"confiscation_of_proceeds", "confiscation of proceeds", "конфискация доходов"},
    {"extended_confiscation", "extended confiscation", "расширенная конфискация"},
    {"forfeiture_property", "forfeiture of property", "конфискация имущества"},
    {"forfeiture_thing", "forfeiture of a thing", "конфискация вещи"},
    {"property_penalty", "property penalty", "имущественное взыскание"},
    {"disqualification", "loss of the right to hold posts or do certain work",
     "лишение права занимать должности"},
    {"exceptional_punishment", "exceptional punishment", "исключительное наказание"},
    {"corrective_measure", "corrective measure", "исправительная мера"},
    {"supervision", "supervision", "надзор"},
    {"expulsion", "expulsion", "выдворение"},
    {"death_penalty", "death penalty", "смертная казнь"},
    {"house_arrest", "house arrest", "домашний арест"},
    {"short_term_imprisonment", "short-term imprisonment", "краткосрочное лишение свободы"},
    {"compulsory_dissolution", "compulsory dissolution", "принудительная ликвидация"},
    {"warning", "warning", "предупреждение"},
    {"age_limit", "age limit", "возрастной предел"},
    {"treatment_order", "order of treatment", "направление на лечение"},
    {"procedure", "procedure", "процедура"},
}};

// The rules of `procedure` and `treatment_order`, by their `what` or `consent`.
constexpr std::array<Term, 11> kRules = {{
    {"release_from_liability", "release from liability", "освобождение от ответственности"},
    {"amnesty_exception", "exception from an amnesty", "исключение из амнистии"},
    {"test_purchase", "test purchase", "проверочная закупка"},
    {"controlled_delivery", "controlled delivery", "контролируемая поставка"},
    {"surveillance", "surveillance", "негласное наблюдение"},
    {"examination", "medical examination", "медицинское освидетельствование"},
    {"compulsory", "compulsory treatment", "принудительное лечение"},
    {"chosen_instead", "treatment chosen instead of punishment", "лечение вместо наказания по выбору лица"},
    {"voluntary", "voluntary treatment", "добровольное лечение"},
    {"annulled_by_court", "annulled by a court", "отменено судом"},
    {"interpreted_by_court", "interpreted by a court", "истолковано судом"},
}};

constexpr std::array<Term, 12> kMoney = {{
    {"UAH_nontaxable_minimum", "non-taxable minimums", "необлагаемых минимумов"},
    {"KZT_monthly_index", "monthly calculation indices", "месячных расчётных показателей"},
    {"KGS_index", "calculation indices", "расчётных показателей"},
    {"BYN_base", "base units", "базовых величин"},
    {"UZS_base", "base calculation amounts", "базовых расчётных величин"},
    {"TJS_index", "calculation indices", "показателей для расчётов"},
    {"LV_minimum_monthly_wage", "minimum monthly wages", "минимальных месячных зарплат"},
    {"LV_fine_unit", "fine units", "штрафных единиц"},
    {"EE_fine_unit", "fine units", "штрафных единиц"},
    {"EE_daily_rate", "daily rates", "дневных ставок"},
    {"MDL_conventional_unit", "conventional units", "условных единиц"},
    {"AZ_conditional_financial_unit", "conditional financial units", "условных финансовых единиц"},
}};

constexpr std::array<Term, 8> kUnits = {{
    {"plants", "plants", "растений"},
    {"g", "g", "г"},
    {"mg", "mg", "мг"},
    {"kg", "kg", "кг"},
    {"ml", "ml", "мл"},
    {"l", "l", "л"},
    {"pieces", "pieces", "шт."},
    {"doses", "doses", "доз"},
}};

constexpr std::array<Term, 6> kLiability = {{
    {"none", "no liability", "отсутствие ответственности"},
    {"disciplinary", "disciplinary liability", "дисциплинарная ответственность"},
    {"administrative", "administrative liability", "административная ответственность"},
    {"administrative_arrest", "administrative liability with detention",
     "административная ответственность с арестом"},
    {"misdemeanour", "misdemeanour", "уголовный проступок"},
    {"crime", "crime", "преступление"},
}};

// Why a direction is not determined (law.md section 2).
constexpr std::array<Term, 12> kReasons = {{
    {"no_number", "no number decides", "нет числа, которое бы решало"},
    {"basis_changed", "the basis of the amount changed", "изменилась основа расчёта количества"},
    {"delegated_elsewhere", "the amount is set elsewhere", "размер установлен в другом акте"},
    {"possibly_relocated", "the text may stand elsewhere", "текст мог перейти в другое место"},
    {"general_part_changed", "the same act changes the general part", "тот же закон меняет общую часть"},
    {"reference_unresolved", "a reference was not resolved", "ссылка не разрешена"},
    {"actor_conflict", "it differs by who is affected", "для разных лиц по-разному"},
    {"definition", "a definition or unit changed", "изменено определение или единица"},
    {"court", "a court decision", "решение суда"},
    {"partial_text", "only part of the text was read", "прочитана лишь часть текста"},
    {"ocr", "the text was read from a scan", "текст распознан со скана"},
    {"translation", "the text is a translation", "текст является переводом"},
}};

template <size_t N>
std::optional<std::string> term(const std::array<Term, N>& terms, const std::string& id,
                                SummaryLanguage language) {
  const auto found = std::find_if(terms.begin(), terms.end(), [&](const Term& t) { return id == t.id; });
  if (found == terms.end()) return {};
  return std::string(language == SummaryLanguage::en ? found->english : found->russian);
}

std::string plain(double value) {
  if (value == std::floor(value)) return fmt::format("{}", static_cast<long long>(value));
  return fmt::format("{:g}", value);
}

// Russian after "от" and "до": genitive, singular after 1, 21, 31.
std::string time_word(double count, const char* english, const char* one, const char* many,
                      SummaryLanguage language) {
  const auto whole = static_cast<long long>(count);
  if (language == SummaryLanguage::en) return fmt::format("{}{}", english, whole == 1 ? "" : "s");
  return whole % 10 == 1 && whole % 100 != 11 ? one : many;
}

enum class Span { months, days, hours };

std::string time_unit(double count, bool years, Span clock, SummaryLanguage language) {
  if (years) return time_word(count, "year", "года", "лет", language);
  if (clock == Span::months) return time_word(count, "month", "месяца", "месяцев", language);
  if (clock == Span::days) return time_word(count, "day", "суток", "суток", language);
  return time_word(count, "hour", "часа", "часов", language);
}

std::string term_range(std::optional<double> min, std::optional<double> max, Span clock,
                       SummaryLanguage language) {
  const auto in_years = [&](double v) { return clock == Span::months && v >= 12 && std::fmod(v, 12) == 0; };
  const auto amount = [&](double v) { return plain(in_years(v) ? v / 12 : v); };
  const auto with_unit = [&](double v) {
    return fmt::format("{} {}", amount(v), time_unit(in_years(v) ? v / 12 : v, in_years(v), clock, language));
  };
  if (min && max && *min == *max) return with_unit(*max);
  if (min && max) {
    const std::string low = in_years(*min) == in_years(*max) ? amount(*min) : with_unit(*min);
    return fmt::format(fmt::runtime(say(language, "{} to {}", "от {} до {}")), low, with_unit(*max));
  }
  if (max) return fmt::format(fmt::runtime(say(language, "up to {}", "до {}")), with_unit(*max));
  if (min) return fmt::format(fmt::runtime(say(language, "at least {}", "не менее {}")), with_unit(*min));
  return {};
}

std::string money_range(const EffectValue& value, SummaryLanguage language) {
  const auto min = number_in(value, "min"), max = number_in(value, "max");
  if (!min && !max) return {};
  const std::string unit = text_in(value, "unit");
  std::string name = term(kMoney, unit, language).value_or(replace_all(unit, "_", " "));
  if (unit == "unspecified") name.clear();
  std::string amount;
  if (min && max && *min == *max)
    amount = plain(*max);
  else if (min && max)
    amount = fmt::format("{}-{}", plain(*min), plain(*max));
  else if (max)
    amount = fmt::format(fmt::runtime(say(language, "up to {}", "до {}")), plain(*max));
  else
    amount = fmt::format(fmt::runtime(say(language, "at least {}", "не менее {}")), plain(*min));
  return name.empty() ? amount : amount + " " + name;
}

}  // namespace

std::string say(SummaryLanguage language, const char* english, const char* russian) {
  return language == SummaryLanguage::en ? english : russian;
}

std::optional<double> number_in(const EffectValue& value, const std::string& key) {
  const auto found = value.find(key);
  if (found == value.end()) return {};
  if (const auto* whole = std::get_if<int64_t>(&found->second)) return static_cast<double>(*whole);
  if (const auto* real = std::get_if<double>(&found->second)) return *real;
  return {};
}

std::string text_in(const EffectValue& value, const std::string& key) {
  const auto found = value.find(key);
  const auto* text = found == value.end() ? nullptr : std::get_if<std::string>(&found->second);
  return text == nullptr ? std::string() : *text;
}

std::string kind_name(const std::string& kind, const EffectValue& value, SummaryLanguage language) {
  const std::string id = kind == "other_penalty" ? text_in(value, "type") : kind;
  return term(kPenalties, id, language).value_or(replace_all(id, "_", " "));
}

std::string rule_name(const std::string& kind, const EffectValue& value, SummaryLanguage language) {
  std::string id = text_in(value, "what");
  if (id.empty()) id = text_in(value, "consent");
  return term(kRules, id, language)
      .value_or(id.empty() ? kind_name(kind, value, language) : replace_all(id, "_", " "));
}

std::string amount_phrase(const std::string& kind, const EffectValue& value, SummaryLanguage language) {
  if (kind == "fine") return money_range(value, language);
  if (kind == "indexation") {
    const auto amount = number_in(value, "amount");
    return amount ? plain(*amount) + " " + text_in(value, "unit") : std::string();
  }
  if (kind == "age_limit") {
    const auto age = number_in(value, "age");
    return age ? plain(*age) : std::string();
  }
  std::string out =
      term_range(number_in(value, "min_months"), number_in(value, "max_months"), Span::months, language);
  if (out.empty())
    out = term_range(number_in(value, "min_days"), number_in(value, "max_days"), Span::days, language);
  if (out.empty())
    out = term_range(number_in(value, "min_hours"), number_in(value, "max_hours"), Span::hours, language);
  const auto life = value.find("life");
  if (life != value.end() && std::holds_alternative<bool>(life->second))
    out += out.empty() ? say(language, "for life", "пожизненно")
                       : say(language, " or for life", " или пожизненно");
  return out;
}

std::string penalty_phrase(const std::string& kind, const EffectValue& value, SummaryLanguage language) {
  std::string name = kind_name(kind, value, language);
  const std::string amount = amount_phrase(kind, value, language);
  if (amount.empty()) return name;
  const bool of = language == SummaryLanguage::en && !amount.starts_with("up to") &&
                  !amount.starts_with("at least") && !amount.starts_with("for life");
  return fmt::format("{}{}{}", name, of ? " of " : " ", amount);
}

std::string threshold_phrase(const EffectValue& value, SummaryLanguage language) {
  const auto amount = number_in(value, "amount"), to = number_in(value, "to");
  const std::string kind = text_in(value, "class"), unit = text_in(value, "unit");
  const std::string name = unit.empty() ? "" : " " + term(kUnits, unit, language).value_or(unit);
  if (!amount) return kind.empty() ? text_in(value, "basis") : replace_all(kind, "_", " ");
  if (to)
    return fmt::format(fmt::runtime(say(language, "from {} to {}{}", "от {} до {}{}")), plain(*amount),
                       plain(*to), name);
  if (kind == "over")
    return fmt::format(fmt::runtime(say(language, "more than {}{}", "свыше {}{}")), plain(*amount), name);
  if (kind == "up_to")
    return fmt::format(fmt::runtime(say(language, "up to {}{}", "до {}{}")), plain(*amount), name);
  return fmt::format(fmt::runtime(say(language, "{}{} or more", "{}{} и более")), plain(*amount), name);
}

std::string liability_name(const std::string& liability, SummaryLanguage language) {
  return term(kLiability, liability, language).value_or(liability);
}

std::string direction_phrase(Direction direction, SummaryLanguage language) {
  switch (direction) {
    case Direction::harsher:
      return say(language, "on its face tightens", "по тексту ужесточает");
    case Direction::lighter:
      return say(language, "on its face eases", "по тексту смягчает");
    case Direction::mixed:
      return say(language, "on its face mixed", "по тексту действует в обе стороны");
    case Direction::neutral:
      return say(language, "on its face no change", "по тексту тяжести не меняет");
    case Direction::unclear:
      return say(language, "on its face not determined", "по тексту направление не определено");
  }
  return {};
}

std::string reason_phrase(const std::string& reason, SummaryLanguage language) {
  return term(kReasons, reason, language).value_or(replace_all(reason, "_", " "));
}

std::string listed(const std::vector<std::string>& items, SummaryLanguage language) {
  std::string out;
  for (size_t i = 0; i < items.size(); ++i) {
    if (i > 0) out += i + 1 == items.size() ? say(language, " and ", " и ") : ", ";
    out += items[i];
  }
  return out;
}

}  // namespace zakonwatch
