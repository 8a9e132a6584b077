#include "shared/base/compression.h"

#include <zlib.h>

#include <cassert>

namespace samsyn {
namespace {

constexpr int kRawDeflate = -MAX_WBITS;
constexpr int kMemoryLevel = 8;
constexpr std::size_t kLargestRatio = 1032;  // of deflate

// zlib's interface is older than const.
Bytef* Input(ByteView bytes) { return const_cast<Bytef*>(bytes.data()); }

}  // namespace

Bytes Compress(ByteView bytes) {
  z_stream stream{};
  [[maybe_unused]] int state =
      deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, kRawDeflate, kMemoryLevel, Z_DEFAULT_STRATEGY);
  assert(state == Z_OK);
  Bytes compressed(deflateBound(&stream, static_cast<uLong>(bytes.size())));
  stream.next_in = Input(bytes);
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = compressed.data();
  stream.avail_out = static_cast<uInt>(compressed.size());
  state = deflate(&stream, Z_FINISH);
  assert(state == Z_STREAM_END);
  compressed.resize(stream.total_out);
  deflateEnd(&stream);
  return compressed;
}

Result<Bytes> Decompress(ByteView compressed, std::size_t size) {
  const Error malformed{ErrorCode::kMalformed, "compressed bytes that do not unpack to what they should"};
  if (size / kLargestRatio > compressed.size()) return malformed;
  z_stream stream{};
  if (inflateInit2(&stream, kRawDeflate) != Z_OK) return Error{ErrorCode::kUnavailable, "no memory to unpack"};
  Bytes bytes(size);
  stream.next_in = Input(compressed);
  stream.avail_in = static_cast<uInt>(compressed.size());
  stream.next_out = bytes.data();
  stream.avail_out = static_cast<uInt>(bytes.size());
  const int state = inflate(&stream, Z_FINISH);
  const bool whole = state == Z_STREAM_END && stream.avail_in == 0 && stream.avail_out == 0;
  inflateEnd(&stream);
  if (!whole) return malformed;
  return bytes;
}

}  // namespace samsyn
