// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <random>
#include <string>
#include <vector>

#include "law/act.h"

namespace zakonwatch::testing {

// A law that knows what happens to it: every provision keeps an identity of its own through edits, so the
// true changes between two states follow from the identities and not from any comparison of texts.
class SyntheticLaw {
 public:
  struct Node {
    int id = 0;
    std::string number;  // of an article; paragraphs and points are numbered by position
    std::string heading, text;
    bool repealed = false;
    std::vector<Node> children;
  };

  explicit SyntheticLaw(unsigned seed, int articles = 60);

  Act act() const;

  // Edits. Each picks its place at random.
  void insert_article();
  void insert_paragraph();
  void repeal_article(bool marker);
  void repeal_paragraph();
  void amend();
  void amend_heading();
  void renumber_run();    // the articles of a stretch get new numbers
  void move_paragraph();  // to another article
  void split_paragraph();
  void merge_paragraphs();
  void noise();  // every text: quotes, dashes, spaces, soft hyphens

  // "kind old-eid new-eid" of every change from `before` to `after`.
  static std::vector<std::string> truth(const SyntheticLaw& before, const SyntheticLaw& after);

  std::string sentence();

 private:
  std::mt19937 random_;
  int next_id_ = 1;
  std::vector<Node> articles_;

  size_t below(size_t limit) { return random_() % limit; }
  std::string word();
  Node paragraph();
  Node& any_article();
  struct Placed {
    const Node* node;
    std::string eid;
    int parent;
  };
  std::map<int, Placed> placed() const;
  std::vector<int> order_;
};

}  // namespace zakonwatch::testing
