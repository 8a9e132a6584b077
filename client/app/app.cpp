#include "client/app/app.h"

#include <algorithm>
#include <bitset>
#include <limits>
#include <set>
#include <utility>
#include <variant>
#include <vector>

#include "client/app/apply_intents.h"
#include "client/app/decider.h"
#include "client/panels/panels.h"
#include "shared/crypto/sealed_link.h"
#include "shared/sync/sync_session.h"
#include "shared/wire/limits.h"

namespace samsyn {
namespace {

using DocumentSet = std::bitset<kDocumentKindCount>;

constexpr std::int64_t kMinute = 60'000;
// How long after a lost connection others tell again that they are here.
constexpr std::int64_t kReunion = 10'000;

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

class App::Implementation : public TransportListener {
 public:
  Implementation(AppServices services, AppLink link)
      : services_(services),
        socket_url_(std::move(link.socket_url)),
        invitation_(ReadInvitation(link.fragment)),
        link_(invitation_ ? invitation_.Value() : Invitation{}, services.platform.Random(),
              [this](const std::string& participant) { return decider_.PublicKeyOf(participant); }),
        session_(link_.MeetingId(), link_.Link().token, services.platform.Random()),
        decider_(state_, link_, session_, services.platform) {
    state_.page_url = std::move(link.page_url);
    state_.meeting_id = link_.MeetingId();
    state_.meeting = std::make_unique<Meeting>(services_.platform.Random().Next());
    state_.language = services_.platform.LoadSetting("language") == "en" ? Language::kEnglish : Language::kSwedish;
    if (const std::string percent = services_.platform.LoadSetting("text_percent"); percent.size() == 3) {
      state_.text_percent = std::clamp(std::atoi(percent.c_str()), 100, 200);
    }
    if (!invitation_) {
      const bool no_link = invitation_.GetError().code == ErrorCode::kNotFound;
      state_.stage = no_link ? Stage::kNoLink : Stage::kEnded;
      state_.ended = invitation_.GetError().code;
      return;
    }
    services_.pending.Load([this](std::vector<PendingUpdate> updates) { TakeUpPending(std::move(updates)); });
  }

  void Frame(Ui& ui) {
    ReceiveAll(ui);
    ReadClocks();
    const Strings say(state_.language);
    ui.SetTextScale(static_cast<float>(state_.text_percent) / 100.0F);
    ui.SetTexts({std::string(say(Str::kFocusMoved))});
    const std::string app_name(say(Str::kAppName));
    const std::string title = state_.meeting->Info().title;
    ui.SetPage(title.empty() ? app_name : title + " – " + app_name,
               state_.language == Language::kSwedish ? "sv" : "en");
    Intents intents;
    DrawPage({ui, state_, say, intents});
    state_.remote_edits.clear();
    if (ui.UndoPressed()) intents.push_back(intent::Undo{});
    if (ui.RedoPressed()) intents.push_back(intent::Redo{});
    if (!intents.empty()) {
      Perform(intents, ui, say);
      services_.platform.RequestFrame();  // what they changed is drawn by the next frame
    }
    SendEdits();
    TellPresence();
    Flush();
  }

  // --- TransportListener ---

  void OnOpen() override {
    session_.Opened(Now());
    Flush();
  }

  // Answered at once, as a hidden page draws no frames; what it changes for the eye waits for the next frame.
  void OnMessage(ByteView message) override {
    session_.Receive(message, Now());
    if (session_.WantsClose()) services_.transport.Close();
    TakeSessionEvents();
    TellPresence();
    Flush();
    if (!events_.empty()) services_.platform.RequestFrame();
  }

