#include "server/static_files.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <sstream>
#include <system_error>
#include <utility>

#include "server/hex.h"
#include "shared/base/trimmed.h"
#include "shared/base/utf8.h"

namespace samsyn {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::pair<std::string_view, std::string_view>, 18> kTypes = {{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".wasm", "application/wasm"},
    {".css", "text/css; charset=utf-8"},
    {".woff2", "font/woff2"},
    {".ttf", "font/ttf"},
    {".otf", "font/otf"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".ico", "image/x-icon"},
    {".json", "application/json"},
    {".map", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".txt", "text/plain; charset=utf-8"},
    {".data", "application/octet-stream"},
    {".xml", "application/xml"},
}};

std::string_view TypeOf(const fs::path& path) {
  const std::string extension = path.extension().string();
  const auto found = std::ranges::find(kTypes, extension, &std::pair<std::string_view, std::string_view>::first);
  return found == kTypes.end() ? "application/octet-stream" : found->second;
}

// The next part of a list, which is shortened by it.
std::string_view TakePart(std::string_view& list, char separator) {
  const std::size_t end = std::min(list.find(separator), list.size());
  const std::string_view part = list.substr(0, end);
  list.remove_prefix(std::min(end + 1, list.size()));
  return part;
}

int HexDigit(char letter) {
  if (letter >= '0' && letter <= '9') return letter - '0';
  if (letter >= 'a' && letter <= 'f') return letter - 'a' + 10;
  if (letter >= 'A' && letter <= 'F') return letter - 'A' + 10;
  return -1;
}

// A part of a path with its percent codes resolved; nothing when it is not a plain visible name.
std::optional<std::string> DecodePart(std::string_view part) {
  std::string name;
  for (std::size_t i = 0; i < part.size(); ++i) {
    char letter = part[i];
    if (letter == '%') {
      if (i + 2 >= part.size()) return std::nullopt;
      const int high = HexDigit(part[i + 1]);
      const int low = HexDigit(part[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      letter = static_cast<char>(high * 16 + low);
      i += 2;
    }
    const auto code = static_cast<unsigned char>(letter);
    if (code < 0x20 || code == 0x7F || letter == '/' || letter == '\\') return std::nullopt;
    name.push_back(letter);
  }
  if (name.empty() || name.front() == '.' || !IsValidUtf8(name)) return std::nullopt;
  return name;
}

std::string MakeEtag(std::string_view content) {
  std::array<unsigned char, crypto_generichash_BYTES_MIN> hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(content.data()), content.size(),
                     nullptr, 0);
  return '"' + Hex(hash) + '"';
}

bool Matches(std::string_view if_none_match, std::string_view etag) {
  while (!if_none_match.empty()) {
    std::string_view candidate = Trimmed(TakePart(if_none_match, ','));
    if (candidate.starts_with("W/")) candidate.remove_prefix(2);
    if (candidate == "*" || candidate == etag) return true;
  }
  return false;
}

bool IsInside(const fs::path& path, const fs::path& directory) {
  return std::mismatch(directory.begin(), directory.end(), path.begin(), path.end()).first == directory.end();
}

}  // namespace

std::optional<std::string> PathInDirectory(std::string_view target) {
  target = PathOf(target);
  if (target.empty() || target.front() != '/') return std::nullopt;
  target.remove_prefix(1);
  if (target.empty()) return "index.html";
  if (target.back() == '/') return std::nullopt;
  std::string path;
  while (!target.empty()) {
    const std::optional<std::string> name = DecodePart(TakePart(target, '/'));
    if (!name) return std::nullopt;
    if (!path.empty()) path.push_back('/');
    path += *name;
  }
  return path;
}

bool HasContentHash(std::string_view file_name) {
  const std::size_t extension = file_name.rfind('.');
  if (extension == std::string_view::npos || extension == 0) return false;
  const std::size_t hash = file_name.rfind('.', extension - 1);
  if (hash == std::string_view::npos || hash == 0) return false;
  const std::string_view digits = file_name.substr(hash + 1, extension - hash - 1);
  return digits.size() >= 8 && std::ranges::all_of(digits, [](char letter) {
           return HexDigit(letter) >= 0 && std::isupper(static_cast<unsigned char>(letter)) == 0;
         });
}

