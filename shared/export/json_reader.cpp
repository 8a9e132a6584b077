#include "shared/export/json_reader.h"

#include <optional>
#include <utility>
#include <vector>

namespace samsyn {
namespace {

// What the parser calls. The tree is built here, so that nothing is built past a limit.
class Builder {
 public:
  using number_integer_t = Json::number_integer_t;
  using number_unsigned_t = Json::number_unsigned_t;
  using number_float_t = Json::number_float_t;
  using string_t = Json::string_t;
  using binary_t = Json::binary_t;

  explicit Builder(const JsonLimits& limits) : limits_(limits) {}

  bool null() { return Put(nullptr) != nullptr; }
  bool boolean(bool value) { return Put(value) != nullptr; }
  bool number_integer(number_integer_t value) { return Put(value) != nullptr; }
  bool number_unsigned(number_unsigned_t value) { return Put(value) != nullptr; }
  bool number_float(number_float_t value, const string_t&) { return Put(value) != nullptr; }
  bool string(string_t& value) {
    if (value.size() > limits_.string_bytes) return Fail(FileProblem::kTooLong);
    return Put(std::move(value)) != nullptr;
  }
  bool binary(binary_t&) { return Fail(FileProblem::kType); }
  bool start_object(std::size_t) { return Open(Json::object()); }
  bool start_array(std::size_t) { return Open(Json::array()); }
  bool key(string_t& name) {
    Frame& frame = frames_.back();
    frame.key = std::move(name);
    return !frame.container->contains(frame.key) || Fail(FileProblem::kTwice);
  }
  bool end_object() { return Close(); }
  bool end_array() { return Close(); }
  template <typename Exception>
  bool parse_error(std::size_t position, const std::string&, const Exception&) {
    error_ = FileError{FileProblem::kNotJson, std::to_string(position)};
    return false;
  }

  [[nodiscard]] const std::optional<FileError>& Error() const { return error_; }
  [[nodiscard]] Json Take() { return std::move(root_); }

 private:
  struct Frame {
    Json* container;
    std::string key;
  };

  Json* Put(Json value) {
    if (++count_ > limits_.values) return Fail(FileProblem::kTooMany), nullptr;
    if (frames_.empty()) return &(root_ = std::move(value));
    Frame& frame = frames_.back();
    if (frame.container->is_array()) {
      frame.container->push_back(std::move(value));
      return &frame.container->back();
    }
    return &((*frame.container)[frame.key] = std::move(value));
  }
  bool Open(Json container) {
    if (frames_.size() >= limits_.depth) return Fail(FileProblem::kTooDeep);
    Json* placed = Put(std::move(container));
    if (placed == nullptr) return false;
    frames_.push_back({placed, {}});
    return true;
  }
  bool Close() {
    frames_.pop_back();
    return true;
  }
  bool Fail(FileProblem problem) {
    std::string where;
    for (const Frame& frame : frames_) {
      // What is being read is in every array but the innermost already.
      const std::size_t before = frame.container->size() - (&frame == &frames_.back() ? 0 : 1);
      where += PointerStep(frame.container->is_array() ? std::to_string(before) : frame.key);
    }
    error_ = FileError{problem, where.empty() ? "/" : where};
    return false;
  }

  const JsonLimits& limits_;
  Json root_;
  std::vector<Frame> frames_;
  std::size_t count_ = 0;
  std::optional<FileError> error_;
};

}  // namespace

std::string PointerStep(std::string_view name) {
  std::string step = "/";
  for (const char letter : name) {
    if (letter == '~') {
      step += "~0";
    } else if (letter == '/') {
      step += "~1";
    } else {
      step += letter;
    }
  }
  return step;
}

std::variant<Json, FileError> ReadJson(std::string_view text, const JsonLimits& limits) {
  if (text.size() > limits.bytes) return FileError{FileProblem::kTooLarge, std::to_string(text.size())};
  Builder builder(limits);
  const bool parsed = Json::sax_parse(text, &builder);
  if (builder.Error()) return *builder.Error();
  if (!parsed) return FileError{FileProblem::kNotJson, "1"};
  return builder.Take();
}

}  // namespace samsyn
