// SPDX-License-Identifier: GPL-3.0-or-later
#include <string>

#include "base/text.h"
#include "parsers/outline.h"
#include "parsers/readers.h"
#include "parsers/tree.h"

// Akoma Ntoso 2/3: hierarchical elements with num, heading and content. Only the names of the standard's
// hierarchy are read; the inline level is text.
namespace zakonwatch {
namespace {

struct Element {
  std::string_view name;
  ProvisionType type;
};

constexpr Element kElements[] = {
    {"part", ProvisionType::part},
    {"book", ProvisionType::book},
    {"title", ProvisionType::section},
    {"section", ProvisionType::article},
    {"chapter", ProvisionType::chapter},
    {"subpart", ProvisionType::section},
    {"article", ProvisionType::article},
    {"paragraph", ProvisionType::paragraph},
    {"subsection", ProvisionType::paragraph},
    {"point", ProvisionType::point},
    {"subparagraph", ProvisionType::point},
    {"item", ProvisionType::point},
    {"indent", ProvisionType::indent},
    {"division", ProvisionType::section},
    {"clause", ProvisionType::point},
    {"rule", ProvisionType::article},
    {"alinea", ProvisionType::p},
    {"attachment", ProvisionType::annex},
};

const Element* element_of(std::string_view name) {
  for (const Element& element : kElements)
    if (element.name == name) return &element;
  return nullptr;
}

class AkomaReader {
 public:
  explicit AkomaReader(bool has_articles) : has_articles_(has_articles) {}

  void children(pugi::xml_node node, int parent) {
    for (pugi::xml_node child : node.children()) {
      if (child.type() != pugi::node_element) continue;
      const std::string_view name = child.name();
      if (name == "num" || name == "heading" || name == "meta" || name == "authorialNote") continue;
      if (const Element* element = element_of(name))
        unit(child, *element, parent);
      else if (name == "tr")
        row(child, parent);
      else if (name == "p" || name == "longTitle")
        text(child, parent);
      else
        children(child, parent);
    }
  }

  Outline outline;

 private:
  void unit(pugi::xml_node node, const Element& element, int parent) {
    Provision provision;
    provision.type = element.type;
    if (element.name == "section" && has_articles_) provision.type = ProvisionType::section;
    provision.parent = parent;
    Mark mark;
    const std::string number = squeeze_space(plain_text(inner_text(node.child("num"))));
    mark.number = read_number(digits_of(number));
    provision.num = mark.number.printed;
    mark.component = provision.type == ProvisionType::annex;
    if (const std::string heading = squeeze_space(plain_text(inner_text(node.child("heading"))));
        !heading.empty())
      provision.heading = heading;
    if (std::string_view(node.attribute("status").value()) == "removed") provision.repealed = true;
    const int index = outline.add(std::move(provision), std::move(mark));
    children(node, index);
  }

  // "Article 5a." to "5a", "(1)" to "1", "§ 3" to "3": from the first digit, or the last word.
  static std::string digits_of(std::string_view number) {
    const size_t digit = number.find_first_of("0123456789");
    if (digit != std::string_view::npos) return std::string(number.substr(digit));
    const size_t space = number.rfind(' ');
    return std::string(space == std::string_view::npos ? number : number.substr(space + 1));
  }

  void text(pugi::xml_node node, int parent) {
    std::string words;
    for (const Block& block : fragment_blocks(node)) words += (words.empty() ? "" : "\n") + block.text;
    if (words.empty()) return;
    if (parent < 0) {
      if (outline.provisions.empty()) outline.add({.type = ProvisionType::preface}, {});
      parent = static_cast<int>(outline.provisions.size()) - 1;
    }
    Provision& owner = outline.provisions[static_cast<size_t>(parent)];
    owner.text += (owner.text.empty() ? "" : "\n") + words;
  }

  void row(pugi::xml_node node, int parent) {
    Provision row;
    row.type = ProvisionType::row;
    row.parent = parent;
    for (pugi::xml_node cell : node.children())
      row.cells.push_back(squeeze_space(plain_text(inner_text(cell))));
    for (const std::string& cell : row.cells) row.text += (row.text.empty() ? "" : " | ") + cell;
    outline.add(std::move(row), {});
  }

  bool has_articles_;
};

std::string value_at(pugi::xml_node root, const std::string& xpath) {
  const auto text = select_text(root, xpath);
  return text ? squeeze_space(plain_text(*text)) : std::string();
}

}  // namespace

bool is_akoma_ntoso(pugi::xml_node root) { return root.child("akomaNtoso") != nullptr; }

Act read_akoma_ntoso(pugi::xml_node root, const LanguageProfile& profile) {
  AkomaReader reader(root.select_node("//article") != nullptr);
  reader.children(root.child("akomaNtoso"), -1);
  assign_eids(reader.outline, profile);
  Act act;
  act.language = profile.code;
  act.title = value_at(root, "//docTitle | //shortTitle");
  act.number = value_at(root, "//FRBRnumber/@value");
  act.dates.adopted = parse_iso_date(value_at(root, "//FRBRWork/FRBRdate/@date"));
  act.dates.version = parse_iso_date(value_at(root, "//FRBRExpression/FRBRdate/@date"));
  act.dates.published = parse_iso_date(value_at(root, "//publication/@date"));
  act.quality = judge_quality(reader.outline, {});
  act.provisions = std::move(reader.outline.provisions);
  return act;
}

}  // namespace zakonwatch
