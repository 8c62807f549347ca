// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <map>
#include <string>

#include "base/text.h"
#include "parsers/outline.h"
#include "parsers/readers.h"
#include "parsers/tree.h"

// Riigi Teataja's schemas (tyviseadus_1, maarus_1, muutmis…_1 of 10.02.2010): osa, peatykk, jagu, jaotis,
// paragrahv, loige, alampunkt, each with its number (`…Nr`, attribute ylaIndeks), the number as displayed
// (`kuvatavNr`, CDATA with <sup>), heading and text; `muutmismarge` is an amendment note.
namespace zakonwatch {
namespace {

struct Element {
  std::string_view name;
  ProvisionType type;
  std::string_view number, heading;
};

constexpr Element kElements[] = {
    {"osa", ProvisionType::part, "osaNr", "osaPealkiri"},
    {"peatykk", ProvisionType::chapter, "peatykkNr", "peatykkPealkiri"},
    {"jagu", ProvisionType::section, "jaguNr", "jaguPealkiri"},
    {"jaotis", ProvisionType::section, "jaotisNr", "jaotisPealkiri"},
    {"alljaotis", ProvisionType::section, "alljaotisNr", "alljaotisPealkiri"},
    {"paragrahv", ProvisionType::article, "paragrahvNr", "paragrahvPealkiri"},
    {"loige", ProvisionType::paragraph, "loigeNr", ""},
    {"alampunkt", ProvisionType::point, "alampunktNr", ""},
};

const Element* element_of(std::string_view name) {
  for (const Element& element : kElements)
    if (element.name == name) return &element;
  return nullptr;
}

// Text with its inline markup: CDATA holds HTML, <reavahetus/> is a line break.
void gather(pugi::xml_node node, TextGatherer& out) {
  for (pugi::xml_node child : node.children()) {
    const std::string_view name = child.name();
    if (child.type() == pugi::node_cdata) {
      if (const auto tree = html_tree(child.value()))
        for (const Block& block : fragment_blocks(**tree)) {
          if (!out.empty()) out.line_break();
          out.add(block.text);
        }
    } else if (child.type() == pugi::node_pcdata) {
      out.add(child.value());
    } else if (name == "reavahetus") {
      out.line_break();
    } else if (name == "sup" || name == "ylaIndeks") {
      out.add(inner_text(child), TextGatherer::Script::super);
    } else if (name != "normtehnmarkus" && name != "muutmismarge") {
      gather(child, out);
    }
  }
}

std::string text_of(pugi::xml_node node) {
  TextGatherer out;
  gather(node, out);
  return out.take();
}

std::optional<Date> date_of(pugi::xml_node node) {
  return parse_iso_date(std::string_view(trim(node.child_value())).substr(0, 10));
}

// "RT I 2007, 13, 69", as the notes of the page print it.
std::string gazette_number(pugi::xml_node mark) {
  const std::string part = mark.child_value("RTosa"), year = mark.child_value("RTaasta"),
                    issue = mark.child_value("RTnr"), article = mark.child_value("RTartikkel"),
                    day = mark.child_value("avaldamineKuupaev");
  if (const auto date = parse_iso_date(day); date && issue.empty())
    return fmt::format("{}, {:02}.{:02}.{}, {}", part, unsigned(date->day()), unsigned(date->month()),
                       int(date->year()), article);
  return issue.empty() ? fmt::format("{} {}, {}", part, year, article)
                       : fmt::format("{} {}, {}, {}", part, year, issue, article);
}

Note amendment(pugi::xml_node mark) {
  Note note;
  note.kind = NoteKind::amend;
  ActRef act;
  act.number = gazette_number(mark.child("avaldamismarge"));
  act.date = date_of(mark.child("aktikuupaev"));
  note.in_force = date_of(mark.child("joustumine"));
  note.text = "[" + act.number;
  if (note.in_force)
    note.text += fmt::format(" - jõust. {:02}.{:02}.{}", unsigned(note.in_force->day()),
                             unsigned(note.in_force->month()), int(note.in_force->year()));
  note.text += "]";
  note.act = std::move(act);
  return note;
}

class SchemaReader {
 public:
  explicit SchemaReader(const LanguageProfile& profile) : profile_(profile) {}

  Outline read(pugi::xml_node root) {
    for (pugi::xml_node mark : root.children("muutmismarge")) outline_.notes.push_back(amendment(mark));
    for (pugi::xml_node content : root.children("sisu")) children(content, -1);
    for (pugi::xml_node annex : root.children("lisaViited"))
      for (pugi::xml_node one : annex.children("lisaViide")) annex_link(one);
    return std::move(outline_);
  }

 private:
  void children(pugi::xml_node node, int parent) {
    for (pugi::xml_node child : node.children()) {
      if (child.type() != pugi::node_element) continue;
      const std::string_view name = child.name();
      if (const Element* element = element_of(name))
        unit(child, *element, parent);
      else if (name == "muutmismarge" && parent >= 0)
        at(parent).notes.push_back(amendment(child));
      else if (name == "sisuTekst" || name == "preambul" || name == "tavatekst" || name == "HTMLKonteiner")
        content(child, parent);
      else if (!is_number_or_heading(name))
        children(child, parent);
    }
  }

  static bool is_number_or_heading(std::string_view name) {
    return name.ends_with("Nr") || name.ends_with("Pealkiri") || name == "normtehnmarkus" ||
           name == "muutmismarge";
  }

