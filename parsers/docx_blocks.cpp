// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <zip.h>

#include <memory>

#include "parsers/readers.h"
#include "parsers/tree.h"

namespace zakonwatch {
namespace {

constexpr zip_uint64_t kLargestPart = zip_uint64_t{64} << 20;  // decompressed

struct CloseZip {
  void operator()(zip_t* zip) const { zip_discard(zip); }
};
struct CloseFile {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

Result<std::string> read_part(zip_t* zip, const char* name) {
  zip_stat_t about;
  if (zip_stat(zip, name, 0, &about) != 0)
    return fail(ErrorKind::parse, fmt::format("the document has no {}", name));
  if ((about.valid & ZIP_STAT_SIZE) == 0 || about.size > kLargestPart)
    return fail(ErrorKind::too_large, "the document unpacks to more than 64 MB");
  const std::unique_ptr<zip_file_t, CloseFile> file(zip_fopen(zip, name, 0));
  if (!file) return fail(ErrorKind::parse, fmt::format("{} cannot be unpacked", name));
  std::string out(about.size, '\0');
  const zip_int64_t got = zip_fread(file.get(), out.data(), about.size);
  if (got < 0 || static_cast<zip_uint64_t>(got) != about.size)
    return fail(ErrorKind::parse, fmt::format("{} cannot be unpacked", name));
  return out;
}

bool is_on(pugi::xml_node property) {
  const std::string_view value =
      property.attribute("w:val") ? property.attribute("w:val").value() : property.attribute("val").value();
  return property && value != "0" && value != "false";
}

void add_run(pugi::xml_node run, TextGatherer& out) {
  const pugi::xml_node look = run.child("rPr");
  if (is_on(look.child("vanish"))) return;
  const pugi::xml_node align = look.child("vertAlign");
  const std::string_view raised =
      align.attribute("w:val") ? align.attribute("w:val").value() : align.attribute("val").value();
  const auto script = raised == "superscript" ? TextGatherer::Script::super
                      : raised == "subscript" ? TextGatherer::Script::sub
                                              : TextGatherer::Script::normal;
  for (pugi::xml_node part : run.children()) {
    const std::string_view name = part.name();
    if (name == "t") out.add(part.child_value(), script, is_on(look.child("b")));
    if (name == "tab") out.add(" ");
    if (name == "br" || name == "cr") out.line_break();
    if (name == "noBreakHyphen") out.add("-", script);
  }
}

// Runs of a paragraph; deletions of tracked changes are not in the text, insertions are.
void add_runs(pugi::xml_node node, TextGatherer& out) {
  for (pugi::xml_node child : node.children()) {
    const std::string_view name = child.name();
    if (name == "r")
      add_run(child, out);
    else if (name != "del" && name != "pPr")
      add_runs(child, out);
  }
}

Block paragraph(pugi::xml_node node) {
  TextGatherer gatherer;
  add_runs(node, gatherer);
  Block block;
  block.text = gatherer.take(&block.bold);
  return block;
}

void add_body(pugi::xml_node node, Blocks& out) {
  for (pugi::xml_node child : node.children()) {
    const std::string_view name = child.name();
    if (name == "p") {
      if (Block block = paragraph(child); !block.text.empty()) out.push_back(std::move(block));
    } else if (name == "tr") {
      Block row;
      row.kind = Block::Kind::row;
      for (pugi::xml_node cell : child.children("tc")) {
        std::string text;
        for (pugi::xml_node one : cell.children("p"))
          if (const Block block = paragraph(one); !block.text.empty())
            text += (text.empty() ? "" : "\n") + block.text;
        row.cells.push_back(std::move(text));
      }
      out.push_back(std::move(row));
    } else {
      add_body(child, out);
    }
  }
}

}  // namespace

Result<Blocks> docx_blocks(std::string_view bytes) {
  zip_error_t problem;
  zip_error_init(&problem);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &problem);
  if (source == nullptr) return fail(ErrorKind::parse, "the document is no ZIP archive");
  const std::unique_ptr<zip_t, CloseZip> zip(zip_open_from_source(source, ZIP_RDONLY, &problem));
  if (!zip) return zip_source_free(source), fail(ErrorKind::parse, "the document is no ZIP archive");
  auto xml = read_part(zip.get(), "word/document.xml");
  if (!xml) return fail(xml.error());
  auto tree = xml_tree(*xml);
  if (!tree) return fail(tree.error());
  Blocks out;
  add_body((*tree)->child("document").child("body"), out);
  if (out.empty()) return fail(ErrorKind::parse, "the document has no text");
  return out;
}

}  // namespace zakonwatch
