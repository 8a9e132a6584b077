#include "server/session.h"

#include <spdlog/logger.h>

#include <algorithm>
#include <array>
#include <utility>
#include <variant>

namespace samsyn {
namespace {

// A paused client is read again when it may send this share of a second's messages, not for every single one.
constexpr double kResumeShareOfSecond = 0.1;

double Refilled(double allowance, double seconds, std::size_t per_second, std::size_t burst) {
  return std::min(allowance + seconds * static_cast<double>(per_second), static_cast<double>(burst));
}

double ToResume(std::size_t per_second, std::size_t burst) {
  return std::min(static_cast<double>(per_second) * kResumeShareOfSecond, static_cast<double>(burst));
}

CloseCode CloseCodeFor(ErrorCode code) {
  switch (code) {
    case ErrorCode::kUnavailable:
    case ErrorCode::kTooMany:
      return CloseCode::kTryAgainLater;
    default:
      return CloseCode::kPolicyViolation;
  }
}

Error OtherVersion(std::uint64_t version) {
  return {ErrorCode::kUnsupported, "this relay speaks version " + std::to_string(kProtocolVersion) +
                                       " of the protocol, not " + std::to_string(version)};
}

}  // namespace

Session::Session(ConnectionId connection, ConnectionCounts::Place place, Meetings& meetings, GuessLimiter& guesses,
                 MeetingCreation& creation, const RelayTools& tools, std::chrono::milliseconds now)
    : connection_(connection),
      place_(std::move(place)),
      meetings_(meetings),
      guesses_(guesses),
      creation_(creation),
      tools_(tools),
      opened_(now),
      heard_(now),
      refilled_(now),
      messages_(static_cast<double>(tools.limits.message_burst)),
      commands_(static_cast<double>(tools.limits.command_burst)) {}

Reading Session::Receive(std::string_view bytes, std::chrono::milliseconds now) {
  if (closing_) return Reading::kContinue;
  heard_ = now;
  pinged_ = false;
  Refill(now);
  messages_ -= 1;
  if (bytes.size() > tools_.limits.frame_bytes) {
    const Error too_large{ErrorCode::kTooLarge,
                          "a frame may have at most " + std::to_string(tools_.limits.frame_bytes) + " bytes"};
    CloseWith(too_large, CloseCodeFor(too_large.code));
    return Reading::kContinue;
  }
  Result<ClientFrame> frame = DecodeClientFrame(AsBytes(bytes));
  if (!frame) {
    CloseWith(frame.GetError(), CloseCodeFor(frame.GetError().code));
    return Reading::kContinue;
  }
  std::visit([this](auto& kind) { Handle(std::move(kind)); }, frame.Value());
  if (closing_ || !IsTooFast()) return Reading::kContinue;
  if (!paused_) tools_.log.debug("connection {} sends too fast and is slowed down", connection_);
  paused_ = true;
  return Reading::kPause;
}

void Session::Refill(std::chrono::milliseconds now) {
  const double seconds = std::chrono::duration<double>(now - refilled_).count();
  refilled_ = now;
  const Limits& limits = tools_.limits;
  messages_ = Refilled(messages_, seconds, limits.messages_per_second, limits.message_burst);
  commands_ = Refilled(commands_, seconds, limits.commands_per_second, limits.command_burst);
}

bool Session::MayReadOn(std::chrono::milliseconds now) {
  Refill(now);
  const Limits& limits = tools_.limits;
  const bool may = messages_ >= ToResume(limits.messages_per_second, limits.message_burst) &&
                   commands_ >= ToResume(limits.commands_per_second, limits.command_burst);
  if (!closing_ && !may) return false;
  paused_ = false;
  heard_ = now;
  return true;
}

void Session::HearPong(std::chrono::milliseconds now) {
  heard_ = now;
  pinged_ = false;
}

void Session::CheckTime(std::chrono::milliseconds now) {
  if (closing_ || paused_) return;
  if (!admission_ && now - opened_ > tools_.limits.handshake) {
    CloseWith({ErrorCode::kTooMany, "no Hello arrived in time"}, CloseCode::kPolicyViolation);
  } else if (now - heard_ > tools_.limits.idle) {
    CloseWith({ErrorCode::kUnavailable, "nothing was heard for too long"}, CloseCode::kGoingAway);
  } else if (now - heard_ > tools_.limits.idle / 2 && !pinged_) {
    tools_.transport.Ping(connection_);
    pinged_ = true;
  }
}

void Session::CloseWith(const Denial& denial) {
  CloseWith({denial.code, denial.message}, CloseCodeFor(denial.code), denial.reason);
}

void Session::CloseWith(const Error& error, CloseCode code, Refusal reason) {
  if (closing_) return;
  tools_.log.info("connection {} is closed: {}", connection_, error.message);
  tools_.counters.CountRefusal(error.code, reason);
  Send(ErrorFrame{error.code, reason, error.message});
  tools_.transport.Close(connection_, code, error.message);
  closing_ = true;
  Leave();
}

void Session::Leave() {
  if (!admission_) return;
  meetings_.Leave(*admission_->meeting, admission_->member);
  admission_.reset();
}

void Session::Handle(const HelloFrame& frame) {
  if (admission_) return CloseWith({ErrorCode::kMalformed, "Hello was said already"}, CloseCode::kPolicyViolation);
  if (frame.version != kProtocolVersion) return CloseWith(OtherVersion(frame.version), CloseCode::kPolicyViolation);
  std::array<bool, kDocumentKindCount> named{};
  for (const Subscription& subscription : frame.subscriptions) {
    bool& already = named[static_cast<std::size_t>(subscription.document)];
    if (already) return CloseWith({ErrorCode::kMalformed, "Hello names a document twice"}, CloseCode::kPolicyViolation);
    already = true;
  }

  if (!guesses_.MayTry(place_.Address(), frame.meeting, heard_)) return CloseWith(DenialFor(Refusal::kGuessing));
  std::variant<Admission, Denial> answer = meetings_.Admit(connection_, frame.meeting, frame.token);
  if (const auto* denial = std::get_if<Denial>(&answer)) {
    if (denial->reason == Refusal::kUnknownLink) guesses_.HearWrong(place_.Address(), frame.meeting, heard_);
    return CloseWith(*denial);
  }
  guesses_.HearRight(place_.Address(), frame.meeting);
  admission_ = std::move(std::get<Admission>(answer));
  OpenMeeting& meeting = *admission_->meeting;
  const Member& member = admission_->member;
  tools_.log.info("connection {} has joined a meeting as {}", connection_, NameOf(member.role));
  Send(WelcomeFrame{kProtocolVersion, member.participant, member.role, member.number});
  Send(meeting.AccessFor(member.participant));
  for (const Subscription& subscription : frame.subscriptions) meetings_.Follow(meeting, member, subscription);
}

void Session::Handle(AppendFrame frame) {
  if (!admission_) return CloseWith({ErrorCode::kForbidden, "Hello comes first"}, CloseCode::kPolicyViolation);
  RefusedFrame refused{frame.document, frame.replica, frame.counter, ErrorCode::kForbidden, Refusal::kNone, {}};
  const std::optional<Denial> denial = meetings_.Queue(*admission_->meeting, admission_->member, std::move(frame));
  if (!denial) return;
  tools_.log.debug("connection {}: an update is refused: {}", connection_, denial->message);
  tools_.counters.CountRefusal(denial->code, denial->reason);
  refused.code = denial->code;
  refused.reason = denial->reason;
  refused.message = denial->message;
  Send(refused);
}

void Session::Handle(const FollowFrame& frame) {
  if (!admission_) return CloseWith({ErrorCode::kForbidden, "Hello comes first"}, CloseCode::kPolicyViolation);
  meetings_.Follow(*admission_->meeting, admission_->member, frame.subscription);
}

void Session::Handle(const CommandFrame& frame) {
  if (!admission_) return CloseWith({ErrorCode::kForbidden, "Hello comes first"}, CloseCode::kPolicyViolation);
  commands_ -= 1;
  meetings_.Execute(*admission_->meeting, admission_->member, frame);
}

void Session::Handle(const CreateFrame& frame) {
  if (admission_) return CloseWith({ErrorCode::kMalformed, "Hello was said already"}, CloseCode::kPolicyViolation);
  if (frame.version != kProtocolVersion) return CloseWith(OtherVersion(frame.version), CloseCode::kPolicyViolation);
  if (const std::optional<Denial> denial = creation_.Create(frame, place_.Address(), heard_)) return CloseWith(*denial);
  tools_.log.info("connection {} has made a meeting", connection_);
  Send(CreatedFrame{});
  tools_.transport.Close(connection_, CloseCode::kNormal, "the meeting is made");
  closing_ = true;
}

void Session::Handle(PresenceFrame frame) {
  if (!admission_) return CloseWith({ErrorCode::kForbidden, "Hello comes first"}, CloseCode::kPolicyViolation);
  admission_->meeting->Present(admission_->member, std::move(frame.payload));
}

void Session::Handle(PingFrame frame) { Send(PongFrame{frame.number}); }

void Session::Send(const ServerFrame& frame) { tools_.transport.Send(AsText(Encode(frame)), {connection_}); }

}  // namespace samsyn
