#include "server/contact.h"

#include <algorithm>

namespace samsyn {
namespace {

constexpr std::size_t kLongest = 200;
constexpr std::string_view kHttps = "https://";

// What stands in an address without being code for something else in a page.
bool IsPlain(char letter) {
  return letter > ' ' && letter < 0x7F && std::string_view("\"'<>\\`").find(letter) == std::string_view::npos;
}

}  // namespace

bool IsContact(std::string_view text) {
  if (text.size() > kLongest || !std::all_of(text.begin(), text.end(), IsPlain)) return false;
  if (text.starts_with(kHttps)) return text.size() > kHttps.size() && text[kHttps.size()] != '/';
  const std::size_t at = text.find('@');
  return at != 0 && at != std::string_view::npos && at + 1 < text.size() &&
         text.find('@', at + 1) == std::string_view::npos && text.find_first_of(":/?") == std::string_view::npos;
}

HttpResponse ContactPage::Respond(const HttpRequest& request) {
  if (!Reads(request) || PathOf(request.target) != kContactPath) return others_->Respond(request);
  return PlainResponse(request, 200, contact_);
}

}  // namespace samsyn
