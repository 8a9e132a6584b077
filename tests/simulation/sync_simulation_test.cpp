// People write through sync sessions against a relay that crashes and a network that breaks between any two frames, or
// goes silent. What was shown as saved is in the relay's journal, once, for ever; what was not arrives later; in the
// end all have the same documents. Closing a tab loses nothing either: what waits is written down and sent by the next
// page.
//
// SAMSYN_SEED=n runs one session, SAMSYN_SEEDS=n that many.
#include <doctest/doctest.h>

#include <array>
#include <deque>
#include <memory>
#include <optional>
#include <set>
#include <tuple>

#include "shared/document/document.h"
#include "shared/document/undo_stack.h"
#include "shared/sync/sync_session.h"
#include "tests/support/describe.h"
#include "tests/support/model_relay.h"
#include "tests/support/random_edits.h"
#include "tests/support/seeded_random.h"

namespace samsyn {
namespace {

constexpr std::array kDocuments = {DocumentKind::kPlan, DocumentKind::kOutcome};
using UpdateName = std::tuple<DocumentKind, ReplicaId, std::uint64_t>;

// One direction of a connection: frames arrive in order, or no longer.
struct Line {
  ModelRelay::ConnectionNumber number = 0;
  std::deque<Bytes> to_relay;
  std::deque<Bytes> to_client;
  bool silent = false;  // both ends believe in it, and nothing arrives
};

// A browser: pages come and go, what is not yet acknowledged stays.
class Client {
 public:
  Client(std::string name, SeededRandom& random, ModelRelay& relay)
      : name_(std::move(name)), random_(random), editor_(random), relay_(relay) {
    OpenPage(0);
  }

  [[nodiscard]] std::size_t UnsavedCount() const { return session_->UnsavedCount(); }
  [[nodiscard]] bool IsOnline() const { return session_->GetState() == SyncSession::State::kOnline; }
  [[nodiscard]] const std::set<UpdateName>& Acknowledged() const { return acknowledged_; }
  [[nodiscard]] const std::set<UpdateName>& Written() const { return written_; }
  [[nodiscard]] bool HasLine() const { return line_.has_value(); }

  [[nodiscard]] std::string See() const {
    std::string all;
    for (const auto& page : pages_) all += Describe(page->document);
    return all;
  }

  void Edit(std::int64_t now) {
    Page& page = *pages_[random_.Below(pages_.size())];
    editor_.EditOnce(page.document, page.undo);
    for (Update& update : page.document.TakeUpdates()) {
      OutgoingUpdate outgoing{page.kind, update.replica, update.counter, std::move(update.payload)};
      written_.insert({page.kind, outgoing.replica, outgoing.counter});
      stored_.push_back(outgoing);
      session_->Enqueue(std::move(outgoing), now);
    }
  }

  // The tab is closed and opened again: a new replica, empty documents, and what the device had kept.
  void Reload(std::int64_t now) {
    Drop(now);
    OpenPage(now);
  }

  void Live(std::int64_t now) {
    if (!line_ && session_->WantsConnection(now)) {
      session_->Connecting(now);
      if (random_.Chance(80)) {
        line_ = Line{relay_.Accept(), {}, {}, random_.Chance(4)};
        session_->Opened(now);
      } else {
        session_->Closed(now);
      }
    }
    if (now >= session_->NextTick()) session_->Tick(now);
    if (line_) {
      for (Bytes& frame : session_->TakeOutgoing()) line_->to_relay.push_back(std::move(frame));
    }
    if (line_ && session_->WantsClose()) Drop(now);
    HandleEvents();
  }

  // A few frames travel; some of those under way when the connection breaks never arrive.
  void Carry(std::int64_t now, std::size_t frames) {
    if (!line_) return;
    if (!relay_.IsOpen(line_->number)) {
      // What the relay sent before it died may still come in, or the other end is simply silent.
      if (!line_->silent) Drop(now);
      return;
    }
    for (Bytes& frame : relay_.TakeOutgoing(line_->number)) line_->to_client.push_back(std::move(frame));
    if (line_->silent) return;
    for (; frames > 0; --frames) {
      const bool upwards = random_.Chance(50);
      std::deque<Bytes>& frames_there = upwards ? line_->to_relay : line_->to_client;
      if (frames_there.empty()) continue;
      const Bytes frame = std::move(frames_there.front());
      frames_there.pop_front();
      if (upwards) {
        relay_.Receive(line_->number, frame);
      } else {
        session_->Receive(frame, now);
        for (Bytes& answer : session_->TakeOutgoing()) line_->to_relay.push_back(std::move(answer));
      }
    }
    HandleEvents();
  }

  void Drop(std::int64_t now) {
    if (!line_) return;
    relay_.Close(line_->number);
    line_.reset();
    session_->Closed(now);
    HandleEvents();
  }

  void GoSilent() {
    if (line_) line_->silent = true;
  }

 private:
  struct Page {
    DocumentKind kind;
    Document document;
    UndoStack undo{document};
    Page(DocumentKind which, ReplicaId replica) : kind(which), document(replica) {}
  };

  void OpenPage(std::int64_t now) {
    session_ = std::make_unique<SyncSession>("meeting", name_, random_);
    pages_.clear();
    for (const DocumentKind kind : kDocuments) pages_.push_back(std::make_unique<Page>(kind, random_.Next()));
    for (const OutgoingUpdate& kept : stored_) {
      Apply(kept.document, {kept.replica, kept.counter, kept.payload});
      session_->Enqueue(kept, now);
    }
  }

