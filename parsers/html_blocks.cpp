// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "base/text.h"
#include "parsers/blocks.h"
#include "parsers/css.h"
#include "parsers/html_lists.h"
#include "parsers/html_notes.h"
#include "parsers/tree.h"

namespace zakonwatch {
namespace {

using Nodes = std::unordered_set<size_t>;  // pugixml's hash of a node is its address

constexpr size_t kLongestCell = 4000;  // bytes; a longer one is layout, not a cell

template <size_t N>
bool in(std::string_view name, const std::array<std::string_view, N>& set) {
  return std::find(set.begin(), set.end(), name) != set.end();
}

enum class Kind {
  text,       // part of a line
  block,      // begins and ends one
  furniture,  // never law whatever page it stands on
};

Kind kind_of(std::string_view name) {
  static const auto kKinds = [] {
    std::unordered_map<std::string_view, Kind> kinds;
    for (const char* block :
         {"address", "article", "aside", "blockquote", "body", "caption",  "center", "dd",
          "details", "dir",     "div",   "dl",         "dt",   "fieldset", "figure", "figcaption",
          "h1",      "h2",      "h3",    "h4",         "h5",   "h6",       "header", "hr",
          "html",    "li",      "main",  "menu",       "ol",   "p",        "pre",    "section",
          "table",   "tbody",   "td",    "tfoot",      "th",   "thead",    "tr",     "ul"})
      kinds.emplace(block, Kind::block);
    for (const char* furniture :
         {"script", "style", "noscript", "head", "title", "nav", "form", "select", "button", "input",
          "textarea", "iframe", "object", "footer", "svg", "template", "option"})
      kinds.emplace(furniture, Kind::furniture);
    return kinds;
  }();
  const auto known = kKinds.find(name);
  return known == kKinds.end() ? Kind::text : known->second;
}

// A list of links into the page itself is its table of contents.
bool is_contents(pugi::xml_node list) {
  struct Walker : pugi::xml_tree_walker {
    size_t all = 0, linked = 0, links = 0;
    bool for_each(pugi::xml_node& node) override {
      if (std::string_view(node.name()) == "a" && node.attribute("href").value()[0] == '#') ++links;
      if (node.type() != pugi::node_pcdata) return true;
      const size_t size = trim(node.value()).size();
      all += size;
      for (pugi::xml_node up = node.parent(); up; up = up.parent()) {
        const std::string_view name = up.name();
        if (name == "a") linked += up.attribute("href").value()[0] == '#' ? size : 0;
        if (name == "a" || name == "li" || name == "td") break;
      }
      return true;
    }
  } walker;
  list.traverse(walker);
  return walker.links >= 5 && walker.linked * 10 >= walker.all * 8;
}

// The "+" or "…" that a reader clicks to unfold what stands behind it.
bool is_expander(pugi::xml_node node) {
  const bool clicked = std::any_of(
      node.attributes_begin(), node.attributes_end(),
      [](const pugi::xml_attribute& one) { return std::string_view(one.name()).starts_with("on"); });
  if (!clicked) return false;
  static constexpr std::array<std::string_view, 10> kSigns{"+",   "-",   "−", "…", "...",
                                                           "[+]", "[-]", "►", "▼", "▲"};
  const std::string text = inner_text(node);
  const std::string_view sign = trim(text);
  return sign.size() <= 3 && in(sign, kSigns);
}

struct CellContent {
  bool laid_out = false;  // tables, headings or lists stand in it
  bool filled = false;    // and words
  size_t size = 0;        // bytes of text
};

CellContent read_cell(pugi::xml_node cell) {
  struct Walker : pugi::xml_tree_walker {
    CellContent found;
    bool for_each(pugi::xml_node& node) override {
      static constexpr std::array<std::string_view, 5> kLayout{"table", "h1", "h2", "h3", "li"};
      if (node.type() == pugi::node_element) found.laid_out = found.laid_out || in(node.name(), kLayout);
      if (node.type() != pugi::node_pcdata && node.type() != pugi::node_cdata) return !found.laid_out;
      const std::string_view text = node.value();
      found.size += text.size();
      for (size_t at = 0; at < text.size() && !found.filled;)
        found.filled = !is_space(next_code_point(text, at));
      return true;
    }
  } walker;
  cell.traverse(walker);
  return walker.found;
}

bool is_bold_tag(std::string_view name) { return name == "b" || name == "strong" || name == "th"; }

struct Inline {
  bool bold = false, quoted = false;
  TextGatherer::Script script = TextGatherer::Script::normal;
  int list_depth = 0;
};

class HtmlWalk {
 public:
  HtmlWalk(Blocks& out, StyleSheet styles, ExportedNotes& footnotes)
      : out_(out), styles_(std::move(styles)), footnotes_(footnotes) {}

  Nodes strip, notes, raised, lines;
  bool in_cell = false;  // footnotes stand behind the row
  std::unordered_map<size_t, std::string> units;

