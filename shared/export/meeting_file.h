// A whole meeting as a file (JSON), and back: README.md beside this tells the format, meeting_file.schema.json is its
// JSON Schema.
//
// A file says who has written what, so that a yes, a dissent and an approval stay their writer's. It holds no link, no
// key and nothing of the aside. Reading trusts nothing: the answer is the whole meeting, or what is wrong and where.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "shared/base/random.h"
#include "shared/export/meeting_fields.h"
#include "shared/meeting/meeting.h"

namespace samsyn {

inline constexpr std::int64_t kMeetingFileVersion = 1;
inline constexpr std::size_t kMaxMeetingFileBytes = 8 * 1024 * 1024;
inline constexpr const char* kMeetingFileType = "application/json";

enum class FileProblem : std::uint8_t {
  kTooLarge,
  kNotJson,    // `where` is the character: the first is 1
  kTooDeep,    // the same
  kNotSamsyn,  // it does not call itself a meeting of ours
  kNewer,      // a later version of the format
  kMissing,    // `where` is a JSON pointer (RFC 6901), as in all below
  kType,       // something else stands there than should
  kUnknown,    // a name, or one of a few words, that the format does not have
  kReference,  // a record or a participant that is not in the file
  kTwice,      // two with one name
  kTooLong,    // a text
  kTooMany,    // participants, records
  kNobody,     // nobody, or more than one, is the person the meeting is for
};
struct FileError {
  FileProblem problem = FileProblem::kNotJson;
  std::string where;
};

// What is written, and by whom. Writers are participants' ids; empty: nobody knows.
struct FileValue {
  FieldNumber field = 0;
  std::variant<std::monostate, bool, std::int64_t, std::string, std::size_t> value;  // the last: FileRecord::index
  std::string writer;
};
struct FileText {
  FieldNumber field = 0;
  std::vector<std::pair<std::string, std::string>> parts;  // writer and what they wrote, in order
};
struct FileRecord {
  std::size_t index = 0;  // among all records of the file
  FieldNumber list = 0;
  std::uint32_t kind = 0;
  std::string writer;
  std::vector<FileValue> values;
  std::vector<FileText> texts;
};
struct FileDocument {
  DocumentKind kind = DocumentKind::kPlan;
  FileRecord root;
  std::vector<FileRecord> records;  // list by list, each in its order
};
struct FilePerson {
  std::string id;
  Role role = Role::kObserver;
};
struct MeetingFile {
  bool is_template = false;
  std::vector<FilePerson> people;
  std::string helper;
  std::string secretary;
  Consent consent = Consent::kNotAsked;
  std::int64_t consent_until = 0;
  std::vector<FileDocument> documents;
  std::size_t record_count = 0;
};

struct MeetingFileWish {
  std::int64_t now = 0;                                                               // milliseconds since 1970 UTC
  std::vector<DocumentKind> documents{kKeptDocuments.begin(), kKeptDocuments.end()};  // those that may be read
};
[[nodiscard]] std::string WriteMeetingFile(const Meeting& meeting, const MeetingAccess& access,
                                           const MeetingFileWish& wish);
// The agenda's items and the kind of meeting, and nothing of what people have said or who they are.
[[nodiscard]] std::string WriteTemplateFile(const Meeting& meeting, const MeetingFileWish& wish);

[[nodiscard]] std::variant<MeetingFile, FileError> ReadMeetingFile(std::string_view text);

// The file's meeting as updates in fresh replicas, each its writer's.
struct RestoredUpdate {
  std::string writer;
  DocumentKind document = DocumentKind::kPlan;
  Update update;
};
struct RestoredMeeting {
  std::vector<RestoredUpdate> updates;
  std::vector<std::pair<ReplicaId, std::string>> writers;
};
[[nodiscard]] RestoredMeeting RestoreMeeting(const MeetingFile& file, RandomSource& random);

// What the plan says of the file before it is taken up.
[[nodiscard]] std::string TitleIn(const MeetingFile& file);
[[nodiscard]] std::string NameIn(const MeetingFile& file, const std::string& participant);

}  // namespace samsyn
