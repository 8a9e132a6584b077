#include <algorithm>
#include <array>
#include <map>

#include "shared/base/utf8.h"
#include "shared/export/json.h"
#include "shared/export/meeting_file.h"
#include "shared/meeting/phases.h"
#include "shared/meeting/records.h"
#include "shared/meeting/schema.h"

namespace samsyn {
namespace {

constexpr std::array<std::uint32_t, 3> kAgreedKinds = {schema::kAgendaItem, schema::kCommitment, schema::kNeed};

class Writer {
 public:
  Writer(const Meeting& meeting, const std::vector<DocumentKind>& documents) : meeting_(meeting) {
    for (const DocumentKind kind : kKeptDocuments) {
      if (std::find(documents.begin(), documents.end(), kind) == documents.end()) continue;
      const Document& document = meeting.Of(kind);
      std::size_t number = 0;
      for (const FileList& list : LayoutOf(kind).lists) {
        for (const OpId record : document.AllItems({kRootRecord, list.number})) {
          ids_[kind][record] = std::string(NameOf(kind)) + "-" + std::to_string(++number);
        }
      }
    }
  }

  [[nodiscard]] Json Write(DocumentKind kind) const {
    const FileDocumentLayout& layout = LayoutOf(kind);
    Json json = Json::object();
    Json writers = Json::object();
    for (const FileField& field : layout.fields) PutField(kind, {}, field, {}, json, writers);
    if (layout.per_round) PutRounds(kind, layout, json, writers);
    if (!writers.empty()) json["written_by"] = std::move(writers);
    for (const FileList& list : layout.lists) {
      Json records = Json::array();
      for (const OpId record : meeting_.Of(kind).AllItems({kRootRecord, list.number})) {
        records.push_back(WriteRecord(kind, list, record));
      }
      if (!records.empty()) json[std::string(list.name)] = std::move(records);
    }
    return json;
  }

  // Everybody who has written something that is kept.
  [[nodiscard]] const std::vector<std::string>& Writers() const { return writers_; }

 private:
  [[nodiscard]] Json WriteRecord(DocumentKind kind, const FileList& list, OpId record) const {
    const std::string writer = meeting_.WriterOf(record.replica);
    NoteWriter(writer);
    Json json = Json::object();
    json["id"] = ids_.at(kind).at(record);
    json["by"] = writer;
    Json writers = Json::object();
    for (const FileField& field : list.fields) PutField(kind, record, field, writer, json, writers);
    PutField(kind, record, kDeletedInFile, writer, json, writers);
    if (!writers.empty()) json["written_by"] = std::move(writers);
    return json;
  }

  // The words at the follow-up of each round; their names are the rounds' numbers.
  void PutRounds(DocumentKind kind, const FileDocumentLayout& layout, Json& json, Json& writers) const {
    Json rounds = Json::object();
    Json round_writers = Json::object();
    for (std::int64_t round = 0; round <= schema::kMaxRound; ++round) {
      const std::string name = std::to_string(round);
      const FileField field{*layout.per_round + static_cast<FieldNumber>(round), name, FieldType::kText};
      PutField(kind, {}, field, {}, rounds, round_writers);
    }
    const std::string name(layout.per_round_name);
    if (!rounds.empty()) json[name] = std::move(rounds);
    if (!round_writers.empty()) writers[name] = std::move(round_writers);
  }

  void PutField(DocumentKind kind, OpId record, const FileField& field, const std::string& by, Json& json,
                Json& writers) const {
    const std::string name(field.name);
    const Document& document = meeting_.Of(kind);
    if (field.type == FieldType::kText) {
      PutText(document, {record, field.number}, name, by, json, writers);
      return;
    }
    const OpId write = document.LastWrite({record, field.number});
    if (write.IsNone()) return;
    Json value = ValueOf(document.Get({record, field.number}), field);
    if (value.is_discarded()) return;
    json[name] = std::move(value);
    const std::string writer = meeting_.WriterOf(write.replica);
    NoteWriter(writer);
    if (writer != by) writers[name] = writer;
  }

  void PutText(const Document& document, FieldRef where, const std::string& name, const std::string& by, Json& json,
               Json& writers) const {
    const std::string text = document.TextOf(where);
    if (text.empty()) return;
    json[name] = text;
    std::vector<std::pair<std::string, std::size_t>> parts;
    for (const IdRange& characters : document.CharactersIn(where, 0, document.TextSize(where))) {
      const std::string writer = meeting_.WriterOf(characters.first.replica);
      NoteWriter(writer);
      if (parts.empty() || parts.back().first != writer) parts.emplace_back(writer, 0);
      parts.back().second += characters.count;
    }
    if (parts.size() == 1 && parts.front().first == by) return;
    if (parts.size() == 1) {
      writers[name] = parts.front().first;
      return;
    }
    Json runs = Json::array();
    for (const auto& [writer, count] : parts) runs.push_back(Json::array({writer, count}));
    writers[name] = std::move(runs);
  }

