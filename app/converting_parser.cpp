// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/converting_parser.h"

#include <fmt/format.h>
#include <unicode/uloc.h>
#include <unistd.h>

#include <cstdlib>

#include "app/run_program.h"
#include "base/files.h"
#include "base/log.h"
#include "base/text.h"
#include "parsers/format.h"
#include "parsers/readers.h"

namespace zakonwatch {
namespace {

namespace fs = std::filesystem;

constexpr int kMostScannedPages = 100;
constexpr ProgramLimits kOnePage{.patience = std::chrono::seconds(60)};

class ScratchFile {
 public:
  explicit ScratchFile(std::string_view bytes) {
    std::string name = (fs::temp_directory_path() / "zakonwatch-scan-XXXXXX").string();
    const int file = mkstemp(name.data());
    if (file < 0) return;
    path_ = name;
    while (!bytes.empty()) {
      const ssize_t put = write(file, bytes.data(), bytes.size());
      if (put <= 0) break;
      bytes.remove_prefix(static_cast<size_t>(put));
    }
    close(file);
  }
  ~ScratchFile() {
    std::error_code none;
    if (!path_.empty()) fs::remove(path_, none);
  }
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// Tesseract names its data by ISO 639-2: "ru" is rus. Two scripts have two files.
std::string tesseract_language(const LanguageProfile& profile) {
  if (profile.code == "cnr") return "srp_latn";
  std::string name = uloc_getISO3Language(profile.code.c_str());
  if (profile.code == "sr") name += "+srp_latn";
  if (profile.code == "uz") name += "+uzb_cyrl";
  return name;
}

Result<int> page_count(const std::string& pdf) {
  const auto about = run_program({"pdfinfo", pdf}, {}, kOnePage);
  if (!about) return fail(about.error());
  const size_t at = about->find("Pages:");
  const int pages = at == std::string::npos ? 0 : std::atoi(about->c_str() + at + 6);
  if (pages <= 0) return fail(ErrorKind::parse, "pdfinfo does not say how many pages there are");
  if (pages > kMostScannedPages)
    return fail(ErrorKind::too_large, fmt::format("{} scanned pages are too many", pages));
  return pages;
}

// One page after the other, so that a thick scan needs no more memory than a thin one. All or nothing: a page
// left out would read as law that is gone.
Result<std::string> scanned_text(const std::string& pdf, const std::string& language) {
  const auto pages = page_count(pdf);
  if (!pages) return fail(pages.error());
  std::string out;
  for (int page = 1; page <= *pages; ++page) {
    const std::string number = std::to_string(page);
    const auto image =
        run_program({"pdftoppm", "-f", number, "-l", number, "-r", "300", "-gray", pdf}, {}, kOnePage);
    if (!image) return image;
    const auto text =
        run_program({"tesseract", "stdin", "stdout", "-l", language, "--psm", "1"}, *image, kOnePage);
    if (!text) return text;
    if (page > 1) out += '\f';
    out += *text;
  }
  return out;
}

}  // namespace

Result<Act> ConvertingParser::document(const DocumentInput& input) {
  const std::string named =
      input.format.empty() && input.rules != nullptr ? input.rules->format : input.format;
  const std::string format = guess_format(named, input.media_type, input.url, input.bytes);
  if (format == "rtf" || format == "doc") return converted(input, format);
  auto act = inner_->document(input);
  if (!act && format == "pdf" && act.error().message.find(kNoTextInPdf) != std::string::npos && options_.ocr)
    return recognised(input, act.error());
  return act;
}

Result<Act> ConvertingParser::converted(const DocumentInput& input, const std::string& format) {
  const auto& command = format == "rtf" ? options_.convert_rtf : options_.convert_doc;
  if (command.empty())
    return fail(ErrorKind::parse,
                fmt::format("a document in {} needs a converter: set convert_{} under [parsers] in the "
                            "configuration (zakonwatch.toml(5) has an example)",
                            format == "rtf" ? "RTF" : "Word's old format", format));
  const auto bytes = run_program(command, input.bytes);
  if (!bytes) return fail(bytes.error());
  DocumentInput next = input;
  next.bytes = *bytes;
  next.format = guess_format({}, {}, {}, *bytes);
  next.media_type = next.charset = next.charset_override = {};
  return inner_->document(next);
}

Result<Act> ConvertingParser::recognised(const DocumentInput& input, const Error& no_text) {
  const ScratchFile pdf(input.bytes);
  const auto text = scanned_text(pdf.path(), tesseract_language(*input.profile));
  if (!text) {
    log::info("no OCR of a scan: {}", text.error().message);
    return fail(ErrorKind::parse, fmt::format("{}; OCR: {}", no_text.message, text.error().message));
  }
  if (squeeze_space(*text).empty()) return fail(no_text);
  DocumentInput next = input;
  next.bytes = *text;
  next.format = "pages";
  next.charset = "utf-8";
  next.charset_override = {};
  auto act = inner_->document(next);
  if (act) act->quality.suspicions.emplace_back("read from a scan by OCR: letters and numbers may be wrong");
  return act;
}

}  // namespace zakonwatch
