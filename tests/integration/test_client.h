// A client without a screen: it connects, keeps, sends, takes up and starts over as client/app does.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "client/net/native_socket_native.h"
#include "shared/crypto/sealed_link.h"
#include "shared/meeting/meeting.h"
#include "shared/sync/sync_session.h"
#include "tests/integration/memory_pending_store.h"
#include "tests/support/seeded_random.h"

namespace samsyn {

// What was written in a test, and which of it some client was told is saved. Every mark is there once in all the test.
class Ledger {
 public:
  // The mark is saved when everything of the replica up to the counter is.
  void Wrote(const std::string& mark, DocumentKind document, ReplicaId replica, std::uint64_t counter) {
    open_[{document, replica}].emplace(counter, mark);
    written_.insert(mark);
  }
  void Saved(DocumentKind document, ReplicaId replica, std::uint64_t counter) {
    auto& open = open_[{document, replica}];
    for (auto at = open.begin(); at != open.end() && at->first <= counter; at = open.erase(at)) {
      saved_.insert(at->second);
    }
  }
  [[nodiscard]] const std::set<std::string>& Written() const { return written_; }
  [[nodiscard]] const std::set<std::string>& SavedMarks() const { return saved_; }

 private:
  std::map<std::pair<DocumentKind, ReplicaId>, std::multimap<std::uint64_t, std::string>> open_;
  std::set<std::string> written_;
  std::set<std::string> saved_;
};

class TestClient final : private TransportListener {
 public:
  struct Link {
    std::string url;
    std::string meeting;
    std::string secret;
  };

  // `loop`, `kept` and `ledger` outlive the client.
  TestClient(NativeLoop& loop, Link link, MemoryPendingStore& kept, Ledger& ledger, std::uint64_t seed);
  // Gone without a word: nothing is sent, nothing is forgotten.
  ~TestClient() override = default;

  // What a frame of the page does: handles what arrived, sends what was edited, and what the clock asks for.
  void Step();

  // Types into a shared text of this copy. The ledger knows it by its marks.
  void Write(DocumentKind document, FieldRef text, std::size_t position, const std::string& typed,
             const std::vector<std::string>& marks);
  // The edits of Copy() since the last time are kept and sent.
  void SendEdits();
  void SendPresence(ByteView payload);
  // The number of its answer.
  std::uint64_t Decide(Command command) { return session_.SendCommand(std::move(command)); }

  [[nodiscard]] Meeting& Copy() { return *copy_; }
  [[nodiscard]] SyncSession& Session() { return session_; }
  [[nodiscard]] SealedLink& Sealed() { return sealed_; }
  [[nodiscard]] const MeetingAccess& Access() const { return access_; }
  [[nodiscard]] bool MayRead(DocumentKind document) const;
  [[nodiscard]] SeededRandom& Random() { return random_; }
  [[nodiscard]] ReplicaId Replica() const { return copy_->Of(DocumentKind::kPlan).Replica(); }

  [[nodiscard]] bool IsOnline() const { return session_.GetState() == SyncSession::State::kOnline; }
  // Online, has everything the relay had, and everything it wrote is saved.
  [[nodiscard]] bool IsSettled() const;
  // No new connection is made until it is allowed again.
  void HoldBack() { may_connect_ = false; }
  void GoOn() { may_connect_ = true; }
  // The next connection is to this relay.
  void MoveTo(const std::string& url) { link_.url = url; }
  // The network fails: no word to the relay.
  void LoseConnection();

  // What has happened to it.
  int welcomes = 0;
  std::size_t updates_received = 0;
  std::map<DocumentKind, std::uint64_t> last_sequence;
  std::vector<RefusedEvent> refused;
  std::vector<ErrorFrame> errors;
  std::optional<EndedEvent> ended;
  std::map<std::uint64_t, PresenceEvent> present;  // by connection; opened
  std::map<std::uint64_t, AnsweredEvent> answers;  // by the command's number
  std::vector<LogEntry> log;
  std::size_t unopened = 0;
  std::string traffic;  // every byte of every message, in both directions
  std::vector<std::uint64_t> left;

 private:
  void OnOpen() override;
  void OnMessage(ByteView message) override;
  void OnClosed(const std::string& reason) override;

  void TakeUpPending(std::vector<PendingUpdate> updates);
  void Receive(ByteView message);
  void HandleEvents();
  void Handle(WelcomedEvent& event);
  void Handle(AccessEvent& event);
  void Handle(AnsweredEvent& event);
  void Handle(LogReadEvent& event);
  void Handle(ReceivedEvent& event);
  void Handle(CaughtUpEvent& event);
  void Handle(AcknowledgedEvent& event);
  void Handle(RefusedEvent& event);
  void Handle(PresenceEvent& event);
  void Handle(LeftEvent& event);
  void Handle(EndedEvent& event);
  void StartOver();
  void ApplyOutbox();
  void Flush();

  Link link_;
  MemoryPendingStore& kept_;
  Ledger& ledger_;
  SeededRandom random_;
  NativeSocket socket_;
  SealedLink sealed_;
  SyncSession session_;
  std::unique_ptr<Meeting> copy_;
  std::deque<Bytes> inbox_;
  std::vector<std::pair<DocumentKind, std::string>> new_marks_;
  std::string me_;
  std::uint64_t connection_ = 0;
  MeetingAccess access_;
  std::int64_t relay_time_ = 0;
  unsigned caught_up_ = 0;
  bool loaded_ = false;
  bool may_connect_ = true;
};

}  // namespace samsyn
