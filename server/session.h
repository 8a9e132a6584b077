// One connection from its first byte to its last: who it turned out to be, how fast it may talk, and how long it may be
// silent. What a client does wrong ends here, with an Error frame and a close, and reaches nobody else.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "server/connection_counts.h"
#include "server/creation.h"
#include "server/guess_limiter.h"
#include "server/meetings.h"

namespace samsyn {

class Session {
 public:
  // All references outlive the session.
  Session(ConnectionId connection, ConnectionCounts::Place place, Meetings& meetings, GuessLimiter& guesses,
          MeetingCreation& creation, const RelayTools& tools, std::chrono::milliseconds now);
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  // kPause: the client talks faster than it may; read on when MayReadOn says so.
  [[nodiscard]] Reading Receive(std::string_view frame, std::chrono::milliseconds now);
  [[nodiscard]] bool MayReadOn(std::chrono::milliseconds now);
  void HearPong(std::chrono::milliseconds now);

  // Pings a silent client, closes one that stays silent or never said Hello.
  void CheckTime(std::chrono::milliseconds now);

  // The last frame and the close.
  void CloseWith(const Error& error, CloseCode code, Refusal reason = Refusal::kNone);
  void CloseWith(const Denial& denial);
  // The connection is gone: its member has left.
  void Leave();

 private:
  void Handle(const HelloFrame& frame);
  void Handle(AppendFrame frame);
  void Handle(PresenceFrame frame);
  void Handle(PingFrame frame);
  void Handle(const FollowFrame& frame);
  void Handle(const CommandFrame& frame);
  void Handle(const CreateFrame& frame);

  void Send(const ServerFrame& frame);
  void Refill(std::chrono::milliseconds now);
  [[nodiscard]] bool IsTooFast() const { return messages_ < 0 || commands_ < 0; }

  ConnectionId connection_;
  ConnectionCounts::Place place_;  // at its address
  Meetings& meetings_;
  GuessLimiter& guesses_;
  MeetingCreation& creation_;
  const RelayTools& tools_;
  std::optional<Admission> admission_;  // after Hello
  bool closing_ = false;
  bool paused_ = false;
  bool pinged_ = false;  // since it was last heard
  std::chrono::milliseconds opened_;
  std::chrono::milliseconds heard_;
  std::chrono::milliseconds refilled_;
  double messages_;  // it may send now
  double commands_;
};

}  // namespace samsyn
