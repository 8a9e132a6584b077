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

CloseCode CloseCodeFor(ErrorCode code) {
  switch (code) {
    case ErrorCode::kUnavailable:
    case ErrorCode::kTooMany:
      return CloseCode::kTryAgainLater;
    default:
      return CloseCode::kPolicyViolation;
  }
}

}  // namespace

Session::Session(ConnectionId connection, ConnectionCounts::Place place, Meetings& meetings, GuessLimiter& guesses,
                 const RelayTools& tools, std::chrono::milliseconds now)
    : connection_(connection),
      place_(std::move(place)),
      meetings_(meetings),
      guesses_(guesses),
      tools_(tools),
      opened_(now),
      heard_(now),
      refilled_(now),
      allowance_(static_cast<double>(tools.limits.message_burst)) {}

Reading Session::Receive(std::string_view bytes, std::chrono::milliseconds now) {
  if (closing_) return Reading::kContinue;
  heard_ = now;
  pinged_ = false;
  Refill(now);
  allowance_ -= 1;
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
  if (closing_ || allowance_ >= 0) return Reading::kContinue;
  if (!paused_) tools_.log.debug("connection {} sends too fast and is slowed down", connection_);
  paused_ = true;
  return Reading::kPause;
}

void Session::Refill(std::chrono::milliseconds now) {
  const double seconds = std::chrono::duration<double>(now - refilled_).count();
  refilled_ = now;
  allowance_ = std::min(allowance_ + seconds * static_cast<double>(tools_.limits.messages_per_second),
                        static_cast<double>(tools_.limits.message_burst));
}

bool Session::MayReadOn(std::chrono::milliseconds now) {
  Refill(now);
  const double wanted = std::min(static_cast<double>(tools_.limits.messages_per_second) * kResumeShareOfSecond,
                                 static_cast<double>(tools_.limits.message_burst));
  if (!closing_ && allowance_ < wanted) return false;
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

void Session::CloseWith(const Error& error, CloseCode code) {
  if (closing_) return;
  tools_.log.info("connection {} is closed: {}", connection_, error.message);
  Send(ErrorFrame{error.code, error.message});
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
  if (frame.version != kProtocolVersion) {
    return CloseWith({ErrorCode::kUnsupported, "this relay speaks version " + std::to_string(kProtocolVersion) +
                                                   " of the protocol, not " + std::to_string(frame.version)},
                     CloseCode::kPolicyViolation);
  }
  std::array<bool, kDocumentKindCount> named{};
  for (const HelloFrame::Subscription& subscription : frame.subscriptions) {
    bool& already = named[static_cast<std::size_t>(subscription.document)];
    if (already) return CloseWith({ErrorCode::kMalformed, "Hello names a document twice"}, CloseCode::kPolicyViolation);
    already = true;
  }

  if (!guesses_.MayTry(place_.Address(), frame.meeting, heard_)) {
    return CloseWith({ErrorCode::kTooMany, "too many wrong links were tried; wait a moment"},
                     CloseCode::kTryAgainLater);
  }
  Result<Admission> admission = meetings_.Admit(connection_, frame.meeting, frame.token);
  if (admission) guesses_.HearRight(place_.Address(), frame.meeting);
  if (!admission && admission.GetError().code == ErrorCode::kForbidden) {
    guesses_.HearWrong(place_.Address(), frame.meeting, heard_);
  }
  if (!admission) return CloseWith(admission.GetError(), CloseCodeFor(admission.GetError().code));
  admission_ = std::move(admission.Value());
  const Member& member = admission_->member;
  tools_.log.info("connection {} has joined a meeting as {}", connection_, NameOf(member.role));
  Send(WelcomeFrame{kProtocolVersion, member.participant, member.role, member.number});
  for (const HelloFrame::Subscription& subscription : frame.subscriptions) {
    if (!MayRead(member.role, subscription.document)) {
      return CloseWith(
          {ErrorCode::kForbidden, "the role " + std::string(NameOf(member.role)) + " may not read the document " +
                                      std::string(NameOf(subscription.document))},
          CloseCode::kPolicyViolation);
    }
    meetings_.Follow(admission_->meeting->RoomOf(subscription.document), connection_, subscription.after_sequence);
  }
}

void Session::Handle(AppendFrame frame) {
  if (!admission_) return CloseWith({ErrorCode::kForbidden, "Hello comes first"}, CloseCode::kPolicyViolation);
  RefusedFrame refused{frame.document, frame.replica, frame.counter, ErrorCode::kForbidden, {}};
  Room& room = admission_->meeting->RoomOf(frame.document);
  const Status queued = meetings_.Queue(room, admission_->member, std::move(frame));
  if (queued) return;
  tools_.log.debug("connection {}: an update is refused: {}", connection_, queued.GetError().message);
  refused.code = queued.GetError().code;
  refused.message = queued.GetError().message;
  Send(refused);
}

void Session::Handle(PresenceFrame frame) {
  if (!admission_) return CloseWith({ErrorCode::kForbidden, "Hello comes first"}, CloseCode::kPolicyViolation);
  admission_->meeting->Present(admission_->member, std::move(frame.payload));
}

void Session::Handle(PingFrame frame) { Send(PongFrame{frame.number}); }

void Session::Send(const ServerFrame& frame) { tools_.transport.Send(AsText(Encode(frame)), {connection_}); }

}  // namespace samsyn