  void Apply(DocumentKind kind, const Update& update) {
    for (const auto& page : pages_) {
      if (page->kind != kind) continue;
      REQUIRE(page->document.Apply(update).Ok());
      REQUIRE(page->document.CheckInvariants() == "");
    }
  }

  void HandleEvents() {
    for (const SyncEvent& event : session_->TakeEvents()) {
      if (const auto* received = std::get_if<ReceivedEvent>(&event)) {
        for (const StoredUpdate& update : received->updates) {
          Apply(received->document, {update.replica, update.counter, update.payload});
        }
      } else if (const auto* saved = std::get_if<AcknowledgedEvent>(&event)) {
        std::erase_if(stored_, [&](const OutgoingUpdate& update) {
          const bool is_saved = update.document == saved->document && update.replica == saved->replica &&
                                update.counter <= saved->counter;
          if (is_saved) {
            acknowledged_.insert({update.document, update.replica, update.counter});
            REQUIRE(relay_.IsDurable(update.document, update.replica, update.counter));
          }
          return is_saved;
        });
      } else {
        REQUIRE_FALSE(std::holds_alternative<RefusedEvent>(event));
        REQUIRE_FALSE(std::holds_alternative<EndedEvent>(event));
      }
    }
    REQUIRE(stored_.size() == session_->UnsavedCount());
  }

  std::string name_;
  SeededRandom& random_;
  RandomEditor editor_;
  ModelRelay& relay_;
  std::unique_ptr<SyncSession> session_;
  std::vector<std::unique_ptr<Page>> pages_;
  std::optional<Line> line_;
  std::vector<OutgoingUpdate> stored_;  // as in the browser's storage: written, not yet acknowledged
  std::set<UpdateName> acknowledged_;
  std::set<UpdateName> written_;
};

class Session {
 public:
  explicit Session(std::uint64_t seed) : random_(seed), relay_(random_) {
    const std::size_t count = random_.Between(2, 4);
    for (std::size_t i = 0; i < count; ++i) {
      clients_.push_back(std::make_unique<Client>("person " + std::to_string(i), random_, relay_));
    }
  }

  void Run() {
    const std::size_t steps = random_.Between(150, 500);
    for (std::size_t step = 0; step < steps; ++step) {
      now_ += static_cast<std::int64_t>(random_.Chance(5) ? random_.Below(20'000) : random_.Below(200));
      Client& client = *clients_[random_.Below(clients_.size())];
      const std::size_t action = random_.Below(1000);
      if (action < 350) {
        client.Edit(now_);
      } else if (action < 360) {
        relay_.Crash();
      } else if (action < 375) {
        client.Drop(now_);
      } else if (action < 385) {
        client.GoSilent();
      } else if (action < 395) {
        client.Reload(now_);
      } else if (action < 550) {
        relay_.Commit();
      }
      for (const auto& each : clients_) {
        each->Live(now_);
        each->Carry(now_, random_.Below(12));
      }
    }
    Settle();
  }

 private:
  [[nodiscard]] bool IsSettled() const {
    for (const auto& client : clients_) {
      if (client->UnsavedCount() > 0 || !client->IsOnline() || client->See() != clients_.front()->See()) return false;
    }
    return true;
  }

  void Settle() {
    for (int round = 0; round < 4000 && (round % 20 != 0 || !IsSettled()); ++round) {
      now_ += 100;
      for (const auto& client : clients_) {
        client->Live(now_);
        client->Carry(now_, 40);
      }
      relay_.Commit();
    }
    for (const auto& client : clients_) {
      REQUIRE(client->UnsavedCount() == 0);
      REQUIRE(client->See() == clients_.front()->See());
      REQUIRE(client->Acknowledged() == client->Written());
    }
    // The journals hold what was written, all of it and all of it once, each writer's in order.
    std::set<UpdateName> written;
    for (const auto& client : clients_) written.insert(client->Written().begin(), client->Written().end());
    std::size_t stored = 0;
    for (const DocumentKind kind : kDocuments) {
      std::map<ReplicaId, std::uint64_t> last;
      for (const StoredUpdate& update : relay_.Journal(kind)) {
        REQUIRE(written.contains({kind, update.replica, update.counter}));
        REQUIRE(update.counter > last[update.replica]);
        last[update.replica] = update.counter;
        ++stored;
      }
    }
    REQUIRE(stored == written.size());
    // And somebody who joins now sees what the others see, even if several lines in a row go silent at once.
    Client late("late", random_, relay_);
    for (int round = 0; round < 4000 && late.See() != clients_.front()->See(); ++round) {
      now_ += 100;
      late.Live(now_);
      late.Carry(now_, 40);
    }
    REQUIRE(late.See() == clients_.front()->See());
  }

  SeededRandom random_;
  ModelRelay relay_;
  std::int64_t now_ = 1'000;
  std::vector<std::unique_ptr<Client>> clients_;
};

}  // namespace

TEST_CASE("what is acknowledged is there once, what waits arrives, and all see the same") {
  for (const std::uint64_t seed : Seeds(200)) {
    CAPTURE(seed);
    Session(seed).Run();
  }
}

}  // namespace samsyn
