// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "app/evidence_check.h"
#include "app/workshop.h"
#include "base/fault.h"
#include "base/files.h"
#include "base/text.h"

namespace zakonwatch {
namespace {

namespace fs = std::filesystem;

constexpr const char* kCountry = R"([country]
code = "QX"
name = { en = "Invented" }
languages = ["lv"]
time_zone = "Europe/Riga"
[[source]]
id = "qx-law"
kind = "consolidated"
title = "Invented law"
home = "https://law.example/"
verified = "none"
[source.discover]
watchlist = { url = "https://law.example/{id}" }
[source.document]
title = "//h1"
version_date = "//span[@class='edition']"
strip = ["//span[@class='edition']"%EXTRA%]
[[watch]]
act = "7"
title = "Invented Criminal Law"
)";

// Eight articles of an invented law; article 3 is the one that changes.
std::string page(const std::string& edition, const std::string& term, int articles = 8) {
  std::string out =
      "<html><body><h1>Izdomāts krimināllikums</h1><span class='edition'>" + edition + "</span>";
  for (int i = 1; i <= articles; ++i) {
    const std::string n = std::to_string(i);
    out += "<p><b>" + n + ".pants. Narkotisko vielu glabāšana " + n +
           "</b></p><p>(1) Par narkotisko vielu neatļautu glabāšanu " + n +
           ". veidā soda ar brīvības atņemšanu uz laiku līdz " + (i == 3 ? term : "trim") + " gadiem.</p>";
  }
  return out + "</body></html>";
}

class PipelineTest : public ::testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::temp_directory_path() / ("zakonwatch-pipeline-" + std::to_string(getpid()));
    fs::remove_all(root_);
    write_country("");
    open();
  }
  void TearDown() override {
    workshop_.reset();
    fs::remove_all(root_);
  }
  void write_country(const std::string& extra) {
    fs::create_directories(root_ / "sources/countries");
    ASSERT_TRUE(
        write_file_atomic(root_ / "sources/countries/qx.toml", replace_all(kCountry, "%EXTRA%", extra)));
  }
  // A process begins: data files are read anew, the state is the old one.
  void open() {
    workshop_.reset();
    environment_.emplace(
        Globals{.state = (root_ / "state").string(), .sources = (root_ / "sources").string()});
    workshop_.emplace(*environment_);
  }
  const Source& source() { return environment_->source("qx-law"); }

  static FetchOutcome answer(const std::string& body, const std::string& when, const std::string& key) {
    return {.url = "https://law.example/" + key,
            .status = 200,
            .request_head = "GET /" + key + " HTTP/1.1\r\nHost: law.example\r\n\r\n",
            .response_head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: " +
                             std::to_string(body.size()) + "\r\n\r\n",
            .wire_body = body,
            .body = body,
            .media_type = "text/html",
            .charset = "utf-8",
            .started = *parse_rfc3339(when)};
  }
  Kept serve(const std::string& body, const std::string& when, const std::string& key = "7") {
    Documents documents(*workshop_->record);
    Document document = documents.get_or_add(source().id, "https://law.example/" + key, *parse_rfc3339(when));
    document.key = key;
    const FetchOutcome outcome = answer(body, when, key);
    const auto look = workshop_->pipeline.look(source(), document, outcome);
    EXPECT_TRUE(look) << look.error().sentence();
    if (!look->differs) return {};
    return workshop_->pipeline.keep(source(), document, outcome, look->derived);
  }
  std::vector<RecordedChange> changes(bool all = false) {
    std::vector<RecordedChange> out;
    Changes(*workshop_->record).each({.all = all}, [&](const RecordedChange& change) {
      out.push_back(change);
    });
    return out;
  }
  void subscribe() {
    const Subscriber person = workshop_->subscribers->get_or_add("a@example.org");
    workshop_->subscribers->add(
        {.subscriber = person.id, .label = "all", .cadence = Cadence::immediate, .confirmed = true});
  }
  size_t owed() { return Outbox(*workshop_->record).owed().size(); }

  fs::path root_;
  std::optional<Environment> environment_;
  std::optional<Workshop> workshop_;
};

TEST_F(PipelineTest, TheFirstVersionIsABaseline) {
  subscribe();
  EXPECT_EQ(serve(page("2026-01-01", "trim"), "2026-02-01T00:00:00Z").kind, Kept::Kind::baseline);
  EXPECT_TRUE(changes(true).empty());
  EXPECT_EQ(owed(), 0U);
}

TEST_F(PipelineTest, AChangedArticleIsRecordedOnceAndOwedOnce) {
  subscribe();
  serve(page("2026-01-01", "trim"), "2026-02-01T00:00:00Z");
  EXPECT_EQ(serve(page("2026-03-01", "pieciem"), "2026-03-02T00:00:00Z").relevant_changes, 1);
  EXPECT_EQ(serve(page("2026-03-01", "pieciem"), "2026-03-03T00:00:00Z").kind, Kept::Kind::unchanged);
  const auto found = changes();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].id, "qx-1");
  EXPECT_EQ(found[0].change.new_article, "art_3");
  EXPECT_EQ(to_iso(*found[0].in_force_from), "2026-03-01");
  EXPECT_FALSE(found[0].pending || found[0].backfill);
  EXPECT_EQ(owed(), 1U);
}

// The last article leaves the act; whether it is gone or only moved is seen in another act of the country.
constexpr const char* kEntry =
    "<html><body><h1>Cits likums</h1><span class='edition'>2026-01-01</span><p><b>1.pants. "
    "Mērķis</b></p><p>(1) Šis "
    "likums nosaka kārtību pilsētas ielu tīrīšanai ziemā.</p>";

