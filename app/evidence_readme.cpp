// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evidence_readme.h"

#include <fmt/core.h>

#include "base/text.h"

namespace zakonwatch {
namespace {

// Titles and addresses come from outside; the README is Markdown that a person reads in a terminal.
std::string plain(std::string_view text) { return strip_controls(text); }

std::string introduction(const RecordedChange& change) {
  return fmt::format(
      "# Evidence of change {}\n\n"
      "{} ({}): {}.\n\n"
      "Zakonwatch fetched two editions of this text, compared them, and found the change in\n"
      "`change.html` (the same in `change.txt`, and for programs in `change.json`). This folder holds what\n"
      "proves it. You need no copy of Zakonwatch to check it, and you need not trust us: every step below\n"
      "uses the standard tools of a Unix shell.\n\n",
      change.id, plain(change.act_title), plain(change.act.value), plain(change.change.side().label));
}

std::string edition(const EvidenceSide& side) {
  return fmt::format(
      "- **{}**: fetched {} from\n  <{}>,\n  HTTP status {}, {}\n  SHA-256 of the body `{}`\n"
      "  ledger entries {} (the answer) and {} (the text read from it)\n",
      side.name == "old" ? "The earlier edition, `old/`" : "The later edition, `new/`",
      to_rfc3339(side.snapshot.fetched_at), plain(side.snapshot.url), side.snapshot.status,
      side.snapshot.tls_issuer.empty() ? "over plain HTTP: nobody vouches for the server's name"
                                       : "certificate issued by " + plain(side.snapshot.tls_issuer),
      side.snapshot.body_sha256, side.response_entry, side.version_entry);
}

constexpr std::string_view kContents =
    "\n## What is in it\n\n"
    "| file | what |\n|---|---|\n"
    "| `change.html`, `change.txt`, `change.json` | the change: place, redline, effect, amending act |\n"
    "| `citation.txt` | how to cite it |\n"
    "| `old/`, `new/`: `response.http` | the server's answer, head and octets, as received |\n"
    "| `old/`, `new/`: `body.*` | the document itself, after transfer and content coding are undone |\n"
    "| `old/`, `new/`: `text.txt` | the whole act as read from the body |\n"
    "| `old/`, `new/`: `text.hashed` | the same, field by field, in the form that the ledger's hash covers "
    "|\n"
    "| `evidence.warc.gz` | both answers and our requests, WARC 1.1 (ISO 28500): any WARC player opens it |\n"
    "| `chain.txt` | the ledger, from the first entry that concerns this change to the last there is |\n"
    "| `SHA256SUMS` | of every file here |\n\n";

std::string extraction(const EvidenceSide& side) {
  if (side.body.empty()) return fmt::format("# {}: the body is missing, see above\n", side.name);
  if (side.chunked)
    return fmt::format(
        "# {}: the server sent it in chunks (RFC 9112 section 7.1); a WARC player takes them apart\n",
        side.name);
  return fmt::format("tail -c {} {}/response.http{} | cmp - {}/{} && echo {}: the body is what was served\n",
                     side.body_octets, side.name, side.unpack.empty() ? "" : " | " + side.unpack, side.name,
                     side.body, side.name);
}

std::string hashes(const EvidenceSide& side) {
  std::string out;
  if (!side.body.empty())
    out += fmt::format("echo '{}  {}/{}' | sha256sum -c\n", side.snapshot.body_sha256, side.name, side.body);
  return out + fmt::format("echo '{}  {}/text.hashed' | sha256sum -c\n", side.text_sha256, side.name);
}

std::string entries(const EvidenceSide& side) {
  return fmt::format(
      "grep -x 'body_sha256: {}' entries/{:012}\n"
      "grep -x 'fetched_at: {}' entries/{:012}\n"
      "grep -x 'text_sha256: {}' entries/{:012}\n"
      "grep -x 'snapshot_seq: {}' entries/{:012}\n",
      side.snapshot.body_sha256, side.response_entry, to_rfc3339(side.snapshot.fetched_at),
      side.response_entry, side.text_sha256, side.version_entry, side.response_entry, side.version_entry);
}

std::string recipe(const EvidenceSide& old_side, const EvidenceSide& new_side, const std::string& head) {
  const int64_t first = std::min(
      {old_side.response_entry, old_side.version_entry, new_side.response_entry, new_side.version_entry});
  std::string out =
      "## How to check it\n\nIn this folder, one block after the other.\n\n"
      "1. Nothing here was altered since the pack was made:\n\n"
      "```sh\nsha256sum --quiet -c SHA256SUMS\n```\n\n"
      "2. Bodies and texts are those that were hashed when they were fetched:\n\n```sh\n";
  out += hashes(old_side) + hashes(new_side);
  out += "```\n\n3. The bodies came out of the answers as received:\n\n```sh\n";
  out += extraction(old_side) + extraction(new_side);
  out +=
      "```\n\n4. The archive holds the same answers (the first line names each record's own checksum):\n\n"
      "```sh\ngzip -t evidence.warc.gz && zgrep -a '^WARC-\\(Date\\|Target-URI\\|Payload-Digest\\)' "
      "evidence.warc.gz\n```\n\n"
      "5. The ledger says so, and is unbroken: each entry carries the hash of the one before, so that none\n"
      "   can be altered, left out or put in later without changing every hash after it.\n\n```sh\n"
      "mkdir -p entries\n";
  out += fmt::format(
      "awk -v RS= -v n={} '{{ f = sprintf(\"entries/%012d\", n++); printf \"%s\\n\", $0 > f; close(f) }}' "
      "chain.txt\n",
      first);
  out +=
      "sha256sum entries/* | cut -c1-64 > hashes\n"
      "grep -h '^prev: ' entries/* | cut -c7- | tail -n +2 > prevs\n"
      "head -n -1 hashes | cmp - prevs && echo the chain is unbroken\n";
  out += fmt::format("tail -n 1 hashes | grep -x {} && echo and ends where it should\n", head);
  out += "```\n\n6. These are the entries that vouch for this change:\n\n```sh\n";
  out += entries(old_side) + entries(new_side) + "```\n\n";
  out += fmt::format(
      "The last hash, `{}`,\nis the head of the ledger when this pack was made. Compare it with what the "
      "makers of this pack\npublish, or with an older pack of theirs: the same entry must have the same hash "
      "in both.\n",
      head);
  return out;
}

constexpr std::string_view kLimits =
    "\n## What it does not prove\n\n"
    "The chain proves that nothing was altered after it was written, not that the clock of our machine was\n"
    "right or that the server told everybody the same. The official text is the one that the state\n"
    "promulgated; where a site shows a consolidated text, that text is information. A judgement on whether\n"
    "the law became harsher or lighter is read off the words and is ours.\n";

}  // namespace

std::string evidence_readme(const RecordedChange& change, const EvidenceSide& old_side,
                            const EvidenceSide& new_side, const std::string& head_hash,
                            const std::vector<std::string>& missing) {
  std::string out = introduction(change) + edition(old_side) + edition(new_side);
  if (!missing.empty()) {
    out += "\n## What is missing\n\n";
    for (const std::string& sentence : missing) out += "- " + plain(sentence) + "\n";
  }
  out += kContents;
  return out + recipe(old_side, new_side, head_hash) + std::string(kLimits);
}

}  // namespace zakonwatch
