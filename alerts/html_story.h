// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "alerts/catalogue.h"
#include "alerts/story.h"
#include "alerts/template.h"

namespace zakonwatch {

// A story as the values of templates/change.mustache. Without its redline the reader is sent to the text
// part.
kainjow::mustache::data story_data(const Story& story, const std::string& number, const Catalogue& words,
                                   bool with_redline);
// A redline as the values of templates/marks.mustache.
kainjow::mustache::data edits_data(const Redline& redline, const Catalogue& words);
// The frame's words that the templates themselves print.
kainjow::mustache::data words_data(const Catalogue& words);

}  // namespace zakonwatch
