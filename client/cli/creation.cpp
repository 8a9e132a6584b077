#include "client/cli/creation.h"

#include <chrono>
#include <optional>

#include "client/app/meeting_creator.h"
#include "client/net/native_socket_native.h"
#include "client/platform/platform_null.h"

namespace samsyn {

Status BringToRelay(const std::string& url, const std::string& code, const Bundle& bundle) {
  NativeLoop loop;
  NativeSocket socket(loop);
  PlatformNull platform;  // only for its clock, which is moved on here
  MeetingCreator creator(socket, platform);
  std::optional<CreationOutcome> outcome;
  creator.Create(url, code, bundle, [&](const CreationOutcome& answer) { outcome = answer; });
  auto before = std::chrono::steady_clock::now();
  while (!outcome) {
    loop.RunOnce(std::chrono::milliseconds(20));
    const auto now = std::chrono::steady_clock::now();
    const auto passed = std::chrono::duration_cast<std::chrono::milliseconds>(now - before);
    before += passed;
    platform.Advance(passed.count());
  }
  if (outcome->kind == CreationOutcome::Kind::kDone) return OkStatus();
  if (outcome->kind == CreationOutcome::Kind::kNoConnection) {
    return Error{ErrorCode::kUnavailable, "the relay at " + url + " does not answer"};
  }
  if (outcome->code == ErrorCode::kTooLarge) {
    return Error{
        ErrorCode::kTooLarge,
        "the meeting is too large to be sent at once; write it with --bundle and start the relay with --import"};
  }
  switch (outcome->reason) {
    case Refusal::kMayNotCreate:
      return Error{ErrorCode::kForbidden, "this relay lets nobody make meetings over the network"};
    case Refusal::kWrongCode:
      return Error{ErrorCode::kForbidden, "this relay asks for a code, and this is not it (--code-file)"};
    case Refusal::kTooManyCreated:
    case Refusal::kGuessing:
      return Error{ErrorCode::kTooMany, "many meetings have been made from here just now; try again in an hour"};
    default:
      return Error{outcome->code, "the relay does not take this meeting"};
  }
}

}  // namespace samsyn
