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
void put_field(std::string& out, std::string_view text) {
  out += std::to_string(text.size());
  out += ':';
  out += text;
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

std::string act_text_hash(const Act& act) { return sha256_hex(act_hashed_bytes(act)); }

std::string act_hashed_bytes(const Act& act) {
  std::string out;
  for (const Provision& provision : act.provisions) append_hashed_bytes(out, provision);
  return out;
}

void append_hashed_bytes(std::string& out, const Provision& provision) {
  put_field(out, provision.eid);
  put_field(out, provision.num);
  put_field(out, provision.heading ? std::string_view(*provision.heading) : std::string_view());
  put_field(out, provision.text);
  put_field(out, provision.repealed ? "repealed" : "");
  for (const std::string& cell : provision.cells) put_field(out, cell);
}

}  // namespace zakonwatch
