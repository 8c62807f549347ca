// SPDX-License-Identifier: GPL-3.0-or-later
#include "crawler/decode.h"

#include <brotli/decode.h>
#include <fmt/format.h>
#include <zlib.h>

#include <array>
#include <functional>
#include <utility>

#include "base/fault.h"
#include "crawler/chunked.h"
#include "crawler/message.h"

namespace zakonwatch {
namespace {

constexpr size_t kStep = size_t{64} << 10;
constexpr size_t kRatioFrom = size_t{1} << 20;

tl::unexpected<Error> lies(std::string_view coding) {
  return fail(ErrorKind::parse, fmt::format("the body is not the {} it says it is", coding));
}

// Receives decoded octets; an error ends the decoding.
using Sink = std::function<Result<void>(std::string_view)>;

// One content coding. feed() is given everything once, in order.
class Coding {
 public:
  virtual ~Coding() = default;
  virtual Result<void> feed(std::string_view coded, const Sink& sink) = 0;
  virtual bool complete() const = 0;
};

class Identity final : public Coding {
 public:
  Result<void> feed(std::string_view coded, const Sink& sink) override { return sink(coded); }
  bool complete() const override { return true; }
};

// RFC 1952: members follow one another; zero octets after the last one are padding that some servers leave.
class Gzip final : public Coding {
 public:
  Gzip() {
    if (inflateInit2(&stream_, 16 + MAX_WBITS) != Z_OK) throw Fault(ErrorKind::io, "zlib: out of memory");
  }
  ~Gzip() override { inflateEnd(&stream_); }
  Gzip(const Gzip&) = delete;
  Gzip& operator=(const Gzip&) = delete;

  Result<void> feed(std::string_view coded, const Sink& sink) override {
    started_ = started_ || !coded.empty();
    while (!coded.empty()) {
      if (member_ended_ && coded.front() == '\0') {
        coded.remove_prefix(1);
        continue;
      }
      if (member_ended_) inflateReset(&stream_);
      member_ended_ = false;
      if (auto inflated = inflate_some(coded, sink); !inflated) return inflated;
    }
    return {};
  }
  bool complete() const override { return member_ended_ || !started_; }

 private:
  Result<void> inflate_some(std::string_view& coded, const Sink& sink) {
    std::array<char, kStep> buffer;
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(coded.data()));
    stream_.avail_in = static_cast<uInt>(coded.size());
    do {
      stream_.next_out = reinterpret_cast<Bytef*>(buffer.data());
      stream_.avail_out = static_cast<uInt>(buffer.size());
      const int code = inflate(&stream_, Z_NO_FLUSH);
      if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR) return lies("gzip");
      member_ended_ = code == Z_STREAM_END;
      if (auto taken = sink({buffer.data(), buffer.size() - stream_.avail_out}); !taken) return taken;
    } while (!member_ended_ && stream_.avail_out == 0);
    coded.remove_prefix(coded.size() - stream_.avail_in);
    return {};
  }

  z_stream stream_{};
  bool started_ = false;
  bool member_ended_ = false;
};

class Brotli final : public Coding {
 public:
  Brotli() : state_(BrotliDecoderCreateInstance(nullptr, nullptr, nullptr)) {
    if (state_ == nullptr) throw Fault(ErrorKind::io, "brotli: out of memory");
  }
  ~Brotli() override { BrotliDecoderDestroyInstance(state_); }
  Brotli(const Brotli&) = delete;
  Brotli& operator=(const Brotli&) = delete;

  Result<void> feed(std::string_view coded, const Sink& sink) override {
    if (coded.empty()) return {};
    if (BrotliDecoderIsFinished(state_)) return lies("br");
    started_ = true;
    size_t left = coded.size();
    const auto* next = reinterpret_cast<const uint8_t*>(coded.data());
    std::array<char, kStep> buffer;
    BrotliDecoderResult code = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
    while (code == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) {
      size_t room = buffer.size();
      auto* out = reinterpret_cast<uint8_t*>(buffer.data());
      code = BrotliDecoderDecompressStream(state_, &left, &next, &room, &out, nullptr);
      if (code == BROTLI_DECODER_RESULT_ERROR) return lies("br");
      if (auto taken = sink({buffer.data(), buffer.size() - room}); !taken) return taken;
    }
    return left == 0 ? Result<void>{} : lies("br");
  }
  bool complete() const override { return BrotliDecoderIsFinished(state_) || !started_; }

