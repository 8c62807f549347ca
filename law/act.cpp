// SPDX-License-Identifier: GPL-3.0-or-later
#include "law/act.h"

#include "base/content_hash.h"

namespace zakonwatch {
namespace {

void append_line(std::string& out, std::string_view line) {
  if (line.empty()) return;
  if (!out.empty()) out += '\n';
  out += line;
}

// "(1) text", "1. text": the number as printed stands before the provision's own words.
void append_provision(std::string& out, const Provision& provision, bool top) {
  std::string line = top ? std::string() : provision.num;
  if (provision.heading) line += (line.empty() ? "" : " ") + *provision.heading;
  if (provision.heading && !provision.text.empty()) {
    append_line(out, line);
    line.clear();
  }
  if (!provision.text.empty()) line += (line.empty() ? "" : " ") + provision.text;
  append_line(out, line);
}

// A field whose bytes cannot run into the next one's.
template <typename Sink>
void put_field(Sink& sink, std::string_view text) {
  sink(std::to_string(text.size()));
  sink(":");
  sink(text);
}

template <typename Sink>
void put_fields(Sink sink, const Act& act) {
  for (const Provision& provision : act.provisions) {
    put_field(sink, provision.eid);
    put_field(sink, provision.num);
    put_field(sink, provision.heading.value_or(""));
    put_field(sink, provision.text);
    put_field(sink, provision.repealed ? "repealed" : "");
    for (const std::string& cell : provision.cells) put_field(sink, cell);
  }
}

}  // namespace

const Provision* Act::find(std::string_view eid) const {
  for (const Provision& provision : provisions)
    if (provision.eid == eid) return &provision;
  return nullptr;
}

std::vector<int> Act::children(int index) const {
  std::vector<int> out;
  const int end = index < 0 ? static_cast<int>(provisions.size()) : subtree_end(index);
  for (int i = index + 1; i < end; ++i)
    if (provisions[static_cast<size_t>(i)].parent == index) out.push_back(i);
  return out;
}

int Act::article_of(int index) const {
  while (index >= 0 && provisions[static_cast<size_t>(index)].type != ProvisionType::article)
    index = provisions[static_cast<size_t>(index)].parent;
  return index;
}

int Act::subtree_end(int index) const {
  // Document order: a subtree is a run, and whatever hangs from before its root lies outside.
  size_t end = static_cast<size_t>(index) + 1;
  while (end < provisions.size() && provisions[end].parent >= index) ++end;
  return static_cast<int>(end);
}

std::string Act::subtree_text(int index) const {
  std::string out;
  for (int i = index, end = subtree_end(index); i < end; ++i)
    append_provision(out, provisions[static_cast<size_t>(i)], i == index);
  return out;
}

std::vector<std::string> Act::path(int index) const {
  std::vector<std::string> out;
  for (int up = provisions[static_cast<size_t>(index)].parent; up >= 0;
       up = provisions[static_cast<size_t>(up)].parent)
    out.insert(out.begin(), provisions[static_cast<size_t>(up)].label);
  return out;
}

std::string act_text_hash(const Act& act) {
  Sha256 hash;
  put_fields([&hash](std::string_view bytes) { hash.update(bytes); }, act);
  return hash.hex();
}

std::string act_hashed_bytes(const Act& act) {
  std::string out;
  put_fields([&out](std::string_view bytes) { out += bytes; }, act);
  return out;
}

}  // namespace zakonwatch
