#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "shared/base/utf8.h"
#include "shared/document/operation_codec.h"
#include "shared/export/json_reader.h"
#include "shared/export/meeting_file.h"
#include "shared/meeting/schema.h"
#include "shared/wire/limits.h"

namespace samsyn {
namespace {

constexpr std::size_t kMostRecords = 50'000;

// One attempt. The first thing that is wrong is the answer; everything after it is passed over.
class Reader {
 public:
  explicit Reader(const Json& root) : root_(root) {}

  std::variant<MeetingFile, FileError> Read() {
    ReadHead();
    ReadAccess();
    // First who is who and which records there are, then what refers to them.
    for (const DocumentKind kind : kKeptDocuments) NoteRecords(kind);
    for (const DocumentKind kind : kKeptDocuments) ReadDocument(kind);
    std::set<std::string_view> known = {"format", "version", "kind", "kept_at", "access"};
    for (const DocumentKind kind : kKeptDocuments) known.insert(NameOf(kind));
    CheckMembers(root_, "", known);
    if (error_) return *error_;
    file_.record_count = ids_.size();
    return std::move(file_);
  }

 private:
  bool Fail(FileProblem problem, const std::string& where) {
    if (!error_) error_ = FileError{problem, where.empty() ? "/" : where};
    return false;
  }

  [[nodiscard]] static const Json* Member(const Json& json, std::string_view name) {
    if (!json.is_object()) return nullptr;
    const auto found = json.find(std::string(name));
    return found == json.end() ? nullptr : &*found;
  }

  void CheckMembers(const Json& json, const std::string& at, const std::set<std::string_view>& known) {
    if (error_ || !json.is_object()) return;
    for (auto member = json.begin(); member != json.end(); ++member) {
      if (!known.contains(member.key())) Fail(FileProblem::kUnknown, at + PointerStep(member.key()));
    }
  }

  std::string Word(const Json& json, const std::string& at, std::size_t longest) {
    if (!json.is_string()) return Fail(FileProblem::kType, at), std::string();
    const std::string& text = json.get_ref<const std::string&>();
    if (text.size() > longest) return Fail(FileProblem::kTooLong, at), std::string();
    return text;
  }

  std::optional<std::int64_t> Number(const Json& json, const std::string& at) {
    const bool too_large = json.is_number_unsigned() && json.get<std::uint64_t>() > std::uint64_t{INT64_MAX};
    if (!json.is_number_integer() || too_large) return Fail(FileProblem::kType, at), std::nullopt;
    return json.get<std::int64_t>();
  }

  template <typename Names>
  std::size_t OneOf(const Json& json, const std::string& at, const Names& names) {
    const std::string word = Word(json, at, kMaxIdBytes);
    const auto found = std::find(std::begin(names), std::end(names), word);
    if (found == std::end(names)) return Fail(FileProblem::kUnknown, at), 0;
    return static_cast<std::size_t>(found - std::begin(names));
  }

  void ReadHead() {
    if (!root_.is_object()) return (void)Fail(FileProblem::kNotSamsyn, "/format");
    const Json* format = Member(root_, "format");
    if (format == nullptr || *format != "samsyn-meeting") return (void)Fail(FileProblem::kNotSamsyn, "/format");
    const Json* version = Member(root_, "version");
    if (version == nullptr) return (void)Fail(FileProblem::kMissing, "/version");
    const auto number = Number(*version, "/version");
    if (number && *number > kMeetingFileVersion) return (void)Fail(FileProblem::kNewer, "/version");
    if (number && *number < 1) return (void)Fail(FileProblem::kUnknown, "/version");
    const Json* kind = Member(root_, "kind");
    if (kind == nullptr) return (void)Fail(FileProblem::kMissing, "/kind");
    constexpr std::string_view kKinds[] = {"meeting", "template"};
    file_.is_template = OneOf(*kind, "/kind", kKinds) == 1;
    if (const Json* kept = Member(root_, "kept_at")) (void)Word(*kept, "/kept_at", kMaxIdBytes);
  }

