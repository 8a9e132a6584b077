#include "shared/export/meeting_file.h"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <sstream>

#include "shared/export/json_reader.h"
#include "tests/shared/export/random_meeting.h"

namespace samsyn {
namespace {

constexpr std::int64_t kNow = 1'795'525'200'000;

// Everything of a meeting that is kept, found by numbers alone and not by the file's table: values, texts, who wrote
// each, and the order of lists. Records are called by their place.
class Description {
 public:
  explicit Description(const Meeting& meeting) : meeting_(meeting) {
    for (const DocumentKind kind : kKeptDocuments) {
      for (FieldNumber list = 0; list < kNumbers; ++list) {
        std::size_t place = 0;
        for (const OpId record : meeting.Of(kind).AllItems({kRootRecord, list})) {
          names_[record] = std::string(NameOf(kind)) + " " + std::to_string(list) + " " + std::to_string(place++);
        }
      }
    }
    for (const DocumentKind kind : kKeptDocuments) Tell(kind, kRootRecord);
  }
  [[nodiscard]] std::string Text() const { return out_.str(); }

 private:
  static constexpr FieldNumber kNumbers = 260;

  void Tell(DocumentKind kind, OpId record) {
    const Document& document = meeting_.Of(kind);
    out_ << NameOf(kind) << " record of kind " << document.KindOf(record) << " by " << meeting_.WriterOf(record.replica)
         << '\n';
    for (FieldNumber number = 0; number < kNumbers; ++number) {
      const FieldRef where{record, number};
      // The keys of links are new wherever a meeting is taken up.
      const bool is_key = document.KindOf(record) == schema::kParticipant && number == schema::kParticipantBoxKey;
      if (const OpId write = document.LastWrite(where); !write.IsNone() && !is_key) {
        out_ << "  " << number << " = " << Told(document.Get(where)) << " by " << meeting_.WriterOf(write.replica)
             << '\n';
      }
      if (const std::size_t size = document.TextSize(where); size > 0) {
        out_ << "  " << number << " text " << document.TextOf(where) << " by";
        for (const IdRange& characters : document.CharactersIn(where, 0, size)) {
          for (std::uint32_t i = 0; i < characters.count; ++i) {
            out_ << ' ' << meeting_.WriterOf(characters.first.replica);
          }
        }
        out_ << '\n';
      }
      for (const OpId item : document.AllItems(where)) Tell(kind, item);
    }
  }

  std::string Told(const Value& value) {
    if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
    if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
    if (const auto* text = std::get_if<std::string>(&value)) return '"' + *text + '"';
    if (const auto* record = std::get_if<OpId>(&value)) return names_.at(*record);
    return "nothing";
  }

