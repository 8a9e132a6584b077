// A generic replicated document: records with fields (last writer wins), ordered lists of records, and texts.
//
// A document starts as one empty root record. Local edits take effect at once and leave as updates (TakeUpdates);
// others' updates come in any order, any number of times, and every copy that has the same updates is the same. What
// the records mean is the business of shared/meeting. Owned by one thread.
//
// Positions in texts are visible code points; positions in lists count the items that are not deleted.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "shared/base/bytes.h"
#include "shared/base/result.h"
#include "shared/base/text_splice.h"
#include "shared/crdt/ordered_list.h"
#include "shared/crdt/text_sequence.h"
#include "shared/crdt/version_vector.h"
#include "shared/document/operation.h"
#include "shared/document/operation_codec.h"

namespace samsyn {

// Some operations of one replica, in order; `counter` is the first one's. The payload is the sealed part.
struct Update {
  ReplicaId replica = 0;
  std::uint64_t counter = 0;
  Bytes payload;
};

// What one applied update changed, precise enough to repaint and announce just that.
struct Change {
  enum class Kind {
    kText,   // `where` is the text, `splice` the change
    kField,  // `where` is the field (kDeletedField: deleted or restored)
    kOrder,  // `where` is the list: an item came or moved
  };
  Kind kind = Kind::kField;
  FieldRef where;
  TextSplice splice{};
  ReplicaId author = 0;
};
using ChangeSet = std::vector<Change>;

// One local edit as undo needs to know it: see undo_stack.h.
struct LocalEdit {
  enum class Kind { kInsertedText, kDeletedText, kSetField, kCreated, kMoved };
  Kind kind = Kind::kSetField;
  FieldRef where{};                   // text or field; for kCreated and kMoved the record alone
  std::vector<IdRange> characters{};  // kInsertedText, kDeletedText
  std::string text{};                 // kDeletedText: what the characters were, in order
  Value previous_value{};             // kSetField
  OpId previous_item{};               // kMoved: what it came after
  OpId operation{};                   // kSetField, kMoved: the edit itself, to see whether it still stands
  OpId previous_operation{};          // kSetField, kMoved: the edit it replaced
};

class Document {
 public:
  explicit Document(ReplicaId replica) : replica_(replica) {}
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;

  [[nodiscard]] ReplicaId Replica() const { return replica_; }
  [[nodiscard]] const VersionVector& Version() const { return version_; }

  // --- Reading. A record or field that is not there reads as empty. ---

  [[nodiscard]] bool Exists(OpId record) const { return record.IsNone() || records_.contains(record); }
  [[nodiscard]] bool IsDeleted(OpId record) const;
  [[nodiscard]] std::uint32_t KindOf(OpId record) const;
  [[nodiscard]] Value Get(FieldRef field) const;
  // The operation that last wrote the field, or put the record on its place; none if nothing did.
  [[nodiscard]] OpId LastWrite(FieldRef field) const;
  [[nodiscard]] OpId LastMove(OpId record) const;
  [[nodiscard]] std::string TextOf(FieldRef text) const;
  [[nodiscard]] std::size_t TextSize(FieldRef text) const;
  [[nodiscard]] std::vector<OpId> Items(FieldRef list) const;
  [[nodiscard]] std::vector<OpId> DeletedItems(FieldRef list) const;
  [[nodiscard]] std::vector<OpId> AllItems(FieldRef list) const;  // both, in their order
  [[nodiscard]] std::optional<FieldRef> ListOf(OpId record) const;
  [[nodiscard]] Anchor AnchorAt(FieldRef text, std::size_t position) const;
  [[nodiscard]] std::size_t PositionOf(FieldRef text, Anchor anchor) const;
  // Which characters stand in a part of a text: their ids tell who wrote them.
  [[nodiscard]] std::vector<IdRange> CharactersIn(FieldRef text, std::size_t position, std::size_t count) const;

  // --- Local edits ---
  // Positions past the end are moved to the end; a record that is not there is not edited. Of bytes that are not UTF-8
  // the replacement character remains, and of a value's text at most kMaxValueBytes.

  OpId Create(FieldRef list, std::size_t index, std::uint32_t kind);
  void Move(OpId record, std::size_t index);
  void MoveAfter(OpId record, OpId previous);
  void Set(FieldRef field, Value value);
  void Delete(OpId record) { Set({record, kDeletedField}, true); }
  void Restore(OpId record) { Set({record, kDeletedField}, false); }
  void InsertText(FieldRef text, std::size_t position, std::string_view inserted);
  void DeleteText(FieldRef text, std::size_t position, std::size_t count);
  // Deletes those of the characters that are still visible.
  void DeleteCharacters(FieldRef text, const std::vector<IdRange>& characters);
  // Inserts right before a character, deleted or not. Gives the first new character, or none if there is nothing.
  OpId InsertTextBefore(FieldRef text, OpId character, std::string_view inserted);
  // How many of the characters, from the first on, have nothing between them, not even something deleted.
  [[nodiscard]] std::uint32_t StandTogether(FieldRef text, const IdRange& characters) const;

