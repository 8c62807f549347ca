// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/pattern.h"
#include "base/result.h"
#include "law/ids.h"

namespace zakonwatch {

// What the files in sources/countries say (design.md section 12). Everything about a site is data: adding
// one needs no C++.

enum class SourceKind { gazette, consolidated, bills };
enum class TextState { point_in_time, current, as_enacted };
enum class Verified { page, code, none };
std::string_view to_string(SourceKind kind);
std::optional<SourceKind> source_kind(std::string_view name);
std::string_view to_string(TextState state);
std::optional<TextState> text_state(std::string_view name);
std::string_view to_string(Verified verified);
std::optional<Verified> verified(std::string_view name);

// "190.1" alone, or { from = "248.1", to = "256" }; number tokens, compared as numbers with inserts.
struct WatchedArticles {
  std::string from, to;  // equal for a single article
};

// The classes into which a criminal code puts intentional crimes by the longest imprisonment, mildest first.
// A class ends at its months, that many included; the last has no end, and life belongs to it.
struct GravityClasses {
  struct Class {
    std::string name;  // minor, medium, grave, especially_grave
    std::optional<int> up_to_months;
  };
  std::vector<Class> classes;
  std::string basis;       // "Article 15 of the Criminal Code"
  bool confirmed = false;  // by a page that was seen
};

// An act that is always relevant, whole or in some of its articles.
struct Watch {
  std::string act;           // the key, as in the act id after the '/'
  std::string jurisdiction;  // empty: any of the country's
  std::string id;            // as an act id, of the country where there is no jurisdiction: "kz/K1400000226"
  std::string title;
  std::vector<Pattern> names;             // how other acts name it: "Уголовн* кодекс*"
  std::vector<WatchedArticles> articles;  // empty: the whole act
  // Offences of other watched acts that mean what this one says (amounts, lists):
  // "kz/K1400000226#art_296__para_3", or an act as a whole.
  std::vector<std::string> governs;
  std::vector<std::string> topics;        // optional: topics that every change here carries
  std::optional<GravityClasses> gravity;  // of the crimes in this act
  bool confirmed = false;

  bool covers(std::string_view article_eid) const;  // "art_190_1"; the articles' order is numeric
};

// A word that a site gives out before it answers a list: asked for before each list, it fills {token} there.
struct TokenRule {
  std::string url;
  std::string body;                            // POSTed where there is one
  std::string value;                           // where the answer holds the word: XPath or JSON pointer
  std::map<std::string, std::string> headers;  // over the source's
};

// Items that a list numbers one by one (gazette issues, acts of a year): none is missing without being asked
// for. A key's last or first run of digits is its number, what surrounds it the series.
struct NumberRule {
  bool first_digits = false;
  std::string url;  // of the item with that key: {id}; empty: a missing number is only told
};

// How addresses of documents are found. Which fields matter depends on the kind.
struct Discovery {
  // `editions` is a page per watched act that lists its texts through time: the one in force is visited, and
  // those of the future.
  enum class Kind { watchlist, editions, feed, sitemap, listing, api } kind = Kind::watchlist;
  std::string url;   // with holes: {id}, or {date} {from} {to} {page} {offset} {cursor} {token}
  std::string item;  // XPath (listing, feed override) or JSON pointer (api) of one item
  std::string link;  // relative to the item
  std::string key;   // where the act's key stands
  std::string title;
  std::string date;
  std::string amended_by;  // editions: the amending act or acts that made the edition, as printed
  std::string next;        // the following page
  std::string method = "GET";
  std::string body;                            // for POST, with the same holes
  std::map<std::string, std::string> headers;  // over the source's, with the same holes
  std::optional<TokenRule> token;
  std::string cursor;        // where an answer says what fills {cursor} of the next request
  std::string first_cursor;  // what fills it in the first
  int per_page = 0;          // {offset} counts items by so many a page
  int window_days = 0;       // {from} and {to}: a list is asked for so many days at a time …
  int back_days = 0;         // … back to so many days ago, or to the last pass that succeeded
  std::optional<NumberRule> numbers;
  int pages = 1;              // at most
  std::string only;           // a pattern the title must match
  bool may_be_empty = false;  // a day without items is no fault of this list

