// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zakonwatch {

// robots.txt by RFC 9309: product tokens match case-insensitively, the longest rule wins, allow beats
// disallow on ties, * and $ in paths, percent-encodings compared normalised, BOM and all line ends accepted,
// the first 500 KiB read.
class Robots {
 public:
  static Robots parse(std::string_view text);
  static Robots allow_all();
  static Robots disallow_all();
  // What a response to /robots.txt means (RFC 9309 section 2.3.1): 2xx parse, 4xx allow, 5xx disallow.
  static Robots from_response(int status, std::string_view body);

  // `path_query` as the request line will have it: it is not percent-encoded once more here, so that an octet
  // sent bare and a rule's escape of it are two things, as in the reference implementation.
  bool allowed(std::string_view agent, std::string_view path_query) const;
  // Crawl-delay of the agent's group (not in the RFC, honoured): non-negative, capped at 300 s.
  std::optional<std::chrono::seconds> crawl_delay(std::string_view agent) const;

 private:
  struct Rule {
    bool allow;
    std::string path;
  };
  struct Group {
    std::vector<std::string> agents;
    std::vector<Rule> rules;
  };
  struct Delay {
    std::string agent;
    std::chrono::seconds value;
  };
  // The groups that speak to this agent; those for everyone where none does.
  std::vector<const Group*> groups_of(std::string_view agent) const;
  void take_rule(bool allow, std::string_view path);
  void take_delay(std::string_view value);

  std::vector<Group> groups_;
  std::vector<Delay> delays_;
};

// Path, parameters and query of an address as written, without the canonical form a fetch would give it: for
// checking rules by hand. "/" where there is none.
std::string robots_path(std::string_view url);

}  // namespace zakonwatch
