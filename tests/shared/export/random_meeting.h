// A meeting in which everything has happened: every kind of record, every field, written, rewritten, moved, deleted and
// restored by several people apart, who learn of each other now and then.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "shared/export/meeting_fields.h"
#include "shared/meeting/meeting.h"
#include "shared/meeting/records.h"
#include "shared/meeting/schema.h"
#include "tests/support/seeded_random.h"

namespace samsyn {

class RandomMeeting {
 public:
  RandomMeeting(SeededRandom& random, std::size_t edits) : random_(random) {
    for (const char* id : {"p1", "p2", "p3", "p-fjärde"}) {
      ids_.emplace_back(id);
      const Role role = ids_.size() == 1   ? Role::kIndividual
                        : ids_.size() == 2 ? Role::kChair
                                           : static_cast<Role>(random_.Between(2, kRoleCount - 1));
      access.participants.push_back({.id = id, .role = role});
    }
    access.consent = static_cast<Consent>(random_.Below(kConsentCount));
    access.secretary = random_.OneOf(ids_);
    for (const std::string& id : ids_) {
      for (const DocumentKind kind : kKeptDocuments) {
        const ReplicaId replica = random_.Next();
        copies_[id][kind] = std::make_unique<Document>(replica);
        writers_.emplace_back(replica, id);
      }
    }
    AddPeople();
    for (std::size_t i = 0; i < edits; ++i) {
      EditOnce();
      if (random_.Chance(15)) Share();
    }
    Share();
    meeting = std::make_unique<Meeting>(random_.Next());
    for (const auto& [replica, id] : writers_) meeting->NoteWriter(replica, id);
    for (const auto& [kind, update] : updates_) (void)meeting->Of(kind).Apply(update);
  }

  MeetingAccess access;
  std::unique_ptr<Meeting> meeting;
  std::set<std::string> touched;  // "plan/agenda/title", of everything that was written

 private:
  // So that most of what refers to people refers to somebody.
  void AddPeople() {
    Document& plan = *copies_["p2"][DocumentKind::kPlan];
    for (std::size_t i = 0; i < ids_.size(); ++i) {
      const OpId record = plan.Create({kRootRecord, schema::kPlanParticipants}, kAtEnd, schema::kParticipant);
      plan.Set({record, schema::kParticipantId}, ids_[i]);
      plan.Set({record, schema::kParticipantName}, "Namn " + RandomText(random_, 4));
      plan.Set({record, schema::kParticipantRole}, static_cast<std::int64_t>(access.participants[i].role));
    }
    Share();
  }

  void EditOnce() {
    const std::string& who = random_.OneOf(ids_);
    const DocumentKind kind = random_.Chance(85) ? kKeptDocuments[random_.Below(3)]
                                                 : kKeptDocuments[random_.Between(3, kKeptDocuments.size() - 1)];
    Document& document = *copies_[who][kind];
    const FileDocumentLayout& layout = LayoutOf(kind);
    if (random_.Chance(15)) return EditRoot(kind, document, layout);
    const FileList& list = layout.lists[random_.Below(layout.lists.size())];
    const FieldRef where{kRootRecord, list.number};
    const std::vector<OpId> all = document.AllItems(where);
    if (all.empty() || random_.Chance(25)) {
      const OpId record = document.Create(where, random_.Below(4), list.kind);
      // Most are filled in at once, as the functions of shared/meeting do.
      for (const FileField& field : list.fields) {
        if (random_.Chance(60)) Write(kind, document, record, field, std::string(list.name));
      }
      return;
    }
    const OpId record = random_.OneOf(all);
    const std::size_t action = random_.Below(100);
    if (action < 75) {
      Write(kind, document, record, list.fields[random_.Below(list.fields.size())], std::string(list.name));
    } else if (action < 85) {
      document.Move(record, random_.Below(5));
    } else if (action < 95) {
      document.Delete(record);
      touched.insert(std::string(NameOf(kind)) + "/" + std::string(list.name) + "/deleted");
    } else {
      document.Restore(record);
    }
  }

  void EditRoot(DocumentKind kind, Document& document, const FileDocumentLayout& layout) {
    if (layout.per_round && random_.Chance(20)) {
      const auto round = static_cast<FieldNumber>(random_.Below(random_.Chance(10) ? schema::kMaxRound + 1 : 3));
      return Write(kind, document, kRootRecord, {*layout.per_round + round, layout.per_round_name, FieldType::kText},
                   "root");
    }
    Write(kind, document, kRootRecord, layout.fields[random_.Below(layout.fields.size())], "root");
  }

  void Write(DocumentKind kind, Document& document, OpId record, const FileField& field, const std::string& list) {
    const FieldRef where{record, field.number};
    if (field.type == FieldType::kText) {
      const std::size_t size = document.TextSize(where);
      if (random_.Chance(25)) document.DeleteText(where, random_.Below(size + 1), random_.Between(1, 5));
      document.InsertText(where, random_.Below(document.TextSize(where) + 1), RandomText(random_, 6));
    } else {
      document.Set(where, AnyValue(kind, field));
    }
    touched.insert(std::string(NameOf(kind)) + "/" + list + "/" + std::string(field.name));
  }

  Value AnyValue(DocumentKind kind, const FileField& field) {
    if (random_.Chance(3)) return std::monostate{};
    switch (field.type) {
      case FieldType::kFlag:
        return random_.Chance(50);
      case FieldType::kInteger: {
        const bool is_round = field.name == "round" || field.name == "state_round";
        if (is_round && random_.Chance(90)) return std::int64_t{0};
        return random_.Chance(70) ? static_cast<std::int64_t>(random_.Below(6))
                                  : static_cast<std::int64_t>(random_.Next());
      }
      case FieldType::kName:
        return static_cast<std::int64_t>(random_.Below(field.names.size()));
      case FieldType::kRecord:
        return AnyRecord(field.target);
      case FieldType::kAgreed:
        return random_.Chance(50) ? AnyRecord(DocumentKind::kPlan, schema::kPlanAgenda)
                                  : AnyRecord(DocumentKind::kOutcome, schema::kOutcomeCommitments);
      default:
        break;
    }
    (void)kind;
    if (random_.Chance(40)) return random_.OneOf(ids_);
    if (random_.Chance(30))
      return "2026-1" + std::to_string(random_.Below(3)) + "-0" + std::to_string(random_.Between(1, 9));
    return random_.Chance(10) ? std::string() : RandomText(random_, 5);
  }

  Value AnyRecord(DocumentKind kind, FieldNumber only_list = 0) {
    const auto& lists = LayoutOf(kind).lists;
    const FieldNumber list = only_list != 0 ? only_list : lists[random_.Below(lists.size())].number;
    // One that is shared already: somebody else's copy may have more.
    const std::vector<OpId> all = copies_[random_.OneOf(ids_)][kind]->AllItems({kRootRecord, list});
    return all.empty() ? Value{} : Value{random_.OneOf(all)};
  }

  void Share() {
    for (auto& [id, documents] : copies_) {
      for (auto& [kind, document] : documents) {
        for (const Update& update : document->TakeUpdates()) {
          for (auto& [other, copies] : copies_) {
            if (other != id) (void)copies[kind]->Apply(update);
          }
          updates_.emplace_back(kind, update);
        }
      }
    }
  }

  SeededRandom& random_;
  std::vector<std::string> ids_;
  std::map<std::string, std::map<DocumentKind, std::unique_ptr<Document>>> copies_;
  std::vector<std::pair<ReplicaId, std::string>> writers_;
  std::vector<std::pair<DocumentKind, Update>> updates_;
};

}  // namespace samsyn
