#include "shared/document/document.h"

#include <algorithm>
#include <cassert>

#include "shared/base/utf8.h"

namespace samsyn {

// --- Reading ---

const Document::Record* Document::Find(OpId record) const {
  if (record.IsNone()) return &root_;
  const auto found = records_.find(record);
  return found == records_.end() ? nullptr : &found->second;
}

Document::Record* Document::Find(OpId record) {
  return const_cast<Record*>(static_cast<const Document*>(this)->Find(record));
}

TextSequence* Document::TextAt(FieldRef text) {
  if (last_found_ != nullptr && last_text_ == text) return last_found_;
  Record* record = Find(text.record);
  if (record == nullptr) return nullptr;
  last_text_ = text;
  return last_found_ = &record->texts[text.field];
}

const TextSequence* Document::FindText(FieldRef text) const {
  if (last_found_ != nullptr && last_text_ == text) return last_found_;
  const Record* record = Find(text.record);
  if (record == nullptr) return nullptr;
  const auto found = record->texts.find(text.field);
  return found == record->texts.end() ? nullptr : &found->second;
}

const OrderedList* Document::FindList(FieldRef list) const {
  const Record* record = Find(list.record);
  if (record == nullptr) return nullptr;
  const auto found = record->lists.find(list.field);
  return found == record->lists.end() ? nullptr : &found->second;
}

bool Document::IsDeleted(OpId record) const {
  const Value value = Get({record, kDeletedField});
  const auto* deleted = std::get_if<bool>(&value);
  return deleted != nullptr && *deleted;
}

std::uint32_t Document::KindOf(OpId record) const {
  const Record* found = Find(record);
  return found == nullptr ? 0 : found->kind;
}

Value Document::Get(FieldRef field) const {
  const Record* record = Find(field.record);
  if (record == nullptr) return {};
  const auto found = record->fields.find(field.field);
  return found == record->fields.end() ? Value{} : found->second.Get();
}

OpId Document::LastWrite(FieldRef field) const {
  const Record* record = Find(field.record);
  if (record == nullptr) return {};
  const auto found = record->fields.find(field.field);
  return found == record->fields.end() ? OpId{} : found->second.WrittenAt().operation;
}

OpId Document::LastMove(OpId record) const {
  const auto list = ListOf(record);
  return list ? FindList(*list)->PlaceOf(record) : OpId{};
}

std::string Document::TextOf(FieldRef text) const {
  const TextSequence* found = FindText(text);
  return found == nullptr ? std::string() : found->ToString();
}

std::size_t Document::TextSize(FieldRef text) const {
  const TextSequence* found = FindText(text);
  return found == nullptr ? 0 : found->Size();
}

std::vector<OpId> Document::Items(FieldRef list) const {
  std::vector<OpId> items = AllItems(list);
  std::erase_if(items, [&](OpId item) { return IsDeleted(item); });
  return items;
}

std::vector<OpId> Document::DeletedItems(FieldRef list) const {
  std::vector<OpId> items = AllItems(list);
  std::erase_if(items, [&](OpId item) { return !IsDeleted(item); });
  return items;
}

std::vector<OpId> Document::AllItems(FieldRef list) const {
  const OrderedList* found = FindList(list);
  return found == nullptr ? std::vector<OpId>() : found->Items();
}

std::optional<FieldRef> Document::ListOf(OpId record) const {
  if (record.IsNone()) return std::nullopt;
  const Record* found = Find(record);
  return found == nullptr ? std::nullopt : std::optional(found->list);
}

Anchor Document::AnchorAt(FieldRef text, std::size_t position) const {
  const TextSequence* found = FindText(text);
  return found == nullptr ? Anchor{} : found->AnchorAt(std::min(position, found->Size()));
}

std::size_t Document::PositionOf(FieldRef text, Anchor anchor) const {
  const TextSequence* found = FindText(text);
  return found == nullptr ? 0 : found->PositionOf(anchor);
}

std::vector<IdRange> Document::CharactersIn(FieldRef text, std::size_t position, std::size_t count) const {
  const TextSequence* found = FindText(text);
  if (found == nullptr) return {};
  position = std::min(position, found->Size());
  return found->Order().IdsIn(position, std::min(count, found->Size() - position));
}

// --- Local edits ---

namespace {

// An update is closed when it has grown past this, so that one frame never carries too much.
constexpr std::size_t kUpdateBytes = 24 * 1024;
// A long paste becomes several operations of at most this many characters (four bytes each at worst).
constexpr std::size_t kInsertCodePoints = 4096;
// And a deletion in a much edited text several operations of at most this many ranges.
constexpr std::size_t kDeletedRanges = 1024;

template <typename Use>
void ForEachPiece(std::string_view inserted, Use use) {
  const std::string repaired = IsValidUtf8(inserted) ? std::string() : RepairUtf8(inserted);
  if (!repaired.empty()) inserted = repaired;
  while (!inserted.empty()) {
    const std::string_view piece = CodePointSlice(inserted, 0, kInsertCodePoints);
    use(piece);
    inserted.remove_prefix(piece.size());
  }
}

std::string StorableText(std::string text) {
  if (!IsValidUtf8(text)) text = RepairUtf8(text);
  if (text.size() <= kMaxValueBytes) return text;
  std::size_t end = kMaxValueBytes;
  while ((static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  text.resize(end);
  return text;
}

}  // namespace

Stamp Document::NextStamp() {
  // Only a hostile writer comes near the limit; at it, ties still have the same winner everywhere.
  time_ = std::min(time_ + 1, kMaxTime);
  return {time_, NextId()};
}

void Document::Log(const Operation& operation) {
  const std::uint64_t counter = version_.NextOf(replica_);
  if (encoder_.Size() == 0) encoder_start_ = counter;
  encoder_.Add(operation, counter);
  version_.Advance(replica_, counter + CountersOf(operation));
  if (encoder_.Size() > kUpdateBytes) CloseUpdate();
}

void Document::CloseUpdate() {
  if (encoder_.Size() > 0) finished_.push_back({replica_, encoder_start_, encoder_.Take()});
}

std::vector<Update> Document::TakeUpdates() {
  CloseUpdate();
  return std::exchange(finished_, {});
}

std::vector<LocalEdit> Document::TakeLocalEdits() { return std::exchange(local_edits_, {}); }

OpId Document::ItemBefore(FieldRef list, std::size_t index, OpId moved) const {
  std::vector<OpId> items = Items(list);
  std::erase(items, moved);
  if (index == 0 || items.empty()) return {};
  return items[std::min(index, items.size()) - 1];
}

OpId Document::Create(FieldRef list, std::size_t index, std::uint32_t kind) {
  Record* parent = Find(list.record);
  if (parent == nullptr) return {};
  const OpId previous = ItemBefore(list, index, {});
  const Stamp stamp = NextStamp();
  const OpId id = stamp.operation;
  const Insertion place = parent->lists[list.field].Put(id, previous, stamp);
  Record& record = records_[id];
  record.kind = kind;
  record.list = list;
  Log(CreateOperation{list, kind, place, stamp.time});
  local_edits_.push_back({.kind = LocalEdit::Kind::kCreated, .where = {id, 0}});
  return id;
}

void Document::Move(OpId record, std::size_t index) {
  const auto list = ListOf(record);
  if (list) MoveAfter(record, ItemBefore(*list, index, record));
}

void Document::MoveAfter(OpId record, OpId previous) {
  const auto list = ListOf(record);
  if (!list || record == previous) return;
  OrderedList& ordered = Find(list->record)->lists[list->field];
  const OpId before = ordered.ItemBefore(record);
  if (before == previous || (!previous.IsNone() && !ordered.Contains(previous))) return;
  const OpId last_move = ordered.PlaceOf(record);
  const Stamp stamp = NextStamp();
  const Insertion place = ordered.Put(record, previous, stamp);
  Log(MoveOperation{record, place, stamp.time});
  local_edits_.push_back({.kind = LocalEdit::Kind::kMoved,
                          .where = {record, 0},
                          .previous_item = before,
                          .operation = stamp.operation,
                          .previous_operation = last_move});
}

void Document::Set(FieldRef field, Value value) {
  Record* record = Find(field.record);
  if (record == nullptr) return;
  if (auto* text = std::get_if<std::string>(&value)) *text = StorableText(std::move(*text));
  if (Get(field) == value) return;  // without making an empty field
  Register<Value>& slot = record->fields[field.field];
  const Stamp stamp = NextStamp();
  local_edits_.push_back({.kind = LocalEdit::Kind::kSetField,
                          .where = field,
                          .previous_value = slot.Get(),
                          .operation = stamp.operation,
                          .previous_operation = slot.WrittenAt().operation});
  (void)slot.Set(stamp, value);
  Log(SetOperation{field, std::move(value), stamp.time});
}

void Document::InsertText(FieldRef text, std::size_t position, std::string_view inserted) {
  TextSequence* sequence = inserted.empty() ? nullptr : TextAt(text);
  if (sequence == nullptr) return;
  position = std::min(position, sequence->Size());
  ForEachPiece(inserted, [&](std::string_view piece) {
    LogInsertion(text, sequence->Insert(position, NextId(), piece), piece);
    position += CodePointCount(piece);
  });
}

OpId Document::InsertTextBefore(FieldRef text, OpId character, std::string_view inserted) {
  if (inserted.empty() || FindText(text) == nullptr) return {};
  TextSequence& sequence = *TextAt(text);
  if (!sequence.Order().Contains(character)) return {};
  const OpId first = NextId();
  ForEachPiece(inserted, [&](std::string_view piece) {
    LogInsertion(text, sequence.InsertBefore(character, NextId(), piece), piece);
  });
  return first;
}

void Document::LogInsertion(FieldRef text, const Insertion& place, std::string_view inserted) {
  Log(InsertOperation{text, place, std::string(inserted)});
  local_edits_.push_back(
      {.kind = LocalEdit::Kind::kInsertedText, .where = text, .characters = {{place.first, place.count}}});
}

void Document::DeleteText(FieldRef text, std::size_t position, std::size_t count) {
  if (FindText(text) == nullptr) return;
  TextSequence& sequence = *TextAt(text);
  position = std::min(position, sequence.Size());
  count = std::min(count, sequence.Size() - position);
  if (count == 0) return;
  std::string removed = sequence.Buffer().Slice(position, count);
  std::vector<IdRange> ranges;
  sequence.Delete(position, static_cast<std::uint32_t>(count), ranges);
  for (std::size_t start = 0; start < ranges.size(); start += kDeletedRanges) {
    const auto from = ranges.begin() + static_cast<std::ptrdiff_t>(start);
    const auto size = static_cast<std::ptrdiff_t>(std::min(kDeletedRanges, ranges.size() - start));
    Log(DeleteOperation{text, std::vector<IdRange>(from, from + size)});
  }
  local_edits_.push_back({.kind = LocalEdit::Kind::kDeletedText,
                          .where = text,
                          .characters = std::move(ranges),
                          .text = std::move(removed)});
}

void Document::DeleteCharacters(FieldRef text, const std::vector<IdRange>& characters) {
  const TextSequence* sequence = FindText(text);
  if (sequence == nullptr) return;
  for (const IdRange& range : characters) {
    for (std::uint32_t i = 0; i < range.count; ++i) {
      const OpId id{range.first.replica, range.first.counter + i};
      if (!sequence->Order().Contains(id) || !sequence->Order().IsVisible(id)) continue;
      // Neighbours that still stand side by side go in one operation.
      const std::size_t position = sequence->Order().PositionOf(id);
      std::uint32_t together = 1;
      while (i + together < range.count && position + together < sequence->Size() &&
             sequence->Order().IdAt(position + together) == OpId{id.replica, id.counter + together}) {
        ++together;
      }
      DeleteText(text, position, together);
      i += together - 1;
    }
  }
}

std::uint32_t Document::StandTogether(FieldRef text, const IdRange& characters) const {
  const TextSequence* sequence = FindText(text);
  return sequence == nullptr ? 0 : sequence->Order().StandTogether(characters);
}

}  // namespace samsyn
