// A visit to a meeting at a relay: joins with a link, reads everything the link opens, does what is asked, and leaves.
// Writes nothing.
#pragma once

#include <chrono>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "client/net/native_socket_native.h"
#include "shared/crypto/sealed_link.h"
#include "shared/meeting/meeting.h"
#include "shared/sync/sync_session.h"

namespace samsyn {

class Visit final : private TransportListener {
 public:
  // `url` is the relay's WebSocket: "ws://localhost:8080/ws". `random` outlives the visit.
  Visit(std::string url, const Invitation& invitation, RandomSource& random);

  // Until everything is here. Errors: kForbidden with the relay's reason, kUnavailable when it does not answer within
  // `patience`.
  [[nodiscard]] Status Join(std::chrono::milliseconds patience);
  // Waits for the relay's answer.
  [[nodiscard]] Status Do(Command command, std::chrono::milliseconds patience);

  [[nodiscard]] const samsyn::Meeting& Meeting() const { return *meeting_; }
  [[nodiscard]] const MeetingAccess& Access() const { return access_; }
  [[nodiscard]] const std::string& Me() const { return me_; }
  [[nodiscard]] Role MyRole() const { return role_; }
  [[nodiscard]] std::int64_t RelayNow() const { return relay_now_; }
  // Updates that were not sealed by who they are said to be from, or for here.
  [[nodiscard]] std::size_t Unopened() const { return unopened_; }

 private:
  void OnOpen() override;
  void OnMessage(ByteView message) override;
  void OnClosed(const std::string& reason) override;

  void Step(std::chrono::milliseconds longest);
  void HandleEvents();
  void Handle(const WelcomedEvent& event);
  void Handle(AccessEvent& event);
  void Handle(const ReceivedEvent& event);
  void Handle(const CaughtUpEvent& event) { caught_up_ |= 1U << static_cast<unsigned>(event.document); }
  void Handle(const AnsweredEvent& event) { answers_[event.number] = event; }
  void Handle(const EndedEvent& event) { ended_ = event; }
  template <typename Event>
  void Handle(const Event&) {}
  [[nodiscard]] bool IsComplete() const;

  std::string url_;
  NativeLoop loop_;
  NativeSocket socket_{loop_};
  std::unique_ptr<samsyn::Meeting> meeting_;
  SealedLink sealed_;
  SyncSession session_;
  std::deque<Bytes> inbox_;
  MeetingAccess access_;
  std::string me_;
  Role role_ = Role::kObserver;
  std::int64_t relay_now_ = 0;
  unsigned caught_up_ = 0;
  std::size_t unopened_ = 0;
  std::map<std::uint64_t, AnsweredEvent> answers_;
  std::optional<EndedEvent> ended_;
  std::string closed_;
};

}  // namespace samsyn
