#include "shared/meeting/meeting.h"

#include <algorithm>

#include "shared/meeting/pictures.h"
#include "shared/meeting/records.h"
#include "shared/meeting/schema.h"

namespace samsyn {
namespace {

// What is written may also be read, whoever wrote it.
std::int64_t PossibleMinutes(std::int64_t minutes) { return std::clamp<std::int64_t>(minutes, 0, 600); }

// A role nobody knows is not the first one, who is the person the meeting is for.
Role RoleAt(const Document& plan, OpId participant) {
  const std::int64_t role = IntegerAt(plan, participant, schema::kParticipantRole);
  return role >= 0 && role < kRoleCount ? static_cast<Role>(role) : Role::kObserver;
}

}  // namespace

Meeting::Meeting(ReplicaId replica) {
  for (Slot& slot : documents_) {
    slot.document = std::make_unique<Document>(replica);
    slot.undo = std::make_unique<UndoStack>(*slot.document);
  }
}

std::string Meeting::WriterOf(ReplicaId replica) const {
  const auto found = writer_of_.find(replica);
  return found == writer_of_.end() ? std::string() : found->second;
}

FieldRef Meeting::TitleOf(OpId item) { return {item, schema::kItemTitle}; }
FieldRef Meeting::NotesOf(OpId item) { return {item, schema::kItemNotes}; }
FieldRef Meeting::AsideNotes() { return Root(schema::kAsideNotes); }

// --- Reading ---

MeetingInfo Meeting::Info() const {
  if (const Document* only = OnlyItem()) {
    const auto read = [&](FieldNumber field) { return StringAt(*only, kRootRecord, field); };
    return {read(schema::kSharedMeeting), read(schema::kSharedDate),  read(schema::kSharedStart),
            read(schema::kSharedEnd),     read(schema::kSharedPlace), {}};
  }
  const auto read = [&](FieldNumber field) { return StringAt(Plan(), kRootRecord, field); };
  return {read(schema::kPlanTitle), read(schema::kPlanDate),  read(schema::kPlanStart),
          read(schema::kPlanEnd),   read(schema::kPlanPlace), read(schema::kPlanPurpose)};
}

std::vector<Participant> Meeting::Participants() const {
  std::vector<Participant> participants;
  const Document* only = OnlyItem();
  const Document& source = only == nullptr ? Plan() : *only;
  for (const OpId record : source.Items(Root(only == nullptr ? schema::kPlanParticipants : schema::kSharedPeople))) {
    Participant participant;
    participant.record = record;
    participant.id = StringAt(source, record, schema::kParticipantId);
    participant.name = StringAt(source, record, schema::kParticipantName);
    participant.role = RoleAt(source, record);
    participant.title = StringAt(source, record, schema::kParticipantTitle);
    participant.organisation = StringAt(source, record, schema::kParticipantOrganisation);
    participant.mandate = EnumAt<Mandate>(source, record, schema::kParticipantMandate, 4);
    participant.mandate_text = StringAt(source, record, schema::kParticipantMandateText);
    participant.box_key = StringAt(source, record, schema::kParticipantBoxKey);
    participant.box_key_writer = WriterOf(source.LastWrite({record, schema::kParticipantBoxKey}).replica);
    participants.push_back(std::move(participant));
  }
  return participants;
}

std::optional<Participant> Meeting::FindParticipant(const std::string& id) const {
  for (Participant& participant : Participants()) {
    if (participant.id == id) return std::move(participant);
  }
  return std::nullopt;
}

std::vector<AgendaItem> Meeting::ReadAgenda(const std::vector<OpId>& records) const {
  std::vector<AgendaItem> agenda;
  const Document& voice = Of(DocumentKind::kVoice);
  const OpId current = CurrentItem();
  int number = 0;
  char letter = 0;
  const std::int64_t round = Round();
  for (const OpId record : records) {
    if (IntegerAt(Plan(), record, schema::kItemRound) != round) continue;
    AgendaItem item;
    item.record = record;
    item.title = Plan().TextOf(TitleOf(record));
    item.minutes = PossibleMinutes(IntegerAt(Plan(), record, schema::kItemMinutes));
    item.picture = KnownPicture(StringAt(Plan(), record, schema::kItemPicture));
    item.lead = StringAt(Plan(), record, schema::kItemLead);
    item.shared = ItemDocumentOf(record);
    item.is_sub = FlagAt(Plan(), record, schema::kItemIsSub);
    item.unknown = FlagAt(Plan(), record, schema::kItemUnknown);
    item.state = record == current                           ? ItemState::kNow
                 : FlagAt(Plan(), record, schema::kItemDone) ? ItemState::kDone
                                                             : ItemState::kWaiting;
    const OpId question = RecordAt(Plan(), record, schema::kItemQuestion);
    if (!question.IsNone() && voice.Exists(question) && !voice.IsDeleted(question)) {
      item.question_record = question;
      item.question = voice.TextOf({question, schema::kQuestionText});
    }
    // The person's questions share one number and are told apart by letters: 3a, 3b, 3c.
    if (!item.is_sub) {
      letter = 0;
      ++number;
    } else if (letter == 0) {
      letter = 'a';
      ++number;
    } else if (letter < 'z') {
      ++letter;
    }
    item.number = std::to_string(number);
    if (letter != 0) item.number.push_back(letter);
    agenda.push_back(std::move(item));
  }
  return agenda;
}

std::vector<AgendaItem> Meeting::Agenda() const { return ReadAgenda(Plan().Items(Root(schema::kPlanAgenda))); }

std::vector<AgendaItem> Meeting::DeletedAgenda() const {
  return ReadAgenda(Plan().DeletedItems(Root(schema::kPlanAgenda)));
}

OpId Meeting::CurrentItem() const {
  const OpId item = RecordAt(Plan(), kRootRecord, schema::kPlanCurrentItem);
  return Plan().Exists(item) && !Plan().IsDeleted(item) ? item : OpId{};
}

std::int64_t Meeting::CurrentSince() const { return IntegerAt(Plan(), kRootRecord, schema::kPlanCurrentSince); }

std::int64_t Meeting::Round() const {
  return std::clamp<std::int64_t>(IntegerAt(Plan(), kRootRecord, schema::kPlanRound), 0, schema::kMaxRound);
}

std::int64_t Meeting::Began() const { return IntegerAt(Plan(), kRootRecord, schema::kPlanBegan); }

std::string Meeting::AvoidTopics() const { return Of(DocumentKind::kVoice).TextOf(Root(schema::kVoiceAvoid)); }

std::string Meeting::PausedBy() const { return StringAt(Plan(), kRootRecord, schema::kPlanPausedBy); }

std::vector<std::string> Meeting::RaisedHands() const {
  std::vector<std::string> hands;
  for (const OpId hand : Plan().Items(Root(schema::kPlanHands))) {
    std::string participant = StringAt(Plan(), hand, schema::kHandParticipant);
    if (std::find(hands.begin(), hands.end(), participant) == hands.end()) hands.push_back(std::move(participant));
  }
  return hands;
}

// --- Editing: plan ---

void Meeting::SetInfo(const MeetingInfo& info) {
  // Only what is new: somebody else may be changing the rest.
  const auto set = [&](FieldNumber field, const std::string& text) {
    if (Plan().Get(Root(field)) != Value{text}) Plan().Set(Root(field), text);
  };
  set(schema::kPlanTitle, info.title);
  set(schema::kPlanDate, info.date);
  set(schema::kPlanStart, info.start);
  set(schema::kPlanEnd, info.end);
  set(schema::kPlanPlace, info.place);
  set(schema::kPlanPurpose, info.purpose);
}

OpId Meeting::AddParticipant(const Participant& participant) {
  const OpId record = Plan().Create(Root(schema::kPlanParticipants), kAtEnd, schema::kParticipant);
  Plan().Set({record, schema::kParticipantId}, participant.id);
  Plan().Set({record, schema::kParticipantName}, participant.name);
  Plan().Set({record, schema::kParticipantRole}, static_cast<std::int64_t>(participant.role));
  Plan().Set({record, schema::kParticipantTitle}, participant.title);
  Plan().Set({record, schema::kParticipantOrganisation}, participant.organisation);
  Plan().Set({record, schema::kParticipantMandate}, static_cast<std::int64_t>(participant.mandate));
  Plan().Set({record, schema::kParticipantMandateText}, participant.mandate_text);
  SetBoxKey(record, participant.box_key);
  return record;
}

void Meeting::SetBoxKey(OpId participant, const std::string& key) {
  if (!key.empty()) Plan().Set({participant, schema::kParticipantBoxKey}, key);
}

OpId Meeting::AddAgendaItem(const std::string& title, std::int64_t minutes, OpId previous) {
  const std::vector<OpId> items = Plan().Items(Root(schema::kPlanAgenda));
  const auto at = std::find(items.begin(), items.end(), previous);
  const std::size_t index = at == items.end() ? kAtEnd : static_cast<std::size_t>(at - items.begin()) + 1;
  const OpId item = Plan().Create(Root(schema::kPlanAgenda), index, schema::kAgendaItem);
  Plan().InsertText(TitleOf(item), 0, title);
  SetMinutes(item, minutes);
  if (const std::int64_t round = Round(); round != 0) {
    Plan().Set({item, schema::kItemRound}, round);
  }
  return item;
}

void Meeting::SetMinutes(OpId item, std::int64_t minutes) {
  Plan().Set({item, schema::kItemMinutes}, PossibleMinutes(minutes));
}

void Meeting::SetLead(OpId item, const std::string& participant) { Plan().Set({item, schema::kItemLead}, participant); }

void Meeting::SetQuestion(OpId item, OpId question) {
  Plan().Set({item, schema::kItemQuestion}, question);
  Plan().Set({item, schema::kItemIsSub}, true);
}

void Meeting::SetDone(OpId item, bool done) {
  Plan().Set({item, schema::kItemDone}, done);
  if (done && CurrentItem() == item) Plan().Set(Root(schema::kPlanCurrentItem), Value{});
}

void Meeting::GoTo(OpId item, std::int64_t wall_clock) {
  const OpId left = CurrentItem();
  if (item == left) return;
  if (!left.IsNone()) Plan().Set({left, schema::kItemDone}, true);
  Plan().Set(Root(schema::kPlanCurrentItem), item.IsNone() ? Value{} : Value{item});
  Plan().Set(Root(schema::kPlanCurrentSince), wall_clock);
  if (item.IsNone()) return;
  Plan().Set({item, schema::kItemDone}, false);
  if (Began() == 0) Plan().Set(Root(schema::kPlanBegan), wall_clock);
}

OpId Meeting::NextItem() const {
  std::vector<OpId> items;
  for (const AgendaItem& item : Agenda()) items.push_back(item.record);
  const OpId current = CurrentItem();
  if (current.IsNone()) {
    const auto first =
        std::find_if(items.begin(), items.end(), [&](OpId item) { return !FlagAt(Plan(), item, schema::kItemDone); });
    return first == items.end() ? OpId{} : *first;
  }
  const auto at = std::find(items.begin(), items.end(), current);
  return at == items.end() || at + 1 == items.end() ? OpId{} : *(at + 1);
}

void Meeting::MoveItem(OpId item, std::size_t index) { Plan().Move(item, index); }

void Meeting::SetPaused(const std::string& participant) { Plan().Set(Root(schema::kPlanPausedBy), participant); }

void Meeting::RaiseHand(const std::string& participant) {
  const std::vector<std::string> hands = RaisedHands();
  if (std::find(hands.begin(), hands.end(), participant) != hands.end()) return;
  const OpId hand = Plan().Create(Root(schema::kPlanHands), kAtEnd, schema::kHand);
  Plan().Set({hand, schema::kHandParticipant}, participant);
}

void Meeting::LowerHand(const std::string& participant) {
  for (const OpId hand : Plan().Items(Root(schema::kPlanHands))) {
    if (StringAt(Plan(), hand, schema::kHandParticipant) == participant) Plan().Delete(hand);
  }
}

// --- Editing: voice ---

OpId Meeting::AddQuestion(const std::string& text) {
  Document& voice = Of(DocumentKind::kVoice);
  const OpId question = voice.Create(Root(schema::kVoiceQuestions), kAtEnd, schema::kQuestion);
  voice.InsertText({question, schema::kQuestionText}, 0, text);
  return question;
}

void Meeting::SetAvoidTopics(const std::string& text) {
  Document& voice = Of(DocumentKind::kVoice);
  voice.DeleteText(Root(schema::kVoiceAvoid), 0, voice.TextSize(Root(schema::kVoiceAvoid)));
  voice.InsertText(Root(schema::kVoiceAvoid), 0, text);
}

Consent Meeting::SaidConsent() const {
  return EnumAt<Consent>(Of(DocumentKind::kVoice), {}, schema::kVoiceConsent, kConsentCount);
}

std::int64_t Meeting::SaidConsentUntil() const {
  return IntegerAt(Of(DocumentKind::kVoice), {}, schema::kVoiceConsentUntil);
}

void Meeting::SetConsent(Consent consent, std::int64_t until) {
  Document& voice = Of(DocumentKind::kVoice);
  voice.Set(Root(schema::kVoiceConsent), static_cast<std::int64_t>(consent));
  voice.Set(Root(schema::kVoiceConsentUntil), until);
}

std::string Meeting::LinkOf(const std::string& participant) const {
  const Document& links = Of(DocumentKind::kLinks);
  for (const OpId record : links.Items(Root(schema::kLinks))) {
    if (StringAt(links, record, schema::kLinkParticipant) == participant) {
      return StringAt(links, record, schema::kLinkSecret);
    }
  }
  return {};
}

void Meeting::SetLink(const std::string& participant, const std::string& secret) {
  Document& links = Of(DocumentKind::kLinks);
  for (const OpId record : links.Items(Root(schema::kLinks))) {
    if (StringAt(links, record, schema::kLinkParticipant) != participant) continue;
    links.Set({record, schema::kLinkSecret}, secret);
    return;
  }
  const OpId record = links.Create(Root(schema::kLinks), kAtEnd, schema::kLink);
  links.Set({record, schema::kLinkParticipant}, participant);
  links.Set({record, schema::kLinkSecret}, secret);
}

}  // namespace samsyn
