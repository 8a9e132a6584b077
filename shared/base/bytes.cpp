#include "shared/base/bytes.h"

#include <array>

#include "shared/base/utf8.h"

namespace samsyn {

ByteView AsBytes(std::string_view text) { return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}; }

std::string_view AsText(ByteView bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

void ByteWriter::SignedVarint(std::int64_t value) {
  const auto bits = static_cast<std::uint64_t>(value);
  Varint((bits << 1) ^ (value < 0 ? ~std::uint64_t{0} : 0));
}

void ByteWriter::Fixed64(std::uint64_t value) {
  std::array<std::uint8_t, 8> low_first{};
  for (std::size_t i = 0; i < low_first.size(); ++i) low_first[i] = static_cast<std::uint8_t>(value >> (8 * i));
  Raw(low_first);
}

void ByteWriter::Blob(ByteView bytes) {
  Varint(bytes.size());
  Raw(bytes);
}

std::uint64_t ByteReader::LongVarint() {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    const std::uint8_t byte = Byte();
    if (failed_) return 0;
    const bool overflows = shift == 63 && byte > 1;
    const bool padded = shift > 0 && byte == 0;
    if (overflows || padded) break;
    value |= std::uint64_t{byte & 0x7Fu} << shift;
    if ((byte & 0x80) == 0) return value;
  }
  failed_ = true;
  return 0;
}

std::uint64_t ByteReader::VarintUpTo(std::uint64_t largest) {
  const std::uint64_t value = Varint();
  if (value <= largest) return value;
  failed_ = true;
  return 0;
}

std::int64_t ByteReader::SignedVarint() {
  const std::uint64_t bits = Varint();
  return static_cast<std::int64_t>((bits >> 1) ^ ((bits & 1) != 0 ? ~std::uint64_t{0} : 0));
}

std::uint64_t ByteReader::Fixed64() {
  std::uint64_t value = 0;
  for (const std::uint8_t byte : Raw(8)) value = (value >> 8) | (std::uint64_t{byte} << 56);
  return value;
}

ByteView ByteReader::Raw(std::size_t size) {
  if (Remaining() < size) {
    failed_ = true;
    return {};
  }
  const ByteView view = bytes_.subspan(position_, size);
  position_ += size;
  return view;
}

ByteView ByteReader::Blob(std::size_t largest) {
  const std::uint64_t size = VarintUpTo(largest);
  return Raw(static_cast<std::size_t>(size));
}

std::string ByteReader::Text(std::size_t largest) {
  const ByteView bytes = Blob(largest);
  if (!IsValidUtf8(AsText(bytes))) {
    failed_ = true;
    return {};
  }
  return std::string(AsText(bytes));
}

}  // namespace samsyn
