// The relay as the protocol promises it, in memory: what it has acknowledged survives a crash, what it has not may be
// gone. Speaks shared/wire, knows nothing of documents, stamps everything with the participant of the connection.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <vector>

#include "shared/wire/frames.h"
#include "tests/support/seeded_random.h"

namespace samsyn {

class ModelRelay {
 public:
  using ConnectionNumber = std::uint64_t;

  explicit ModelRelay(SeededRandom& random) : random_(random) {}

  [[nodiscard]] const std::vector<StoredUpdate>& Journal(DocumentKind document) const {
    return journals_[static_cast<std::size_t>(document)];
  }
  [[nodiscard]] bool IsDurable(DocumentKind document, ReplicaId replica, std::uint64_t counter) const {
    const std::vector<StoredUpdate>& journal = Journal(document);
    return std::any_of(journal.begin(), journal.end(), [&](const StoredUpdate& update) {
      return update.replica == replica && update.counter == counter;
    });
  }

  [[nodiscard]] ConnectionNumber Accept() {
    connections_[++last_number_] = {};
    return last_number_;
  }
  [[nodiscard]] bool IsOpen(ConnectionNumber number) const { return connections_.contains(number); }
  void Close(ConnectionNumber number) { connections_.erase(number); }
  [[nodiscard]] std::vector<Bytes> TakeOutgoing(ConnectionNumber number) {
    return std::exchange(connections_.at(number).outgoing, {});
  }

  void Receive(ConnectionNumber number, ByteView bytes) {
    const Result<ClientFrame> frame = DecodeClientFrame(bytes);
    REQUIRE(frame.Ok());
    if (const auto* hello = std::get_if<HelloFrame>(&frame.Value())) {
      Welcome(number, *hello);
    } else if (const auto* append = std::get_if<AppendFrame>(&frame.Value())) {
      REQUIRE(connections_.at(number).welcomed);
      Stage(number, *append);
    } else if (const auto* ping = std::get_if<PingFrame>(&frame.Value())) {
      Send(number, PongFrame{ping->number});
    }
  }

  // What was staged becomes durable; then, and only then, it is acknowledged and passed on. An acknowledgement may
  // overtake what others wrote before it.
  void Commit() {
    std::vector<Stored> batch;
    for (const Staged& staged : std::exchange(staged_, {})) {
      Store(staged);
      batch.push_back({staged.from, staged.append.document, Journal(staged.append.document).back()});
    }
    if (random_.Chance(50)) {
      for (const Stored& stored : batch) Acknowledge(stored);
      for (const Stored& stored : batch) PassOn(stored);
    } else {
      for (const Stored& stored : batch) {
        PassOn(stored);
        Acknowledge(stored);
      }
    }
  }

  // The process dies: some of what was staged may have reached the disk, but nobody has been told.
  void Crash() {
    const std::size_t written = random_.Below(staged_.size() + 1);
    for (std::size_t i = 0; i < written; ++i) Store(staged_[i]);
    staged_.clear();
    connections_.clear();
  }

 private:
  struct Connection {
    bool welcomed = false;
    std::string participant;
    std::vector<Bytes> outgoing;
  };
  struct Staged {
    ConnectionNumber from = 0;
    std::string participant;
    AppendFrame append;
  };
  struct Stored {
    ConnectionNumber from = 0;
    DocumentKind document = DocumentKind::kPlan;
    StoredUpdate update;
  };

  void Acknowledge(const Stored& stored) {
    const StoredUpdate& update = stored.update;
    if (!IsOpen(stored.from)) return;
    Send(stored.from, AckFrame{stored.document, update.replica, update.counter, update.sequence});
  }
  void PassOn(const Stored& stored) {
    for (const auto& [number, connection] : connections_) {
      if (number == stored.from || !connection.welcomed) continue;
      Send(number, UpdatesFrame{stored.document, false, {stored.update}});
    }
  }

  void Send(ConnectionNumber number, const ServerFrame& frame) {
    connections_.at(number).outgoing.push_back(Encode(frame));
  }

  void Welcome(ConnectionNumber number, const HelloFrame& hello) {
    Connection& connection = connections_.at(number);
    connection.welcomed = true;
    connection.participant = hello.token;
    Send(number, WelcomeFrame{kProtocolVersion, hello.token, Role::kChair, number});
    for (const Subscription& wanted : hello.subscriptions) {
      const std::vector<StoredUpdate>& journal = Journal(wanted.document);
      REQUIRE(wanted.after_sequence <= journal.size());
      for (std::size_t start = static_cast<std::size_t>(wanted.after_sequence);;) {
        const std::size_t end = std::min(journal.size(), start + random_.Between(1, 40));
        UpdatesFrame frame{wanted.document, end == journal.size(), {}};
        for (; start < end; ++start) frame.updates.push_back(journal[start]);
        const bool is_last = frame.caught_up;
        Send(number, std::move(frame));
        if (is_last) break;
      }
    }
  }

  void Stage(ConnectionNumber number, const AppendFrame& append) {
    for (const StoredUpdate& stored : Journal(append.document)) {
      if (stored.replica != append.replica || stored.counter != append.counter) continue;
      return Send(number, AckFrame{append.document, append.replica, append.counter, stored.sequence});
    }
    const auto same = [&](const Staged& staged) {
      return staged.append.document == append.document && staged.append.replica == append.replica &&
             staged.append.counter == append.counter;
    };
    const auto found = std::find_if(staged_.begin(), staged_.end(), same);
    if (found != staged_.end()) {
      found->from = number;  // sent again over a new connection: that one gets the answer
    } else {
      staged_.push_back({number, connections_.at(number).participant, append});
    }
  }

  void Store(const Staged& staged) {
    const AppendFrame& append = staged.append;
    std::vector<StoredUpdate>& journal = journals_[static_cast<std::size_t>(append.document)];
    journal.push_back({journal.size() + 1, staged.participant, append.replica, append.counter, append.payload});
  }

  SeededRandom& random_;
  std::array<std::vector<StoredUpdate>, kDocumentKindCount> journals_;
  std::vector<Staged> staged_;
  std::map<ConnectionNumber, Connection> connections_;
  ConnectionNumber last_number_ = 0;
};

}  // namespace samsyn
