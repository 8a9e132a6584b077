#include "client/app/apply_intents.h"

#include <algorithm>

#include "client/app/looking_back.h"
#include "client/app/recents.h"
#include "shared/crypto/invitation.h"
#include "shared/meeting/commitments.h"
#include "shared/meeting/follow_up.h"
#include "shared/meeting/needs.h"
#include "shared/meeting/phases.h"
#include "shared/meeting/summary.h"
#include "shared/meeting/talk.h"
#include "shared/meeting/voice.h"

namespace samsyn {
namespace {

constexpr DocumentKind kUndoOrder[] = {DocumentKind::kPlan, DocumentKind::kOutcome, DocumentKind::kVoice,
                                       DocumentKind::kAside};

class Applier {
 public:
  Applier(AppState& state, Platform& platform, std::int64_t& wrote_at)
      : state_(state), platform_(platform), meeting_(*state.meeting), wrote_at_(wrote_at) {}

  AfterIntents after;

  // --- This person's own view ---

  void operator()(const intent::EnterRoom&) {
    state_.stage = Stage::kInTheRoom;
    after.entered = true;
  }
  void operator()(const intent::ChangeStart& wanted) { state_.start = wanted.start; }
  void operator()(const intent::OpenLink& wanted) {
    const Result<Invitation> invitation = ReadInvitation(wanted.link);
    state_.start.pasted_wrong = !invitation;
    if (invitation) after.opened_fragment = FragmentOf(invitation.Value());
  }
  void operator()(const intent::ForgetRecent& wanted) {
    Forget(platform_, wanted.fragment);
    after.forgotten_fragment = wanted.fragment;
    state_.start.recents = LoadRecents(platform_);
  }
  void operator()(const intent::CreateMeeting&) { after.create_meeting = !state_.start.creating; }
  void operator()(const intent::TryConnectionNow&) { after.try_connection = true; }
  void operator()(const intent::TakeNewerVersion&) { after.take_newer_version = true; }
  void operator()(const intent::UnderstandNotKept&) { state_.not_kept = false; }
  void operator()(const intent::UnderstandRefusal&) { state_.refused.reset(); }
  void operator()(const intent::ChooseItem& wanted) { state_.chosen_item = wanted.item; }
  void operator()(const intent::EditItem& wanted) { state_.edited_item = wanted.item; }
  void operator()(const intent::EditCommitment& wanted) { state_.edited_commitment = wanted.commitment; }
  void operator()(const intent::EditOptions& wanted) { state_.edited_options = wanted.item; }
  void operator()(const intent::Unfold& wanted) {
    if (wanted.open) {
      state_.unfolded.insert(wanted.fold);
    } else {
      state_.unfolded.erase(wanted.fold);
    }
  }
  void operator()(const intent::ShowTab& wanted) {
    state_.tab = wanted.tab;
    ShowView(View::kMeeting);
  }
  void operator()(const intent::ShowView& wanted) { ShowView(wanted.view); }
  void operator()(const intent::ShowHistory& wanted) { ShowHistory(state_, wanted); }
  void operator()(const intent::ShowAllVisits&) { state_.back.all = true; }
  void operator()(const intent::ShowAsItWas& wanted) { ShowAsItWas(state_, wanted); }
  void operator()(const intent::ShowAsItIs&) { ShowAsItIs(state_); }
  void operator()(const intent::SetSimple& wanted) {
    state_.simple = wanted.simple;
    platform_.SaveSetting("simple", wanted.simple ? "yes" : "no");
  }
  void operator()(const intent::SetHidesTime& wanted) {
    state_.hides_time = wanted.hides;
    platform_.SaveSetting("hides_time", wanted.hides ? "yes" : "no");
  }
  void operator()(const intent::ShowSettings& wanted) { state_.settings_open = wanted.open; }
  void operator()(const intent::SetAppearance& wanted) {
    state_.appearance = wanted.appearance;
    platform_.SaveSetting("appearance", std::to_string(static_cast<int>(wanted.appearance)));
  }
  void operator()(const intent::SetPlain& wanted) {
    state_.plain = wanted.plain;
    platform_.SaveSetting("plain", wanted.plain ? "yes" : "no");
  }
  void operator()(const intent::SetQuiet& wanted) {
    state_.quiet = wanted.quiet;
    platform_.SaveSetting("quiet", wanted.quiet ? "yes" : "no");
  }
  void operator()(const intent::PrintPage&) {
    after.print = true;
    NoteExport("print");
  }
  void operator()(const intent::UnderstandRule&) { state_.rule = Rule::kNone; }
  void operator()(const intent::AskWord& wanted) { state_.asking_word = wanted.open; }
  void operator()(const intent::EditNeed& wanted) { state_.edited_need = wanted.need; }
  void operator()(const intent::EditDissent& wanted) { state_.edited_dissent = wanted.dissent; }
  void operator()(const intent::WriteCorrection& wanted) { state_.corrected = wanted.about; }
  void operator()(const intent::ShowPeople& wanted) { state_.people_open = wanted.open; }
  void operator()(const intent::ShowTrust& wanted) {
    state_.trust_open = wanted.open;
    state_.trust_part = wanted.part;
    state_.shown_link.clear();
    state_.question = {};
    state_.not_decided.reset();
    state_.consent_until = {};
    state_.purge_date = {};
    state_.next_secretary.clear();
    state_.next_helper.reset();
    state_.whole_log = false;
    if (wanted.open) state_.tab = Tab::kMore;  // where it is on a phone, should the window become narrow
    if (wanted.open && wanted.part == TrustPart::kLog) after.decisions.push_back(decision::ReadLog{});
  }
  void operator()(const intent::ShowWholeLog&) { state_.whole_log = true; }
  void operator()(const intent::ChangeDecisionDate& wanted) {
    (wanted.which == DecisionDate::kPurge ? state_.purge_date : state_.consent_until) = wanted.draft;
  }
  void operator()(const intent::ChooseSecretary& wanted) { state_.next_secretary = wanted.participant; }
  void operator()(const intent::ChooseHelper& wanted) { state_.next_helper = wanted.participant; }
  void operator()(const intent::ShowLink& wanted) { state_.shown_link = wanted.participant; }
  void operator()(const intent::CopyLink& wanted) { after.copied = state_.LinkOf(wanted.participant); }
  void operator()(const intent::CopyText& wanted) {
    after.copied = wanted.text;
    after.copied_what = Str::kTextCopied;
    NoteExport(wanted.logged);
  }
  void operator()(const intent::SaveFile& wanted) {
    after.files.push_back(wanted);
    NoteExport(wanted.logged);
  }
  void operator()(const intent::PickFile&) { after.pick_file = true; }
  void operator()(const intent::ForgetFile&) {
    state_.start.meeting.file.reset();
    state_.start.meeting.maker.clear();
  }
  void operator()(const intent::ReadAloud& wanted) { after.read_aloud = wanted.text; }
  void operator()(const intent::StopReading&) {
    state_.reading_aloud = false;
    platform_.StopSpeaking();
  }
  void operator()(const intent::ChangeInvited& wanted) { state_.invited = wanted.invited; }
  void operator()(const intent::Ask& wanted) { state_.question = wanted.question; }
  void operator()(const intent::Decide& wanted) {
    state_.question = {};
    after.decisions.push_back(wanted.decision);
  }
  void operator()(const intent::SetLanguage& wanted) {
    state_.language = wanted.language;
    platform_.SaveSetting("language", LanguageSetting(wanted.language));
  }
  void operator()(const intent::SetTextPercent& wanted) {
    state_.text_percent = std::clamp(wanted.percent, 100, 200);
    platform_.SaveSetting("text_percent", std::to_string(state_.text_percent));
  }
  void operator()(const intent::Type& wanted) { state_.typed[wanted.field] = wanted.typed; }
  void operator()(const intent::Untype& wanted) { state_.typed.erase(wanted.field); }