  // The local edits since the last call as updates of moderate size, ready to be stored and sent.
  [[nodiscard]] std::vector<Update> TakeUpdates();
  [[nodiscard]] bool HasUpdates() const { return !finished_.empty() || encoder_.Size() > 0; }
  [[nodiscard]] std::vector<LocalEdit> TakeLocalEdits();

  // --- Others' updates ---

  // Applies it, and whatever waited for it. An update that comes before what it builds on is kept; one that is known
  // changes nothing. Errors: malformed or unsupported bytes, or too much kept from one replica; the document is then
  // unchanged.
  [[nodiscard]] Result<ChangeSet> Apply(const Update& update);
  // The same, with the changes put at the end of `changes`, for those who apply many.
  [[nodiscard]] Status Apply(const Update& update, ChangeSet& changes);
  // Updates kept until what they build on arrives.
  [[nodiscard]] std::size_t WaitingCount() const;

  // Empty, or a sentence about the first broken invariant. Linear time; for tests and debug builds.
  [[nodiscard]] std::string CheckInvariants() const;

 private:
  friend class SnapshotCodec;

  struct Record {
    std::uint32_t kind = 0;
    FieldRef list;
    std::map<FieldNumber, Register<Value>> fields;
    std::map<FieldNumber, TextSequence> texts;
    std::map<FieldNumber, OrderedList> lists;
  };

  [[nodiscard]] Record* Find(OpId record);
  [[nodiscard]] const Record* Find(OpId record) const;
  // The text, made if it is not there; null if its record is not there.
  [[nodiscard]] TextSequence* TextAt(FieldRef text);
  [[nodiscard]] const TextSequence* FindText(FieldRef text) const;
  [[nodiscard]] const OrderedList* FindList(FieldRef list) const;

  [[nodiscard]] OpId NextId() const { return {replica_, version_.NextOf(replica_)}; }
  [[nodiscard]] Stamp NextStamp();
  void Log(const Operation& operation);
  void LogInsertion(FieldRef text, const Insertion& place, std::string_view inserted);
  [[nodiscard]] OpId ItemBefore(FieldRef list, std::size_t index, OpId moved) const;
  void CloseUpdate();

  [[nodiscard]] bool IsReady(const Operation& operation, const Update& update) const;
  void ApplyOperation(const Operation& operation, ReplicaId author, std::uint64_t counter, ChangeSet& changes);
  void ApplyCreate(const CreateOperation& operation, ReplicaId author, ChangeSet& changes);
  void ApplyMove(const MoveOperation& operation, ReplicaId author, ChangeSet& changes);
  void ApplySet(const SetOperation& operation, Stamp stamp, ChangeSet& changes);
  void ApplyInsert(const InsertOperation& operation, ReplicaId author, ChangeSet& changes);
  void ApplyDelete(const DeleteOperation& operation, ReplicaId author, ChangeSet& changes);
  [[nodiscard]] CodecContext& ContextOf(ReplicaId author);
  enum class Outcome { kApplied, kWaits };
  [[nodiscard]] bool ApplyKey(const Update& update, ChangeSet& changes);
  [[nodiscard]] Result<Outcome> TryApply(const Update& update, ChangeSet& changes);
  [[nodiscard]] Status Keep(const Update& update);
  void ApplyWaiting(ChangeSet& changes);

  ReplicaId replica_;
  Record root_;
  std::unordered_map<OpId, Record, OpIdHash> records_;
  // The text last used, which is mostly the next one too. Records and their texts stay where they are.
  mutable FieldRef last_text_;
  mutable TextSequence* last_found_ = nullptr;
  VersionVector version_;
  std::uint64_t time_ = 0;  // Lamport

  CodecContext own_context_;
  OperationEncoder encoder_{replica_, own_context_};
  std::uint64_t encoder_start_ = 0;
  std::vector<Update> finished_;
  std::vector<LocalEdit> local_edits_;

  std::unordered_map<ReplicaId, CodecContext> contexts_;
  ReplicaId last_author_ = 0;
  CodecContext* last_context_ = nullptr;
  struct Waiting {
    std::map<std::uint64_t, Bytes> updates;  // by first counter
    std::size_t bytes = 0;
  };
  std::map<ReplicaId, Waiting> waiting_;
  // Kept from update to update only for their memory.
  std::vector<Operation> operations_;
  std::vector<VisibleRange> hidden_;
};

}  // namespace samsyn
