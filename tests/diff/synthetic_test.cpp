// SPDX-License-Identifier: GPL-3.0-or-later
// Edits whose truth is known, on generated laws: precision and recall per kind (issue 5, truth set b).
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <map>
#include <set>

#include "acts.h"
#include "synthetic_law.h"

namespace zakonwatch {
namespace {

using testing::SyntheticLaw;

std::vector<std::string> found(const ChangeSet& set) {
  std::vector<std::string> out;
  for (const Change& change : set.changes)
    if (!change.editorial)
      out.push_back(std::string(to_string(change.kind)) + " " +
                    (change.old_side ? change.old_side->eid : "-") + " " +
                    (change.new_side ? change.new_side->eid : "-"));
  std::sort(out.begin(), out.end());
  return out;
}

struct Score {
  int right = 0, false_alarms = 0, missed = 0;
  double precision() const { return right + false_alarms == 0 ? 1 : double(right) / (right + false_alarms); }
  double recall() const { return right + missed == 0 ? 1 : double(right) / (right + missed); }
  double f1() const {
    return precision() + recall() == 0 ? 0 : 2 * precision() * recall() / (precision() + recall());
  }
};

std::string kind_of(const std::string& change) { return change.substr(0, change.find(' ')); }

void count(std::map<std::string, Score>& scores, const std::vector<std::string>& truth,
           const std::vector<std::string>& said) {
  const std::multiset<std::string> wanted(truth.begin(), truth.end()), got(said.begin(), said.end());
  for (const std::string& change : truth)
    (got.count(change) ? scores[kind_of(change)].right : scores[kind_of(change)].missed)++;
  for (const std::string& change : said)
    if (!wanted.count(change)) scores[kind_of(change)].false_alarms++;
}

using Edit = void (*)(SyntheticLaw&);

std::map<std::string, Score> score_of(Edit edit, int edits, int rounds, bool noisy) {
  std::map<std::string, Score> scores;
  for (int seed = 1; seed <= rounds; ++seed) {
    const SyntheticLaw before(static_cast<unsigned>(seed) * 77U);
    SyntheticLaw after = before;
    for (int n = 0; n < edits; ++n) edit(after);
    const std::vector<std::string> truth = SyntheticLaw::truth(before, after);
    if (noisy) after.noise();
    const Act old_act = before.act(), new_act = after.act();
    const ChangeSet set = testing::diff(old_act, new_act);
    testing::expect_sound(set, old_act, new_act);
    testing::expect_complete(set, old_act, new_act);
    count(scores, truth, found(set));
    if (std::getenv("ZAKONWATCH_SHOW_MISSES") && truth != found(set)) {
      for (const std::string& change : truth) std::printf("  truth %s\n", change.c_str());
      for (const std::string& change : found(set)) std::printf("  said  %s\n", change.c_str());
    }
  }
  return scores;
}

struct EditCase {
  const char* name;
  Edit edit;
  int edits;
};

const EditCase kEdits[] = {
    {"insert_article", [](SyntheticLaw& law) { law.insert_article(); }, 4},
    {"insert_paragraph", [](SyntheticLaw& law) { law.insert_paragraph(); }, 4},
    {"repeal_article", [](SyntheticLaw& law) { law.repeal_article(false); }, 4},
    {"repeal_article_marker", [](SyntheticLaw& law) { law.repeal_article(true); }, 4},
    {"repeal_paragraph", [](SyntheticLaw& law) { law.repeal_paragraph(); }, 4},
    {"amend", [](SyntheticLaw& law) { law.amend(); }, 8},
    {"amend_heading", [](SyntheticLaw& law) { law.amend_heading(); }, 4},
    {"renumber_run", [](SyntheticLaw& law) { law.renumber_run(); }, 1},
    {"move", [](SyntheticLaw& law) { law.move_paragraph(); }, 4},
    {"split", [](SyntheticLaw& law) { law.split_paragraph(); }, 3},
    {"merge", [](SyntheticLaw& law) { law.merge_paragraphs(); }, 3},
    {"everything",
     [](SyntheticLaw& law) {
       law.insert_article();
       law.insert_paragraph();
       law.repeal_article(false);
       law.repeal_article(true);
       law.amend();
       law.amend_heading();
       law.move_paragraph();
     },
     1},
};

class SyntheticEdits : public ::testing::TestWithParam<EditCase> {};

void print(const EditCase& edit, bool noisy, const std::string& kind, const Score& score) {
  std::printf("%-22s %-5s %-10s right %4d false %2d missed %2d  P %.4f R %.4f\n", edit.name,
              noisy ? "noisy" : "plain", kind.c_str(), score.right, score.false_alarms, score.missed,
              score.precision(), score.recall());
}

TEST_P(SyntheticEdits, AreToldForWhatTheyAre) {
  for (const bool noisy : {false, true}) {
    int said = 0, false_alarms = 0;
    for (const auto& [kind, score] : score_of(GetParam().edit, GetParam().edits, 40, noisy)) {
      print(GetParam(), noisy, kind, score);
      said += score.right + score.false_alarms;
      false_alarms += score.false_alarms;
      EXPECT_TRUE(score.right + score.missed == 0 || score.f1() >= 0.95) << kind;
    }
    EXPECT_LE(false_alarms, said * 0.025);
  }
}
INSTANTIATE_TEST_SUITE_P(Kinds, SyntheticEdits, ::testing::ValuesIn(kEdits),
                         [](const auto& param) { return std::string(param.param.name); });

TEST(SyntheticNoise, AloneIsNoChangeOfSubstance) {
  for (unsigned seed = 1; seed <= 40; ++seed) {
    const SyntheticLaw before(seed);
    SyntheticLaw after = before;
    after.noise();
    EXPECT_TRUE(found(testing::diff(before.act(), after.act())).empty()) << seed;
  }
}

TEST(SyntheticRenumbering, NeverYieldsAnAmendment) {
  for (unsigned seed = 1; seed <= 40; ++seed) {
    const SyntheticLaw before(seed);
    SyntheticLaw after = before;
    after.renumber_run();
    for (const Change& change : testing::diff(before.act(), after.act()).changes)
      EXPECT_EQ(change.kind, ChangeKind::renumbered);
  }
}

}  // namespace
}  // namespace zakonwatch