  // Visited once per watched act.
  bool by_act() const { return kind == Kind::watchlist || kind == Kind::editions; }
};

// How a document's bytes become an act. Selectors are XPath 1.0 over local names.
struct DocumentRules {
  std::string format;  // html | xml | json | pdf | docx | txt | md; empty: by media type
  std::string language;
  std::string key;  // where the page prints what the site calls the act (identity = "source_id")
  std::string title, number, body;
  std::string adopted, published, in_force, version_date;  // selectors; the text is searched for a date
  std::vector<std::string> strip;                          // never law
  std::vector<std::string> notes;                          // blocks that are editorial notes
  std::vector<std::string> blocks;                         // inline elements that print on lines of their own
  std::vector<std::string> superscripts;  // elements that print as superscripts (IPS span.W9)
  std::vector<std::string> must_contain;  // literal texts of the visible page: an identity check
  // A text that comes in pages: where the first of them (JSON) says how many there are, and the parameter of
  // the address that counts them. The pages are read as one array; pointers begin with a step for the page.
  std::string parts_count, parts_parameter;
  std::map<std::string, std::string>
      units;  // selectors that mark a unit's heading: article = "//p[@class='H']"
  std::map<std::string, std::string> bill;  // kind = "bills": where stages, sponsors and the like stand
};

struct DatedDocumentRules {
  Date until;
  DocumentRules rules;
};

struct Source {
  SourceId id;
  std::string country;  // "LV"
  SourceKind kind = SourceKind::consolidated;
  std::string title;
  std::string home;
  std::string jurisdiction;         // lower-case country code, or "ba-fbih"
  bool identity_is_number = false;  // identity = "number"
  TextState text_state = TextState::current;
  Verified verified = Verified::none;
  std::vector<std::string> evidence;
  std::string schedule = "every 24h";
  int expect_at_least = 0;
  std::optional<std::chrono::seconds> expect_within;
  std::optional<std::chrono::seconds> delay;
  bool enabled = true;
  bool allow_private = false;
  std::string charset;  // overrides what the site says
  std::string user_agent;
  std::map<std::string, std::string> headers;
  std::string proxy, ca_file, tls_min, tls_max;
  std::string access;  // notes for the operator: geo-blocks, challenge walls, the official way in
  std::string terms;   // of reuse
  bool robots_ignore = false;
  std::string robots_because;
  std::vector<Discovery> discover;
  DocumentRules document;
  std::vector<DatedDocumentRules> document_before;  // for snapshots fetched before a redesign
  std::string document_sha256;  // of [source.document] as loaded: part of every derivation
  std::string time_zone;        // the country's
  std::vector<std::string> languages;

  const DocumentRules& rules_at(Date fetched) const;
  // The act's id for a key found at this source.
  ActId act_id(const std::string& key) const { return ActId(jurisdiction + "/" + key); }
};

struct Country {
  std::string code;
  std::map<std::string, std::string> name;  // by language: en, ru
  std::vector<std::string> languages;
  std::string time_zone;
  std::vector<Source> sources;
  std::vector<Watch> watch;

  std::string name_in(const std::string& language) const;
  const Watch* watch_for(std::string_view act_key, std::string_view jurisdiction = {}) const;
};

class SourceCatalogue {
 public:
  // Every countries/*.toml of the folders; a file in an earlier folder hides its namesake in a later one.
  // Every mistake of every file is reported in one config error.
  static Result<SourceCatalogue> load(const std::vector<std::filesystem::path>& folders);
  // Problems of one file, for `sources lint`; empty when it is sound.
  static std::vector<std::string> lint(const std::filesystem::path& file);

  const std::vector<Country>& countries() const { return countries_; }
  const Country* country(std::string_view code) const;
  const Source* source(std::string_view id) const;
  std::vector<const Source*> sources() const;
  // The country and watch entry an act id falls under.
  const Country* country_of(const ActId& act) const;
  const Watch* watch(const ActId& act) const;

 private:
  std::vector<Country> countries_;
};

}  // namespace zakonwatch
