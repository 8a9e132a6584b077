#include <algorithm>
#include <utility>
#include <variant>

#include "client/app/app_implementation.h"
#include "client/panels/panels.h"
#include "shared/base/utf8.h"

namespace samsyn {
namespace {

// How long after a lost connection others tell again that they are here.
constexpr std::int64_t kReunion = 10'000;

}  // namespace

void App::Implementation::ReceiveAll(Ui& ui) {
  const OpId item = state_.meeting->CurrentItem();
  const OpId shown = state_.ShownItem();
  for (SyncEvent& event : std::exchange(events_, {})) {
    std::visit([&](auto& content) { Handle(content, ui); }, event);
  }
  if (state_.meeting->CurrentItem() != item) {
    AnnounceItem(ui);
    FollowItem(shown);
  }
  AnnounceEdits(ui);
  keeper_.Commit(session_.Outbox());
  RefreshSaving();
}

void App::Implementation::Handle(const WelcomedEvent& /*event*/, Ui& ui) {
  const Strings say(state_.language);
  if (was_connected_) ui.Announce(say(Str::kBackOnline), Politeness::kPolite);
  was_connected_ = true;
}

void App::Implementation::Handle(const AccessEvent& /*event*/, Ui& ui) {
  NoteArrival();
  AnnounceAccess(ui);
  // What changed is in the log that somebody is reading.
  if (state_.trust_open && state_.trust_part == TrustPart::kLog) decider_.Decide(decision::ReadLog{});
}

void App::Implementation::Handle(const AnsweredEvent& event, Ui& /*ui*/) { decider_.Answer(event); }

void App::Implementation::Handle(LogReadEvent& event, Ui& /*ui*/) {
  state_.log_caught_up = event.caught_up;
  for (LogEntry& entry : event.entries) {
    if (state_.log.empty() || entry.sequence > state_.log.back().sequence) state_.log.push_back(std::move(entry));
  }
}

void App::Implementation::Handle(ReceivedEvent& event, Ui& /*ui*/) {
  // It came before it was said that it may not be read any longer.
  if (!state_.MayRead(event.document)) return;
  std::optional<std::size_t> first_unopened;
  for (std::size_t i = 0; i < event.updates.size(); ++i) {
    const StoredUpdate& update = event.updates[i];
    Result<Bytes> payload =
        link_.OpenUpdate(event.document, update.participant, update.replica, update.counter, update.payload);
    if (!payload) {
      ++state_.unopened;
      if (!first_unopened) first_unopened = i;
      continue;
    }
    state_.meeting->NoteWriter(update.replica, update.participant);
    // A malformed update harms its own writer's later ones at most; the rest of the meeting goes on.
    Update opened{update.replica, update.counter, std::move(payload.Value())};
    const Result<ChangeSet> changes = state_.meeting->Of(event.document).Apply(opened);
    if (!changes) continue;
    state_.changes.Add(event.document, {update.sequence, update.participant, update.at, std::move(opened)});
    if (state_.stage != Stage::kInTheRoom) continue;
    NoteRemoteEdits(event.document, changes.Value());
    if (update.participant == state_.me) continue;
    for (const Change& change : changes.Value()) {
      if (change.kind != Change::Kind::kText) continue;
      edit_watch_.Note({event.document, change.where}, update.participant, change.splice, Now());
    }
  }
  keeper_.Take(event, first_unopened.value_or(event.updates.size()));
}

// So that a caret between two edits that come at once stays where it is.
void App::Implementation::NoteRemoteEdits(DocumentKind document, const ChangeSet& changes) {
  constexpr std::size_t kMost = 500;  // after more, as after a long time without a connection, fields compare
  for (const Change& change : changes) {
    if (change.kind != Change::Kind::kText) continue;
    auto& all = state_.remote_edits;
    auto edits = std::find_if(all.begin(), all.end(), [&](const RemoteEdits& any) {
      return any.document == document && any.text == change.where;
    });
    if (edits == all.end()) edits = all.insert(all.end(), RemoteEdits{document, change.where, {}});
    if (edits->splices.size() < kMost) edits->splices.push_back(change.splice);
  }
}

void App::Implementation::Handle(const CaughtUpEvent& event, Ui& /*ui*/) {
  caught_up_.set(static_cast<std::size_t>(event.document));
  NoteArrival();
}

// The meeting is here when everything is that this participant may read.
void App::Implementation::NoteArrival() {
  if ((state_.stage != Stage::kConnecting && !has_kept_) || state_.access.participants.empty()) return;
  if ((ReadableDocuments() & ~caught_up_).any()) return;
  has_kept_ = false;
  if (state_.stage == Stage::kConnecting) state_.stage = Stage::kAtTheDoor;
  MendOwnLink();
}

// After one's own link was replaced: others find the new public key in the plan, and nobody the old secret.
void App::Implementation::MendOwnLink() {
  const std::optional<Participant> me = state_.meeting->FindParticipant(state_.me);
  const std::string box_key = HexOf(link_.Link().box_public);
  if (me && me->box_key != box_key && state_.MayWrite(DocumentKind::kPlan)) {
    state_.meeting->SetBoxKey(me->record, box_key);
  }
  const std::string known = state_.meeting->LinkOf(state_.me);
  if (!known.empty() && known != invitation_.Value().secret && state_.MayWrite(DocumentKind::kLinks)) {
    state_.meeting->SetLink(state_.me, {});
  }
}

void App::Implementation::Handle(const AcknowledgedEvent& event, Ui& /*ui*/) {
  keeper_.Take(event, state_.me, services_.platform.WallClock() + state_.relay_ahead);
  services_.pending.Remove(event.document, event.replica, event.counter);
}

void App::Implementation::Handle(const RefusedEvent& event, Ui& /*ui*/) {
  state_.refused = event.code;
  for (const OutgoingUpdate& update : event.given_back) {
    services_.pending.Remove(update.document, update.replica, update.counter);
  }
  StartOver();
}

void App::Implementation::Handle(const PresenceEvent& event, Ui& ui) {
  const Result<Bytes> opened = link_.OpenPresence(event.connection, event.participant, event.payload);
  if (!opened) return;
  const Result<Presence> presence = DecodePresence(opened.Value());
  if (!presence) return;
  const bool was_here = state_.IsHere(event.participant);
  state_.peers[event.connection] = {event.participant, presence.Value()};
  if (was_here || !presence.Value().joined) return;
  // Who was here when the connection was lost has not come just because it is back.
  const bool met_before = met_.erase(event.participant) > 0 && Now() - welcomed_at_ < kReunion;
  if (!met_before) AnnounceMove(ui, Str::kCame, event.participant);
}

void App::Implementation::Handle(const LeftEvent& event, Ui& ui) {
  const auto found = state_.peers.find(event.connection);
  if (found == state_.peers.end()) return;
  const Peer peer = found->second;
  state_.peers.erase(found);
  if (peer.presence.joined && !state_.IsHere(peer.participant)) AnnounceMove(ui, Str::kLeft, peer.participant);
}

void App::Implementation::Handle(const EndedEvent& /*event*/, Ui& /*ui*/) {}

void App::Implementation::AnnounceMove(Ui& ui, Str text, const std::string& participant) {
  if (state_.stage != Stage::kInTheRoom) return;
  const Strings say(state_.language);
  ui.Announce(say(text, state_.FirstNameOf(participant)));
}

void App::Implementation::AnnounceEdits(Ui& ui) {
  using Place = EditWatch::Place;
  edit_watch_.LookAt(state_.writing ? std::optional(Place{state_.writing->document, state_.writing->text})
                                    : std::nullopt);
  const Strings say(state_.language);
  for (const EditNews& news : edit_watch_.Take(Now())) {
    const std::string who = state_.FirstNameOf(news.participant);
    ui.Announce(IsBlank(news.inserted) ? say(Str::kErasedThere, who) : say(Str::kWroteThere, who, news.inserted));
  }
  if (const auto due = edit_watch_.DueAt()) services_.platform.RequestFrameIn(std::max<std::int64_t>(1, *due - Now()));
}

// Who may do what has changed while we are in the room: roles, the pen, consent.
void App::Implementation::AnnounceAccess(Ui& ui) {
  const MeetingAccess before = std::exchange(told_access_, state_.access);
  if (state_.stage != Stage::kInTheRoom || before.participants.empty()) return;
  const Strings say(state_.language);
  const auto became = [&](const std::string& participant, const std::string& role) {
    if (participant == state_.me) return ui.Announce(say(Str::kMyRoleNow, role));
    ui.Announce(say(Str::kRoleNow, state_.FirstNameOf(participant), role));
  };
  for (const ParticipantAccess& now : state_.access.participants) {
    const ParticipantAccess* was = before.Find(now.id);
    if (was != nullptr && was->role != now.role) became(now.id, RoleNameOf(now.role, say));
  }
  if (state_.access.secretary != before.secretary && !state_.access.secretary.empty()) {
    became(state_.access.secretary, std::string(say(Str::kRoleSecretary)));
  }
  const bool missing = ConsentIsMissing(state_.access, state_.RelayNow());
  const std::string person = FirstName(state_.Individual().name);
  if (missing && !ConsentIsMissing(before, state_.RelayNow())) ui.Announce(say(Str::kConsentEndedNow, person));
  if (state_.access.consent != before.consent && state_.access.consent == Consent::kGiven) {
    ui.Announce(say(Str::kConsentGivenNow, person));
  }
}

// The meeting has left `shown`, which is on the screen. Whoever is writing there stays where they write.
void App::Implementation::FollowItem(OpId shown) {
  if (state_.writing && state_.chosen_item.IsNone()) state_.chosen_item = shown;
}

// Somebody has taken the meeting to another item.
void App::Implementation::AnnounceItem(Ui& ui) {
  if (state_.stage != Stage::kInTheRoom) return;
  const Strings say(state_.language);
  for (const AgendaItem& item : state_.meeting->Agenda()) {
    if (item.state == ItemState::kNow) {
      ui.Announce(say(Str::kNowOn, item.number + " " + TitleOrUntitled(item.title, say)));
    }
  }
}

}  // namespace samsyn
