// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evidence_pack.h"

#include <fmt/core.h>

#include "alerts/citation.h"
#include "app/change_view.h"
#include "app/digest_items.h"
#include "app/evidence_readme.h"
#include "app/recorded_json.h"
#include "app/staged_output.h"
#include "base/content_hash.h"
#include "base/fault.h"
#include "base/files.h"
#include "base/text.h"
#include "crawler/decode.h"
#include "crawler/warc.h"
#include "crawler/warc_record.h"
#include "store/documents.h"
#include "store/ledger.h"
#include "store/versions.h"

namespace zakonwatch {
namespace {

namespace fs = std::filesystem;

std::string extension(const std::string& media_type) {
  static constexpr std::pair<std::string_view, const char*> kKnown[] = {
      {"html", ".html"}, {"pdf", ".pdf"},       {"json", ".json"},
      {"rtf", ".rtf"},   {"msword", ".doc"},    {"wordprocessingml", ".docx"},
      {"xml", ".xml"},   {"text/plain", ".txt"}};
  for (const auto& [part, suffix] : kKnown)
    if (media_type.find(part) != std::string::npos) return suffix;
  return ".bin";
}

// Every provision as printed, with its label.
std::string reading_copy(const Act& act) {
  std::string out = act.title + "\n\n";
  for (const Provision& provision : act.provisions) {
    out += provision.heading ? provision.label + ". " + *provision.heading : provision.label;
    out += provision.repealed ? " [repealed]\n" : "\n";
    if (!provision.text.empty()) out += provision.text + "\n";
  }
  return out;
}

class Pack {
 public:
  Pack(Environment& environment, Record& record, fs::path folder)
      : environment_(environment), record_(record), folder_(std::move(folder)) {}

  void write(const RecordedChange& change) {
    words(change);
    const EvidenceSide old_side = side("old", change.old_version, change.old_snapshot);
    const EvidenceSide new_side = side("new", change.new_version, change.new_snapshot);
    archive(change);
    const std::string head = chain(std::min(
        {old_side.response_entry, old_side.version_entry, new_side.response_entry, new_side.version_entry}));
    put("README.md", evidence_readme(change, old_side, new_side, head, made.missing));
    std::string sums;
    for (const std::string& file : made.files)
      sums += sha256_hex(value_or_throw(read_file(folder_ / file))) + "  " + file + "\n";
    put("SHA256SUMS", sums);
  }
  EvidencePack made;

 private:
  void put(const std::string& name, std::string_view bytes) {
    fs::create_directories((folder_ / name).parent_path());
    value_or_throw(write_file_atomic(folder_ / name, bytes));
    made.files.push_back(name);
  }

  void words(const RecordedChange& change) {
    const DigestItem item = digest_item(environment_, change, "en");
    const auto name = [](const Snapshot& snapshot) {
      return snapshot.url + " of " + to_rfc3339(snapshot.fetched_at);
    };
    const ChangeHead head{name(change.old_snapshot), name(change.new_snapshot)};
    put("change.json", recorded_change_json(change) + "\n");
    put("change.txt", change.id + "  " + change.act_title + "\n" + changes_text({&change.change}, head, {}));
    put("change.html", changes_html({&change.change}, head, item.language, true));
    put("citation.txt", cite(item, CitationFormat::text, "en") + "\n");
  }

  EvidenceSide side(const std::string& name, VersionId version_id, const Snapshot& snapshot) {
    Versions versions(record_);
    EvidenceSide out{.name = name, .snapshot = snapshot};
    out.response_entry = Snapshots(record_).ledger_entry(snapshot.id);
    out.version_entry = versions.ledger_entry(version_id);
    out.text_sha256 = versions.get(version_id)->text_sha256;
    const Act act = versions.load(version_id);
    put(name + "/text.txt", reading_copy(act));
    put(name + "/text.hashed", act_hashed_bytes(act));
    served(out);
    return out;
  }

  void served(EvidenceSide& side) {
    const fs::path warc = environment_.state() / "warc";
    const auto response = read_archived_response(warc, side.snapshot.warc);
    const auto body = read_archived_body(warc, side.snapshot.warc);
    if (!response || !body) {
      made.missing.push_back(fmt::format("The body of the {} edition cannot be read from the archive: {}.",
                                         side.name, (response ? body.error() : response.error()).sentence()));
      return;
    }
    if (sha256_hex(*body) != side.snapshot.body_sha256)
      made.missing.push_back(
          fmt::format("The archived body of the {} edition is NOT the one that was hashed.", side.name));
    side.body = "body" + extension(side.snapshot.media_type);
    const auto [head, octets] = split_http(response->block);
    side.body_octets = octets.size();
    const std::string lower = to_lower(head);
    side.chunked = lower.find("\ntransfer-encoding:") != std::string::npos;
    if (lower.find("\ncontent-encoding: gzip") != std::string::npos ||
        lower.find("\ncontent-encoding: x-gzip") != std::string::npos)
      side.unpack = "gunzip";
    else if (lower.find("\ncontent-encoding: br") != std::string::npos)
      side.unpack = "brotli -dc";
    else if (octets != *body)
      side.chunked = true;  // some other coding: nothing that one command undoes
    put(side.name + "/response.http", response->block);
    put(side.name + "/" + side.body, *body);
  }

  // An archive that could be read a moment ago is not what fails: then it is the disk that is written to, and
  // no pack is better than one that says of the archive what is not so.
  void archive(const RecordedChange& change) {
    const bool archive_reads = made.missing.empty();
    const auto done = export_warc_records(
        environment_.state() / "warc", {change.old_snapshot.warc, change.new_snapshot.warc},
        folder_ / "evidence.warc.gz", "zakonwatch/" ZAKONWATCH_VERSION, environment_.clock().now());
    if (done)
      made.files.emplace_back("evidence.warc.gz");
    else if (archive_reads)
      throw Fault(done.error());
    else
      made.missing.push_back(
          fmt::format("The records could not be copied from the archive: {}.", done.error().sentence()));
  }

  // Returns the hash of the last entry.
  std::string chain(int64_t first) {
    std::string out, head;
    Ledger(record_).each(first, [&](const LedgerEntry& entry) {
      out += entry.bytes + "\n";
      head = entry.hash;
    });
    put("chain.txt", out);
    return head;
  }

  Environment& environment_;
  Record& record_;
  fs::path folder_;
};

}  // namespace

EvidencePack write_evidence_pack(Environment& environment, Record& record, const RecordedChange& change,
                                 const fs::path& output) {
  StagedOutput staged(output);
  Pack pack(environment, record, staged.folder());
  pack.write(change);
  staged.publish();
  return std::move(pack.made);
}

}  // namespace zakonwatch
