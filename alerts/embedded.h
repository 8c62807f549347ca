// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <utility>

// Data files compiled into the program by CMake (embed.cmake): a mail's look never depends on a path.
namespace zakonwatch::embedded {

// Language -> compiled gettext catalogue, ended by an empty language.
struct NamedBytes {
  std::string_view name, bytes;
};
struct NamedBytesList {
  const NamedBytes* first;
  const NamedBytes* last;
  const NamedBytes* begin() const { return first; }
  const NamedBytes* end() const { return last; }
};
extern const NamedBytesList kCatalogues;
extern const NamedBytesList kTemplates;

}  // namespace zakonwatch::embedded
