// SPDX-License-Identifier: GPL-3.0-or-later
#include "index/index_check.h"

#include <gmock/gmock.h>

#include <fstream>

#include "index/generations.h"
#include "index_fixture.h"

namespace zakonwatch {
namespace {

using Kind = IndexState::Kind;

class IndexCheckTest : public IndexTest {
 protected:
  void fill() {
    auto writer = value_or_throw(IndexWriter::open(index()));
    writer.put(document("a", "uk", "каннабіс"));
    ASSERT_TRUE(writer.commit(7));
  }
  IndexState seen() const { return check_index(index(), true); }
  std::filesystem::path stub() const { return index() / "XAPIANDB"; }
};

TEST_F(IndexCheckTest, WhatWasPublishedIsSoundAndKnowsHowFarItIs) {
  fill();
  EXPECT_EQ(seen().kind, Kind::sound) << seen().problem;
  EXPECT_EQ(seen().last_seq, 7);
}

TEST_F(IndexCheckTest, AFirstBuildThatWasInterruptedIsNoIndexYet) {
  EXPECT_EQ(seen().kind, Kind::none);
  fill();
  std::filesystem::remove(stub());
  EXPECT_EQ(seen().kind, Kind::none);
}

TEST_F(IndexCheckTest, AStubOfOtherWordsIsDamage) {
  fill();
  std::ofstream(stub()) << "auto x\n" << std::string(3, '\0');
  // Xapian would take the word for a database elsewhere; we neither write nor judge that.
  EXPECT_EQ(seen().kind, Kind::foreign);
  std::ofstream(stub()) << "aut";
  EXPECT_EQ(seen().kind, Kind::damaged);
}

TEST_F(IndexCheckTest, ADatabaseThatIsGoneIsDamage) {
  fill();
  std::filesystem::remove_all(generations::path(index(), *generations::current(index())));
  EXPECT_EQ(seen().kind, Kind::damaged);
}

}  // namespace
}  // namespace zakonwatch