  // --- Writing ---

  void operator()(const intent::Change& wanted) {
    const std::string follow_up = FollowUpOf(meeting_).date;
    Note(wanted.make(meeting_, state_.Me()));
    if (FollowUpOf(meeting_).date != follow_up) KeepUntilAfterFollowUp();
  }
  void operator()(const intent::EditText& wanted) { (void)Edit(wanted); }
  void operator()(const intent::BringBackText& wanted) {
    if (state_.back.then == nullptr || Edit(EditBack(state_, wanted)) != Rule::kNone) return;
    NoteBroughtBack(state_, wanted.document);
    after.brought_back = true;
  }
  void operator()(const intent::UndoBringBack&) { after.undone = UndoBringBack(state_); }
  void operator()(const intent::PlaceCaret& wanted) {
    const Document& document = meeting_.Of(wanted.document);
    state_.writing = WritingPlace{wanted.document, wanted.text, document.AnchorAt(wanted.text, wanted.start),
                                  document.AnchorAt(wanted.text, wanted.end)};
    state_.last_writing.reset();
  }
  void operator()(const intent::LiftCaret& wanted) {
    if (!state_.writing || state_.writing->text != wanted.text) return;
    state_.last_writing = state_.writing;
    state_.writing.reset();
  }
  void operator()(const intent::Undo&) { Revert(&UndoStack::Undo, after.undone); }
  void operator()(const intent::Redo&) { Revert(&UndoStack::Redo, after.redone); }

