// SPDX-License-Identifier: GPL-3.0-or-later
#include "synthetic_law.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace zakonwatch::testing {
namespace {

constexpr std::array<const char*, 10> kSyllables = {"на",  "рко", "ти", "ков", "при",
                                                    "дба", "зби", "ту", "вин", "ста"};
constexpr std::array<const char*, 6> kWho = {"повторно",
                                             "за попередньою змовою групою осіб",
                                             "організованою групою",
                                             "особою, раніше судимою",
                                             "щодо неповнолітнього",
                                             "у великих розмірах"};
constexpr std::array<const char*, 8> kYears = {"двох",  "трьох", "чотирьох", "п'яти",
                                               "шести", "семи",  "восьми",   "десяти"};

std::string superscript_free(std::string number) {
  std::replace(number.begin(), number.end(), '.', '_');
  return number;
}

}  // namespace

SyntheticLaw::SyntheticLaw(unsigned seed, int articles) : random_(seed) {
  for (int n = 1; n <= articles; ++n) {
    Node article{next_id_++, std::to_string(n), "Про " + word() + " та " + word(), {}, false, {}};
    for (size_t count = 1 + below(5); count > 0; --count) article.children.push_back(paragraph());
    articles_.push_back(std::move(article));
  }
}

std::string SyntheticLaw::word() {
  std::string out;
  for (size_t n = 2 + below(3); n > 0; --n) out += kSyllables[below(kSyllables.size())];
  return out;
}

// Two fifths of the sentences are the boilerplate of every criminal code.
std::string SyntheticLaw::sentence() {
  if (below(5) < 2)
    return std::string("Те саме діяння, вчинене ") + kWho[below(kWho.size())] +
           ", карається позбавленням волі на строк від " + kYears[below(4)] + " до " + kYears[4 + below(4)] +
           " років.";
  std::string out = "Особа";
  for (size_t n = 8 + below(25); n > 0; --n) out += (below(8) == 0 ? ", " : " ") + word();
  return out + " «" + word() + "» — карається.";
}

SyntheticLaw::Node SyntheticLaw::paragraph() {
  Node out{next_id_++, {}, {}, sentence(), false, {}};
  if (below(4) == 0)
    for (size_t n = 2 + below(3); n > 0; --n)
      out.children.push_back({next_id_++, {}, {}, word() + " " + word() + " " + word() + ";", false, {}});
  return out;
}

SyntheticLaw::Node& SyntheticLaw::any_article() {
  for (;;)
    if (Node& article = articles_[below(articles_.size())]; !article.repealed && !article.children.empty())
      return article;
}

std::map<int, SyntheticLaw::Placed> SyntheticLaw::placed() const {
  std::map<int, Placed> out;
  for (const Node& article : articles_) {
    const std::string eid = "art_" + superscript_free(article.number);
    out[article.id] = {&article, eid, 0};
    for (size_t p = 0; p < article.children.size(); ++p) {
      const Node& para = article.children[p];
      const std::string para_eid = eid + "__para_" + std::to_string(p + 1);
      out[para.id] = {&para, para_eid, article.id};
      for (size_t q = 0; q < para.children.size(); ++q)
        out[para.children[q].id] = {&para.children[q], para_eid + "__point_" + std::to_string(q + 1),
                                    para.id};
    }
  }
  return out;
}

Act SyntheticLaw::act() const {
  Act act;
  act.language = "uk";
  auto add = [&](const Node& node, const std::string& eid, ProvisionType type, const std::string& num,
                 int parent) {
    Provision provision;
    provision.eid = eid;
    provision.type = type;
    provision.num = num;
    provision.label = eid;
    if (!node.heading.empty() && !node.repealed) provision.heading = node.heading;
    provision.text = node.repealed ? "Виключено." : node.text;
    provision.repealed = node.repealed;
    provision.parent = parent;
    act.provisions.push_back(std::move(provision));
    return static_cast<int>(act.provisions.size()) - 1;
  };
  for (const Node& article : articles_) {
    const std::string eid = "art_" + superscript_free(article.number);
    const int top = add(article, eid, ProvisionType::article, article.number, -1);
    for (size_t p = 0; p < article.children.size(); ++p) {
      const std::string para_eid = eid + "__para_" + std::to_string(p + 1);
      const int para =
          add(article.children[p], para_eid, ProvisionType::paragraph, std::to_string(p + 1), top);
      for (size_t q = 0; q < article.children[p].children.size(); ++q)
        add(article.children[p].children[q], para_eid + "__point_" + std::to_string(q + 1),
            ProvisionType::point, std::to_string(q + 1), para);
    }
  }
  return act;
}

void SyntheticLaw::insert_article() {
  const size_t at = below(articles_.size());
  Node article{next_id_++, articles_[at].number + ".1", "Про " + word(), {}, false, {}};
  if (at + 1 < articles_.size() && articles_[at + 1].number == article.number) return;
  for (size_t n = 1 + below(3); n > 0; --n) article.children.push_back(paragraph());
  articles_.insert(articles_.begin() + long(at) + 1, std::move(article));
}

