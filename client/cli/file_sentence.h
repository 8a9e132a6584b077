// What is wrong with a kept file, for whoever runs samsyn-cli.
#pragma once

#include <string>

#include "shared/export/meeting_file.h"

namespace samsyn {

[[nodiscard]] std::string SentenceAbout(const FileError& error);

}  // namespace samsyn