  // --- The plan ---

  void operator()(const intent::AddItem& wanted) {
    if (!WritesPlan()) return;
    const OpId item = meeting_.AddAgendaItem(wanted.title, 5, state_.ShownItem());
    state_.chosen_item = item;
    state_.edited_item = item;
    state_.tab = Tab::kNow;
  }
  void operator()(const intent::MoveItem& wanted) {
    const Rule rule = Note(MoveAgendaItem(meeting_, state_.Me(), wanted.item, wanted.index));
    if (rule == Rule::kNone) after.moved_item = wanted.item;
  }
  void operator()(const intent::RemoveItem& wanted) {
    const std::string title = meeting_.Of(DocumentKind::kPlan).TextOf(Meeting::TitleOf(wanted.item));
    if (Note(RemoveAgendaItem(meeting_, state_.Me(), wanted.item)) != Rule::kNone) return;
    state_.edited_item = {};
    after.removed_item = title;
  }
  void operator()(const intent::RestoreItem& wanted) {
    if (WritesPlan()) meeting_.Of(DocumentKind::kPlan).Restore(wanted.item);
  }
  void operator()(const intent::SetItemMinutes& wanted) {
    if (WritesPlan()) meeting_.SetMinutes(wanted.item, wanted.minutes);
  }
  void operator()(const intent::SetItemState& wanted) {
    if (!WritesPlan()) return;
    if (wanted.state == ItemState::kNow) return (*this)(intent::GoTo{wanted.item});
    if (meeting_.CurrentItem() == wanted.item) meeting_.GoTo({}, state_.wall_clock);
    meeting_.SetDone(wanted.item, wanted.state == ItemState::kDone);
  }
  void operator()(const intent::GoTo& wanted) {
    if (!WritesPlan()) return;
    meeting_.GoTo(wanted.item, state_.wall_clock);
    if (PhaseOf(meeting_) < Phase::kMeeting) Note(SetPhase(meeting_, state_.Me(), Phase::kMeeting));
  }
  void operator()(const intent::RaiseHand&) {
    if (WritesPlan()) meeting_.RaiseHand(state_.me);
  }
  void operator()(const intent::LowerHand& wanted) {
    if (WritesPlan()) meeting_.LowerHand(wanted.participant);
  }
  void operator()(const intent::Pause&) { Note(samsyn::Pause(meeting_, state_.Me())); }
  void operator()(const intent::GoOn&) {
    if (WritesPlan()) meeting_.SetPaused({});
  }

  // --- The outcome ---

  void operator()(const intent::AddCommitment& wanted) {
    if (!WritesOutcome()) return;
    state_.edited_commitment = meeting_.AddCommitment(wanted.what, wanted.item);
  }
  void operator()(const intent::AddNeed& wanted) {
    if (Note(samsyn::AddNeed(meeting_, state_.Me(), {}, wanted.item)) != Rule::kNone) return;
    state_.edited_need = NeedsOf(meeting_).back().record;
  }
  void operator()(const intent::RemoveCommitment& wanted) {
    if (!WritesOutcome()) return;
    meeting_.Of(DocumentKind::kOutcome).Delete(wanted.commitment);
    state_.edited_commitment = {};
  }
  void operator()(const intent::RestoreCommitment& wanted) {
    if (WritesOutcome()) meeting_.Of(DocumentKind::kOutcome).Restore(wanted.commitment);
  }
  void operator()(const intent::SetBody& wanted) {
    if (WritesOutcome()) meeting_.SetBody(wanted.commitment, wanted.body);
  }
  void operator()(const intent::SetCommitmentState& wanted) {
    if (WritesOutcome()) meeting_.SetState(wanted.commitment, wanted.state);
  }
  void operator()(const intent::Accept& wanted) { Note(AcceptCommitment(meeting_, state_.Me(), wanted.commitment)); }
  void operator()(const intent::TakeBack& wanted) {
    if (WritesPlan()) meeting_.TakeBack(wanted.commitment);
  }

