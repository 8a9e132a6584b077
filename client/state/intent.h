// What somebody wants to happen, as panels say it. apply_intents.cpp makes it so.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "client/state/app_state.h"
#include "client/state/decision.h"
#include "shared/base/text_splice.h"

namespace samsyn::intent {

// --- This person's own view ---
struct EnterRoom {};
struct TryConnectionNow {};
struct TakeNewerVersion {};
struct UnderstandNotKept {};
struct ChangeStart {
  StartState start;
};
struct OpenLink {
  std::string link;
};
struct ForgetRecent {
  std::string fragment;
};
struct CreateMeeting {};
struct UnderstandRefusal {};
struct ChooseItem {
  OpId item;  // none: follow the meeting again
};
struct EditItem {
  OpId item;  // none: finish
};
struct EditCommitment {
  OpId commitment;  // none: finish
};
struct EditOptions {
  OpId item;  // none: finish
};
struct Unfold {
  std::uint64_t fold = 0;  // the node that is pressed for it
  bool open = false;
};
struct ShowTab {
  Tab tab = Tab::kNow;
};
struct ShowView {
  View view = View::kMeeting;
};
struct ShowHistory {
  OpId item;  // none: of the whole meeting
};
struct ShowAllVisits {};
struct ShowAsItWas {
  Moment moment{};
  std::string participant;  // whose visit it ended
  std::int64_t at = 0;
};
struct ShowAsItIs {};
struct SetSimple {
  bool simple = false;
};
struct SetHidesTime {
  bool hides = false;
};
struct ShowSettings {
  bool open = false;
};
struct SetAppearance {
  Appearance appearance = Appearance::kSystem;
};
struct SetPlain {
  bool plain = false;
};
struct SetQuiet {
  bool quiet = false;
};
struct PrintPage {};
struct UnderstandRule {};
struct AskWord {
  bool open = false;
};
struct EditNeed {
  OpId need;  // none: finish
};
struct EditDissent {
  OpId dissent;  // none: finish
};
struct WriteCorrection {
  OpId about;  // none: finish
};
struct ShowPeople {
  bool open = false;
};
struct ShowTrust {
  bool open = false;
  TrustPart part = TrustPart::kConsent;
};
struct ShowWholeLog {};
struct ShowLink {
  std::string participant;  // empty: none
};
struct CopyLink {
  std::string participant;
};
struct CopyText {
  std::string text;
  std::string logged = {};  // as in SaveFile
};
// Hands the user a file.
struct SaveFile {
  std::string name;
  std::string type;  // "text/calendar"
  std::string content;
  std::string logged = {};  // the name of the format in the access log; empty: nothing of the meeting is in it
};
// Lets the user choose a file to begin a meeting with.
struct PickFile {};
struct ForgetFile {};
struct ChangeDecisionDate {
  DecisionDate which = DecisionDate::kConsentUntil;
  DateDraft draft;
};
struct ChooseSecretary {  // not yet decided
  std::string participant;
};
struct ChooseHelper {  // not yet decided
  std::optional<std::string> participant;
};
struct ChangeInvited {
  InvitedDraft invited;
};
// With the device's voice.
struct ReadAloud {
  std::string text;
};
struct StopReading {};
struct Ask {
  Question question;  // about nothing: the answer was no
};
struct Decide {
  Decision decision;
};
struct SetLanguage {
  Language language = Language::kSwedish;
};
struct SetTextPercent {
  int percent = 100;
};
// Of a field that is taken when it is left.
struct Type {
  std::uint64_t field = 0;  // its node
  Typed typed;
};
struct Untype {
  std::uint64_t field = 0;
};

// --- Writing ---

// A change by one of the functions in shared/meeting, which know the rules. What they answer is shown.
struct Change {
  std::function<Rule(Meeting&, const Actor&)> make;
};
struct EditText {
  DocumentKind document = DocumentKind::kPlan;
  FieldRef text;
  std::vector<TextSplice> splices;
};
// The text as it was in the meeting that is looked back at.
struct BringBackText {
  DocumentKind document = DocumentKind::kPlan;
  FieldRef text;
};
struct UndoBringBack {};
// Where this person's caret is; positions in code points. Nothing: nowhere.
struct PlaceCaret {
  DocumentKind document = DocumentKind::kPlan;
  FieldRef text;
  std::size_t start = 0;
  std::size_t end = 0;
};
struct LiftCaret {
  FieldRef text;
};
struct Undo {};
struct Redo {};

// --- The plan ---
struct AddItem {
  std::string title;
};
struct MoveItem {
  OpId item;
  std::size_t index = 0;  // among the items, without itself
};
struct RemoveItem {
  OpId item;
};
struct RestoreItem {
  OpId item;
};
struct SetItemMinutes {
  OpId item;
  std::int64_t minutes = 0;
};
struct SetItemState {
  OpId item;
  ItemState state = ItemState::kWaiting;
};
struct GoTo {
  OpId item;
};
struct RaiseHand {};
struct LowerHand {
  std::string participant;
};
struct Pause {};
struct GoOn {};

// --- The outcome ---
struct AddCommitment {
  std::string what;
  OpId item;
};
struct RemoveCommitment {
  OpId commitment;
};
struct AddNeed {
  OpId item;
};
struct RestoreCommitment {
  OpId commitment;
};
struct SetBody {
  OpId commitment;
  ResponsibleBody body = ResponsibleBody::kUnstated;
};
struct SetCommitmentState {
  OpId commitment;
  CommitmentState state = CommitmentState::kProposed;
};
struct Accept {
  OpId commitment;
};
struct TakeBack {
  OpId commitment;
};

}  // namespace samsyn::intent