  void OnClosed(const std::string& /*reason*/) override {
    session_.Closed(Now());
    TakeSessionEvents();
    // What others told over this connection holds no longer.
    std::erase_if(events_, [](const SyncEvent& event) {
      return std::holds_alternative<PresenceEvent>(event) || std::holds_alternative<LeftEvent>(event);
    });
    known_.clear();
    for (const auto& [connection, peer] : state_.peers) {
      if (peer.presence.joined) met_.insert(peer.participant);
    }
    state_.peers.clear();
    told_.reset();
    RefreshSaving();
    services_.platform.RequestFrame();
    ScheduleTick();
  }

 private:
  [[nodiscard]] std::int64_t Now() const { return services_.platform.Now(); }

  void ReadClocks() {
    state_.wall_clock = services_.platform.WallClock();
    state_.local_wall_clock = services_.platform.LocalWallClock();
    const std::int64_t since = state_.meeting->CurrentSince();
    const bool clock_runs = state_.stage == Stage::kInTheRoom && since > 0 && !state_.meeting->CurrentItem().IsNone();
    if (clock_runs) {
      const std::int64_t passed = std::max<std::int64_t>(0, state_.wall_clock - since);
      services_.platform.RequestFrameIn(kMinute - passed % kMinute);
    }
  }

  // --- Connecting ---

  // What an earlier page could not deliver belongs to the meeting as much as what is typed now. It is sealed: what it
  // says is known when the relay has handed over the keys.
  void TakeUpPending(std::vector<PendingUpdate> updates) {
    for (PendingUpdate& update : updates) {
      session_.Enqueue({update.document, update.replica, update.counter, std::move(update.payload)}, Now());
    }
    loaded_ = true;
    RefreshSaving();
    services_.platform.RequestFrame();
    Tick();
  }

  void Tick() {
    const std::int64_t now = Now();
    session_.Tick(now);
    if (session_.WantsClose()) {
      services_.transport.Close();
    } else if (loaded_ && session_.WantsConnection(now)) {
      session_.Connecting(now);
      services_.transport.Connect(socket_url_, *this);
    }
    Flush();
    ScheduleTick();
  }

  void ScheduleTick() {
    const std::int64_t at = session_.NextTick();
    if (at == std::numeric_limits<std::int64_t>::max() || tick_at_ <= at) return;
    tick_at_ = at;
    services_.platform.CallIn(std::max<std::int64_t>(1, at - Now()), [this, at] {
      if (tick_at_ == at) tick_at_ = std::numeric_limits<std::int64_t>::max();
      Tick();
    });
  }

  void Flush() {
    for (const Bytes& frame : session_.TakeOutgoing()) services_.transport.Send(frame);
    ScheduleTick();
  }

  // --- Receiving ---

  void ReceiveAll(Ui& ui) {
    const OpId item = state_.meeting->CurrentItem();
    for (SyncEvent& event : std::exchange(events_, {})) {
      std::visit([&](auto& content) { Handle(content, ui); }, event);
    }
    if (state_.meeting->CurrentItem() != item) AnnounceItem(ui);
    RefreshSaving();
  }

  // --- At once, also on a page that draws nothing ---

  // Of what came, and of what the session has to say by itself: a command that cannot be sent is answered at once.
  void TakeSessionEvents() {
    for (SyncEvent& event : session_.TakeEvents()) {
      if (const auto* welcomed = std::get_if<WelcomedEvent>(&event)) TakeWelcome(*welcomed);
      if (auto* access = std::get_if<AccessEvent>(&event)) TakeAccess(*access);
      if (const auto* ended = std::get_if<EndedEvent>(&event)) TakeEnd(*ended);
      const auto* presence = std::get_if<PresenceEvent>(&event);
      if (presence != nullptr && known_.insert(presence->connection).second) told_.reset();  // they do not know us yet
      events_.push_back(std::move(event));
    }
  }

  void TakeWelcome(const WelcomedEvent& event) {
    state_.me = event.participant;
    state_.role = event.role;
    connection_ = event.connection;
    welcomed_at_ = Now();
    told_.reset();
    NoteOwnReplicas();
  }

