#include "server/static_files.h"

#include <doctest/doctest.h>

#include <chrono>
#include <fstream>
#include <random>

#include "shared/base/utf8.h"
#include "tests/server/temporary_directory.h"

namespace samsyn {
namespace {

namespace fs = std::filesystem;

void Spill(const fs::path& path, const std::string& content) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << content;
}

struct Site {
  Site() {
    Spill(root / "index.html", "<!doctype html>");
    Spill(root / "client.0123abcd.wasm", "wasm");
    Spill(root / "client.0123abcd.wasm.br", "br");
    Spill(root / "client.0123abcd.wasm.gz", "gzip");
    Spill(root / "fonts" / "a b.woff2", "font");
    Spill(root / "åäö.txt", "åäö");
    Spill(root / ".hidden", "secret");
    Spill(directory.Path() / "outside.html", "secret");
    fs::create_symlink("../outside.html", root / "link.html");
    fs::create_symlink("index.html", root / "inside.html");
    fs::create_directory_symlink("..", root / "up");
    Result<std::unique_ptr<StaticFiles>> opened = StaticFiles::Open(root);
    REQUIRE(opened);
    files = std::move(opened.Value());
  }

  HttpResponse Get(const std::string& target, const std::string& encodings = "", const std::string& method = "GET",
                   const std::string& if_none_match = "") {
    HttpRequest request;
    request.method = method;
    request.target = target;
    request.host = "localhost";
    request.accept_encoding = encodings;
    request.if_none_match = if_none_match;
    return files->Respond(request);
  }

