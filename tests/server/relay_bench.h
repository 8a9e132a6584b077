// A relay with everything around it in the test's hands: connections without sockets, a clock that is set, and a real
// journal in a temporary directory.
#pragma once

#include <doctest/doctest.h>
#include <spdlog/sinks/ostream_sink.h>

#include <functional>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "server/log.h"
#include "server/relay.h"
#include "server/sqlite_journal.h"
#include "tests/server/journal_contract.h"
#include "tests/server/temporary_directory.h"

namespace samsyn {

class HandClock final : public Clock {
 public:
  [[nodiscard]] std::chrono::milliseconds Now() const override { return now; }
  [[nodiscard]] std::int64_t UnixTime() const override { return unix_time; }
  void Pass(std::chrono::milliseconds time) {
    now += time;
    unix_time += time.count();
  }
  std::chrono::milliseconds now{1'000'000};
  std::int64_t unix_time = 1'800'000'000'000;
};

// Remembers what each connection was sent and how it was closed.
class RecordingTransport final : public RelayTransport {
 public:
  struct Connection {
    std::vector<ServerFrame> frames;
    bool closed = false;
    CloseCode code = CloseCode::kNormal;
    std::string reason;
    int pings = 0;
    int resumed = 0;
    std::size_t queued = 0;  // what QueuedBytes answers
  };

  void Send(std::string_view frame, const std::vector<ConnectionId>& receivers) override {
    CHECK(frame.size() <= kMaxFrameBytes + 1024);
    for (const ConnectionId id : receivers) {
      Connection& connection = connections[id];
      REQUIRE_FALSE(connection.closed);
      Result<ServerFrame> decoded = DecodeServerFrame(AsBytes(frame));
      REQUIRE(decoded);
      connection.frames.push_back(std::move(decoded.Value()));
    }
  }
  void Close(ConnectionId id, CloseCode code, std::string_view reason) override {
    Connection& connection = connections[id];
    CHECK_FALSE(connection.closed);
    connection.closed = true;
    connection.code = code;
    connection.reason = reason;
  }
  void Ping(ConnectionId id) override { ++connections[id].pings; }
  void ResumeReading(ConnectionId id) override { ++connections[id].resumed; }
  [[nodiscard]] std::size_t QueuedBytes(ConnectionId id) const override {
    const auto found = connections.find(id);
    return found == connections.end() ? 0 : found->second.queued;
  }

  std::map<ConnectionId, Connection> connections;
};

// A journal that can be told to fail; everything else is the real one's.
class FailingJournal final : public Journal {
 public:
  explicit FailingJournal(std::unique_ptr<Journal> real) : real_(std::move(real)) {}

  [[nodiscard]] Status CreateMeeting(const JournalMeeting& meeting, std::span<const JournalEntry> entries) override {
    if (fails) return Error{ErrorCode::kUnavailable, "disk on fire"};
    return real_->CreateMeeting(meeting, entries);
  }
  [[nodiscard]] Result<StoredMeeting> FindMeeting(std::string_view meeting) override {
    if (fails) return Error{ErrorCode::kUnavailable, "disk on fire"};
    return real_->FindMeeting(meeting);
  }
  [[nodiscard]] Status SaveAccess(std::string_view meeting, const MeetingAccess& access,
                                  std::span<const TokenHash> token_hashes, std::span<const KeyFor> new_keys,
                                  std::span<const LogEntry> entries) override {
    if (fails) return Error{ErrorCode::kUnavailable, "disk on fire"};
    ++saves;
    return real_->SaveAccess(meeting, access, token_hashes, new_keys, entries);
  }
  [[nodiscard]] Status AppendLog(std::span<const JournalLogEntry> entries) override {
    if (fails) return Error{ErrorCode::kUnavailable, "disk on fire"};
    return real_->AppendLog(entries);
  }
  [[nodiscard]] Result<std::vector<LogEntry>> ReadLog(std::string_view meeting, std::uint64_t after,
                                                      std::size_t limit) override {
    if (fails) return Error{ErrorCode::kUnavailable, "disk on fire"};
    return real_->ReadLog(meeting, after, limit);
  }
  [[nodiscard]] Status Purge(std::string_view meeting, std::int64_t at) override {
    if (fails) return Error{ErrorCode::kUnavailable, "disk on fire"};
    return real_->Purge(meeting, at);
  }
  [[nodiscard]] Result<bool> WasPurged(std::string_view meeting) override { return real_->WasPurged(meeting); }
  [[nodiscard]] Result<std::vector<std::string>> DuePurges(std::int64_t now) override { return real_->DuePurges(now); }
  [[nodiscard]] Result<std::vector<AppendOutcome>> Append(std::span<const JournalEntry> entries) override {
    if (fails) return Error{ErrorCode::kUnavailable, "disk on fire"};
    if (before_append) before_append();
    ++commits;
    return real_->Append(entries);
  }
  [[nodiscard]] Result<std::vector<StoredUpdate>> Read(std::string_view meeting, DocumentKind document,
                                                       std::uint64_t after, ReadLimits limits) override {
    if (fails) return Error{ErrorCode::kUnavailable, "disk on fire"};
    ++reads;
    return real_->Read(meeting, document, after, limits);
  }