bool Accepts(std::string_view accept_encoding, Encoding encoding) {
  const std::string_view wanted = encoding == Encoding::kBrotli ? "br" : "gzip";
  while (!accept_encoding.empty()) {
    std::string_view option = TakePart(accept_encoding, ',');
    if (Trimmed(TakePart(option, ';')) != wanted) continue;
    const std::string_view weight = Trimmed(option);
    // "q=0", "q=0.0" and so on say: not this one.
    return !weight.starts_with("q=0") || weight.find_first_of("123456789") != std::string_view::npos;
  }
  return encoding == Encoding::kNone;
}

Result<std::unique_ptr<StaticFiles>> StaticFiles::Open(const fs::path& directory) {
  std::error_code failure;
  fs::path root = fs::canonical(directory, failure);
  if (failure || !fs::is_directory(root, failure)) {
    return Error{ErrorCode::kNotFound, "there is no directory " + directory.string()};
  }
  return std::unique_ptr<StaticFiles>(new StaticFiles(std::move(root)));
}

const StaticFiles::File* StaticFiles::Load(const fs::path& path) {
  std::error_code failure;
  const fs::path real = fs::canonical(path, failure);
  if (failure || !IsInside(real, root_) || !fs::is_regular_file(real, failure) || failure) return nullptr;
  const fs::file_time_type changed = fs::last_write_time(real, failure);
  if (failure) return nullptr;
  const std::uintmax_t size = fs::file_size(real, failure);
  if (failure) return nullptr;

  File& file = files_[real.string()];
  if (file.content && file.changed == changed && file.size == size) return &file;
  std::ifstream stream(real, std::ios::binary);
  std::ostringstream content;
  content << stream.rdbuf();
  if (!stream || content.str().size() != size) {
    files_.erase(real.string());
    return nullptr;
  }
  file.changed = changed;
  file.size = size;
  file.content = std::make_shared<const std::string>(std::move(content).str());
  file.etag = MakeEtag(*file.content);
  return &file;
}

HttpResponse StaticFiles::Respond(const HttpRequest& request) {
  if (!Reads(request)) {
    HttpResponse response = PlainResponse(request, 405, "Only GET and HEAD are answered here.");
    response.headers.emplace_back("Allow", "GET, HEAD");
    return response;
  }
  const std::optional<std::string> path = PathInDirectory(request.target);
  const fs::path plain = path ? root_ / *path : fs::path();
  const File* file = path ? Load(plain) : nullptr;
  if (file == nullptr) return PlainResponse(request, 404, "There is no such page.");
  const fs::file_time_type changed = file->changed;

  HttpResponse response;
  for (const auto& [encoding, name, suffix] :
       {std::tuple(Encoding::kBrotli, "br", ".br"), std::tuple(Encoding::kGzip, "gzip", ".gz")}) {
    if (!Accepts(request.accept_encoding, encoding)) continue;
    const File* compressed = Load(fs::path(plain) += suffix);
    if (compressed == nullptr || compressed->changed < changed) continue;
    file = compressed;
    response.headers.emplace_back("Content-Encoding", name);
    break;
  }
  response.headers.emplace_back("Content-Type", TypeOf(plain));
  response.headers.emplace_back("Vary", "Accept-Encoding");
  response.headers.emplace_back("ETag", file->etag);
  response.headers.emplace_back(
      "Cache-Control", HasContentHash(plain.filename().string()) ? "public, max-age=31536000, immutable" : "no-cache");
  AddSecurityHeaders(request, response);
  if (Matches(request.if_none_match, file->etag)) {
    response.status = 304;
    return response;
  }
  response.content_length = file->content->size();
  if (request.method == "GET") response.body = file->content;
  return response;
}

}  // namespace samsyn