void SyntheticLaw::insert_paragraph() {
  Node& article = any_article();
  article.children.insert(article.children.begin() + long(below(article.children.size() + 1)), paragraph());
}

void SyntheticLaw::repeal_article(bool marker) {
  Node& article = any_article();
  if (!marker) {
    articles_.erase(articles_.begin() + (&article - articles_.data()));
    return;
  }
  article.repealed = true;
  article.children.clear();
}

void SyntheticLaw::repeal_paragraph() {
  Node& article = any_article();
  if (article.children.size() > 1)
    article.children.erase(article.children.begin() + long(below(article.children.size())));
}

void SyntheticLaw::amend() {
  Node& article = any_article();
  Node& para = article.children[below(article.children.size())];
  const size_t cut = para.text.find(' ', para.text.size() / 3);
  if (cut == std::string::npos) return;
  const size_t end = para.text.find(' ', cut + 1);
  if (end == std::string::npos) return;
  para.text.replace(cut + 1, end - cut - 1, word() + " або " + word());
}

void SyntheticLaw::amend_heading() { any_article().heading += " і " + word(); }

void SyntheticLaw::renumber_run() {
  const size_t at = below(articles_.size());
  for (size_t i = at; i < articles_.size() && i < at + 12; ++i) articles_[i].number += ".5";
}

void SyntheticLaw::move_paragraph() {
  Node &from = any_article(), &to = any_article();
  if (&from == &to || from.children.size() < 2) return;
  const size_t at = below(from.children.size());
  to.children.push_back(std::move(from.children[at]));
  from.children.erase(from.children.begin() + long(at));
}

void SyntheticLaw::split_paragraph() {
  Node& article = any_article();
  const size_t at = below(article.children.size());
  Node& para = article.children[at];
  const size_t cut = para.text.find(' ', para.text.size() * 2 / 3);
  if (!para.children.empty() || cut == std::string::npos) return;
  Node second{next_id_++, {}, {}, para.text.substr(cut + 1), false, {}};
  para.text.resize(cut);
  article.children.insert(article.children.begin() + long(at) + 1, std::move(second));
}

void SyntheticLaw::merge_paragraphs() {
  Node& article = any_article();
  if (article.children.size() < 2) return;
  const size_t at = below(article.children.size() - 1);
  Node &first = article.children[at], &second = article.children[at + 1];
  if (!first.children.empty() || !second.children.empty() || second.text.size() > first.text.size()) return;
  first.text += " " + second.text;
  article.children.erase(article.children.begin() + long(at) + 1);
}

void SyntheticLaw::noise() {
  auto blur = [&](std::string& text) {
    text = replace_all(replace_all(text, "«", "“"), "»", "”");
    text = replace_all(text, " — ", "\u00A0– ");
    text = replace_all(text, "'", "’");
    if (const size_t at = text.find("карається"); at != std::string::npos) text.insert(at + 4, "\u00AD");
    if (below(3) == 0) text = replace_all(text, "а ", "a ");  // a Latin letter ends a Cyrillic word
  };
  for (Node& article : articles_) {
    blur(article.heading);
    for (Node& para : article.children) {
      blur(para.text);
      for (Node& point : para.children) blur(point.text);
    }
  }
}

std::vector<std::string> SyntheticLaw::truth(const SyntheticLaw& before, const SyntheticLaw& after) {
  const auto old_places = before.placed(), new_places = after.placed();
  std::vector<std::string> out;
  auto tail = [](const std::string& eid) {
    return eid.substr(eid.rfind("__") == std::string::npos ? 0 : eid.rfind("__"));
  };
  for (const auto& [id, was] : old_places) {
    const auto is = new_places.find(id);
    const auto parent = new_places.find(was.parent);
    const bool parent_gone = was.parent != 0 && (parent == new_places.end() || parent->second.node->repealed);
    if (is == new_places.end()) {
      if (!was.node->repealed && !parent_gone) out.push_back("repealed " + was.eid + " -");
      continue;
    }
    const Placed& now = is->second;
    if (now.node->repealed) {
      if (!was.node->repealed) out.push_back("repealed " + was.eid + " " + now.eid);
    } else if (now.parent != was.parent) {
      out.push_back("moved " + was.eid + " " + now.eid);
    } else if (tail(now.eid) != tail(was.eid)) {
      out.push_back("renumbered " + was.eid + " " + now.eid);
    } else if (now.node->text != was.node->text || now.node->heading != was.node->heading) {
      out.push_back("amended " + was.eid + " " + now.eid);
    }
  }
  for (const auto& [id, now] : new_places)
    if (!old_places.count(id) && !now.node->repealed && (now.parent == 0 || old_places.count(now.parent)))
      out.push_back("inserted - " + now.eid);
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace zakonwatch::testing
