// Where people are and what they do just now: passed on, never kept.
#include "tests/integration/search_files.h"
#include "tests/integration/test_room.h"
#include "tests/integration/writing.h"

namespace samsyn {
namespace {

Bytes BytesOf(std::string_view text) { return {text.begin(), text.end()}; }

TEST_CASE("presence reaches the others in the same meeting, with the sender as the relay knows them, and no file") {
  TestRoom room({"--log", "debug"}, {MakeTestMeeting("annat")});
  TestClient& chair = room.Join("chair");
  TestClient& noor = room.Join("individual");
  Ledger ledger;
  MemoryPendingStore device;
  TestClient elsewhere(room.loop, {room.relay.Url(), "annat", TestSecret("annat", "chair")}, device, ledger, 99);
  const auto until = [&](const std::function<bool()>& so) {
    return room.Until([&] {
      elsewhere.Step();
      return so();
    });
  };
  REQUIRE(until([&] { return chair.IsSettled() && noor.IsSettled() && elsewhere.IsSettled(); }));

  const std::string where = "caret-of-the-chair-at-7f3a91";
  chair.SendPresence(BytesOf(where));
  REQUIRE(until([&] { return noor.present.size() == 1; }));
  const PresenceEvent seen = noor.present.begin()->second;
  CHECK(seen.participant == "chair");
  CHECK(AsText(seen.payload) == where);
  CHECK(chair.present.empty());

  // The search finds what is there: the participant's name, which the relay has to know.
  CHECK(IsStored(room.relay.DataDirectory(), "individual"));
  CHECK_FALSE(IsStored(room.relay.Directory(), where));
  CHECK(elsewhere.present.empty());
  CHECK(elsewhere.left.empty());

  // Nobody who comes later hears of it, and it is gone with its sender.
  TestClient& late = room.Join("observer");
  REQUIRE(until([&] { return late.IsSettled(); }));
  CHECK(late.present.empty());
  room.Crash(chair);
  REQUIRE(until([&] { return noor.left.size() == 1 && late.left.size() == 1; }));
  CHECK(noor.left[0] == seen.connection);
  CHECK(noor.present.empty());
  CHECK(room.relay.Stop() == 0);
  CHECK_FALSE(IsStored(room.relay.Directory(), where));
}

}  // namespace
}  // namespace samsyn
