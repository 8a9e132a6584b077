#include "tests/integration/test_client.h"

#include <doctest/doctest.h>

#include <chrono>

namespace samsyn {
namespace {

constexpr unsigned kAllDocuments = (1U << kDocumentKindCount) - 1;

std::int64_t Now() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

}  // namespace

TestClient::TestClient(NativeLoop& loop, Link link, MemoryPendingStore& kept, Ledger& ledger, std::uint64_t seed)
    : link_(std::move(link)),
      kept_(kept),
      ledger_(ledger),
      random_(seed),
      socket_(loop),
      session_(link_.meeting, link_.secret, random_),
      copy_(std::make_unique<Meeting>(random_.Next())) {
  kept_.Load([this](std::vector<PendingUpdate> updates) { TakeUpPending(std::move(updates)); });
}

void TestClient::TakeUpPending(std::vector<PendingUpdate> updates) {
  for (PendingUpdate& update : updates) {
    CHECK(copy_->Of(update.document).Apply({update.replica, update.counter, update.payload}).Ok());
    session_.Enqueue({update.document, update.replica, update.counter, std::move(update.payload)}, Now());
  }
  loaded_ = true;
}

void TestClient::Step() {
  kept_.Deliver();
  while (!inbox_.empty()) {
    const Bytes message = std::move(inbox_.front());
    inbox_.pop_front();
    Receive(message);
  }
  SendEdits();
  session_.Tick(Now());
  if (session_.WantsClose()) {
    socket_.Close();
  } else if (loaded_ && may_connect_ && session_.WantsConnection(Now())) {
    session_.Connecting(Now());
    socket_.Connect(link_.url, *this);
  }
  Flush();
}

void TestClient::Write(DocumentKind document, FieldRef text, std::size_t position, const std::string& typed,
                       const std::vector<std::string>& marks) {
  copy_->Of(document).InsertText(text, position, typed);
  for (const std::string& mark : marks) new_marks_.emplace_back(document, mark);
}

void TestClient::SendEdits() {
  for (int kind = 0; kind < kDocumentKindCount; ++kind) {
    const auto document = static_cast<DocumentKind>(kind);
    std::uint64_t last = 0;
    for (Update& update : copy_->Of(document).TakeUpdates()) {
      last = update.counter;
      kept_.Put({document, update.replica, update.counter, update.payload});
      session_.Enqueue({document, update.replica, update.counter, std::move(update.payload)}, Now());
    }
    for (const auto& [where, mark] : new_marks_) {
      if (where == document) ledger_.Wrote(mark, document, Replica(), last);
    }
    std::erase_if(new_marks_, [&](const auto& entry) { return entry.first == document; });
  }
  Flush();
}

bool TestClient::IsSettled() const {
  for (int kind = 0; kind < kDocumentKindCount; ++kind) {
    if (copy_->Of(static_cast<DocumentKind>(kind)).HasUpdates()) return false;
  }
  return IsOnline() && caught_up_ == kAllDocuments && session_.UnsavedCount() == 0 && inbox_.empty();
}

void TestClient::LoseConnection() {
  if (session_.GetState() == SyncSession::State::kOffline) return;
  socket_.Drop();
  OnClosed("lost");
}

void TestClient::OnOpen() {
  session_.Opened(Now());
  Flush();
}

void TestClient::OnMessage(ByteView message) { inbox_.emplace_back(message.begin(), message.end()); }

void TestClient::OnClosed(const std::string& /*reason*/) {
  // What came before the end came in time: an Error says why the connection ends.
  for (const Bytes& message : std::exchange(inbox_, {})) Receive(message);
  session_.Closed(Now());
  present.clear();
  caught_up_ = 0;
}

void TestClient::Receive(ByteView message) {
  const Result<ServerFrame> frame = DecodeServerFrame(message);
  REQUIRE(frame);
  if (const auto* error = std::get_if<ErrorFrame>(&frame.Value())) errors.push_back(*error);
  session_.Receive(message, Now());
  HandleEvents();
}

void TestClient::HandleEvents() {
  for (SyncEvent& event : session_.TakeEvents()) {
    std::visit([&](auto& content) { Handle(content); }, event);
  }
}

void TestClient::Handle(WelcomedEvent& event) {
  ++welcomes;
  copy_->NoteWriter(Replica(), event.participant);
}

void TestClient::Handle(ReceivedEvent& event) {
  for (StoredUpdate& update : event.updates) {
    ++updates_received;
    // In order and without holes, except for what it sent itself.
    std::uint64_t& last = last_sequence[event.document];
    CHECK(update.sequence > last);
    last = update.sequence;
    copy_->NoteWriter(update.replica, update.participant);
    CHECK(copy_->Of(event.document).Apply({update.replica, update.counter, std::move(update.payload)}).Ok());
  }
}

void TestClient::Handle(CaughtUpEvent& event) { caught_up_ |= 1U << static_cast<unsigned>(event.document); }

void TestClient::Handle(AcknowledgedEvent& event) {
  kept_.Remove(event.document, event.replica, event.counter);
  ledger_.Saved(event.document, event.replica, event.counter);
}

void TestClient::Handle(RefusedEvent& event) {
  for (const OutgoingUpdate& update : event.given_back) kept_.Remove(update.document, update.replica, update.counter);
  refused.push_back(event);
  StartOver();
}

void TestClient::Handle(PresenceEvent& event) { present[event.connection] = event; }

void TestClient::Handle(LeftEvent& event) {
  present.erase(event.connection);
  left.push_back(event.connection);
}

void TestClient::Handle(EndedEvent& event) {
  ended = event;
  socket_.Close();
}

void TestClient::StartOver() {
  copy_ = std::make_unique<Meeting>(random_.Next());
  for (const OutgoingUpdate& update : session_.Outbox()) {
    CHECK(copy_->Of(update.document).Apply({update.replica, update.counter, update.payload}).Ok());
  }
  for (int kind = 0; kind < kDocumentKindCount; ++kind) session_.ForgetReceived(static_cast<DocumentKind>(kind));
  last_sequence.clear();
  session_.RetryNow();
  socket_.Close();
}

void TestClient::Flush() {
  for (const Bytes& frame : session_.TakeOutgoing()) socket_.Send(frame);
}

}  // namespace samsyn
