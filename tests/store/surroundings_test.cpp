// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/surroundings.h"

#include <gmock/gmock.h>

#include "record_fixture.h"

namespace zakonwatch {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class SurroundingsTest : public RecordTest {
 protected:
  SurroundingsTest() : changes_(*record_) {
    for (int number = 1; number <= 5; ++number)
      editions_.push_back(version(number, "200" + std::to_string(number) + "-01-01"));
  }
  // Of the edition of 200<number + 1>, compared with the one before.
  RecordedChange add(size_t number, const std::function<void(Changes::NewChange&)>& set = {}) {
    auto made = change(editions_[number - 1], editions_[number], static_cast<int>(added_++));
    made.change.attribution = {AttributionKind::act, "270-VI", day("2008-04-15"), "note"};
    if (set) set(made);
    return *changes_.get(changes_.add(made));
  }
  std::vector<std::string> earlier(const RecordedChange& of, size_t most = 3) {
    std::vector<std::string> dates;
    for (const RecordedChange& one : earlier_changes(*record_, of, most))
      dates.push_back(to_iso(one.valid_from));
    return dates;
  }
  // A change of another act, seen `later` than the others.
  void elsewhere(const std::string& title, const Attribution& by, std::chrono::hours later = {}) {
    Act act = sample_act("text of " + title);
    act.id = ActId("ua/" + title);
    act.title = title;
    const int number = 100 + static_cast<int>(2 * added_);
    auto made = change(Versions(*record_).add(sample_version(snapshot(number), "2001-01-01", act)),
                       Versions(*record_).add(sample_version(snapshot(number + 1), "2002-01-01", act)));
    ++added_;
    made.act = act.id;
    made.first_seen += later;
    made.change.attribution = by;
    made.change.relevance.relevant = false;
    changes_.add(made);
  }

  Changes changes_;
  std::vector<VersionId> editions_;
  size_t added_ = 0;
};

TEST_F(SurroundingsTest, TheLastEditionsThatTouchedTheArticleAreNamedOnceEach) {
  for (const size_t edition : {size_t{1}, size_t{2}, size_t{2}, size_t{3}}) add(edition);
  const RecordedChange now = add(4);
  EXPECT_THAT(earlier(now), ElementsAre("2004-01-01", "2003-01-01", "2002-01-01"));
  EXPECT_THAT(earlier(now, 2), ElementsAre("2004-01-01", "2003-01-01"));
  EXPECT_THAT(earlier(*changes_.get(ChangeSeq(1))), IsEmpty());
}

TEST_F(SurroundingsTest, OtherArticlesAndWhatWasNoneAreNotTold) {
  add(1, [](auto& made) { made.change.old_article = made.change.new_article = "art_310"; });
  add(2, [](auto& made) { made.change.editorial = true; });
  const RecordedChange wrong = add(3);
  changes_.set_state(wrong.seq, ChangeState::dismissed, "a slip", instant("2026-11-23T00:00:00Z"));
  EXPECT_THAT(earlier(add(4)), IsEmpty());
}

TEST_F(SurroundingsTest, AnEditionThatCameLateIsStillOneOfBefore) {
  const RecordedChange now = add(4);
  add(1, [](auto& made) { made.backfill = true; });
  EXPECT_THAT(earlier(now), ElementsAre("2002-01-01"));
}

TEST_F(SurroundingsTest, ThePackageHasTheUnwatchedActsAndNoOthers) {
  const Attribution by{AttributionKind::act, "270-VI", day("2008-04-15"), "note"};
  elsewhere("Code of offences", by);
  elsewhere("Budget", by, std::chrono::hours(24 * 30));
  elsewhere("Another year's", {AttributionKind::act, "270-VI", day("2019-04-15"), "note"});
  elsewhere("Another act's", {AttributionKind::act, "271-VI", day("2008-04-15"), "note"});
  elsewhere("Nobody's", {});
  EXPECT_THAT(acts_changed_with(*record_, add(4), 12), ElementsAre("Budget", "Code of offences"));
  EXPECT_THAT(acts_changed_with(*record_, add(3), 1), ElementsAre("Budget"));
  EXPECT_THAT(acts_changed_with(*record_, add(2, [](auto& made) { made.change.attribution = {}; }), 12),
              IsEmpty());
}

}  // namespace
}  // namespace zakonwatch
