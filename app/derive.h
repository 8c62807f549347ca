// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "app/environment.h"
#include "base/result.h"
#include "law/act.h"
#include "store/versions.h"

namespace zakonwatch {

// Bytes as served, with what the transport said of them.
struct Served {
  std::string_view body;
  std::string media_type, charset, url;
  Instant fetched_at{};
};

// An act out of bytes, and what it was derived with.
struct Derived {
  Act act;  // with its id
  std::string text_sha256;
  Derivation derivation;
  std::shared_ptr<const LanguageProfile> profile;
  bool restless_figures = false;  // two looks told different figures outside the articles: a counter, a clock
};

// `key` is the act's, where discovery knows it; else the page's own key or number, else one made of its
// address.
Result<Derived> derive(Environment& environment, const Source& source, const Served& served,
                       const std::string& key);

// What a derivation would be made with today.
Derivation todays_derivation(Environment& environment, const Source& source);

// From when the text holds, and how we know: the edition date the page prints, else a date in its address,
// else the country's calendar date of first seeing.
struct ValidFrom {
  Date date{};
  ValidFromBasis basis = ValidFromBasis::first_seen;
};
Result<ValidFrom> valid_from(const Act& act, std::string_view url, Instant first_seen,
                             const std::string& time_zone);

}  // namespace zakonwatch
