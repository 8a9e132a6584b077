#include <utility>
#include <variant>

#include "client/app/app_implementation.h"
#include "client/app/recents.h"

namespace samsyn {
namespace {

// Then what was kept on this device goes too.
bool ErasesEverything(Refusal reason) {
  switch (reason) {
    case Refusal::kRevoked:
    case Refusal::kReplaced:
    case Refusal::kExpired:
    case Refusal::kNoConsent:
    case Refusal::kPurged:
      return true;
    default:
      return false;
  }
}

}  // namespace

// Of what came, and of what the session has to say by itself: a command that cannot be sent is answered at once.
void App::Implementation::TakeSessionEvents() {
  for (SyncEvent& event : session_.TakeEvents()) {
    if (const auto* welcomed = std::get_if<WelcomedEvent>(&event)) TakeWelcome(*welcomed);
    if (auto* access = std::get_if<AccessEvent>(&event)) TakeAccess(*access);
    if (const auto* ended = std::get_if<EndedEvent>(&event)) TakeEnd(*ended);
    if (const auto* saved = std::get_if<AcknowledgedEvent>(&event)) DateOwn(*saved);
    const auto* presence = std::get_if<PresenceEvent>(&event);
    if (presence != nullptr && known_.insert(presence->connection).second) told_.reset();  // they do not know us yet
    events_.push_back(std::move(event));
  }
}

// When the relay stored it is not said to who sent it, so it is when the answer came.
void App::Implementation::DateOwn(const AcknowledgedEvent& event) {
  const std::int64_t now = services_.platform.WallClock() + state_.relay_ahead;
  state_.changes.Acknowledge(event.document, event.replica, event.counter, event.sequence, now);
}

void App::Implementation::TakeWelcome(const WelcomedEvent& event) {
  state_.me = event.participant;
  state_.role = event.role;
  connection_ = event.connection;
  if (state_.stage == Stage::kEnded) state_.stage = Stage::kConnecting;  // this device's clock had said so, wrongly
  welcomed_at_ = Now();
  told_.reset();
  NoteOwnReplicas();
}

void App::Implementation::TakeAccess(AccessEvent& event) {
  const DocumentSet before = ReadableDocuments();
  const bool first = state_.access.participants.empty();
  state_.wall_clock = services_.platform.WallClock();
  keeper_.TakeAccess({state_.me, state_.wall_clock, {event.access, event.keys, event.now}});
  state_.relay_ahead = event.now == 0 ? 0 : event.now - state_.wall_clock;
  state_.access = std::move(event.access);
  if (const ParticipantAccess* who = state_.access.Find(state_.me)) state_.role = who->role;
  link_.Take(state_.me, std::move(event.keys));
  if (first) ApplyOutbox(*state_.meeting);
  const DocumentSet after = ReadableDocuments();
  if ((before & ~after).any()) return LoseDocuments(before & ~after);
  for (std::size_t kind = 0; kind < after.size() && !first; ++kind) {
    if (after[kind] && !before[kind]) session_.Follow(static_cast<DocumentKind>(kind));
  }
}

// What may not be read any longer is not kept: not in memory, not on the device.
void App::Implementation::LoseDocuments(const DocumentSet& lost) {
  for (std::size_t kind = 0; kind < lost.size(); ++kind) {
    const auto document = static_cast<DocumentKind>(kind);
    if (!lost[kind]) continue;
    link_.Keys().Forget(document);
    keeper_.Lose(document);
    for (const OutgoingUpdate& update : session_.Outbox()) {
      if (update.document == document) services_.pending.Remove(document, update.replica, update.counter);
    }
  }
  StartOver();
}

void App::Implementation::TakeEnd(const EndedEvent& event) {
  state_.ended = event.code;
  state_.ended_reason = event.reason;
  state_.stage = Stage::kEnded;
  if (ErasesEverything(event.reason)) {
    services_.pending.RemoveAll();
    if (invitation_ && event.reason != Refusal::kNoConsent) Forget(services_.platform, FragmentOf(invitation_.Value()));
    ForgetMeeting();
  } else if (event.reason == Refusal::kUnknownLink) {
    keeper_.Stop();  // there is no such meeting, or it does not know this link any longer
  }
  services_.transport.Close();
}

// Whoever is let in again gets everything anew.
void App::Implementation::ForgetMeeting() {
  keeper_.LoseAll();
  link_.Forget();
  MakeMeeting();
  state_.access = {};
  has_kept_ = false;
  caught_up_ = 0;
  for (int kind = 0; kind < kDocumentKindCount; ++kind) session_.ForgetReceived(static_cast<DocumentKind>(kind));
}

App::Implementation::DocumentSet App::Implementation::ReadableDocuments() const {
  DocumentSet documents;
  for (std::size_t kind = 0; kind < documents.size(); ++kind) {
    documents[kind] = state_.MayRead(static_cast<DocumentKind>(kind));
  }
  return documents;
}

// After a refusal this copy holds something the meeting does not: it is thrown away and made anew from what the relay
// has, under a new replica, because nobody can build on the old one's numbers any more.
void App::Implementation::StartOver() {
  MakeMeeting();
  ApplyOutbox(*state_.meeting);
  NoteOwnReplicas();
  caught_up_.reset();
  keeper_.StartOver();
  for (int kind = 0; kind < kDocumentKindCount; ++kind) session_.ForgetReceived(static_cast<DocumentKind>(kind));
  session_.RetryNow();
  services_.transport.Close();
}

void App::Implementation::MakeMeeting() {
  state_.meeting = std::make_unique<Meeting>(services_.platform.Random().Next());
  state_.changes.Clear();
  state_.history.Clear();
  state_.back = {};
  state_.writing.reset();
  state_.last_writing.reset();
  state_.remote_edits.clear();
  state_.typed.clear();
}

// What is still on its way, and stays so even if it does not open here.
void App::Implementation::ApplyOutbox(Meeting& meeting) {
  for (const OutgoingUpdate& update : session_.Outbox()) {
    Result<Bytes> payload =
        link_.OpenUpdate(update.document, state_.me, update.replica, update.counter, update.payload);
    if (!payload) continue;
    Update opened{update.replica, update.counter, std::move(payload.Value())};
    (void)meeting.Of(update.document).Apply(opened);
    state_.changes.AddOwn(update.document, state_.me, std::move(opened));
  }
}

// The relay does not send back what this connection sends, so it never says who wrote what is taken up from an
// earlier page.
void App::Implementation::NoteOwnReplicas() {
  state_.meeting->NoteWriter(MyReplica(), state_.me);
  for (const OutgoingUpdate& update : session_.Outbox()) state_.meeting->NoteWriter(update.replica, state_.me);
}

}  // namespace samsyn
