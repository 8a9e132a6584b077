#include "shared/wire/bundle.h"

#include <doctest/doctest.h>

#include "shared/wire/limits.h"
#include "tests/shared/wire/hostile_bytes.h"

namespace samsyn {
namespace {

Bundle Example() {
  Bundle bundle;
  bundle.meeting = "noor";
  bundle.access.participants = {{.id = "anna", .role = Role::kChair}, {.id = "noor", .role = Role::kIndividual}};
  bundle.access.consent = Consent::kGiven;
  bundle.access.secretary = "anna";
  bundle.access.purge_at = 1'800'000'000'000;
  bundle.token_hashes = {TokenHash{1, 2, 3}, TokenHash{4, 5, 6}};
  bundle.keys = {{"anna", {DocumentKind::kPlan, 1, Bytes(90, 0xCD)}}, {"noor", {DocumentKind::kAside, 2, {7}}}};
  bundle.updates = {{"anna", DocumentKind::kPlan, 0xFFFFFFFFFFFFFFFF, 1, {1, 2, 3}},
                    {"noor", DocumentKind::kVoice, 5, 300, {}},
                    {"anna", DocumentKind::kOutcome, 7, 2, Bytes(200, 0xAB)}};
  return bundle;
}

ErrorCode CodeOf(const Bundle& bundle) {
  const Result<Bundle> decoded = DecodeBundle(EncodeBundle(bundle));
  REQUIRE_FALSE(decoded);
  CHECK_FALSE(decoded.GetError().message.empty());
  return decoded.GetError().code;
}

TEST_CASE("a bundle comes back as it was") {
  const Bytes bytes = EncodeBundle(Example());
  const Result<Bundle> decoded = DecodeBundle(bytes);
  REQUIRE(decoded);
  const Bundle& bundle = decoded.Value();
  CHECK(bundle.meeting == "noor");
  CHECK(bundle.access == Example().access);
  CHECK(bundle.token_hashes == Example().token_hashes);
  CHECK(bundle.keys == Example().keys);
  REQUIRE(bundle.updates.size() == 3);
  CHECK(bundle.updates[0].replica == 0xFFFFFFFFFFFFFFFF);
  CHECK(bundle.updates[1].document == DocumentKind::kVoice);
  CHECK(bundle.updates[2].payload == Bytes(200, 0xAB));
  CHECK(EncodeBundle(bundle) == bytes);
}

TEST_CASE("hostile bytes are refused or mean exactly what they say") {
  ForHostileVariantsOf(EncodeBundle(Example()), [](const Bytes& bytes) {
    const Result<Bundle> decoded = DecodeBundle(bytes);
    if (decoded) REQUIRE(EncodeBundle(decoded.Value()) == bytes);
  });
}

TEST_CASE("every truncation is an error") {
  const Bytes bytes = EncodeBundle(Example());
  for (std::size_t size = 0; size < bytes.size(); ++size) CHECK_FALSE(DecodeBundle(ByteView(bytes).first(size)));
}

TEST_CASE("a newer version says so, another file too") {
  Bytes bytes = EncodeBundle(Example());
  bytes[14] = kBundleVersion + 1;
  REQUIRE_FALSE(DecodeBundle(bytes));
  CHECK(DecodeBundle(bytes).GetError().code == ErrorCode::kUnsupported);
  bytes[0] = 'S';
  CHECK(DecodeBundle(bytes).GetError().code == ErrorCode::kMalformed);
  CHECK_FALSE(DecodeBundle({}));
}

TEST_CASE("a bundle that contradicts itself is malformed") {
  Bundle twice = Example();
  twice.access.participants[1].id = "anna";
  CHECK(CodeOf(twice) == ErrorCode::kMalformed);

  Bundle shared_link = Example();
  shared_link.token_hashes[1] = shared_link.token_hashes[0];
  CHECK(CodeOf(shared_link) == ErrorCode::kMalformed);

  Bundle key_for_a_stranger = Example();
  key_for_a_stranger.keys[0].participant = "nobody";
  CHECK(CodeOf(key_for_a_stranger) == ErrorCode::kMalformed);

  Bundle stranger = Example();
  stranger.updates[0].participant = "nobody";
  CHECK(CodeOf(stranger) == ErrorCode::kMalformed);

  Bundle no_counter = Example();
  no_counter.updates[0].counter = 0;
  CHECK(CodeOf(no_counter) == ErrorCode::kMalformed);

  Bundle nameless = Example();
  nameless.access.participants[0].id.clear();
  CHECK(CodeOf(nameless) == ErrorCode::kMalformed);

  Bundle no_name = Example();
  no_name.meeting.clear();
  CHECK(CodeOf(no_name) == ErrorCode::kMalformed);

  Bundle too_large = Example();
  too_large.updates[0].payload = Bytes(kMaxUpdateBytes + 1);
  CHECK(CodeOf(too_large) == ErrorCode::kMalformed);
}

TEST_CASE("a promise of a billion updates costs nothing") {
  Bundle empty = Example();
  empty.updates.clear();
  Bytes bytes = EncodeBundle(empty);
  bytes.pop_back();
  ByteWriter billion;
  billion.Varint(1'000'000'000);
  bytes.insert(bytes.end(), billion.View().begin(), billion.View().end());
  CHECK_FALSE(DecodeBundle(bytes));
}

}  // namespace
}  // namespace samsyn
