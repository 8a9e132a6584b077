#include "client/app/app.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "client/app/app_implementation.h"
#include "client/app/apply_intents.h"
#include "client/app/recents.h"
#include "client/keep/new_meeting.h"
#include "client/panels/panels.h"

namespace samsyn {
namespace {

constexpr std::int64_t kMinute = 60'000;
// What people write, whatever language the page is in.
constexpr std::string_view kTextLanguage = "sv";

Scheme SchemeOf(Appearance appearance, const Platform::Surroundings& device) {
  const bool contrast =
      appearance == Appearance::kContrast || (appearance == Appearance::kSystem && device.more_contrast);
  const bool dark = appearance == Appearance::kDark ||
                    (device.dark && (appearance == Appearance::kSystem || appearance == Appearance::kContrast));
  if (contrast) return dark ? Scheme::kContrastDark : Scheme::kContrastLight;
  return dark ? Scheme::kDark : Scheme::kLight;
}

}  // namespace

App::Implementation::Implementation(AppServices services, AppLink link)
    : services_(services),
      socket_url_(std::move(link.socket_url)),
      invitation_(ReadInvitation(link.fragment)),
      link_(invitation_ ? invitation_.Value() : Invitation{}, services.platform.Random(),
            [this](const std::string& participant) { return decider_.PublicKeyOf(participant); }),
      creator_(services.transport, services.platform),
      session_(link_.MeetingId(), link_.Link().token, services.platform.Random()),
      decider_(state_, link_, session_, services.platform),
      keeper_(services.kept) {
  state_.page_url = std::move(link.page_url);
  state_.meeting_id = link_.MeetingId();
  state_.meeting = std::make_unique<Meeting>(services_.platform.Random().Next());
  state_.language = LanguageOfSetting(services_.platform.LoadSetting("language"));
  if (const std::string percent = services_.platform.LoadSetting("text_percent"); percent.size() == 3) {
    state_.text_percent = std::clamp(std::atoi(percent.c_str()), 100, 200);
  }
  state_.simple = services_.platform.LoadSetting("simple") == "yes";
  state_.hides_time = services_.platform.LoadSetting("hides_time") == "yes";
  state_.plain = services_.platform.LoadSetting("plain") == "yes";
  state_.quiet = services_.platform.LoadSetting("quiet") == "yes";
  const std::string appearance = services_.platform.LoadSetting("appearance");
  if (appearance.size() == 1 && appearance[0] >= '0' && appearance[0] < '0' + kAppearanceCount) {
    state_.appearance = static_cast<Appearance>(appearance[0] - '0');
  }
  if (!invitation_) {
    const bool no_link = invitation_.GetError().code == ErrorCode::kNotFound;
    state_.stage = no_link ? Stage::kNoLink : Stage::kEnded;
    state_.ended = invitation_.GetError().code;
    state_.start.recents = LoadRecents(services_.platform);
    return;
  }
  services_.pending.Load([this](std::vector<PendingUpdate> updates) {
    pending_found_ = std::move(updates);
    TakeUp();
  });
  services_.kept.Load([this](KeptRecords records) {
    kept_found_ = std::move(records);
    TakeUp();
  });
}

void App::Implementation::Frame(Ui& ui) {
  DressPage(ui);
  ReceiveAll(ui);
  ReadClocks();
  EndWhatIsOver();
  state_.newer_version = services_.platform.NewerVersionWaits();
  const Strings say(state_.language);
  ui.SetTextScale(static_cast<float>(state_.text_percent) / 100.0F);
  ui.SetTexts({std::string(say(Str::kFocusMoved)), std::string(say(Str::kSkipTo))});
  const std::string app_name(say(Str::kAppName));
  // Nothing of what this device keeps is told before the relay was asked.
  const std::string title = state_.stage == Stage::kConnecting ? std::string() : state_.meeting->Info().title;
  ui.SetPage(title.empty() ? app_name : title + " – " + app_name, std::string(LanguageTag(state_.language)));
  if (state_.stage == Stage::kInTheRoom && state_.view == View::kHistory) state_.history.Read(state_.changes);
  state_.can_speak = services_.platform.CanSpeak(kTextLanguage);
  StopReadingElsewhere();
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

void App::Implementation::DressPage(Ui& ui) {
  const Platform::Surroundings device = services_.platform.GetSurroundings();
  const Scheme scheme = SchemeOf(state_.appearance, device);
  state_.must_be_plain = device.cannot_draw;
  const bool plain = state_.plain || state_.must_be_plain;
  ui.SetScheme(scheme);
  ui.SetPlain(plain);
  ui.SetQuiet(state_.quiet);
  const std::pair now{scheme, plain};
  if (now == worn_) return;
  worn_ = now;
  services_.platform.Wear({plain, IsDark(scheme), CssColors(scheme), CssColors(Scheme::kLight)});
}

void App::Implementation::OnOpen() {
  session_.Opened(Now());
  Flush();
}

// Answered at once, as a hidden page draws no frames; what it changes for the eye waits for the next frame.
void App::Implementation::OnMessage(ByteView message) {
  session_.Receive(message, Now());
  if (session_.WantsClose()) services_.transport.Close();
  TakeSessionEvents();
  TellPresence();
  Flush();
  if (!events_.empty()) services_.platform.RequestFrame();
}

void App::Implementation::OnClosed(const std::string& /*reason*/) {
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
  ShowKept();
  RefreshSaving();
  services_.platform.RequestFrame();
  ScheduleTick();
}

void App::Implementation::ReadClocks() {
  state_.wall_clock = services_.platform.WallClock();
  state_.local_wall_clock = services_.platform.LocalWallClock();
  const std::int64_t since = state_.meeting->CurrentSince();
  const bool clock_runs = state_.stage == Stage::kInTheRoom && since > 0 && !state_.meeting->CurrentItem().IsNone();
  if (clock_runs) {
    const std::int64_t passed = std::max<std::int64_t>(0, state_.wall_clock - since);
    services_.platform.RequestFrameIn(kMinute - passed % kMinute);
  }
}

void App::Implementation::Tick() {
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

void App::Implementation::ScheduleTick() {
  const std::int64_t at = session_.NextTick();
  if (at == std::numeric_limits<std::int64_t>::max() || tick_at_ <= at) return;
  tick_at_ = at;
  services_.platform.CallIn(std::max<std::int64_t>(1, at - Now()), [this, at] {
    if (tick_at_ == at) tick_at_ = std::numeric_limits<std::int64_t>::max();
    Tick();
  });
}

void App::Implementation::Flush() {
  for (const Bytes& frame : session_.TakeOutgoing()) services_.transport.Send(frame);
  ScheduleTick();
}

void App::Implementation::Perform(const Intents& intents, Ui& ui, const Strings& say) {
  const AfterIntents after = ApplyIntents(state_, intents, services_.platform, wrote_at_);
  if (after.try_connection) {
    if (state_.stage == Stage::kEnded) state_.stage = Stage::kConnecting;
    session_.RetryNow();
    Tick();
  }
  if (after.create_meeting) CreateMeeting();
  if (after.pick_file) PickFile();
  if (after.take_newer_version) {
    SendEdits();  // they are kept before the page goes
    services_.platform.TakeNewerVersion();
  }
  if (!after.opened_fragment.empty()) services_.platform.OpenFragment(after.opened_fragment);
  if (!after.forgotten_fragment.empty()) ForgetOnDevice(after.forgotten_fragment);
  if (after.entered) ChooseKeeping();
  for (const Decision& decision : after.decisions) decider_.Decide(decision);
  TakeSessionEvents();
  if (!after.copied.empty()) {
    services_.platform.CopyText(after.copied);
    ui.Announce(say(after.copied_what));
  }
  for (const intent::SaveFile& file : after.files) {
    services_.platform.SaveFile(file.name, file.type, file.content);
    ui.Announce(say(Str::kFileSaved));
  }
  if (after.print) services_.platform.Print();
  if (after.read_aloud) ReadAloud(*after.read_aloud);
  if (after.undone) ui.Announce(say(Str::kUndone));
  if (after.redone) ui.Announce(say(Str::kRedone));
  if (after.brought_back) ui.Announce(say(Str::kBroughtBack));
  if (after.nothing_to_undo) ui.Announce(say(Str::kNothingToUndo));
  if (after.removed_item) ui.Announce(say(Str::kRemovedAnnounce, TitleOrUntitled(*after.removed_item, say)));
  for (const AgendaItem& item : state_.meeting->Agenda()) {
    if (item.record == after.moved_item) {
      ui.Announce(say(Str::kMovedTo, TitleOrUntitled(item.title, say), item.number));
    }
  }
}

App::Implementation::PlaceRead App::Implementation::PlaceInView() const {
  return {state_.stage, state_.view, state_.tab, state_.simple, state_.ShownItem()};
}

void App::Implementation::ReadAloud(const std::string& text) {
  state_.reading_aloud = true;
  read_place_ = PlaceInView();
  services_.platform.Speak(text, kTextLanguage, [this, mine = ++reading_] {
    if (mine != reading_) return;
    state_.reading_aloud = false;
    services_.platform.RequestFrame();
  });
}

void App::Implementation::StopReadingElsewhere() {
  if (!state_.reading_aloud || read_place_ == PlaceInView()) return;
  state_.reading_aloud = false;
  services_.platform.StopSpeaking();
}

// Of a file that is no meeting of ours nothing stays but why.
void App::Implementation::PickFile() {
  services_.platform.PickFile(".json,application/json", kMaxMeetingFileBytes,
                              [this](const std::optional<std::string>& content) {
                                StartState& start = state_.start;
                                start.file_wrong.reset();
                                start.not_created_code.reset();
                                start.meeting.file.reset();
                                start.meeting.maker.clear();
                                std::variant<MeetingFile, FileError> read = FileError{FileProblem::kTooLarge, {}};
                                if (content) read = ReadMeetingFile(*content);
                                if (auto* file = std::get_if<MeetingFile>(&read)) {
                                  start.meeting.file = std::make_shared<const MeetingFile>(std::move(*file));
                                } else {
                                  start.file_wrong = std::get<FileError>(read);
                                }
                                services_.platform.RequestFrame();
                              });
}

// It is made and sealed here; the relay gets it whole, and then the page opens with the link of who has made it.
void App::Implementation::CreateMeeting() {
  const Strings say(state_.language);
  state_.start.creating = true;
  state_.start.not_created.reset();
  state_.start.no_connection = false;
  state_.start.not_created_code.reset();
  const MadeMeeting made =
      samsyn::MakeMeeting(state_.start.meeting, services_.platform.Random(), services_.platform.WallClock(), say);
  creator_.Create(socket_url_, state_.start.meeting.code, made.bundle,
                  [this, own = made.own](const CreationOutcome& outcome) {
                    state_.start.creating = false;
                    switch (outcome.kind) {
                      case CreationOutcome::Kind::kDone:
                        services_.platform.OpenFragment(FragmentOf(own));
                        break;
                      case CreationOutcome::Kind::kRefused:
                        state_.start.not_created = outcome.reason;
                        state_.start.not_created_code = outcome.code;
                        break;
                      case CreationOutcome::Kind::kNoConnection:
                        state_.start.no_connection = true;
                        break;
                    }
                    services_.platform.RequestFrame();
                  });
}

void App::Implementation::SendEdits() {
  for (int kind = 0; kind < kDocumentKindCount; ++kind) {
    const auto document = static_cast<DocumentKind>(kind);
    std::vector<Update> updates = state_.meeting->Of(document).TakeUpdates();
    if (updates.empty()) continue;
    if (!link_.Has(document)) {
      state_.refused = ErrorCode::kForbidden;
      return StartOver();
    }
    for (Update& update : updates) {
      Bytes sealed = link_.SealUpdate(document, update.replica, update.counter, update.payload);
      services_.pending.Put({document, update.replica, update.counter, sealed});
      session_.Enqueue({document, update.replica, update.counter, std::move(sealed)}, Now());
      state_.changes.AddOwn(document, state_.me, std::move(update));
    }
  }
  RefreshSaving();
}

void App::Implementation::TellPresence() {
  if (session_.GetState() != SyncSession::State::kOnline) return;
  Presence presence{state_.stage == Stage::kInTheRoom, state_.writing};
  // Nobody hears where somebody writes who wants to be alone.
  if (presence.place && presence.place->document == DocumentKind::kAside) presence.place.reset();
  if (told_ == presence || state_.access.participants.empty()) return;
  told_ = presence;
  session_.SendPresence(link_.SealPresence(connection_, ItemsInUse(), EncodePresence(presence)));
}

// Items that somebody may see who may see nothing else.
std::vector<DocumentKind> App::Implementation::ItemsInUse() const {
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

void App::Implementation::RefreshSaving() {
  state_.online = session_.GetState() == SyncSession::State::kOnline;
  if (state_.online) {
    state_.saving = session_.UnsavedCount() == 0 ? Saving::kSaved : Saving::kSaving;
  } else if (state_.stage == Stage::kAtTheDoor || state_.stage == Stage::kInTheRoom) {
    state_.saving = services_.pending.Works() ? Saving::kOfflineKept : Saving::kOfflineLost;
  }
  if (keeper_.Failed() && !std::exchange(told_not_kept_, true)) state_.not_kept = true;
}

App::App(AppServices services, AppLink link)
    : implementation_(std::make_unique<Implementation>(services, std::move(link))) {}
App::~App() = default;

void App::Frame(Ui& ui) { implementation_->Frame(ui); }

}  // namespace samsyn
