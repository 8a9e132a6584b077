// Whom to turn to about this relay, for the page about accessibility: an e-mail address or a page of one's own.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "server/http.h"

namespace samsyn {

inline constexpr std::string_view kContactPath = "/contact.txt";

// "name@example.se" or "https://example.se/kontakt", in plain letters without spaces.
[[nodiscard]] bool IsContact(std::string_view text);

// Answers kContactPath with the contact as plain text, empty when there is none, and hands everything else on.
class ContactPage final : public HttpHandler {
 public:
  ContactPage(std::string contact, std::unique_ptr<HttpHandler> others)
      : contact_(std::move(contact)), others_(std::move(others)) {}
  [[nodiscard]] HttpResponse Respond(const HttpRequest& request) override;

 private:
  std::string contact_;
  std::unique_ptr<HttpHandler> others_;
};

}  // namespace samsyn
