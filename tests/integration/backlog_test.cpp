// A long time offline.
#include "tests/integration/test_room.h"
#include "tests/integration/writing.h"

namespace samsyn {
namespace {

TEST_CASE("3 000 updates written offline are delivered, in order and once, also when the relay restarts meanwhile") {
  TestRoom room;
  UniqueKeys keys;
  TestClient& chair = room.Join("chair");
  MemoryPendingStore& phone = room.NewDevice();
  TestClient& noor = room.Join("individual", phone);
  REQUIRE(room.Until([&] { return chair.IsSettled() && noor.IsSettled(); }));
  room.relay.Kill();
  REQUIRE(room.Until([&] { return !chair.IsOnline() && !noor.IsOnline(); }));
  constexpr std::size_t kUpdates = 3'000;
  const FieldRef notes = NotesOfItem(noor, 0);
  Document& plan = noor.Copy().Of(DocumentKind::kPlan);
  for (std::size_t i = 0; i < kUpdates; ++i) {
    const std::string key = keys.Next();
    noor.Write(DocumentKind::kPlan, notes, plan.TextSize(notes), key, {key});
    noor.SendEdits();
  }
  CHECK(phone.Kept().size() == kUpdates);
  const std::string written = plan.TextOf(notes);

  room.relay.Start();
  const auto began = std::chrono::steady_clock::now();
  REQUIRE(room.Until([&] { return noor.Session().UnsavedCount() < kUpdates / 2; }));
  room.relay.Kill();
  room.relay.Start();
  // In order: at every moment the others have a beginning of it, without holes.
  REQUIRE(room.Until([&] {
    const std::string seen = chair.Copy().Of(DocumentKind::kPlan).TextOf(notes);
    REQUIRE(written.starts_with(seen));
    REQUIRE(chair.Copy().Of(DocumentKind::kPlan).WaitingCount() == 0);
    return noor.IsSettled() && chair.IsSettled() && seen.size() == written.size();
  }));
  MESSAGE(kUpdates << " updates took "
                   << std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count() << " s");
  CHECK(phone.Kept().empty());
  TestClient& fresh = room.Join("observer");
  room.RequireAllTheSame();
  CHECK(CountLostOrDoubled(fresh.Copy(), room.ledger.SavedMarks()) == 0);
  CHECK(room.ledger.SavedMarks().size() == kUpdates);
}

}  // namespace
}  // namespace samsyn
