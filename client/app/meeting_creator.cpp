#include "client/app/meeting_creator.h"

#include <utility>

namespace samsyn {
namespace {

CreationOutcome Refused(const ErrorFrame& error) {
  // Full or stopping relays say so without a reason; trying again may work.
  const bool not_now = error.code == ErrorCode::kUnavailable || error.code == ErrorCode::kTooMany;
  if (not_now && error.reason == Refusal::kNone) return {CreationOutcome::Kind::kNoConnection};
  return {CreationOutcome::Kind::kRefused, error.reason, error.code};
}

}  // namespace

void MeetingCreator::Create(const std::string& url, const std::string& code, const Bundle& bundle, WhenDone when_done) {
  when_done_ = std::move(when_done);
  attempt_ = std::make_shared<int>();
  frame_ = Encode(ClientFrame(CreateFrame{kProtocolVersion, code, EncodeBundle(bundle)}));
  // The relay would cut the connection without a word.
  if (frame_.size() > kMaxFrameBytes) {
    return FinishIn(0, {CreationOutcome::Kind::kRefused, Refusal::kNone, ErrorCode::kTooLarge});
  }
  // No relay would understand it, and it would not say more than that.
  if (code.size() > kMaxCodeBytes) {
    return FinishIn(0, {CreationOutcome::Kind::kRefused, Refusal::kWrongCode, ErrorCode::kForbidden});
  }
  FinishIn(kPatience, {CreationOutcome::Kind::kNoConnection});
  connected_ = true;
  transport_.Connect(url, *this);
}

void MeetingCreator::OnOpen() {
  if (IsBusy()) transport_.Send(frame_);
}

void MeetingCreator::OnMessage(ByteView message) {
  if (!IsBusy()) return;
  const Result<ServerFrame> frame = DecodeServerFrame(message);
  if (frame && std::holds_alternative<CreatedFrame>(frame.Value())) return Finish({CreationOutcome::Kind::kDone});
  if (frame) {
    if (const auto* error = std::get_if<ErrorFrame>(&frame.Value())) return Finish(Refused(*error));
  }
  // Whatever this is, it is not a relay that makes meetings.
  Finish({CreationOutcome::Kind::kRefused, Refusal::kNone, ErrorCode::kUnsupported});
}

void MeetingCreator::OnClosed(const std::string& /*reason*/) {
  connected_ = false;
  Finish({CreationOutcome::Kind::kNoConnection});
}

void MeetingCreator::Finish(const CreationOutcome& outcome) {
  if (!IsBusy()) return;
  if (std::exchange(connected_, false)) transport_.Close();
  frame_.clear();
  attempt_.reset();
  // Taken out first: whoever is called may ask for the next one at once, or be done with this.
  const WhenDone when_done = std::exchange(when_done_, nullptr);
  when_done(outcome);
}

void MeetingCreator::FinishIn(std::int64_t milliseconds, const CreationOutcome& outcome) {
  platform_.CallIn(milliseconds, [this, attempt = std::weak_ptr<int>(attempt_), outcome] {
    if (!attempt.expired()) Finish(outcome);
  });
}

}  // namespace samsyn
