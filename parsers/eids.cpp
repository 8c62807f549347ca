// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <map>
#include <unordered_map>

#include "base/text.h"
#include "parsers/outline.h"

namespace zakonwatch {
namespace {

std::string_view type_part(ProvisionType type) {
  switch (type) {
    case ProvisionType::article:
    case ProvisionType::quoted:
      return "art";
    case ProvisionType::paragraph:
      return "para";
    default:
      return to_string(type);
  }
}

bool above_article(ProvisionType type) {
  return type == ProvisionType::part || type == ProvisionType::book || type == ProvisionType::section ||
         type == ProvisionType::chapter;
}

class EidMaker {
 public:
  EidMaker(Outline& outline, const LanguageProfile& profile) : outline_(outline), profile_(profile) {}

  void run() {
    for (size_t i = 0; i < outline_.provisions.size(); ++i) {
      Provision& provision = outline_.provisions[i];
      provision.eid = unique(wanted(i));
      provision.label = label(i);
    }
  }

 private:
  const Provision* parent_of(const Provision& provision) const {
    return provision.parent < 0 ? nullptr : &outline_.provisions[static_cast<size_t>(provision.parent)];
  }
  const Mark& mark_of(const Provision& provision) const {
    return outline_.marks[static_cast<size_t>(&provision - outline_.provisions.data())];
  }

  // What the eIds of an article's surroundings begin with: its component, its chapter where numbers restart
  // there, the quotation it stands in.
  std::string article_prefix(const Provision& article) const {
    for (const Provision* up = parent_of(article); up != nullptr; up = parent_of(*up)) {
      const bool quotation = up->type == ProvisionType::quoted && up->num.empty();
      const bool chapter =
          profile_.numbering == NumberingScope::chapter && up->type == ProvisionType::chapter;
      if (mark_of(*up).component || quotation || chapter) return up->eid + "__";
    }
    return {};
  }

  std::string number_part(size_t i, bool basic) {
    const Mark& mark = outline_.marks[i];
    if (!mark.number.empty()) return mark.number.eid(basic);
    // The only article of an act has no number ("Член единствен").
    return outline_.provisions[i].type == ProvisionType::article ? "1" : std::string();
  }

  std::string wanted(size_t i) {
    const Provision& provision = outline_.provisions[i];
    const Mark& mark = outline_.marks[i];
    if (!mark.eid_part.empty()) return mark.eid_part;
    const Provision* parent = parent_of(provision);
    const std::string prefix = parent == nullptr ? std::string() : parent->eid + "__";
    const bool numbered_quote = provision.type == ProvisionType::quoted && !provision.num.empty();
    if (provision.type == ProvisionType::article || numbered_quote)
      return article_prefix(provision) + "art_" + number_part(i, true);
    if (provision.type == ProvisionType::quoted) return prefix + "quoted";
    if (provision.type == ProvisionType::preface || provision.type == ProvisionType::unclaimed)
      return std::string(to_string(provision.type));
    std::string number =
        number_part(i, above_article(provision.type) || provision.type == ProvisionType::annex);
    if (number.empty() && provision.type == ProvisionType::note) return prefix + "note";
    if (number.empty()) number = counted(provision);
    return prefix + std::string(type_part(provision.type)) + "_" + number;
  }

  // Unnumbered units count under their parent; the parent's own text is the first of its paragraphs.
  std::string counted(const Provision& provision) {
    const bool text_unit = provision.type == ProvisionType::p || provision.type == ProvisionType::indent;
    int& count = counts_[{provision.parent, text_unit ? ProvisionType::p : provision.type}];
    const Provision* parent = parent_of(provision);
    if (count == 0 && text_unit && parent != nullptr && !parent->text.empty()) count = 1;
    // Headings without a number stand beside numbered units of their kind: "h1" cannot collide with "1".
    return (above_article(provision.type) ? "h" : "") + std::to_string(++count);
  }

  std::string unique(std::string wanted) {
    const int count = ++seen_[wanted];
    if (count == 1) return wanted;
    std::string next = fmt::format("{}~{}", wanted, count);
    ++seen_[next];
    return next;
  }

  static std::string heading_label(const Provision& provision) {
    std::string_view heading = provision.heading ? std::string_view(*provision.heading) : std::string_view();
    while (heading.ends_with(':') || heading.ends_with(' ')) heading.remove_suffix(1);
    return ellipsis(heading, 80);
  }

  std::string own_label(size_t i) const {
    const Provision& provision = outline_.provisions[i];
    if (!outline_.marks[i].eid_part.empty() && provision.type == ProvisionType::p)
      return ellipsis(provision.text.substr(0, provision.text.find('\n')), 60);
    const int known = outline_.marks[i].unit;
    const Unit* unit = known >= 0
                           ? &profile_.units[static_cast<size_t>(known)]
                           : profile_.unit(provision.type == ProvisionType::quoted ? ProvisionType::article
                                                                                   : provision.type);
    if (provision.type == ProvisionType::annex || provision.type == ProvisionType::doc ||
        provision.type == ProvisionType::transitional)
      return heading_label(provision);
    if (provision.type == ProvisionType::quoted && provision.num.empty()) return {};
    std::string word = unit == nullptr ? std::string() : unit->word;
    if (!outline_.marks[i].word.empty() && unit != nullptr && unit->word_first) word = outline_.marks[i].word;
    if (provision.num.empty()) {
      if (provision.heading) return ellipsis(*provision.heading, 80);
      const size_t tail = provision.eid.rfind('_');
      const bool counted = provision.type == ProvisionType::p || provision.type == ProvisionType::indent ||
                           provision.type == ProvisionType::row;
      if (word.empty())
        return counted && tail != std::string::npos ? "[" + provision.eid.substr(tail + 1) + "]"
                                                    : std::string();
      return counted && tail != std::string::npos ? word + " " + provision.eid.substr(tail + 1) : word;
    }
    if (word.empty()) return provision.num;
    if (unit->word_first) return word + " " + provision.num;
    const char last = provision.num.back();
    return provision.num + (last >= '0' && last <= '9' ? ". " : " ") + word;
  }

  std::string label(size_t i) const {
    const Provision& provision = outline_.provisions[i];
    std::string own = own_label(i);
    const Provision* parent = parent_of(provision);
    if (parent == nullptr || above_article(provision.type) || provision.type == ProvisionType::article)
      return own;
    if (parent->type == ProvisionType::preface) return own;
    if (parent->label.empty() || own.empty()) return own.empty() ? parent->label : own;
    return parent->label + ", " + own;
  }

  Outline& outline_;
  const LanguageProfile& profile_;
  std::unordered_map<std::string, int> seen_;
  std::map<std::pair<int, ProvisionType>, int> counts_;
};

}  // namespace

void assign_eids(Outline& outline, const LanguageProfile& profile) { EidMaker(outline, profile).run(); }

}  // namespace zakonwatch