  const Meeting& meeting_;
  std::map<OpId, std::string> names_;
  std::ostringstream out_;
};

std::unique_ptr<Meeting> Restored(const MeetingFile& file, RandomSource& random) {
  auto meeting = std::make_unique<Meeting>(random.Next());
  const RestoredMeeting restored = RestoreMeeting(file, random);
  for (const auto& [replica, writer] : restored.writers) meeting->NoteWriter(replica, writer);
  for (const RestoredUpdate& any : restored.updates) {
    REQUIRE(any.writer == meeting->WriterOf(any.update.replica));
    REQUIRE(meeting->Of(any.document).Apply(any.update).Ok());
  }
  for (const DocumentKind kind : kKeptDocuments) {
    REQUIRE(meeting->Of(kind).CheckInvariants() == "");
    REQUIRE(meeting->Of(kind).WaitingCount() == 0);
  }
  return meeting;
}

// Empty when they are the same.
std::string FirstDifference(const std::string& a, const std::string& b) {
  std::istringstream left(a);
  std::istringstream right(b);
  std::string before;
  for (std::string one, other; std::getline(left, one).good() | std::getline(right, other).good();) {
    if (one != other) return before + "\n" + one + "\n" + other;
    before = one;
    one.clear();
    other.clear();
  }
  return {};
}

std::string Explained(const std::variant<MeetingFile, FileError>& read) {
  const auto* error = std::get_if<FileError>(&read);
  return error == nullptr ? "read" : std::to_string(static_cast<int>(error->problem)) + " at " + error->where;
}

FileError ErrorOf(std::string_view text) {
  const auto read = ReadMeetingFile(text);
  REQUIRE(std::holds_alternative<FileError>(read));
  return std::get<FileError>(read);
}

std::string ReadSource(const std::string& path) {
  std::ifstream file(std::string(SAMSYN_SOURCE_DIR) + "/" + path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// A file that holds something of everything, to be broken.
std::string SomeFile() {
  SeededRandom random(7);
  const RandomMeeting meeting(random, 200);
  return WriteMeetingFile(*meeting.meeting, meeting.access, {.now = kNow});
}

constexpr const char* kSmall = R"({"format":"samsyn-meeting","version":1,"kind":"meeting",
  "access":{"participants":[{"id":"p1","role":"individual"},{"id":"p2","role":"chair"}],"consent":"given"},
  "plan":{"title":"SIP","written_by":{"title":"p2"},"agenda":[
    {"id":"plan-1","by":"p2","title":"Inledning","minutes":5,"notes":"ab","written_by":{"notes":[["p1",1],["p2",1]]}}]},
  "outcome":{"commitments":[{"id":"outcome-1","by":"p2","what":"Ringer","item":"plan-1"}]}})";

std::string Changed(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("a kept meeting is taken up again exactly, whatever has happened in it") {
  std::set<std::string> touched;
  for (const std::uint64_t seed : Seeds(1'000)) {
    INFO("SAMSYN_SEED=", seed);
    SeededRandom random(seed);
    const RandomMeeting meeting(random, random.Between(1, 160));
    touched.insert(meeting.touched.begin(), meeting.touched.end());
    const std::string file = WriteMeetingFile(*meeting.meeting, meeting.access, {.now = kNow});
    const auto read = ReadMeetingFile(file);
    REQUIRE(Explained(read) == "read");
    const auto& kept = std::get<MeetingFile>(read);
    const auto restored = Restored(kept, random);
    REQUIRE(FirstDifference(Description(*restored).Text(), Description(*meeting.meeting).Text()) == "");
    REQUIRE(WriteMeetingFile(*restored, meeting.access, {.now = kNow}) == file);
    REQUIRE(kept.people.size() == meeting.access.participants.size());
    REQUIRE(kept.secretary == meeting.access.secretary);
    REQUIRE(kept.consent == meeting.access.consent);
  }
  if (Seeds(1'000).size() < 100) return;
  // All of the table was tried.
  for (const DocumentKind kind : kKeptDocuments) {
    const std::string document(NameOf(kind));
    for (const FileField& field : LayoutOf(kind).fields) {
      CHECK(touched.contains(document + "/root/" + std::string(field.name)));
    }
    for (const FileList& list : LayoutOf(kind).lists) {
      CHECK(touched.contains(document + "/" + std::string(list.name) + "/deleted"));
      for (const FileField& field : list.fields) {
        CHECK(touched.contains(document + "/" + std::string(list.name) + "/" + std::string(field.name)));
      }
    }
  }
}

TEST_CASE("the file's table has every field of a meeting but those that must not leave the room") {
  const std::string schema = ReadSource("shared/meeting/schema.h");
  const std::string table = ReadSource("shared/export/meeting_fields.cpp");
  const std::set<std::string> stays = {"kParticipantBoxKey", "kLinks", "kLinkParticipant", "kLinkSecret",
                                       "kAsideNotes"};
  std::size_t fields = 0;
  const std::string mark = "inline constexpr FieldNumber ";
  for (std::size_t at = schema.find(mark); at != std::string::npos; at = schema.find(mark, at + 1)) {
    const std::size_t begin = at + mark.size();
    const std::string name = schema.substr(begin, schema.find(' ', begin) - begin);
    CAPTURE(name);
    ++fields;
    const auto used = [&](char after) { return table.find("schema::" + name + after) != std::string::npos; };
    CHECK((used(',') || used(')')) == !stays.contains(name));
  }
  CHECK(fields > 130);
}

TEST_CASE("the JSON Schema has what the table has, and nothing else") {
  const auto read = ReadJson(ReadSource("shared/export/meeting_file.schema.json"), {});
  REQUIRE(std::holds_alternative<Json>(read));
  const Json& schema = std::get<Json>(read);
  const auto resolved = [&](const Json& json) -> const Json& {
    if (!json.contains("$ref")) return json;
    return schema.at(Json::json_pointer(json["$ref"].get<std::string>().substr(1)));
  };
  for (const DocumentKind kind : kKeptDocuments) {
    CAPTURE(NameOf(kind));
    const Json& document = resolved(schema["properties"][std::string(NameOf(kind))])["properties"];
    const FileDocumentLayout& layout = LayoutOf(kind);
    // Besides: written_by, and the words of each round.
    CHECK(document.size() == layout.fields.size() + layout.lists.size() + (layout.per_round ? 2 : 1));
    for (const FileField& field : layout.fields) CHECK(document.contains(std::string(field.name)));
    for (const FileList& list : layout.lists) {
      CAPTURE(list.name);
      const Json& record = resolved(document[std::string(list.name)]["items"])["properties"];
      CHECK(record.size() == list.fields.size() + 4);  // id, by, deleted, written_by
      for (const FileField& field : list.fields) CHECK(record.contains(std::string(field.name)));
    }
  }
}

TEST_CASE("no link, key or word of the aside is in a kept meeting") {
  Meeting meeting(1);
  meeting.NoteWriter(1, "p1");
  Participant noor;
  noor.id = "p1";
  noor.name = "Noor";
  noor.box_key = "0123456789abcdef";
  meeting.AddParticipant(noor);
  meeting.SetLink("p1", "hemlignyckel");
  meeting.Of(DocumentKind::kAside).InsertText(Meeting::AsideNotes(), 0, "bara för oss");
  MeetingAccess access;
  access.participants.push_back({.id = "p1", .role = Role::kIndividual});
  const std::string file = WriteMeetingFile(meeting, access, {.now = kNow});
  CHECK(file.find("Noor") != std::string::npos);
  for (const char* secret : {"0123456789abcdef", "hemlignyckel", "bara för oss"}) {
    CHECK(file.find(secret) == std::string::npos);
  }
}

TEST_CASE("what may not be read is not kept") {
  SeededRandom random(3);
  const RandomMeeting meeting(random, 200);
  const std::string file =
      WriteMeetingFile(*meeting.meeting, meeting.access, {.now = kNow, .documents = {DocumentKind::kPlan}});
  CHECK(file.find("\"voice\"") == std::string::npos);
  CHECK(file.find("\"outcome\"") == std::string::npos);
  CHECK(Explained(ReadMeetingFile(file)) == "read");
}

TEST_CASE("a template has the agenda and nobody") {
  Meeting meeting(1);
  meeting.NoteWriter(1, "p2");
  meeting.SetInfo({"SIP för Noor", "2026-11-24", "13:00", "14:00", "Ankaret", "Hjälp"});
  const OpId first = meeting.AddAgendaItem("Inledning", 8, {});
  meeting.Of(DocumentKind::kPlan).InsertText(Meeting::NotesOf(first), 0, "Karin hälsar");
  const OpId own = meeting.AddAgendaItem("Sömn", 10, first);
  meeting.SetQuestion(own, meeting.AddQuestion("Hur ska jag sova?"));
  const std::string file = WriteTemplateFile(meeting, {.now = kNow});
  for (const char* word : {"Noor", "Ankaret", "Hjälp", "Karin", "Sömn", "sova", "2026-11-24\""}) {
    CAPTURE(word);
    CHECK(file.find(word) == std::string::npos);
  }
  const auto read = ReadMeetingFile(file);
  REQUIRE(Explained(read) == "read");
  CHECK(std::get<MeetingFile>(read).is_template);
  SeededRandom random(1);
  const auto agenda = Restored(std::get<MeetingFile>(read), random)->Agenda();
  REQUIRE(agenda.size() == 1);
  CHECK(agenda[0].title == "Inledning");
  CHECK(agenda[0].minutes == 8);
}

TEST_CASE("what is wrong with a file is said, and where") {
  REQUIRE(Explained(ReadMeetingFile(kSmall)) == "read");
  const std::string small = kSmall;
  const auto wrong = [](const std::string& text, FileProblem problem, const std::string& where) {
    const FileError error = ErrorOf(text);
    CHECK(error.problem == problem);
    CHECK(error.where == where);
  };
  wrong("", FileProblem::kNotJson, "1");
  wrong("{\"format\":", FileProblem::kNotJson, "11");
  wrong("hej", FileProblem::kNotJson, "1");
  wrong("[]", FileProblem::kNotSamsyn, "/format");
  wrong("{}", FileProblem::kNotSamsyn, "/format");
  wrong("\xff\xfe", FileProblem::kNotJson, "1");
  wrong(Changed(small, "samsyn-meeting", "other"), FileProblem::kNotSamsyn, "/format");
  wrong(Changed(small, "\"version\":1", "\"version\":2"), FileProblem::kNewer, "/version");
  wrong(Changed(small, "\"version\":1", "\"version\":0"), FileProblem::kUnknown, "/version");
  wrong(Changed(small, "\"version\":1", "\"version\":1.5"), FileProblem::kType, "/version");
  wrong(Changed(small, "\"version\":1", "\"version\":18446744073709551615"), FileProblem::kType, "/version");
  wrong(Changed(small, "\"version\":1,", ""), FileProblem::kMissing, "/version");
  wrong(Changed(small, "\"kind\":\"meeting\"", "\"kind\":\"other\""), FileProblem::kUnknown, "/kind");
  wrong(Changed(small, "\"role\":\"chair\"", "\"role\":\"boss\""), FileProblem::kUnknown,
        "/access/participants/1/role");
  wrong(Changed(small, "\"role\":\"individual\"", "\"role\":\"chair\""), FileProblem::kNobody, "/access/participants");
  wrong(Changed(small, "\"id\":\"p2\"", "\"id\":\"p1\""), FileProblem::kTwice, "/access/participants/1/id");
  wrong(Changed(small, "\"title\":\"SIP\"", "\"title\":7"), FileProblem::kType, "/plan/title");
  wrong(Changed(small, "\"title\":\"p2\"", "\"title\":\"p9\""), FileProblem::kReference, "/plan/written_by/title");
  wrong(Changed(small, "\"minutes\":5", "\"minutes\":\"5\""), FileProblem::kType, "/plan/agenda/0/minutes");
  wrong(Changed(small, "\"minutes\":5", "\"minuter\":5"), FileProblem::kUnknown, "/plan/agenda/0/minuter");
  wrong(Changed(small, "[\"p2\",1]", "[\"p2\",2]"), FileProblem::kReference, "/plan/agenda/0/written_by/notes/1/1");
  wrong(Changed(small, "[\"p2\",1]", "[\"p2\",-1]"), FileProblem::kReference, "/plan/agenda/0/written_by/notes/1/1");
  wrong(Changed(small, ",[\"p2\",1]", ""), FileProblem::kReference, "/plan/agenda/0/written_by/notes");
  wrong(Changed(small, "\"item\":\"plan-1\"", "\"item\":\"plan-9\""), FileProblem::kReference,
        "/outcome/commitments/0/item");
  wrong(Changed(small, "\"item\":\"plan-1\"", "\"item\":\"outcome-1\""), FileProblem::kReference,
        "/outcome/commitments/0/item");
  wrong(Changed(small, "outcome-1", "plan-1"), FileProblem::kTwice, "/outcome/commitments/0/id");
  wrong(Changed(small, "\"by\":\"p2\",\"what\"", "\"what\""), FileProblem::kMissing, "/outcome/commitments/0/by");
  wrong(Changed(small, "\"title\":\"SIP\"", "\"title\":\"SIP\",\"title\":\"SIP\""), FileProblem::kTwice, "/plan/title");
  wrong(Changed(small, "\"title\":\"SIP\"", "\"title\":\"" + std::string(70'000, 'x') + "\""), FileProblem::kTooLong,
        "/plan/title");
  wrong(Changed(small, "\"notes\":\"ab\"", "\"notes\":\"" + std::string(1'100'000, 'x') + "\""), FileProblem::kTooLong,
        "/plan/agenda/0/notes");
  wrong(std::string(kMaxMeetingFileBytes + 1, ' '), FileProblem::kTooLarge, std::to_string(kMaxMeetingFileBytes + 1));
  CHECK(ErrorOf(std::string(100'000, '[')).problem == FileProblem::kTooDeep);
  std::string many = "[";
  for (int i = 0; i < 400'001; ++i) many += "1,";
  CHECK(ErrorOf(many + "1]").problem == FileProblem::kTooMany);
}

TEST_CASE("a file that is cut off anywhere is not taken up") {
  const std::string file = SomeFile();
  const std::size_t step = std::max<std::size_t>(1, file.size() / 3'000);
  // What comes last is a line break, which may be missing.
  for (std::size_t size = 0; size + 2 < file.size(); size += step) {
    REQUIRE(ErrorOf(std::string_view(file).substr(0, size)).problem == FileProblem::kNotJson);
  }
}

TEST_CASE("a file in which letters were changed is read as another meeting or refused, and never more") {
  const std::string file = SomeFile();
  for (const std::uint64_t seed : Seeds(300)) {
    INFO("SAMSYN_SEED=", seed);
    SeededRandom random(seed);
    std::string broken = file;
    for (std::size_t i = random.Between(1, 4); i > 0; --i) {
      const std::size_t at = random.Below(broken.size());
      switch (random.Below(3)) {
        case 0:
          broken[at] = static_cast<char>(random.Next());
          break;
        case 1:
          broken.erase(at, random.Between(1, 30));
          break;
        default:
          broken.insert(at,
                        random.OneOf<std::string>({"[", "{", "\"", ",", "null", "-1", "1e999", "\\u0000", "\"p1\""}));
      }
    }
    const auto read = ReadMeetingFile(broken);
    if (const auto* kept = std::get_if<MeetingFile>(&read)) {
      const auto restored = Restored(*kept, random);
      CHECK(restored->Participants().size() < 100);
    } else {
      CHECK(!std::get<FileError>(read).where.empty());
    }
  }
}

}  // namespace samsyn
