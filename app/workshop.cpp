// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workshop.h"

#include "base/fault.h"

namespace zakonwatch {
namespace {

WarcWriter open_archive(const std::filesystem::path& folder) {
  return value_or_throw(WarcWriter::open({.folder = folder, .software = "zakonwatch/" ZAKONWATCH_VERSION}));
}

}  // namespace

Workshop::Workshop(Environment& environment)
    : state(environment.state()),
      record(Record::open(state / "record.db")),
      subscribers(Subscribers::open(state / "subscribers.db")),
      archive(open_archive(warc_folder())),
      pipeline(environment, *record, *subscribers, archive, warc_folder()) {}

HttpFetcher::Options fetcher_options(Environment& environment) {
  const Config::Crawler& crawler = environment.config().crawler;
  return {.connect_to = crawler.connect_to, .ca_file = crawler.ca_file, .clock = &environment.clock()};
}

}  // namespace zakonwatch
