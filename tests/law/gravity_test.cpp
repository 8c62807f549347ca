// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>

#include "law/change_json.h"
#include "law/source.h"
#include "tests/temporary_folder.h"

namespace zakonwatch {
namespace {

std::vector<std::string> problems_of(const std::string& gravity) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "xx.toml";
  std::ofstream(file) << "[country]\ncode = \"UA\"\nname = { en = \"U\", ru = \"У\" }\nlanguages = [\"uk\"]\n"
                         "time_zone = \"Europe/Kyiv\"\n[[watch]]\nact = \"1\"\ntitle = \"Code\"\n"
                         "[watch.gravity]\n"
                      << gravity;
  return SourceCatalogue::lint(file);
}

TEST(GravityClasses, AreReadMildestFirst) {
  EXPECT_TRUE(problems_of("basis = \"Article 12\"\nclasses = [{ name = \"minor\", up_to_months = 60 }, "
                          "{ name = \"especially_grave\" }]\n")
                  .empty());
}

TEST(GravityClasses, AWrongTableIsNamedForWhatIsWrong) {
  const std::vector<std::pair<std::string, std::string>> wrong = {
      {"classes = [{ name = \"minor\", up_to_months = 60 }, { name = \"grave\" }]", "basis"},
      {"basis = \"x\"\nclasses = [{ name = \"mild\", up_to_months = 60 }, { name = \"grave\" }]", "mild"},
      {"basis = \"x\"\nclasses = [{ name = \"minor\", up_to_months = 60 }]", "without 'up_to_months'"},
      {"basis = \"x\"\nclasses = [{ name = \"minor\" }, { name = \"grave\" }]", "only the last"},
      {"basis = \"x\"\nclasses = [{ name = \"minor\", up_to_months = 60 }, { name = \"medium\", up_to_months "
       "= 36 }, "
       "{ name = \"grave\" }]",
       "above the one before"},
      {"basis = \"x\"\nclasses = [\"minor\", \"grave\"]", "a class is"},
      {"basis = \"x\"\nstatus = \"sure\"\nclasses = [{ name = \"minor\", up_to_months = 60 }, { name = "
       "\"grave\" }]",
       "confirmed"},
  };
  for (const auto& row : wrong) {
    const std::string problems = fmt::format("{}", fmt::join(problems_of(row.first), "\n"));
    EXPECT_NE(problems.find(row.second), std::string::npos) << row.first << "\n" << problems;
  }
}

TEST(GravityStep, IsKeptWithTheChange) {
  Change change;
  Effect effect{.kind = "imprisonment", .where = "art_1"};
  effect.gravity = GravityStep{"medium", "grave", "Article 15", true};
  change.effects = {effect, Effect{.kind = "fine", .where = "art_1"}};
  const auto read = change_from_json(change_to_json(change));
  ASSERT_TRUE(read);
  ASSERT_EQ(read->effects.size(), 2u);
  ASSERT_TRUE(read->effects[0].gravity);
  EXPECT_EQ(read->effects[0].gravity->from, "medium");
  EXPECT_EQ(read->effects[0].gravity->to, "grave");
  EXPECT_EQ(read->effects[0].gravity->basis, "Article 15");
  EXPECT_TRUE(read->effects[0].gravity->confirmed);
  EXPECT_FALSE(read->effects[1].gravity);
}

}  // namespace
}  // namespace zakonwatch
