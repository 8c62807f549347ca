// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gmime/gmime.h>

#include <memory>
#include <string>
#include <string_view>

#include "alerts/mailer.h"

// GMime's objects, owned, and the parts of our letters. Included by the MIME files of this room only.
namespace zakonwatch {

struct Unref {
  template <typename T>
  void operator()(T* object) const {
    g_object_unref(object);
  }
};
template <typename T>
using Object = std::unique_ptr<T, Unref>;

void init_gmime();  // once per process; cheap afterwards

// The body of a letter: multipart/alternative, in multipart/mixed where there are attachments.
Object<GMimeMultipart> body_of(const Letter& letter);
// RFC 3156: a multipart/encrypted around ASCII-armoured `armour`.
Object<GMimeMultipart> encrypted_body(const Letter& letter, const std::string& armour);
// The object as it goes over the wire, CRLF line ends.
std::string serialise(GMimeObject* object);

bool is_domain_like(std::string_view text);  // ASCII letters, digits, dot, hyphen, underscore
std::string crlf(const std::string& text);   // every line ended by CRLF

}  // namespace zakonwatch
