// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>

#include "app/environment.h"
#include "app/pipeline.h"
#include "crawler/http_fetcher.h"
#include "crawler/warc.h"
#include "store/record.h"
#include "store/subscriptions.h"

namespace zakonwatch {

// The state folder's things, opened together: what a crawl, the daemon and a release work with.
struct Workshop {
  explicit Workshop(Environment& environment);

  std::filesystem::path state;
  std::unique_ptr<Record> record;
  std::unique_ptr<Subscribers> subscribers;
  WarcWriter archive;
  Pipeline pipeline;

  std::filesystem::path warc_folder() const { return state / "warc"; }
  std::filesystem::path index_folder() const { return state / "index"; }
};

HttpFetcher::Options fetcher_options(Environment& environment);

}  // namespace zakonwatch