  void ReadAccess() {
    if (error_) return;
    const Json* access = Member(root_, "access");
    if (access == nullptr) return (void)Fail(FileProblem::kMissing, "/access");
    if (!access->is_object()) return (void)Fail(FileProblem::kType, "/access");
    CheckMembers(*access, "/access", {"participants", "helper", "secretary", "consent", "consent_until"});
    ReadPeople(*access);
    const auto somebody = [&](const char* name) {
      const Json* json = Member(*access, name);
      return json == nullptr ? std::string() : Somebody(*json, std::string("/access/") + name);
    };
    file_.helper = somebody("helper");
    file_.secretary = somebody("secretary");
    if (const Json* consent = Member(*access, "consent")) {
      file_.consent = static_cast<Consent>(OneOf(*consent, "/access/consent", kConsentNames));
    }
    if (const Json* until = Member(*access, "consent_until")) {
      file_.consent_until = Number(*until, "/access/consent_until").value_or(0);
    }
  }

  void ReadPeople(const Json& access) {
    const Json* people = Member(access, "participants");
    const std::string at = "/access/participants";
    if (people == nullptr) return (void)Fail(FileProblem::kMissing, at);
    if (!people->is_array()) return (void)Fail(FileProblem::kType, at);
    if (people->size() > kMaxParticipants) return (void)Fail(FileProblem::kTooMany, at);
    std::size_t individuals = 0;
    for (std::size_t i = 0; i < people->size(); ++i) {
      const Json& person = (*people)[i];
      const std::string here = at + "/" + std::to_string(i);
      if (!person.is_object()) return (void)Fail(FileProblem::kType, here);
      CheckMembers(person, here, {"id", "role"});
      const Json* id = Member(person, "id");
      if (id == nullptr) return (void)Fail(FileProblem::kMissing, here + "/id");
      const Json* role = Member(person, "role");
      if (role == nullptr) return (void)Fail(FileProblem::kMissing, here + "/role");
      FilePerson read{Word(*id, here + "/id", kMaxIdBytes),
                      static_cast<Role>(OneOf(*role, here + "/role", kRoleNames))};
      if (read.id.empty()) return (void)Fail(FileProblem::kMissing, here + "/id");
      if (!people_.insert(read.id).second) return (void)Fail(FileProblem::kTwice, here + "/id");
      individuals += read.role == Role::kIndividual ? 1 : 0;
      file_.people.push_back(std::move(read));
    }
    if (file_.is_template ? !people->empty() : individuals != 1) Fail(FileProblem::kNobody, at);
  }

  // A participant of the file, or nobody.
  std::string Somebody(const Json& json, const std::string& at) {
    std::string id = Word(json, at, kMaxIdBytes);
    if (!id.empty() && !people_.contains(id)) Fail(FileProblem::kReference, at);
    return id;
  }

  void NoteRecords(DocumentKind kind) {
    const std::string at = PointerStep(NameOf(kind));
    const Json* document = Member(root_, NameOf(kind));
    if (error_ || document == nullptr) return;
    if (!document->is_object()) return (void)Fail(FileProblem::kType, at);
    for (const FileList& list : LayoutOf(kind).lists) {
      const Json* records = Member(*document, list.name);
      if (records == nullptr) continue;
      const std::string here = at + PointerStep(list.name);
      if (!records->is_array()) return (void)Fail(FileProblem::kType, here);
      for (std::size_t i = 0; i < records->size(); ++i) {
        const std::string record_at = here + "/" + std::to_string(i);
        if (!(*records)[i].is_object()) return (void)Fail(FileProblem::kType, record_at);
        const Json* id = Member((*records)[i], "id");
        if (id == nullptr) return (void)Fail(FileProblem::kMissing, record_at + "/id");
        const std::string name = Word(*id, record_at + "/id", kMaxIdBytes);
        if (error_) return;
        if (!ids_.emplace(name, Known{ids_.size(), kind, list.kind}).second) {
          return (void)Fail(FileProblem::kTwice, record_at + "/id");
        }
        if (ids_.size() > kMostRecords) return (void)Fail(FileProblem::kTooMany, here);
      }
    }
  }

