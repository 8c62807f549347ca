// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/content_hash.h"
#include "law/act.h"
#include "store/changes.h"
#include "store/documents.h"
#include "store/record.h"
#include "store/versions.h"

namespace zakonwatch {

// A folder that goes away with the test.
class Folder {
 public:
  Folder() : path_(std::filesystem::temp_directory_path() / ("zakonwatch-" + random_hex(8))) {
    std::filesystem::create_directories(path_);
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline Instant instant(const std::string& text) { return *parse_rfc3339(text); }
inline Date day(const std::string& text) { return *parse_iso_date(text); }

inline Snapshot sample_snapshot(int number = 1) {
  Snapshot snapshot;
  snapshot.source = SourceId("ua-rada");
  snapshot.url = "https://zakon.rada.gov.ua/laws/show/2341-14?n=" + std::to_string(number);
  snapshot.fetched_at = instant("2026-11-22T06:31:04Z") + std::chrono::seconds(number);
  snapshot.status = 200;
  snapshot.headers_sha256 = sha256_hex("head " + std::to_string(number));
  snapshot.body_sha256 = sha256_hex("body " + std::to_string(number));
  snapshot.media_type = "text/html";
  snapshot.charset = "windows-1251";
  snapshot.tls_issuer = "C=US, O=Let's Encrypt, CN=R3";
  snapshot.warc = {"2026-11.warc.gz", int64_t{1000} * number};
  return snapshot;
}

inline Provision provision(const std::string& eid, ProvisionType type, int parent, const std::string& text) {
  Provision node;
  node.eid = eid;
  node.type = type;
  node.parent = parent;
  node.text = text;
  node.label = "label of " + eid;
  return node;
}

// An act with something in every field.
inline Act sample_act(const std::string& text = "Незаконне придбання, зберігання наркотичних засобів") {
  Act act;
  act.id = ActId("ua/2341-14");
  act.title = "Кримінальний кодекс України";
  act.number = "2341-III";
  act.language = "uk";
  act.dates = {day("2001-04-05"), day("2001-06-08"), day("2001-09-01"), day("2008-05-07")};
  act.notes = {
      {NoteKind::court, "{Щодо визнання неконституційними}", ActRef{"5-рп/2003", day("2003-02-18")}, {}}};
  act.quality.claimed_share = 0.99712345678901234;
  act.quality.articles = 2;
  act.quality.number_gaps = {"12-14"};
  act.quality.ambiguous_numbers = {"351"};
  act.quality.suspicions = {"an orphan sanction at art. 310"};

  Provision article = provision("art_309", ProvisionType::article, -1, "");
  article.num = "309";
  article.label = "Стаття 309";
  article.heading = "Незаконне виробництво";
  Provision paragraph = provision("art_309__para_1", ProvisionType::paragraph, 0, text);
  paragraph.num = "1";
  paragraph.notes = {{NoteKind::amend, "{Частина перша в редакції № 270-VI від 15.04.2008}",
                      ActRef{"270-VI", day("2008-04-15")}, day("2008-05-07")},
                     {NoteKind::other, "примітка\nв два рядки", {}, {}}};
  Provision repealed = provision("art_310", ProvisionType::article, -1, "");
  repealed.repealed = true;
  repealed.heading = "";
  Provision row = provision("annex_1__row_1", ProvisionType::row, -1, "Героїн\t0,05");
  row.cells = {"Героїн", "", "0,05:1", std::string("nul\0inside", 10)};
  act.provisions = {article, paragraph, repealed, row};
  return act;
}

inline NewVersion sample_version(SnapshotId snapshot, const std::string& valid_from, Act act = sample_act()) {
  NewVersion version;
  version.country = "UA";
  version.source = SourceId("ua-rada");
  version.snapshot = snapshot;
  version.act = std::move(act);
  version.valid_from = day(valid_from);
  version.basis = ValidFromBasis::printed;
  version.first_seen = instant("2026-11-22T06:31:04Z");
  version.derivation = {"parser 1", "profile a", "source a"};
  return version;
}

inline Change sample_change(const std::string& topic = "possession") {
  Change change;
  change.kind = ChangeKind::amended;
  ChangeSide side;
  side.eid = "art_309__para_1";
  side.num = "1";
  side.label = "Стаття 309, частина 1";
  side.path = {"Розділ XIII", "Стаття 309"};
  side.text = "до трьох років";
  change.old_side = side;
  side.text = "штрафом або до трьох років";
  change.new_side = side;
  change.old_article = change.new_article = "art_309";
  change.redline = {{EditOp::insert, "штрафом або "}, {EditOp::equal, "до трьох років"}};
  change.relevance = {0.93, true, {{topic, 0.93, {"watch list: Criminal Code art. 309"}}}};
  change.direction = Direction::lighter;
  change.summary_en = "A fine is added.";
  change.summary_ru = "Добавлен штраф.";
  return change;
}

class RecordTest : public ::testing::Test {
 protected:
  RecordTest() : record_(Record::open(folder_ / "record.db")) {}

  SnapshotId snapshot(int number = 1) { return Snapshots(*record_).add(sample_snapshot(number)); }
  VersionId version(int number, const std::string& valid_from) {
    return Versions(*record_).add(
        sample_version(snapshot(number), valid_from, sample_act("text " + std::to_string(number))));
  }
  // A change between two versions that are there already.
  Changes::NewChange change(VersionId old_version, VersionId new_version, int ordinal = 0) const {
    Changes::NewChange change;
    change.country = "UA";
    change.act = ActId("ua/2341-14");
    change.source = SourceId("ua-rada");
    change.old_version = old_version;
    change.new_version = new_version;
    change.ordinal = ordinal;
    change.first_seen = instant("2026-11-22T06:31:04Z");
    change.in_force_from = day("2008-05-07");
    change.change = sample_change();
    return change;
  }
  void reopen() {
    record_.reset();
    record_ = Record::open(folder_ / "record.db");
  }

  Folder folder_;
  std::unique_ptr<Record> record_;
};

}  // namespace zakonwatch
