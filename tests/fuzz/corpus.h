// What the parts of the maker of first inputs share.
#pragma once

#include <filesystem>

#include "shared/base/bytes.h"

namespace samsyn {

void WriteInput(const std::filesystem::path& path, ByteView bytes);

// Of the decoders, the relay and the client's session: into FOLDER/wire, FOLDER/session and FOLDER/sync.
void WriteRoomInputs(const std::filesystem::path& folder);

}  // namespace samsyn
