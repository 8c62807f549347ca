// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/worker_child.h"

#include <malloc.h>
#include <unistd.h>

#include <cerrno>
#include <map>
#include <memory>
#include <new>

#include "parsers/warm_up.h"
#include "parsers/worker_messages.h"

namespace zakonwatch {
namespace {

constexpr int kChannelLost = 74;

bool read_all(int channel, char* to, size_t size) {
  while (size > 0) {
    const ssize_t got = read(channel, to, size);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    to += got;
    size -= static_cast<size_t>(got);
  }
  return true;
}

bool write_all(int channel, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = write(channel, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return false;
    bytes.remove_prefix(static_cast<size_t>(put));
  }
  return true;
}

struct Answer {
  MessageKind kind = MessageKind::ready;
  std::string bytes;
};

Answer answer_error(const Error& error) { return {MessageKind::error, write_error(error)}; }

class Worker {
 public:
  Answer take(MessageKind kind, std::string_view bytes) {
    try {
      if (kind == MessageKind::profile) return take_profile(bytes);
      if (kind == MessageKind::document) return take_document(bytes);
      if (kind == MessageKind::listing) return take_listing(bytes);
      return answer_error({ErrorKind::parse, "a message of no known kind"});
    } catch (const std::bad_alloc&) {
      return answer_error({ErrorKind::too_large, "the document needs more memory than a parser may use"});
    } catch (const std::exception& problem) {
      return answer_error({ErrorKind::parse, std::string("the parser failed: ") + problem.what()});
    }
  }

 private:
  Answer take_profile(std::string_view bytes) {
    const auto message = read_profile_message(bytes);
    if (!message) return answer_error(message.error());
    auto profile = parse_language(message->source, std::string(message->name));
    if (!profile) return answer_error(profile.error());
    profiles_[std::string(message->sha256)] = std::make_unique<LanguageProfile>(std::move(*profile));
    return {};
  }

  Answer take_document(std::string_view bytes) {
    auto message = read_document_message(bytes);
    if (!message) return answer_error(message.error());
    const auto profile = profiles_.find(message->profile_sha256);
    if (profile == profiles_.end()) return answer_error({ErrorKind::parse, "a profile that never came"});
    message->input.profile = profile->second.get();
    if (message->has_rules) message->input.rules = &message->rules;
    const auto act = parse_document(message->input);
    return act ? Answer{MessageKind::act, write_act(*act)} : answer_error(act.error());
  }

  static Answer take_listing(std::string_view bytes) {
    auto message = read_listing_message(bytes);
    if (!message) return answer_error(message.error());
    message->input.discovery = &message->discovery;
    const auto listing = parse_listing(message->input);
    return listing ? Answer{MessageKind::listed, write_listed(*listing)} : answer_error(listing.error());
  }

  std::map<std::string, std::unique_ptr<LanguageProfile>, std::less<>> profiles_;
};

bool send(int channel, const Answer& answer) {
  if (answer.bytes.size() > MessageHead::kLargest)
    return send(channel,
                answer_error({ErrorKind::too_large, "the document's text is too large to hand over"}));
  const auto head = MessageHead{answer.kind, static_cast<uint32_t>(answer.bytes.size())}.bytes();
  return write_all(channel, {head.data(), head.size()}) && write_all(channel, answer.bytes);
}

// The memory of one document serves the next instead of going back to the kernel, page by page.
void keep_memory() {
  constexpr int kKept = 32 << 20;  // bytes
  mallopt(M_MMAP_THRESHOLD, kKept);
  mallopt(M_TRIM_THRESHOLD, kKept);
}

}  // namespace

int run_parse_worker(int channel, const SealLimits& limits) {
  keep_memory();
  warm_up_libraries();
  if (const auto sealed = seal_process(limits); !sealed) {
    send(channel, answer_error(sealed.error()));
    return kChannelLost;
  }
  if (!send(channel, {})) return kChannelLost;
  Worker worker;
  std::array<char, MessageHead::kSize> bytes{};
  while (read_all(channel, bytes.data(), bytes.size())) {
    const auto head = MessageHead::read({bytes.data(), bytes.size()});
    if (!head) return kChannelLost;
    std::string body(head->length, '\0');
    if (!read_all(channel, body.data(), body.size())) return kChannelLost;
    grant_cpu(limits);
    if (!send(channel, worker.take(head->kind, body))) return kChannelLost;
  }
  return 0;
}

}  // namespace zakonwatch
