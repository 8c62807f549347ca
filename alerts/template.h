// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <kainjow/mustache.hpp>
#include <string>

namespace zakonwatch {

// Renders templates/<name>.mustache. {{x}} goes through escape_html, line ends become <br>; the templates use
// no
// {{{x}}}, so nothing reaches HTML unescaped (a test holds them to it). {{> name}} includes another template.
// A template that does not parse is a broken build: Fault.
std::string render_template(const std::string& name, const kainjow::mustache::data& values);

// The same for XML, where a line end stays a line end.
std::string render_xml_template(const std::string& name, const kainjow::mustache::data& values);

}  // namespace zakonwatch
