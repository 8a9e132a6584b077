#include "shared/export/plan_view.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>

#include "client/strings/export_words.h"
#include "shared/export/fhir.h"
#include "shared/export/json_reader.h"
#include "shared/export/plan_formats.h"
#include "shared/export/process.h"
#include "shared/export/zip_file.h"
#include "shared/meeting/commitments.h"
#include "shared/meeting/follow_up.h"
#include "shared/meeting/needs.h"
#include "shared/meeting/phases.h"
#include "shared/meeting/summary.h"
#include "shared/meeting/talk.h"
#include "shared/meeting/voice.h"
#include "tests/shared/export/random_meeting.h"
#include "tests/shared/meeting/sip_people.h"

namespace samsyn {
namespace {

const PlanWords& Swedish() {
  static const PlanWords words = PlanWordsOf(Strings(Language::kSwedish));
  return words;
}

// A plan with something of everything.
struct Sip {
  Sip() {
    Meeting& noor = people.room["noor"];
    Document& voice = noor.Of(DocumentKind::kVoice);
    voice.InsertText(FieldOf(VoiceText::kOwnWords), 0, "Jag är trött.");
    voice.InsertText(FieldOf(VoiceText::kAvoid), 0, "sjukhuset");
    (void)AddGoal(noor, people.As("noor"), GoalTerm::kLong);
    voice.InsertText(GoalText(GoalsOf(noor).back().record), 0, "Jobba med djur");
    people.room.Share();
    Meeting& karin = people.room["karin"];
    karin.SetInfo({"SIP för Noor", "2026-11-24", "13:00", "14:00", "Ankaret", "Slippa berätta flera gånger"});
    SetBodies(karin, "Sjövalla kommun", "");
    item = karin.AddAgendaItem("Sömn", 10, {});
    karin.Of(DocumentKind::kPlan).InsertText(Meeting::NotesOf(item), 0, "Rad ett\nRad två");
    people.room.Share();
    first = people.Commit("Utreder boendestöd", "aida", ResponsibleBody::kMunicipality, "2026-11-27");
    second = people.Commit("Bokar läkartid", "tove", ResponsibleBody::kRegion, "2026-12-04");
    (void)people.Do("aida", AcceptCommitment, first);
    (void)people.Do("karin", AddNeed, std::string("Någon att ringa"), OpId{});
    (void)people.Do("maria", WriteDissent, std::string("Det går för fort"), OpId{});
    (void)people.Do("noor", AskForWord, std::string("SIP"), OpId{});
    const OpId word = WordsOf(people.room["noor"]).back().record;
    (void)people.Do("karin", ExplainWord, word, std::string("En gemensam plan"));
    FollowUp follow_up;
    follow_up.date = "2027-01-26";
    follow_up.start = "13:00";
    (void)people.Do("karin", SetFollowUp, follow_up);
    (void)people.Do("karin", SetOverall, Overall{ResponsibleBody::kMunicipality, "karin"});
  }
  [[nodiscard]] const Meeting& Get() { return people.room["noor"]; }

