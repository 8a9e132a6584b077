#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "server/meetings.h"
#include "tests/server/relay_bench.h"

namespace samsyn {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using Texts = std::vector<std::string>;

constexpr std::int64_t kHour = 3'600'000;

// A meeting with everybody who is treated in a way of their own.
class Trust : public RelayBench {
 public:
  explicit Trust(const Limits& with = {}) : RelayBench(with) {
    meeting = MeetingOf("sip", {{"noor", Role::kIndividual},
                                {"anna", Role::kChair},
                                {"sara", Role::kSecretary},
                                {"hanna", Role::kSupporter},
                                {"per", Role::kProfessional},
                                {"olle", Role::kObserver},
                                {"lars", Role::kProfessional},
                                {"mia", Role::kProfessional}});
    meeting.access.helper = "hanna";
    meeting.access.secretary = "sara";
    meeting.access.consent = Consent::kGiven;
    meeting.access.Find("lars")->only_item = DocumentKind::kItem1;
    meeting.access.Find("mia")->only_item = DocumentKind::kItem2;
    for (const ParticipantAccess& participant : meeting.access.participants) {
      meeting.keys.push_back(
          KeyOf(participant.id, participant.only_item.value_or(DocumentKind::kPlan), 1, "for " + participant.id));
    }
  }
  void Create() { REQUIRE(journal->CreateMeeting(meeting, {})); }

  ConnectionId Come(const std::string& participant) { return Join(participant, 0, "sip"); }
  std::map<std::string, ConnectionId> EverybodyComes() {
    std::map<std::string, ConnectionId> people;
    for (const ParticipantAccess& participant : meeting.access.participants) {
      people[participant.id] = Come(participant.id);
    }
    Forget();
    return people;
  }
  // What everybody was sent so far.
  void Forget() {
    for (auto& [id, connection] : transport.connections) connection.frames.clear();
  }
  AnswerFrame Do(ConnectionId connection, const Command& command) {
    Say(connection, CommandFrame{++number_, command});
    const std::vector<AnswerFrame> answers = Take<AnswerFrame>(connection);
    REQUIRE(answers.size() == 1);
    CHECK(answers[0].number == number_);
    CHECK(answers[0].message.empty() == answers[0].done);
    return answers[0];
  }
  void MustDo(ConnectionId connection, const Command& command) {
    const AnswerFrame answer = Do(connection, command);
    if (!answer.done) FAIL(answer.message);
  }
  // Why a Hello was not answered with Welcome; kNone: it was.
  Refusal Knock(const std::string& token, const std::string& where = "sip") {
    const ConnectionId connection = Open();
    Say(connection, HelloFrame{kProtocolVersion, where, token, Everything()});
    const std::vector<ErrorFrame> errors = Take<ErrorFrame>(connection);
    const Refusal reason = errors.empty() ? Refusal::kNone : errors[0].reason;
    CHECK(Take<WelcomeFrame>(connection).size() == (errors.empty() ? 1 : 0));
    CHECK(Take<AccessFrame>(connection).size() == (errors.empty() ? 1 : 0));
    CHECK(At(connection).closed != errors.empty());
    Turn();
    CHECK((errors.empty() || Take<UpdatesFrame>(connection).empty()));
    Vanish(connection);
    return reason;
  }
  // How this connection was closed; kNone: it is open.
  Refusal WhyClosed(ConnectionId connection) {
    if (!At(connection).closed) return Refusal::kNone;
    const std::vector<ErrorFrame> errors = Take<ErrorFrame>(connection);
    REQUIRE(errors.size() == 1);
    CHECK(errors[0].code == ErrorCode::kForbidden);
    CHECK(At(connection).code == CloseCode::kPolicyViolation);
    return errors[0].reason;
  }
  Refusal WriteRefused(ConnectionId connection, DocumentKind document) {
    Append(connection, connection + 1000, ++counter_, "text", document);
    Turn();
    const std::vector<RefusedFrame> refused = Take<RefusedFrame>(connection);
    const bool stored = Take<AckFrame>(connection).size() == 1;
    CHECK(stored == refused.empty());
    return refused.empty() ? Refusal::kNone : refused[0].reason;
  }
  std::vector<LogEvent> Events() {
    Turn();
    std::vector<LogEvent> events;
    for (const LogEntry& entry : LogOf(*journal, "sip")) events.push_back(entry.event);
    return events;
  }
  std::size_t CountOf(LogEvent event) {
    const std::vector<LogEvent> events = Events();
    return static_cast<std::size_t>(std::ranges::count(events, event));
  }
  MeetingAccess Stored() {
    const Result<StoredMeeting> found = journal->FindMeeting("sip");
    REQUIRE(found);
    return found.Value().meeting.access;
  }

