#include <algorithm>
#include <utility>

#include "client/app/app_implementation.h"
#include "client/app/recents.h"

namespace samsyn {
namespace {

// How long the relay has to answer before the meeting is shown as it was.
constexpr std::int64_t kPatience = 4'000;

}  // namespace

// What an earlier page could not deliver belongs to the meeting as much as what is typed now. It is sealed: what it
// says is known when the keys are here, from the device or from the relay.
void App::Implementation::TakeUp() {
  if (!pending_found_ || !kept_found_) return;
  has_kept_ = !kept_found_->access.empty() && OpenKept(std::move(*kept_found_));
  for (PendingUpdate& update : *pending_found_) {
    session_.Enqueue({update.document, update.replica, update.counter, std::move(update.payload)}, Now());
  }
  pending_found_.reset();
  kept_found_.reset();
  if (has_kept_) {
    ApplyOutbox(*state_.meeting);
    NoteOwnReplicas();
    services_.platform.CallIn(kPatience, [this] { ShowKept(); });
  }
  loaded_ = true;
  RefreshSaving();
  services_.platform.RequestFrame();
  Tick();
}

// False: there was nothing of use, and nothing is left of it.
bool App::Implementation::OpenKept(KeptRecords records) {
  Result<KeptMeeting> kept = DecodeKept(records);
  bool whole = kept.Ok();
  if (whole) {
    KeptMeeting& meeting = kept.Value();
    AccessFrame& said = meeting.access.frame;
    state_.wall_clock = services_.platform.WallClock();
    state_.relay_ahead = said.now == 0 ? 0 : said.now - meeting.access.heard_at;
    state_.me = meeting.access.participant;
    state_.access = std::move(said.access);
    whole = WhyNotIn(state_.access, state_.me, state_.RelayNow()) == Refusal::kNone;
    if (whole) state_.role = state_.access.Find(state_.me)->role;
    if (whole) link_.Take(state_.me, std::move(said.keys));
    for (int kind = 0; kind < kDocumentKindCount && whole; ++kind) {
      const auto document = static_cast<DocumentKind>(kind);
      auto& updates = meeting.updates[static_cast<std::size_t>(kind)];
      whole = (updates.empty() || state_.MayRead(document)) && ApplyKept(document, std::move(updates));
    }
  }
  if (!whole) {
    ForgetMeeting();
    return false;
  }
  for (int kind = 0; kind < kDocumentKindCount; ++kind) {
    session_.StartFrom(static_cast<DocumentKind>(kind), kept.Value().sequences[static_cast<std::size_t>(kind)]);
  }
  keeper_.GoOnFrom(kept.Value().sequences);
  return true;
}

// What could be opened when it was kept must open now.
bool App::Implementation::ApplyKept(DocumentKind document, std::vector<StoredUpdate> updates) {
  for (StoredUpdate& update : updates) {
    Result<Bytes> payload =
        link_.OpenUpdate(document, update.participant, update.replica, update.counter, update.payload);
    if (!payload) return false;
    state_.meeting->NoteWriter(update.replica, update.participant);
    Update opened{update.replica, update.counter, std::move(payload.Value())};
    if (!state_.meeting->Of(document).Apply(opened)) continue;
    state_.changes.Add(document, {update.sequence, update.participant, update.at, std::move(opened)});
  }
  return true;
}

// The relay does not answer. It is asked first, so that nobody sees for a moment what they may not see any longer.
void App::Implementation::ShowKept() {
  if (!has_kept_ || state_.stage != Stage::kConnecting || session_.GetState() == SyncSession::State::kOnline) return;
  state_.stage = Stage::kAtTheDoor;
  was_connected_ = true;
  RefreshSaving();
  services_.platform.RequestFrame();
}

void App::Implementation::ChooseKeeping() {
  const std::string fragment = FragmentOf(invitation_.Value());
  keeper_.Choose(state_.start.remember);
  if (!state_.start.remember) return Forget(services_.platform, fragment);
  for (const std::string& forgotten : Remember(services_.platform, {fragment, state_.meeting->Info().title})) {
    ForgetOnDevice(forgotten);
  }
}

void App::Implementation::ForgetOnDevice(const std::string& fragment) {
  const std::string name = DeviceNameOf(fragment);
  if (!name.empty()) services_.kept.RemoveOf(name);
}

// Without the relay this device's clock has to say that a time is over. It may be wrong: what was written here and
// not delivered is left for the relay to decide about.
void App::Implementation::EndWhatIsOver() {
  const bool shown = state_.stage == Stage::kAtTheDoor || state_.stage == Stage::kInTheRoom;
  if (!shown || session_.GetState() == SyncSession::State::kOnline) return;
  const std::int64_t now = state_.RelayNow();
  const Refusal reason = WhyNotIn(state_.access, state_.me, now);
  if (reason != Refusal::kNone) {
    ForgetMeeting();
    state_.ended = ErrorCode::kForbidden;
    state_.ended_reason = reason;
    state_.stage = Stage::kEnded;
    return;
  }
  constexpr std::int64_t kDay = 86'400'000;
  const std::int64_t next = NextChange(state_.access, now);
  if (next != 0) services_.platform.RequestFrameIn(std::min(next - now, kDay));
}

}  // namespace samsyn
