// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/outline.h"

namespace zakonwatch {

// Takes one line of law after the other and hangs it where it belongs. The open units form a stack from the
// component down to the innermost enumeration; ranks say what closes what.
class OutlineBuilder {
 public:
  OutlineBuilder(const LanguageProfile& profile, const Recogniser& recogniser)
      : profile_(profile), recogniser_(recogniser) {}

  void take(const Block& block);
  void take_quoted(const Blocks& blocks, size_t begin, size_t end);
  // The last line taken ends so that quoted law may follow: "…, який викласти в такій редакції:".
  bool expects_quote() const;
  void left_out(size_t bytes) { outline_.left_out += bytes; }
  Outline finish();

 private:
  struct Open {
    int index;       // in the outline
    int rank;        // what has the same or a higher rank closes it
    int style = -1;  // of an enumeration
    int indent = 0;
  };

  // Lines of one kind each: outline_builder.cpp.
  void take_line(const Block& block, const std::string& line, size_t bold);
  void take_row(const Block& block);
  bool is_ignored(std::string_view line) const;
  std::string without_ignored(const std::string& text);
  void take_leading_note(std::string& text);
  bool take_component(std::string_view line);
  bool take_document(const Block& block, std::string_view line);
  bool take_approval(std::string_view line);
  bool take_foreign(std::string_view line);
  void open_foreign(std::string_view line, const ActRef& act);
  bool take_closing(std::string_view line);
  bool take_footnote(std::string_view line);
  bool take_normative_note(const Block& block, std::string_view line);
  bool take_heading(const Block& block, std::string_view line, size_t bold);
  void join_split_number(HeadingHit& hit, std::string_view line) const;
  bool take_awaited_heading(const Block& block, std::string_view line, size_t bold);
  bool take_group_heading(const Block& block, std::string_view line);
  bool glued_article(const Block& block, std::string_view rest);
  bool take_marker(const Block& block, std::string_view line);
  void take_text(const Block& block, std::string_view line);
  void take_note(FoundNote note, bool inside_text);
  bool take_note_line(std::string_view line);

  // Building: outline_build.cpp.
  int open(Provision provision, Mark mark, Open place);
  int append(Provision provision, Mark mark);  // a leaf under the innermost open unit
  void close_to(int rank);
  void open_component(ProvisionType type, std::string num, std::string heading, std::string eid_part);
  bool leaves_component(const HeadingHit& hit) const;
  void open_article(const HeadingHit& hit, std::string_view rest, bool rest_is_heading);
  void add_text(int index, std::string_view text);
  void add_unnumbered(const Block& block, std::string_view text);
  bool number_fits(const MarkerHit& hit, int parent) const;
  bool rest_is_heading(const Block& block, std::string_view line, size_t end, size_t bold) const;
  int preface();
  int introducer() const;  // the nearest open unit that is no enumeration
  int innermost() const { return stack_.empty() ? -1 : stack_.back().index; }
  int current_article() const;
  Provision& at(int index) { return outline_.provisions[static_cast<size_t>(index)]; }
  const Provision& at(int index) const { return outline_.provisions[static_cast<size_t>(index)]; }
  bool has_children(int index) const { return index + 1 < static_cast<int>(outline_.provisions.size()); }
  void repealed_range(const FoundNote& note);
  void repealed_article(const NumberToken& number, const Note& note);
  void suspect_orphans();

  const LanguageProfile& profile_;
  const Recogniser& recogniser_;
  Outline outline_;
  std::vector<Open> stack_;
  std::map<std::pair<int, int>, NumberToken> last_number_;  // by parent and style
  int last_ = -1;                                           // the provision that took text last
  int awaiting_ = -1;                                       // a unit whose heading may stand on the next line
  std::string note_lead_;  // "Straipsnio pakeitimai:", whose note stands on the next line
  NoteKind lead_kind_ = NoteKind::other;
  int approving_ = -1;  // a document whose approval is being read
  int pending_ = -1;    // an enumeration mark alone on its line
  bool law_begun_ = false;
  bool closing_ = false;
  bool foreign_ = false;  // behind "PIEZĪME:": rules of amending acts
  std::optional<ActRef> foreign_act_;
  std::string foreign_title_;
  int quoted_depth_ = 0;
  NumberToken last_article_;
};

// Ranks: a unit of the profile at index i has (i + 1) * kRankStep; a group heading stands just above the
// article, notes, paragraphs and points below it.
constexpr int kRankStep = 10;
constexpr int kComponentRank = 0;
constexpr int kParagraphRank = 1000;
constexpr int kPointRank = 2000;

}  // namespace zakonwatch