  void walk(pugi::xml_node node, Inline look) {
    if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) {
      if (!marker_.empty() && !trim(node.value()).empty()) gather_.add(std::exchange(marker_, {}));
      gather_.add(node.value(), look.script, look.bold);
      return;
    }
    if (node.type() != pugi::node_element) {
      for (pugi::xml_node child : node.children()) walk(child, look);
      return;
    }
    const std::string_view name = node.name();
    const Kind kind = kind_of(name);
    if (kind == Kind::furniture || name == "del" || strip.contains(node.hash_value())) return;
    if (footnotes_.is_taken(node) || (name == "a" && footnotes_.take_sign(node))) return;
    if (name == "br") return gather_.line_break();
    if ((name == "ul" || name == "ol") && is_contents(node)) return;
    if (name == "ol") add_drawn_markers(node, markers_);
    const bool was_tiny = dress(node, name, kind, look);
    if (look_hidden_) return;
    if ((was_tiny && inner_text(node) != "-") || is_expander(node)) return;
    remember_anchor(node);
    if (name == "tr" && is_data_row(node)) return row(node);
    kind == Kind::block || looks_block_ || begins_something(node) ? block(node, name, look)
                                                                  : inside(node, look);
  }

  void flush(pugi::xml_node scope) {
    size_t bold = 0;
    std::string text = gather_.take(&bold);
    if (text.empty()) return;
    Block block;
    block.kind = next_.kind;
    block.level = next_.level;
    block.unit = next_.unit;
    block.list_item = next_.list_item;
    block.indent = next_.indent;
    block.quoted = next_.quoted;
    block.text = std::move(text);
    block.bold = bold;
    block.anchor = std::exchange(anchor_, {});
    block.scope = scope.internal_object();
    out_.push_back(std::move(block));
    next_.unit.clear();
    next_.list_item = false;
  }

  // What the signs in the last block lead to.
  void put_footnotes() {
    if (in_cell) return;
    for (const pugi::xml_node note : footnotes_.take_waiting()) {
      for (pugi::xml_node child : note.children()) walk(child, {});
      flush(note);
    }
  }

 private:
  // Applies what the element's name, class and style say to `look`; says whether it is printed in size 0.
  bool dress(pugi::xml_node node, std::string_view name, Kind kind, Inline& look) {
    Look seen = styles_.of_class(node.attribute("class").value());
    if (const auto style = node.attribute("style")) seen.merge(read_declarations(style.value()));
    looks_block_ = seen.block;
    look_hidden_ = seen.hidden || node.attribute("hidden");
    look.bold = (look.bold || is_bold_tag(name) || seen.bold) && !seen.not_bold;
    const bool inline_element = kind != Kind::block;
    if (name == "sup" || raised.contains(node.hash_value()) || (seen.raised && inline_element))
      look.script = TextGatherer::Script::super;
    if (name == "sub" || (seen.lowered && inline_element)) look.script = TextGatherer::Script::sub;
    if (name == "q" || name == "blockquote") look.quoted = true;
    if (name == "ul" || name == "ol") ++look.list_depth;
    return seen.tiny;
  }

  void remember_anchor(pugi::xml_node node) {
    const auto id = node.attribute("id") ? node.attribute("id") : node.attribute("name");
    if (id && *id.value() != 0) anchor_ = id.value();
  }

  bool begins_something(pugi::xml_node node) const {
    return notes.contains(node.hash_value()) || units.contains(node.hash_value()) ||
           lines.contains(node.hash_value());
  }

  void inside(pugi::xml_node node, const Inline& look) {
    for (pugi::xml_node child : node.children()) walk(child, look);
  }

  void block(pugi::xml_node node, std::string_view name, const Inline& look) {
    flush(node.parent());
    const Block before = next_;
    if (notes.contains(node.hash_value())) next_.kind = Block::Kind::note;
    if (const auto unit = units.find(node.hash_value()); unit != units.end()) next_.unit = unit->second;
    if (name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6') {
      next_.kind = Block::Kind::heading;
      next_.level = name[1] - '0';
    }
    next_.list_item = name == "li";
    if (const auto drawn = markers_.find(node.hash_value()); drawn != markers_.end())
      marker_ += drawn->second;
    next_.indent = look.list_depth;
    next_.quoted = look.quoted;
    inside(node, look);
    flush(node);
    put_footnotes();
    if (name == "li") marker_.clear();
    next_ = before;
  }

  // A row of a table of data: two cells with text or more, none of them a page in itself.
  static bool is_data_row(pugi::xml_node row) {
    int filled = 0;
    for (pugi::xml_node cell : row.children()) {
      if (cell.type() != pugi::node_element) continue;
      const CellContent content = read_cell(cell);
      if (content.laid_out || content.size > kLongestCell) return false;
      if (content.filled) ++filled;
    }
    return filled >= 2;
  }