 private:
  BrotliDecoderState* state_;
  bool started_ = false;
};

std::unique_ptr<Coding> make_coding(std::string_view name) {
  if (name.empty() || equal_nocase(name, "identity")) return std::make_unique<Identity>();
  if (equal_nocase(name, "gzip") || equal_nocase(name, "x-gzip")) return std::make_unique<Gzip>();
  if (equal_nocase(name, "br")) return std::make_unique<Brotli>();
  return nullptr;
}

}  // namespace

struct BodyDecoder::Impl {
  Options options;
  Unchunker unchunker;
  std::unique_ptr<Coding> coding;
  size_t wire = 0;
  std::string body;

  Result<void> take(std::string_view decoded) {
    body.append(decoded);
    if (body.size() > options.max_decoded)
      return fail(ErrorKind::too_large, fmt::format("the decoded body passes {} bytes", options.max_decoded));
    if (body.size() > kRatioFrom && body.size() / static_cast<size_t>(options.max_ratio) > wire)
      return fail(ErrorKind::too_large,
                  fmt::format("the body expands more than {}:1, as no document does", options.max_ratio));
    return {};
  }
};

BodyDecoder::BodyDecoder(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
BodyDecoder::BodyDecoder(BodyDecoder&&) noexcept = default;
BodyDecoder& BodyDecoder::operator=(BodyDecoder&&) noexcept = default;
BodyDecoder::~BodyDecoder() = default;

Result<BodyDecoder> BodyDecoder::make(Options options) {
  auto impl = std::make_unique<Impl>();
  impl->coding = make_coding(trim_blanks(options.content_encoding));
  if (!impl->coding)
    return fail(ErrorKind::parse,
                fmt::format("content coding '{}' was not asked for", options.content_encoding));
  impl->options = std::move(options);
  return BodyDecoder(std::move(impl));
}

Result<void> BodyDecoder::feed(std::string_view wire) {
  impl_->wire += wire.size();
  const Sink sink = [this](std::string_view decoded) { return impl_->take(decoded); };
  if (!impl_->options.chunked) return impl_->coding->feed(wire, sink);
  std::string payload;
  if (auto unframed = impl_->unchunker.feed(wire, payload); !unframed) return unframed;
  return impl_->coding->feed(payload, sink);
}

Result<std::string> BodyDecoder::finish() {
  if (impl_->options.chunked && !impl_->unchunker.complete())
    return fail(ErrorKind::network, "the body was cut: its last chunk is missing");
  if (!impl_->coding->complete())
    return fail(ErrorKind::network, "the body was cut inside its compressed stream");
  return std::move(impl_->body);
}

BodyDecoder::Options framing_of(std::string_view response_head) {
  const Fields fields = Fields::parse(response_head);
  BodyDecoder::Options options;
  options.chunked = ascii_lower(fields.all("Transfer-Encoding")).find("chunked") != std::string::npos;
  options.content_encoding = fields.all("Content-Encoding");
  return options;
}

Result<std::string> decode_body(std::string_view response_head, std::string_view wire_body,
                                size_t max_decoded) {
  BodyDecoder::Options options = framing_of(response_head);
  options.max_decoded = max_decoded;
  if (wire_body.empty() && !options.chunked) return std::string{};
  auto decoder = BodyDecoder::make(std::move(options));
  if (!decoder) return fail(std::move(decoder.error()));
  if (auto fed = decoder->feed(wire_body); !fed) return fail(std::move(fed.error()));
  return decoder->finish();
}

}  // namespace zakonwatch
