// SPDX-License-Identifier: GPL-3.0-or-later
#include "index/index_writer.h"

#include <fmt/format.h>

#include <charconv>

#include "base/fault.h"
#include "index/document_terms.h"
#include "index/fields.h"
#include "index/generations.h"
#include "index/stems.h"
#include "index/xapian_guard.h"

namespace zakonwatch {

struct IndexWriter::Impl {
  std::filesystem::path folder;
  int generation = 0;
  bool rebuilding = false;
  Xapian::WritableDatabase database;
  Stems stems;
  int64_t last_seq = 0;

  // Everything between two commits is one Xapian transaction: without it Xapian flushes by itself every
  // 10,000 documents, and readers would see half of a version.
  void open(int flags) {
    database = Xapian::WritableDatabase(generations::path(folder, generation).string(), flags);
    last_seq = stored_seq();
    database.begin_transaction();
  }
  int64_t stored_seq() const {
    const std::string text = database.get_metadata(fields::kLastSeqKey);
    int64_t seq = 0;
    std::from_chars(text.data(), text.data() + text.size(), seq);
    return seq;
  }
  void commit(int64_t seq) {
    database.set_metadata(fields::kFormatKey, fields::kIndexFormat);
    database.set_metadata(fields::kLastSeqKey, std::to_string(seq));
    database.commit_transaction();
    last_seq = seq;
    database.begin_transaction();
  }
  bool of_our_format() const { return database.get_metadata(fields::kFormatKey) == fields::kIndexFormat; }
};

IndexWriter::IndexWriter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
IndexWriter::IndexWriter(IndexWriter&&) noexcept = default;
IndexWriter::~IndexWriter() = default;  // an open transaction is cancelled with its database

Result<IndexWriter> IndexWriter::open(const std::filesystem::path& folder) {
  auto generation = generations::current(folder);
  if (!generation) return fail(generation.error());
  if (*generation == 0) {  // nothing there yet: an empty index is in place before anybody reads
    auto writer = rebuild(folder);
    if (!writer) return writer;
    if (auto made = writer->commit(0); !made) return fail(made.error());
    if (auto made = writer->finish(); !made) return fail(made.error());
    return writer;
  }
  auto impl = std::make_unique<Impl>();
  impl->folder = folder;
  impl->generation = *generation;
  auto opened = xapian_guard(folder.string(), [&] { impl->open(Xapian::DB_OPEN); });
  if (!opened) return fail(opened.error());
  if (!impl->of_our_format())
    return fail(ErrorKind::io,
                fmt::format("{}: the index was made by another version: `zakonwatch reindex` rebuilds it",
                            folder.string()));
  generations::remove_others(folder, *generation);
  return IndexWriter(std::move(impl));
}

Result<IndexWriter> IndexWriter::rebuild(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return fail(ErrorKind::io, fmt::format("{}: {}", folder.string(), error.message()));
  auto generation = generations::current(folder);
  if (!generation) return fail(generation.error());
  auto impl = std::make_unique<Impl>();
  impl->folder = folder;
  impl->generation = generations::next(folder);
  generations::remove_others(folder,
                             *generation);  // begun and given up, by a full disk perhaps: room is needed
  impl->rebuilding = true;
  auto opened = xapian_guard(folder.string(), [&] { impl->open(Xapian::DB_CREATE_OR_OVERWRITE); });
  if (!opened) return fail(opened.error());
  return IndexWriter(std::move(impl));
}

int64_t IndexWriter::last_seq() const { return impl_->last_seq; }

void IndexWriter::put(const IndexDocument& document) {
  value_or_throw(xapian_guard(impl_->folder.string(), [&] {
    impl_->database.replace_document(fields::term(fields::kId, document.id),
                                     to_xapian(document, impl_->stems));
  }));
}

void IndexWriter::remove(const std::string& id) {
  value_or_throw(xapian_guard(impl_->folder.string(),
                              [&] { impl_->database.delete_document(fields::term(fields::kId, id)); }));
}

void IndexWriter::remove_version(int64_t version) {
  value_or_throw(xapian_guard(impl_->folder.string(), [&] {
    const std::string prefix = fmt::format("{}p:{}:", fields::kId, version);
    std::vector<std::string> terms;
    for (auto term = impl_->database.allterms_begin(prefix); term != impl_->database.allterms_end(prefix);
         ++term)
      terms.push_back(*term);
    for (const std::string& term : terms) impl_->database.delete_document(term);
  }));
}

Result<void> IndexWriter::commit(int64_t last_seq) {
  return xapian_guard(impl_->folder.string(), [&] { impl_->commit(last_seq); });
}

Result<void> IndexWriter::finish() {
  if (!impl_->rebuilding) return {};
  if (auto published = generations::publish(impl_->folder, impl_->generation); !published) return published;
  generations::remove_others(impl_->folder, impl_->generation);
  impl_->rebuilding = false;
  return {};
}

}  // namespace zakonwatch
