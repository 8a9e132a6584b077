// The web client's files, served from one directory and nowhere else.
//
// A file whose name carries the hash of its content (name.<hash>.ext) may be kept by browsers for a year; all others
// are asked about every time and answered with 304 while they are the same. A compressed copy beside a file (file.br,
// file.gz) is sent to browsers that take it, if it is not older than the file.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "server/http.h"
#include "shared/base/result.h"

namespace samsyn {

// The path below the directory that a request's target names: "index.html" for "/". Nothing for everything that could
// lead elsewhere or was never meant: "..", ".", hidden and empty parts, encoded slashes, backslashes, control
// characters, broken percent codes, broken UTF-8.
[[nodiscard]] std::optional<std::string> PathInDirectory(std::string_view target);

// name.<hash>.ext, the hash being at least eight lower-case hexadecimal digits.
[[nodiscard]] bool HasContentHash(std::string_view file_name);

enum class Encoding { kNone, kBrotli, kGzip };
[[nodiscard]] bool Accepts(std::string_view accept_encoding, Encoding encoding);

class StaticFiles final : public HttpHandler {
 public:
  // kNotFound when there is no such directory.
  [[nodiscard]] static Result<std::unique_ptr<StaticFiles>> Open(const std::filesystem::path& directory);

  [[nodiscard]] HttpResponse Respond(const HttpRequest& request) override;

 private:
  struct File {
    std::filesystem::file_time_type changed;
    std::uintmax_t size = 0;
    std::shared_ptr<const std::string> content;
    std::string etag;
  };

  explicit StaticFiles(std::filesystem::path root) : root_(std::move(root)) {}

  // Null when there is no such regular file inside the directory. Read again only when it has changed.
  const File* Load(const std::filesystem::path& path);

  std::filesystem::path root_;
  std::unordered_map<std::string, File> files_;  // by path; only files that exist get here
};

}  // namespace samsyn
