#include "server/contact.h"

#include <doctest/doctest.h>

namespace samsyn {
namespace {

class Others final : public HttpHandler {
 public:
  HttpResponse Respond(const HttpRequest& request) override { return PlainResponse(request, 404, "elsewhere"); }
};

HttpResponse Get(const std::string& contact, const std::string& target, const std::string& method = "GET") {
  ContactPage page(contact, std::make_unique<Others>());
  HttpRequest request;
  request.method = method;
  request.target = target;
  request.host = "localhost";
  return page.Respond(request);
}

}  // namespace

TEST_CASE("the contact is plain text at its own address, with the headers every answer has") {
  const HttpResponse response = Get("hej@example.se", "/contact.txt?x");
  CHECK(response.status == 200);
  REQUIRE(response.body);
  CHECK(*response.body == "hej@example.se\n");
  CHECK(response.headers.front() == std::pair<std::string, std::string>("Content-Type", "text/plain; charset=utf-8"));
  CHECK(response.headers.size() > 4);
  CHECK_FALSE(Get("hej@example.se", "/contact.txt", "HEAD").body);
}

TEST_CASE("without a contact the answer is empty, not an error, and everything else goes on") {
  CHECK(Get("", "/contact.txt").status == 200);
  CHECK(*Get("", "/contact.txt").body == "\n");
  CHECK(Get("a@b.se", "/contact.txt/").status == 404);
  CHECK(Get("a@b.se", "/").status == 404);
  CHECK(Get("a@b.se", "/contact.txt", "POST").status == 404);
}

}  // namespace samsyn
