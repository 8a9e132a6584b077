#include "tests/bench/text/trace.h"

#include <cstring>
#include <fstream>
#include <iterator>
#include <utility>

namespace samsyn::bench {
namespace {

constexpr std::uint32_t kMagic = 0x31525453;  // "STR1"

class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  std::uint32_t Number() {
    std::uint32_t number = 0;
    const std::string_view bytes = Take(sizeof number);
    if (bytes.size() == sizeof number) std::memcpy(&number, bytes.data(), sizeof number);
    return number;
  }
  std::string_view Take(std::size_t size) {
    if (size > bytes_.size()) failed_ = true;
    const std::string_view taken = bytes_.substr(0, failed_ ? 0 : size);
    bytes_.remove_prefix(taken.size());
    return taken;
  }
  [[nodiscard]] bool Finished() const { return !failed_ && bytes_.empty(); }
  [[nodiscard]] bool Failed() const { return failed_; }

 private:
  std::string_view bytes_;
  bool failed_ = false;
};

}  // namespace

bool Trace::Parse() {
  Reader in({file_.data(), file_.size()});
  if (in.Number() != kMagic) return false;
  replica_count_ = in.Number();
  const std::uint32_t transaction_count = in.Number();
  const std::uint32_t edit_count = in.Number();
  const std::uint32_t delivered_count = in.Number();
  const std::uint32_t inserted_bytes = in.Number();
  const std::uint32_t end_bytes = in.Number();
  if (std::uint64_t{edit_count} + transaction_count + delivered_count > file_.size()) return false;

  const std::string_view numbers_and_texts = in.Take(
      sizeof(std::uint32_t) * (3 * std::size_t{edit_count} + 3 * std::size_t{transaction_count} + delivered_count));
  std::string_view inserted = in.Take(inserted_bytes);
  end_text_ = in.Take(end_bytes);
  if (!in.Finished()) return false;

  Reader numbers(numbers_and_texts);
  for (std::uint32_t i = 0; i < edit_count; ++i) {
    Edit edit{.position = numbers.Number(), .deleted = numbers.Number(), .inserted = {}};
    const std::uint32_t size = numbers.Number();
    if (size > inserted.size()) return false;
    edit.inserted = inserted.substr(0, size);
    inserted.remove_prefix(size);
    edits_.push_back(edit);
  }
  struct Counts {
    std::uint32_t replica = 0, edits = 0, delivered = 0;
  };
  std::vector<Counts> counts;
  for (std::uint32_t i = 0; i < transaction_count; ++i) {
    counts.push_back({.replica = numbers.Number(), .edits = numbers.Number(), .delivered = numbers.Number()});
  }
  for (std::uint32_t i = 0; i < delivered_count; ++i) delivered_.push_back(numbers.Number());

  std::span<const Edit> edits = edits_;
  std::span<const std::uint32_t> delivered = delivered_;
  for (const Counts& count : counts) {
    if (count.replica >= replica_count_ || count.edits > edits.size() || count.delivered > delivered.size())
      return false;
    transactions_.push_back({count.replica, edits.first(count.edits), delivered.first(count.delivered)});
    edits = edits.subspan(count.edits);
    delivered = delivered.subspan(count.delivered);
  }
  return !numbers.Failed() && edits.empty() && delivered.empty();
}

Result<Trace> Trace::Read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return Error{ErrorCode::kNotFound, "cannot read " + path};
  Trace trace;
  trace.file_.assign(std::istreambuf_iterator<char>(in), {});
  if (!trace.Parse()) return Error{ErrorCode::kMalformed, path + " is not a trace file"};
  return trace;
}

}  // namespace samsyn::bench
