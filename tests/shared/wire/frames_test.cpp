#include "shared/wire/frames.h"

#include <doctest/doctest.h>

#include <limits>
#include <string>
#include <vector>

#include "tests/shared/wire/hostile_bytes.h"

namespace samsyn {
namespace {

constexpr std::uint64_t kLargest = std::numeric_limits<std::uint64_t>::max();

constexpr std::int64_t kNow = 1'800'000'000'000;

std::vector<ClientFrame> ClientFrames() {
  return {HelloFrame{kProtocolVersion, "möte", "hemlighet", {{DocumentKind::kPlan, 0}, {DocumentKind::kOutcome, 300}}},
          HelloFrame{0, "", "", {}},
          AppendFrame{DocumentKind::kVoice, 0xFEDCBA9876543210, 7, {0, 1, 2, 255}},
          AppendFrame{DocumentKind::kPlan, 0, kLargest, {}},
          PresenceFrame{{9, 8, 7}},
          PresenceFrame{},
          PingFrame{kLargest},
          CreateFrame{kProtocolVersion, "en kod", {1, 2, 3}},
          CreateFrame{0, "", {}}};
}

std::vector<ServerFrame> ServerFrames() {
  return {
      WelcomeFrame{kProtocolVersion, "anna", Role::kChair, 12},
      UpdatesFrame{DocumentKind::kPlan, true, {}},
      UpdatesFrame{DocumentKind::kOutcome,
                   false,
                   {{1, "anna", 5, 1, {1}, kNow}, {2, "noor", 6, 900, {}, kNow - 70}, {3, "noor", 6, 901, {7}}}},
      AckFrame{DocumentKind::kVoice, 77, 8, 9},
      PresenceFromFrame{3, "noor", {1, 2}},
      LeftFrame{3},
      RefusedFrame{DocumentKind::kOutcome, 77, 8, ErrorCode::kForbidden, Refusal::kMayNotWrite, "får inte skriva här"},
      ErrorFrame{ErrorCode::kUnsupported, Refusal::kNone, "too new"},
      PongFrame{5},
      CreatedFrame{}};
}

TEST_CASE("every frame of a client comes back as it was") {
  for (const ClientFrame& frame : ClientFrames()) {
    const Bytes bytes = Encode(frame);
    const Result<ClientFrame> decoded = DecodeClientFrame(bytes);
    REQUIRE(decoded);
    CHECK(decoded.Value().index() == frame.index());
    CHECK(Encode(decoded.Value()) == bytes);
  }
  const Result<ClientFrame> hello = DecodeClientFrame(Encode(ClientFrames()[0]));
  const HelloFrame& said = std::get<HelloFrame>(hello.Value());
  CHECK(said.meeting == "möte");
  CHECK(said.token == "hemlighet");
  REQUIRE(said.subscriptions.size() == 2);
  CHECK(said.subscriptions[1].document == DocumentKind::kOutcome);
  CHECK(said.subscriptions[1].after_sequence == 300);
  const Result<ClientFrame> append = DecodeClientFrame(Encode(ClientFrames()[2]));
  CHECK(std::get<AppendFrame>(append.Value()).replica == 0xFEDCBA9876543210);
  CHECK(std::get<AppendFrame>(append.Value()).payload == Bytes{0, 1, 2, 255});
}

TEST_CASE("every frame of the relay comes back as it was") {
  for (const ServerFrame& frame : ServerFrames()) {
    const Bytes bytes = Encode(frame);
    const Result<ServerFrame> decoded = DecodeServerFrame(bytes);
    REQUIRE(decoded);
    CHECK(decoded.Value().index() == frame.index());
    CHECK(Encode(decoded.Value()) == bytes);
  }
  const Result<ServerFrame> updates = DecodeServerFrame(Encode(ServerFrames()[2]));
  const UpdatesFrame& sent = std::get<UpdatesFrame>(updates.Value());
  REQUIRE(sent.updates.size() == 3);
  CHECK(sent.updates[1].participant == "noor");
  CHECK(sent.updates[1].counter == 900);
}

// There is one encoding of each frame, so whatever is accepted encodes to the very bytes that came.
TEST_CASE("hostile bytes for the relay are refused or mean exactly what they say") {
  for (const ClientFrame& frame : ClientFrames()) {
    ForHostileVariantsOf(Encode(frame), [](const Bytes& bytes) {
      const Result<ClientFrame> decoded = DecodeClientFrame(bytes);
      if (decoded) {
        REQUIRE(Encode(decoded.Value()) == bytes);
      } else {
        REQUIRE_FALSE(decoded.GetError().message.empty());
      }
    });
  }
}

TEST_CASE("hostile bytes for a client are refused or mean exactly what they say") {
  for (const ServerFrame& frame : ServerFrames()) {
    ForHostileVariantsOf(Encode(frame), [](const Bytes& bytes) {
      const Result<ServerFrame> decoded = DecodeServerFrame(bytes);
      if (decoded) REQUIRE(Encode(decoded.Value()) == bytes);
    });
  }
}

TEST_CASE("a frame that is cut or has more after it is malformed") {
  for (const ClientFrame& frame : ClientFrames()) {
    Bytes bytes = Encode(frame);
    bytes.pop_back();
    CHECK_FALSE(DecodeClientFrame(bytes));
    bytes = Encode(frame);
    bytes.push_back(0);
    REQUIRE_FALSE(DecodeClientFrame(bytes));
    CHECK(DecodeClientFrame(bytes).GetError().code == ErrorCode::kMalformed);
  }
}

TEST_CASE("limits of the protocol") {
  const auto accepted = [](const ClientFrame& frame) { return DecodeClientFrame(Encode(frame)).Ok(); };
  CHECK(accepted(AppendFrame{DocumentKind::kPlan, 1, 1, Bytes(kMaxUpdateBytes)}));
  CHECK_FALSE(accepted(AppendFrame{DocumentKind::kPlan, 1, 1, Bytes(kMaxUpdateBytes + 1)}));
  CHECK(accepted(PresenceFrame{Bytes(kMaxPresenceBytes)}));
  CHECK_FALSE(accepted(PresenceFrame{Bytes(kMaxPresenceBytes + 1)}));
  CHECK(accepted(HelloFrame{1, std::string(kMaxIdBytes, 'm'), std::string(kMaxTokenBytes, 't'), {}}));
  CHECK_FALSE(accepted(HelloFrame{1, std::string(kMaxIdBytes + 1, 'm'), "t", {}}));
  CHECK_FALSE(accepted(HelloFrame{1, "m", std::string(kMaxTokenBytes + 1, 't'), {}}));
  CHECK_FALSE(accepted(HelloFrame{1, "m", "t", std::vector<Subscription>(kDocumentKindCount + 1)}));
  CHECK_FALSE(accepted(AppendFrame{DocumentKind::kPlan, 1, 0, {1}}));
  CHECK(accepted(CreateFrame{1, std::string(kMaxCodeBytes, 'k'), Bytes(kMaxFrameBytes - 200)}));
  CHECK_FALSE(accepted(CreateFrame{1, std::string(kMaxCodeBytes + 1, 'k'), {}}));
  CHECK_FALSE(accepted(CreateFrame{1, "", Bytes(kMaxFrameBytes)}));

  const Result<ClientFrame> huge = DecodeClientFrame(Bytes(kMaxFrameBytes + 1));
  REQUIRE_FALSE(huge);
  CHECK(huge.GetError().code == ErrorCode::kTooLarge);
}

TEST_CASE("text that is not UTF-8 is malformed") {
  CHECK_FALSE(DecodeClientFrame(Encode(ClientFrame(HelloFrame{1, "m\xFF", "t", {}}))));
  CHECK_FALSE(DecodeServerFrame(Encode(ServerFrame(ErrorFrame{ErrorCode::kMalformed, Refusal::kNone, "\xC3"}))));
}

TEST_CASE("a client's frame is not a relay's and the other way round") {
  for (const ClientFrame& frame : ClientFrames()) CHECK_FALSE(DecodeServerFrame(Encode(frame)));
  for (const ServerFrame& frame : ServerFrames()) CHECK_FALSE(DecodeClientFrame(Encode(frame)));
}

}  // namespace
}  // namespace samsyn
