// Files in one zip file (PKWARE APPNOTE 6.3), made in memory by zlib's minizip.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace samsyn {

// Names and contents, in this order. Empty when memory ran out. The same files make the same bytes.
[[nodiscard]] std::string ZipFile(const std::vector<std::pair<std::string, std::string>>& files);

}  // namespace samsyn
