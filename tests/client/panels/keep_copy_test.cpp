// Copies that leave the room, and a meeting that begins with one.
#include <doctest/doctest.h>

#include "client/keep/kept_forms.h"
#include "client/keep/take_up.h"
#include "server/import.h"
#include "server/limits.h"
#include "tests/client/panels/plan_house.h"
#include "tests/shared/export/random_meeting.h"
#include "tests/support/memory_journal.h"

namespace samsyn {
namespace {

constexpr const char* kNoLink = "http://relay/#";

std::string KeptMeeting(House& house, const char* who) {
  AppPage& page = EnterSummary(house, who);
  page.Button("Spara en kopia").Press();
  page.Button("Spara: Säkerhetskopia (JSON)").Press();
  house.Settle();
  REQUIRE(page.SavedFiles().size() == 1);
  std::string content = page.SavedFiles()[0].content;
  house.Close(page);
  return content;
}

void Choose(House& house, AppPage& page, const std::string& content) {
  page.Button("Välj en fil").Press();
  REQUIRE(page.Machine().pick != nullptr);
  CHECK(page.Machine().most_picked == kMaxMeetingFileBytes);
  page.Machine().pick(content);
  house.Settle();
}

}  // namespace

TEST_CASE("each party keeps the plan in the form it needs, and no file is named after the person") {
  House house;
  for (const Viewport& viewport : {kDesktop, kPhone}) {
    AppPage& page = EnterSummary(house, kTove, viewport);
    CHECK_FALSE(page.Button("Spara: Word-fil").Exists());
    page.Button("Spara en kopia").Press();
    const std::vector<std::pair<const char*, const char*>> files = {
        {"Word-fil", "sip-plan.docx"},
        {"Webbsida", "sip-plan.html"},
        {"Ren text", "sip-plan.txt"},
        {"Markdown-fil", "sip-plan.md"},
        {"Säkerhetskopia (JSON)", "samsyn-meeting.json"},
        {"Mall utan personer (JSON)", "samsyn-template.json"},
        {"Till vårdsystem (FHIR)", "sip-plan-fhir.json"},
        {"Siffror utan text och namn (JSON)", "sip-process.json"}};
    for (const auto& [own_label, name] : files) {
      const std::string label(own_label);
      CAPTURE(label);
      page.Button(std::string("Spara: ") + label).Press();
      house.Settle();
      REQUIRE(!page.SavedFiles().empty());
      CHECK(page.SavedFiles().back().name == name);
      CHECK(page.SavedFiles().back().content.size() > 300);
    }
    CHECK(Has(page.SavedFiles()[2].content, kDoctorTask));
    CheckPage(page, viewport);
    house.Close(page);
  }
}

TEST_CASE("what concerns one body, or oneself, is copied to paste elsewhere") {
  House house;
  AppPage& page = EnterSummary(house, kTove);
  page.Button("Spara en kopia").Press();
  page.Button("Kopiera det som rör Region Mellansjö").Press();
  house.Settle();
  CHECK(Has(page.Machine().copied, kDoctorTask));
  CHECK_FALSE(Has(page.Machine().copied, "Kommer hem till Noor"));
  page.Button("Kopiera min del").Press();
  house.Settle();
  CHECK(Has(page.Machine().copied, "Utdrag: det som Tove"));
  CHECK(Has(page.Machine().copied, kDoctorTask));
  page.Button(std::string("Kopiera: ") + kDoctorTask).Press();
  house.Settle();
  CHECK(page.Machine().copied.substr(0, std::string(kDoctorTask).size()) == kDoctorTask);
}

TEST_CASE("a kept meeting becomes a new one, with the same in it and a new link for everybody") {
  House house;
  const std::string content = KeptMeeting(house, kKarin);
  Device device;
  AppPage& page = house.OpenLink(device, kNoLink);
  Choose(house, page, content);
  CHECK(page.Shows("Filen är läst. Skapa mötet när du vill."));
  CHECK(page.Shows("Personer i filen: 9. Alla får nya länkar."));
  CheckPage(page, kDesktop);
  page.Button("Skapa mötet").Press();
  house.Settle();
  REQUIRE(house.relay.Created().size() == 1);
  const Result<Bundle> bundle = DecodeBundle(house.relay.Created()[0].bundle);
  REQUIRE(bundle);
  House made(bundle.Value());
  Device karins;
  AppPage& karin = made.OpenLink(karins, "http://relay/" + page.OpenedFragment());
  karin.Button("Gå in i mötet").Press();
  made.Settle();
  GoToView(made, karin, "Sammanfattning");
  CHECK(Has(Plan(karin), kDoctorTask));
  CHECK(Has(Plan(karin), "Lovad\n"));
  karin.Button("Trygghet").Press();
  CHECK(karin.Button("Visa länken till Noor Lindqvist").Exists());
}

TEST_CASE("a template fills the agenda of a new meeting, whose people are written as always") {
  House house;
  AppPage& keeper = EnterSummary(house, kKarin);
  keeper.Button("Spara en kopia").Press();
  keeper.Button("Spara: Mall utan personer (JSON)").Press();
  house.Settle();
  const std::string content = keeper.SavedFiles()[0].content;
  CHECK_FALSE(Has(content, "Noor"));
  Device device;
  AppPage& page = house.OpenLink(device, kNoLink);
  Choose(house, page, content);
  CHECK(page.Shows("Filen är en mall"));
  page.Field("Vem är mötet till för? (namn)").Type("Ali Berg");
  page.Field("Ditt namn").Type("Karin Öberg");
  page.Button("Skapa mötet").Press();
  house.Settle();
  REQUIRE(house.relay.Created().size() == 1);
}

TEST_CASE("what is wrong with a file is said on the page, and nothing has changed") {
  House house;
  Device device;
  AppPage& page = house.OpenLink(device, kNoLink);
  Choose(house, page, "{\"format\":");
  CHECK(page.Shows("Filen gick inte att läsa in"));
  CHECK(page.Shows("Felet är vid tecken 11."));
  Choose(house, page,
         R"({"format":"samsyn-meeting","version":1,"kind":"meeting","access":{"participants":[{"id":7}]}})");
  CHECK(page.Shows("på platsen /access/participants/0/role"));
  page.Button("Välj en fil").Press();
  page.Machine().pick(std::nullopt);
  house.Settle();
  CHECK(page.Shows("Filen är för stor."));
  CHECK_FALSE(page.Button("Skapa mötet").Exists());
  CHECK(house.relay.Created().empty());
  CheckPage(page, kDesktop);
}

TEST_CASE("a relay takes any kept meeting, whatever has happened in it") {
  for (const std::uint64_t seed : Seeds(60)) {
    INFO("SAMSYN_SEED=", seed);
    SeededRandom random(seed);
    const RandomMeeting meeting(random, 120);
    const auto read = ReadMeetingFile(WriteMeetingFile(*meeting.meeting, meeting.access, {.now = 1}));
    REQUIRE(std::holds_alternative<MeetingFile>(read));
    const auto& file = std::get<MeetingFile>(read);
    const std::int64_t now = 1'795'525'200'000;
    const TakenUp taken = TakeUp(file, UsualMaker(file), random, now, now + 1'000'000);
    CHECK(taken.links.size() == file.people.size());
    const Result<Bundle> bundle = DecodeBundle(EncodeBundle(taken.bundle));
    REQUIRE(bundle);
    MemoryStorage storage;
    MemoryJournal journal(storage);
    const Result<Imported> imported = ImportMeeting(bundle.Value(), journal, Limits{}, now);
    INFO((imported.Ok() ? std::string() : imported.GetError().message));
    REQUIRE(imported);
    CHECK(imported.Value() == Imported::kNow);
  }
}

}  // namespace samsyn
