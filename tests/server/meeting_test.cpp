#include "server/meeting.h"

#include <set>

#include "tests/server/trust_bench.h"

namespace samsyn {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using Texts = std::vector<std::string>;

constexpr std::int64_t kHour = 3'600'000;

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
  for (const auto& [id, connection] : people) {
    const std::string& who = id;
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

TEST_CASE("consent ends also when the clock was set back over its end") {
  Trust bench;
  bench.meeting.access.consent_until = bench.clock.unix_time + kHour;
  bench.Create();
  bench.clock.unix_time += 2 * kHour;
  const ConnectionId anna = bench.Come("anna");
  bench.clock.unix_time -= 2 * kHour;
  bench.Turn();
  const ConnectionId per = bench.Come("per");
  bench.clock.unix_time += kHour;
  bench.Turn();
  CHECK(bench.WhyClosed(per) == Refusal::kNoConsent);
  CHECK_FALSE(bench.At(anna).closed);
}

TEST_CASE("a relay that stops gives the last updates to nobody whose time is over") {
  Trust bench;
  bench.meeting.access.consent_until = bench.clock.unix_time + kHour;
  bench.Create();
  const ConnectionId noor = bench.Come("noor");
  const ConnectionId per = bench.Come("per");
  bench.Append(noor, 1, 1, "bara mitt");
  bench.clock.unix_time += kHour;
  bench.relay->OnStop();
  CHECK(bench.Take<AckFrame>(noor).size() == 1);
  CHECK(bench.TakeTexts(per).empty());
  CHECK(bench.WhyClosed(per) == Refusal::kNoConsent);
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

}  // namespace
}  // namespace samsyn
