// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/amendment.h"

#include <algorithm>

#include "base/text.h"
#include "parsers/dates.h"
#include "parsers/recognise.h"

namespace zakonwatch {
namespace {

constexpr size_t kMostJoined = 400;  // blocks of one note (the list of a code's amending acts)
constexpr size_t kLongestNote = 60'000;
constexpr size_t kTellingNote = 2000;  // bytes of a note that say what it is
constexpr size_t kLongestMark = 16;
constexpr size_t kLongestFootnote = 160;

char closing(char open) { return open == '{' ? '}' : open == '[' ? ']' : ')'; }

// The end (one past) of the balanced bracket that opens at `at`; npos where it never closes.
size_t balanced_end(std::string_view text, size_t at) {
  const char open = text[at], close = closing(open);
  int depth = 0;
  for (size_t i = at; i < text.size(); ++i) {
    if (text[i] == open) ++depth;
    if (text[i] == close && --depth == 0) return i + 1;
  }
  return std::string_view::npos;
}

struct KindPatterns {
  NoteKind kind;
  const std::vector<Pattern>* patterns;
};

std::vector<KindPatterns> kinds(const NotePatterns& notes) {
  return {{NoteKind::repeal, &notes.repealed},     {NoteKind::insert, &notes.inserted},
          {NoteKind::renumber, &notes.renumbered}, {NoteKind::court, &notes.court},
          {NoteKind::amend, &notes.amended},       {NoteKind::other, &notes.other}};
}

struct Recognised {
  NoteKind kind;
  Pattern::Match match;
};

// Patterns may be written with their bracket or without it.
std::optional<Recognised> recognise(std::string_view text, const LanguageProfile& profile) {
  std::string_view inner = text;
  if (!inner.empty() && (inner[0] == '(' || inner[0] == '[' || inner[0] == '{'))
    inner = trim(inner.substr(1));
  TextStart forms[] = {TextStart(inner), TextStart(text)};
  const PatternFilter& any = profile.filters.note;
  if (!any.may_match(forms[0]) && !any.may_match(forms[1])) return std::nullopt;
  for (const auto& [kind, patterns] : kinds(profile.notes))
    for (TextStart& form : forms) {
      Pattern::Match match;
      if (first_match(*patterns, form, &match) != nullptr) return Recognised{kind, std::move(match)};
    }
  return std::nullopt;
}

// "Стаття 310 …", "Частину третю статті 86 …": which kind of unit the note's first word speaks of.
std::optional<ProvisionType> subject_type(std::string_view inner, const LanguageProfile& profile) {
  const std::string beginning = to_lower(inner.substr(0, 60));
  for (const Unit& unit : profile.units)
    if (!unit.stem.empty() && beginning.starts_with(unit.stem)) return unit.type;
  return std::nullopt;
}

std::string_view inside(std::string_view text) {
  text = trim(text);
  if (!text.empty() && (text[0] == '(' || text[0] == '[' || text[0] == '{')) text.remove_prefix(1);
  return trim(text);
}

// The act that a note names, in the tradition's own form or as any act is named.
std::optional<ActRef> act_in(std::string_view text, const LanguageProfile& profile) {
  std::optional<ActRef> act = named_act(text);
  size_t after = 0;  // of several the last, which is the latest
  for (const Pattern& pattern : profile.notes.act)
    for (size_t from = 0; from < text.size();) {
      const auto match = pattern.search(text.substr(from));
      if (!match || match->end == match->begin) break;
      if (from + match->end > after)
        act = ActRef{std::string(trim(text.substr(from + match->begin, match->end - match->begin))),
                     act ? act->date : std::nullopt};
      from += match->end;
      after = std::max(after, from);
    }
  return act;
}

// "…, kas stājas spēkā 23.05.2002.": the last date is the wording's, the ones before it the acts'.
void read_dates(std::string_view text, const LanguageProfile& profile, Note& note) {
  for (const Pattern& pattern : profile.notes_in_force) {
    const auto match = pattern.search(text);
    if (!match) continue;
    const auto* date = match->find("date");
    note.in_force =
        profile.find_date(date != nullptr ? std::string_view(date->text) : text.substr(match->begin));
    note.act = act_in(text.substr(0, match->begin), profile);
    if (note.act && note.act->number.empty())
      if (const auto dates = dates_in(text.substr(0, match->begin)); !dates.empty())
        note.act->date = dates.back().date;
    return;
  }
  note.act = act_in(text, profile);
}

// Joins what stood before and behind a note that was taken out.
void close_gap(std::string& text, size_t at) {
  size_t begin = at, end = at;
  while (begin > 0 && (text[begin - 1] == ' ' || text[begin - 1] == '\n')) --begin;
  while (end < text.size() && (text[end] == ' ' || text[end] == '\n')) ++end;
  const bool line = text.substr(begin, end - begin).find('\n') != std::string::npos;
  const bool joined = begin == 0 || end == text.size();
  const bool mark = end < text.size() && (text[end] == '.' || text[end] == ',' || text[end] == ';') && !line;
  text.replace(begin, end - begin, joined || mark ? "" : line ? "\n" : " ");
}

// The next opening bracket at or after `at`.
size_t next_bracket(std::string_view text, size_t at) {
  while (at < text.size() && text[at] != '{' && text[at] != '(' && text[at] != '[') ++at;
  return at < text.size() ? at : std::string_view::npos;
}

bool opens_note(std::string_view text, size_t at, const LanguageProfile& profile) {
  if (profile.note_brackets.find(text[at]) == std::string::npos) return false;
  return text[at] == '{' || recognise(text.substr(at, kTellingNote), profile).has_value();
}

// Read from the end on: an opening bracket of a kind of which none closes behind it.
bool has_unclosed_bracket(std::string_view text) {
  const auto has = [&](char open) { return text.find(open) != std::string_view::npos; };
  if (!has('(') && !has('[') && !has('{')) return false;
  size_t round = 0, square = 0, curly = 0;  // closed and not yet opened
  for (auto c = text.rbegin(); c != text.rend(); ++c) switch (*c) {
      case ')':
        ++round;
        break;
      case ']':
        ++square;
        break;
      case '}':
        ++curly;
        break;
      case '(':
        if (round-- == 0) return true;
        break;
      case '[':
        if (square-- == 0) return true;
        break;
      case '{':
        if (curly-- == 0) return true;
        break;
      default:
        break;
    }
  return false;
}

// Where the first note opens that this text does not close; npos where all are closed.
size_t unclosed_note(std::string_view text, const LanguageProfile& profile) {
  if (!has_unclosed_bracket(text)) return std::string_view::npos;
  for (size_t at = next_bracket(text, 0); at != std::string_view::npos; at = next_bracket(text, at + 1)) {
    if (!opens_note(text, at, profile)) continue;
    const size_t end = balanced_end(text, at);
    if (end == std::string_view::npos) return at;
    at = end - 1;
  }
  return std::string_view::npos;
}

// The block at `i` with the ones behind it that close its note, `i` at the last of them; the block alone
// where none do.
std::string with_its_note_closed(const Blocks& blocks, size_t& i, size_t note,
                                 const LanguageProfile& profile) {
  std::string joined = blocks[i].text;
  for (size_t last = i; last + 1 < blocks.size() && last - i < kMostJoined && joined.size() < kLongestNote;) {
    joined += "\n" + blocks[++last].text;
    // Only a block with a closing bracket is worth a look at the whole.
    if (blocks[last].text.find(closing(joined[note])) == std::string::npos) continue;
    if (balanced_end(joined, note) == std::string::npos) continue;
    note = unclosed_note(joined, profile);
    if (note == std::string::npos) return i = last, joined;
  }
  return blocks[i].text;
}

// Notes in lines without brackets have a short form, a mark at the line's end ("KMQ11"): where it begins;
// npos where none does.
size_t last_mark(std::string_view line, const LanguageProfile& profile) {
  for (size_t at = line.rfind(' '); at != std::string_view::npos; at = line.rfind(' ', at - 1)) {
    if (line.size() - at > kLongestMark) break;
    if (matches_line(profile.notes.line, line.substr(at + 1))) return at;
    if (at == 0) break;
  }
  return std::string_view::npos;
}

// "… növləri KMQ8 KMQ15." loses its marks, line by line.
void take_marks(std::string& text, const LanguageProfile& profile, std::vector<FoundNote>& out) {
  if (profile.notes.line.empty()) return;
  std::string kept;
  for (std::string_view line : lines(text)) {
    for (size_t at = last_mark(line, profile); at != std::string_view::npos; at = last_mark(line, profile)) {
      out.push_back(read_note(line.substr(at + 1), profile));
      line = trim(line.substr(0, at));
    }
    if (!kept.empty()) kept += '\n';
    kept += line;
  }
  text = std::move(kept);
}

// "72/2009": the number of a gazette.
bool names_an_issue(std::string_view line) {
  const auto digits = [&](size_t from, size_t to) {
    return to <= line.size() && std::all_of(line.begin() + long(from), line.begin() + long(to),
                                            [](char c) { return c >= '0' && c <= '9'; });
  };
  for (size_t at = line.find('/'); at != std::string_view::npos; at = line.find('/', at + 1))
    if (at > 0 && digits(at - 1, at) && digits(at + 1, at + 5)) return true;
  return false;
}

}  // namespace

FoundNote read_note(std::string_view text, const LanguageProfile& profile) {
  FoundNote found;
  found.note.text = std::string(trim(text));
  const std::string_view inner = inside(text);
  found.subject_type = subject_type(inner, profile);
  if (const auto known = recognise(trim(text), profile)) {
    found.note.kind = known->kind;
    if (const auto* number = known->match.find("n")) found.subject = read_number(number->text);
  }
  read_dates(text, profile, found.note);
  return found;
}

bool is_note_line(std::string_view line, bool referred, const LanguageProfile& profile) {
  line = trim(line);
  if (line.empty() || line.size() > kLongestFootnote) return false;
  if (line.front() == '*') return names_an_issue(line);
  return referred && line.back() == ')' && recognise(line, profile).has_value();
}

std::vector<FoundNote> take_notes(std::string& text, const LanguageProfile& profile) {
  std::vector<FoundNote> out;
  for (size_t at = next_bracket(text, 0); at != std::string::npos; at = next_bracket(text, at)) {
    const size_t end = opens_note(text, at, profile) ? balanced_end(text, at) : std::string::npos;
    if (end == std::string::npos) {
      ++at;
      continue;
    }
    out.push_back(read_note(std::string_view(text).substr(at, end - at), profile));
    text.erase(at, end - at);
    close_gap(text, at);
    at = at > 2 ? at - 2 : 0;
    if (at >= text.size()) break;
  }
  take_marks(text, profile, out);
  return out;
}

bool begins_note(std::string_view line, const LanguageProfile& profile) {
  return first_match(profile.notes.line, line) != nullptr;
}

std::optional<FoundNote> line_note(std::string_view line, const LanguageProfile& profile) {
  Pattern::Match match;
  if (first_match(profile.notes.line, line, &match) == nullptr) return std::nullopt;
  FoundNote found = read_note(line, profile);
  const std::string_view rest = trim(line.substr(match.end));
  if (found.note.kind == NoteKind::other && !rest.empty()) {  // what is said behind the lead
    FoundNote inner = read_note("(" + std::string(rest) + ")", profile);
    found.note.kind = inner.note.kind;
    found.subject = inner.subject;
    if (inner.subject_type) found.subject_type = inner.subject_type;
  }
  return found;
}

void join_split_notes(Blocks& blocks, const LanguageProfile& profile) {
  Blocks out;
  out.reserve(blocks.size());
  for (size_t i = 0; i < blocks.size(); ++i) {
    const size_t begin = i;
    const size_t note =
        blocks[i].kind == Block::Kind::row ? std::string::npos : unclosed_note(blocks[i].text, profile);
    std::string text;
    if (note != std::string::npos) text = with_its_note_closed(blocks, i, note, profile);
    out.push_back(std::move(blocks[begin]));
    if (note != std::string::npos) out.back().text = std::move(text);
  }
  blocks = std::move(out);
}

}  // namespace zakonwatch
