// SPDX-License-Identifier: GPL-3.0-or-later
#include "diff/myers.h"

#include <algorithm>
#include <cmath>

namespace zakonwatch {
namespace {

struct Box {
  int a0, a1, b0, b1;
  bool empty_side() const { return a0 == a1 || b0 == b1; }
};
struct Point {
  int x, y;
};
constexpr int kNowhere = -(1 << 30);

// The divide-and-conquer search over two sequences whose symbols all occur on both sides.
class Search {
 public:
  Search(std::span<const uint32_t> a, std::span<const uint32_t> b, long budget)
      : a_(a),
        b_(b),
        budget_(budget),
        offset_(static_cast<int>(b.size()) + 1),
        forward_(a.size() + b.size() + 3),
        backward_(forward_.size()),
        longest_search_(std::max(256, static_cast<int>(std::sqrt(double(a.size() + b.size()))))),
        removed(a.size()),
        inserted(b.size()) {}

  void run() {
    stack_.push_back({0, static_cast<int>(a_.size()), 0, static_cast<int>(b_.size())});
    while (!stack_.empty()) {
      Box box = stack_.back();
      stack_.pop_back();
      settle(box);
    }
  }

 private:
  std::span<const uint32_t> a_, b_;
  long budget_;
  int offset_;                           // diagonals x - y run from -|b| to |a|
  std::vector<int> forward_, backward_;  // the furthest x on each diagonal
  int longest_search_;
  std::vector<Box> stack_;

 public:
  std::vector<bool> removed, inserted;
  bool coarse = false;

 private:
  int& forward(int k) { return forward_[static_cast<size_t>(k + offset_)]; }
  int& backward(int k) { return backward_[static_cast<size_t>(k + offset_)]; }
  bool same(int x, int y) const { return a_[static_cast<size_t>(x)] == b_[static_cast<size_t>(y)]; }

  void trim(Box& box) const {
    while (box.a0 < box.a1 && box.b0 < box.b1 && same(box.a0, box.b0)) ++box.a0, ++box.b0;
    while (box.a0 < box.a1 && box.b0 < box.b1 && same(box.a1 - 1, box.b1 - 1)) --box.a1, --box.b1;
  }

  void mark(const Box& box) {
    for (int x = box.a0; x < box.a1; ++x) removed[static_cast<size_t>(x)] = true;
    for (int y = box.b0; y < box.b1; ++y) inserted[static_cast<size_t>(y)] = true;
  }

  void settle(Box box) {
    trim(box);
    if (box.empty_side()) return mark(box);
    if (budget_ <= 0) {
      coarse = true;
      return mark(box);
    }
    Point middle = split(box);
    stack_.push_back({middle.x, box.a1, middle.y, box.b1});
    stack_.push_back({box.a0, middle.x, box.b0, middle.y});
  }

  // A point on a shortest path through the box, found from both corners at once; on a path that reaches far
  // where the search would cost too much.
  Point split(const Box& box) {
    const int start = box.a0 - box.b0, goal = box.a1 - box.b1;
    const bool odd = ((start - goal) & 1) != 0;
    forward(start) = box.a0;
    backward(goal) = box.a1;
    for (int d = 1;; ++d) {
      if (auto met = step_forward(box, start, goal, d, odd)) return *met;
      if (auto met = step_backward(box, start, goal, d, odd)) return *met;
      budget_ -= 2 * d;
      if (d >= longest_search_ || budget_ <= 0) return furthest(box, start, goal, d);
    }
  }

  struct Maybe {
    bool found = false;
    Point point{0, 0};
    explicit operator bool() const { return found; }
    const Point& operator*() const { return point; }
  };

  Maybe step_forward(const Box& box, int start, int goal, int d, bool odd) {
    const int low = std::max(start - d, box.a0 - box.b1), high = std::min(start + d, box.a1 - box.b0);
    for (int k = low + ((low ^ (start - d)) & 1); k <= high; k += 2) {
      int x = reach_forward(box, start, d, k);
      while (x != kNowhere && x < box.a1 && x - k < box.b1 && same(x, x - k)) ++x;
      forward(k) = x;
      if (odd && x != kNowhere && std::abs(k - goal) < d && x >= backward(k)) return {true, {x, x - k}};
    }
    return {};
  }