  // Everything but typing is an undo step of its own.
  void EndStep(const Intent& intent) {
    for (const DocumentKind kind : kUndoOrder) {
      UndoStack& stack = meeting_.UndoOf(kind);
      stack.Collect();
      if (!std::holds_alternative<intent::EditText>(intent) && !std::holds_alternative<intent::PlaceCaret>(intent)) {
        stack.Break();
      }
    }
  }

 private:
  // Everybody can see in the log that something has left the room.
  void NoteExport(const std::string& what) {
    if (!what.empty()) after.decisions.push_back(decision::Exported{what});
  }
  void ShowView(View view) {
    state_.view = view;
    state_.back = {};
  }
  [[nodiscard]] bool WritesPlan() const { return state_.MayWrite(DocumentKind::kPlan); }
  // The rule is shown when it stands against something.
  [[nodiscard]] bool WritesOutcome() { return Note(MayWriteOutcome(meeting_, state_.Me())) == Rule::kNone; }

  // The meeting is kept for thirty days after the follow-up, unless somebody decides otherwise afterwards.
  void KeepUntilAfterFollowUp() {
    constexpr std::int64_t kDay = std::int64_t{24} * 3600 * 1000;
    const auto day = ParseStoredDate(FollowUpOf(meeting_).date);
    if (!day || !state_.MayInvite()) return;
    const std::int64_t until = state_.EndOf(*day) + 30 * kDay;
    const std::int64_t longest = state_.RelayNow() + 399 * kDay;
    if (until > state_.RelayNow()) after.decisions.push_back(decision::SetPurge{std::min(until, longest)});
  }

  Rule Edit(const intent::EditText& wanted) {
    const Rule rule = Note(MayEditText(meeting_, state_.Me(), wanted.document, wanted.text));
    if (rule != Rule::kNone) return rule;
    Document& document = meeting_.Of(wanted.document);
    if (BeginsStep(wanted)) EndSteps();
    wrote_at_ = platform_.Now();
    for (const TextSplice& splice : wanted.splices) {
      document.DeleteText(wanted.text, splice.position, splice.removed);
      document.InsertText(wanted.text, splice.position, splice.inserted);
    }
    return rule;
  }

  // What is typed in one go is undone in one go; a pause, a paste and a deleted passage are places to stop at.
  [[nodiscard]] bool BeginsStep(const intent::EditText& wanted) const {
    constexpr std::int64_t kPause = 1'000;
    constexpr std::size_t kPassage = 40;
    if (platform_.Now() - wrote_at_ > kPause) return true;
    return std::any_of(wanted.splices.begin(), wanted.splices.end(), [](const TextSplice& splice) {
      return splice.inserted.size() > kPassage || splice.removed > kPassage;
    });
  }

  void EndSteps() {
    for (const DocumentKind kind : kUndoOrder) {
      meeting_.UndoOf(kind).Collect();
      meeting_.UndoOf(kind).Break();
    }
  }

  Rule Note(Rule rule) {
    if (rule != Rule::kNone) state_.rule = rule;
    return rule;
  }

  // Undo works in the document one is writing in, else where something was last changed.
  void Revert(std::optional<FieldRef> (UndoStack::*revert)(), bool& done) {
    if (state_.writing) done = (meeting_.UndoOf(state_.writing->document).*revert)().has_value();
    for (const DocumentKind kind : kUndoOrder) {
      if (done) return;
      if (state_.MayWrite(kind)) done = (meeting_.UndoOf(kind).*revert)().has_value();
    }
    if (!done) after.nothing_to_undo = true;
  }

  AppState& state_;
  Platform& platform_;
  Meeting& meeting_;
  std::int64_t& wrote_at_;
};

}  // namespace

AfterIntents ApplyIntents(AppState& state, const Intents& intents, Platform& platform, std::int64_t& wrote_at) {
  // After closing it is corrected instead: nobody's undo goes back behind that.
  const bool closed = IsClosed(*state.meeting);
  if (closed && !state.was_closed) {
    for (const DocumentKind kind : {DocumentKind::kPlan, DocumentKind::kOutcome}) state.meeting->UndoOf(kind).Forget();
  }
  state.was_closed = closed;
  Applier applier(state, platform, wrote_at);
  for (const Intent& intent : intents) {
    std::visit(applier, intent);
    applier.EndStep(intent);
  }
  return applier.after;
}

}  // namespace samsyn
