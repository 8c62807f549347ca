// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>

#include "app/environment.h"
#include "crawler/fetcher.h"
#include "law/source.h"

namespace zakonwatch {

// How a source is asked: who we say we are, its headers, its way through the network.
FetchRequest source_request(Environment& environment, const Source& source, const std::string& url);

// The pause between two visits: the source's, never below a second on a stranger's host; on twins and private
// hosts the configuration's.
std::chrono::seconds source_delay(Environment& environment, const Source& source, const std::string& url);

// An act's address out of a template with {id} or {id:encoded}. A key may have parts ("2005/300"): its
// slashes are the address's, unless the site wants them encoded.
std::string act_address(const std::string& with_hole, const std::string& key);

// How a list of this act's texts is read: where a link repeats the act's key, by that.
Discovery rules_for_act(const Discovery& discovery, const std::string& key);

}  // namespace zakonwatch
