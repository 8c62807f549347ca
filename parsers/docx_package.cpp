// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/docx_package.h"

#include <fmt/format.h>
#include <zip.h>

#include <memory>

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

Result<Tree> read_tree(zip_t* zip, const char* name) {
  auto xml = read_part(zip, name);
  return xml ? xml_tree(*xml) : fail(xml.error());
}

}  // namespace

Result<DocxPackage> open_docx(std::string_view bytes) {
  zip_error_t problem;
  zip_error_init(&problem);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &problem);
  if (source == nullptr) return fail(ErrorKind::parse, "the document is no ZIP archive");
  const std::unique_ptr<zip_t, CloseZip> zip(zip_open_from_source(source, ZIP_RDONLY, &problem));
  if (!zip) return zip_source_free(source), fail(ErrorKind::parse, "the document is no ZIP archive");
  DocxPackage out;
  auto document = read_tree(zip.get(), "word/document.xml");
  if (!document) return fail(document.error());
  out.document = std::move(*document);
  const std::pair<const char*, Tree*> optional_parts[] = {{"word/numbering.xml", &out.numbering},
                                                          {"word/styles.xml", &out.styles},
                                                          {"word/footnotes.xml", &out.footnotes},
                                                          {"word/endnotes.xml", &out.endnotes}};
  for (const auto& [name, part] : optional_parts) {
    if (zip_name_locate(zip.get(), name, 0) < 0) continue;
    auto tree = read_tree(zip.get(), name);
    if (!tree) return fail(tree.error());
    *part = std::move(*tree);
  }
  return out;
}

std::string_view word_attribute(pugi::xml_node node, std::string_view name) {
  for (const pugi::xml_attribute& one : node.attributes()) {
    std::string_view full = one.name();
    if (const size_t colon = full.find(':'); colon != std::string_view::npos) full.remove_prefix(colon + 1);
    if (full == name) return one.value();
  }
  return {};
}

std::string_view word_value(pugi::xml_node node, const char* child) {
  return word_attribute(node.child(child), "val");
}

}  // namespace zakonwatch
