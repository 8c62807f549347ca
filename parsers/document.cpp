// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/document.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "parsers/body_region.h"
#include "parsers/charset.h"
#include "parsers/dates.h"
#include "parsers/format.h"
#include "parsers/letter_spacing.h"
#include "parsers/letters.h"
#include "parsers/outline.h"
#include "parsers/own_links.h"
#include "parsers/readers.h"
#include "parsers/recognise.h"
#include "parsers/tree.h"

namespace zakonwatch {
namespace {

constexpr size_t kLargestDocument = size_t{64} << 20;
constexpr size_t kSmallPage = 4000;  // bytes of text; a short act is easily the smaller part of its page
constexpr size_t kFrontBlocks = 60;  // where an act dates and numbers itself

struct Read {
  Act act;
  std::vector<std::string> suspicions;
};

// The title and the lines near the top, where an act dates and numbers itself.
std::vector<SearchText> front_lines(std::string_view title, const Blocks& blocks) {
  constexpr size_t kLongest = 4000;
  std::vector<SearchText> out;
  out.emplace_back(title.substr(0, kLongest));
  for (size_t i = 0; i < std::min(blocks.size(), kFrontBlocks); ++i)
    out.emplace_back(std::string_view(blocks[i].text).substr(0, kLongest));
  return out;
}

// The first date or number that one of the patterns finds in the lines.
std::string front_text(const std::vector<SearchText>& lines, const std::vector<Pattern>& patterns,
                       std::string_view hole) {
  for (const SearchText& line : lines)
    for (const Pattern& pattern : patterns)
      if (const auto match = pattern.search(line))
        if (const auto* capture = match->find(hole)) return capture->text;
  return {};
}

std::optional<Date> date_in(const std::string& text, const LanguageProfile& profile) {
  return text.empty() ? std::nullopt : profile.find_date(text);
}

// `page_title` is the page's own, which may name the site as well as the act.
void fill_front(Front& front, const Blocks& blocks, const LanguageProfile& profile,
                const std::string& page_title = {}) {
  const std::string title = page_title + "\n" + front.title;
  const std::vector<SearchText> lines = front_lines(title, blocks);
  const FrontPatterns& patterns = profile.front;
  if (front.version.empty()) front.version = front_text(lines, patterns.version, "date");
  if (front.adopted.empty()) front.adopted = front_text(lines, patterns.adopted, "date");
  if (front.published.empty()) front.published = front_text(lines, patterns.published, "date");
  if (front.in_force.empty()) front.in_force = front_text(lines, patterns.in_force, "date");
  if (front.number.empty()) front.number = front_text(lines, patterns.number, "word");
  if (front.key.empty()) front.key = front_text(lines, patterns.key, "word");
  if (!front.title.empty()) return;
  int best = 100;
  for (size_t i = 0; i < std::min(blocks.size(), kFrontBlocks); ++i)
    if (blocks[i].kind == Block::Kind::heading && blocks[i].level < best)
      best = blocks[i].level, front.title = squeeze_space(blocks[i].text);
}

bool holds(const Blocks& blocks, std::string_view wanted) {
  const std::string folded = to_lower(wanted);
  return std::any_of(blocks.begin(), blocks.end(), [&](const Block& block) {
    return to_lower(block.text).find(folded) != std::string::npos;
  });
}

Result<void> check_identity(const Blocks& blocks, const DocumentRules* rules) {
  if (rules == nullptr) return {};
  for (const std::string& wanted : rules->must_contain)
    if (!holds(blocks, wanted))
      return fail(ErrorKind::suspicious,
                  fmt::format("the page lacks \"{}\", which the source says it must contain", wanted));
  return {};
}

// A document with its facts, where the source says that it is a bill.
Result<Act> act_of(BlockedDocument document, const DocumentInput& input) {
  const bool bill = input.rules != nullptr && !input.rules->bill.empty();
  const BillFacts facts = std::move(document.bill);
  Act act = act_from_blocks(std::move(document), *input.profile);
  if (!bill) return act;
  if (auto sound = check_bill(facts, act.title); !sound) return fail(sound.error());
  add_bill(act, facts, *input.profile);
  return act;
}

Result<Act> from_html(std::string_view text, const DocumentInput& input) {
  auto tree = html_tree(text);
  if (!tree) return fail(tree.error());
  const bool whole_page = input.rules == nullptr || input.rules->body.empty();
  auto document = html_blocks(**tree, input.rules);
  if (!document) return fail(document.error());
  if (auto sound = check_identity(document->blocks, input.rules); !sound) return fail(sound.error());
  const auto page_title = select_text(**tree, "//title");
  const std::string title = page_title ? squeeze_space(plain_text(*page_title)) : "";
  fill_front(document->front, document->blocks, *input.profile, title);
  const size_t page = text_size(document->blocks);
  if (whole_page) keep_body_region(document->blocks, Recogniser(*input.profile));
  const size_t law = text_size(document->blocks);
  if (document->front.title.empty()) document->front.title = title;
  auto act = act_of(std::move(*document), input);
  if (!act) return act;
  if (std::string doubt = doubt_of_own_links(**tree); !doubt.empty()) {
    act->quality.partial = true;
    act->quality.suspicions.push_back(std::move(doubt));
  }
  if (law * 2 < page && page > kSmallPage)
    act->quality.suspicions.push_back(fmt::format(
        "only {} % of the page's text was taken for the act: a body selector would tell", law * 100 / page));
  return act;
}

Result<Act> from_xml(std::string_view text, const DocumentInput& input) {
  auto tree = xml_tree(text);
  if (!tree) return fail(tree.error());
  if (is_riigi_teataja(**tree)) return read_riigi_teataja(**tree, *input.profile);
  if (is_akoma_ntoso(**tree)) return read_akoma_ntoso(**tree, *input.profile);
  auto document = html_blocks(**tree, input.rules);
  if (!document) return fail(document.error());
  if (auto sound = check_identity(document->blocks, input.rules); !sound) return fail(sound.error());
  return act_of(std::move(*document), input);
}

// Lines of a page that head an article begin a paragraph, whatever the line before them ends in.
BeginsParagraph headings_of(const LanguageProfile& profile) {
  return [recogniser = Recogniser(profile)](std::string_view printed) {
    const std::string line = closed_up(printed);
    const auto hit = recogniser.heading(line);
    if (!hit || hit->unit != recogniser.article_unit()) return false;
    return hit->end >= line.size() || (hit->dotted && !begins_lower(std::string_view(line).substr(hit->end)));
  };
}

Result<Act> from_text(const std::string& format, std::string_view text, const DocumentInput& input) {
  if (format == "html") return from_html(text, input);
  if (format == "xml") return from_xml(text, input);
  if (format == "json") {
    if (input.rules == nullptr)
      return fail(ErrorKind::usage, "JSON needs a source: only its rules say where the text stands");
    auto document = json_blocks(text, *input.rules);
    if (!document) return fail(document.error());
    return act_of(std::move(*document), input);
  }
  BlockedDocument document =
      format == "md"      ? markdown_blocks(text)
      : format == "pages" ? BlockedDocument{{}, recognised_blocks(text, headings_of(*input.profile)), {}}
                          : BlockedDocument{{}, text_blocks(text), {}};
  if (auto sound = check_identity(document.blocks, input.rules); !sound) return fail(sound.error());
  return act_from_blocks(std::move(document), *input.profile);
}

Result<Act> from_bytes(const std::string& format, const DocumentInput& input) {
  auto blocks =
      format == "pdf" ? pdf_blocks(input.bytes, headings_of(*input.profile)) : docx_blocks(input.bytes);
  if (!blocks) return fail(blocks.error());
  return act_from_blocks({{}, std::move(*blocks), {}}, *input.profile);
}

void note_charset(const DecodedText& decoded, Quality& quality) {
  if (decoded.mojibake)
    quality.suspicions.push_back("the text reads as if it had been decoded twice (mojibake)");
  if (decoded.replaced > 0)
    quality.suspicions.push_back(
        fmt::format("{} characters could not be read in {}", decoded.replaced, decoded.charset));
  if (decoded.mixed) quality.suspicions.push_back("the page mixes two character encodings");
}

}  // namespace

Act act_from_blocks(BlockedDocument document, const LanguageProfile& profile) {
  fill_front(document.front, document.blocks, profile);
  Outline outline = read_outline(std::move(document.blocks), profile);
  promote_points(outline);
  std::vector<std::string> ambiguous = resolve_flattened(outline);
  assign_eids(outline, profile);
  Act act;
  act.title = document.front.title;
  for (FoundNote& found : take_notes(act.title, profile)) outline.notes.push_back(std::move(found.note));
  act.id = ActId(document.front.key);
  act.number = document.front.number;
  act.language = profile.code;
  act.dates = {date_in(document.front.adopted, profile), date_in(document.front.published, profile),
               date_in(document.front.in_force, profile), date_in(document.front.version, profile)};
  act.quality = judge_quality(outline, std::move(ambiguous));
  act.provisions = std::move(outline.provisions);
  act.notes = std::move(outline.notes);
  return act;
}

Result<Act> parse_document(const DocumentInput& input) {
  if (input.bytes.size() > kLargestDocument)
    return fail(ErrorKind::too_large, fmt::format("a document of {} bytes is refused", input.bytes.size()));
  if (trim(input.bytes).empty()) return fail(ErrorKind::parse, "the document is empty");
  const std::string format =
      guess_format(input.format.empty() && input.rules != nullptr ? input.rules->format : input.format,
                   input.media_type, input.url, input.bytes);
  if (format == "rtf" || format == "doc")
    return fail(ErrorKind::parse, "a document in RTF or Word's old format needs a converter");
  Result<Act> act = fail(ErrorKind::parse, "unread");
  if (format == "pdf" || format == "docx") {
    act = from_bytes(format, input);
  } else {
    const std::string script =
        input.profile->scripts.empty() ? std::string() : input.profile->scripts.front();
    auto decoded =
        decode_text(input.bytes, {input.charset_override, input.charset, script, input.profile->code});
    if (!decoded) return fail(decoded.error());
    act = from_text(format, decoded->text, input);
    if (act) note_charset(*decoded, act->quality);
  }
  if (!act) return act;
  if (act->provisions.empty()) return fail(ErrorKind::parse, "no provision was found in the document");
  for (std::string& doubt : letter_suspicions(*act, *input.profile))
    act->quality.suspicions.push_back(std::move(doubt));
  return act;
}

}  // namespace zakonwatch
