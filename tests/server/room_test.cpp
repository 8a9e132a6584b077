#include "server/room.h"

#include <algorithm>
#include <random>

#include "tests/server/relay_bench.h"

namespace samsyn {
namespace {

using Texts = std::vector<std::string>;

TEST_CASE("nothing is acknowledged or passed on before it is stored") {
  RelayBench bench;
  const ConnectionId anna = bench.Join("anna");
  const ConnectionId noor = bench.Join("noor");
  bench.Append(anna, 1, 1, "hej");
  CHECK(bench.At(anna).frames.empty());
  CHECK(bench.At(noor).frames.empty());
  CHECK(ReadAll(*bench.journal).empty());
  bench.Turn();
  CHECK(ReadAll(*bench.journal).size() == 1);
  const std::vector<AckFrame> acks = bench.Take<AckFrame>(anna);
  REQUIRE(acks.size() == 1);
  CHECK(acks[0].replica == 1);
  CHECK(acks[0].counter == 1);
  CHECK(acks[0].sequence == 1);
  CHECK(bench.At(anna).frames.empty());
  const std::vector<UpdatesFrame> updates = bench.Take<UpdatesFrame>(noor);
  REQUIRE(updates.size() == 1);
  CHECK(updates[0].caught_up);
  REQUIRE(updates[0].updates.size() == 1);
  CHECK(updates[0].updates[0].participant == "anna");
  CHECK(updates[0].updates[0].sequence == 1);
}

TEST_CASE("everybody is told the same time an update was stored, live or later, and also when it is sent again") {
  RelayBench bench;
  const ConnectionId anna = bench.Join("anna");
  const ConnectionId noor = bench.Join("noor");
  bench.Append(anna, 1, 1, "hej");
  const std::int64_t stored_at = bench.clock.unix_time;
  bench.Turn();
  bench.Pass(std::chrono::seconds(3));
  bench.Append(anna, 1, 1, "hej");
  bench.Append(anna, 1, 2, "hej igen");
  bench.Turn();
  bench.Pass(std::chrono::seconds(20));
  const ConnectionId late = bench.Open();
  bench.Say(late, HelloFrame{kProtocolVersion, "noor", "olle of noor", {{DocumentKind::kPlan, 0}}});
  bench.Turn();
  for (const ConnectionId reader : {noor, late}) {
    std::vector<std::int64_t> times;
    for (const UpdatesFrame& frame : bench.Take<UpdatesFrame>(reader)) {
      for (const StoredUpdate& update : frame.updates) times.push_back(update.at);
    }
    CHECK(times == std::vector<std::int64_t>{stored_at, stored_at + 3000});
  }
}

TEST_CASE("one turn is one commit, one acknowledgement and one frame, whoever sent") {
  RelayBench bench;
  const ConnectionId anna = bench.Join("anna");
  const ConnectionId noor = bench.Join("noor");
  const ConnectionId olle = bench.Join("olle");
  for (std::uint64_t i = 1; i <= 5; ++i) bench.Append(anna, 1, i, "a" + std::to_string(i));
  for (std::uint64_t i = 1; i <= 3; ++i) bench.Append(noor, 2, i, "n" + std::to_string(i));
  bench.Append(noor, 2, 1, "röst", DocumentKind::kVoice);
  bench.Turn();
  CHECK(bench.journal->commits == 1);
  const std::vector<AckFrame> acks = bench.Take<AckFrame>(anna);
  REQUIRE(acks.size() == 1);
  CHECK(acks[0].counter == 5);
  CHECK(bench.Take<AckFrame>(noor).size() == 2);
  const std::vector<UpdatesFrame> seen = bench.Take<UpdatesFrame>(olle);
  REQUIRE(seen.size() == 2);
  CHECK(seen[0].updates.size() + seen[1].updates.size() == 9);
  CHECK(bench.TakeTexts(anna) == Texts{"n1", "n2", "n3"});
  CHECK(bench.TakeTexts(noor) == Texts{"a1", "a2", "a3", "a4", "a5"});
}

TEST_CASE("another connection of the same participant gets the update") {
  RelayBench bench;
  const ConnectionId desk = bench.Join("anna");
  const ConnectionId phone = bench.Join("anna");
  bench.Append(desk, 1, 1, "hej");
  bench.Turn();
  CHECK(bench.TakeTexts(desk).empty());
  CHECK(bench.TakeTexts(phone) == Texts{"hej"});
}

TEST_CASE("what is sent again is acknowledged again and passed on once") {
  RelayBench bench;
  ConnectionId anna = bench.Join("anna");
  const ConnectionId noor = bench.Join("noor");
  bench.Append(anna, 1, 1, "hej");
  bench.Append(anna, 1, 1, "hej");
  bench.Turn();
  CHECK(bench.TakeTexts(noor) == Texts{"hej"});
  bench.Vanish(anna);
  anna = bench.Join("anna", 1);
  bench.Append(anna, 1, 1, "hej");
  bench.Append(anna, 1, 2, "igen");
  bench.Turn();
  const std::vector<AckFrame> acks = bench.Take<AckFrame>(anna);
  REQUIRE(acks.size() == 1);
  CHECK(acks[0].counter == 2);
  CHECK(acks[0].sequence == 2);
  CHECK(bench.TakeTexts(noor) == Texts{"igen"});
}

TEST_CASE("who may not write is refused and goes on reading") {
  RelayBench bench;
  const ConnectionId anna = bench.Join("anna");
  const ConnectionId noor = bench.Join("noor");
  const ConnectionId olle = bench.Join("olle");
  bench.Append(olle, 3, 1, "får inte");
  bench.Append(anna, 1, 1, "inte annas röst", DocumentKind::kVoice);
  bench.Append(noor, 2, 1, "inte noors utfall", DocumentKind::kOutcome);
  bench.Append(noor, 2, 1, "noors röst", DocumentKind::kVoice);
  bench.Turn();
  for (const ConnectionId connection : {anna, noor, olle}) {
    const std::vector<RefusedFrame> refused = bench.Take<RefusedFrame>(connection);
    REQUIRE(refused.size() == 1);
    CHECK(refused[0].code == ErrorCode::kForbidden);
    CHECK(refused[0].counter == 1);
    CHECK_FALSE(bench.At(connection).closed);
  }
  CHECK(ReadAll(*bench.journal).empty());
  CHECK(ReadAll(*bench.journal, DocumentKind::kOutcome).empty());
  CHECK(bench.TakeTexts(olle, DocumentKind::kVoice) == Texts{"noors röst"});
}

TEST_CASE("somebody else's replica, a reused counter and a skipped one are refused, each alone") {
  RelayBench bench;
  const ConnectionId anna = bench.Join("anna");
  const ConnectionId noor = bench.Join("noor");
  bench.Append(anna, 1, 5, "annas");
  bench.Turn();
  bench.Take<AckFrame>(anna);
  bench.Append(noor, 1, 6, "tjuv");
  bench.Append(anna, 1, 5, "annat");
  bench.Append(anna, 1, 4, "för sent");
  bench.Append(anna, 1, 6, "nästa");
  bench.Turn();
  CHECK(bench.Take<RefusedFrame>(noor).size() == 1);
  const std::vector<RefusedFrame> refused = bench.Take<RefusedFrame>(anna);
  REQUIRE(refused.size() == 2);
  CHECK(refused[0].code == ErrorCode::kConflict);
  CHECK(refused[1].code == ErrorCode::kConflict);
  const std::vector<AckFrame> acks = bench.Take<AckFrame>(anna);
  REQUIRE(acks.size() == 1);
  CHECK(acks[0].counter == 6);
  CHECK(ReadAll(*bench.journal).size() == 2);
}

TEST_CASE("an update over the limit is refused with the limit's size") {
  Limits limits;
  limits.update_bytes = 100;
  RelayBench bench(limits);
  const ConnectionId anna = bench.Join("anna");
  bench.Append(anna, 1, 1, std::string(101, 'x'));
  bench.Append(anna, 1, 2, std::string(100, 'x'));
  bench.Append(anna, 1, kMaxCounter + 1, "x");
  bench.Turn();
  const std::vector<RefusedFrame> refused = bench.Take<RefusedFrame>(anna);
  REQUIRE(refused.size() == 2);
  CHECK(refused[0].code == ErrorCode::kTooLarge);
  CHECK(refused[0].message.find("100") != std::string::npos);
  CHECK(refused[1].code == ErrorCode::kOutOfRange);
  CHECK(ReadAll(*bench.journal).size() == 1);
}

TEST_CASE("a full meeting refuses, counts only what is stored, and remembers it") {
  Limits limits;
  limits.meeting_bytes = 3 * (kUpdateOverheadBytes + 10);
  RelayBench bench(limits);
  ConnectionId anna = bench.Join("anna");
  const std::string ten(10, 'x');
  for (int again = 0; again < 10; ++again) {
    bench.Append(anna, 1, 1, ten);
    bench.Turn();
  }
  CHECK(bench.Take<RefusedFrame>(anna).empty());
  bench.Append(anna, 1, 1, ten, DocumentKind::kOutcome);
  bench.Append(anna, 1, 2, ten);
  bench.Append(anna, 1, 3, ten);
  bench.Turn();
  std::vector<RefusedFrame> refused = bench.Take<RefusedFrame>(anna);
  REQUIRE(refused.size() == 1);
  CHECK(refused[0].counter == 3);
  CHECK(refused[0].code == ErrorCode::kTooMany);
  bench.Vanish(anna);
  bench.Turn();
  CHECK(bench.relay->MeetingCount() == 0);
  anna = bench.Join("anna", 2);
  bench.Append(anna, 1, 3, "");
  bench.Turn();
  CHECK(bench.Take<RefusedFrame>(anna).size() == 1);
}

TEST_CASE("joining replays everything after what is known, and says when that is all") {
  RelayBench bench;
  const ConnectionId anna = bench.Join("anna");
  for (std::uint64_t i = 1; i <= 10; ++i) bench.Append(anna, 1, i, std::to_string(i));
  bench.Turn();
  const ConnectionId noor = bench.Open();
  bench.Say(noor, HelloFrame{
                      kProtocolVersion, "noor", "noor of noor", {{DocumentKind::kPlan, 7}, {DocumentKind::kVoice, 0}}});
  bench.Turn();
  const std::vector<UpdatesFrame> frames = bench.Take<UpdatesFrame>(noor);
  REQUIRE(frames.size() == 2);
  CHECK(frames[0].document == DocumentKind::kPlan);
  CHECK(frames[0].caught_up);
  REQUIRE(frames[0].updates.size() == 3);
  CHECK(frames[0].updates[0].sequence == 8);
  CHECK(frames[1].document == DocumentKind::kVoice);
  CHECK(frames[1].caught_up);
  CHECK(frames[1].updates.empty());
  bench.Append(anna, 1, 1, "utfall", DocumentKind::kOutcome);
  bench.Append(anna, 1, 11, "elva");
  bench.Turn();
  CHECK(bench.TakeTexts(noor) == Texts{"elva"});
}

TEST_CASE("who knows more than is stored is sent everything") {
  RelayBench bench;
  const ConnectionId anna = bench.Join("anna");
  bench.Append(anna, 1, 1, "ett");
  bench.Turn();
  const ConnectionId noor = bench.Open();
  bench.Say(noor, HelloFrame{kProtocolVersion, "noor", "noor of noor", {{DocumentKind::kPlan, 900}}});
  bench.Turn();
  CHECK(bench.TakeTexts(noor) == Texts{"ett"});
}

TEST_CASE("a long replay comes in frames, waits for a slow reader, and misses nothing that is written meanwhile") {
  RelayBench bench;
  const ConnectionId anna = bench.Join("anna");
  const std::size_t before = 40;
  for (std::uint64_t i = 1; i <= before; ++i) bench.Append(anna, 1, i, std::string(50'000, 'x') + std::to_string(i));
  bench.Turn();

  const ConnectionId noor = bench.Open();
  bench.Say(noor, HelloFrame{kProtocolVersion, "noor", "noor of noor", {{DocumentKind::kPlan, 0}}});
  CHECK(bench.Turn() == std::chrono::milliseconds(0));
  std::vector<UpdatesFrame> frames = bench.Take<UpdatesFrame>(noor);
  REQUIRE(frames.size() == 1);
  CHECK_FALSE(frames[0].caught_up);
  CHECK(frames[0].updates.size() == 5);

  bench.transport.connections[noor].queued = bench.limits.send_queue_bytes;
  for (int i = 0; i < 5; ++i) {
    bench.Append(anna, 1, before + 1 + static_cast<unsigned>(i), "under tiden");
    const std::chrono::milliseconds wait = bench.Turn();
    CHECK(wait > std::chrono::milliseconds(0));
    CHECK(wait < std::chrono::milliseconds(100));
    CHECK(bench.Take<UpdatesFrame>(noor).empty());
  }
  bench.transport.connections[noor].queued = 0;
  std::uint64_t next = frames[0].updates.back().sequence + 1;
  bool caught_up = false;
  for (int turn = 0; turn < 20 && !caught_up; ++turn) {
    bench.Turn();
    for (const UpdatesFrame& frame : bench.Take<UpdatesFrame>(noor)) {
      REQUIRE_FALSE(caught_up);
      for (const StoredUpdate& update : frame.updates) REQUIRE(update.sequence == next++);
      caught_up = frame.caught_up;
    }
  }
  CHECK(caught_up);
  CHECK(next == before + 6);
  bench.Append(anna, 1, 1000, "nu");
  bench.Turn();
  CHECK(bench.TakeTexts(noor) == Texts{"nu"});
}

TEST_CASE("a turn with more than a frame holds is passed on in several, the last one caught up") {
  RelayBench bench;
  const ConnectionId anna = bench.Join("anna");
  const ConnectionId noor = bench.Join("noor");
  for (std::uint64_t i = 1; i <= 10; ++i) bench.Append(anna, 1, i, std::string(100'000, 'x'));
  bench.Turn();
  const std::vector<UpdatesFrame> frames = bench.Take<UpdatesFrame>(noor);
  REQUIRE(frames.size() == 5);
  for (std::size_t i = 0; i < frames.size(); ++i) CHECK(frames[i].caught_up == (i == 4));
}

TEST_CASE("when the journal fails the senders are told to send again, and others stay") {
  RelayBench bench;
  const ConnectionId anna = bench.Join("anna");
  const ConnectionId noor = bench.Join("noor");
  bench.journal->fails = true;
  bench.Append(anna, 1, 1, "hej");
  bench.Append(anna, 1, 2, "igen");
  bench.Turn();
  CHECK(bench.Take<AckFrame>(anna).empty());
  REQUIRE(bench.Take<ErrorFrame>(anna).size() == 1);
  CHECK(bench.At(anna).code == CloseCode::kTryAgainLater);
  CHECK_FALSE(bench.At(noor).closed);
  bench.Vanish(anna);
  bench.journal->fails = false;
  const ConnectionId again = bench.Join("anna");
  bench.Append(again, 1, 1, "hej");
  bench.Append(again, 1, 2, "igen");
  bench.Turn();
  CHECK(bench.Take<AckFrame>(again).size() == 1);
  CHECK(bench.TakeTexts(noor) == Texts{"hej", "igen"});
}

TEST_CASE("when a replay cannot be read its reader is told, and others go on") {
  RelayBench bench;
  const ConnectionId anna = bench.Join("anna");
  bench.Append(anna, 1, 1, "hej");
  bench.Turn();
  const ConnectionId noor = bench.Open();
  bench.Say(noor, HelloFrame{kProtocolVersion, "noor", "noor of noor", {{DocumentKind::kPlan, 0}}});
  bench.journal->fails = true;
  bench.Turn();
  REQUIRE(bench.Take<ErrorFrame>(noor).size() == 1);
  CHECK(bench.At(noor).closed);
  bench.Turn();
  CHECK_FALSE(bench.At(anna).closed);
}

TEST_CASE("an update whose sender is gone at once is stored and passed on all the same") {
  RelayBench bench;
  const ConnectionId anna = bench.Join("anna");
  const ConnectionId noor = bench.Join("noor");
  bench.Append(anna, 1, 1, "hej då");
  bench.Vanish(anna);
  bench.Turn();
  CHECK(bench.TakeTexts(noor) == Texts{"hej då"});
  bench.Append(noor, 2, 1, "ensam");
  bench.Vanish(noor);
  bench.Turn();
  CHECK(ReadAll(*bench.journal).size() == 2);
  CHECK(bench.relay->MeetingCount() == 0);
}

// Clients that come, go, write, resend and read at random times: whoever is connected at the end has everything once.
TEST_CASE("a hundred seeded meetings end with every follower having every update once, in order") {
  for (unsigned seed = 1; seed <= 100; ++seed) {
    CAPTURE(seed);
    std::mt19937 random(seed);
    Limits limits;
    limits.message_burst = 1'000'000;
    RelayBench bench(limits);
    struct Client {
      ConnectionId connection = 0;
      std::uint64_t seen = 0;
      std::uint64_t counter = 0;
      std::uint64_t acknowledged = 0;
    };
    std::vector<Client> clients(4);
    const auto hear = [&](std::size_t i) {
      Client& client = clients[i];
      for (const ServerFrame& frame : bench.transport.connections[client.connection].frames) {
        if (const auto* ack = std::get_if<AckFrame>(&frame)) {
          REQUIRE(ack->counter <= client.counter);
          client.acknowledged = std::max(client.acknowledged, ack->counter);
        }
        const auto* updates = std::get_if<UpdatesFrame>(&frame);
        if (updates == nullptr || updates->document != DocumentKind::kPlan) continue;
        for (const StoredUpdate& update : updates->updates) {
          REQUIRE(update.sequence > client.seen);
          // What is skipped between two frames is what this client wrote itself.
          if (update.sequence > client.seen + 1) {
            for (const StoredUpdate& own : ReadAll(*bench.journal, DocumentKind::kPlan, client.seen)) {
              if (own.sequence >= update.sequence) break;
              REQUIRE(own.replica == i + 1);
            }
          }
          client.seen = update.sequence;
        }
      }
      bench.transport.connections[client.connection].frames.clear();
    };
    for (int step = 0; step < 60; ++step) {
      const std::size_t i = random() % clients.size();
      Client& client = clients[i];
      const std::string who = i < 2 ? "anna" : "noor";
      if (client.connection == 0) {
        client.connection = bench.Open();
        bench.Say(client.connection,
                  HelloFrame{kProtocolVersion, "noor", who + " of noor", {{DocumentKind::kPlan, client.seen}}});
        for (std::uint64_t counter = client.acknowledged + 1; counter <= client.counter; ++counter) {
          bench.Append(client.connection, i + 1, counter, std::to_string(counter));
        }
      } else if (random() % 6 == 0) {
        bench.Vanish(client.connection);
        client.connection = 0;
      } else {
        ++client.counter;
        bench.Append(client.connection, i + 1, client.counter, std::to_string(client.counter));
      }
      if (random() % 3 == 0) {
        bench.journal->fails = random() % 10 == 0;
        bench.Turn();
        bench.journal->fails = false;
        for (std::size_t other = 0; other < clients.size(); ++other) {
          if (clients[other].connection == 0) continue;
          hear(other);
          if (!bench.At(clients[other].connection).closed) continue;
          bench.Vanish(clients[other].connection);
          clients[other].connection = 0;
        }
      }
    }
    bench.Turn();
    const std::vector<StoredUpdate> stored = ReadAll(*bench.journal);
    for (std::size_t i = 0; i < clients.size(); ++i) {
      if (clients[i].connection != 0) hear(i);
      std::uint64_t counter = 0;
      for (const StoredUpdate& update : stored) {
        if (update.replica == i + 1) REQUIRE(update.counter == ++counter);
      }
      REQUIRE(counter >= clients[i].acknowledged);
      if (clients[i].connection == 0) continue;
      REQUIRE(counter == clients[i].counter);
      for (const StoredUpdate& update : stored) {
        if (update.sequence > clients[i].seen) REQUIRE(update.replica == i + 1);
      }
    }
  }
}

}  // namespace
}  // namespace samsyn
