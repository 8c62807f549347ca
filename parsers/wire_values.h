// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "law/act.h"
#include "law/source.h"
#include "parsers/document.h"
#include "parsers/wire.h"

namespace zakonwatch {

// The last of each enumeration that crosses the pipe: what lies behind it is refused.
constexpr ProvisionType last_of(ProvisionType) { return ProvisionType::unclaimed; }
constexpr NoteKind last_of(NoteKind) { return NoteKind::other; }
constexpr ErrorKind last_of(ErrorKind) { return ErrorKind::usage; }
constexpr Discovery::Kind last_of(Discovery::Kind) { return Discovery::Kind::api; }

// One list of fields per type, for both directions. `V` is the type or the same const.
template <typename V, typename T>
concept Either = std::same_as<std::remove_const_t<V>, T>;

template <typename Wire, Either<ActRef> V>
void wire_fields(Wire& wire, V& v) {
  wire(v.number, v.date);
}
template <typename Wire, Either<Note> V>
void wire_fields(Wire& wire, V& v) {
  wire(v.kind, v.text, v.act, v.in_force);
}
template <typename Wire, Either<Provision> V>
void wire_fields(Wire& wire, V& v) {
  wire(v.eid, v.type, v.num, v.label, v.heading, v.text, v.parent, v.repealed, v.cells, v.notes);
}
template <typename Wire, Either<ActDates> V>
void wire_fields(Wire& wire, V& v) {
  wire(v.adopted, v.published, v.in_force_from, v.version);
}
template <typename Wire, Either<Quality> V>
void wire_fields(Wire& wire, V& v) {
  wire(v.claimed_share, v.articles, v.number_gaps, v.ambiguous_numbers, v.suspicions, v.partial);
}
template <typename Wire, Either<Act> V>
void wire_fields(Wire& wire, V& v) {
  wire(v.id.value, v.title, v.number, v.language, v.dates, v.provisions, v.notes, v.quality);
}
template <typename Wire, Either<ListedDocument> V>
void wire_fields(Wire& wire, V& v) {
  wire(v.url, v.key, v.title, v.date, v.amended_by);
}
template <typename Wire, Either<Listing> V>
void wire_fields(Wire& wire, V& v) {
  wire(v.documents, v.next, v.cursor, v.lists);
}
template <typename Wire, Either<Error> V>
void wire_fields(Wire& wire, V& v) {
  wire(v.kind, v.message, v.context);
}
template <typename Wire, Either<DocumentRules> V>
void wire_fields(Wire& wire, V& v) {
  wire(v.format, v.language, v.key, v.title, v.number, v.body, v.adopted, v.published, v.in_force,
       v.version_date, v.strip, v.notes, v.blocks, v.superscripts, v.must_contain, v.parts_count,
       v.parts_parameter, v.units, v.bill);
}
template <typename Wire, Either<Discovery> V>
void wire_fields(Wire& wire, V& v) {
  wire(v.kind, v.url, v.item, v.link, v.key, v.title, v.date, v.amended_by, v.next, v.method, v.body, v.pages,
       v.only, v.may_be_empty, v.cursor);
}

}  // namespace zakonwatch
