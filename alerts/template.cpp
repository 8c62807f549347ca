// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/template.h"

#include "alerts/embedded.h"
#include "alerts/render.h"
#include "base/fault.h"
#include "base/text.h"

namespace zakonwatch {
namespace {

using kainjow::mustache::data;
using kainjow::mustache::mustache;
using kainjow::mustache::partial;
using Escape = std::string (*)(const std::string&);

std::string template_text(const std::string& name) {
  for (const auto& [known, bytes] : embedded::kTemplates)
    if (known == name) return std::string(bytes);
  throw Fault(ErrorKind::config, "no template named " + name);
}

std::string html_value(const std::string& text) { return replace_all(escape_html(text), "\n", "<br>"); }
std::string xml_value(const std::string& text) { return escape_html(text); }

std::string render(const std::string& name, const data& values, Escape escape) {
  mustache page(template_text(name));
  page.set_custom_escape(escape);
  data scope = values;
  for (const char* included : {"change", "marks", "fact_row", "style"})
    scope.set(included, data(partial([included] { return template_text(included); })));
  std::string out = page.render(scope);
  if (!page.is_valid()) throw Fault(ErrorKind::config, "template " + name + ": " + page.error_message());
  return out;
}

}  // namespace

std::string render_template(const std::string& name, const data& values) {
  return render(name, values, html_value);
}
std::string render_xml_template(const std::string& name, const data& values) {
  return render(name, values, xml_value);
}

}  // namespace zakonwatch
