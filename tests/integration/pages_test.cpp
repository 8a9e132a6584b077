// The web client's files, as the real process serves them.
#include <fstream>

#include "tests/integration/relay_process.h"
#include "tests/server/raw_client.h"

namespace samsyn {
namespace {

struct Answer {
  std::string status;  // "200"
  std::string head;
  std::string body;
  [[nodiscard]] bool Says(const std::string& line) const {
    return head.find("\r\n" + line + "\r\n") != std::string::npos;
  }
};

class Site {
 public:
  Site() {
    Put("site/index.html", "<!doctype html><title>Samsyn</title>");
    Put("site/samsyn.0123abcd.js", "plain script");
    Put("site/samsyn.0123abcd.js.br", "brotli script");
    Put("site/samsyn.0123abcd.js.gz", "gzip script");
    Put("site/samsyn.wasm", "wasm");
    Put("site/style.css", "css");
    Put("site/fonts/a.woff2", "font");
    Put("site/manifest.webmanifest", "{}");
    Put("site/.hidden", "secret");
    Put("secret.txt", "secret");
    std::filesystem::create_symlink(directory_.Path() / "secret.txt", directory_.Path() / "site" / "link.txt");
    relay_ = std::make_unique<RelayProcess>(std::vector<Bundle>{},
                                            std::vector<std::string>{"--web", (directory_.Path() / "site").string()});
  }

  Answer Get(const std::string& target, const std::string& extra = "", const std::string& method = "GET") {
    RawClient client(relay_->Port());
    client.SendRaw(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n" + extra + "\r\n");
    const std::string text = client.ReadToEnd(std::chrono::seconds(60));
    const std::size_t end = text.find("\r\n\r\n");
    INFO(target << " is answered with: " << text);
    REQUIRE(end != std::string::npos);
    REQUIRE(text.starts_with("HTTP/1.1 "));
    return {text.substr(9, 3), text.substr(0, end + 2), text.substr(end + 4)};
  }
  RelayProcess& Relay() { return *relay_; }

 private:
  void Put(const std::string& name, const std::string& content) {
    const std::filesystem::path path = directory_.Path() / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << content;
  }

  TemporaryDirectory directory_;
  std::unique_ptr<RelayProcess> relay_;
};

TEST_CASE("the page and what belongs to it come with their types, and are kept as long as their names allow") {
  Site site;
  const Answer page = site.Get("/");
  CHECK(page.status == "200");
  CHECK(page.body == "<!doctype html><title>Samsyn</title>");
  CHECK(page.Says("Content-Type: text/html; charset=utf-8"));
  CHECK(page.Says("Cache-Control: no-cache"));
  CHECK(page.Says("X-Content-Type-Options: nosniff"));
  const Answer script = site.Get("/samsyn.0123abcd.js");
  CHECK(script.body == "plain script");
  CHECK(script.Says("Content-Type: text/javascript; charset=utf-8"));
  CHECK(script.Says("Cache-Control: public, max-age=31536000, immutable"));
  CHECK(site.Get("/samsyn.wasm").Says("Content-Type: application/wasm"));
  CHECK(site.Get("/style.css").Says("Content-Type: text/css; charset=utf-8"));
  CHECK(site.Get("/fonts/a.woff2").Says("Content-Type: font/woff2"));
  CHECK(site.Get("/manifest.webmanifest").Says("Content-Type: application/manifest+json"));
}

TEST_CASE("what is compressed already is sent so to those who can read it") {
  Site site;
  const Answer brotli = site.Get("/samsyn.0123abcd.js", "Accept-Encoding: gzip, deflate, br\r\n");
  CHECK(brotli.body == "brotli script");
  CHECK(brotli.Says("Content-Encoding: br"));
  CHECK(brotli.Says("Vary: Accept-Encoding"));
  CHECK(brotli.Says("Content-Type: text/javascript; charset=utf-8"));
  const Answer gzip = site.Get("/samsyn.0123abcd.js", "Accept-Encoding: gzip, br;q=0\r\n");
  CHECK(gzip.body == "gzip script");
  CHECK(gzip.Says("Content-Encoding: gzip"));
  CHECK(site.Get("/style.css", "Accept-Encoding: gzip, br\r\n").body == "css");
}

TEST_CASE("a page that has not changed is not sent again, HEAD has no body, and nothing else is allowed") {
  Site site;
  const Answer page = site.Get("/");
  const std::size_t etag = page.head.find("ETag: ");
  REQUIRE(etag != std::string::npos);
  const std::string value = page.head.substr(etag + 6, page.head.find("\r\n", etag) - etag - 6);
  const Answer again = site.Get("/", "If-None-Match: " + value + "\r\n");
  CHECK(again.status == "304");
  CHECK(again.body.empty());
  const Answer head = site.Get("/", "", "HEAD");
  CHECK(head.status == "200");
  CHECK(head.Says("Content-Length: 36"));
  CHECK(head.body.empty());
  CHECK(site.Get("/", "", "DELETE").status == "405");
}

TEST_CASE("no path leads out of the site") {
  Site site;
  const std::string kEscapes[] = {"/../secret.txt",
                                  "/fonts/../../secret.txt",
                                  "/%2e%2e/secret.txt",
                                  "/..%2fsecret.txt",
                                  "/%2e%2e%2fsecret.txt",
                                  "/..%5csecret.txt",
                                  "/fonts/%2e%2e/%2e%2e/secret.txt",
                                  "/....//secret.txt",
                                  "//secret.txt",
                                  "/link.txt",
                                  "/.hidden",
                                  "/%00index.html",
                                  "/index.html%00.txt",
                                  "/etc/passwd",
                                  "/fonts",
                                  "/fonts/",
                                  "/data/samsyn.db"};
  for (const std::string& escape : kEscapes) {
    INFO(escape);
    const Answer answer = site.Get(escape);
    CHECK(answer.status == "404");
    CHECK(answer.body.find("secret") == std::string::npos);
  }
  CHECK(site.Get("/").status == "200");
  CHECK(site.Relay().Stop() == 0);
}

}  // namespace
}  // namespace samsyn
