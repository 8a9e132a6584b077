#include "shared/document/snapshot.h"

#include <algorithm>

#include "shared/base/compression.h"
#include "shared/base/utf8.h"

namespace samsyn {

class SnapshotCodec {
 public:
  static void Save(const Document& document, SnapshotOutput& snapshot);
  static void Load(Document& document, SnapshotInput& snapshot);
  static std::vector<ReplicaId> ReplicasOf(const Document& document);

 private:
  using Record = Document::Record;
  static void SaveField(SnapshotOutput& snapshot, const FieldRef& field);
  static FieldNumber LoadFieldNumber(SnapshotInput& snapshot);
  static void SaveRecord(SnapshotOutput& snapshot, const Record& record);
  static void LoadRecord(SnapshotInput& snapshot, Record& record);
  static void SaveValue(SnapshotOutput& snapshot, const Value& value);
  static Value LoadValue(SnapshotInput& snapshot);
  static void SaveContext(SnapshotOutput& snapshot, const CodecContext& context);
  static CodecContext LoadContext(SnapshotInput& snapshot);
  static void SaveWaiting(SnapshotOutput& snapshot, const Document& document);
  static void LoadWaiting(SnapshotInput& snapshot, Document& document);
  static bool ListsAreSound(const Document& document);
};

// --- Which replicas are named ---

std::vector<ReplicaId> SnapshotCodec::ReplicasOf(const Document& document) {
  std::vector<ReplicaId> replicas;
  for (const auto& [replica, next] : document.version_) replicas.push_back(replica);
  // A value may name a record of another document, by a replica that has written nothing here.
  const auto add_values = [&](const Record& record) {
    for (const auto& [number, field] : record.fields) {
      if (const auto* id = std::get_if<OpId>(&field.Get()); id != nullptr && !id->IsNone()) {
        replicas.push_back(id->replica);
      }
    }
  };
  add_values(document.root_);
  for (const auto& [id, record] : document.records_) add_values(record);
  return replicas;
}

// --- Values and fields ---

void SnapshotCodec::SaveField(SnapshotOutput& snapshot, const FieldRef& field) {
  snapshot.Id(field.record);
  snapshot.out.Varint(field.field);
}

FieldNumber SnapshotCodec::LoadFieldNumber(SnapshotInput& snapshot) {
  return static_cast<FieldNumber>(snapshot.in.VarintUpTo(kMaxFieldNumber));
}

void SnapshotCodec::SaveValue(SnapshotOutput& snapshot, const Value& value) {
  snapshot.out.Varint(value.index());
  if (const auto* flag = std::get_if<bool>(&value)) snapshot.out.Byte(*flag ? 1 : 0);
  if (const auto* number = std::get_if<std::int64_t>(&value)) snapshot.out.SignedVarint(*number);
  if (const auto* text = std::get_if<std::string>(&value)) snapshot.out.Text(*text);
  if (const auto* record = std::get_if<OpId>(&value)) snapshot.Id(*record);
}

Value SnapshotCodec::LoadValue(SnapshotInput& snapshot) {
  ByteReader& in = snapshot.in;
  switch (in.VarintUpTo(std::variant_size_v<Value> - 1)) {
    case 1:
      return in.VarintUpTo(1) == 1;
    case 2:
      return in.SignedVarint();
    case 3:
      return in.Text(kMaxValueBytes);
    case 4:
      return snapshot.IdAnywhere();
    default:
      return std::monostate{};
  }
}

// --- Records ---

void SnapshotCodec::SaveRecord(SnapshotOutput& snapshot, const Record& record) {
  snapshot.out.Varint(record.fields.size());
  for (const auto& [number, field] : record.fields) {
    snapshot.out.Varint(number);
    snapshot.out.Varint(field.WrittenAt().time);
    snapshot.Id(field.WrittenAt().operation);
    SaveValue(snapshot, field.Get());
  }
  const auto save_parts = [&](const auto& parts, const auto& order_of) {
    const auto is_used = [&](const auto& part) { return order_of(part.second).ElementCount() > 0; };
    snapshot.out.Varint(static_cast<std::uint64_t>(std::count_if(parts.begin(), parts.end(), is_used)));
    for (const auto& part : parts) {
      if (!is_used(part)) continue;
      snapshot.out.Varint(part.first);
      part.second.Save(snapshot);
    }
  };
  save_parts(record.texts, [](const TextSequence& text) -> const Sequence& { return text.Order(); });
  save_parts(record.lists, [](const OrderedList& list) -> const Sequence& { return list.Places(); });
}

void SnapshotCodec::LoadRecord(SnapshotInput& snapshot, Record& record) {
  ByteReader& in = snapshot.in;
  // Numbers grow, so that nothing is there twice.
  std::uint64_t least = 0;
  const auto next_number = [&] {
    const std::uint64_t number = in.VarintUpTo(kMaxFieldNumber);
    if (number < least) in.Fail();
    least = number + 1;
    return static_cast<FieldNumber>(number);
  };
  for (std::uint64_t left = in.Varint(); left > 0 && !in.Failed(); --left) {
    Register<Value>& field = record.fields[next_number()];
    const std::uint64_t time = in.VarintUpTo(kMaxTime);
    const OpId operation = snapshot.Id();
    if (operation.IsNone() || !field.Set({time, operation}, LoadValue(snapshot))) in.Fail();
  }
  const auto load_parts = [&](auto& parts) {
    least = 0;
    for (std::uint64_t left = in.Varint(); left > 0 && !in.Failed(); --left) parts[next_number()].Load(snapshot);
  };
  load_parts(record.texts);
  load_parts(record.lists);
}

// --- What authors' next updates build on ---

void SnapshotCodec::SaveContext(SnapshotOutput& snapshot, const CodecContext& context) {
  snapshot.Id(context.last_character);
  if (context.last_character.IsNone()) return;
  SaveField(snapshot, context.text);
  snapshot.Id(context.right);
}

// A hostile author's may name what is not there.
CodecContext SnapshotCodec::LoadContext(SnapshotInput& snapshot) {
  CodecContext context;
  context.last_character = snapshot.IdAnywhere();
  if (context.last_character.IsNone()) return context;
  context.text.record = snapshot.IdAnywhere();
  context.text.field = LoadFieldNumber(snapshot);
  context.right = snapshot.IdAnywhere();
  return context;
}

void SnapshotCodec::SaveWaiting(SnapshotOutput& snapshot, const Document& document) {
  snapshot.out.Varint(document.WaitingCount());
  for (const auto& [replica, waiting] : document.waiting_) {
    for (const auto& [counter, payload] : waiting.updates) {
      snapshot.out.Fixed64(replica);
      snapshot.out.Varint(counter);
      snapshot.out.Blob(payload);
    }
  }
}

void SnapshotCodec::LoadWaiting(SnapshotInput& snapshot, Document& document) {
  ByteReader& in = snapshot.in;
  for (std::uint64_t left = in.Varint(); left > 0 && !in.Failed(); --left) {
    Update update;
    update.replica = in.Fixed64();
    update.counter = in.VarintUpTo(kMaxCounter);
    const ByteView payload = in.Blob(in.Remaining());
    update.payload.assign(payload.begin(), payload.end());
    if (in.Failed() || update.replica == document.replica_ || !document.Keep(update)) in.Fail();
  }
}

// --- The document ---

void SnapshotCodec::Save(const Document& document, SnapshotOutput& snapshot) {
  ByteWriter& out = snapshot.out;
  for (std::uint32_t i = 0; i < snapshot.replicas.Size(); ++i) {
    out.Varint(document.version_.NextOf(snapshot.replicas.At(i)));
  }
  for (std::uint32_t i = 0; i < snapshot.replicas.Size(); ++i) {
    const ReplicaId replica = snapshot.replicas.At(i);
    const auto context = document.contexts_.find(replica);
    SaveContext(snapshot, replica == document.replica_          ? document.own_context_
                          : context == document.contexts_.end() ? CodecContext{}
                                                                : context->second);
  }
  out.Varint(document.time_);

  std::vector<OpId> ids;
  for (const auto& [id, record] : document.records_) ids.push_back(id);
  std::sort(ids.begin(), ids.end());
  SaveRecord(snapshot, document.root_);
  out.Varint(ids.size());
  for (const OpId id : ids) {
    const Record& record = document.records_.at(id);
    snapshot.Id(id);
    SaveField(snapshot, record.list);
    out.Varint(record.kind);
    SaveRecord(snapshot, record);
  }
  SaveWaiting(snapshot, document);
}

void SnapshotCodec::Load(Document& document, SnapshotInput& snapshot) {
  ByteReader& in = snapshot.in;
  for (std::uint32_t i = 0; i < snapshot.replicas.Size(); ++i) {
    const std::uint64_t next = in.VarintUpTo(kMaxCounter);
    if (next == 0) return in.Fail();
    if (next > 1) document.version_.Advance(snapshot.replicas.At(i), next);
    snapshot.next.push_back(next);
  }
  for (std::uint32_t i = 0; i < snapshot.replicas.Size() && !in.Failed(); ++i) {
    const ReplicaId replica = snapshot.replicas.At(i);
    const CodecContext context = LoadContext(snapshot);
    (replica == document.replica_ ? document.own_context_ : document.contexts_[replica]) = context;
  }
  document.time_ = in.VarintUpTo(kMaxTime);

  LoadRecord(snapshot, document.root_);
  OpId least;
  for (std::uint64_t left = in.Varint(); left > 0 && !in.Failed(); --left) {
    const OpId id = snapshot.Id();
    if (id <= least) return in.Fail();
    least = id;
    Record& record = document.records_[id];
    record.list.record = snapshot.Id();
    record.list.field = LoadFieldNumber(snapshot);
    record.kind = static_cast<std::uint32_t>(in.VarintUpTo(kMaxFieldNumber));
    LoadRecord(snapshot, record);
  }
  LoadWaiting(snapshot, document);
  if (!in.Finished() || !ListsAreSound(document)) in.Fail();
}

// Every record is in the list it says it is in, and in no other.
bool SnapshotCodec::ListsAreSound(const Document& document) {
  for (const auto& [id, record] : document.records_) {
    const OrderedList* list = document.FindList(record.list);
    if (list == nullptr || !list->Contains(id)) return false;
  }
  std::size_t items = 0;
  const auto count = [&](const Record& record) {
    for (const auto& [number, list] : record.lists) items += list.Places().VisibleCount();
  };
  count(document.root_);
  for (const auto& [id, record] : document.records_) count(record);
  return items == document.records_.size();
}

// --- Bytes ---

Bytes SaveSnapshot(const Document& document) {
  SnapshotOutput snapshot;
  snapshot.replicas = ReplicaTable(SnapshotCodec::ReplicasOf(document));
  snapshot.out.Varint(snapshot.replicas.Size());
  for (std::uint32_t i = 0; i < snapshot.replicas.Size(); ++i) snapshot.out.Fixed64(snapshot.replicas.At(i));
  SnapshotCodec::Save(document, snapshot);
  ByteWriter whole;
  whole.Byte(kSnapshotFormat);
  whole.Varint(snapshot.out.Size());
  whole.Raw(Compress(snapshot.out.View()));
  return whole.Take();
}

Result<std::unique_ptr<Document>> LoadSnapshot(ByteView bytes, ReplicaId replica) {
  const Error malformed{ErrorCode::kMalformed, "a malformed snapshot"};
  ByteReader head(bytes);
  const std::uint8_t format = head.Byte();
  if (!head.Failed() && format != kSnapshotFormat) {
    return Error{ErrorCode::kUnsupported, "a snapshot in a format this version does not know"};
  }
  const auto size = static_cast<std::size_t>(head.VarintUpTo(kMaxSnapshotBytes));
  if (head.Failed()) return malformed;
  const Result<Bytes> raw = Decompress(head.Raw(head.Remaining()), size);
  if (!raw) return malformed;

  SnapshotInput snapshot{ByteReader(raw.Value()), {}, {}};
  const std::uint64_t count = snapshot.in.VarintUpTo(raw.Value().size() / sizeof(ReplicaId));
  std::vector<ReplicaId> replicas;
  for (std::uint64_t i = 0; i < count; ++i) replicas.push_back(snapshot.in.Fixed64());
  snapshot.replicas = ReplicaTable(replicas);
  for (std::uint32_t i = 0; i < count; ++i) {
    if (snapshot.replicas.Size() != count || snapshot.replicas.At(i) != replicas[i]) return malformed;
  }
  auto document = std::make_unique<Document>(replica);
  SnapshotCodec::Load(*document, snapshot);
  if (snapshot.in.Failed()) return malformed;
  return document;
}

}  // namespace samsyn
