#include "server/meetings.h"
#include "tests/server/trust_bench.h"

namespace samsyn {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using Texts = std::vector<std::string>;

constexpr std::int64_t kHour = 3'600'000;

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

TEST_CASE("who comes and leaves is written within a tenth of a second, and before the log is read or the relay stops") {
  Trust bench;
  bench.Create();
  const ConnectionId noor = bench.Come("noor");
  const auto stored = [&] { return LogOf(*bench.journal, "sip").size(); };
  CHECK(bench.Turn() == std::chrono::milliseconds(100));
  CHECK(stored() == 1);
  std::size_t expected = 2;
  SUBCASE("time") {
    bench.Pass(std::chrono::milliseconds(99));
    CHECK(stored() == 1);
    bench.Pass(std::chrono::milliseconds(1));
  }
  SUBCASE("the clock is set back") {
    bench.clock.unix_time -= 1000;
    bench.Turn();
  }
  SUBCASE("a command") {
    bench.MustDo(noor, ExportedCommand{"markdown"});
    expected = 3;
  }
  SUBCASE("somebody reads it") {
    bench.MustDo(noor, ReadLogCommand{});
    CHECK(bench.Take<LogFrame>(noor).at(0).entries.size() == 2);
  }
  SUBCASE("the end") {
    bench.relay->OnStop();
    expected = 3;  // and has left
  }
  CHECK(stored() == expected);
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
