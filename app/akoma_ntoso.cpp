// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/akoma_ntoso.h"

#include <fmt/core.h>
#include <unicode/uloc.h>

#include "alerts/render.h"
#include "base/text.h"

namespace zakonwatch {
namespace {

// The standard's own hierarchical elements; anything else is an hcontainer.
std::string_view element(ProvisionType type) {
  switch (type) {
    case ProvisionType::part:
    case ProvisionType::book:
    case ProvisionType::section:
    case ProvisionType::chapter:
    case ProvisionType::article:
    case ProvisionType::paragraph:
    case ProvisionType::point:
    case ProvisionType::indent:
    case ProvisionType::transitional:
      return to_string(type);
    default:
      return "hcontainer";
  }
}

std::string blocks(const std::string& text) {
  std::string out;
  for (const auto line : lines(text)) out += fmt::format("<p>{}</p>", escape_html(line));
  return out;
}

std::string table_row(const Provision& provision) {
  std::string out = "<table><tr>";
  for (const std::string& cell : provision.cells) out += fmt::format("<td>{}</td>", blocks(cell));
  return out + "</tr></table>";
}

class Body {
 public:
  explicit Body(const Act& act) : act_(act) {}
  std::string xml() {
    for (int top : act_.children(-1)) provision(top);
    return std::move(out_);
  }

 private:
  void provision(int index) {
    const Provision& p = act_.provisions[static_cast<size_t>(index)];
    const std::string_view name = element(p.type);
    out_ += fmt::format("<{} eId=\"{}\"", name, escape_html(p.eid));
    if (name == "hcontainer") out_ += fmt::format(" name=\"{}\"", to_string(p.type));
    if (p.repealed) out_ += " status=\"removed\"";
    out_ += ">";
    if (!p.num.empty()) out_ += fmt::format("<num>{}</num>", escape_html(p.num));
    if (p.heading) out_ += fmt::format("<heading>{}</heading>", escape_html(*p.heading));
    inside(index, p.cells.empty() ? blocks(p.text) : table_row(p));
    out_ += fmt::format("</{}>\n", name);
  }

  // Own words, then the children: an introduction where there are any, the content where there are none.
  void inside(int index, const std::string& own) {
    const auto children = act_.children(index);
    if (children.empty()) {
      out_ += fmt::format("<content>{}</content>", own.empty() ? "<p/>" : own);
      return;
    }
    if (!own.empty()) out_ += fmt::format("<intro>{}</intro>", own);
    for (int child : children) provision(child);
  }

  const Act& act_;
  std::string out_;
};

// One level of FRBR: its address and date.
std::string frbr(std::string_view level, const std::string& uri, std::string_view date_name, Date date,
                 std::string_view more) {
  return fmt::format(
      "<FRBR{0}><FRBRthis value=\"{1}/!main\"/><FRBRuri value=\"{1}\"/><FRBRdate date=\"{2}\" "
      "name=\"{3}\"/><FRBRauthor href=\"#zakonwatch\"/>{4}</FRBR{0}>\n",
      level, escape_html(uri), to_iso(date), date_name, more);
}

std::string identification(const Act& act, const Version& version, const std::string& country,
                           const std::string& url) {
  const std::string place = to_lower(country), language = uloc_getISO3Language(act.language.c_str());
  const std::string key = act.id.value.substr(act.id.value.find('/') + 1);
  const Date adopted = act.dates.adopted.value_or(version.valid_from);
  const std::string work = fmt::format("/akn/{}/act/{}/{}", place, to_iso(adopted), key);
  const std::string expression = fmt::format("{}/{}@{}", work, language, to_iso(version.valid_from));
  const Date seen(std::chrono::floor<std::chrono::days>(version.first_seen));
  return "<identification source=\"#zakonwatch\">\n" +
         frbr("Work", work, act.dates.adopted ? "adopted" : "in-force-of-this-version", adopted,
              fmt::format("<FRBRcountry value=\"{}\"/>", place)) +
         frbr("Expression", expression, "in-force-from", version.valid_from,
              fmt::format("<FRBRlanguage language=\"{}\"/>", language)) +
         frbr("Manifestation", expression + ".akn", "first-seen", seen, "<FRBRformat value=\"akn\"/>") +
         "</identification>\n<references source=\"#zakonwatch\">"
         "<original eId=\"official\" href=\"" +
         escape_html(url) +
         "\" showAs=\"official publication\"/>"
         "<TLCOrganization eId=\"zakonwatch\" href=\"/akn/ontology/organization/zakonwatch\" "
         "showAs=\"Zakonwatch\"/></references>\n";
}

}  // namespace

std::string akoma_ntoso(const Act& act, const Version& version, const std::string& country,
                        const std::string& url) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\">\n<act "
         "name=\"act\">\n<meta>\n" +
         identification(act, version, country, url) + "</meta>\n<preface><longTitle><p>" +
         escape_html(act.title) + "</p></longTitle></preface>\n<body>\n" + Body(act).xml() +
         "</body>\n</act>\n</akomaNtoso>\n";
}

}  // namespace zakonwatch
