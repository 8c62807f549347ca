// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include <xapian.h>

#include "base/clock.h"

// Every prefix, slot and metadata key of the index, once. Unprefixed terms are the folded words of the text,
// with positions. Changing anything here means raising kIndexFormat: older indexes are then rebuilt.
namespace zakonwatch::fields {

constexpr const char* kIndexFormat = "1";

// Prefixes of boolean and special terms (Omega's letters where it has one).
constexpr std::string_view kId = "Q";       // one per document
constexpr std::string_view kKind = "XK";    // p = provision of a version, c = change
constexpr std::string_view kCountry = "G";  // ISO code, upper case
constexpr std::string_view kAct = "A";
constexpr std::string_view kSource = "H";
constexpr std::string_view kLanguage = "L";
constexpr std::string_view kTopic = "K";
constexpr std::string_view kConcept = "XC";
constexpr std::string_view kNumber = "XN";  // normalised: 253.1
constexpr std::string_view kStem = "Z";     // followed by the two letters of the stemmer's language

// Value slots.
constexpr Xapian::valueno kValidFromSlot = 0;   // yyyymmdd
constexpr Xapian::valueno kValidUntilSlot = 1;  // yyyymmdd, the first day it no longer holds
constexpr Xapian::valueno kCountrySlot = 2;
constexpr Xapian::valueno kTopicsSlot = 3;  // one per line

// Metadata of the database.
constexpr const char* kFormatKey = "zakonwatch_format";
constexpr const char* kLastSeqKey = "zakonwatch_last_seq";

constexpr const char* kAlways = "00000000";   // valid from an unknown day
constexpr const char* kOpenEnd = "99999999";  // in force until further notice

// A term of at most 245 bytes, Xapian's limit: longer values end in a hash of themselves.
std::string term(std::string_view prefix, std::string_view value);
// Days in an order that bytes compare rightly.
std::string sortable(Date date);

}  // namespace zakonwatch::fields
