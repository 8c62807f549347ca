// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

// What a power cut would leave: a file's octets as of its own last fsync, and the names in folders as of the
// last fsync of anything (a journalling filesystem: names go to disk in order, and with every fsync) or,
// where `strict`, of a folder.
namespace durable {

// After an fsync of `fd`: its octets into `store`/<inode>, the names below the folders `under` (':' between
// them) into `store`/names, lines "inode kind path".
void keep(int fd, const std::string& store, const std::string& under, bool strict);

}  // namespace durable