  void TakeAccess(AccessEvent& event) {
    const DocumentSet before = ReadableDocuments();
    const bool first = state_.access.participants.empty();
    state_.wall_clock = services_.platform.WallClock();
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
  void LoseDocuments(const DocumentSet& lost) {
    for (std::size_t kind = 0; kind < lost.size(); ++kind) {
      const auto document = static_cast<DocumentKind>(kind);
      if (!lost[kind]) continue;
      link_.Keys().Forget(document);
      for (const OutgoingUpdate& update : session_.Outbox()) {
        if (update.document == document) services_.pending.Remove(document, update.replica, update.counter);
      }
    }
    StartOver();
  }

  void TakeEnd(const EndedEvent& event) {
    state_.ended = event.code;
    state_.ended_reason = event.reason;
    state_.stage = Stage::kEnded;
    if (ErasesEverything(event.reason)) {
      services_.pending.RemoveAll();
      link_.Forget();
      MakeMeeting();
      state_.access = {};
      // Whoever is let in again gets everything anew.
      caught_up_ = 0;
      for (int kind = 0; kind < kDocumentKindCount; ++kind) session_.ForgetReceived(static_cast<DocumentKind>(kind));
    }
    services_.transport.Close();
  }

  [[nodiscard]] DocumentSet ReadableDocuments() const {
    DocumentSet documents;
    for (std::size_t kind = 0; kind < documents.size(); ++kind) {
      documents[kind] = state_.MayRead(static_cast<DocumentKind>(kind));
    }
    return documents;
  }

  // --- In a frame ---

  void Handle(const WelcomedEvent& /*event*/, Ui& ui) {
    const Strings say(state_.language);
    if (was_connected_) ui.Announce(say(Str::kBackOnline), Politeness::kPolite);
    was_connected_ = true;
  }

  void Handle(const AccessEvent& /*event*/, Ui& /*ui*/) {
    NoteArrival();
    // What changed is in the log that somebody is reading.
    if (state_.trust_open && state_.trust_part == TrustPart::kLog) decider_.Decide(decision::ReadLog{});
  }
  void Handle(const AnsweredEvent& event, Ui& /*ui*/) { decider_.Answer(event); }
  void Handle(LogReadEvent& event, Ui& /*ui*/) {
    state_.log_caught_up = event.caught_up;
    for (LogEntry& entry : event.entries) {
      if (state_.log.empty() || entry.sequence > state_.log.back().sequence) state_.log.push_back(std::move(entry));
    }
  }

  void Handle(ReceivedEvent& event, Ui& /*ui*/) {
    for (StoredUpdate& update : event.updates) {
      Result<Bytes> payload =
          link_.OpenUpdate(event.document, update.participant, update.replica, update.counter, update.payload);
      if (!payload) {
        ++state_.unopened;
        continue;
      }
      state_.meeting->NoteWriter(update.replica, update.participant);
      // A malformed update harms its own writer's later ones at most; the rest of the meeting goes on.
      const Result<ChangeSet> changes =
          state_.meeting->Of(event.document).Apply({update.replica, update.counter, std::move(payload.Value())});
      if (changes && state_.stage == Stage::kInTheRoom) NoteRemoteEdits(event.document, changes.Value());
    }
  }

  // So that a caret between two edits that come at once stays where it is.
  void NoteRemoteEdits(DocumentKind document, const ChangeSet& changes) {
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

  void Handle(const CaughtUpEvent& event, Ui& /*ui*/) {
    caught_up_.set(static_cast<std::size_t>(event.document));
    NoteArrival();
  }

  // The meeting is here when everything is that this participant may read.
  void NoteArrival() {
    if (state_.stage != Stage::kConnecting || state_.access.participants.empty()) return;
    if ((ReadableDocuments() & ~caught_up_).any()) return;
    state_.stage = Stage::kAtTheDoor;
    MendOwnLink();
  }

  // After one's own link was replaced: others find the new public key in the plan, and nobody the old secret.
  void MendOwnLink() {
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

  void Handle(const AcknowledgedEvent& event, Ui& /*ui*/) {
    services_.pending.Remove(event.document, event.replica, event.counter);
  }

  void Handle(const RefusedEvent& event, Ui& /*ui*/) {
    state_.refused = event.code;
    for (const OutgoingUpdate& update : event.given_back) {
      services_.pending.Remove(update.document, update.replica, update.counter);
    }
    StartOver();
  }

  void Handle(const PresenceEvent& event, Ui& ui) {
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

  void Handle(const LeftEvent& event, Ui& ui) {
    const auto found = state_.peers.find(event.connection);
    if (found == state_.peers.end()) return;
    const Peer peer = found->second;
    state_.peers.erase(found);
    if (peer.presence.joined && !state_.IsHere(peer.participant)) AnnounceMove(ui, Str::kLeft, peer.participant);
  }

  void Handle(const EndedEvent& /*event*/, Ui& /*ui*/) {}

  void AnnounceMove(Ui& ui, Str text, const std::string& participant) {
    if (state_.stage != Stage::kInTheRoom) return;
    const Strings say(state_.language);
    ui.Announce(say(text, state_.FirstNameOf(participant)));
  }

  // Somebody has taken the meeting to another item.
  void AnnounceItem(Ui& ui) {
    if (state_.stage != Stage::kInTheRoom) return;
    const Strings say(state_.language);
    for (const AgendaItem& item : state_.meeting->Agenda()) {
      if (item.state == ItemState::kNow) {
        ui.Announce(say(Str::kNowOn, item.number + " " + TitleOrUntitled(item.title, say)));
      }
    }
  }

  // After a refusal this copy holds something the meeting does not: it is thrown away and made anew from what the relay
  // has, under a new replica, because nobody can build on the old one's numbers any more.
  void StartOver() {
    MakeMeeting();
    ApplyOutbox(*state_.meeting);
    NoteOwnReplicas();
    caught_up_.reset();
    for (int kind = 0; kind < kDocumentKindCount; ++kind) session_.ForgetReceived(static_cast<DocumentKind>(kind));
    session_.RetryNow();
    services_.transport.Close();
  }

  void MakeMeeting() {
    state_.meeting = std::make_unique<Meeting>(services_.platform.Random().Next());
    state_.writing.reset();
    state_.last_writing.reset();
    state_.remote_edits.clear();
    state_.drafts.clear();
  }

  // What is still on its way, and stays so even if it does not open here.
  void ApplyOutbox(Meeting& meeting) {
    for (const OutgoingUpdate& update : session_.Outbox()) {
      Result<Bytes> payload =
          link_.OpenUpdate(update.document, state_.me, update.replica, update.counter, update.payload);
      if (!payload) continue;
      (void)meeting.Of(update.document).Apply({update.replica, update.counter, std::move(payload.Value())});
    }
  }

  // The relay does not send back what this connection sends, so it never says who wrote what is taken up from an
  // earlier page.
  void NoteOwnReplicas() {
    state_.meeting->NoteWriter(MyReplica(), state_.me);
    for (const OutgoingUpdate& update : session_.Outbox()) state_.meeting->NoteWriter(update.replica, state_.me);
  }

  [[nodiscard]] ReplicaId MyReplica() const { return state_.meeting->Of(DocumentKind::kPlan).Replica(); }

  // --- Sending ---

  void Perform(const Intents& intents, Ui& ui, const Strings& say) {
    const AfterIntents after = ApplyIntents(state_, intents, services_.platform);
    if (after.try_connection) {
      if (state_.stage == Stage::kEnded) state_.stage = Stage::kConnecting;
      session_.RetryNow();
      Tick();
    }
    for (const Decision& decision : after.decisions) decider_.Decide(decision);
    TakeSessionEvents();
    if (!after.copied.empty()) {
      services_.platform.CopyText(after.copied);
      ui.Announce(say(Str::kCopied));
    }
    if (after.undone) ui.Announce(say(Str::kUndone));
    if (after.redone) ui.Announce(say(Str::kRedone));
    if (after.nothing_to_undo) ui.Announce(say(Str::kNothingToUndo));
    for (const AgendaItem& item : state_.meeting->Agenda()) {
      if (item.record == after.moved_item) {
        ui.Announce(say(Str::kMovedTo, TitleOrUntitled(item.title, say), item.number));
      }
    }
  }

  void SendEdits() {
    for (int kind = 0; kind < kDocumentKindCount; ++kind) {
      const auto document = static_cast<DocumentKind>(kind);
      std::vector<Update> updates = state_.meeting->Of(document).TakeUpdates();
      if (updates.empty()) continue;
      if (!link_.Has(document)) {
        state_.refused = ErrorCode::kForbidden;
        return StartOver();
      }
      for (const Update& update : updates) {
        Bytes sealed = link_.SealUpdate(document, update.replica, update.counter, update.payload);
        services_.pending.Put({document, update.replica, update.counter, sealed});
        session_.Enqueue({document, update.replica, update.counter, std::move(sealed)}, Now());
      }
    }
    RefreshSaving();
  }

  void TellPresence() {
    if (session_.GetState() != SyncSession::State::kOnline) return;
    Presence presence{state_.stage == Stage::kInTheRoom, state_.writing};
    // Nobody hears where somebody writes who wants to be alone.
    if (presence.place && presence.place->document == DocumentKind::kAside) presence.place.reset();
    if (told_ == presence || state_.access.participants.empty()) return;
    told_ = presence;
    session_.SendPresence(link_.SealPresence(connection_, ItemsInUse(), EncodePresence(presence)));
  }

  // Items that somebody may see who may see nothing else.
  [[nodiscard]] std::vector<DocumentKind> ItemsInUse() const {
    DocumentSet used;
    for (const ParticipantAccess& participant : state_.access.participants) {
      if (participant.only_item && !participant.revoked) used.set(static_cast<std::size_t>(*participant.only_item));
    }
    std::vector<DocumentKind> items;
    for (std::size_t kind = 0; kind < used.size(); ++kind) {
      if (used[kind]) items.push_back(static_cast<DocumentKind>(kind));
    }
    return items;
  }

  void RefreshSaving() {
    state_.online = session_.GetState() == SyncSession::State::kOnline;
    if (state_.online) {
      state_.saving = session_.UnsavedCount() == 0 ? Saving::kSaved : Saving::kSaving;
    } else if (state_.stage == Stage::kAtTheDoor || state_.stage == Stage::kInTheRoom) {
      state_.saving = services_.pending.Works() ? Saving::kOfflineKept : Saving::kOfflineLost;
    }
  }

  AppServices services_;
  std::string socket_url_;
  Result<Invitation> invitation_;
  AppState state_;
  SealedLink link_;
  SyncSession session_;
  Decider decider_;
  std::uint64_t connection_ = 0;   // this one's number in the meeting
  std::vector<SyncEvent> events_;  // of what arrived since the last frame
  std::set<std::uint64_t> known_;  // connections that have told of themselves
  std::optional<Presence> told_;
  DocumentSet caught_up_;
  bool loaded_ = false;  // what an earlier page left is taken up
  bool was_connected_ = false;
  std::int64_t welcomed_at_ = 0;
  std::set<std::string> met_;  // participants who were here when the connection was lost
  std::int64_t tick_at_ = std::numeric_limits<std::int64_t>::max();
};

App::App(AppServices services, AppLink link)
    : implementation_(std::make_unique<Implementation>(services, std::move(link))) {}
App::~App() = default;

void App::Frame(Ui& ui) { implementation_->Frame(ui); }

}  // namespace samsyn
