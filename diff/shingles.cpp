// SPDX-License-Identifier: GPL-3.0-or-later
#include "diff/shingles.h"

#include <algorithm>
#include <utility>

namespace zakonwatch {
namespace {

bool in_word(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (byte >= '0' && byte <= '9') || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z');
}

// FNV-1a over the word's bytes, then mixed: texts are checked afterwards, so chance collisions only cost
// time.
uint32_t word_hash(std::string_view word) {
  uint32_t hash = 2166136261U;
  for (const char c : word) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  hash ^= hash >> 15;
  return hash * 2246822519U;
}

// Calls with the hash of each word and of each pair of neighbours (0 before there is one).
template <typename Call>
void each_word(std::string_view text, Call call) {
  uint32_t previous = 0;
  for (size_t at = 0; at < text.size();) {
    if (!in_word(text[at])) {
      ++at;
      continue;
    }
    const size_t begin = at;
    while (at < text.size() && in_word(text[at])) ++at;
    const uint32_t word = word_hash(text.substr(begin, at - begin));
    call(word, previous == 0 ? 0U : (previous * 31U) ^ (word * 2654435761U));
    previous = word;
  }
}

constexpr size_t kGram = 6;  // characters
constexpr uint32_t kOneIn = 3;

// A word that stands in more texts than this does not tell them apart.
constexpr size_t kCommon = 24;

}  // namespace

void add_shingles(Shingles& out, std::string_view folded) {
  each_word(folded, [&](uint32_t word, uint32_t pair) {
    out.push_back(word);
    if (pair != 0) out.push_back(pair);
  });
}

void PairCounts::add(std::string_view text) {
  each_word(text, [&](uint32_t, uint32_t pair) {
    uint8_t& count = counts_[pair & (counts_.size() - 1)];
    if (pair != 0 && count < 255) ++count;
  });
}

double PairCounts::rare_share(std::string_view text, unsigned few) const {
  size_t pairs = 0, rare = 0;
  each_word(text, [&](uint32_t, uint32_t pair) {
    if (pair == 0) return;
    ++pairs;
    rare += counts_[pair & (counts_.size() - 1)] <= few ? 1 : 0;
  });
  return pairs == 0 ? 0 : double(rare) / double(pairs);
}

void add_gram_shingles(Shingles& out, std::string_view packed) {
  std::vector<size_t> starts;
  for (size_t at = 0; at < packed.size(); ++at)
    if ((static_cast<unsigned char>(packed[at]) & 0xC0) != 0x80) starts.push_back(at);
  starts.push_back(packed.size());
  for (size_t i = 0; i + kGram < starts.size(); ++i) {
    const uint32_t hash = word_hash(packed.substr(starts[i], starts[i + kGram] - starts[i]));
    if (hash % kOneIn == 0) out.push_back(hash);
  }
}

void sort_shingles(Shingles& shingles) { std::sort(shingles.begin(), shingles.end()); }

size_t shared_shingles(const Shingles& a, const Shingles& b) {
  size_t shared = 0;
  for (size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i] == b[j])
      ++shared, ++i, ++j;
    else if (a[i] < b[j])
      ++i;
    else
      ++j;
  }
  return shared;
}

double similarity(const Shingles& a, const Shingles& b) {
  if (a.empty() && b.empty()) return 1;
  return 2.0 * double(shared_shingles(a, b)) / double(a.size() + b.size());
}

double containment(const Shingles& part, const Shingles& whole) {
  return part.empty() ? 0 : double(shared_shingles(part, whole)) / double(part.size());
}

ShingleIndex::ShingleIndex(const std::vector<const Shingles*>& texts) : counts_(texts.size()) {
  std::vector<Posting> all;
  for (uint32_t text = 0; text < texts.size(); ++text)
    for (size_t i = 0; i < texts[text]->size(); ++i)
      if (i == 0 || (*texts[text])[i] != (*texts[text])[i - 1]) all.push_back({(*texts[text])[i], text});
  std::sort(all.begin(), all.end(), [](const Posting& a, const Posting& b) {
    return a.shingle != b.shingle ? a.shingle < b.shingle : a.text < b.text;
  });
  for (size_t begin = 0; begin < all.size();) {
    size_t end = begin;
    while (end < all.size() && all[end].shingle == all[begin].shingle) ++end;
    if (end - begin <= kCommon)
      postings_.insert(postings_.end(), all.begin() + long(begin), all.begin() + long(end));
    begin = end;
  }
  while (shift_ > 8 && (size_t{1} << (32 - shift_)) < postings_.size()) --shift_;
  buckets_.assign((size_t{1} << (32 - shift_)) + 1, static_cast<uint32_t>(postings_.size()));
  for (size_t i = postings_.size(); i-- > 0;)
    buckets_[shift_ == 32 ? 0 : postings_[i].shingle >> shift_] = static_cast<uint32_t>(i);
  for (size_t b = buckets_.size() - 1; b-- > 0;) buckets_[b] = std::min(buckets_[b], buckets_[b + 1]);
}

std::vector<ShingleIndex::Hit> ShingleIndex::find(const Shingles& shingles, size_t limit) const {
  std::vector<uint32_t> touched;
  for (size_t i = 0; i < shingles.size(); ++i) {
    if (i > 0 && shingles[i] == shingles[i - 1]) continue;
    uint32_t at = buckets_[shift_ == 32 ? 0 : shingles[i] >> shift_];
    while (at < postings_.size() && postings_[at].shingle < shingles[i]) ++at;
    for (; at < postings_.size() && postings_[at].shingle == shingles[i]; ++at)
      if (counts_[postings_[at].text]++ == 0) touched.push_back(postings_[at].text);
  }
  std::vector<Hit> hits;
  for (const uint32_t text : touched) hits.push_back({text, std::exchange(counts_[text], 0U)});
  auto better = [](const Hit& a, const Hit& b) {
    return a.shared != b.shared ? a.shared > b.shared : a.text < b.text;
  };
  const size_t keep = std::min(limit, hits.size());
  std::partial_sort(hits.begin(), hits.begin() + long(keep), hits.end(), better);
  hits.resize(keep);
  return hits;
}

}  // namespace zakonwatch
