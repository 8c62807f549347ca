// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "parsers/outline.h"

namespace zakonwatch {
namespace {

constexpr int kMostNamedGaps = 200;
constexpr size_t kFewestBytes = 2000;  // below, a mark more or less is a percentage
constexpr size_t kLeastKept = 94;      // percent: marks and spaces between number, heading and text go

// The act's own articles in print order, by the component they stand in (an approved code, an annex); -1: the
// main body.
std::map<int, std::vector<size_t>> articles_by_component(const Outline& outline) {
  std::map<int, std::vector<size_t>> out;
  for (size_t i = 0; i < outline.provisions.size(); ++i) {
    if (outline.provisions[i].type != ProvisionType::article || outline.marks[i].quoted) continue;
    int up = outline.provisions[i].parent;
    while (up >= 0 && !outline.marks[static_cast<size_t>(up)].component)
      up = outline.provisions[static_cast<size_t>(up)].parent;
    out[up].push_back(i);
  }
  return out;
}

std::vector<size_t> body_articles(const Outline& outline) {
  auto all = articles_by_component(outline);
  return std::move(all[-1]);
}

// Can "3211" be 321 with insert 1? Only behind 321 (or another insert of it).
std::optional<NumberToken> split_after(const NumberToken& number, int base) {
  const std::string digits = std::to_string(number.base()), head = std::to_string(base);
  if (!digits.starts_with(head) || digits.size() == head.size() || digits.size() > head.size() + 2)
    return std::nullopt;
  if (digits[head.size()] == '0') return std::nullopt;
  NumberToken out = number;
  out.groups = {base, std::stoi(digits.substr(head.size()))};
  return out;
}

size_t text_size(const Provision& provision) {
  return provision.text.size() + (provision.heading ? provision.heading->size() : 0) + provision.num.size();
}

// What stands in the act of the text that came in: notes and numbers included.
size_t kept_size(const Outline& outline) {
  size_t size = 0;
  for (const Provision& provision : outline.provisions) {
    size += text_size(provision);
    for (const Note& note : provision.notes) size += note.text.size();
  }
  for (const Note& note : outline.notes) size += note.text.size();
  return size;
}

// Text may only be lost where somebody can read that it was.
void suspect_loss(const Outline& outline, Quality& quality) {
  if (outline.read < kFewestBytes) return;
  const size_t expected = outline.read - std::min(outline.read, outline.left_out);
  const size_t kept = kept_size(outline);
  if (expected >= kFewestBytes && kept * 100 < expected * kLeastKept)
    quality.suspicions.push_back(
        fmt::format("{} % of the text stands in no provision and no note", 100 - kept * 100 / expected));
  if (outline.left_out * 2 > outline.read)
    quality.suspicions.push_back(
        fmt::format("{} % of the text was left out as a table of contents or as no law",
                    outline.left_out * 100 / outline.read));
}

// Inserts within one sequence of articles, in print order.
void resolve_sequence(Outline& outline, const std::vector<size_t>& articles,
                      std::vector<std::string>& ambiguous) {
  const auto number_at = [&](size_t k) -> NumberToken& { return outline.marks[articles[k]].number; };
  const auto splittable = [&](size_t k, int base) {
    const NumberToken& number = number_at(k);
    const bool plain = number.groups.size() == 1 && number.letters.empty() && !number.roman;
    return plain && base > 0 && number.base() > base + 1 ? split_after(number, base) : std::nullopt;
  };
  int base = 0;
  for (size_t k = 0; k < articles.size(); ++k) {
    if (const auto split = splittable(k, base)) {
      // Flattened inserts are followed by the body's next number, far below their own.
      size_t next = k + 1;
      while (next < articles.size() && splittable(next, base)) ++next;
      if (next < articles.size() && number_at(next).base() < number_at(k).base()) {
        number_at(k) = *split;
        continue;
      }
      if (next == articles.size()) ambiguous.push_back(outline.provisions[articles[k]].num);
    }
    base = number_at(k).base();
  }
}

}  // namespace

void promote_points(Outline& outline) {
  const auto is_article = [](const Provision& one) { return one.type == ProvisionType::article; };
  if (std::any_of(outline.provisions.begin(), outline.provisions.end(), is_article)) return;
  std::vector<size_t> points;
  for (size_t i = 0; i < outline.provisions.size(); ++i) {
    const Provision& one = outline.provisions[i];
    const bool numbered = one.type == ProvisionType::paragraph || one.type == ProvisionType::point;
    if (!numbered || outline.marks[i].quoted || outline.marks[i].number.groups.empty()) continue;
    const ProvisionType above =
        one.parent < 0 ? ProvisionType::preface : outline.provisions[static_cast<size_t>(one.parent)].type;
    const bool top = above == ProvisionType::preface || above == ProvisionType::part ||
                     above == ProvisionType::section || above == ProvisionType::chapter;
    if (top) points.push_back(i);
  }
  if (points.size() < 2) return;
  for (const size_t i : points) outline.provisions[i].type = ProvisionType::article;
}

std::vector<std::string> resolve_flattened(Outline& outline) {
  std::vector<std::string> ambiguous;
  for (const auto& [component, articles] : articles_by_component(outline))
    resolve_sequence(outline, articles, ambiguous);
  return ambiguous;
}

Quality judge_quality(const Outline& outline, std::vector<std::string> ambiguous) {
  Quality quality;
  quality.ambiguous_numbers = std::move(ambiguous);
  quality.suspicions = outline.suspicions;
  suspect_loss(outline, quality);
  for (const size_t i : outline.orphans)
    quality.suspicions.push_back(fmt::format("{}: a penalty without the words that say what it punishes",
                                             outline.provisions[i].label));
  size_t claimed = 0, all = 0;
  for (const Provision& provision : outline.provisions) {
    const size_t size = text_size(provision);
    all += size;
    if (provision.type != ProvisionType::unclaimed) claimed += size;
  }
  quality.claimed_share = all == 0 ? 0 : static_cast<double>(claimed) / static_cast<double>(all);
  const std::vector<size_t> articles = body_articles(outline);
  quality.articles = static_cast<int>(articles.size());
  int base = 0;
  for (const size_t i : articles) {
    const int now = outline.marks[i].number.base();
    if (base > 0 && now > base + 1 && quality.number_gaps.size() < kMostNamedGaps)
      quality.number_gaps.push_back(now == base + 2 ? std::to_string(base + 1)
                                                    : fmt::format("{}-{}", base + 1, now - 1));
    if (base > 0 && now < base)
      quality.suspicions.push_back(
          fmt::format("article {} stands behind {}", outline.provisions[i].num, base));
    base = std::max(base, now);
  }
  for (const Provision& provision : outline.provisions)
    if (provision.eid.find('~') != std::string::npos &&
        (provision.type == ProvisionType::article || provision.type == ProvisionType::paragraph) &&
        provision.eid.rfind('~') > provision.eid.rfind("__") + 1)
      quality.suspicions.push_back(fmt::format("{} is printed more than once",
                                               provision.label.empty() ? provision.eid : provision.label));
  return quality;
}

}  // namespace zakonwatch
