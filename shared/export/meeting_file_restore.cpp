#include <algorithm>
#include <map>
#include <memory>

#include "shared/base/utf8.h"
#include "shared/export/meeting_file.h"
#include "shared/meeting/records.h"
#include "shared/meeting/schema.h"

namespace samsyn {
namespace {

// One document, written by several: each has a copy, and learns what the others have written when it is their turn.
// Records of two documents have replicas of their own, so that no two records are called alike.
class Room {
 public:
  Room(DocumentKind kind, RandomSource& random, RestoredMeeting& restored)
      : kind_(kind), random_(random), restored_(restored) {}

  Document& As(const std::string& writer) {
    if (current_ != nullptr && current_name_ == writer) return *current_->document;
    Finish();
    Copy& copy = copies_[writer];
    if (copy.document == nullptr) {
      const ReplicaId replica = random_.Next();
      copy.document = std::make_unique<Document>(replica);
      restored_.writers.emplace_back(replica, writer);
    }
    for (; copy.seen < updates_.size(); ++copy.seen) {
      if (updates_[copy.seen].first != writer) (void)copy.document->Apply(updates_[copy.seen].second);
    }
    current_ = &copy;
    current_name_ = writer;
    return *copy.document;
  }

  void Finish() {
    if (current_ == nullptr) return;
    for (Update& update : current_->document->TakeUpdates()) {
      restored_.updates.push_back({current_name_, kind_, update});
      updates_.emplace_back(current_name_, std::move(update));
    }
    current_ = nullptr;
  }

 private:
  struct Copy {
    std::unique_ptr<Document> document;
    std::size_t seen = 0;
  };
  DocumentKind kind_;
  RandomSource& random_;
  RestoredMeeting& restored_;
  std::map<std::string, Copy> copies_;
  std::vector<std::pair<std::string, Update>> updates_;
  Copy* current_ = nullptr;
  std::string current_name_;
};

struct Task {
  OpId record;
  const FileValue* value = nullptr;
  const FileText* text = nullptr;
};

void Do(Document& document, const Task& task, const std::vector<OpId>& records) {
  if (task.text != nullptr) {
    document.InsertText({task.record, task.text->field}, 0, task.text->parts.front().second);
    return;
  }
  Value value;
  if (const auto* flag = std::get_if<bool>(&task.value->value)) value = *flag;
  if (const auto* number = std::get_if<std::int64_t>(&task.value->value)) value = *number;
  if (const auto* text = std::get_if<std::string>(&task.value->value)) value = *text;
  if (const auto* index = std::get_if<std::size_t>(&task.value->value)) value = records[*index];
  const FieldRef field{task.record, task.value->field};
  // That somebody emptied it counts; a document passes over what changes nothing.
  if (std::holds_alternative<std::monostate>(value)) document.Set(field, true);
  document.Set(field, std::move(value));
}

// What several have written goes part by part; everything else waits until it is its writer's turn, who has one only.
void Fill(const FileRecord& from, OpId record, std::map<std::string, std::vector<Task>>& tasks,
          std::vector<Task>& shared) {
  for (const FileValue& value : from.values) tasks[value.writer].push_back({record, &value, nullptr});
  for (const FileText& text : from.texts) {
    if (text.parts.size() == 1) {
      tasks[text.parts.front().first].push_back({record, nullptr, &text});
    } else if (!text.parts.empty()) {
      shared.push_back({record, nullptr, &text});
    }
  }
}

const FileDocument* PlanIn(const MeetingFile& file) {
  for (const FileDocument& document : file.documents) {
    if (document.kind == DocumentKind::kPlan) return &document;
  }
  return nullptr;
}

std::string StringIn(const FileRecord& record, FieldNumber field) {
  for (const FileValue& value : record.values) {
    const auto* text = std::get_if<std::string>(&value.value);
    if (value.field == field && text != nullptr) return *text;
  }
  return {};
}

}  // namespace

RestoredMeeting RestoreMeeting(const MeetingFile& file, RandomSource& random) {
  RestoredMeeting restored;
  std::vector<OpId> records(file.record_count);
  std::vector<std::unique_ptr<Room>> rooms;
  // First every record, so that everything can point at everything.
  for (const FileDocument& document : file.documents) {
    Room& room = *rooms.emplace_back(std::make_unique<Room>(document.kind, random, restored));
    for (const FileRecord& record : document.records) {
      records[record.index] = room.As(record.writer).Create({kRootRecord, record.list}, kAtEnd, record.kind);
    }
  }
  for (std::size_t i = 0; i < file.documents.size(); ++i) {
    Room& room = *rooms[i];
    std::map<std::string, std::vector<Task>> tasks;
    std::vector<Task> shared;
    Fill(file.documents[i].root, kRootRecord, tasks, shared);
    for (const FileRecord& record : file.documents[i].records) Fill(record, records[record.index], tasks, shared);
    for (const auto& [writer, theirs] : tasks) {
      Document& document = room.As(writer);
      for (const Task& task : theirs) Do(document, task, records);
    }
    for (const Task& task : shared) {
      std::size_t position = 0;
      for (const auto& [writer, words] : task.text->parts) {
        room.As(writer).InsertText({task.record, task.text->field}, position, words);
        position += CodePointCount(words);
      }
    }
    room.Finish();
  }
  return restored;
}

std::string TitleIn(const MeetingFile& file) {
  const FileDocument* plan = PlanIn(file);
  return plan == nullptr ? std::string() : StringIn(plan->root, schema::kPlanTitle);
}

std::string NameIn(const MeetingFile& file, const std::string& participant) {
  const FileDocument* plan = PlanIn(file);
  if (plan == nullptr) return {};
  for (const FileRecord& record : plan->records) {
    if (record.kind == schema::kParticipant && StringIn(record, schema::kParticipantId) == participant) {
      return StringIn(record, schema::kParticipantName);
    }
  }
  return {};
}

}  // namespace samsyn
