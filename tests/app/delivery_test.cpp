// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/delivery.h"

#include <fmt/core.h>
#include <gmock/gmock.h>

#include <fstream>

#include "alerts/render.h"
#include "app/owe.h"
#include "base/text.h"
#include "tests/places.h"
#include "tests/store/record_fixture.h"

namespace zakonwatch {
namespace {

using testing::HasSubstr;

// Takes messages up to a size, as a server that says SIZE in its greeting does.
class SizedMailer final : public Mailer {
 public:
  explicit SizedMailer(size_t limit = SIZE_MAX) : limit_(limit) {}
  std::optional<DeliveryError> send(const std::string&, const std::string&,
                                    const std::string& message) override {
    ++tries;
    if (message.size() > limit_)
      return DeliveryError{false, "552 5.3.4 message too big", DeliveryFault::size, 552};
    taken.push_back(message);
    return {};
  }
  int tries = 0;
  std::vector<std::string> taken;

 private:
  size_t limit_;
};

// Resident memory now, in bytes.
size_t resident() {
  std::ifstream file("/proc/self/statm");
  size_t total = 0, pages = 0;
  file >> total >> pages;
  return pages * static_cast<size_t>(sysconf(_SC_PAGESIZE));
}

// Lines of the list of all changes, and how many more the letter says there are.
size_t listed(const std::string& text) {
  size_t count = 0;
  for (const std::string_view line : lines(text))
    if (line.find("Стаття ") != std::string_view::npos &&
        line.find(" eases: Article ") != std::string_view::npos)
      ++count;
  return count;
}
size_t left_out(const std::string& text) {
  const std::string sentence = squeeze_space(text);
  const size_t end = sentence.find(" more in the attached list"), begin = sentence.rfind("and ", end) + 4;
  return std::stoul(replace_all(sentence.substr(begin, end - begin), ",", ""));
}

class DeliveryTest : public RecordTest {
 protected:
  DeliveryTest()
      : clock_(instant("2026-11-22T07:00:00Z")),
        environment_({.state = folder_.path().string(), .sources = project_root() + "/sources"}, &clock_),
        subscribers_(Subscribers::open(folder_ / "subscribers.db")) {}

  SubscriptionId reader(const std::string& address = "reader@example.net") {
    const Subscriber person = subscribers_->get_or_add(address);
    return subscribers_->add(
        {.subscriber = person.id, .label = "All", .cadence = Cadence::immediate, .confirmed = true});
  }

  // So many changes of one act, seen in one scan, owed to the subscription.
  void scan(int count, const SubscriptionId& subscription) {
    Record::Transaction transaction(*record_);
    const VersionId before = version(2 * scans_ + 1, fmt::format("20{:02}-01-01", 10 + scans_)),
                    after = version(2 * scans_ + 2, fmt::format("20{:02}-06-01", 10 + scans_));
    ++scans_;
    Changes changes(*record_);
    Outbox outbox(*record_);
    for (int i = 0; i < count; ++i) {
      Changes::NewChange one = change(before, after, i);
      for (auto* side : {&one.change.old_side, &one.change.new_side}) {
        (*side)->label = fmt::format("Стаття {}", i + 1);
        (*side)->eid = fmt::format("art_{}", i + 1);
      }
      one.change.summary_en = fmt::format("Article {} is re-enacted", i + 1);
      outbox.owe(subscription, changes.add(one), "new", clock_.now());
    }
    transaction.commit();
  }

  DeliveryReport send(Mailer& mailer) {
    return Delivery(environment_, *record_, *subscribers_, mailer).send_due();
  }

  ManualClock clock_;
  Environment environment_;
  std::unique_ptr<Subscribers> subscribers_;
  int scans_ = 0;
};

TEST_F(DeliveryTest, TenThousandChangesAreOneReadableLetter) {
  const SubscriptionId all = reader();
  SizedMailer mailer;
  scan(1000, all);
  send(mailer);
  const size_t before = resident();
  scan(10'000, all);
  const DeliveryReport report = send(mailer);
  EXPECT_EQ(report.sent, 1);
  ASSERT_EQ(mailer.taken.size(), 2u);
  EXPECT_LT(resident(), before + (size_t{64} << 20)) << "ten times the changes are not ten times the memory";
  EXPECT_LT(mailer.taken.back().size(), 2'000'000u);
  EXPECT_THAT(mailer.taken.back(), HasSubstr("all-changes.txt"));
  for (const DigestRow& row : Outbox(*record_).list({}, 10)) {
    const Digest told =
        Letters(environment_, *record_, *subscribers_).build(row, *subscribers_->by_id(row.subscriber));
    const std::string html = render_html(told), text = render_text(told);
    EXPECT_LE(html.size(), kHtmlBudget);
    EXPECT_EQ(listed(text) + left_out(text), row.members.size()) << "each is told, listed or counted";
    EXPECT_EQ(listed(html) + left_out(html), row.members.size());
    EXPECT_THAT(html, HasSubstr("more in the attached list"));
    EXPECT_THAT(render_subject(told), testing::ContainsRegex("^1(0,)?,?000 changes"));
  }
}

TEST_F(DeliveryTest, AServerWithASmallLimitGetsTheSameChangesInFewerWords) {
  const SubscriptionId all = reader();
  scan(200, all);
  SizedMailer mailer(100'000);
  EXPECT_EQ(send(mailer).sent, 1);
  ASSERT_EQ(mailer.taken.size(), 1u);
  EXPECT_GT(mailer.tries, 1);
  EXPECT_LE(mailer.taken.front().size(), 100'000u);
  EXPECT_EQ(Outbox(*record_).list({}, 1).front().members.size(), 200u) << "the members stay what they were";
  EXPECT_EQ(Outbox(*record_).counts().owed, 0);
}

TEST_F(DeliveryTest, FilesAreLeftOutBeforeAWordOfTheLetterIs) {
  const SubscriptionId all = reader();
  Subscriber person = *subscribers_->by_address("reader@example.net");
  person.attach = "md,json";
  subscribers_->save(person);
  scan(1, all);
  SizedMailer mailer;
  EXPECT_EQ(send(mailer).sent, 1);
  EXPECT_EQ(mailer.tries, 1);
  EXPECT_THAT(mailer.taken.front(), HasSubstr("changes.json"));
  scan(1, all);
  clock_.advance(std::chrono::hours(24));
  SizedMailer small(mailer.taken.front().size() - 1000);
  EXPECT_EQ(send(small).sent, 1);
  EXPECT_EQ(small.tries, 2);
  EXPECT_THAT(small.taken.front(), testing::Not(HasSubstr("changes.json")));
}

}  // namespace
}  // namespace zakonwatch
