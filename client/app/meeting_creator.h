// Brings a new meeting to the relay: one connection, one question, one answer.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "client/net/transport.h"
#include "client/platform/platform.h"
#include "shared/wire/bundle.h"
#include "shared/wire/frames.h"

namespace samsyn {

struct CreationOutcome {
  enum class Kind : std::uint8_t {
    kDone,          // the meeting is durable: its links work
    kRefused,       // it was not made; `reason` if there is one for people, `code` for the program
    kNoConnection,  // no answer, or none but "not now"; it may have been made all the same
  };
  Kind kind = Kind::kNoConnection;
  Refusal reason = Refusal::kNone;
  ErrorCode code = ErrorCode::kUnavailable;
};

class MeetingCreator final : public TransportListener {
 public:
  // Within this time there is an answer, if only that nobody has answered.
  static constexpr std::int64_t kPatience = 15'000;  // milliseconds

  using WhenDone = std::function<void(const CreationOutcome&)>;

  // Both outlive it. It is the transport's listener until that has connected somewhere else, has called OnClosed, or is
  // gone: it must not be destroyed before.
  MeetingCreator(Transport& transport, Platform& platform) : transport_(transport), platform_(platform) {}
  MeetingCreator(const MeetingCreator&) = delete;
  MeetingCreator& operator=(const MeetingCreator&) = delete;

  // Calls back once, never from inside this call; not at all when Create is called again before. Whoever gets
  // kMeetingExists for a bundle that was sent before without an answer knows that it has arrived.
  void Create(const std::string& url, const std::string& code, const Bundle& bundle, WhenDone when_done);
  [[nodiscard]] bool IsBusy() const { return when_done_ != nullptr; }

  void OnOpen() override;
  void OnMessage(ByteView message) override;
  void OnClosed(const std::string& reason) override;

 private:
  void Finish(const CreationOutcome& outcome);
  // Calls unless this is gone, or another Create has come since.
  void FinishIn(std::int64_t milliseconds, const CreationOutcome& outcome);

  Transport& transport_;
  Platform& platform_;
  Bytes frame_;
  WhenDone when_done_;      // empty: nobody waits
  bool connected_ = false;  // or about to be
  std::shared_ptr<int> attempt_;
};

}  // namespace samsyn
