// Bytes made smaller, with zlib (raw deflate, RFC 1951).
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/result.h"

namespace samsyn {

[[nodiscard]] Bytes Compress(ByteView bytes);

// `size` is what comes out; anything else is an error, found without making more than that.
[[nodiscard]] Result<Bytes> Decompress(ByteView compressed, std::size_t size);

}  // namespace samsyn