  JournalMeeting meeting;

 private:
  std::uint64_t number_ = 100;
  std::uint64_t counter_ = 0;
};

TEST_CASE("after Welcome comes who may do what, with one's own keys, and then what one may read") {
  Trust bench;
  bench.Create();
  const ConnectionId anna = bench.Come("anna");
  for (const DocumentKind document : {DocumentKind::kPlan, DocumentKind::kItem1, DocumentKind::kLinks}) {
    bench.Append(anna, 1, 1, std::string(NameOf(document)), document);
  }
  bench.Turn();
  const ConnectionId lars = bench.Open();
  bench.Say(lars, HelloFrame{kProtocolVersion, "sip", "lars of sip", RelayBench::Everything()});
  bench.Turn();
  const std::vector<ServerFrame>& frames = bench.At(lars).frames;
  REQUIRE(frames.size() == 3);
  CHECK(std::holds_alternative<WelcomeFrame>(frames[0]));
  REQUIRE(std::holds_alternative<AccessFrame>(frames[1]));
  CHECK(std::get<AccessFrame>(frames[1]).access == bench.meeting.access);
  const std::vector<WrappedKey>& keys = std::get<AccessFrame>(frames[1]).keys;
  REQUIRE(keys.size() == 1);
  CHECK(keys[0].document == DocumentKind::kItem1);
  CHECK(AsText(keys[0].wrapped) == "for lars");
  CHECK(bench.TakeTexts(lars, DocumentKind::kItem1) == Texts{"item-1"});
  bench.Append(anna, 1, 2, "mer", DocumentKind::kPlan);
  bench.Append(anna, 1, 2, "mer", DocumentKind::kItem1);
  bench.Turn();
  const std::vector<UpdatesFrame> more = bench.Take<UpdatesFrame>(lars);
  REQUIRE(more.size() == 1);
  CHECK(more[0].document == DocumentKind::kItem1);
}

TEST_CASE("each way of not being let in says why") {
  Trust bench;
  const std::int64_t now = bench.clock.unix_time;
  bench.meeting.access.Find("olle")->revoked = true;
  bench.meeting.access.Find("per")->expires_at = now;
  bench.meeting.access.Find("sara")->expires_at = now + 1;
  bench.Create();
  CHECK(bench.Knock("olle of sip") == Refusal::kRevoked);
  CHECK(bench.Knock("per of sip") == Refusal::kExpired);
  CHECK(bench.Knock("sara of sip") == Refusal::kNone);
  CHECK(bench.Knock("a guess") == Refusal::kUnknownLink);
  CHECK(bench.Knock("anna of sip", "nowhere") == Refusal::kUnknownLink);
  const ConnectionId noor = bench.Come("noor");
  bench.MustDo(noor, ConsentCommand{Consent::kWithdrawn, 0});
  CHECK(bench.Knock("sara of sip") == Refusal::kNoConsent);
  CHECK(bench.Knock("anna of sip") == Refusal::kNone);
  CHECK(bench.Knock("hanna of sip") == Refusal::kNone);
  bench.MustDo(noor, InviteCommand{"anna", Role::kChair, std::nullopt, 0, HashToken("annas nya"), {}});
  CHECK(bench.Knock("anna of sip") == Refusal::kReplaced);
  CHECK(bench.Knock("annas nya") == Refusal::kNone);
  bench.MustDo(noor, PurgeCommand{});
  CHECK(bench.Knock("annas nya") == Refusal::kPurged);
  CHECK(bench.Knock("anything") == Refusal::kPurged);
  bench.Turn();
  CHECK(bench.Knock("annas nya") == Refusal::kPurged);
}

TEST_CASE("a full meeting says so") {
  Limits limits;
  limits.connections_per_meeting = 1;
  Trust bench(limits);
  bench.Create();
  bench.Come("anna");
  const ConnectionId noor = bench.Open();
  bench.Say(noor, HelloFrame{kProtocolVersion, "sip", "noor of sip", {}});
  const std::vector<ErrorFrame> errors = bench.Take<ErrorFrame>(noor);
  REQUIRE(errors.size() == 1);
  CHECK(errors[0].code == ErrorCode::kTooMany);
  CHECK(errors[0].reason == Refusal::kFull);
  CHECK(bench.At(noor).code == CloseCode::kTryAgainLater);
  CHECK(bench.CountOf(LogEvent::kRefused) == 1);
}

TEST_CASE("when consent is withdrawn all but three are closed at once, and the chair reads nothing more") {
  Trust bench;
  bench.Create();
  std::map<std::string, ConnectionId> people = bench.EverybodyComes();
  bench.Append(people["per"], 1, 1, "strax innan");
  bench.MustDo(people["noor"], ConsentCommand{Consent::kWithdrawn, 0});
  for (const auto& [who, connection] : people) {
    CAPTURE(who);
    const bool stays = who == "noor" || who == "hanna" || who == "anna";
    CHECK(bench.WhyClosed(connection) == (stays ? Refusal::kNone : Refusal::kNoConsent));
    const std::vector<AccessFrame> access = bench.Take<AccessFrame>(connection);
    CHECK(access.size() == (stays ? 1 : 0));
    if (stays) CHECK(access[0].access.consent == Consent::kWithdrawn);
  }
  bench.Turn();
  CHECK(bench.TakeTexts(people["hanna"]) == Texts{"strax innan"});
  CHECK(bench.TakeTexts(people["anna"]).empty());
  CHECK(bench.WriteRefused(people["anna"], DocumentKind::kOutcome) == Refusal::kMayNotRead);
  CHECK(bench.WriteRefused(people["noor"], DocumentKind::kVoice) == Refusal::kNone);
  CHECK(bench.WriteRefused(people["hanna"], DocumentKind::kVoice) == Refusal::kNone);
  bench.Say(people["anna"], FollowFrame{{DocumentKind::kPlan, 0}});
  bench.Say(people["anna"], PresenceFrame{{1}});
  bench.Say(people["noor"], PresenceFrame{{2}});
  bench.Turn();
  CHECK(bench.Take<UpdatesFrame>(people["anna"]).empty());
  CHECK(bench.Take<PresenceFromFrame>(people["anna"]).empty());
  CHECK(bench.Take<PresenceFromFrame>(people["noor"]).empty());
  CHECK(bench.Take<PresenceFromFrame>(people["hanna"]).size() == 1);
  // To the person the chair has left, as the five others have.
  CHECK(bench.Take<LeftFrame>(people["noor"]).size() == 6);
  CHECK(bench.Stored().consent == Consent::kWithdrawn);

  bench.MustDo(people["hanna"], ConsentCommand{Consent::kGiven, 0});
  CHECK(bench.Take<AccessFrame>(people["anna"]).size() == 1);
  bench.Say(people["anna"], FollowFrame{{DocumentKind::kPlan, 0}});
  bench.Turn();
  CHECK(bench.TakeTexts(people["anna"]) == Texts{"strax innan"});
  CHECK(bench.Knock("per of sip") == Refusal::kNone);
  CHECK(bench.CountOf(LogEvent::kConsentWithdrawn) == 1);
  CHECK(bench.CountOf(LogEvent::kConsentGiven) == 1);
}

TEST_CASE("consent ends by the clock within a second, and the log says it once") {
  Trust bench;
  bench.meeting.access.consent_until = bench.clock.unix_time + kHour;
  bench.Create();
  std::map<std::string, ConnectionId> people = bench.EverybodyComes();
  for (int i = 0; i < 59; ++i) {
    bench.Pass(minutes(1));
    for (const auto& [who, connection] : people) bench.relay->OnPong(connection);
  }
  bench.Pass(seconds(59));
  for (const auto& [who, connection] : people) bench.relay->OnPong(connection);
  CHECK(bench.WhyClosed(people["per"]) == Refusal::kNone);
  CHECK(bench.WriteRefused(people["per"], DocumentKind::kPlan) == Refusal::kNone);
  bench.clock.Pass(seconds(1));
  bench.Append(people["per"], 9, 1, "för sent");
  bench.Append(people["noor"], 8, 1, "noors");
  bench.Turn();
  CHECK(bench.Take<RefusedFrame>(people["per"])[0].reason == Refusal::kNoConsent);
  CHECK(bench.WhyClosed(people["per"]) == Refusal::kNoConsent);
  CHECK(bench.WhyClosed(people["lars"]) == Refusal::kNoConsent);
  CHECK(bench.WhyClosed(people["anna"]) == Refusal::kNone);
  CHECK(bench.WhyClosed(people["noor"]) == Refusal::kNone);
  CHECK(bench.TakeTexts(people["anna"]) == Texts{"text"});
  CHECK(bench.TakeTexts(people["hanna"]) == Texts{"text", "noors"});
  bench.Pass(seconds(1));
  for (const auto& [who, connection] : people) bench.Vanish(connection);
  bench.Turn();
  CHECK(bench.relay->MeetingCount() == 0);
  bench.Come("noor");
  CHECK(bench.CountOf(LogEvent::kConsentExpired) == 1);
}

TEST_CASE("consent that ends while nobody is there is in the log all the same") {
  Trust bench;
  bench.meeting.access.consent_until = bench.clock.unix_time + kHour;
  bench.Create();
  bench.Pass(minutes(61));
  CHECK(bench.Knock("per of sip") == Refusal::kNoConsent);
  bench.Come("noor");
  CHECK(bench.CountOf(LogEvent::kConsentExpired) == 1);
}

TEST_CASE("a link's time ends by the clock, its owner's only") {
  Trust bench;
  bench.meeting.access.Find("per")->expires_at = bench.clock.unix_time + 20'000;
  bench.Create();
  const ConnectionId per = bench.Come("per");
  const ConnectionId anna = bench.Come("anna");
  bench.Pass(milliseconds(19'999));
  CHECK_FALSE(bench.At(per).closed);
  bench.Pass(milliseconds(1));
  CHECK(bench.WhyClosed(per) == Refusal::kExpired);
  CHECK_FALSE(bench.At(anna).closed);
}

TEST_CASE("who sees one item hears and is heard there, and nowhere else") {
  Trust bench;
  bench.Create();
  std::map<std::string, ConnectionId> people = bench.EverybodyComes();
  const auto heard_by = [&](const std::string& who) {
    bench.Forget();
    bench.Say(people[who], PresenceFrame{{7}});
    std::set<std::string> listeners;
    for (const auto& [listener, connection] : people) {
      if (!bench.Take<PresenceFromFrame>(connection).empty()) listeners.insert(listener);
    }
    return listeners;
  };
  CHECK(heard_by("lars") == std::set<std::string>{"noor", "anna", "sara", "hanna", "per", "olle"});
  CHECK(heard_by("anna") == std::set<std::string>{"noor", "sara", "hanna", "per", "olle", "lars", "mia"});
  CHECK(bench.WriteRefused(people["lars"], DocumentKind::kItem1) == Refusal::kNone);
  CHECK(bench.WriteRefused(people["lars"], DocumentKind::kItem2) == Refusal::kMayNotRead);
  CHECK(bench.WriteRefused(people["lars"], DocumentKind::kPlan) == Refusal::kMayNotRead);
  CHECK(bench.Take<UpdatesFrame>(people["mia"]).empty());
  bench.MustDo(people["anna"],
               InviteCommand{"lars", Role::kProfessional, DocumentKind::kItem2, 0, HashToken("lars of sip"), {}});
  CHECK(heard_by("lars").contains("mia"));
  bench.Append(people["anna"], 1, 1, "punkt ett", DocumentKind::kItem1);
  bench.Turn();
  CHECK(bench.Take<UpdatesFrame>(people["lars"]).empty());
}

TEST_CASE("two hear each other when there is a place that both may read") {
  DocumentSet everything;
  everything.set();
  const auto only = [](DocumentKind document) {
    DocumentSet set;
    set.set(static_cast<std::size_t>(document));
    return set;
  };
  CHECK(HearEachOther(everything, everything));
  for (const DocumentKind item : {DocumentKind::kItem1, DocumentKind::kItem4}) {
    CHECK(HearEachOther(everything, only(item)));
    CHECK(HearEachOther(only(item), only(item)));
    CHECK_FALSE(HearEachOther(only(item), only(DocumentKind::kItem2)));
    CHECK_FALSE(HearEachOther(only(item), only(DocumentKind::kPlan)));
  }
  CHECK_FALSE(HearEachOther(only(DocumentKind::kAside), only(DocumentKind::kAside)));
  CHECK_FALSE(HearEachOther(everything, {}));
}

TEST_CASE("the aside is heard by those in it, from when they are let in until they are let out") {
  Trust bench;
  bench.Create();
  std::map<std::string, ConnectionId> people = bench.EverybodyComes();
  bench.Append(people["noor"], 1, 1, "ett", DocumentKind::kAside);
  bench.Turn();
  for (const auto& [who, connection] : people) CHECK(bench.Take<UpdatesFrame>(connection).empty());
  CHECK(bench.WriteRefused(people["per"], DocumentKind::kAside) == Refusal::kMayNotRead);
  bench.MustDo(people["noor"], AsideCommand{"per", true, {KeyOf("per", DocumentKind::kAside, 1, "ny")}});
  const std::vector<AccessFrame> access = bench.Take<AccessFrame>(people["per"]);
  REQUIRE(access.size() == 1);
  CHECK(access[0].access.Find("per")->in_aside);
  CHECK(access[0].keys.size() == 2);
  CHECK(bench.Take<AccessFrame>(people["anna"])[0].keys.size() == 1);
  bench.Say(people["per"], FollowFrame{{DocumentKind::kAside, 0}});
  bench.Say(people["per"], FollowFrame{{DocumentKind::kAside, 0}});
  bench.Say(people["anna"], FollowFrame{{DocumentKind::kAside, 0}});
  bench.Turn();
  CHECK(bench.TakeTexts(people["per"], DocumentKind::kAside) == Texts{"ett"});
  CHECK(bench.Take<UpdatesFrame>(people["anna"]).empty());
  CHECK(bench.WriteRefused(people["per"], DocumentKind::kAside) == Refusal::kNone);
  // What is in the same turn as being let out is not heard any more.
  bench.Append(people["noor"], 1, 2, "två", DocumentKind::kAside);
  bench.MustDo(people["noor"], AsideCommand{"per", false, {}});
  bench.Turn();
  CHECK(bench.TakeTexts(people["per"], DocumentKind::kAside).empty());
  CHECK(bench.WriteRefused(people["per"], DocumentKind::kAside) == Refusal::kMayNotRead);
  CHECK_FALSE(bench.At(people["per"]).closed);
  const std::vector<LogEvent> events = bench.Events();
  CHECK(std::vector<LogEvent>(events.end() - 2, events.end()) ==
        std::vector<LogEvent>{LogEvent::kAsideIn, LogEvent::kAsideOut});
}

TEST_CASE("the pen changes hands in the middle of the meeting") {
  Trust bench;
  bench.Create();
  std::map<std::string, ConnectionId> people = bench.EverybodyComes();
  CHECK(bench.WriteRefused(people["sara"], DocumentKind::kOutcome) == Refusal::kNone);
  CHECK(bench.WriteRefused(people["per"], DocumentKind::kOutcome) == Refusal::kMayNotWrite);
  bench.MustDo(people["sara"], HandOverCommand{"per"});
  CHECK(bench.WriteRefused(people["sara"], DocumentKind::kOutcome) == Refusal::kMayNotWrite);
  CHECK(bench.WriteRefused(people["per"], DocumentKind::kOutcome) == Refusal::kNone);
  CHECK(bench.Do(people["sara"], HandOverCommand{"sara"}).reason == Refusal::kMayNotDo);
  CHECK(bench.Stored().secretary == "per");
}

TEST_CASE("who is revoked in the middle of a replay hears no more of it") {
  Trust bench;
  bench.Create();
  const ConnectionId anna = bench.Come("anna");
  for (std::uint64_t i = 1; i <= 20; ++i) bench.Append(anna, 1, i, std::string(50'000, 'x'));
  bench.Turn();
  const ConnectionId per = bench.Open();
  bench.Say(per, HelloFrame{kProtocolVersion, "sip", "per of sip", RelayBench::Everything()});
  bench.Turn();
  CHECK_FALSE(bench.TakeTexts(per).empty());
  bench.MustDo(anna, RevokeCommand{"per", {KeyOf("noor", DocumentKind::kPlan, 2, "ny")}});
  CHECK(bench.WhyClosed(per) == Refusal::kRevoked);
  for (int i = 0; i < 10; ++i) bench.Turn();
  CHECK(bench.At(per).frames.empty() != bench.Take<UpdatesFrame>(per).empty());
  CHECK(bench.Knock("per of sip") == Refusal::kRevoked);
  const ConnectionId noor = bench.Open();
  bench.Say(noor, HelloFrame{kProtocolVersion, "sip", "noor of sip", {}});
  CHECK(bench.Take<AccessFrame>(noor)[0].keys.size() == 2);
}

TEST_CASE("a renewed link closes every connection of the old one, its owner's own too") {
  Trust bench;
  bench.Create();
  const ConnectionId desk = bench.Come("noor");
  const ConnectionId phone = bench.Come("noor");
  const ConnectionId anna = bench.Come("anna");
  CHECK(bench.Do(anna, InviteCommand{"noor", Role::kIndividual, std::nullopt, 0, HashToken("x"), {}}).reason ==
        Refusal::kMayNotDo);
  bench.MustDo(desk, InviteCommand{"noor",
                                   Role::kIndividual,
                                   std::nullopt,
                                   0,
                                   HashToken("noors nya"),
                                   {KeyOf("noor", DocumentKind::kPlan, 1, "ny")}});
  CHECK(bench.WhyClosed(desk) == Refusal::kReplaced);
  CHECK(bench.WhyClosed(phone) == Refusal::kReplaced);
  CHECK_FALSE(bench.At(anna).closed);
  bench.Vanish(desk);
  bench.Vanish(phone);
  CHECK(bench.Knock("noor of sip") == Refusal::kReplaced);
  const ConnectionId again = bench.Open();
  bench.Say(again, HelloFrame{kProtocolVersion, "sip", "noors nya", {}});
  const std::vector<AccessFrame> access = bench.Take<AccessFrame>(again);
  REQUIRE(access.size() == 1);
  REQUIRE(access[0].keys.size() == 1);
  CHECK(AsText(access[0].keys[0].wrapped) == "ny");
}

TEST_CASE("a purge is answered, told to everybody, and takes what was queued with it") {
  Trust bench;
  bench.Create();
  std::map<std::string, ConnectionId> people = bench.EverybodyComes();
  const ConnectionId elsewhere = bench.Join("anna");
  bench.Append(people["per"], 1, 1, "för sent");
  bench.Append(elsewhere, 1, 1, "kvar");
  CHECK(bench.Do(people["per"], PurgeCommand{}).reason == Refusal::kMayNotDo);
  bench.MustDo(people["noor"], PurgeCommand{});
  bench.Append(people["per"], 1, 2, "ännu senare");
  bench.Turn();
  for (const auto& [who, connection] : people) {
    CHECK(bench.WhyClosed(connection) == Refusal::kPurged);
    CHECK(bench.Take<AckFrame>(connection).empty());
    bench.Vanish(connection);
  }
  bench.Turn();
  CHECK(bench.journal->FindMeeting("sip").GetError().code == ErrorCode::kNotFound);
  CHECK(bench.Knock("noor of sip") == Refusal::kPurged);
  CHECK_FALSE(bench.At(elsewhere).closed);
  CHECK(bench.Take<AckFrame>(elsewhere).size() == 1);
  CHECK(bench.relay->MeetingCount() == 1);
}

TEST_CASE("a meeting whose day has come is deleted, with people in it or without, and at the next start") {
  Trust bench;
  bench.Create();
  const ConnectionId anna = bench.Come("anna");
  bench.MustDo(anna, RetentionCommand{bench.clock.unix_time + 10'000});
  bench.Pass(seconds(9));
  CHECK_FALSE(bench.At(anna).closed);
  bench.Append(anna, 1, 1, "för sent");
  SUBCASE("with people in it") {
    bench.Pass(seconds(1));
    CHECK(bench.WhyClosed(anna) == Refusal::kPurged);
  }
  SUBCASE("without") {
    bench.Vanish(anna);
    bench.Turn();
    CHECK(bench.relay->MeetingCount() == 0);
    bench.Pass(seconds(30));
    CHECK(bench.journal->FindMeeting("sip"));
    CHECK(bench.Knock("anna of sip") == Refusal::kPurged);
    bench.Pass(seconds(30));
  }
  SUBCASE("at the next start") {
    bench.clock.Pass(minutes(5));
    bench.Restart();
  }
  CHECK(bench.journal->WasPurged("sip").Value());
  CHECK(bench.Knock("anna of sip") == Refusal::kPurged);
  CHECK(bench.journal->FindMeeting("noor"));
}

TEST_CASE("when the journal fails a command changes nothing and says so") {
  Trust bench;
  bench.Create();
  std::map<std::string, ConnectionId> people = bench.EverybodyComes();
  bench.journal->fails = true;
  const Command commands[] = {ConsentCommand{Consent::kWithdrawn, 0},
                              RevokeCommand{"per", {}},
                              HandOverCommand{"per"},
                              PurgeCommand{},
                              ReadLogCommand{},
                              ExportedCommand{"json"},
                              AsideCommand{"per", true, {}},
                              RetentionCommand{bench.clock.unix_time + kHour}};
  for (const Command& command : commands) {
    const AnswerFrame answer = bench.Do(people["noor"], command);
    CHECK_FALSE(answer.done);
    CHECK(answer.reason == Refusal::kNone);
  }
  for (const auto& [who, connection] : people) {
    CHECK(bench.WhyClosed(connection) == Refusal::kNone);
    CHECK(bench.Take<AccessFrame>(connection).empty());
  }
  bench.journal->fails = false;
  CHECK(bench.WriteRefused(people["sara"], DocumentKind::kOutcome) == Refusal::kNone);
  CHECK(bench.WriteRefused(people["per"], DocumentKind::kPlan) == Refusal::kNone);
  CHECK(bench.Stored() == bench.meeting.access);
  CHECK(bench.Events().size() == 9);
}

TEST_CASE("the access log tells what happened, in order, to everybody in the meeting") {
  Trust bench;
  bench.Create();
  const ConnectionId noor = bench.Come("noor");
  const ConnectionId anna = bench.Come("anna");
  bench.MustDo(anna, InviteCommand{"eva", Role::kRelative, std::nullopt, 0, HashToken("evas"), {}});
  bench.MustDo(anna, HandOverCommand{"per"});
  CHECK_FALSE(bench.Do(anna, ConsentCommand{Consent::kGiven, 0}).done);
  bench.MustDo(noor, RevokeCommand{"eva", {}});
  CHECK(bench.Knock("evas") == Refusal::kRevoked);
  CHECK(bench.Knock("evas") == Refusal::kRevoked);
  CHECK(bench.Knock("a guess") == Refusal::kUnknownLink);
  CHECK(bench.Knock("another") == Refusal::kUnknownLink);
  bench.MustDo(anna, ExportedCommand{"markdown"});
  bench.Vanish(anna);
  const ConnectionId olle = bench.Come("olle");
  bench.MustDo(olle, ReadLogCommand{});
  const std::vector<LogFrame> frames = bench.Take<LogFrame>(olle);
  REQUIRE(frames.size() == 1);
  CHECK(frames[0].caught_up);
  const std::int64_t now = bench.clock.unix_time;
  const std::vector<LogEntry> expected = {{1, 0, LogEvent::kCreated, "", "", ""},
                                          {2, now, LogEvent::kJoined, "noor", "", ""},
                                          {3, now, LogEvent::kJoined, "anna", "", ""},
                                          {4, now, LogEvent::kInvited, "anna", "eva", "relative"},
                                          {5, now, LogEvent::kSecretary, "anna", "per", ""},
                                          {6, now, LogEvent::kRevoked, "noor", "eva", ""},
                                          {7, now, LogEvent::kRefused, "eva", "", "revoked"},
                                          {8, now, LogEvent::kRefused, "", "", "unknown-link"},
                                          {9, now, LogEvent::kExported, "anna", "", "markdown"},
                                          {10, now, LogEvent::kLeft, "anna", "", ""},
                                          {11, now, LogEvent::kJoined, "olle", "", ""}};
  CHECK(frames[0].entries == expected);
  bench.MustDo(noor, ReadLogCommand{9});
  CHECK(bench.Take<LogFrame>(noor)[0].entries.size() == 2);
  // A minute later a stranger is worth another line.
  bench.Pass(minutes(1));
  bench.Knock("a guess");
  CHECK(bench.CountOf(LogEvent::kRefused) == 3);
}

TEST_CASE("a long access log comes in parts") {
  Trust bench;
  bench.Create();
  std::vector<JournalLogEntry> entries(2100, {"sip", {0, 1, LogEvent::kJoined, "anna", "", ""}});
  REQUIRE(bench.journal->AppendLog(entries));
  const ConnectionId noor = bench.Come("noor");
  std::uint64_t after = 0;
  bool caught_up = false;
  for (int i = 0; i < 3 && !caught_up; ++i) {
    bench.MustDo(noor, ReadLogCommand{after});
    for (const LogFrame& frame : bench.Take<LogFrame>(noor)) {
      for (const LogEntry& entry : frame.entries) REQUIRE(entry.sequence == ++after);
      caught_up = frame.caught_up;
    }
  }
  CHECK(caught_up);
  CHECK(after == 2102);
}

TEST_CASE("what the log could not take is written when it can, also when the relay stops") {
  Trust bench;
  bench.Create();
  const ConnectionId noor = bench.Come("noor");
  bench.journal->fails = true;
  bench.Vanish(noor);
  bench.Turn();
  bench.journal->fails = false;
  bench.Come("anna");
  bench.relay->OnStop();
  std::vector<LogEvent> events;
  for (const LogEntry& entry : LogOf(*bench.journal, "sip")) events.push_back(entry.event);
  CHECK(events == std::vector<LogEvent>{LogEvent::kCreated, LogEvent::kJoined, LogEvent::kLeft, LogEvent::kJoined,
                                        LogEvent::kLeft});
}

TEST_CASE("the relay's own log tells numbers and roles, never who, where or what") {
  Trust bench;
  bench.Create();
  std::map<std::string, ConnectionId> people = bench.EverybodyComes();
  CHECK(bench.Knock("gissning") == Refusal::kUnknownLink);
  CHECK(bench.WriteRefused(people["olle"], DocumentKind::kPlan) == Refusal::kMayNotWrite);
  bench.Append(people["per"], 1, 1, "vad Noor sa");
  CHECK_FALSE(bench.Do(people["per"], PurgeCommand{}).done);
  bench.journal->fails = true;
  CHECK_FALSE(bench.Do(people["noor"], ConsentCommand{Consent::kWithdrawn, 0}).done);
  CHECK(bench.Knock("anna of noor", "noor") == Refusal::kNone);
  bench.Turn();
  bench.journal->fails = false;
  bench.MustDo(people["noor"], RevokeCommand{"mia", {}});
  bench.MustDo(people["noor"], ConsentCommand{Consent::kWithdrawn, 0});
  bench.MustDo(people["anna"], RetentionCommand{bench.clock.unix_time + 1000});
  bench.Pass(seconds(1));
  const std::string log = bench.LogText();
  CHECK(log.find("has joined a meeting as chair") != std::string::npos);
  CHECK(log.find("is closed") != std::string::npos);
  for (const ParticipantAccess& participant : bench.meeting.access.participants) {
    CAPTURE(participant.id);
    // As a word: "per" is in others.
    CHECK(log.find(" " + participant.id + " ") == std::string::npos);
    CHECK(log.find(participant.id + " of") == std::string::npos);
  }
  for (const char* word : {"sip", "Noor", "gissning"}) CHECK(log.find(word) == std::string::npos);
}

TEST_CASE("commands come after Hello, and faster than allowed they are slowed down") {
  Limits limits;
  limits.command_burst = 5;
  limits.commands_per_second = 1;
  Trust bench(limits);
  bench.Create();
  const ConnectionId stranger = bench.Open();
  bench.Say(stranger, CommandFrame{1, PurgeCommand{}});
  CHECK(bench.At(stranger).closed);
  const ConnectionId follower = bench.Open();
  bench.Say(follower, FollowFrame{{DocumentKind::kPlan, 0}});
  CHECK(bench.At(follower).closed);
  const ConnectionId noor = bench.Come("noor");
  int said = 0;
  while (said < 50 && bench.Say(noor, CommandFrame{1, ExportedCommand{"json"}}) == Reading::kContinue) ++said;
  CHECK(said == 5);
  CHECK(bench.Take<AnswerFrame>(noor).size() == 6);
  bench.Turn();
  CHECK(bench.At(noor).resumed == 0);
  bench.Pass(seconds(2));
  CHECK(bench.At(noor).resumed == 1);
}

}  // namespace
}  // namespace samsyn
