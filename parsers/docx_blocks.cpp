// SPDX-License-Identifier: GPL-3.0-or-later
#include <map>
#include <vector>

#include "parsers/docx_numbering.h"
#include "parsers/docx_package.h"
#include "parsers/readers.h"

namespace zakonwatch {
namespace {

bool is_on(pugi::xml_node property) {
  const std::string_view value = word_attribute(property, "val");
  return property && value != "0" && value != "false";
}

// Deletions of tracked changes, and the places that moved text has left.
bool is_gone(std::string_view name) { return name == "del" || name == "moveFrom"; }

class DocxWalk {
 public:
  DocxWalk(const DocxPackage& package, Blocks& out)
      : numbering_(package.numbering.get(), package.styles.get()), out_(out) {
    read_notes(package.footnotes.get(), "footnotes", "footnote");
    read_notes(package.endnotes.get(), "endnotes", "endnote");
  }

  void body(pugi::xml_node node) {
    for (pugi::xml_node child : node.children()) {
      const std::string_view name = child.name();
      if (is_gone(name)) continue;
      if (name == "p")
        paragraph(child);
      else if (name == "tr")
        row(child);
      else
        body(child);
    }
  }

 private:
  // A note's text stands behind the paragraph, or the row, that its sign stands in: with its provision.
  void paragraph(pugi::xml_node node) {
    if (Block block = text_of(node); !block.text.empty()) out_.push_back(std::move(block));
    put_notes();
  }

  void row(pugi::xml_node node) {
    Block block;
    block.kind = Block::Kind::row;
    for (pugi::xml_node cell : node.children("tc")) {
      std::string text;
      add_cell(cell, text);
      block.cells.push_back(std::move(text));
    }
    out_.push_back(std::move(block));
    put_notes();
  }

  // All paragraphs of a cell, those of tables inside it too.
  void add_cell(pugi::xml_node node, std::string& text) {
    for (pugi::xml_node child : node.children()) {
      const std::string_view name = child.name();
      if (is_gone(name)) continue;
      if (name != "p") {
        add_cell(child, text);
      } else if (const Block block = text_of(child); !block.text.empty()) {
        text += (text.empty() ? "" : "\n") + block.text;
      }
    }
  }

  Block text_of(pugi::xml_node paragraph) {
    TextGatherer gatherer;
    Block block;
    const std::string number = numbering_.next(paragraph.child("pPr"));
    gatherer.add(number);
    add_runs(paragraph, gatherer);
    block.text = gatherer.take(&block.bold);
    if (block.text.size() + 1 == number.size()) block.text.clear();  // a number before nothing
    block.list_item = !number.empty();
    return block;
  }

  // Insertions of tracked changes are in the text.
  void add_runs(pugi::xml_node node, TextGatherer& out) {
    for (pugi::xml_node child : node.children()) {
      const std::string_view name = child.name();
      if (name == "r")
        add_run(child, out);
      else if (!is_gone(name) && name != "pPr")
        add_runs(child, out);
    }
  }

  void add_run(pugi::xml_node run, TextGatherer& out) {
    const pugi::xml_node look = run.child("rPr");
    if (is_on(look.child("vanish"))) return;
    const std::string_view raised = word_value(look, "vertAlign");
    const auto script = raised == "superscript" ? TextGatherer::Script::super
                        : raised == "subscript" ? TextGatherer::Script::sub
                                                : TextGatherer::Script::normal;
    for (pugi::xml_node part : run.children()) {
      const std::string_view name = part.name();
      if (name == "t") out.add(part.child_value(), script, is_on(look.child("b")));
      if (name == "tab") out.add(" ");
      if (name == "br" || name == "cr") out.line_break();
      if (name == "noBreakHyphen") out.add("-", script);
      if (name == "footnoteReference" || name == "endnoteReference") refer(part, name);
    }
  }

  void read_notes(const pugi::xml_document* part, const char* root, const char* element) {
    if (part == nullptr) return;
    for (const pugi::xml_node note : part->child(root).children(element))
      notes_[element + std::string(word_attribute(note, "id"))] = note;
  }

  // Each note once, so that a document whose notes name one another ends.
  void refer(pugi::xml_node reference, std::string_view name) {
    const std::string kind(name.substr(0, name.size() - std::string_view("Reference").size()));
    const auto note = notes_.find(kind + std::string(word_attribute(reference, "id")));
    if (note == notes_.end()) return;
    waiting_.push_back(note->second);
    notes_.erase(note);
  }

  void put_notes() {
    for (const pugi::xml_node note : std::exchange(waiting_, {})) body(note);
  }

  DocxNumbering numbering_;
  Blocks& out_;
  std::map<std::string, pugi::xml_node> notes_;  // "footnote2"
  std::vector<pugi::xml_node> waiting_;          // named by the paragraph being read
};

}  // namespace

Result<Blocks> package_blocks(const DocxPackage& package) {
  Blocks out;
  DocxWalk(package, out).body(package.document->child("document").child("body"));
  if (out.empty()) return fail(ErrorKind::parse, "the document has no text");
  return out;
}

Result<Blocks> docx_blocks(std::string_view bytes) {
  const auto package = open_docx(bytes);
  return package ? package_blocks(*package) : fail(package.error());
}

}  // namespace zakonwatch
