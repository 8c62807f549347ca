// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>

#include "base/pattern.h"
#include "base/text.h"
#include "base/url.h"
#include "parsers/block.h"
#include "parsers/charset.h"
#include "parsers/document.h"
#include "parsers/listing_json.h"
#include "parsers/tree.h"

namespace zakonwatch {
namespace {

constexpr size_t kMostItems = 100'000;
constexpr size_t kMostSitemaps = 500;
constexpr size_t kLargestListing = size_t{64} << 20;

// Where the parts of an item stand, as XPath relative to it.
struct Shape {
  std::string item, link, title, date, key, next, amended_by = {};
};

Shape feed_shape(pugi::xml_node root) {
  if (root.child("feed"))
    return {"//entry", "link[not(@rel) or @rel='alternate']/@href",
            "title",   "updated|published",
            "",        "/feed/link[@rel='next']/@href"};
  return {"//item", "link", "title", "pubDate|date", "", ""};
}

Shape sitemap_shape() { return {"//url", "loc", "", "lastmod", "", ""}; }

Shape shape_of(const Discovery& rules, pugi::xml_node root) {
  Shape shape;
  if (rules.kind == Discovery::Kind::feed) shape = feed_shape(root);
  if (rules.kind == Discovery::Kind::sitemap) shape = sitemap_shape();
  for (auto [own, slot] : {std::pair{&rules.item, &shape.item},
                           {&rules.link, &shape.link},
                           {&rules.title, &shape.title},
                           {&rules.date, &shape.date},
                           {&rules.key, &shape.key},
                           {&rules.amended_by, &shape.amended_by},
                           {&rules.next, &shape.next}})
    if (!own->empty()) *slot = *own;
  if (shape.link.empty()) shape.link = "descendant-or-self::a/@href";
  return shape;
}

Result<std::string> text_at(pugi::xml_node node, const std::string& xpath) {
  if (xpath.empty()) return std::string();
  auto text = select_text(node, "string(" + xpath + ")");
  if (!text) return fail(text.error());
  return squeeze_space(plain_text(*text));
}

// The address a reference means, or nothing for mailto:, javascript: and the like.
std::optional<std::string> address(const std::optional<Url>& base, const std::string& reference) {
  const auto url = base ? resolve_url(*base, reference) : parse_url(reference);
  return url ? std::optional(url->to_string()) : std::nullopt;
}

// A sitemap index (sitemaps.org) names further sitemaps.
Result<std::vector<std::string>> named_sitemaps(pugi::xml_node root, const std::optional<Url>& base) {
  auto found = select(root, "//sitemap/loc");
  if (!found) return fail(found.error());
  std::vector<std::string> out;
  for (const pugi::xml_node& loc : *found) {
    if (out.size() >= kMostSitemaps) break;
    if (auto url = address(base, squeeze_space(plain_text(inner_text(loc))))) out.push_back(std::move(*url));
  }
  return out;
}

Result<Listing> from_tree(pugi::xml_node root, const ListingInput& input, const std::optional<Url>& base) {
  const Shape shape = shape_of(*input.discovery, root);
  auto items = select(root, shape.item);
  if (!items) return fail(items.error());
  Listing out;
  for (const pugi::xml_node& item : *items) {
    if (out.documents.size() >= kMostItems) break;
    ListedDocument document;
    std::string link;
    for (auto [xpath, slot] : {std::pair{&shape.link, &link},
                               {&shape.title, &document.title},
                               {&shape.date, &document.date},
                               {&shape.key, &document.key},
                               {&shape.amended_by, &document.amended_by}}) {
      auto text = text_at(item, *xpath);
      if (!text) return fail(text.error());
      *slot = std::move(*text);
    }
    if (auto url = link.empty() ? std::nullopt : address(base, link))
      document.url = std::move(*url), out.documents.push_back(std::move(document));
  }
  auto next = text_at(root, shape.next);
  if (!next) return fail(next.error());
  if (!next->empty()) out.next = address(base, *next);
  auto cursor = text_at(root, input.discovery->cursor);
  if (!cursor) return fail(cursor.error());
  out.cursor = std::move(*cursor);
  if (input.discovery->kind != Discovery::Kind::sitemap) return out;
  auto lists = named_sitemaps(root, base);
  if (!lists) return fail(lists.error());
  out.lists = std::move(*lists);
  return out;
}

Result<void> keep_titled(Listing& listing, const std::string& only) {
  if (only.empty()) return {};
  const auto pattern = Pattern::compile(only);
  if (!pattern) return fail(pattern.error());
  std::erase_if(listing.documents, [&](const ListedDocument& one) { return !pattern->search(one.title); });
  return {};
}

bool is_json(std::string_view text) {
  const std::string_view begin = trim(text);
  return begin.starts_with("{") || begin.starts_with("[");
}

Result<Tree> listing_tree(std::string_view text, const Discovery& rules) {
  const std::string_view head = trim(text).substr(0, 200);
  const bool xml = rules.kind == Discovery::Kind::feed || rules.kind == Discovery::Kind::sitemap ||
                   head.starts_with("<?xml");
  if (!xml) return html_tree(text);
  auto tree = xml_tree(text);
  // Feeds are often not well-formed; HTML's rules read them anyway, but for <link>, which is void there.
  return tree || rules.kind == Discovery::Kind::listing
             ? std::move(tree)
             : html_tree(
                   replace_all(replace_all(std::string(text), "<link>", "<x-link>"), "</link>", "</x-link>"));
}

}  // namespace

Result<Listing> parse_listing(const ListingInput& input) {
  if (input.bytes.size() > kLargestListing)
    return fail(ErrorKind::too_large, "the listing is refused: too large");
  auto decoded = decode_text(input.bytes, {input.charset_override, input.charset, {}, {}});
  if (!decoded) return fail(decoded.error());
  std::optional<Url> base;
  if (auto url = parse_url(input.url)) base = std::move(*url);
  Result<Listing> listing = fail(ErrorKind::parse, "unread");
  if (input.discovery->kind == Discovery::Kind::api ||
      ((input.discovery->kind == Discovery::Kind::feed ||
        input.discovery->kind == Discovery::Kind::editions) &&
       is_json(decoded->text))) {
    listing = json_listing(decoded->text, *input.discovery);
    if (listing) {
      for (ListedDocument& one : listing->documents) one.url = address(base, one.url).value_or(std::string());
      std::erase_if(listing->documents,
                    [](const ListedDocument& one) { return one.url.empty() && one.key.empty(); });
      if (listing->next) listing->next = address(base, *listing->next);
    }
  } else {
    auto tree = listing_tree(decoded->text, *input.discovery);
    if (!tree) return fail(tree.error());
    listing = from_tree(**tree, input, base);
  }
  if (!listing) return listing;
  if (auto done = keep_titled(*listing, input.discovery->only); !done) return fail(done.error());
  return listing;
}

}  // namespace zakonwatch
