#include "client/app/apply_intents.h"

#include <algorithm>

#include "shared/meeting/dates.h"
#include "shared/meeting/schema.h"

namespace samsyn {
namespace {

constexpr DocumentKind kUndoOrder[] = {DocumentKind::kPlan, DocumentKind::kOutcome, DocumentKind::kVoice,
                                       DocumentKind::kAside};

class Applier {
 public:
  Applier(AppState& state, Platform& platform) : state_(state), platform_(platform), meeting_(*state.meeting) {}

  AfterIntents after;

  // --- This person's own view ---

  void operator()(const intent::EnterRoom&) { state_.stage = Stage::kInTheRoom; }
  void operator()(const intent::TryConnectionNow&) { after.try_connection = true; }
  void operator()(const intent::UnderstandRefusal&) { state_.refused.reset(); }
  void operator()(const intent::ChooseItem& wanted) { state_.chosen_item = wanted.item; }
  void operator()(const intent::EditItem& wanted) { state_.edited_item = wanted.item; }
  void operator()(const intent::EditCommitment& wanted) {
    if (wanted.commitment.IsNone()) FinishDrafts();
    state_.edited_commitment = wanted.commitment;
  }
  void operator()(const intent::ShowTab& wanted) { state_.tab = wanted.tab; }
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
    if (wanted.open) state_.tab = Tab::kPeople;  // where it is on a phone, should the window become narrow
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
  void operator()(const intent::ChangeInvited& wanted) { state_.invited = wanted.invited; }
  void operator()(const intent::Ask& wanted) { state_.question = wanted.question; }
  void operator()(const intent::Decide& wanted) {
    state_.question = {};
    after.decisions.push_back(wanted.decision);
  }
  void operator()(const intent::SetLanguage& wanted) {
    state_.language = wanted.language;
    platform_.SaveSetting("language", wanted.language == Language::kSwedish ? "sv" : "en");
  }
  void operator()(const intent::SetTextPercent& wanted) {
    state_.text_percent = std::clamp(wanted.percent, 100, 200);
    platform_.SaveSetting("text_percent", std::to_string(state_.text_percent));
  }
  void operator()(const intent::ChangeDraft& wanted) {
    Draft* draft = FindDraft(wanted.field);
    if (draft == nullptr) draft = &state_.drafts.emplace_back(Draft{wanted.field, {}, false});
    draft->text = wanted.text;
    draft->invalid = false;
  }

  // --- Writing ---

  void operator()(const intent::EditText& wanted) {
    if (!state_.MayWrite(wanted.document)) return;
    Document& document = meeting_.Of(wanted.document);
    for (const TextSplice& splice : wanted.splices) {
      document.DeleteText(wanted.text, splice.position, splice.removed);
      document.InsertText(wanted.text, splice.position, splice.inserted);
    }
  }
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
    if (!WritesPlan()) return;
    meeting_.MoveItem(wanted.item, wanted.index);
    after.moved_item = wanted.item;
  }
  void operator()(const intent::RemoveItem& wanted) {
    if (!WritesPlan()) return;
    meeting_.Of(DocumentKind::kPlan).Delete(wanted.item);
    state_.edited_item = {};
  }
  void operator()(const intent::RestoreItem& wanted) {
    if (WritesPlan()) meeting_.Of(DocumentKind::kPlan).Restore(wanted.item);
  }
  void operator()(const intent::SetItemMinutes& wanted) {
    if (WritesPlan()) meeting_.SetMinutes(wanted.item, wanted.minutes);
  }
  void operator()(const intent::SetItemState& wanted) {
    if (!WritesPlan()) return;
    if (wanted.state == ItemState::kNow) return meeting_.GoTo(wanted.item, state_.wall_clock);
    if (meeting_.CurrentItem() == wanted.item) meeting_.GoTo({}, state_.wall_clock);
    meeting_.SetDone(wanted.item, wanted.state == ItemState::kDone);
  }
  void operator()(const intent::GoTo& wanted) {
    if (WritesPlan()) meeting_.GoTo(wanted.item, state_.wall_clock);
  }
  void operator()(const intent::RaiseHand&) {
    if (WritesPlan()) meeting_.RaiseHand(state_.me);
  }
  void operator()(const intent::LowerHand& wanted) {
    if (WritesPlan()) meeting_.LowerHand(wanted.participant);
  }
  void operator()(const intent::Pause&) {
    if (WritesPlan()) meeting_.SetPaused(state_.me);
  }
  void operator()(const intent::GoOn&) {
    if (WritesPlan()) meeting_.SetPaused({});
  }

  // --- The outcome ---

  void operator()(const intent::AddCommitment& wanted) {
    if (!WritesOutcome()) return;
    FinishDrafts();
    state_.edited_commitment = meeting_.AddCommitment(wanted.what, wanted.item);
  }
  void operator()(const intent::RemoveCommitment& wanted) {
    if (!WritesOutcome()) return;
    meeting_.Of(DocumentKind::kOutcome).Delete(wanted.commitment);
    std::erase_if(state_.drafts, [&](const Draft& draft) { return draft.field.record == wanted.commitment; });
    state_.edited_commitment = {};
  }
  void operator()(const intent::RestoreCommitment& wanted) {
    if (WritesOutcome()) meeting_.Of(DocumentKind::kOutcome).Restore(wanted.commitment);
  }
  void operator()(const intent::SetOwner& wanted) {
    if (WritesOutcome()) meeting_.SetOwner(wanted.commitment, wanted.participant);
  }
  void operator()(const intent::SetBody& wanted) {
    if (WritesOutcome()) meeting_.SetBody(wanted.commitment, wanted.body);
  }
  void operator()(const intent::SetCommitmentState& wanted) {
    if (WritesOutcome()) meeting_.SetState(wanted.commitment, wanted.state);
  }
  void operator()(const intent::FinishDate& wanted) { FinishDraft(wanted.field); }
  void operator()(const intent::Accept& wanted) {
    if (WritesPlan()) meeting_.Accept(wanted.commitment);
  }
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
  [[nodiscard]] bool WritesPlan() const { return state_.MayWrite(DocumentKind::kPlan); }
  [[nodiscard]] bool WritesOutcome() const { return state_.MayWrite(DocumentKind::kOutcome); }

  [[nodiscard]] Draft* FindDraft(FieldRef field) {
    const auto found = std::find_if(state_.drafts.begin(), state_.drafts.end(),
                                    [&](const Draft& draft) { return draft.field == field; });
    return found == state_.drafts.end() ? nullptr : &*found;
  }

  void FinishDraft(FieldRef field) {
    Draft* draft = FindDraft(field);
    if (draft == nullptr || !WritesOutcome()) return;
    Document& outcome = meeting_.Of(DocumentKind::kOutcome);
    if (draft->text.find_first_not_of(" \t\n") == std::string::npos) {
      outcome.Set(field, std::string());
    } else if (const auto date = ParseWrittenDate(draft->text, DayOf(state_.local_wall_clock))) {
      outcome.Set(field, StoredDate(*date));
    } else {
      draft->invalid = true;
      return;
    }
    state_.drafts.erase(state_.drafts.begin() + (draft - state_.drafts.data()));
  }

  void FinishDrafts() {
    const std::vector<Draft> drafts = state_.drafts;
    for (const Draft& draft : drafts) FinishDraft(draft.field);
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
};

}  // namespace

AfterIntents ApplyIntents(AppState& state, const Intents& intents, Platform& platform) {
  Applier applier(state, platform);
  for (const Intent& intent : intents) {
    std::visit(applier, intent);
    applier.EndStep(intent);
  }
  return applier.after;
}

}  // namespace samsyn