  void ReadDocument(DocumentKind kind) {
    const Json* json = Member(root_, NameOf(kind));
    if (error_ || json == nullptr) return;
    const std::string at = PointerStep(NameOf(kind));
    const FileDocumentLayout& layout = LayoutOf(kind);
    FileDocument document;
    document.kind = kind;
    std::set<std::string_view> known = {"written_by"};
    const Json* writers = WritersOf(*json, at);
    for (const FileField& field : layout.fields) {
      known.insert(field.name);
      ReadField({*json, writers, at, {}}, field, document.root);
    }
    if (layout.per_round) {
      known.insert(layout.per_round_name);
      ReadRounds(*json, writers, at, layout, document.root);
    }
    for (const FileList& list : layout.lists) {
      known.insert(list.name);
      const Json* records = Member(*json, list.name);
      for (std::size_t i = 0; records != nullptr && i < records->size(); ++i) {
        const std::string here = at + PointerStep(list.name) + "/" + std::to_string(i);
        document.records.push_back(ReadRecord((*records)[i], here, list));
        if (error_) return;
      }
    }
    CheckMembers(*json, at, known);
    file_.documents.push_back(std::move(document));
  }

  FileRecord ReadRecord(const Json& json, const std::string& at, const FileList& list) {
    FileRecord record;
    record.index = ids_.at(Word(*Member(json, "id"), at + "/id", kMaxIdBytes)).index;
    record.list = list.number;
    record.kind = list.kind;
    if (const Json* by = Member(json, "by")) {
      record.writer = Somebody(*by, at + "/by");
    } else {
      Fail(FileProblem::kMissing, at + "/by");
    }
    std::set<std::string_view> known = {"id", "by", "written_by", kDeletedInFile.name};
    const Place place{json, WritersOf(json, at), at, record.writer};
    for (const FileField& field : list.fields) {
      known.insert(field.name);
      ReadField(place, field, record);
    }
    ReadField(place, kDeletedInFile, record);
    CheckMembers(json, at, known);
    return record;
  }

  // Where fields are read from.
  struct Place {
    const Json& json;
    const Json* writers;  // null: there is none
    std::string at;
    std::string by;
  };

  const Json* WritersOf(const Json& json, const std::string& at) {
    const Json* writers = Member(json, "written_by");
    if (writers != nullptr && !writers->is_object()) Fail(FileProblem::kType, at + "/written_by");
    if (writers == nullptr || error_) return nullptr;
    for (auto member = writers->begin(); member != writers->end(); ++member) {
      if (Member(json, member.key()) == nullptr) {
        Fail(FileProblem::kReference, at + "/written_by" + PointerStep(member.key()));
      }
    }
    return writers;
  }

  void ReadRounds(const Json& json, const Json* writers, const std::string& at, const FileDocumentLayout& layout,
                  FileRecord& root) {
    const Json* rounds = Member(json, layout.per_round_name);
    if (rounds == nullptr || error_) return;
    const std::string here = at + PointerStep(layout.per_round_name);
    if (!rounds->is_object()) return (void)Fail(FileProblem::kType, here);
    const Json* round_writers = writers == nullptr ? nullptr : Member(*writers, layout.per_round_name);
    std::size_t found = 0;
    for (std::int64_t round = 0; round <= schema::kMaxRound; ++round) {
      const std::string name = std::to_string(round);
      if (Member(*rounds, name) == nullptr) continue;
      ++found;
      ReadField({*rounds, round_writers, here, {}},
                {*layout.per_round + static_cast<FieldNumber>(round), name, FieldType::kText}, root);
    }
    if (found != rounds->size()) Fail(FileProblem::kUnknown, here);
  }

