#include "tests/integration/test_client.h"

#include <doctest/doctest.h>

#include <chrono>

#include "client/state/sealed_copy.h"

namespace samsyn {
namespace {

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
      sealed_({link_.meeting, link_.secret}, random_,
              [this](const std::string& participant) { return BoxKeyIn(*copy_, participant); }),
      session_(link_.meeting, sealed_.Link().token, random_),
      copy_(std::make_unique<Meeting>(random_.Next())) {
  kept_.Load([this](std::vector<PendingUpdate> updates) { TakeUpPending(std::move(updates)); });
}

void TestClient::TakeUpPending(std::vector<PendingUpdate> updates) {
  for (PendingUpdate& update : updates) {
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
    // Before the first Access there is nothing to seal with, and what was typed waits.
    if (access_.participants.empty()) continue;
    // A client with an error may write what it may not read: sealed with a key nobody else has.
    if (copy_->Of(document).HasUpdates() && !sealed_.Has(document)) {
      sealed_.Keys().Add(sealed_.Keys().MakeNext(document));
    }
    for (const Update& update : copy_->Of(document).TakeUpdates()) {
      last = update.counter;
      Bytes sealed = sealed_.SealUpdate(document, update.replica, update.counter, update.payload);
      kept_.Put({document, update.replica, update.counter, sealed});
      session_.Enqueue({document, update.replica, update.counter, std::move(sealed)}, Now());
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
  for (int kind = 0; kind < kDocumentKindCount; ++kind) {
    if (MayRead(static_cast<DocumentKind>(kind)) && (caught_up_ & (1U << kind)) == 0) return false;
  }
  return IsOnline() && !access_.participants.empty() && session_.UnsavedCount() == 0 && inbox_.empty();
}

bool TestClient::MayRead(DocumentKind document) const { return samsyn::MayRead(access_, me_, document, relay_time_); }

void TestClient::SendPresence(ByteView payload) {
  session_.SendPresence(sealed_.SealPresence(connection_, {}, payload));
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

void TestClient::OnMessage(ByteView message) {
  traffic += AsText(message);
  inbox_.emplace_back(message.begin(), message.end());
}

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
  me_ = event.participant;
  connection_ = event.connection;
  copy_->NoteWriter(Replica(), event.participant);
}

void TestClient::Handle(AccessEvent& event) {
  const bool first = access_.participants.empty();
  const MeetingAccess before = std::exchange(access_, event.access);
  const std::int64_t time_before = std::exchange(relay_time_, event.now);
  sealed_.Take(me_, std::move(event.keys));
  if (first) return ApplyOutbox();
  for (int kind = 0; kind < kDocumentKindCount; ++kind) {
    const auto document = static_cast<DocumentKind>(kind);
    const bool could = samsyn::MayRead(before, me_, document, time_before);
    if (could && !MayRead(document)) return StartOver();
    if (!could && MayRead(document)) session_.Follow(document);
  }
}

void TestClient::Handle(AnsweredEvent& event) { answers[event.number] = event; }

void TestClient::Handle(LogReadEvent& event) {
  for (LogEntry& entry : event.entries) log.push_back(std::move(entry));
}

void TestClient::Handle(ReceivedEvent& event) {
  for (StoredUpdate& update : event.updates) {
    ++updates_received;
    // In order and without holes, except for what it sent itself.
    std::uint64_t& last = last_sequence[event.document];
    CHECK(update.sequence > last);
    last = update.sequence;
    copy_->NoteWriter(update.replica, update.participant);
    Result<Bytes> payload =
        sealed_.OpenUpdate(event.document, update.participant, update.replica, update.counter, update.payload);
    if (!payload) {
      ++unopened;
      continue;
    }
    CHECK(copy_->Of(event.document).Apply({update.replica, update.counter, std::move(payload.Value())}).Ok());
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

void TestClient::Handle(PresenceEvent& event) {
  Result<Bytes> opened = sealed_.OpenPresence(event.connection, event.participant, event.payload);
  if (opened) present[event.connection] = {event.connection, event.participant, std::move(opened.Value())};
}

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
  ApplyOutbox();
  for (int kind = 0; kind < kDocumentKindCount; ++kind) session_.ForgetReceived(static_cast<DocumentKind>(kind));
  last_sequence.clear();
  session_.RetryNow();
  socket_.Close();
}

void TestClient::ApplyOutbox() {
  for (const OutgoingUpdate& update : session_.Outbox()) {
    Result<Bytes> payload = sealed_.OpenUpdate(update.document, me_, update.replica, update.counter, update.payload);
    if (!payload) continue;
    CHECK(copy_->Of(update.document).Apply({update.replica, update.counter, std::move(payload.Value())}).Ok());
  }
}

void TestClient::Flush() {
  for (const Bytes& frame : session_.TakeOutgoing()) {
    traffic += AsText(frame);
    socket_.Send(frame);
  }
}

}  // namespace samsyn
