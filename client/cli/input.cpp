#include "client/cli/input.h"

#include <sys/stat.h>

#include <fstream>
#include <iostream>

namespace samsyn {

Result<std::string> ReadInput(const std::string& path, std::size_t most) {
  std::ifstream file;
  if (path != "-") file.open(path, std::ios::binary);
  std::istream& in = path == "-" ? std::cin : file;
  std::string content;
  for (char buffer[65536]; in.read(buffer, sizeof buffer) || in.gcount() > 0;) {
    content.append(buffer, static_cast<std::size_t>(in.gcount()));
    if (content.size() > most) return Error{ErrorCode::kTooLarge, path + " is too large"};
  }
  const bool read = path == "-" || file.is_open();
  if (!read || in.bad()) return Error{ErrorCode::kNotFound, path + " cannot be read"};
  return content;
}

bool WriteOutput(const std::string& path, std::string_view content) {
  if (path == "-") {
    std::cout << content << std::flush;
    return std::cout.good();
  }
  umask(077);  // plans and links are nobody else's
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(content.data(), static_cast<std::streamsize>(content.size()));
  file.close();
  if (file.good()) return true;
  std::cerr << "samsyn-cli: cannot write " << path << "\n";
  return false;
}

}  // namespace samsyn