  void ReadField(const Place& place, const FileField& field, FileRecord& record) {
    const Json* json = Member(place.json, field.name);
    if (json == nullptr || error_) return;
    const std::string at = place.at + PointerStep(field.name);
    const Json* writer = place.writers == nullptr ? nullptr : Member(*place.writers, field.name);
    const std::string writer_at = place.at + "/written_by" + PointerStep(field.name);
    if (field.type == FieldType::kText) {
      record.texts.push_back(ReadText(*json, at, field.number, place.by, writer, writer_at));
      return;
    }
    FileValue value;
    value.field = field.number;
    value.writer = writer == nullptr ? place.by : Somebody(*writer, writer_at);
    if (!json->is_null()) ReadValue(*json, at, field, value);
    record.values.push_back(std::move(value));
  }

  void ReadValue(const Json& json, const std::string& at, const FileField& field, FileValue& value) {
    switch (field.type) {
      case FieldType::kText:
        return;
      case FieldType::kString:
        value.value = Word(json, at, kMaxValueBytes);
        return;
      case FieldType::kInteger:
        value.value = Number(json, at).value_or(0);
        return;
      case FieldType::kFlag:
        if (!json.is_boolean()) return (void)Fail(FileProblem::kType, at);
        value.value = json.get<bool>();
        return;
      case FieldType::kName:
        value.value = static_cast<std::int64_t>(OneOf(json, at, field.names));
        return;
      case FieldType::kRecord:
      case FieldType::kAgreed: {
        const auto found = ids_.find(Word(json, at, kMaxIdBytes));
        if (found == ids_.end()) return (void)Fail(FileProblem::kReference, at);
        const Known& known = found->second;
        const bool agreed = known.record_kind == schema::kAgendaItem || known.record_kind == schema::kCommitment ||
                            known.record_kind == schema::kNeed;
        const bool fits = field.type == FieldType::kAgreed ? agreed : known.document == field.target;
        if (!fits) return (void)Fail(FileProblem::kReference, at);
        value.value = known.index;
        return;
      }
    }
  }

  FileText ReadText(const Json& json, const std::string& at, FieldNumber number, const std::string& by,
                    const Json* writer, const std::string& writer_at) {
    FileText text{number, {}};
    const std::string words = Word(json, at, JsonLimits{}.string_bytes);
    if (error_) return text;
    if (writer == nullptr || writer->is_string()) {
      text.parts.emplace_back(writer == nullptr ? by : Somebody(*writer, writer_at), words);
      return text;
    }
    if (!writer->is_array()) return Fail(FileProblem::kType, writer_at), text;
    std::size_t from = 0;
    const std::size_t size = CodePointCount(words);
    for (std::size_t i = 0; i < writer->size(); ++i) {
      const Json& part = (*writer)[i];
      const std::string here = writer_at + "/" + std::to_string(i);
      if (!part.is_array() || part.size() != 2) return Fail(FileProblem::kType, here), text;
      const std::string who = Somebody(part[0], here + "/0");
      const std::int64_t count = Number(part[1], here + "/1").value_or(0);
      if (error_) return text;
      if (count < 1 || static_cast<std::uint64_t>(count) > size - from) {
        return Fail(FileProblem::kReference, here + "/1"), text;
      }
      text.parts.emplace_back(who, std::string(CodePointSlice(words, from, static_cast<std::size_t>(count))));
      from += static_cast<std::size_t>(count);
    }
    if (from != size) Fail(FileProblem::kReference, writer_at);
    return text;
  }

  struct Known {
    std::size_t index;
    DocumentKind document;
    std::uint32_t record_kind;
  };

  const Json& root_;
  MeetingFile file_;
  std::optional<FileError> error_;
  std::set<std::string, std::less<>> people_;
  std::map<std::string, Known, std::less<>> ids_;
};

}  // namespace

std::variant<MeetingFile, FileError> ReadMeetingFile(std::string_view text) {
  const std::variant<Json, FileError> json = ReadJson(text, {});
  if (const auto* error = std::get_if<FileError>(&json)) return *error;
  return Reader(std::get<Json>(json)).Read();
}

}  // namespace samsyn