  void row(pugi::xml_node node) {
    flush(node.parent());
    Block block;
    block.kind = Block::Kind::row;
    block.scope = node.parent().internal_object();
    block.header_row = true;
    for (pugi::xml_node cell : node.children()) {
      if (cell.type() != pugi::node_element || strip.contains(cell.hash_value())) continue;
      Blocks parts;
      HtmlWalk walk(parts, styles_, footnotes_);
      walk.strip = strip, walk.raised = raised, walk.in_cell = true;
      for (pugi::xml_node child : cell.children()) walk.walk(child, {});
      walk.flush(cell);
      std::string text;
      for (const Block& part : parts) text += (text.empty() ? "" : "\n") + part.text;
      if (std::string_view(cell.name()) != "th") block.header_row = false;
      block.cells.push_back(std::move(text));
    }
    out_.push_back(std::move(block));
    put_footnotes();
  }

  Blocks& out_;
  StyleSheet styles_;
  ExportedNotes& footnotes_;
  TextGatherer gather_;
  Block next_;  // what the element being read says of its block
  std::string anchor_;
  std::unordered_map<size_t, std::string> markers_;  // drawn by a browser, by their items
  std::string marker_;                               // waits for its item's first words
  bool look_hidden_ = false, looks_block_ = false;
};

StyleSheet page_styles(pugi::xml_node root) {
  StyleSheet styles;
  for (const pugi::xpath_node& style : root.select_nodes("//style")) styles.add(inner_text(style.node()));
  return styles;
}

Result<Nodes> marked(pugi::xml_node root, const std::vector<std::string>& selectors) {
  Nodes out;
  for (const std::string& xpath : selectors) {
    auto found = select(root, xpath);
    if (!found) return fail(found.error());
    for (const pugi::xml_node& node : *found) out.insert(node.hash_value());
  }
  return out;
}

Result<void> mark(pugi::xml_node root, const DocumentRules& rules, HtmlWalk& walk) {
  auto strip = marked(root, rules.strip), notes = marked(root, rules.notes),
       raised = marked(root, rules.superscripts), lines = marked(root, rules.blocks);
  for (auto* one : {&strip, &notes, &raised, &lines})
    if (!*one) return fail(one->error());
  walk.strip = std::move(*strip), walk.notes = std::move(*notes), walk.raised = std::move(*raised);
  walk.lines = std::move(*lines);
  for (const auto& [type, xpath] : rules.units) {
    auto found = select(root, xpath);
    if (!found) return fail(found.error());
    for (const pugi::xml_node& node : *found) walk.units[node.hash_value()] = type;
  }
  return {};
}

Result<std::string> rule_text(pugi::xml_node root, const std::string& xpath) {
  if (xpath.empty()) return std::string();
  auto text = select_text(root, xpath);
  return text ? Result<std::string>(plain_text(*text)) : fail(text.error());
}

Result<Front> html_front(pugi::xml_node root, const DocumentRules& rules) {
  Front front;
  const std::pair<const std::string*, std::string*> fields[] = {{&rules.title, &front.title},
                                                                {&rules.number, &front.number},
                                                                {&rules.adopted, &front.adopted},
                                                                {&rules.published, &front.published},
                                                                {&rules.in_force, &front.in_force},
                                                                {&rules.version_date, &front.version},
                                                                {&rules.key, &front.key}};
  for (const auto& [xpath, to] : fields) {
    auto text = rule_text(root, *xpath);
    if (!text) return fail(text.error());
    *to = squeeze_space(*text);
  }
  return front;
}

}  // namespace

Blocks fragment_blocks(pugi::xml_node root) {
  Blocks out;
  ExportedNotes footnotes(root);
  HtmlWalk walk(out, {}, footnotes);
  walk.walk(root, {});
  walk.flush(root);
  return out;
}

Result<BlockedDocument> html_blocks(pugi::xml_node root, const DocumentRules* rules) {
  BlockedDocument out;
  ExportedNotes footnotes(root);
  HtmlWalk walk(out.blocks, page_styles(root), footnotes);
  std::vector<pugi::xml_node> bodies{root};
  if (rules != nullptr) {
    if (auto done = mark(root, *rules, walk); !done) return fail(done.error());
    auto front = html_front(root, *rules);
    if (!front) return fail(front.error());
    out.front = std::move(*front);
    if (auto bill = read_bill(root, rules->bill))
      out.bill = std::move(*bill);
    else
      return fail(bill.error());
    if (!rules->body.empty()) {
      auto found = select(root, rules->body);
      if (!found) return fail(found.error());
      if (found->empty())
        return fail(ErrorKind::suspicious, fmt::format("the body selector {} matches nothing", rules->body));
      bodies = std::move(*found);
    }
  }
  for (const pugi::xml_node& body : bodies) {
    walk.walk(body, {});
    walk.flush(body);
  }
  return out;
}

}  // namespace zakonwatch
