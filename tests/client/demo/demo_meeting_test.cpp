#include "client/demo/demo_meeting.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <regex>
#include <set>

#include "shared/base/utf8.h"
#include "shared/crypto/sealed_link.h"
#include "shared/crypto/token.h"
#include "shared/meeting/meeting.h"
#include "shared/wire/limits.h"
#include "tests/support/seeded_random.h"

namespace samsyn {
namespace {

constexpr std::int64_t kNow = 1'795'521'600'000;

DemoMeeting Make(std::uint64_t seed = 1) {
  SeededRandom random(seed);
  return MakeDemoMeeting(random, kNow);
}

// As the person whose meeting it is reads it.
std::unique_ptr<Meeting> Read(const DemoMeeting& demo) {
  const Bundle& bundle = demo.bundle;
  SeededRandom random(7);
  SealedLink link(demo.links[0].invitation, random, [](const std::string&) { return std::nullopt; });
  std::vector<WrappedKey> keys;
  for (const KeyFor& key : bundle.keys) {
    if (key.participant == "p1") keys.push_back(key.key);
  }
  link.Take("p1", keys);
  auto meeting = std::make_unique<Meeting>(0xFFFF'FFFF'FFFFULL);
  for (const BundleUpdate& update : bundle.updates) {
    meeting->NoteWriter(update.replica, update.participant);
    Result<Bytes> payload =
        link.OpenUpdate(update.document, update.participant, update.replica, update.counter, update.payload);
    REQUIRE(payload);
    REQUIRE(meeting->Of(update.document).Apply({update.replica, update.counter, std::move(payload.Value())}).Ok());
  }
  for (int kind = 0; kind < kDocumentKindCount; ++kind) {
    const Document& document = meeting->Of(static_cast<DocumentKind>(kind));
    REQUIRE(document.WaitingCount() == 0);
    REQUIRE(document.CheckInvariants() == "");
  }
  return meeting;
}

}  // namespace

TEST_CASE("the demo is a bundle that a relay can load, by the relay's own rules") {
  const DemoMeeting demo = Make();
  const Result<Bundle> decoded = DecodeBundle(EncodeBundle(demo.bundle));
  REQUIRE(decoded.Ok());
  CHECK(decoded.Value().meeting == demo.bundle.meeting);
  CHECK(decoded.Value().access.participants.size() == 9);
  CHECK(decoded.Value().updates.size() == demo.bundle.updates.size());

  std::map<ReplicaId, std::string> owners;
  std::map<std::pair<ReplicaId, DocumentKind>, std::uint64_t> counters;
  for (const BundleUpdate& update : demo.bundle.updates) {
    CHECK(MayWrite(demo.bundle.access, update.participant, update.document, kNow));
    CHECK(owners.emplace(update.replica, update.participant).first->second == update.participant);
    std::uint64_t& last = counters[{update.replica, update.document}];
    CHECK(update.counter > last);
    last = update.counter;
    CHECK(update.payload.size() <= kMaxUpdateBytes);
    CHECK(!update.payload.empty());
  }
}

TEST_CASE("every participant of the demo has a link of their own that cannot be guessed") {
  const DemoMeeting demo = Make();
  REQUIRE(demo.links.size() == 9);
  std::set<std::string> secrets;
  for (std::size_t i = 0; i < demo.links.size(); ++i) {
    const DemoLink& link = demo.links[i];
    CHECK(link.participant == demo.bundle.access.participants[i].id);
    CHECK(link.role == demo.bundle.access.participants[i].role);
    CHECK(link.invitation.meeting == demo.bundle.meeting);
    CHECK(ReadInvitation("http://localhost:8080/" + FragmentOf(link.invitation)).Ok());
    CHECK(demo.bundle.token_hashes[i] == HashToken(DeriveLinkKeys(link.invitation).token));
    secrets.insert(link.invitation.secret);
  }
  CHECK(secrets.size() == 9);
  CHECK(Make(2).bundle.meeting != demo.bundle.meeting);
  CHECK(Make(2).links[0].invitation.secret != demo.links[0].invitation.secret);
}

TEST_CASE("nothing of what the demo says, and none of its links, can be read in its bundle") {
  const DemoMeeting demo = Make();
  const Bytes bytes = EncodeBundle(demo.bundle);
  const std::string_view text = AsText(bytes);
  for (const std::string word : {"Noor", "Lindqvist", "dygnsrytm", "boendestöd", "Ankaret", "sjukhus", "kommun"}) {
    CHECK(text.find(word) == std::string_view::npos);
  }
  for (const DemoLink& link : demo.links) CHECK(text.find(link.invitation.secret) == std::string_view::npos);
  CHECK(text.find(demo.bundle.meeting) != std::string_view::npos);
}

TEST_CASE("the demo is kept for a good while and then deleted") {
  const MeetingAccess& access = Make().bundle.access;
  CHECK(access.purge_at > kNow + std::int64_t{60} * 24 * 3600 * 1000);
  CHECK(access.purge_at < kNow + std::int64_t{120} * 24 * 3600 * 1000);
  CHECK(access.consent == Consent::kGiven);
  CHECK(access.secretary == "p5");
}

TEST_CASE("the demo's people are those of the case, each with a role and a mandate") {
  const auto meeting = Read(Make());
  const auto people = meeting->Participants();
  REQUIRE(people.size() == 9);
  const std::vector<std::pair<std::string, Role>> expected = {
      {"Noor Lindqvist", Role::kIndividual},  {"Maria Lindqvist", Role::kRelative},
      {"Samira Haddad", Role::kSupporter},    {"Karin Öberg", Role::kChair},
      {"Petter Nyström", Role::kSecretary},   {"Aida Hodzic", Role::kProfessional},
      {"Tove Hallgren", Role::kProfessional}, {"Leila Amini", Role::kProfessional},
      {"Oskar Bergman", Role::kInvited}};
  for (std::size_t i = 0; i < people.size(); ++i) {
    CHECK(people[i].id == "p" + std::to_string(i + 1));
    CHECK(people[i].name == expected[i].first);
    CHECK(people[i].role == expected[i].second);
  }
  CHECK(meeting->FindParticipant("p9")->mandate == Mandate::kNo);
  CHECK(meeting->FindParticipant("p9")->mandate_text == "Behöver stämma av med specialist");
  CHECK(meeting->FindParticipant("p5")->mandate == Mandate::kPartly);
  CHECK(meeting->FindParticipant("p1")->mandate == Mandate::kUnstated);
  // What the relay admits and what the plan says are the same people.
  const DemoMeeting demo = Make();
  for (std::size_t i = 0; i < people.size(); ++i) {
    CHECK(demo.bundle.access.participants[i].id == people[i].id);
    CHECK(demo.bundle.access.participants[i].role == people[i].role);
    CHECK(demo.links[i].name == people[i].name);
  }
}

TEST_CASE("the demo reads as the meeting it is: half an hour in, on Noor's first question") {
  const auto meeting = Read(Make());
  const MeetingInfo info = meeting->Info();
  CHECK(info.title == "SIP för Noor");
  CHECK(info.date == "2026-11-24");
  CHECK(info.start == "13:00");
  CHECK(info.end == "14:00");
  CHECK(info.place == "Träffpunkt Ankaret");
  CHECK(info.purpose.find("sömn, försörjning och jobb") != std::string::npos);
  CHECK(meeting->AvoidTopics().find("sjukhusvistelsen 2024") != std::string::npos);

  const auto agenda = meeting->Agenda();
  std::string numbers;
  std::int64_t minutes = 0;
  for (const AgendaItem& item : agenda) {
    numbers += item.number + " ";
    minutes += item.minutes;
    CHECK(item.question.has_value() == item.is_sub);
  }
  CHECK(numbers == "1 2 3a 3b 3c 4 5 ");
  CHECK(minutes == 60);
  CHECK(agenda[2].question == "Hur ska jag få en dygnsrytm som fungerar?");
  CHECK(agenda[3].question == "Vem pratar med Försäkringskassan? Jag orkar inte göra det själv.");
  CHECK(agenda[4].question == "Jag vill prova att jobba med djur. Vem hjälper mig?");
  CHECK(agenda[0].state == ItemState::kDone);
  CHECK(agenda[1].state == ItemState::kDone);
  CHECK(agenda[2].state == ItemState::kNow);
  CHECK(agenda[3].state == ItemState::kWaiting);
  CHECK(meeting->NextItem() == agenda[3].record);
  const auto notes = [&](std::size_t item) {
    return meeting->Of(DocumentKind::kPlan).TextOf(Meeting::NotesOf(agenda[item].record));
  };
  CHECK(notes(1).find("Nätterna är värst") != std::string::npos);
  CHECK(notes(2).find("Tove bokar läkartid") != std::string::npos);
  CHECK(notes(3).empty());
}

TEST_CASE("the demo's commitments stand as they should: three promised, one taken home, one nobody's") {
  const auto meeting = Read(Make());
  const auto commitments = meeting->Commitments();
  REQUIRE(commitments.size() == 5);
  CHECK(commitments[0].owner == "p7");
  CHECK(commitments[0].body == ResponsibleBody::kRegion);
  CHECK(commitments[0].latest == "2026-12-04");
  CHECK(commitments[0].standing == Standing::kPromised);
  CHECK(commitments[1].standing == Standing::kPromised);
  CHECK(commitments[2].standing == Standing::kPromised);
  CHECK(commitments[2].start == "2026-12-02");
  CHECK(commitments[3].owner == "p9");
  CHECK(commitments[3].standing == Standing::kTakenHome);
  CHECK(commitments[4].owner.empty());
  CHECK(commitments[4].standing == Standing::kNobody);
  for (const Commitment& commitment : commitments) CHECK(commitment.item == meeting->CurrentItem());
}

TEST_CASE("nothing in the demo looks like a personal identity number, an address or a number to call") {
  const auto meeting = Read(Make());
  std::string text = meeting->Info().place + '\n' + meeting->Info().purpose + '\n' + meeting->AvoidTopics() + '\n';
  for (const Participant& person : meeting->Participants()) {
    text += person.name + '\n' + person.title + '\n' + person.organisation + '\n' + person.mandate_text + '\n';
  }
  for (const AgendaItem& item : meeting->Agenda()) {
    text += item.title + '\n' + item.question.value_or("") + '\n';
    text += meeting->Of(DocumentKind::kPlan).TextOf(Meeting::NotesOf(item.record)) + '\n';
  }
  for (const Commitment& commitment : meeting->Commitments()) text += commitment.what + '\n';
  CHECK(text.size() > 1'500);
  CHECK(IsValidUtf8(text));
  CHECK(!std::regex_search(text, std::regex("(19|20)?[0-9]{6}[-+ ]?[0-9]{4}")));
  CHECK(!std::regex_search(text, std::regex("0[0-9]{1,3}[- /]?[0-9]{2,3} ?[0-9]{2} ?[0-9]{2}")));
  CHECK(text.find('@') == std::string::npos);
}

}  // namespace samsyn
