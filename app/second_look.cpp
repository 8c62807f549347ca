// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/second_look.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace zakonwatch {
namespace {

bool outside_articles(const Provision& provision) {
  return provision.type == ProvisionType::preface || provision.type == ProvisionType::unclaimed;
}

// Every run of digits is one 0: a counter that passes from 999 to 1000 stays the same.
std::string without_figures(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const bool digit = c >= '0' && c <= '9';
    if (!digit)
      out += c;
    else if (out.empty() || out.back() != '0')
      out += '0';
  }
  return out;
}

}  // namespace

ReadText ReadText::of(const Act& act, const std::string& text_sha256) {
  Act steady = act;
  for (Provision& provision : steady.provisions)
    if (outside_articles(provision)) provision.text = without_figures(provision.text);
  return {text_sha256, act_text_hash(steady)};
}

Agreement agreement(const ReadText& one, const ReadText& other) {
  if (one.exact == other.exact) return Agreement::whole;
  return one.steady == other.steady ? Agreement::but_for_figures : Agreement::none;
}

bool only_figures(const Change& change) {
  return change.kind == ChangeKind::amended && change.new_article.empty() && change.old_article.empty() &&
         change.old_side && change.new_side && !change.heading_redline &&
         without_figures(change.old_side->text) == without_figures(change.new_side->text);
}

bool flapped_lately(const Document& document, Instant now) {
  return document.flapped_at && *document.flapped_at <= now && now - *document.flapped_at < kFlapWindow;
}

std::optional<Pending> Pending::of(const Document& document, Instant now) {
  if (document.pending_fingerprint.empty() || !document.pending_since || *document.pending_since > now)
    return {};
  const auto parts = split(document.pending_fingerprint, ':');
  if (parts.size() != 3) return {};
  long wait = 0;
  std::from_chars(parts[2].data(), parts[2].data() + parts[2].size(), wait);
  return Pending{
      {std::string(parts[0]), std::string(parts[1])}, std::chrono::seconds(wait), *document.pending_since};
}

void Pending::put(Document& document) const {
  document.pending_fingerprint = text.to_string() + ':' + std::to_string(wait.count());
  document.pending_since = since;
}

void forget_pending(Document& document) {
  document.pending_fingerprint.clear();
  document.pending_since.reset();
}

}  // namespace zakonwatch
