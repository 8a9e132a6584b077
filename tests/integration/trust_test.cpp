// Whoever runs the relay reads nothing, nobody is in who was not invited, and the person decides: against the real
// process, its files and its traffic.
#include "shared/crypto/token.h"
#include "tests/integration/search_files.h"
#include "tests/integration/test_room.h"
#include "tests/integration/writing.h"

namespace samsyn {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr auto kPlan = DocumentKind::kPlan;

std::int64_t UnixNow() {
  return std::chrono::duration_cast<milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

// The relay's answer to a command.
AnsweredEvent Ask(TestRoom& room, TestClient& client, Command command) {
  const std::uint64_t number = client.Decide(std::move(command));
  REQUIRE(room.Until([&] { return client.answers.contains(number); }));
  return client.answers.at(number);
}

bool AllSettled(TestRoom& room) {
  return std::ranges::all_of(room.clients, [](const auto& client) { return client->IsSettled(); });
}

TEST_CASE("trust: nothing that people write or are called is in the relay's files, its log or its traffic") {
  TestRoom room({"--log", "debug"});
  TestClient& chair = room.Join("chair");
  TestClient& noor = room.Join("individual");
  TestClient& petter = room.Join("secretary");
  REQUIRE(room.Until([&] { return AllSettled(room); }));

  // One of each that people write, in every document, and where they are while they write.
  std::vector<std::string> words = {"nattskräck",  "boendestödjaren", "förvaltarskap", "djursjukhuset",
                                    "Rutmönstret", "hemlig-närvaro",  "egenstund",     "sjukhusvistelsen",
                                    "Möte rum",    "Punkt 1"};
  noor.Copy().Of(kPlan).InsertText(NotesOfItem(noor, 0), 0, words[0]);
  petter.Copy().Of(kPlan).InsertText(NotesOfItem(petter, 1), 0, words[1]);
  const OpId commitment = petter.Copy().AddCommitment(words[2], petter.Copy().Agenda()[0].record);
  petter.Copy().SetOwner(commitment, "chair");
  noor.Copy().AddQuestion(words[3]);
  MeetingInfo info = chair.Copy().Info();
  info.place = words[4];
  chair.Copy().SetInfo(info);
  noor.Copy().Of(DocumentKind::kAside).InsertText({{}, 1}, 0, words[6]);
  noor.Copy().SetAvoidTopics(words[7]);
  chair.Copy().SetLink("individual", TestSecret("rum", "individual"));
  noor.SendPresence(AsBytes(words[5]));
  room.RequireAllTheSame();
  REQUIRE(room.Until([&] { return chair.present.size() == 1; }));
  CHECK(AsText(chair.present.begin()->second.payload) == words[5]);
  CHECK(AllNotes(chair.Copy()).find(words[0]) != std::string::npos);

  for (int i = 0; i < kRoleCount; ++i) {
    const std::string participant(NameOf(static_cast<Role>(i)));
    words.push_back(TestSecret("rum", participant));
    // The token is what is said to the relay; on its disk there is only a hash.
    CHECK_FALSE(IsStored(room.relay.Directory(), TestToken("rum", participant)));
  }
  const auto search = [&] {
    for (const std::string& word : words) {
      CAPTURE(word);
      CHECK_FALSE(IsStored(room.relay.Directory(), word));
      for (const auto& client : room.clients) CHECK(client->traffic.find(word) == std::string::npos);
    }
  };
  search();
  // What the relay has to know is found, so the search can find.
  CHECK(IsStored(room.relay.DataDirectory(), "individual"));
  CHECK(chair.traffic.find("individual") != std::string::npos);
  room.relay.Kill();
  search();
  room.relay.Start();
  CHECK(room.relay.Stop() == 0);
  search();
}

TEST_CASE("trust: what is passed off as somebody else's, or as part of another document, opens for nobody") {
  TestRoom room;
  TestClient& chair = room.Join("chair");
  TestClient& noor = room.Join("individual");
  TestClient& mallory = room.Join("professional");
  REQUIRE(room.Until([&] { return AllSettled(room); }));
  const std::string before = DescribeMeeting(chair.Copy());
  // Mallory has every key of the plan, and knows how Noor's updates look.
  Document& copy = mallory.Copy().Of(kPlan);
  copy.InsertText(NotesOfItem(mallory, 0), 0, "Noor har sagt ja");
  const Update update = copy.TakeUpdates().at(0);
  const auto seal = [&](DocumentKind document, std::string_view participant, std::uint64_t counter) {
    return mallory.Sealed().Keys().Seal({{}, document, SealedKind::kUpdate, participant, 0xBAD, counter},
                                        update.payload);
  };
  std::uint64_t sent = 0;
  const auto send = [&](Bytes sealed) { mallory.Session().Enqueue({kPlan, 0xBAD, ++sent, std::move(sealed)}, 0); };
  send(seal(kPlan, "individual", 1));                     // as from Noor
  send(seal(DocumentKind::kOutcome, "professional", 2));  // from another document
  send(seal(kPlan, "professional", 1));                   // again, under another number
  send(Bytes(60, 0));                                     // nothing at all
  REQUIRE(room.Until([&] { return mallory.Session().UnsavedCount() == 0; }));
  REQUIRE(room.Until([&] { return chair.unopened == sent && noor.unopened == sent; }));
  CHECK(DescribeMeeting(chair.Copy()) == before);
  // The meeting goes on, for those who come later too.
  UniqueKeys keys;
  PressKey(noor, keys);
  TestClient& late = room.Join("observer");
  REQUIRE(room.Until([&] { return late.IsSettled() && late.unopened == sent; }));
  CHECK(CountLostOrDoubled(late.Copy(), room.ledger.Written()) == 0);
}

TEST_CASE("trust: consent withdrawn closes everybody's plan within a second; given again lets them in") {
  TestRoom room;
  TestClient& noor = room.Join("individual");
  TestClient& chair = room.Join("chair");
  std::vector<TestClient*> others;
  for (const char* who : {"secretary", "relative", "professional", "invited", "observer"}) {
    others.push_back(&room.Join(who));
  }
  REQUIRE(room.Until([&] { return AllSettled(room); }));
  noor.Copy().Of(kPlan).InsertText(NotesOfItem(noor, 0), 0, "nattskräck");
  REQUIRE(room.Until([&] { return AllSettled(room) && AllNotes(chair.Copy()).find("nattskräck") == 0; }));

  const auto began = steady_clock::now();
  CHECK(Ask(room, noor, ConsentCommand{Consent::kWithdrawn, 0}).done);
  REQUIRE(room.Until([&] {
    return std::ranges::all_of(others, [](TestClient* other) { return other->ended.has_value(); }) &&
           !chair.MayRead(kPlan) && AllNotes(chair.Copy()).empty();
  }));
  const auto took = std::chrono::duration_cast<milliseconds>(steady_clock::now() - began);
  MESSAGE("everybody had lost the plan after " << took.count() << " ms");
  CHECK(took < milliseconds(1000));
  for (TestClient* other : others) CHECK(other->ended->reason == Refusal::kNoConsent);
  CHECK_FALSE(chair.MayRead(DocumentKind::kOutcome));
  CHECK(chair.Access().consent == Consent::kWithdrawn);
  CHECK_FALSE(chair.ended);

  // The person goes on. Nobody else hears of it, whatever they try.
  noor.Copy().Of(kPlan).InsertText(NotesOfItem(noor, 1), 0, "bara mitt");
  REQUIRE(room.Until([&] { return noor.IsSettled(); }));
  TestClient& again = room.Join("relative");
  REQUIRE(room.Until([&] { return again.ended.has_value(); }));
  CHECK(again.ended->reason == Refusal::kNoConsent);
  CHECK(again.updates_received == 0);
  chair.Copy().RaiseHand("chair");
  chair.SendEdits();
  REQUIRE(room.Until([&] { return !chair.refused.empty(); }));
  CHECK(AllNotes(chair.Copy()).empty());
  // Also after the relay has started anew.
  room.relay.Kill();
  room.relay.Start();
  TestClient& later = room.Join("invited");
  REQUIRE(room.Until([&] { return later.ended.has_value(); }));
  CHECK(later.ended->reason == Refusal::kNoConsent);

  REQUIRE(room.Until([&] { return noor.IsOnline() && chair.IsOnline(); }));
  CHECK(Ask(room, noor, ConsentCommand{Consent::kGiven, 0}).done);
  for (TestClient* other : others) other->Session().RetryNow();
  REQUIRE(room.Until([&] {
    return std::ranges::all_of(others, [&](TestClient* other) {
      return other->IsSettled() && AllNotes(other->Copy()).find("bara mitt") != std::string::npos;
    });
  }));
  REQUIRE(room.Until([&] { return AllNotes(chair.Copy()).find("bara mitt") != std::string::npos; }));
}

TEST_CASE("trust: consent that ends by the clock closes the plan by itself") {
  TestRoom room;
  TestClient& noor = room.Join("individual");
  TestClient& aida = room.Join("professional");
  REQUIRE(room.Until([&] { return AllSettled(room); }));
  CHECK(Ask(room, noor, ConsentCommand{Consent::kGiven, UnixNow() + 1'500}).done);
  CHECK_FALSE(aida.ended);
  REQUIRE(room.Until([&] { return aida.ended.has_value(); }, std::chrono::seconds(10)));
  CHECK(aida.ended->reason == Refusal::kNoConsent);
  REQUIRE(Ask(room, noor, ReadLogCommand{0}).done);
  CHECK(std::ranges::count(noor.log, LogEvent::kConsentExpired, &LogEntry::event) == 1);
}

TEST_CASE("trust: a link that is taken back ends at once, and what is written after it has another key") {
  TestRoom room;
  TestClient& noor = room.Join("individual");
  TestClient& chair = room.Join("chair");
  TestClient& oskar = room.Join("invited");
  REQUIRE(room.Until([&] { return AllSettled(room); }));
  // As client/app's Decider does it: a new key for everybody who stays.
  RevokeCommand revoke{"invited", {}};
  const DocumentKey next = chair.Sealed().Keys().MakeNext(kPlan);
  for (const ParticipantAccess& participant : chair.Access().participants) {
    if (participant.id == "invited") continue;
    const auto person = chair.Copy().FindParticipant(participant.id);
    REQUIRE(person);
    revoke.keys.push_back(WrapForParticipant("rum", {"chair", chair.Sealed().Link()}, participant.id,
                                             KeyFromHex(person->box_key).value(), next, chair.Random()));
  }
  CHECK(Ask(room, chair, std::move(revoke)).done);
  REQUIRE(room.Until([&] { return oskar.ended.has_value(); }));
  CHECK(oskar.ended->reason == Refusal::kRevoked);
  REQUIRE(room.Until([&] { return noor.Sealed().Keys().Has(kPlan, 2) && chair.Sealed().Keys().Has(kPlan, 2); }));
  noor.Copy().Of(kPlan).InsertText(NotesOfItem(noor, 0), 0, "efter");
  REQUIRE(room.Until([&] { return AllNotes(chair.Copy()).find("efter") == 0; }));
  TestClient& late = room.Join("observer");
  REQUIRE(room.Until([&] { return late.IsSettled() && AllNotes(late.Copy()).find("efter") == 0; }));
  CHECK(late.unopened == 0);
  // With a stolen database Oskar still has the old key only.
  const Bytes sealed = noor.Sealed().SealUpdate(kPlan, 1, 1, AsBytes("efter"));
  CHECK(oskar.Sealed().OpenUpdate(kPlan, "individual", 1, 1, sealed).GetError().code == ErrorCode::kNotFound);
  TestClient& again = room.Join("invited");
  REQUIRE(room.Until([&] { return again.ended.has_value(); }));
  CHECK(again.ended->reason == Refusal::kRevoked);
}

TEST_CASE(
    "trust: a new participant comes in with the link that was made, an expired one does not, an old one is told") {
  TestRoom room;
  TestClient& chair = room.Join("chair");
  REQUIRE(room.Until([&] { return AllSettled(room); }));
  const auto invite = [&](const std::string& id, const std::string& secret, std::int64_t expires_at) {
    const LinkKeys link = DeriveLinkKeys({"rum", secret});
    InviteCommand command{id, Role::kProfessional, {}, expires_at, HashToken(link.token), {}};
    for (const DocumentKind document : {kPlan, DocumentKind::kVoice, DocumentKind::kOutcome}) {
      for (const DocumentKey& key : chair.Sealed().Keys().All(document)) {
        command.keys.push_back(WrapForLink("rum", id, link, key, chair.Random()));
      }
    }
    return Ask(room, chair, std::move(command));
  };
  const auto come = [&](const std::string& secret) -> TestClient& {
    const TestClient::Link link{room.relay.Url(), "rum", secret};
    room.clients.push_back(
        std::make_unique<TestClient>(room.loop, link, room.NewDevice(), room.ledger, room.clients.size() + 50));
    return *room.clients.back();
  };
  CHECK(invite("ny", "first secret of ny", 0).done);
  TestClient& ny = come("first secret of ny");
  REQUIRE(room.Until([&] { return ny.IsSettled() && ny.Copy().Agenda().size() == kTestAgendaItems; }));
  CHECK(ny.unopened == 0);
  CHECK(invite("ny", "second secret of ny", UnixNow() + 2'000).done);
  REQUIRE(room.Until([&] { return ny.ended.has_value(); }));
  CHECK(ny.ended->reason == Refusal::kReplaced);
  TestClient& renewed = come("second secret of ny");
  REQUIRE(room.Until([&] { return renewed.IsSettled(); }));
  REQUIRE(room.Until([&] { return renewed.ended.has_value(); }, std::chrono::seconds(10)));
  CHECK(renewed.ended->reason == Refusal::kExpired);
  TestClient& late = come("second secret of ny");
  REQUIRE(room.Until([&] { return late.ended.has_value(); }));
  CHECK(late.ended->reason == Refusal::kExpired);
  CHECK_FALSE(chair.ended);
}

TEST_CASE("trust: the secretary's pen is handed over in the middle of the meeting") {
  TestRoom room;
  TestClient& petter = room.Join("secretary");
  TestClient& aida = room.Join("professional");
  REQUIRE(room.Until([&] { return AllSettled(room); }));
  const OpId item = petter.Copy().Agenda()[0].record;
  petter.Copy().AddCommitment("före", item);
  room.RequireAllTheSame();
  CHECK(Ask(room, petter, HandOverCommand{"professional"}).done);
  REQUIRE(room.Until([&] { return aida.Access().secretary == "professional"; }));
  aida.Copy().AddCommitment("efter", item);
  room.RequireAllTheSame();
  CHECK(petter.Copy().Commitments().size() == 2);
  petter.Copy().AddCommitment("för sent", item);
  petter.SendEdits();
  REQUIRE(room.Until([&] { return !petter.refused.empty(); }));
  CHECK(petter.refused[0].reason == Refusal::kMayNotWrite);
  room.RequireAllTheSame();
  CHECK(petter.Copy().Commitments().size() == 2);
}

TEST_CASE("trust: the aside is the person's and theirs whom they let in; the others get no byte of it") {
  TestRoom room;
  TestClient& noor = room.Join("individual");
  TestClient& maria = room.Join("relative");
  TestClient& chair = room.Join("chair");
  REQUIRE(room.Until([&] { return AllSettled(room); }));
  AsideCommand let_in{"relative", true, {}};
  for (const DocumentKey& key : noor.Sealed().Keys().All(DocumentKind::kAside)) {
    const auto person = noor.Copy().FindParticipant("relative");
    let_in.keys.push_back(WrapForParticipant("rum", {"individual", noor.Sealed().Link()}, "relative",
                                             KeyFromHex(person->box_key).value(), key, noor.Random()));
  }
  CHECK(Ask(room, noor, std::move(let_in)).done);
  const std::size_t updates_before = chair.updates_received;
  const std::size_t traffic_before = chair.traffic.size();
  const FieldRef notes{{}, 1};
  for (int i = 0; i < 20; ++i) {
    noor.Copy().Of(DocumentKind::kAside).InsertText(notes, 0, "vi två ");
    noor.SendEdits();
    room.Step();
  }
  REQUIRE(room.Until([&] { return maria.Copy().Of(DocumentKind::kAside).TextSize(notes) == 140; }));
  CHECK(maria.unopened == 0);
  room.GoOn(milliseconds(200));
  CHECK(chair.updates_received == updates_before);
  CHECK(chair.traffic.size() - traffic_before <
        1000);  // that Maria is let in is not said, and may take an Access frame
  CHECK(chair.Copy().Of(DocumentKind::kAside).TextSize(notes) == 0);
  // Not even with the link of somebody who may read all else.
  TestClient& late = room.Join("chair");
  REQUIRE(room.Until([&] { return late.IsSettled(); }));
  CHECK(late.Copy().Of(DocumentKind::kAside).TextSize(notes) == 0);
  CHECK_FALSE(late.Sealed().Has(DocumentKind::kAside));
}

TEST_CASE("trust: after a purge nothing of the meeting is left in any file, and its links say that it is gone") {
  TestRoom room({}, {MakeTestMeeting("granne")});
  UniqueKeys keys;
  TestClient& noor = room.Join("individual");
  TestClient& chair = room.Join("chair");
  REQUIRE(room.Until([&] { return AllSettled(room); }));
  for (int i = 0; i < 5; ++i) Paste(chair, keys, 30'000);
  for (int i = 0; i < 50; ++i) PressKey(noor, keys);
  room.RequireAllTheSame();

  // What lies on the disk: sealed updates as they came over the wire, hashes of links, names of participants.
  std::vector<std::string> remains = {"invited", "guardian"};
  for (int i = 0; i < kRoleCount; ++i) {
    remains.emplace_back(AsText(HashToken(TestToken("rum", std::string(NameOf(static_cast<Role>(i)))))));
  }
  const std::string& traffic = chair.traffic;
  for (std::size_t at = traffic.size() / 10; at + 40 < traffic.size(); at += traffic.size() / 12) {
    if (IsStored(room.relay.DataDirectory(), traffic.substr(at, 32))) remains.push_back(traffic.substr(at, 32));
  }
  CHECK(remains.size() > kRoleCount + 6);
  std::erase_if(remains, [&](const std::string& bytes) { return !IsStored(room.relay.DataDirectory(), bytes); });
  CHECK(remains.size() > kRoleCount + 6);

  CHECK(Ask(room, noor, PurgeCommand{}).done);
  REQUIRE(room.Until([&] { return noor.ended && chair.ended; }));
  CHECK(noor.ended->reason == Refusal::kPurged);
  CHECK(chair.ended->reason == Refusal::kPurged);
  const auto search = [&] {
    for (const std::string& bytes : remains) {
      // The other meeting has participants of the same names.
      if (bytes == "invited" || bytes == "guardian") continue;
      CHECK_FALSE(IsStored(room.relay.DataDirectory(), bytes));
    }
    CHECK_FALSE(IsStored(room.relay.DataDirectory(), "rum"));
  };
  search();
  room.relay.Kill();
  search();
  room.relay.Start();
  search();
  TestClient& late = room.Join("observer");
  REQUIRE(room.Until([&] { return late.ended.has_value(); }));
  CHECK(late.ended->reason == Refusal::kPurged);
}

}  // namespace
}  // namespace samsyn
