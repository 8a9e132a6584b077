// Agenda items that somebody may see who may see nothing else: they have a document of their own.
#include "shared/meeting/meeting.h"
#include "shared/meeting/schema.h"
#include "shared/meeting/values.h"

namespace samsyn {
namespace {

constexpr OpId kRoot{};
constexpr int kItemDocuments = kDocumentKindCount - static_cast<int>(DocumentKind::kItem1);

DocumentKind ItemDocument(std::int64_t number) {
  return static_cast<DocumentKind>(static_cast<std::int64_t>(DocumentKind::kItem1) + number - 1);
}

}  // namespace

FieldRef Meeting::SharedNotes() { return {kRoot, schema::kSharedNotes}; }

std::optional<DocumentKind> Meeting::ItemDocumentOf(OpId item) const {
  const std::int64_t number = IntegerAt(Plan(), item, schema::kItemShared);
  if (number < 1 || number > kItemDocuments) return std::nullopt;
  return ItemDocument(number);
}

const Document* Meeting::OnlyItem() const {
  if (!Plan().AllItems({kRoot, schema::kPlanParticipants}).empty()) return nullptr;
  for (int number = 1; number <= kItemDocuments; ++number) {
    const Document& document = Of(ItemDocument(number));
    if (!document.AllItems({kRoot, schema::kSharedPeople}).empty()) return &document;
  }
  return nullptr;
}

SharedItem Meeting::ReadSharedItem(DocumentKind item) const {
  return {StringAt(Of(item), kRoot, schema::kSharedTitle), StringAt(Of(item), kRoot, schema::kSharedQuestion)};
}

std::optional<DocumentKind> Meeting::ShareItem(OpId item) {
  if (const auto already = ItemDocumentOf(item)) return already;
  // Of deleted items too: they may be restored.
  std::vector<bool> used(kItemDocuments + 1, false);
  for (const OpId other : Plan().AllItems({kRoot, schema::kPlanAgenda})) {
    const std::int64_t number = IntegerAt(Plan(), other, schema::kItemShared);
    if (number >= 1 && number <= kItemDocuments) used[static_cast<std::size_t>(number)] = true;
  }
  for (int number = 1; number <= kItemDocuments; ++number) {
    if (used[static_cast<std::size_t>(number)]) continue;
    Plan().Set({item, schema::kItemShared}, std::int64_t{number});
    FillSharedItem(ItemDocument(number), item);
    return ItemDocument(number);
  }
  return std::nullopt;
}

void Meeting::FillSharedItem(DocumentKind document, OpId item) {
  const auto set = [&](FieldNumber field, const std::string& text) { Of(document).Set({kRoot, field}, text); };
  const MeetingInfo info = Info();
  set(schema::kSharedMeeting, info.title);
  set(schema::kSharedDate, info.date);
  set(schema::kSharedStart, info.start);
  set(schema::kSharedEnd, info.end);
  set(schema::kSharedPlace, info.place);
  for (const AgendaItem& any : Agenda()) {
    if (any.record != item) continue;
    set(schema::kSharedTitle, any.title);
    set(schema::kSharedQuestion, any.question.value_or(std::string()));
  }
  for (const Participant& participant : Participants()) AddToSharedItem(document, participant);
}

void Meeting::AddToSharedItem(DocumentKind item, const Participant& participant) {
  Document& document = Of(item);
  const FieldRef people{kRoot, schema::kSharedPeople};
  const OpId record = document.Create(people, document.AllItems(people).size(), schema::kParticipant);
  document.Set({record, schema::kParticipantId}, participant.id);
  document.Set({record, schema::kParticipantName}, participant.name);
  document.Set({record, schema::kParticipantRole}, static_cast<std::int64_t>(participant.role));
  if (!participant.box_key.empty()) document.Set({record, schema::kParticipantBoxKey}, participant.box_key);
}

}  // namespace samsyn