namespace samsyn {

using Intent = std::variant<
    intent::EnterRoom, intent::TryConnectionNow, intent::ChangeStart, intent::OpenLink, intent::ForgetRecent,
    intent::CreateMeeting, intent::UnderstandRefusal, intent::ChooseItem, intent::EditItem, intent::EditCommitment,
    intent::ShowTab, intent::ShowView, intent::ShowHistory, intent::ShowAllVisits, intent::ShowAsItWas,
    intent::ShowAsItIs, intent::BringBackText, intent::SetSimple, intent::SetHidesTime, intent::UnderstandRule,
    intent::ShowSettings, intent::SetAppearance, intent::SetPlain, intent::SetQuiet, intent::PrintPage, intent::AskWord,
    intent::EditNeed, intent::AddNeed, intent::EditDissent, intent::WriteCorrection, intent::Change,
    intent::UndoBringBack, intent::ShowPeople, intent::ShowTrust, intent::ShowWholeLog, intent::ShowLink,
    intent::CopyLink, intent::CopyText, intent::SaveFile, intent::PickFile, intent::ForgetFile, intent::EditOptions,
    intent::Unfold, intent::ChangeDecisionDate, intent::ChooseSecretary, intent::ChooseHelper, intent::ChangeInvited,
    intent::Ask, intent::Decide, intent::SetLanguage, intent::SetTextPercent, intent::Type, intent::Untype,
    intent::EditText, intent::PlaceCaret, intent::LiftCaret, intent::Undo, intent::Redo, intent::AddItem,
    intent::MoveItem, intent::RemoveItem, intent::RestoreItem, intent::SetItemMinutes, intent::SetItemState,
    intent::GoTo, intent::RaiseHand, intent::LowerHand, intent::Pause, intent::GoOn, intent::AddCommitment,
    intent::RemoveCommitment, intent::RestoreCommitment, intent::SetBody, intent::SetCommitmentState, intent::Accept,
    intent::TakeBack, intent::TakeNewerVersion, intent::UnderstandNotKept, intent::ReadAloud, intent::StopReading>;

using Intents = std::vector<Intent>;

}  // namespace samsyn
