// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/tree.h"

#include <fmt/format.h>
#include <gumbo.h>

#include <algorithm>
#include <memory_resource>

#include "parsers/condensed_html.h"

namespace zakonwatch {
namespace {

std::string_view local_name(std::string_view name) {
  const size_t colon = name.rfind(':');
  return colon == std::string_view::npos || colon + 1 == name.size() ? name : name.substr(colon + 1);
}

std::string lower(std::string_view name) {
  std::string out(name);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

std::string element_name(const GumboElement& element) {
  if (element.tag != GUMBO_TAG_UNKNOWN) return gumbo_normalized_tagname(element.tag);
  GumboStringPiece piece = element.original_tag;
  gumbo_tag_from_original_text(&piece);
  std::string name =
      lower(local_name(std::string_view(piece.data == nullptr ? "" : piece.data, piece.length)));
  return name.empty() ? "x" : name;
}

// Gumbo's tree as pugixml's, the runs of condensed text put back.
class TreeCopy {
 public:
  explicit TreeCopy(const CondensedHtml* condensed) : condensed_(condensed) {}

  // Depth is bounded by nesting_problem; the recursion is no deeper than the tree.
  void copy(const GumboNode& from, pugi::xml_node to) {
    switch (from.type) {
      case GUMBO_NODE_TEXT:
      case GUMBO_NODE_WHITESPACE:
      case GUMBO_NODE_CDATA:
        return copy_text(from.v.text.text, to.append_child(pugi::node_pcdata));
      case GUMBO_NODE_ELEMENT:
      case GUMBO_NODE_TEMPLATE: {
        pugi::xml_node element = to.append_child(element_name(from.v.element).c_str());
        copy_attributes(from.v.element, element);
        for (unsigned i = 0; i < from.v.element.children.length; ++i)
          copy(*static_cast<const GumboNode*>(from.v.element.children.data[i]), element);
        return;
      }
      default:
        return;
    }
  }
  // Would the page as it stands have given the same tree?
  bool exact() const { return exact_; }

 private:
  void copy_text(std::string_view text, pugi::xml_node to) const {
    if (condensed_ == nullptr || !CondensedHtml::stands_in(text)) {
      to.set_value(text.data(), text.size());
    } else {
      const std::string whole = condensed_->expanded(text);
      to.set_value(whole.data(), whole.size());
    }
  }
  void copy_attributes(const GumboElement& from, pugi::xml_node to) {
    for (unsigned i = 0; i < from.attributes.length; ++i) {
      const auto* attribute = static_cast<const GumboAttribute*>(from.attributes.data[i]);
      to.append_attribute(attribute->name).set_value(attribute->value);
      if (condensed_ != nullptr &&
          (CondensedHtml::stands_in(attribute->name) || CondensedHtml::stands_in(attribute->value)))
        exact_ = false;
    }
  }

  const CondensedHtml* condensed_;
  bool exact_ = true;
};

// A page's tree lives as long as its copying takes: its thousands of little pieces come from one arena and go
// with it, which saves a fifth of Gumbo's time on pages with much markup. An arena that may not grow throws
// std::bad_alloc through Gumbo's frames, where a null pointer would be used unseen.
class GumboTree {
 public:
  explicit GumboTree(std::string_view html) : arena_(std::max(kFirstPiece, html.size())) {
    GumboOptions options = kGumboDefaultOptions;
    options.max_errors = 0;
    options.userdata = &arena_;
    options.allocator = [](void* arena, size_t size) { return static_cast<Arena*>(arena)->allocate(size); };
    options.deallocator = [](void*, void*) {};
    output_ = gumbo_parse_with_options(&options, html.data(), html.size());
  }
  const GumboNode& root() const { return *output_->root; }

 private:
  using Arena = std::pmr::monotonic_buffer_resource;
  static constexpr size_t kFirstPiece = size_t{64} << 10;
  Arena arena_;
  GumboOutput* output_;
};

bool copy_tree(std::string_view html, const CondensedHtml* condensed, pugi::xml_node to) {
  const GumboTree gumbo(html);
  TreeCopy copy(condensed);
  copy.copy(gumbo.root(), to);
  return copy.exact();
}

int tree_depth(pugi::xml_node root) {
  struct Walker : pugi::xml_tree_walker {
    int deepest = 0;
    bool for_each(pugi::xml_node&) override {
      return deepest = std::max(deepest, depth() + 1), deepest <= kDeepestTree;
    }
  } walker;
  root.traverse(walker);
  return walker.deepest;
}

void drop_prefixes(pugi::xml_node root) {
  struct Walker : pugi::xml_tree_walker {
    bool for_each(pugi::xml_node& node) override {
      const std::string_view name = node.name();
      if (name.find(':') != std::string_view::npos) node.set_name(std::string(local_name(name)).c_str());
      return true;
    }
  } walker;
  root.traverse(walker);
}

// pugixml's parser recurses for no input, but its tree is freed by recursion: depth is checked on the text.
bool xml_too_deep(std::string_view xml) {
  int depth = 0;
  for (size_t at = xml.find('<'); at != std::string_view::npos && at + 1 < xml.size();
       at = xml.find('<', at + 1)) {
    const char next = xml[at + 1];
    if (next == '!' && xml.substr(at, 9) == "<![CDATA[") {
      const size_t end = xml.find("]]>", at);
      if (end == std::string_view::npos) return false;
      at = end;
      continue;
    }
    if (next == '!' || next == '?') continue;
    if (next == '/') {
      --depth;
      continue;
    }
    const size_t end = xml.find('>', at);
    if (end != std::string_view::npos && xml[end - 1] == '/') continue;
    if (++depth > kDeepestTree) return true;
  }
  return false;
}

// A document that declares entities would be read wrong without them, and they are never followed. A mere
// reference to a DTD (XHTML, RSS 0.91) says nothing of the text: it is let through and never fetched.
bool declares_entities(std::string_view xml) {
  const size_t at = xml.find("<!DOCTYPE");
  if (at == std::string_view::npos) return false;
  const size_t end = xml.find_first_of("[>", at);
  return end != std::string_view::npos && xml[end] == '[';
}

}  // namespace

Result<Tree> html_tree(std::string_view utf8) {
  if (std::string problem = nesting_problem(utf8); !problem.empty())
    return fail(ErrorKind::too_large, "the page is refused: " + problem);
  auto tree = std::make_unique<pugi::xml_document>();
  if (const auto condensed = CondensedHtml::of(utf8)) {
    if (copy_tree(condensed->html(), &*condensed, *tree)) return tree;
    tree->reset();
  }
  copy_tree(utf8, nullptr, *tree);
  return tree;
}

Result<Tree> xml_tree(std::string_view utf8) {
  if (declares_entities(utf8))
    return fail(ErrorKind::parse, "XML that declares its own DTD is refused: entities are not followed");
  if (xml_too_deep(utf8))
    return fail(ErrorKind::too_large, fmt::format("elements are nested deeper than {}", kDeepestTree));
  auto tree = std::make_unique<pugi::xml_document>();
  const auto parsed = tree->load_buffer(utf8.data(), utf8.size(), pugi::parse_default | pugi::parse_ws_pcdata,
                                        pugi::encoding_utf8);
  if (!parsed)
    return fail(ErrorKind::parse,
                fmt::format("no well-formed XML at byte {}: {}", parsed.offset, parsed.description()));
  if (tree_depth(*tree) > kDeepestTree)
    return fail(ErrorKind::too_large, fmt::format("elements are nested deeper than {}", kDeepestTree));
  drop_prefixes(*tree);
  return tree;
}

Result<std::vector<pugi::xml_node>> select(pugi::xml_node from, const std::string& xpath) {
  std::vector<pugi::xml_node> nodes;
  try {
    pugi::xpath_node_set found = from.select_nodes(xpath.c_str());
    found.sort();
    for (const pugi::xpath_node& hit : found) nodes.push_back(hit.node() ? hit.node() : hit.parent());
  } catch (const pugi::xpath_exception& problem) {
    return fail(ErrorKind::config, fmt::format("bad XPath '{}': {}", xpath, problem.what()));
  }
  return nodes;
}

Result<std::string> select_text(pugi::xml_node from, const std::string& xpath) {
  try {
    return pugi::xpath_query(xpath.c_str()).evaluate_string(from);
  } catch (const pugi::xpath_exception& problem) {
    return fail(ErrorKind::config, fmt::format("bad XPath '{}': {}", xpath, problem.what()));
  }
}

std::string inner_text(pugi::xml_node node) {
  struct Walker : pugi::xml_tree_walker {
    std::string text;
    bool for_each(pugi::xml_node& at) override {
      if (at.type() == pugi::node_pcdata || at.type() == pugi::node_cdata) text += at.value();
      return true;
    }
  } walker;
  node.traverse(walker);
  return walker.text;
}

}  // namespace zakonwatch
