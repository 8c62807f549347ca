// SPDX-License-Identifier: GPL-3.0-or-later
#include "diff/summary.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "diff/assess.h"
#include "law/language.h"
#include "law/lexicon.h"
#include "tests/places.h"

namespace zakonwatch {
namespace {

using namespace std::chrono_literals;
const std::filesystem::path kSources = std::filesystem::path(project_root()) / "sources";

class SummaryTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto loaded = load_language(kSources / "languages/uk.toml");
    ASSERT_TRUE(loaded.has_value()) << loaded.error().sentence();
    profile_ = std::move(*loaded);
    lexicon_ = *lexicons_.get("uk");
    watch_.title = "Criminal Code";
    watch_.act = "2341-14";
    input_.assess.profile = &*profile_;
    input_.assess.lexicon = lexicon_.get();
    input_.assess.watch = &watch_;
    act_.id = ActId("ua/2341-14");
    act_.dates.version = Date(2008y / 5 / 7);
  }
  Change assessed(const std::string& before, const std::string& after) {
    Change change;
    change.old_side = ChangeSide{"art_309__para_1", "1", "", {}, {}, before, false};
    change.new_side = ChangeSide{"art_309__para_1", "1", "", {}, {}, after, false};
    change.old_article = change.new_article = "art_309";
    change.redline = {{EditOp::remove, before}, {EditOp::insert, after}};
    change.attribution = {AttributionKind::act, "270-VI", Date(2008y / 4 / 15), "note"};
    assess_change(change, act_, act_, input_);
    return change;
  }
  std::optional<LanguageProfile> profile_;
  Lexicons lexicons_{{kSources}};
  std::shared_ptr<const Lexicon> lexicon_;
  Watch watch_;
  CompareInput input_;
  Act act_;
};

TEST_F(SummaryTest, SaysWhatWasAddedBesideWhatByWhomAndWhen) {
  const Change change = assessed(
      "Зберігання - карається обмеженням волі на строк до трьох років або позбавленням волі на той самий "
      "строк.",
      "Зберігання - карається штрафом від п'ятдесяти до ста неоподатковуваних мінімумів доходів громадян або "
      "арештом на строк до "
      "шести місяців, або обмеженням волі на строк до трьох років, або позбавленням волі на той самий "
      "строк.");
  EXPECT_EQ(change.summary_en,
            "Ukraine, Criminal Code art. 309(1): fine of 50-100 non-taxable minimums and arrest up to 6 "
            "months added beside "
            "restriction of liberty up to 3 years or imprisonment up to 3 years; on its face eases; by Law "
            "270-VI of 2008-04-15; in "
            "force 2008-05-07");
  EXPECT_EQ(change.direction, Direction::lighter);
  EXPECT_EQ(change.summary_ru.rfind(
                "Украина, Criminal Code ст. 309(1): добавлено: штраф 50-100 необлагаемых минимумов", 0),
            0u)
      << change.summary_ru;
}

TEST_F(SummaryTest, ShowsBothSidesOfAChangedTerm) {
  const Change change = assessed("карається позбавленням волі на строк від трьох до восьми років.",
                                 "карається позбавленням волі на строк від двох до п'яти років.");
  EXPECT_NE(change.summary_en.find("imprisonment: 3 to 8 years, now 2 to 5 years"), std::string::npos)
      << change.summary_en;
}

TEST_F(SummaryTest, ClaimsNothingWhereNothingWasRead) {
  const Change change =
      assessed("Порядок обліку встановлюється Кабінетом.", "Порядок обліку встановлюється міністерством.");
  EXPECT_NE(change.summary_en.find("wording amended; on its face not determined (no number decides)"),
            std::string::npos)
      << change.summary_en;
  EXPECT_EQ(change.reason, "no_number");
}

TEST_F(SummaryTest, AStandingReasonHoldsDirectionBack) {
  Change change;
  change.kind = ChangeKind::repealed;
  change.reason = "possibly_relocated";
  change.old_side =
      ChangeSide{"art_309", "309", "", {}, {}, "карається позбавленням волі на строк до трьох років.", false};
  assess_change(change, act_, act_, input_);
  EXPECT_EQ(change.direction, Direction::unclear);
  EXPECT_EQ(change.reason, "possibly_relocated");
}

}  // namespace
}  // namespace zakonwatch
