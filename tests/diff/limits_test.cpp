// SPDX-License-Identifier: GPL-3.0-or-later
// Row D6 of the fault matrix and the cost targets: adversarial sizes end soon, ordinary ones at once.
#include <gtest/gtest.h>

#include <ctime>
#include <functional>
#include <random>

#include "acts.h"

namespace zakonwatch {
namespace {

// Bounds are several times what it takes: they catch what grows with the square, which would take minutes,
// and not a busy machine. Sanitizers and coverage make everything slower again. Speed itself is measured in
// bench/.
#ifdef ZAKONWATCH_SANITIZED
constexpr double kSlower = 60;
#else
constexpr double kSlower = 6;
#endif

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return double(now.tv_sec) + double(now.tv_nsec) * 1e-9;
}

class Words {
 public:
  explicit Words(unsigned seed, std::string stem = "слово") : random_(seed), stem_(std::move(stem)) {}
  std::string text(size_t count) {
    std::string out;
    for (size_t n = 0; n < count; ++n)
      out += stem_ + std::to_string(random_() % 5000) + (n % 11 == 10 ? ", " : " ");
    return out + "кінець.";
  }
  size_t below(size_t limit) { return random_() % limit; }

 private:
  std::mt19937 random_;
  std::string stem_;
};

// Articles of three paragraphs, numbered from 1.
Act code(size_t articles, const std::function<std::string(size_t, size_t)>& text) {
  Act act;
  auto add = [&](const std::string& eid, ProvisionType type, size_t num, std::string body, int parent) {
    Provision provision;
    provision.eid = eid;
    provision.type = type;
    provision.num = std::to_string(num);
    provision.text = std::move(body);
    provision.parent = parent;
    act.provisions.push_back(std::move(provision));
    return static_cast<int>(act.provisions.size()) - 1;
  };
  for (size_t a = 1; a <= articles; ++a) {
    const std::string eid = "art_" + std::to_string(a);
    const int top = add(eid, ProvisionType::article, a, "", -1);
    for (size_t p = 1; p <= 3; ++p)
      add(eid + "__para_" + std::to_string(p), ProvisionType::paragraph, p, text(a, p), top);
  }
  return act;
}

TEST(Limits, ACodeOf700ArticlesWith40Changed) {
  Words words(1);
  const Act before = code(700, [&](size_t, size_t) { return words.text(60); });
  Act after = before;
  size_t bytes = 0;
  for (const Provision& provision : before.provisions) bytes += provision.text.size();
  for (int n = 0; n < 40; ++n) {
    std::string& text = after.provisions[static_cast<size_t>(n) * 68 + 1].text;
    text.insert(text.find(' ', 200), " або штрафом");
  }
  const double begin = cpu_seconds();
  ChangeSet set;
  for (int round = 0; round < 10; ++round) set = testing::diff(before, after);
  const double each = (cpu_seconds() - begin) / 10;
  std::printf("%zu bytes, %zu changes: %.2f ms CPU\n", bytes, set.changes.size(), each * 1000);
  EXPECT_EQ(set.changes.size(), 40U);
  EXPECT_LT(each, 0.05 * kSlower);
}

TEST(Limits, TwentyThousandProvisionsWithNothingInCommon) {
  Words old_words(1, "слово"), new_words(2, "word");
  const Act before = code(5000, [&](size_t, size_t) { return old_words.text(30); });
  const Act after = code(5000, [&](size_t, size_t) { return new_words.text(30); });
  const double begin = cpu_seconds();
  const ChangeSet set = testing::diff(before, after);
  std::printf("%zu changes: %.2f s CPU\n", set.changes.size(), cpu_seconds() - begin);
  EXPECT_LT(cpu_seconds() - begin, 5 * kSlower);
  EXPECT_FALSE(set.equal());
}

TEST(Limits, TwentyThousandLookAlikesShuffled) {
  Words words(3);
  auto text = [&](size_t, size_t) {
    return "Те саме діяння, вчинене повторно, карається позбавленням волі на строк до " +
           std::to_string(words.below(300)) + " років.";
  };
  const Act before = code(5000, text), after = code(5000, text);
  const double begin = cpu_seconds();
  const ChangeSet set = testing::diff(before, after);
  std::printf("%zu changes: %.2f s CPU\n", set.changes.size(), cpu_seconds() - begin);
  EXPECT_LT(cpu_seconds() - begin, 5 * kSlower);
}

TEST(Limits, OneListOfTwentyThousandRowsReordered) {
  Act before, after;
  for (Act* act : {&before, &after}) {
    Provision list;
    list.eid = "annex_1";
    list.type = ProvisionType::annex;
    act->provisions.push_back(list);
    for (int n = 0; n < 20000; ++n) {
      const int name = act == &before ? n : (n * 7919) % 20000;
      Provision row;
      row.eid = "annex_1__row_" + std::to_string(n + 1);
      row.type = ProvisionType::row;
      row.parent = 0;
      row.cells = {std::to_string(n + 1) + ".", "Substance " + std::to_string(name),
                   name == 500 && act == &after ? "2 g" : "1 g"};
      act->provisions.push_back(row);
    }
  }
  const double begin = cpu_seconds();
  EXPECT_EQ(testing::of_substance(testing::diff(before, after)).size(), 1U);
  std::printf("%.2f s CPU\n", cpu_seconds() - begin);
  EXPECT_LT(cpu_seconds() - begin, 5 * kSlower);
}

TEST(Limits, AProvisionOfFiveMegabytesRewritten) {
  Words words(4);
  const std::vector<testing::Line> before = {{"art_1", words.text(400'000)}},
                                   after = {{"art_1", words.text(400'000)}};
  const Act old_act = testing::make_act(before), new_act = testing::make_act(after);
  const double begin = cpu_seconds();
  const ChangeSet set = testing::diff(old_act, new_act);
  std::printf("%zu bytes, %zu changes: %.2f s CPU\n", before[0].text.size(), set.changes.size(),
              cpu_seconds() - begin);
  EXPECT_LT(cpu_seconds() - begin, 5 * kSlower);
  testing::expect_sound(set, old_act, new_act);
}

}  // namespace
}  // namespace zakonwatch
