#include "server/stored_records.h"

#include <doctest/doctest.h>

#include <functional>
#include <random>

#include "server/nats_bus.h"
#include "server/nats_link.h"
#include "tests/server/journal_contract.h"

namespace samsyn {
namespace {

Bytes BytesOf(const std::string& text) {
  const ByteView bytes = AsBytes(text);
  return {bytes.begin(), bytes.end()};
}

std::vector<StoredUpdate> ExampleUpdates() {
  return {{7, "anna", 0xFFFFFFFFFFFFFFFF, kMaxCounter, BytesOf(std::string("\0\xFF text", 7)), 1'800'000'000'000},
          {8, "noor", 1, 1, {}, 0},
          {9, "anna", 2, 3, BytesOf("tre"), -5}};
}

MeetingRecord ExampleRecord() {
  MeetingRecord record;
  record.version = 12;
  record.meeting = ExampleMeeting("möte ett");
  record.meeting.created = 17;
  record.meeting.access.consent = Consent::kGiven;
  record.meeting.access.helper = "olle";
  record.meeting.access.participants[2].only_item = DocumentKind::kItem3;
  record.meeting.keys = {KeyOf("noor", DocumentKind::kAside, 2, "nyckel")};
  record.replaced = {{"anna", HashToken("old")}};
  record.room = "0123456789abcdef";
  record.waiting = {99, {{0, 5, LogEvent::kInvited, "anna", "sven", "professional"}}};
  return record;
}

// Every cut and every changed byte is an error, also somewhere else than where it was stored.
void RequireNothingElseIsRead(const Bytes& bytes, const std::function<bool(ByteView, std::string_view)>& reads) {
  REQUIRE(reads(bytes, "here"));
  CHECK_FALSE(reads(bytes, "there"));
  for (std::size_t size = 0; size < bytes.size(); ++size) CHECK_FALSE(reads(ByteView(bytes).first(size), "here"));
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    Bytes changed = bytes;
    changed[at] ^= static_cast<std::uint8_t>(1U << (at % 8));
    CHECK_FALSE(reads(changed, "here"));
  }
}

TEST_CASE("a batch of updates comes back as it was, or not at all") {
  const std::vector<StoredUpdate> updates = ExampleUpdates();
  const Bytes bytes = EncodeBatch(updates, "here");
  const Result<UpdateBatch> read = DecodeUpdateBatch(bytes, "here");
  REQUIRE(read);
  REQUIRE(read.Value().updates.size() == updates.size());
  for (std::size_t i = 0; i < updates.size(); ++i) {
    const StoredUpdate& update = read.Value().updates[i];
    CHECK(update.sequence == updates[i].sequence);
    CHECK(update.participant == updates[i].participant);
    CHECK(update.replica == updates[i].replica);
    CHECK(update.counter == updates[i].counter);
    CHECK(update.payload == updates[i].payload);
    CHECK(update.at == updates[i].at);
  }
  RequireNothingElseIsRead(bytes,
                           [](ByteView some, std::string_view place) { return DecodeUpdateBatch(some, place).Ok(); });
  CHECK_FALSE(DecodeLogBatch(bytes, "here"));
  CHECK_FALSE(DecodeRecord(bytes, "here"));
}

TEST_CASE("a batch of the access log comes back as it was, or not at all") {
  const LogBatch batch = {7,
                          {{3, 5, LogEvent::kJoined, "anna", "", ""}, {4, 6, LogEvent::kExported, "noor", "", "json"}}};
  const Bytes bytes = EncodeBatch(batch, "here");
  const Result<LogBatch> read = DecodeLogBatch(bytes, "here");
  REQUIRE(read);
  CHECK(read.Value().id == 7);
  CHECK(read.Value().entries == batch.entries);
  RequireNothingElseIsRead(bytes,
                           [](ByteView some, std::string_view place) { return DecodeLogBatch(some, place).Ok(); });
  CHECK_FALSE(DecodeUpdateBatch(bytes, "here"));
}

TEST_CASE("a meeting and a tombstone come back as they were, or not at all") {
  const MeetingRecord record = ExampleRecord();
  const Bytes bytes = EncodeRecord(record, "here");
  const Result<StoredRecord> read = DecodeRecord(bytes, "here");
  REQUIRE(read);
  const auto& same = std::get<MeetingRecord>(read.Value());
  CHECK(same.version == 12);
  CHECK(same.meeting.id == record.meeting.id);
  CHECK(same.meeting.created == 17);
  CHECK(same.meeting.access == record.meeting.access);
  CHECK(same.meeting.token_hashes == record.meeting.token_hashes);
  CHECK(same.meeting.keys == record.meeting.keys);
  REQUIRE(same.replaced.size() == 1);
  CHECK(same.replaced[0].token_hash == HashToken("old"));
  CHECK(same.room == record.room);
  CHECK(same.waiting.id == 99);
  CHECK(same.waiting.entries == record.waiting.entries);
  RequireNothingElseIsRead(bytes, [](ByteView some, std::string_view place) { return DecodeRecord(some, place).Ok(); });

  const Bytes stone = EncodeRecord(Tombstone{3, 5, "room"}, "here");
  const Result<StoredRecord> gone = DecodeRecord(stone, "here");
  REQUIRE(gone);
  CHECK(VersionOf(gone.Value()) == 3);
  CHECK(std::get<Tombstone>(gone.Value()).at == 5);
  CHECK(std::get<Tombstone>(gone.Value()).room == "room");
  RequireNothingElseIsRead(stone, [](ByteView some, std::string_view place) { return DecodeRecord(some, place).Ok(); });
}

TEST_CASE("what another relay says is read, and what no relay says is refused") {
  BusMessage message;
  message.relay = 0xFEDCBA9876543210;
  message.meeting = "möte";
  message.member = 4711;
  message.participant = "anna";
  message.payload = BytesOf("sealed");
  const Bytes bytes = EncodeBusMessage(message);
  const Result<BusMessage> read = DecodeBusMessage(bytes);
  REQUIRE(read);
  CHECK(read.Value().what == BusMessage::What::kPresence);
  CHECK(read.Value().relay == message.relay);
  CHECK(read.Value().meeting == "möte");
  CHECK(read.Value().member == 4711);
  CHECK(read.Value().participant == "anna");
  CHECK(read.Value().payload == message.payload);
  for (std::size_t size = 0; size < bytes.size(); ++size) CHECK_FALSE(DecodeBusMessage(ByteView(bytes).first(size)));
  std::mt19937_64 random(5);
  for (int round = 0; round < 20'000; ++round) {
    Bytes changed = bytes;
    for (int i = 0; i < 3; ++i) changed[random() % changed.size()] = static_cast<std::uint8_t>(random());
    static_cast<void>(DecodeBusMessage(changed));
  }
}

TEST_CASE("how much of a document is stored is read as it was told, of documents there are") {
  BusMessage message;
  message.what = BusMessage::What::kStored;
  message.relay = 7;
  message.meeting = "noor";
  message.document = DocumentKind::kAside;
  message.sequence = kMaxCounter;
  Bytes bytes = EncodeBusMessage(message);
  const Result<BusMessage> read = DecodeBusMessage(bytes);
  REQUIRE(read);
  CHECK(read.Value().document == DocumentKind::kAside);
  CHECK(read.Value().sequence == kMaxCounter);
  for (std::size_t size = 0; size < bytes.size(); ++size) CHECK_FALSE(DecodeBusMessage(ByteView(bytes).first(size)));
  const auto document = std::find(bytes.rbegin(), bytes.rend(), static_cast<std::uint8_t>(DocumentKind::kAside));
  REQUIRE(document != bytes.rend());
  *document = kDocumentKindCount;
  CHECK_FALSE(DecodeBusMessage(bytes));
}

TEST_CASE("the numbers of a delivery are read from what NATS calls it, and from nothing else") {
  const std::optional<DeliveryNumbers> numbers = ReadDeliveryNumbers("$JS.ACK.SAMSYN.c1.1.42.7.1700000000.3");
  REQUIRE(numbers);
  CHECK(numbers->place == 42);
  CHECK(numbers->delivery == 7);
  CHECK(numbers->remaining == 3);
  const std::optional<DeliveryNumbers> longer = ReadDeliveryNumbers("$JS.ACK.hub.acc.SAMSYN.c1.1.42.7.1700000000.3.x");
  REQUIRE(longer);
  CHECK(longer->place == 42);
  CHECK(longer->remaining == 3);
  for (const char* wrong : {"", "$JS.ACK.", "$JS.ACK.a.b.c", "$JS.ACK.SAMSYN.c1.1.x.7.1.3", "_INBOX.1.2.3.4.5.6.7.8.9",
                            "$JS.ACK.SAMSYN.c1.1.42.7.1700000000.-3"}) {
    CHECK_FALSE(ReadDeliveryNumbers(wrong));
  }
  CHECK(SubjectPart("a.b.c", 0) == "a");
  CHECK(SubjectPart("a.b.c", 2) == "c");
  CHECK(SubjectPart("a.b.c", 3).empty());
}

}  // namespace
}  // namespace samsyn