  SipPeople people;
  OpId item;
  OpId first;
  OpId second;
};

PlanView ViewOf(const Meeting& meeting, std::optional<ResponsibleBody> body = {}, const std::string& person = {}) {
  return MakePlanView(meeting, Swedish(), {kSipNow, 3'600'000, body, person});
}

// Each stands after the one before it.
void CheckOrder(const std::string& text, const std::vector<std::string>& words) {
  std::size_t at = 0;
  for (const std::string& word : words) {
    CAPTURE(word);
    const std::size_t found = text.find(word, at);
    REQUIRE(found != std::string::npos);
    at = found + word.size();
  }
}

bool Has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// SAMSYN_GOLDEN=yes writes what there is now instead, to be looked at.
std::string Golden(const std::string& name, const std::string& now) {
  const std::string path = std::string(SAMSYN_SOURCE_DIR) + "/tests/golden/" + name;
  if (std::getenv("SAMSYN_GOLDEN") != nullptr) std::ofstream(path, std::ios::binary) << now;

  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace

TEST_CASE("a kept plan opens with the person's words and has everything in its order") {
  Sip sip;
  const std::vector<std::string> order = {
      "SIP för Noor",     "Mina egna ord",      "Jag är trött.",   "2026-11-24",       "Varför SIP?",
      "Slippa berätta",   "enligt lagen",       "Mitt mål",        "Jobba med djur",   "Vem gör vad",
      "Sjövalla kommun",  "Utreder boendestöd", "lovad",           "regionen",         "Bokar läkartid",
      "föreslagen",       "Olösta frågor",      "Någon att ringa", "Avvikande mening", "Det går för fort",
      "En gemensam plan", "Uppföljning",        "2027-01-26",      "Vilka som är med", "Rad ett"};
  CheckOrder(PlanAsText(ViewOf(sip.Get())), order);
  CheckOrder(PlanAsHtml(ViewOf(sip.Get())), order);
  const std::string text = PlanAsText(ViewOf(sip.Get()));
  CHECK(!Has(text, "sjukhuset"));
}

TEST_CASE("the plain text is the same as the one that was looked at") {
  Sip sip;
  const std::string text = PlanAsText(ViewOf(sip.Get()));
  const std::string markdown = PlanAsMarkdown(ViewOf(sip.Get()));
  const std::string html = PlanAsHtml(ViewOf(sip.Get()));
  CHECK(text == Golden("plan.txt", text));
  CHECK(markdown == Golden("plan.md", markdown));
  CHECK(html == Golden("plan.html", html));
}

TEST_CASE("an extract has what one body or one person answers for, and every dissent") {
  Sip sip;
  const std::string municipality = PlanAsText(ViewOf(sip.Get(), ResponsibleBody::kMunicipality));
  CHECK(Has(municipality, "Utreder boendestöd"));
  CHECK(!Has(municipality, "Bokar läkartid"));
  CHECK(Has(municipality, "bara det som rör Sjövalla kommun"));
  CHECK(!Has(municipality, "Rad ett"));
  const std::string tove = PlanAsText(ViewOf(sip.Get(), {}, "tove"));
  CHECK(Has(tove, "Bokar läkartid"));
  CHECK(!Has(tove, "Utreder boendestöd"));
  CHECK(!Has(tove, "Någon att ringa"));
  for (const std::string& text : {municipality, tove}) {
    CHECK(Has(text, "Jag är trött."));
    CHECK(Has(text, "Det går för fort"));
  }
}

TEST_CASE("one commitment and one item's notes are texts of their own") {
  Sip sip;
  const std::string commitment = CommitmentAsText(sip.Get(), Swedish(), sip.first);
  CHECK(commitment ==
        "Utreder boendestöd\nVem: aida\nAnsvarig: Sjövalla kommun\nNär: senast 2026-11-27\nLäge: lovad\n");
  CHECK(NotesAsText(sip.Get(), Swedish(), sip.item) == "1. Sömn\nRad ett\nRad två\n");
  CHECK(CommitmentAsText(sip.Get(), Swedish(), {9, 9}).empty());
}

TEST_CASE("what people write is text in every form, whatever signs are in it") {
  const std::string nasty = "<script>alert(1)</script> & \"x\" ]]> \x01 # *a* _b_ [c](javascript:d) `e` | f\n- g\n1. h";
  SipPeople people;
  Document& voice = people.room["noor"].Of(DocumentKind::kVoice);
  voice.InsertText(FieldOf(VoiceText::kOwnWords), 0, nasty);
  people.room.Share();
  (void)people.Commit(nasty, "tove");
  const PlanView view = ViewOf(people.Noor());
  const std::string html = PlanAsHtml(view);
  CHECK(!Has(html, "<script"));
  CHECK(Has(html, "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;x&quot; ]]&gt;"));
  CHECK(!Has(html, "\x01"));
  const std::string markdown = PlanAsMarkdown(view);
  CHECK(Has(markdown, "\\<script\\>alert(1)\\</script\\> \\& "));
  CHECK(Has(markdown, "\\# \\*a\\* \\_b\\_ \\[c\\](javascript:d) \\`e\\` \\| f\\\n> \\- g\\\n> 1\\. h"));
  CHECK(!Has(PlanAsText(view), "\x01"));
  CHECK(PlanAsDocx(view).substr(0, 4) == "PK\x03\x04");
  // Whatever has happened in a meeting, it can be kept.
  for (const std::uint64_t seed : Seeds(40)) {
    INFO("SAMSYN_SEED=", seed);
    SeededRandom random(seed);
    const RandomMeeting meeting(random, 120);
    const PlanView any = ViewOf(*meeting.meeting);
    CHECK(IsValidUtf8(PlanAsHtml(any)));
    CHECK(IsValidUtf8(PlanAsMarkdown(any)));
    CHECK(IsValidUtf8(PlanAsText(any)));
    CHECK(PlanAsDocx(any).size() > 2'000);
    const auto fhir = ReadJson(PlanAsFhir(*meeting.meeting, meeting.access, Swedish(), random, {kSipNow, 0}), {});
    CHECK(std::holds_alternative<Json>(fhir));
  }
}

TEST_CASE("the same plan makes the same Word file") {
  Sip sip;
  const std::string once = PlanAsDocx(ViewOf(sip.Get()));
  CHECK(once == PlanAsDocx(ViewOf(sip.Get())));
  CHECK(ZipFile({{"a", "b"}}).substr(0, 4) == "PK\x03\x04");
}

TEST_CASE("figures about a meeting hold nothing that anybody wrote, and no day") {
  for (const std::uint64_t seed : Seeds(300)) {
    INFO("SAMSYN_SEED=", seed);
    SeededRandom random(seed);
    const RandomMeeting meeting(random, 150);
    const std::string figures = ProcessFigures(*meeting.meeting, meeting.access, 0);
    const auto read = ReadJson(figures, {});
    REQUIRE(std::holds_alternative<Json>(read));
    // Every string in it is one of the format's own words, and no number is as large as a moment or a random one.
    const std::set<std::string> words = {"samsyn-process"};
    std::vector<const Json*> left = {&std::get<Json>(read)};
    while (!left.empty()) {
      const Json& json = *left.back();
      left.pop_back();
      if (json.is_structured()) {
        for (const auto& [key, value] : json.items()) left.push_back(&value);
      } else if (json.is_string()) {
        const std::string& text = json.get_ref<const std::string&>();
        const auto in = [&](const auto& names) {
          return std::find(std::begin(names), std::end(names), text) != std::end(names);
        };
        CHECK((words.contains(text) || in(kPhaseNames) || in(kTemplateNames) || in(kNeededNames) || in(kConsentNames)));
      }
    }
    // No text of any document, of more than two letters, is in it.
    for (const DocumentKind kind : kKeptDocuments) {
      const Document& document = meeting.meeting->Of(kind);
      const auto check = [&](OpId record, std::span<const FileField> fields) {
        for (const FileField& field : fields) {
          const FieldRef where{record, field.number};
          std::string text = field.type == FieldType::kText ? document.TextOf(where) : std::string();
          if (field.type == FieldType::kString) text = StringAt(document, record, field.number);
          if (CodePointCount(text) > 2 && !IsBlank(text)) CHECK(!Has(figures, text));
        }
      };
      check(kRootRecord, LayoutOf(kind).fields);
      for (const FileList& list : LayoutOf(kind).lists) {
        for (const OpId record : document.AllItems({kRootRecord, list.number})) check(record, list.fields);
      }
    }
  }
}

TEST_CASE("figures count what is there") {
  Sip sip;
  const auto read = ReadJson(ProcessFigures(sip.Get(), sip.people.access, 0), {});
  REQUIRE(std::holds_alternative<Json>(read));
  const Json& json = std::get<Json>(read);
  CHECK(json["commitments"]["count"] == 2);
  CHECK(json["commitments"]["by_body"]["region"] == 1);
  CHECK(json["commitments"]["by_standing"]["promised"] == 1);
  CHECK(json["unresolved_needs"]["count"] == 1);
  CHECK(json["dissents"] == 1);
  CHECK(json["days"]["meeting_to_follow_up"] == 63);
  CHECK(json["steps"]["follow_up_booked"] == true);
  CHECK(json["steps"]["closed"] == false);
}

TEST_CASE("the plan as FHIR has each part once, and everything that is referred to") {
  Sip sip;
  SeededRandom random(1);
  const auto read = ReadJson(PlanAsFhir(sip.Get(), sip.people.access, Swedish(), random, {kSipNow, 0}), {});
  REQUIRE(std::holds_alternative<Json>(read));
  const Json& bundle = std::get<Json>(read);
  std::map<std::string, int> types;
  std::set<std::string> names;
  for (const Json& entry : bundle["entry"]) {
    ++types[entry["resource"]["resourceType"].get<std::string>()];
    CHECK(names.insert(entry["fullUrl"].get<std::string>()).second);
  }
  CHECK(types["CarePlan"] == 1);
  CHECK(types["CareTeam"] == 1);
  CHECK(types["Patient"] == 1);
  CHECK(types["Goal"] == 1);
  CHECK(types["Consent"] == 1);
  CHECK(types["Communication"] == 1);
  CHECK(types["Organization"] == 2);
  std::vector<const Json*> left = {&bundle};
  std::size_t references = 0;
  while (!left.empty()) {
    const Json& json = *left.back();
    left.pop_back();
    if (json.is_object() && json.contains("reference")) {
      ++references;
      CHECK(names.contains(json["reference"].get<std::string>()));
    }
    if (json.is_structured()) {
      for (const auto& [key, value] : json.items()) left.push_back(&value);
    }
  }
  CHECK(references > 15);
}

}  // namespace samsyn
