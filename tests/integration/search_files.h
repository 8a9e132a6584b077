// Looking for bytes in files, as somebody who has got hold of the disk would.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace samsyn {

// In any file there, however deep.
[[nodiscard]] inline bool IsStored(const std::filesystem::path& directory, std::string_view bytes) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string content{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (content.find(bytes) != std::string::npos) return true;
  }
  return false;
}

}  // namespace samsyn
