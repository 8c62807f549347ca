// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/worker_messages.h"

#include <fmt/format.h>

#include <unordered_set>

#include "base/text.h"
#include "parsers/wire_values.h"

namespace zakonwatch {
namespace {

constexpr size_t kMostProvisions = 500'000;
constexpr size_t kMostListed = 100'000;
constexpr size_t kLongestSentence = 2'000;  // of an error: it ends in a log

bool sound(std::string_view text) { return text.find('\0') == std::string_view::npos && is_valid_utf8(text); }

bool sound(const std::vector<std::string>& texts) {
  for (const std::string& text : texts)
    if (!sound(text)) return false;
  return true;
}

bool sound(const std::vector<Note>& notes) {
  for (const Note& note : notes)
    if (!sound(note.text) || (note.act && !sound(note.act->number))) return false;
  return true;
}

bool sound(const Provision& p, int index) {
  return !p.eid.empty() && sound(p.eid) && sound(p.num) && sound(p.label) && sound(p.text) &&
         (!p.heading || sound(*p.heading)) && sound(p.cells) && sound(p.notes) && p.parent >= -1 &&
         p.parent < index;
}

bool sound(const Quality& quality) {
  return quality.claimed_share >= 0 && quality.claimed_share <= 1 && quality.articles >= 0 &&
         sound(quality.number_gaps) && sound(quality.ambiguous_numbers) && sound(quality.suspicions);
}

std::string act_problem(const Act& act) {
  if (act.provisions.empty() || act.provisions.size() > kMostProvisions)
    return fmt::format("{} provisions", act.provisions.size());
  if (!sound(act.id.value) || !sound(act.title) || !sound(act.number) || !sound(act.language) ||
      !sound(act.notes) || !sound(act.quality))
    return "a head that cannot be";
  std::unordered_set<std::string_view> eids;
  for (size_t i = 0; i < act.provisions.size(); ++i) {
    if (!sound(act.provisions[i], static_cast<int>(i))) return fmt::format("provision {} cannot be", i);
    if (!eids.insert(act.provisions[i].eid).second)
      return fmt::format("the eId {} comes twice", act.provisions[i].eid);
  }
  return {};
}

template <typename Value>
Result<Value> read_value(std::string_view bytes, std::string_view what) {
  Value value;
  WireReader reader(bytes);
  reader.get(value);
  if (!reader.at_end()) return fail(ErrorKind::parse, fmt::format("the parser's {} is garbage", what));
  return value;
}

template <typename Value>
std::string write_value(const Value& value) {
  WireWriter writer;
  writer.put(value);
  return writer.take();
}

}  // namespace

std::array<char, MessageHead::kSize> MessageHead::bytes() const {
  std::array<char, kSize> out{};
  const uint32_t first = kMagic + static_cast<uint32_t>(kind) * 0x1000000U;
  std::memcpy(out.data(), &first, 4);
  std::memcpy(out.data() + 4, &length, 4);
  return out;
}

std::optional<MessageHead> MessageHead::read(std::string_view bytes) {
  if (bytes.size() < kSize) return {};
  uint32_t first = 0;
  MessageHead head;
  std::memcpy(&first, bytes.data(), 4);
  std::memcpy(&head.length, bytes.data() + 4, 4);
  const uint32_t kind = (first - kMagic) / 0x1000000U;
  if ((first - kMagic) % 0x1000000U != 0 || kind > static_cast<uint32_t>(MessageKind::error)) return {};
  if (head.length > kLargest) return {};
  head.kind = static_cast<MessageKind>(kind);
  return head;
}

std::string write_profile(const LanguageProfile& profile) {
  WireWriter writer;
  writer(profile.sha256, profile.code, profile.source);
  return writer.take();
}

Result<ProfileMessage> read_profile_message(std::string_view bytes) {
  ProfileMessage message;
  WireReader reader(bytes);
  reader(message.sha256, message.name, message.source);
  if (!reader.at_end()) return fail(ErrorKind::parse, "no profile message");
  return message;
}

std::string write_document(const DocumentInput& input) {
  WireWriter writer;
  writer(input.bytes, input.format, input.media_type, input.charset, input.charset_override, input.url,
         input.profile->sha256, input.rules != nullptr);
  if (input.rules != nullptr) writer(*input.rules);
  return writer.take();
}

Result<DocumentMessage> read_document_message(std::string_view bytes) {
  DocumentMessage message;
  DocumentInput& input = message.input;
  WireReader reader(bytes);
  reader(input.bytes, input.format, input.media_type, input.charset, input.charset_override, input.url,
         message.profile_sha256, message.has_rules);
  if (message.has_rules) reader(message.rules);
  if (!reader.at_end()) return fail(ErrorKind::parse, "no document message");
  return message;
}

std::string write_listing(const ListingInput& input) {
  WireWriter writer;
  writer(input.bytes, input.media_type, input.charset, input.charset_override, input.url, *input.discovery);
  return writer.take();
}

Result<ListingMessage> read_listing_message(std::string_view bytes) {
  ListingMessage message;
  ListingInput& input = message.input;
  WireReader reader(bytes);
  reader(input.bytes, input.media_type, input.charset, input.charset_override, input.url, message.discovery);
  if (!reader.at_end()) return fail(ErrorKind::parse, "no listing message");
  return message;
}

std::string write_act(const Act& act) { return write_value(act); }
std::string write_listed(const Listing& listing) { return write_value(listing); }
std::string write_error(const Error& error) { return write_value(error); }

Result<Act> read_act_message(std::string_view bytes) {
  auto act = read_value<Act>(bytes, "act");
  if (!act) return act;
  if (std::string problem = act_problem(*act); !problem.empty())
    return fail(ErrorKind::parse, fmt::format("the parser's act is refused: {}", problem));
  return act;
}

Result<Listing> read_listed_message(std::string_view bytes) {
  auto listing = read_value<Listing>(bytes, "listing");
  if (!listing) return listing;
  bool good = listing->documents.size() <= kMostListed && (!listing->next || sound(*listing->next));
  for (const ListedDocument& one : listing->documents)
    good = good && !(one.url.empty() && one.key.empty()) && sound(one.url) && sound(one.key) &&
           sound(one.title) && sound(one.date) && sound(one.amended_by);
  if (!good) return fail(ErrorKind::parse, "the parser's listing is refused: it cannot be");
  return listing;
}

Error read_error_message(std::string_view bytes) {
  auto error = read_value<Error>(bytes, "error");
  if (!error) return error.error();
  error->message = repair_utf8(strip_controls(error->message.substr(0, kLongestSentence)));
  if (error->context.size() > 8) error->context.clear();
  for (std::string& where : error->context)
    where = repair_utf8(strip_controls(where.substr(0, kLongestSentence)));
  return *error;
}

}  // namespace zakonwatch
