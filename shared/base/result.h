// Result<T>: the value of an operation, or the Error that stopped it.
//
// Used across all our interfaces instead of exceptions. An Error carries a code for programs and one sentence for
// people (English, for logs; what users read comes from the string tables).
#pragma once

#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace samsyn {

enum class ErrorCode {
  kMalformed,    // bytes that cannot be what they claim to be
  kTooLarge,     // over a named limit
  kTooMany,      // over a named count or rate
  kNotFound,     // no such meeting, document, record or file
  kForbidden,    // known, but not allowed
  kConflict,     // contradicts what is already stored
  kOutOfRange,   // a position outside the text or list
  kUnavailable,  // the store or the network cannot serve now; trying again may work
  kUnsupported,  // a newer version of the format or protocol
};

struct Error {
  ErrorCode code = ErrorCode::kMalformed;
  std::string message;
};

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  [[nodiscard]] bool Ok() const { return state_.index() == 0; }
  explicit operator bool() const { return Ok(); }

  [[nodiscard]] T& Value() {
    assert(Ok());
    return *std::get_if<0>(&state_);
  }
  [[nodiscard]] const T& Value() const {
    assert(Ok());
    return *std::get_if<0>(&state_);
  }
  [[nodiscard]] const Error& GetError() const {
    assert(!Ok());
    return *std::get_if<1>(&state_);
  }

 private:
  std::variant<T, Error> state_;
};

struct Nothing {};
using Status = Result<Nothing>;

[[nodiscard]] inline Status OkStatus() { return Nothing{}; }

}  // namespace samsyn
