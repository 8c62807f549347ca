// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/index_follower.h"

#include <algorithm>
#include <map>

#include "app/index_documents.h"
#include "base/log.h"
#include "index/index_writer.h"
#include "store/index_feed.h"

namespace zakonwatch {
namespace {

constexpr size_t kBatch = 200;  // events a commit

class Follower {
 public:
  Follower(Environment& environment, Record& record, IndexWriter& writer)
      : environment_(environment), feed_(record), versions_(record), changes_(record), writer_(writer) {}

  Result<int64_t> run() {
    int64_t taken = 0;
    for (int64_t seq = writer_.last_seq();;) {
      const auto events = feed_.after(seq, kBatch);
      if (events.empty()) return taken;
      take(events);
      seq = events.back().seq;
      if (auto done = writer_.commit(seq); !done) return fail(done.error());
      taken += static_cast<int64_t>(events.size());
    }
  }

 private:
  // Several events about one version are one piece of work.
  void take(const std::vector<IndexEvent>& events) {
    std::map<int64_t, bool> seen;
    for (const IndexEvent& event : events) {
      if (event.kind == IndexEvent::Kind::change) {
        if (const auto change = changes_.get(ChangeSeq(event.row)))
          writer_.put(index_document(environment_, *change));
      } else if (!seen[event.row]) {
        seen[event.row] = true;
        put_version(VersionId(event.row));
      }
    }
  }

  void put_version(VersionId id) {
    writer_.remove_version(id.value);
    const auto version = versions_.get(id);
    if (!version || version->superseded) return;
    const auto siblings = versions_.of(version->expression);
    const auto self =
        std::find_if(siblings.begin(), siblings.end(), [&](const Version& v) { return v.id == id; });
    IndexedVersion indexed{.version = &*version};
    if (self != siblings.end() && self + 1 != siblings.end()) indexed.valid_until = (self + 1)->valid_from;
    const Act act = versions_.load(id);
    indexed.act = &act;
    const auto expressions = versions_.expressions(act.id);
    const auto mine = std::find_if(expressions.begin(), expressions.end(),
                                   [&](const Expression& e) { return e.id == version->expression; });
    if (mine != expressions.end()) indexed.source = mine->source.value;
    if (const Source* source = environment_.catalogue().source(indexed.source))
      indexed.country = source->country;
    for (const IndexDocument& document : index_documents(environment_, indexed)) writer_.put(document);
  }

  Environment& environment_;
  IndexFeed feed_;
  Versions versions_;
  Changes changes_;
  IndexWriter& writer_;
};

}  // namespace

Result<int64_t> rebuild_index(Environment& environment, Record& record, const std::filesystem::path& folder) {
  auto writer = IndexWriter::rebuild(folder);
  if (!writer) return fail(writer.error());
  auto taken = Follower(environment, record, *writer).run();
  if (!taken) return taken;
  if (auto done = writer->finish(); !done) return fail(done.error());
  return taken;
}

Result<int64_t> catch_up_index(Environment& environment, Record& record,
                               const std::filesystem::path& folder) {
  auto writer = IndexWriter::open(folder);
  const bool foreign = writer && writer->last_seq() > IndexFeed(record).last_seq();
  if (writer && !foreign) return Follower(environment, record, *writer).run();
  if (!writer && writer.error().kind != ErrorKind::io) return fail(writer.error());
  log::warn("{}: {}; it is built anew", folder.string(),
            foreign ? "the index is newer than the record" : writer.error().sentence());
  if (writer) writer = fail(ErrorKind::io, "closed");
  return rebuild_index(environment, record, folder);
}

}  // namespace zakonwatch