  void unit(pugi::xml_node node, const Element& element, int parent) {
    Provision provision;
    provision.type = element.type;
    provision.parent = parent;
    Mark mark;
    const pugi::xml_node number = node.child(std::string(element.number).c_str());
    std::string printed(trim(number.child_value()));
    const std::string raised = number.attribute("ylaIndeks").value();
    if (!raised.empty()) printed += to_superscript(raised);
    mark.number = read_number(printed);
    provision.num = printed;
    if (!element.heading.empty())
      if (const std::string heading =
              squeeze_space(text_of(node.child(std::string(element.heading).c_str())));
          !heading.empty())
        provision.heading = heading;
    const int index = outline_.add(std::move(provision), std::move(mark));
    children(node, index);
    finish(index);
  }

  // An unnumbered loige is the article's own text (rtparser_… and short acts print it so).
  void content(pugi::xml_node node, int parent) {
    if (const pugi::xml_node container = node.child("HTMLKonteiner")) return html(container, parent);
    if (std::string_view(node.name()) == "HTMLKonteiner") return html(node, parent);
    add_text(text_of(node), parent);
  }

  void add_text(const std::string& text, int parent) {
    if (text.empty()) return;
    if (parent < 0) {
      if (outline_.provisions.empty()) outline_.add({.type = ProvisionType::preface}, {});
      parent = static_cast<int>(outline_.provisions.size()) - 1;
    }
    std::string& own = at(parent).text;
    // The sanction behind a list's last point belongs to the paragraph that opens the list.
    const size_t line = text.rfind('\n');
    const int up = at(parent).parent;
    if (at(parent).type == ProvisionType::point && up >= 0 && line != std::string::npos &&
        first_match(profile_.sanction, std::string_view(text).substr(line + 1)) != nullptr) {
      own += text.substr(0, line);
      at(up).text += "\n" + text.substr(line + 1);
      return;
    }
    own += (own.empty() ? "" : "\n") + text;
  }

  // Whole acts may lie in an HTML container: the outline parser reads them.
  void html(pugi::xml_node node, int parent) {
    const auto tree = html_tree(inner_text(node));
    if (!tree) return outline_.suspicions.push_back(tree.error().sentence());
    if (parent >= 0) {
      for (const Block& block : fragment_blocks(**tree)) add_block(block, parent);
      return;
    }
    Outline inner = read_outline(fragment_blocks(**tree), profile_);
    const int offset = static_cast<int>(outline_.provisions.size());
    for (size_t i = 0; i < inner.provisions.size(); ++i) {
      if (inner.provisions[i].parent >= 0) inner.provisions[i].parent += offset;
      outline_.add(std::move(inner.provisions[i]), std::move(inner.marks[i]));
    }
  }

  void add_block(const Block& block, int parent) {
    if (block.kind != Block::Kind::row) return add_text(block.text, parent);
    Provision row;
    row.type = ProvisionType::row;
    row.parent = parent;
    row.cells = block.cells;
    for (const std::string& cell : block.cells) row.text += (row.text.empty() ? "" : " | ") + cell;
    outline_.add(std::move(row), {});
  }

  void annex_link(pugi::xml_node node) {
    Note note;
    note.text = squeeze_space(inner_text(node));
    if (!note.text.empty()) outline_.notes.push_back(std::move(note));
  }

  void finish(int index) {
    Provision& provision = at(index);
    if (!provision.text.empty() && first_match(profile_.repealed, provision.text) != nullptr) {
      provision.repealed = true;
      provision.notes.push_back({NoteKind::repeal, provision.text, std::nullopt, std::nullopt});
      provision.text.clear();
    }
    std::vector<FoundNote> notes = take_notes(provision.text, profile_);
    for (FoundNote& found : notes) {
      if (found.note.kind == NoteKind::repeal && provision.text.empty()) provision.repealed = true;
      provision.notes.push_back(std::move(found.note));
    }
  }

  Provision& at(int index) { return outline_.provisions[static_cast<size_t>(index)]; }

  const LanguageProfile& profile_;
  Outline outline_;
};

}  // namespace

bool is_riigi_teataja(pugi::xml_node root) { return root.child("oigusakt") != nullptr; }

Act read_riigi_teataja(pugi::xml_node root, const LanguageProfile& profile) {
  const pugi::xml_node document = root.child("oigusakt"), meta = document.child("metaandmed");
  Outline outline = SchemaReader(profile).read(document);
  promote_points(outline);
  assign_eids(outline, profile);
  Act act;
  act.title = squeeze_space(text_of(document.child("aktinimi").child("nimi").child("pealkiri")));
  act.id = ActId(meta.child_value("terviktekstiGrupiID"));  // one per act, through all its redactions
  act.number = meta.child("vastuvoetud").child_value("aktiNr");
  act.language = profile.code;
  act.dates.adopted = date_of(meta.child("vastuvoetud").child("aktikuupaev"));
  act.dates.published = date_of(meta.child("avaldamismarge").child("avaldamineKuupaev"));
  act.dates.in_force_from = date_of(meta.child("vastuvoetud").child("joustumine"));
  act.dates.version = date_of(meta.child("kehtivus").child("kehtivuseAlgus"));
  act.quality = judge_quality(outline, {});
  act.provisions = std::move(outline.provisions);
  act.notes = std::move(outline.notes);
  return act;
}

}  // namespace zakonwatch