  std::function<void()> before_append;
  bool fails = false;
  int commits = 0;
  int saves = 0;
  int reads = 0;  // of updates

 private:
  std::unique_ptr<Journal> real_;
};

class RelayBench {
 public:
  explicit RelayBench(const Limits& with = {}, const CreationPolicy& who_creates = {})
      : limits(with), creation(who_creates) {
    Result<std::unique_ptr<SqliteJournal>> opened = SqliteJournal::Open(directory_.Path());
    REQUIRE(opened);
    log_->set_level(spdlog::level::debug);
    journal = std::make_unique<FailingJournal>(std::move(opened.Value()));
    REQUIRE(journal->CreateMeeting(ExampleMeeting(), {}));
    Restart();
  }

  // A relay that has heard of no connection yet.
  void Restart() { RestartWith(*journal); }
  void RestartWith(Journal& through) {
    relay.reset();
    relay = std::make_unique<Relay>(through, transport, clock, limits, *log_, creation);
  }

  ConnectionId Open(const std::string& address = "192.0.2.1") {
    relay->OnOpen(++last_connection_, address);
    return last_connection_;
  }
  Reading Say(ConnectionId connection, const ClientFrame& frame) { return SayBytes(connection, Encode(frame)); }
  Reading SayBytes(ConnectionId connection, const Bytes& bytes) { return relay->OnMessage(connection, AsText(bytes)); }

  // Of the plan, what comes after `after`.
  static std::vector<Subscription> Everything(std::uint64_t after = 0) {
    std::vector<Subscription> subscriptions = {{DocumentKind::kPlan, after}};
    for (int i = 1; i < kDocumentKindCount; ++i) subscriptions.push_back({static_cast<DocumentKind>(i), 0});
    return subscriptions;
  }
  // Somebody who has said Hello, before the turn that answers.
  ConnectionId Greet(const std::string& participant, std::uint64_t after = 0, const std::string& meeting = "noor") {
    const ConnectionId connection = Open();
    Say(connection, HelloFrame{kProtocolVersion, meeting, participant + " of " + meeting, Everything(after)});
    return connection;
  }
  // A member who follows every document they may read, with the frames of joining out of the way.
  ConnectionId Join(const std::string& participant, std::uint64_t after = 0, const std::string& meeting = "noor") {
    const ConnectionId connection = Greet(participant, after, meeting);
    Turn();
    REQUIRE_FALSE(transport.connections[connection].frames.empty());
    REQUIRE(std::holds_alternative<WelcomeFrame>(transport.connections[connection].frames[0]));
    transport.connections[connection].frames.clear();
    return connection;
  }
  void Append(ConnectionId connection, ReplicaId replica, std::uint64_t counter, const std::string& text,
              DocumentKind document = DocumentKind::kPlan) {
    const ByteView bytes = AsBytes(text);
    Say(connection, AppendFrame{document, replica, counter, Bytes(bytes.begin(), bytes.end())});
  }
  std::chrono::milliseconds Turn() { return relay->OnTurn(); }
  void Pass(std::chrono::milliseconds time) {
    clock.Pass(time);
    Turn();
  }
  void Vanish(ConnectionId connection) { relay->OnClosed(connection); }

  // All frames of one kind a connection was sent, in order, which are forgotten by it.
  template <typename Frame>
  std::vector<Frame> Take(ConnectionId connection) {
    std::vector<Frame> taken;
    std::vector<ServerFrame> rest;
    for (ServerFrame& frame : transport.connections[connection].frames) {
      if (auto* wanted = std::get_if<Frame>(&frame)) {
        taken.push_back(std::move(*wanted));
      } else {
        rest.push_back(std::move(frame));
      }
    }
    transport.connections[connection].frames = std::move(rest);
    return taken;
  }
  // The texts of all updates a connection was sent for one document.
  std::vector<std::string> TakeTexts(ConnectionId connection, DocumentKind document = DocumentKind::kPlan) {
    std::vector<std::string> texts;
    for (const UpdatesFrame& frame : Take<UpdatesFrame>(connection)) {
      if (frame.document != document) continue;
      for (const StoredUpdate& update : frame.updates) texts.emplace_back(AsText(update.payload));
    }
    return texts;
  }
  // Every line of the log so far.
  [[nodiscard]] std::string LogText() const { return log_text_.str(); }
  const RecordingTransport::Connection& At(ConnectionId connection) { return transport.connections[connection]; }

 private:
  TemporaryDirectory directory_;
  std::ostringstream log_text_;
  std::shared_ptr<spdlog::logger> log_ =
      std::make_shared<spdlog::logger>("bench", std::make_shared<spdlog::sinks::ostream_sink_st>(log_text_));
  ConnectionId last_connection_ = 0;

 public:
  Limits limits;
  CreationPolicy creation;
  HandClock clock;
  RecordingTransport transport;
  std::unique_ptr<FailingJournal> journal;
  std::unique_ptr<Relay> relay;
};

}  // namespace samsyn
