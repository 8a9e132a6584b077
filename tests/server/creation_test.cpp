#include "server/creation.h"

#include <fstream>
#include <functional>

#include "tests/server/relay_bench.h"

namespace samsyn {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using Who = CreationPolicy::Who;

constexpr std::int64_t kDay = 24LL * 3600 * 1000;

// Of the example's people, with one update each of the person and the chair.
Bundle BundleOf(const std::string& name, const RelayBench& bench) {
  JournalMeeting meeting = ExampleMeeting(name);
  meeting.access.purge_at = bench.clock.unix_time + 30 * kDay;
  return {name,
          meeting.access,
          meeting.token_hashes,
          {KeyOf("anna", DocumentKind::kPlan, 1, "annas")},
          {{"anna", DocumentKind::kPlan, 1, 1, {1}}, {"noor", DocumentKind::kVoice, 2, 1, {2}}}};
}

CreateFrame Wish(const Bundle& bundle, const std::string& code = {}) {
  return {kProtocolVersion, code, EncodeBundle(bundle)};
}

// The reason of the error; nothing when the meeting was made. Either way the connection is over.
std::optional<ErrorFrame> Create(RelayBench& bench, const CreateFrame& frame,
                                 const std::string& address = "192.0.2.1") {
  const ConnectionId connection = bench.Open(address);
  bench.Say(connection, frame);
  CHECK(bench.At(connection).closed);
  const std::vector<ErrorFrame> errors = bench.Take<ErrorFrame>(connection);
  if (errors.empty()) {
    CHECK(bench.Take<CreatedFrame>(connection).size() == 1);
    CHECK(bench.At(connection).code == CloseCode::kNormal);
  } else {
    REQUIRE(errors.size() == 1);
    CHECK_FALSE(errors[0].message.empty());
  }
  CHECK(bench.At(connection).frames.empty());
  bench.Vanish(connection);
  if (errors.empty()) return std::nullopt;
  return errors[0];
}

CreationPolicy CodeIs(const std::string& code) { return {Who::kCode, HashToken(code)}; }

TEST_CASE("a meeting that is made over the network is durable when that is said, and its links open it") {
  RelayBench bench;
  const Bundle bundle = BundleOf("ny", bench);
  CHECK_FALSE(Create(bench, Wish(bundle)));
  const Result<StoredMeeting> stored = bench.journal->FindMeeting("ny");
  REQUIRE(stored);
  CHECK(stored.Value().meeting.access == bundle.access);
  CHECK(stored.Value().meeting.token_hashes == bundle.token_hashes);
  CHECK(stored.Value().meeting.keys == bundle.keys);
  const std::vector<LogEntry> log = LogOf(*bench.journal, "ny");
  REQUIRE(log.size() == 1);
  CHECK(log[0] == LogEntry{1, bench.clock.unix_time, LogEvent::kCreated, "", "", ""});
  CHECK(ReadAll(*bench.journal, DocumentKind::kPlan, 0, "ny").at(0).at == bench.clock.unix_time);

  const ConnectionId anna = bench.Join("anna", 0, "ny");
  const ConnectionId noor = bench.Join("noor", 0, "ny");
  bench.Append(anna, 1, 2, "hej");
  bench.Turn();
  CHECK(bench.TakeTexts(noor) == std::vector<std::string>{"hej"});
  CHECK(bench.relay->MeetingCount() == 1);
}

TEST_CASE("nobody makes meetings where that is not wanted, and nothing is looked at") {
  RelayBench bench({}, {Who::kNobody, {}});
  bench.journal->fails = true;
  const std::optional<ErrorFrame> error = Create(bench, Wish(BundleOf("ny", bench)));
  REQUIRE(error);
  CHECK(error->reason == Refusal::kMayNotCreate);
  CHECK(error->code == ErrorCode::kForbidden);
}

TEST_CASE("a wrong code makes no meeting and counts as a guess") {
  RelayBench bench({}, CodeIs("vår kod"));
  const Bundle bundle = BundleOf("ny", bench);
  for (const char* wrong : {"", "vår ko", "vår kod ", "VÅR KOD"}) {
    const std::optional<ErrorFrame> error = Create(bench, Wish(bundle, wrong));
    REQUIRE(error);
    CHECK(error->reason == Refusal::kWrongCode);
    CHECK_FALSE(bench.journal->FindMeeting("ny"));
  }
  CHECK_FALSE(Create(bench, Wish(bundle, "vår kod")));
  std::size_t guesses = 4;
  for (; guesses < bench.limits.wrong_links_per_address; ++guesses) {
    CHECK(Create(bench, Wish(bundle, "gissning"))->reason == Refusal::kWrongCode);
  }
  CHECK(Create(bench, Wish(BundleOf("ny 2", bench), "vår kod"))->reason == Refusal::kGuessing);
  // Links are guesses of the same address.
  const ConnectionId guesser = bench.Open("192.0.2.1");
  bench.Say(guesser, HelloFrame{kProtocolVersion, "noor", "noor of noor", {}});
  CHECK(bench.Take<ErrorFrame>(guesser).at(0).reason == Refusal::kGuessing);
  CHECK_FALSE(Create(bench, Wish(BundleOf("ny 2", bench), "vår kod"), "192.0.2.2"));
}

TEST_CASE("an address makes as many meetings as it may in an hour, others and time do not wait for it") {
  Limits limits;
  limits.created_per_hour = 3;
  RelayBench bench(limits);
  int made = 0;
  const auto next = [&](const std::string& address) {
    return Create(bench, Wish(BundleOf("ny " + std::to_string(++made), bench)), address);
  };
  for (int i = 0; i < 3; ++i) CHECK_FALSE(next("192.0.2.1"));
  const std::optional<ErrorFrame> error = next("192.0.2.1");
  REQUIRE(error);
  CHECK(error->reason == Refusal::kTooManyCreated);
  CHECK(error->code == ErrorCode::kTooMany);
  CHECK_FALSE(next("192.0.2.2"));
  bench.Pass(minutes(20));
  CHECK_FALSE(next("192.0.2.1"));
  CHECK(next("192.0.2.1"));
  bench.Pass(std::chrono::hours(5));
  for (int i = 0; i < 3; ++i) CHECK_FALSE(next("192.0.2.1"));
  CHECK(next("192.0.2.1"));
}

TEST_CASE("what is there is left as it is, what was deleted does not come back, and names are not found out for long") {
  RelayBench bench;
  Bundle other = BundleOf("noor", bench);
  other.token_hashes[0] = HashToken("another");
  CHECK(Create(bench, Wish(other))->reason == Refusal::kMeetingExists);
  CHECK(bench.journal->FindMeeting("noor").Value().meeting.token_hashes[0] == HashToken("anna of noor"));
  REQUIRE(bench.journal->CreateMeeting(ExampleMeeting("gone"), {}));
  REQUIRE(bench.journal->Purge("gone", bench.clock.unix_time));
  CHECK(Create(bench, Wish(BundleOf("gone", bench)))->reason == Refusal::kPurged);
  CHECK_FALSE(bench.journal->FindMeeting("gone"));
  std::size_t tries = 2;
  while (Create(bench, Wish(other))->reason == Refusal::kMeetingExists) ++tries;
  CHECK(tries == bench.limits.created_per_hour);
}

TEST_CASE("a meeting that is made by anybody ends, and is one that could be imported") {
  RelayBench bench;
  const auto refused = [&](const std::function<void(Bundle&)>& change) {
    Bundle bundle = BundleOf("ny", bench);
    change(bundle);
    const std::optional<ErrorFrame> error =
        Create(bench, Wish(bundle), "192.0.2." + std::to_string(bench.clock.now.count()));
    bench.Pass(seconds(1));
    REQUIRE(error);
    CHECK(error->reason == Refusal::kNone);
    CHECK_FALSE(bench.journal->FindMeeting("ny"));
    return error->code;
  };
  const std::int64_t now = bench.clock.unix_time;
  for (const std::int64_t end : {std::int64_t{0}, std::int64_t{-1}, now, now + 401 * kDay,
                                 std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()}) {
    CHECK(refused([&](Bundle& bundle) { bundle.access.purge_at = end; }) == ErrorCode::kOutOfRange);
  }
  CHECK(refused([](Bundle& bundle) { bundle.access.participants[0].role = Role::kIndividual; }) ==
        ErrorCode::kForbidden);
  CHECK(refused([](Bundle& bundle) { bundle.updates[0].document = DocumentKind::kVoice; }) == ErrorCode::kForbidden);
  CHECK(refused([](Bundle& bundle) { bundle.updates[1].replica = 1; }) == ErrorCode::kConflict);
  CHECK(refused([](Bundle& bundle) { bundle.keys.push_back(bundle.keys[0]); }) == ErrorCode::kConflict);
  // Not "try again later": it would be the same.
  CHECK(refused([](Bundle& bundle) {
          for (int i = 0; i < 150; ++i) {
            ParticipantAccess more{"mer " + std::to_string(i), Role::kRelative};
            bundle.access.participants.push_back(more);
            bundle.token_hashes.push_back(HashToken(more.id));
          }
        }) == ErrorCode::kTooLarge);
  CHECK(Create(bench, CreateFrame{kProtocolVersion, "", {1, 2, 3}})->code == ErrorCode::kMalformed);
}

TEST_CASE("a meeting is made instead of Hello, in a version that is spoken, and when the disk takes it") {
  RelayBench bench;
  const Bundle bundle = BundleOf("ny", bench);
  CreateFrame newer = Wish(bundle);
  newer.version = kProtocolVersion + 1;
  CHECK(Create(bench, newer)->code == ErrorCode::kUnsupported);

  const ConnectionId anna = bench.Join("anna");
  bench.Say(anna, Wish(bundle));
  CHECK(bench.Take<ErrorFrame>(anna).at(0).code == ErrorCode::kMalformed);
  bench.Vanish(anna);

  bench.journal->fails = true;
  CHECK(Create(bench, Wish(bundle))->code == ErrorCode::kUnavailable);
  bench.journal->fails = false;
  CHECK_FALSE(bench.journal->FindMeeting("ny"));

  // What comes after it on the same connection is nobody's.
  const ConnectionId eager = bench.Open();
  bench.Say(eager, Wish(bundle));
  bench.Say(eager, Wish(BundleOf("ny 2", bench)));
  bench.Say(eager, HelloFrame{kProtocolVersion, "ny", "anna of ny", {}});
  CHECK(bench.Take<CreatedFrame>(eager).size() == 1);
  CHECK(bench.At(eager).frames.empty());
  CHECK_FALSE(bench.journal->FindMeeting("ny 2"));
}

TEST_CASE("the largest meetings that fit a frame are answered") {
  RelayBench bench;
  Bundle updates = BundleOf("ny", bench);
  for (std::uint64_t i = 10; i < 14'000; ++i) updates.updates.push_back({"anna", DocumentKind::kPlan, i, 1, {1}});
  Bundle keys = BundleOf("ny 2", bench);
  for (char who = '0'; who < 'T'; ++who) {
    keys.access.participants.push_back({std::string(1, who), Role::kRelative});
    keys.token_hashes.push_back(HashToken(std::string(1, who)));
    for (std::uint32_t i = 1; i <= kMaxKeysPerParticipant; ++i) {
      keys.keys.push_back({std::string(1, who), {DocumentKind::kPlan, i, {1}}});
    }
  }
  for (const Bundle& bundle : {updates, keys}) {
    const CreateFrame frame = Wish(bundle);
    CHECK(Encode(ClientFrame(frame)).size() <= kMaxFrameBytes);
    CHECK_FALSE(Create(bench, frame));
  }
}

TEST_CASE("the code is what stands in its file, without the end of the line") {
  TemporaryDirectory directory;
  const std::filesystem::path file = directory.Path() / "code";
  const auto write = [&](const std::string& text) { std::ofstream(file, std::ios::trunc) << text; };
  CHECK(ReadSecretFile(file).GetError().code == ErrorCode::kNotFound);
  write(" vår kod\r\n");
  REQUIRE(ReadSecretFile(file));
  CHECK(ReadSecretFile(file).Value() == HashToken("vår kod"));
  for (const std::string& wrong : {std::string(" \n\n"), std::string(), std::string(kMaxCodeBytes + 1, 'x')}) {
    write(wrong);
    REQUIRE_FALSE(ReadSecretFile(file));
    CHECK(ReadSecretFile(file).GetError().message.find(file.string()) != std::string::npos);
  }
}

}  // namespace
}  // namespace samsyn