TEST_F(PipelineTest, ATextThatStandsInAnotherActIsRelocatedAndNotRepealed) {
  serve(std::string(kEntry) +
            "<p><b>2.pants. Narkotisko vielu glabāšana</b></p><p>(1) Par narkotisko vielu neatļautu "
            "glabāšanu 8. "
            "veidā soda ar brīvības atņemšanu uz laiku līdz trim gadiem.</p></body></html>",
        "2026-01-15T00:00:00Z", "8");
  serve(page("2026-01-01", "trim"), "2026-02-01T00:00:00Z");
  serve(page("2026-03-01", "trim", 7), "2026-03-02T00:00:00Z");
  const auto found = changes();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].change.kind, ChangeKind::relocated);
  EXPECT_EQ(found[0].change.old_side->eid, "art_8");
  EXPECT_EQ(found[0].change.new_side->path.front(), "Cits likums");
}

TEST_F(PipelineTest, ATextThatStandsNowhereElseIsRepealed) {
  serve(std::string(kEntry) + "</body></html>", "2026-01-15T00:00:00Z", "8");
  serve(page("2026-01-01", "trim"), "2026-02-01T00:00:00Z");
  serve(page("2026-03-01", "trim", 7), "2026-03-02T00:00:00Z");
  const auto found = changes();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].change.kind, ChangeKind::repealed);
}

TEST_F(PipelineTest, AnOlderEditionThatArrivesLaterIsBackfillAndOwesNothing) {
  subscribe();
  serve(page("2026-01-01", "trim"), "2026-02-01T00:00:00Z");
  serve(page("2026-03-01", "desmit"), "2026-03-02T00:00:00Z");
  const size_t before = owed();
  serve(page("2026-02-01", "pieciem"), "2026-03-05T00:00:00Z");
  EXPECT_EQ(owed(), before);
  // The pair that stood is superseded; two new ones lead through the edition between.
  const auto found = changes();
  ASSERT_EQ(found.size(), 2U);
  EXPECT_TRUE(found[0].backfill && found[1].backfill);
  EXPECT_EQ(Changes(*workshop_->record).get("qx-1")->state,
            ChangeState::superseded);  // its permalink answers
}

TEST_F(PipelineTest, AFutureEditionIsPendingAndOwedOnce) {
  subscribe();
  serve(page("2026-01-01", "trim"), "2026-02-01T00:00:00Z");
  serve(page("2027-01-01", "pieciem"), "2026-02-02T00:00:00Z");
  ASSERT_EQ(changes().size(), 1U);
  EXPECT_TRUE(changes()[0].pending);
  EXPECT_EQ(owed(), 1U);
}

TEST_F(PipelineTest, AnEmptiedPageIsHeldAndMailsNobodyUntilAPersonReleasesIt) {
  subscribe();
  serve(page("2026-01-01", "trim"), "2026-02-01T00:00:00Z");
  const Kept kept = serve(page("2026-03-01", "trim", 2), "2026-03-02T00:00:00Z");
  EXPECT_EQ(kept.kind, Kept::Kind::held);
  EXPECT_FALSE(kept.reasons.empty());
  EXPECT_TRUE(changes(true).empty());
  const auto held = Snapshots(*workshop_->record).held();
  ASSERT_EQ(held.size(), 1U);
  const auto released = workshop_->pipeline.release(held[0].id);
  ASSERT_TRUE(released) << released.error().sentence();
  EXPECT_GT(released->changes, 0);
  EXPECT_TRUE(Snapshots(*workshop_->record).held().empty());
}

TEST_F(PipelineTest, AChangedSourceDefinitionIsATechnicalUpgradeAndNoChangeOfLaw) {
  subscribe();
  serve(page("2026-01-01", "trim"), "2026-02-01T00:00:00Z");
  write_country(", \"//i\"");
  open();
  EXPECT_EQ(serve(page("2026-01-01", "trim"), "2026-02-02T00:00:00Z").kind, Kept::Kind::unchanged);
  EXPECT_TRUE(changes(true).empty());
  Versions versions(*workshop_->record);
  const auto expression = versions.find_expression(ActId("qx/7"), "lv", source().id);
  ASSERT_TRUE(expression);
  const auto newest = versions.newest(*expression);
  ASSERT_TRUE(newest);
  EXPECT_EQ(newest->derivation.source_def, source().document_sha256);
  EXPECT_EQ(versions.of(*expression).size(), 1U);  // the old derivation is superseded
  EXPECT_EQ(owed(), 0U);
}

TEST_F(PipelineTest, TheEvidenceOfARunIsSoundAndAFlippedByteIsNamed) {
  serve(page("2026-01-01", "trim"), "2026-02-01T00:00:00Z");
  serve(page("2026-03-01", "pieciem"), "2026-03-02T00:00:00Z");
  EXPECT_TRUE(check_evidence(*environment_, "").faults.empty());
  const Snapshot snapshot = *Snapshots(*workshop_->record).get(SnapshotId(2));
  const fs::path file = root_ / "state/warc" / snapshot.warc.file;
  std::string bytes = *read_file(file);
  const size_t inside = static_cast<size_t>(snapshot.warc.offset) + 300;  // of the response's gzip member
  bytes.at(inside) = static_cast<char>(bytes.at(inside) ^ 1);
  ASSERT_TRUE(write_file_atomic(file, bytes));
  const auto faults = check_evidence(*environment_, "").faults;
  ASSERT_FALSE(faults.empty());
  EXPECT_NE(faults[0].find("snapshot 2"), std::string::npos) << faults[0];
}

}  // namespace
}  // namespace zakonwatch
