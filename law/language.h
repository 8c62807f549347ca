// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/pattern.h"
#include "base/result.h"
#include "base/text.h"
#include "law/amending_phrases.h"
#include "law/provision.h"

namespace zakonwatch {

// How one legal tradition writes its acts, as data (sources/languages/<code>.toml, design.md section 12).

// A structural unit. `heading` patterns begin a line of their own ("<n>. pants."), `marker` patterns begin a
// block of text ("(<n>)"). Units stand in the file from the outermost to the innermost.
struct Unit {
  ProvisionType type = ProvisionType::p;
  std::string word;                   // for labels: "pants", "частина"
  std::string stem;                   // what its inflected forms share, lower case; empty without a word
  bool word_first = true;             // "Стаття 309" against "309. pants"
  bool heading_on_next_line = false;  // the heading may stand in the block after the number
  std::vector<Pattern> heading;
  std::vector<Pattern> marker;
};

enum class NumberingScope { act, chapter, annex };

// What a dot, hyphen or space inside a number means at the basic unit and below (law.md 1.2).
enum class NumberMark { insert, level };

struct NotePatterns {
  std::vector<Pattern> amended, inserted, repealed, renumbered, court, other;
  // How the tradition names an amending act where that is no number with a date: "2013. évi CLXXXVI.
  // törvény", "ДВ, бр. 18 от 2026". What matches is the act's number, as printed.
  std::vector<Pattern> act;
  // Those of them that are written behind a caret, without it: beginnings of a line that is a note without
  // brackets ("^Сноска.").
  std::vector<Pattern> line;
};

// Lines near the top that date and number an act: "Текст документа від <date>", "№ <any:1>".
struct FrontPatterns {
  std::vector<Pattern> adopted, published, in_force, version, number, key;
};

// What any pattern of a kind can begin with: most lines and brackets are refused on one look.
struct LineFilters {
  PatternFilter heading;  // of all units but documents, whose headings are looked for apart
  PatternFilter marker;   // of all units
  PatternFilter note;     // of all notes that say what they are
};

struct LanguageProfile {
  std::string code;                  // BCP 47, file name
  std::vector<std::string> scripts;  // ISO 15924
  NumberingScope numbering = NumberingScope::act;
  NumberMark dot = NumberMark::insert, hyphen = NumberMark::insert;
  FoldRules fold;
  std::vector<Unit> units;
  std::vector<Pattern> annex;                 // headings of annexes: "Pielikums", "<n>. pielikums"
  std::vector<Pattern> transitional;          // "Pārejas noteikumi"
  std::vector<Pattern> foreign_transitional;  // transitional rules of an amending act inside the page
  std::vector<Pattern> normative_note;        // "Примітка": law, not editorial
  std::vector<Pattern> contents;              // heading of a table of contents to leave out
  std::vector<Pattern> ignore;                // blocks that are no law: running heads, view counters
  std::vector<Pattern> repealed;              // markers that stand in place of text
  std::vector<Pattern> closing;               // signatures and dates behind the last provision
  std::vector<Pattern> footnote;              // "^<n>)": a footnote at the end of the text
  std::vector<Pattern> sanction;  // beginnings of a line that states the penalty: "караються"
  std::vector<Pattern> quotes;  // words that announce quoted law: "zní:", "в такій редакції:"
  FrontPatterns front;
  std::string note_brackets;  // pairs that enclose editorial notes: "{}()[]"
  NotePatterns notes;
  std::vector<Pattern> notes_in_force;                  // "stājas spēkā <date>" inside a note
  std::map<std::string, std::vector<Pattern>> penalty;  // by kind: imprisonment, fine …
  std::map<std::string, std::vector<Pattern>> regimes;  // of lists of substances: prohibited, medical …
  LineFilters filters;
  AmendingPhrases amending;                    // how amending acts give their orders
  std::shared_ptr<const NumberWords> numbers;  // "двох" = 2
  std::map<std::string, int> months;           // "квітня" = 4, folded
  std::string source;                          // the file as loaded: what a sealed parser is given
  std::string sha256;                          // of `source`: part of every derivation

  const Unit* unit(ProvisionType type) const;
  // "15 квітня 2008 року", "13.12.2012.", "2012-12-13", "1998.gada 1.augustam": the first date in the text.
  std::optional<Date> find_date(std::string_view text) const;
};

// One file; every mistake in it is reported in one config error.
Result<LanguageProfile> load_language(const std::filesystem::path& file);
// The same from the text of a file; `name` is what mistakes are reported under.
Result<LanguageProfile> parse_language(std::string_view source, const std::string& name);

class Languages {
 public:
  explicit Languages(std::vector<std::filesystem::path> folders) : folders_(std::move(folders)) {}
  // The profile of a language, loaded once. not_found names the languages there are.
  Result<std::shared_ptr<const LanguageProfile>> get(const std::string& code);
  std::vector<std::string> codes() const;

 private:
  std::vector<std::filesystem::path> folders_;
  std::map<std::string, std::shared_ptr<const LanguageProfile>> loaded_;
};

}  // namespace zakonwatch
