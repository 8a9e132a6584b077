#include "client/cli/creation.h"

#include <chrono>
#include <optional>

#include "client/net/native_socket_native.h"
#include "shared/wire/frames.h"
#include "shared/wire/limits.h"

namespace samsyn {
namespace {

constexpr std::chrono::seconds kPatience{15};

// One connection, one question, one answer.
class Question final : public TransportListener {
 public:
  Question(NativeLoop& loop, Bytes frame) : socket_(loop), frame_(std::move(frame)) {}

  void Ask(const std::string& url) { socket_.Connect(url, *this); }
  [[nodiscard]] const std::optional<ServerFrame>& Answer() const { return answer_; }
  [[nodiscard]] bool IsOver() const { return over_; }

 private:
  void OnOpen() override { socket_.Send(frame_); }
  void OnMessage(ByteView message) override {
    Result<ServerFrame> frame = DecodeServerFrame(message);
    if (frame && !answer_) answer_ = std::move(frame.Value());
  }
  void OnClosed(const std::string&) override { over_ = true; }

  NativeSocket socket_;
  Bytes frame_;
  std::optional<ServerFrame> answer_;
  bool over_ = false;
};

Error Explained(const ErrorFrame& error) {
  switch (error.reason) {
    case Refusal::kMayNotCreate:
      return {ErrorCode::kForbidden, "this relay lets nobody make meetings over the network"};
    case Refusal::kWrongCode:
      return {ErrorCode::kForbidden, "this relay asks for a code, and this is not it (--code-file)"};
    case Refusal::kTooManyCreated:
    case Refusal::kGuessing:
      return {ErrorCode::kTooMany, "many meetings have been made from here just now; try again in an hour"};
    default:
      return {error.code == ErrorCode::kUnavailable ? error.code : ErrorCode::kForbidden,
              "the relay does not take this meeting: " + error.message};
  }
}

}  // namespace

Status BringToRelay(const std::string& url, const std::string& code, const Bundle& bundle) {
  Bytes frame = Encode(ClientFrame(CreateFrame{kProtocolVersion, code, EncodeBundle(bundle)}));
  if (frame.size() > kMaxFrameBytes || code.size() > kMaxCodeBytes) {
    return Error{
        ErrorCode::kTooLarge,
        "the meeting is too large to be sent at once; write it with --bundle and start the relay with --import"};
  }
  NativeLoop loop;
  Question question(loop, std::move(frame));
  question.Ask(url);
  const auto until = std::chrono::steady_clock::now() + kPatience;
  while (!question.Answer() && !question.IsOver() && std::chrono::steady_clock::now() < until) {
    loop.RunOnce(std::chrono::milliseconds(20));
  }
  if (!question.Answer()) return Error{ErrorCode::kUnavailable, "the relay at " + url + " does not answer"};
  if (std::holds_alternative<CreatedFrame>(*question.Answer())) return OkStatus();
  const auto* error = std::get_if<ErrorFrame>(&*question.Answer());
  return error == nullptr ? Error{ErrorCode::kUnavailable, "the relay answers something else"} : Explained(*error);
}

}  // namespace samsyn
