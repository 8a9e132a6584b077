// Others' updates: readiness, application, waiting.
#include <algorithm>
#include <cassert>
#include <utility>

#include "shared/document/document.h"

namespace samsyn {
namespace {

// Bounds on what is kept per replica while something it builds on is missing.
constexpr std::size_t kMaxWaitingUpdates = 20000;
constexpr std::size_t kMaxWaitingBytes = 8 * 1024 * 1024;

void AddSplice(ChangeSet& changes, const FieldRef& text, ReplicaId author, std::size_t position, std::size_t removed,
               std::string_view inserted) {
  Change& change = changes.emplace_back();
  change.kind = Change::Kind::kText;
  change.where = text;
  change.splice.position = position;
  change.splice.removed = removed;
  change.splice.inserted = inserted;
  change.author = author;
}

}  // namespace

bool Document::IsReady(const Operation& operation, const Update& update) const {
  const auto known = [&](OpId id) {
    const bool in_this_update = id.replica == update.replica && id.counter >= update.counter;
    return id.IsNone() || in_this_update || version_.Contains(id);
  };
  const auto origins_known = [&](const Insertion& place) { return known(place.left) && known(place.right); };
  if (const auto* create = std::get_if<CreateOperation>(&operation)) {
    return known(create->list.record) && origins_known(create->place);
  }
  if (const auto* move = std::get_if<MoveOperation>(&operation)) {
    return known(move->record) && origins_known(move->place);
  }
  if (const auto* set = std::get_if<SetOperation>(&operation)) return known(set->field.record);
  if (const auto* insert = std::get_if<InsertOperation>(&operation)) {
    return known(insert->text.record) && origins_known(insert->place);
  }
  const auto& deletion = std::get<DeleteOperation>(operation);
  return known(deletion.text.record) &&
         std::all_of(deletion.ranges.begin(), deletion.ranges.end(), [&](const IdRange& range) {
           return known({range.first.replica, range.first.counter + range.count - 1});
         });
}

// What an operation names may exist and still not fit (a character of another text, origins that were never
// neighbours). Only a broken or hostile author makes such operations, and every copy leaves out the same ones:
// readiness has made sure that all of what they name is here, and whether it fits depends on nothing else.

void Document::ApplyCreate(const CreateOperation& operation, ReplicaId author, ChangeSet& changes) {
  Record* parent = Find(operation.list.record);
  if (parent == nullptr) return;
  const OpId id = operation.place.first;
  if (!parent->lists[operation.list.field].Integrate(id, operation.place, {operation.time, id})) return;
  Record& record = records_[id];
  record.kind = operation.kind;
  record.list = operation.list;
  changes.push_back({.kind = Change::Kind::kOrder, .where = operation.list, .author = author});
}

void Document::ApplyMove(const MoveOperation& operation, ReplicaId author, ChangeSet& changes) {
  const auto where = ListOf(operation.record);
  if (!where) return;
  OrderedList& list = Find(where->record)->lists[where->field];
  if (list.Integrate(operation.record, operation.place, {operation.time, operation.place.first}).value_or(false)) {
    changes.push_back({.kind = Change::Kind::kOrder, .where = *where, .author = author});
  }
}

void Document::ApplySet(const SetOperation& operation, Stamp stamp, ChangeSet& changes) {
  Record* record = Find(operation.field.record);
  if (record == nullptr) return;
  if (record->fields[operation.field.field].Set(stamp, operation.value)) {
    changes.push_back({.kind = Change::Kind::kField, .where = operation.field, .author = stamp.operation.replica});
  }
}

void Document::ApplyInsert(const InsertOperation& operation, ReplicaId author, ChangeSet& changes) {
  TextSequence* text = TextAt(operation.text);
  if (text == nullptr) return;
  const std::optional<std::size_t> position = text->Integrate(operation.place, operation.inserted);
  if (position) AddSplice(changes, operation.text, author, *position, 0, operation.inserted);
}

void Document::ApplyDelete(const DeleteOperation& operation, ReplicaId author, ChangeSet& changes) {
  TextSequence* text = TextAt(operation.text);
  if (text == nullptr) return;
  hidden_.clear();
  for (const IdRange& range : operation.ranges) {
    if (text->KnowsAll(range)) text->Hide(range, hidden_);
  }
  for (const VisibleRange& hidden : hidden_) {
    AddSplice(changes, operation.text, author, hidden.position, hidden.count, {});
  }
}

void Document::ApplyOperation(const Operation& operation, ReplicaId author, std::uint64_t counter, ChangeSet& changes) {
  const auto witness = [&](std::uint64_t time) { time_ = std::max(time_, time); };
  if (const auto* create = std::get_if<CreateOperation>(&operation)) {
    witness(create->time);
    ApplyCreate(*create, author, changes);
  } else if (const auto* move = std::get_if<MoveOperation>(&operation)) {
    witness(move->time);
    ApplyMove(*move, author, changes);
  } else if (const auto* set = std::get_if<SetOperation>(&operation)) {
    witness(set->time);
    ApplySet(*set, {set->time, {author, counter}}, changes);
  } else if (const auto* insert = std::get_if<InsertOperation>(&operation)) {
    ApplyInsert(*insert, author, changes);
  } else {
    ApplyDelete(std::get<DeleteOperation>(operation), author, changes);
  }
}

CodecContext& Document::ContextOf(ReplicaId author) {
  if (last_context_ == nullptr || last_author_ != author) {
    last_author_ = author;
    last_context_ = &contexts_[author];
  }
  return *last_context_;
}

// The author's next update, if it is one key in the text last used. Does what TryApply does, sooner; says whether it
// did.
bool Document::ApplyKey(const Update& update, ChangeSet& changes) {
  const KeyUpdate key = DecodeKey(update.payload);
  if (key.kind == KeyUpdate::Kind::kOther || last_found_ == nullptr) return false;
  CodecContext& context = ContextOf(update.replica);
  if (context.last_character.IsNone() || context.text != last_text_) return false;
  if (key.kind == KeyUpdate::Kind::kTyped) {
    const Insertion place{{update.replica, update.counter}, 1, context.last_character, context.right};
    const std::string_view typed(&key.typed, 1);
    const std::optional<std::size_t> position = last_found_->TypeOn(place, typed);
    if (!position) return false;
    context.last_character = place.first;
    AddSplice(changes, last_text_, update.replica, *position, 0, typed);
  } else {
    if (key.back >= update.counter) return false;
    const std::optional<std::size_t> position = last_found_->HideOne({update.replica, update.counter - key.back});
    if (position) AddSplice(changes, last_text_, update.replica, *position, 1, {});
  }
  version_.Advance(update.replica, update.counter + 1);
  return true;
}

Result<Document::Outcome> Document::TryApply(const Update& update, ChangeSet& changes) {
  CodecContext& known = ContextOf(update.replica);
  CodecContext context = known;
  const Status decoded = DecodeOperations(update.payload, update.replica, update.counter, context, operations_);
  if (!decoded) return decoded.GetError();
  const bool ready = std::all_of(operations_.begin(), operations_.end(),
                                 [&](const Operation& operation) { return IsReady(operation, update); });
  if (!ready) return Outcome::kWaits;
  known = context;
  std::uint64_t counter = update.counter;
  for (const Operation& operation : operations_) {
    ApplyOperation(operation, update.replica, counter, changes);
    counter += CountersOf(operation);
  }
  version_.Advance(update.replica, counter);
  return Outcome::kApplied;
}

Status Document::Keep(const Update& update) {
  Waiting& waiting = waiting_[update.replica];
  if (waiting.updates.contains(update.counter)) return OkStatus();
  if (waiting.updates.size() >= kMaxWaitingUpdates || waiting.bytes + update.payload.size() > kMaxWaitingBytes) {
    return Error{ErrorCode::kTooMany, "too many updates of one writer wait for something that is missing"};
  }
  waiting.bytes += update.payload.size();
  waiting.updates.emplace(update.counter, update.payload);
  return OkStatus();
}

void Document::ApplyWaiting(ChangeSet& changes) {
  for (bool progress = true; progress;) {
    progress = false;
    for (auto at = waiting_.begin(); at != waiting_.end();) {
      auto& [replica, waiting] = *at;
      while (!waiting.updates.empty()) {
        const auto first = waiting.updates.begin();
        const std::uint64_t next = version_.NextOf(replica);
        if (first->first > next) break;
        if (first->first == next) {
          const Result<Outcome> outcome = TryApply({replica, first->first, first->second}, changes);
          if (outcome && outcome.Value() == Outcome::kWaits) break;
          if (outcome) progress = true;
        }
        waiting.bytes -= first->second.size();
        waiting.updates.erase(first);
      }
      at = waiting.updates.empty() ? waiting_.erase(at) : std::next(at);
    }
  }
}

Result<ChangeSet> Document::Apply(const Update& update) {
  ChangeSet changes;
  const Status applied = Apply(update, changes);
  if (!applied) return applied.GetError();
  return changes;
}

Status Document::Apply(const Update& update, ChangeSet& changes) {
  const std::uint64_t next = version_.NextOf(update.replica);
  if (update.replica != replica_ && update.counter >= next) {
    Outcome outcome = Outcome::kWaits;
    if (update.counter == next && ApplyKey(update, changes)) {
      outcome = Outcome::kApplied;
    } else if (update.counter == next) {
      const Result<Outcome> tried = TryApply(update, changes);
      if (!tried) return tried.GetError();
      outcome = tried.Value();
    }
    if (outcome == Outcome::kWaits) {
      const Status kept = Keep(update);
      if (!kept) return kept.GetError();
    }
  }
  // Also after an update that was known: a hostile one may wait for what this copy itself had not yet written.
  if (!waiting_.empty()) ApplyWaiting(changes);
  return OkStatus();
}

std::size_t Document::WaitingCount() const {
  std::size_t count = 0;
  for (const auto& [replica, waiting] : waiting_) count += waiting.updates.size();
  return count;
}

std::string Document::CheckInvariants() const {
  const auto check = [](const Record& record) {
    for (const auto& [field, text] : record.texts) {
      if (text.Order().VisibleCount() != text.Size()) return std::string("a text and its order differ in length");
      if (std::string broken = text.Order().CheckInvariants(); !broken.empty()) return broken;
    }
    for (const auto& [field, list] : record.lists) {
      if (std::string broken = list.Places().CheckInvariants(); !broken.empty()) return broken;
    }
    return std::string();
  };
  if (std::string broken = check(root_); !broken.empty()) return broken;
  for (const auto& [id, record] : records_) {
    if (std::string broken = check(record); !broken.empty()) return broken;
    const OrderedList* list = FindList(record.list);
    if (list == nullptr || !list->Contains(id)) return "a record is missing from its list";
  }
  return {};
}

}  // namespace samsyn
