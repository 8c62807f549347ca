// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/particulars.h"

#include <gmock/gmock.h>

#include "tests/places.h"
#include "tests/store/record_fixture.h"

namespace zakonwatch {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class Particulars : public RecordTest {
 protected:
  Particulars()
      : environment_({.state = folder_.path().string(), .sources = project_root() + "/sources"}),
        versions_(*record_) {}

  RecordedChange recorded(const std::string& old_text, const std::string& new_text,
                          const Attribution& by = {}) {
    const auto number = 2 * static_cast<int>(++pairs_);
    const VersionId before = version(number, "2010-01-01"), after = add(code_, number + 1, "2011-01-01");
    Changes::NewChange one = change(before, after);
    one.change.old_side->text = old_text;
    one.change.new_side->text = new_text;
    one.change.attribution = by;
    return *Changes(*record_).get(Changes(*record_).add(one));
  }
  VersionId add(const Act& act, int number, const std::string& valid_from, const char* source = "ua-rada") {
    Snapshot page = sample_snapshot(number);
    page.source = SourceId(source);
    NewVersion version = sample_version(Snapshots(*record_).add(page), valid_from, act);
    version.source = page.source;
    return versions_.add(version);
  }
  // An act that ends with transitional rules, said to be of `by`.
  static Act with_rules(Act act, const std::string& words, const ActRef& by) {
    Provision rules = provision("trans_1", ProvisionType::transitional, -1, "");
    rules.heading = "Перехідні положення";
    rules.notes = {{NoteKind::other, "", by, {}}};
    const int at = static_cast<int>(act.provisions.size());
    act.provisions.push_back(rules);
    act.provisions.push_back(provision("trans_1__para_1", ProvisionType::paragraph, at, words));
    return act;
  }

  Environment environment_;
  Versions versions_;
  Act code_ = sample_act("нова редакція");
  int pairs_ = 0;
  const Attribution by_270_{AttributionKind::act, "270-VI", day("2008-04-15"), "note"};
};

TEST_F(Particulars, PeopleAreToldByTheWordsOfEitherText) {
  const auto change = recorded("Збут наркотичних засобів неповнолітньому",
                               "Примусове лікування особи, засудженої за цей злочин, без мети збуту");
  EXPECT_THAT(people_named(environment_, change, "en"),
              AllOf(Contains("minors (“неповнолітньому”)"), Contains(HasSubstr("prisoners and convicted")),
                    Contains(HasSubstr("(“без мети збуту”)"))));
  EXPECT_THAT(people_named(environment_, change, "ru"), Contains("несовершеннолетние (“неповнолітньому”)"));
}

TEST_F(Particulars, ATextThatNamesNobodySaysNothing) {
  EXPECT_THAT(people_named(environment_, recorded("Цей Закон набирає чинності", "з дня опублікування"), "en"),
              IsEmpty());
}

TEST_F(Particulars, RulesThatTheConsolidatedPagePrintsAreThoseOfTheAmendingAct) {
  code_ = with_rules(code_, "Справи за законом 5-VII", {"5-VII", {}});
  code_ = with_rules(code_, "Засуджені до цього дня звільняються", {"270-VI", day("2008-04-15")});
  EXPECT_THAT(transitional_rules(environment_, versions_, recorded("а", "б", by_270_)),
              ElementsAre(AllOf(HasSubstr("Засуджені до цього дня"), Not(HasSubstr("5-VII")))));
  EXPECT_THAT(transitional_rules(environment_, versions_, recorded("а", "б")), IsEmpty())
      << "nobody says which act made it";
}

TEST_F(Particulars, ElseThoseOfTheActItselfAsTheGazetteHasIt) {
  Act amending = with_rules(sample_act("зміни"), "Вироки переглядаються", {});
  amending.id = ActId("ua/270-17");
  amending.number = "270-VI";
  amending.dates.adopted = day("2008-04-15");
  add(amending, 99, "2008-04-20", "ua-rada-new");
  EXPECT_THAT(transitional_rules(environment_, versions_, recorded("а", "б", by_270_)),
              ElementsAre(HasSubstr("Вироки переглядаються")));
  Attribution other = by_270_;
  other.date = day("2009-01-01");
  EXPECT_THAT(transitional_rules(environment_, versions_, recorded("а", "б", other)), IsEmpty())
      << "numbers begin anew with each parliament; the date tells them apart";
}

TEST(BillDeadlines, AreWhatIsDatedAfterWeLooked) {
  Act bill;
  bill.provisions = {provision("stage_2026_11_19", ProvisionType::stage, -1, "Перше читання"),
                     provision("stage_2026_12_15", ProvisionType::stage, -1, "Друге читання"),
                     provision("deadline_2026_12_03", ProvisionType::p, -1, "Громадське обговорення до"),
                     provision("deadline_2026_11_01", ProvisionType::p, -1, "Подання пропозицій до"),
                     provision("stage_2", ProvisionType::stage, -1, "Без дати"),
                     provision("art_2027_01_01", ProvisionType::article, -1, "Стаття")};
  const auto found = deadlines_of(bill, instant("2026-11-22T06:31:04Z"));
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].date, day("2026-12-03"));
  EXPECT_EQ(found[0].words, "Громадське обговорення до");
  EXPECT_EQ(found[1].words, "Друге читання");
}

}  // namespace
}  // namespace zakonwatch
