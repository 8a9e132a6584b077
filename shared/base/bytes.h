// Byte strings, and the little encoding everything on the wire and on disk is built from.
//
// Integers are LEB128 varints (7 bits a byte, low bits first, at most 10 bytes, shortest form only); strings and byte
// strings are a varint length in bytes and then the bytes. A reader never throws and never reads past its end: the
// first thing that does not fit makes Failed() true, and everything read after that is empty or zero.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace samsyn {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

[[nodiscard]] ByteView AsBytes(std::string_view text);
[[nodiscard]] std::string_view AsText(ByteView bytes);

class ByteWriter {
 public:
  // Room for so many more bytes, for those who know.
  void Reserve(std::size_t size) { bytes_.reserve(bytes_.size() + size); }
  void Byte(std::uint8_t value) { bytes_.push_back(value); }
  void Varint(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) bytes_.push_back(static_cast<std::uint8_t>(value | 0x80));
    bytes_.push_back(static_cast<std::uint8_t>(value));
  }
  void SignedVarint(std::int64_t value);  // zigzag: small magnitudes stay small
  void Fixed64(std::uint64_t value);      // eight bytes, low byte first
  void Raw(ByteView bytes) { bytes_.insert(bytes_.end(), bytes.begin(), bytes.end()); }
  void Blob(ByteView bytes);
  void Text(std::string_view text) { Blob(AsBytes(text)); }

  [[nodiscard]] std::size_t Size() const { return bytes_.size(); }
  [[nodiscard]] ByteView View() const { return bytes_; }
  [[nodiscard]] Bytes Take() { return std::move(bytes_); }

 private:
  Bytes bytes_;
};

class ByteReader {
 public:
  explicit ByteReader(ByteView bytes) : bytes_(bytes) {}

  [[nodiscard]] std::uint8_t Byte() {
    if (Remaining() > 0) return bytes_[position_++];
    failed_ = true;
    return 0;
  }
  [[nodiscard]] std::uint64_t Varint() {
    if (Remaining() > 0 && bytes_[position_] < 0x80) return bytes_[position_++];
    return LongVarint();
  }
  // A varint that must not exceed `largest`; a bigger one is a failure.
  [[nodiscard]] std::uint64_t VarintUpTo(std::uint64_t largest);
  [[nodiscard]] std::int64_t SignedVarint();
  [[nodiscard]] std::uint64_t Fixed64();
  [[nodiscard]] ByteView Raw(std::size_t size);
  [[nodiscard]] ByteView Blob(std::size_t largest);
  // A string that must be valid UTF-8 of at most `largest` bytes.
  [[nodiscard]] std::string Text(std::size_t largest);

  void Fail() { failed_ = true; }
  [[nodiscard]] bool Failed() const { return failed_; }
  [[nodiscard]] std::size_t Remaining() const { return failed_ ? 0 : bytes_.size() - position_; }
  [[nodiscard]] bool AtEnd() const { return Remaining() == 0; }
  // Everything was read and nothing was wrong.
  [[nodiscard]] bool Finished() const { return !failed_ && position_ == bytes_.size(); }

 private:
  [[nodiscard]] std::uint64_t LongVarint();

  ByteView bytes_;
  std::size_t position_ = 0;
  bool failed_ = false;
};

}  // namespace samsyn