  TemporaryDirectory directory;
  fs::path root = directory.Path() / "web";
  std::unique_ptr<StaticFiles> files;
};

std::string HeaderOf(const HttpResponse& response, std::string_view name) {
  std::string found;
  for (const auto& [key, value] : response.headers) {
    if (key != name) continue;
    CHECK(found.empty());
    found = value;
  }
  return found;
}

TEST_CASE("files come with their type, length and policy") {
  Site site;
  const HttpResponse page = site.Get("/");
  CHECK(page.status == 200);
  REQUIRE(page.body);
  CHECK(*page.body == "<!doctype html>");
  CHECK(page.content_length == 15);
  CHECK(HeaderOf(page, "Content-Type") == "text/html; charset=utf-8");
  CHECK(HeaderOf(page, "X-Content-Type-Options") == "nosniff");
  CHECK_FALSE(HeaderOf(page, "Content-Security-Policy").empty());
  CHECK(HeaderOf(site.Get("/index.html?x=/../y#z"), "Content-Type") == "text/html; charset=utf-8");
  CHECK(HeaderOf(site.Get("/client.0123abcd.wasm"), "Content-Type") == "application/wasm");
  CHECK(HeaderOf(site.Get("/fonts/a%20b.woff2"), "Content-Type") == "font/woff2");
  CHECK(*site.Get("/%C3%A5%C3%A4%C3%B6.txt").body == "åäö");
}

TEST_CASE("types of everything the client is made of") {
  Site site;
  const std::pair<const char*, const char*> types[] = {{"html", "text/html; charset=utf-8"},
                                                       {"js", "text/javascript; charset=utf-8"},
                                                       {"wasm", "application/wasm"},
                                                       {"css", "text/css; charset=utf-8"},
                                                       {"woff2", "font/woff2"},
                                                       {"ttf", "font/ttf"},
                                                       {"svg", "image/svg+xml"},
                                                       {"png", "image/png"},
                                                       {"json", "application/json"},
                                                       {"webmanifest", "application/manifest+json"},
                                                       {"strange", "application/octet-stream"}};
  for (const auto& [extension, type] : types) {
    Spill(site.root / (std::string("x.") + extension), "x");
    CHECK(HeaderOf(site.Get(std::string("/x.") + extension), "Content-Type") == type);
  }
}

TEST_CASE("names with a hash are kept, others are asked about every time") {
  Site site;
  CHECK(HeaderOf(site.Get("/client.0123abcd.wasm"), "Cache-Control") == "public, max-age=31536000, immutable");
  CHECK(HeaderOf(site.Get("/"), "Cache-Control") == "no-cache");
  CHECK(HeaderOf(site.Get("/missing.0123abcd.js"), "Cache-Control") == "no-store");
  for (const char* hashed : {"a.01234567.js", "a.b.deadbeefdeadbeef.wasm"}) CHECK(HasContentHash(hashed));
  for (const char* plain : {"a.js", "a.0123456.js", "a.0123456g.js", "a.DEADBEEF.js", ".01234567.js", "01234567.js",
                            "a.01234567", "", ".", "a..js"}) {
    CHECK_FALSE(HasContentHash(plain));
  }
}

TEST_CASE("what has not changed is not sent again") {
  Site site;
  const std::string etag = HeaderOf(site.Get("/"), "ETag");
  REQUIRE(etag.size() > 10);
  for (const std::string& said : {etag, "W/" + etag, "\"x\", " + etag, std::string("*")}) {
    const HttpResponse same = site.Get("/", "", "GET", said);
    CHECK(same.status == 304);
    CHECK_FALSE(same.body);
    CHECK(HeaderOf(same, "ETag") == etag);
  }
  CHECK(site.Get("/", "", "GET", "\"other\"").status == 200);
  Spill(site.root / "index.html", "<!doctype html>2");
  const HttpResponse changed = site.Get("/", "", "GET", etag);
  CHECK(changed.status == 200);
  CHECK(*changed.body == "<!doctype html>2");
  CHECK(HeaderOf(changed, "ETag") != etag);
}

TEST_CASE("compressed copies go to those who take them") {
  Site site;
  const auto encoding = [&](const std::string& accept) {
    const HttpResponse response = site.Get("/client.0123abcd.wasm", accept);
    CHECK(HeaderOf(response, "Vary") == "Accept-Encoding");
    CHECK(HeaderOf(response, "Content-Type") == "application/wasm");
    return HeaderOf(response, "Content-Encoding") + ":" + *response.body;
  };
  CHECK(encoding("gzip, deflate, br") == "br:br");
  CHECK(encoding("gzip;q=1.0,br;q=0") == "gzip:gzip");
  CHECK(encoding("gzip") == "gzip:gzip");
  CHECK(encoding("gzip;q=0.0, br;q=0.001") == "br:br");
  CHECK(encoding("") == ":wasm");
  CHECK(encoding("identity, brx, gzipped") == ":wasm");
  CHECK(HeaderOf(site.Get("/", "br, gzip"), "Content-Encoding").empty());
  CHECK(HeaderOf(site.Get("/client.0123abcd.wasm", "br"), "ETag") !=
        HeaderOf(site.Get("/client.0123abcd.wasm", ""), "ETag"));
}

TEST_CASE("a compressed copy that is older than its file is not used") {
  Site site;
  fs::last_write_time(site.root / "client.0123abcd.wasm.br",
                      fs::last_write_time(site.root / "client.0123abcd.wasm") - std::chrono::seconds(1));
  CHECK(HeaderOf(site.Get("/client.0123abcd.wasm", "br, gzip"), "Content-Encoding") == "gzip");
}

TEST_CASE("HEAD has the headers of GET, other methods are told which there are") {
  Site site;
  const HttpResponse head = site.Get("/", "", "HEAD");
  CHECK(head.status == 200);
  CHECK_FALSE(head.body);
  CHECK(head.content_length == 15);
  for (const char* method : {"POST", "PUT", "DELETE", "OPTIONS", "get", ""}) {
    const HttpResponse response = site.Get("/", "", method);
    CHECK(response.status == 405);
    CHECK(HeaderOf(response, "Allow") == "GET, HEAD");
  }
}

TEST_CASE("nothing outside the directory is served, however it is asked for") {
  Site site;
  for (const char* target : {"/../outside.html",
                             "/..%2foutside.html",
                             "/%2e%2e/outside.html",
                             "/%2E%2E%2Foutside.html",
                             "/..\\outside.html",
                             "/%5c..%5coutside.html",
                             "/fonts/../../outside.html",
                             "/./index.html",
                             "//index.html",
                             "/fonts//a%20b.woff2",
                             "/link.html",
                             "/up/outside.html",
                             "/.hidden",
                             "/%2ehidden",
                             "/index.html%00.png",
                             "/index.html%00",
                             "/fonts",
                             "/fonts/",
                             "/index.html/",
                             "/index.html/x",
                             "index.html",
                             "",
                             "*",
                             "http://localhost/index.html",
                             "/%",
                             "/%2",
                             "/%zz",
                             "/%c3",
                             "/%ff",
                             "/etc/passwd",
                             "//etc/passwd",
                             "/%2fetc/passwd",
                             "/index.html%0d%0aX:%20y"}) {
    CAPTURE(target);
    const HttpResponse response = site.Get(target);
    CHECK(response.status == 404);
    REQUIRE(response.body);
    CHECK(response.body->find("secret") == std::string::npos);
  }
  CHECK(site.Get("/" + std::string(10'000, 'a')).status == 404);
  CHECK(*site.Get("/inside.html").body == "<!doctype html>");
}

TEST_CASE("no sequence of awkward parts leads outside") {
  Site site;
  const char* parts[] = {"..",  ".", "/", "%2e", "%2f", "%5c", "\\",    "outside.html", "up",  "fonts",     "link.html",
                         "%00", "?", "#", "%",   "a",   "web", "%252e", "%C0%AE",       "..;", "index.html"};
  std::mt19937 random(9);
  for (int round = 0; round < 20000; ++round) {
    std::string target = "/";
    for (unsigned i = 0; i < 1 + random() % 8; ++i) target += parts[random() % std::size(parts)];
    const HttpResponse response = site.Get(target);
    if (response.body) REQUIRE(response.body->find("secret") == std::string::npos);
    const std::optional<std::string> path = PathInDirectory(target);
    if (!path) continue;
    REQUIRE(IsValidUtf8(*path));
    REQUIRE(fs::path(*path).is_relative());
    for (const fs::path& part : fs::path(*path)) REQUIRE(part.string().front() != '.');
  }
  for (int round = 0; round < 20000; ++round) {
    std::string target = "/";
    for (unsigned i = 0; i < random() % 16; ++i) target.push_back(static_cast<char>(random()));
    const std::optional<std::string> path = PathInDirectory(target);
    if (!path) continue;
    REQUIRE(IsValidUtf8(*path));
    REQUIRE(path->find('\0') == std::string::npos);
    REQUIRE_FALSE(path->empty());
  }
}

TEST_CASE("a directory that is not there is an error") {
  TemporaryDirectory directory;
  REQUIRE_FALSE(StaticFiles::Open(directory.Path() / "missing"));
  Spill(directory.Path() / "file", "x");
  REQUIRE_FALSE(StaticFiles::Open(directory.Path() / "file"));
}

}  // namespace
}  // namespace samsyn