  // Discarded: nothing the format has a place for, which reads as empty in the meeting too.
  [[nodiscard]] Json ValueOf(const Value& value, const FileField& field) const {
    const Json nothing(Json::value_t::discarded);
    if (std::holds_alternative<std::monostate>(value)) return nullptr;
    switch (field.type) {
      case FieldType::kText:
        return nothing;
      case FieldType::kString: {
        const auto* text = std::get_if<std::string>(&value);
        return text == nullptr ? nothing : Json(*text);
      }
      case FieldType::kInteger: {
        const auto* number = std::get_if<std::int64_t>(&value);
        return number == nullptr ? nothing : Json(*number);
      }
      case FieldType::kFlag: {
        const auto* flag = std::get_if<bool>(&value);
        return flag == nullptr ? nothing : Json(*flag);
      }
      case FieldType::kName: {
        const auto* number = std::get_if<std::int64_t>(&value);
        const bool known = number != nullptr && *number >= 0 && *number < static_cast<std::int64_t>(field.names.size());
        return known ? Json(std::string(field.names[static_cast<std::size_t>(*number)])) : nothing;
      }
      case FieldType::kRecord:
      case FieldType::kAgreed: {
        const auto* record = std::get_if<OpId>(&value);
        const std::string* id = record == nullptr ? nullptr : FindId(*record, field);
        return id == nullptr ? nothing : Json(*id);
      }
    }
    return nothing;
  }

  [[nodiscard]] const std::string* FindId(OpId record, const FileField& field) const {
    const auto find = [&](DocumentKind kind) -> const std::string* {
      const auto document = ids_.find(kind);
      if (document == ids_.end()) return nullptr;
      const auto found = document->second.find(record);
      return found == document->second.end() ? nullptr : &found->second;
    };
    if (field.type == FieldType::kRecord) return find(field.target);
    for (const DocumentKind kind : {DocumentKind::kOutcome, DocumentKind::kPlan}) {
      const std::uint32_t what = meeting_.Of(kind).KindOf(record);
      const bool agreed = std::find(kAgreedKinds.begin(), kAgreedKinds.end(), what) != kAgreedKinds.end();
      if (const std::string* id = agreed ? find(kind) : nullptr) return id;
    }
    return nullptr;
  }

  void NoteWriter(const std::string& writer) const {
    if (writer.empty() || std::find(writers_.begin(), writers_.end(), writer) != writers_.end()) return;
    writers_.push_back(writer);
  }

  const Meeting& meeting_;
  std::map<DocumentKind, std::map<OpId, std::string>> ids_;
  mutable std::vector<std::string> writers_;
};

Json Head(bool is_template, std::int64_t now) {
  Json json = Json::object();
  json["format"] = "samsyn-meeting";
  json["version"] = kMeetingFileVersion;
  json["kind"] = is_template ? "template" : "meeting";
  json["kept_at"] = IsoInstant(now);
  return json;
}

Json AccessJson(const MeetingAccess& access, const std::vector<std::string>& writers) {
  Json people = Json::array();
  for (const ParticipantAccess& participant : access.participants) {
    people.push_back({{"id", participant.id}, {"role", kRoleNames[static_cast<std::size_t>(participant.role)]}});
  }
  // Whoever has written and is not known any longer has still written it.
  for (const std::string& writer : writers) {
    if (access.Find(writer) != nullptr) continue;
    people.push_back({{"id", writer}, {"role", kRoleNames[static_cast<std::size_t>(Role::kObserver)]}});
  }
  Json json = Json::object();
  json["participants"] = std::move(people);
  if (!access.helper.empty()) json["helper"] = access.helper;
  if (!access.secretary.empty()) json["secretary"] = access.secretary;
  json["consent"] = kConsentNames[static_cast<std::size_t>(access.consent)];
  if (access.consent_until != 0) json["consent_until"] = access.consent_until;
  return json;
}

}  // namespace

std::string WriteMeetingFile(const Meeting& meeting, const MeetingAccess& access, const MeetingFileWish& wish) {
  const Writer writer(meeting, wish.documents);
  std::vector<std::pair<DocumentKind, Json>> documents;
  for (const DocumentKind kind : kKeptDocuments) {
    if (std::find(wish.documents.begin(), wish.documents.end(), kind) == wish.documents.end()) continue;
    Json json = writer.Write(kind);
    if (!json.empty()) documents.emplace_back(kind, std::move(json));
  }
  Json file = Head(false, wish.now);
  file["access"] = AccessJson(access, writer.Writers());
  for (auto& [kind, json] : documents) file[std::string(NameOf(kind))] = std::move(json);
  return JsonText(file);
}

std::string WriteTemplateFile(const Meeting& meeting, const MeetingFileWish& wish) {
  Json agenda = Json::array();
  for (const AgendaItem& item : meeting.Agenda()) {
    if (item.is_sub || item.question) continue;
    Json entry = Json::object();
    entry["id"] = "plan-" + std::to_string(agenda.size() + 1);
    entry["by"] = "";
    if (!item.title.empty()) entry["title"] = item.title;
    entry["minutes"] = item.minutes;
    if (!item.picture.empty()) entry["picture"] = item.picture;
    agenda.push_back(std::move(entry));
  }
  Json plan = Json::object();
  plan["template"] = kTemplateNames[static_cast<std::size_t>(TemplateOf(meeting))];
  if (!agenda.empty()) plan["agenda"] = std::move(agenda);
  Json file = Head(true, wish.now);
  file["access"] = {{"participants", Json::array()}, {"consent", kConsentNames[0]}};
  file["plan"] = std::move(plan);
  return JsonText(file);
}

}  // namespace samsyn