  // The furthest x on diagonal k after one more edit; kNowhere where every way leaves the box.
  int reach_forward(const Box& box, int start, int d, int k) {
    const bool below = k - 1 >= start - (d - 1) && k - 1 >= box.a0 - box.b1;
    const bool above = k + 1 <= start + (d - 1) && k + 1 <= box.a1 - box.b0;
    int best = kNowhere;
    if (below && forward(k - 1) < box.a1) best = forward(k - 1) + 1;
    if (above && forward(k + 1) - k <= box.b1) best = std::max(best, forward(k + 1));
    return best >= box.a0 ? best : kNowhere;
  }

  Maybe step_backward(const Box& box, int start, int goal, int d, bool odd) {
    const int low = std::max(goal - d, box.a0 - box.b1), high = std::min(goal + d, box.a1 - box.b0);
    for (int k = low + ((low ^ (goal - d)) & 1); k <= high; k += 2) {
      int x = reach_backward(box, goal, d, k);
      while (x != -kNowhere && x > box.a0 && x - k > box.b0 && same(x - 1, x - k - 1)) --x;
      backward(k) = x;
      if (!odd && x != -kNowhere && std::abs(k - start) <= d && x <= forward(k)) return {true, {x, x - k}};
    }
    return {};
  }

  int reach_backward(const Box& box, int goal, int d, int k) {
    const bool above = k + 1 <= goal + (d - 1) && k + 1 <= box.a1 - box.b0;
    const bool below = k - 1 >= goal - (d - 1) && k - 1 >= box.a0 - box.b1;
    int best = -kNowhere;
    if (above && backward(k + 1) > box.a0) best = backward(k + 1) - 1;
    if (below && backward(k - 1) - k >= box.b0) best = std::min(best, backward(k - 1));
    return best <= box.a1 ? best : -kNowhere;
  }

  // The point, of either search, that is furthest from its corner.
  Point furthest(const Box& box, int start, int goal, int d) {
    Point best{box.a0, box.b0};
    int gain = 0;
    auto consider = [&](int x, int k, int travelled) {
      if (travelled <= gain) return;
      gain = travelled;
      best = {x, x - k};
    };
    const int lowest = box.a0 - box.b1, highest = box.a1 - box.b0;
    for (int k = std::max(start - d, lowest); k <= std::min(start + d, highest); ++k) {
      const int x = forward(k);
      if (((k - start - d) & 1) == 0 && x != kNowhere) consider(x, k, 2 * x - k - box.a0 - box.b0);
    }
    for (int k = std::max(goal - d, lowest); k <= std::min(goal + d, highest); ++k) {
      const int x = backward(k);
      if (((k - goal - d) & 1) == 0 && x != -kNowhere) consider(x, k, box.a1 + box.b1 - 2 * x + k);
    }
    return best;
  }
};

std::vector<bool> present(std::span<const uint32_t> symbols, uint32_t limit) {
  std::vector<bool> seen(limit);
  for (uint32_t symbol : symbols) seen[symbol] = true;
  return seen;
}

// The symbols that the other side has too; `places` says where they stood.
std::vector<uint32_t> shared(std::span<const uint32_t> symbols, const std::vector<bool>& other,
                             std::vector<uint32_t>& places) {
  std::vector<uint32_t> kept;
  kept.reserve(symbols.size());
  places.reserve(symbols.size());
  for (uint32_t i = 0; i < symbols.size(); ++i) {
    if (!other[symbols[i]]) continue;
    kept.push_back(symbols[i]);
    places.push_back(i);
  }
  return kept;
}

std::vector<bool> spread(const std::vector<bool>& marks, const std::vector<uint32_t>& places, size_t size) {
  std::vector<bool> out(size, true);
  for (size_t i = 0; i < marks.size(); ++i) out[places[i]] = marks[i];
  return out;
}

}  // namespace

EditScript shortest_edit(std::span<const uint32_t> a, std::span<const uint32_t> b, long budget) {
  uint32_t limit = 0;
  for (uint32_t symbol : a) limit = std::max(limit, symbol + 1);
  for (uint32_t symbol : b) limit = std::max(limit, symbol + 1);
  std::vector<uint32_t> places_a, places_b;
  const auto kept_a = shared(a, present(b, limit), places_a);
  const auto kept_b = shared(b, present(a, limit), places_b);
  Search search(kept_a, kept_b, budget);
  search.run();
  return {spread(search.removed, places_a, a.size()), spread(search.inserted, places_b, b.size()),
          search.coarse};
}

}  // namespace zakonwatch
