// The format, pinned: the worked example of shared/document/README.md. Yesterday's meetings must open tomorrow, so what
// is here is never edited; a new format gets a new byte in front and examples of its own.
#include <doctest/doctest.h>

#include <sstream>
#include <string>

#include "shared/document/document.h"
#include "tests/support/describe.h"

namespace samsyn {
namespace {

constexpr ReplicaId kAnna = 0x0807060504030201;
constexpr ReplicaId kBo = 0x1817161514131211;

constexpr const char* kAnnasUpdate =
    "01 "
    "30 00 01 02 01 "
    "22 01 01 02 02 04 4d c3 a5 6c "
    "33 01 02 03 03 48 65 6a "
    "45 21 "
    "5c 01 04";

constexpr const char* kBosUpdate =
    "01 "
    "20 00 01 02 02 01 02 03 04 05 06 07 08 01 03 "
    "21 03 01 01 01 04 "
    "2a 03 01 04 05 03 01 "
    "1a 03 01 03 06 1d "
    "12 03 01 05 07 "
    "23 03 01 03 03 06 06 c3 a5 f0 9f 98 80 "
    "0c 02 03 04 03 01 02 02";

Bytes FromHex(const std::string& hex) {
  Bytes bytes;
  std::istringstream in(hex);
  for (unsigned byte = 0; in >> std::hex >> byte;) bytes.push_back(static_cast<std::uint8_t>(byte));
  return bytes;
}

}  // namespace

TEST_CASE("the worked example is written as the format says") {
  Document anna(kAnna);
  const OpId item = anna.Create({{}, 1}, 0, 2);
  anna.Set({item, 2}, std::string("Mål"));
  anna.InsertText({item, 3}, 0, "Hej");
  anna.InsertText({item, 3}, 3, "!");
  anna.DeleteText({item, 3}, 0, 1);
  const std::vector<Update> annas = anna.TakeUpdates();
  REQUIRE(annas.size() == 1);
  CHECK(annas[0].counter == 1);
  CHECK(annas[0].payload == FromHex(kAnnasUpdate));

  Document bo(kBo);
  REQUIRE(bo.Apply(annas[0]).Ok());
  (void)bo.Create({{}, 1}, 1, 2);
  bo.Move(item, 1);
  bo.Set({item, 4}, item);
  bo.Set({item, 3}, std::int64_t{-15});
  bo.Set({item, 5}, true);
  bo.InsertText({item, 3}, 3, "å😀");
  bo.DeleteText({item, 3}, 0, 5);
  const std::vector<Update> bos = bo.TakeUpdates();
  REQUIRE(bos.size() == 1);
  CHECK(bos[0].payload == FromHex(kBosUpdate));
}

TEST_CASE("the worked example is read as the format says") {
  Document document(7);
  REQUIRE(document.Apply({kAnna, 1, FromHex(kAnnasUpdate)}).Ok());
  const OpId item{kAnna, 1};
  CHECK(document.Items({{}, 1}) == std::vector<OpId>{item});
  CHECK(document.KindOf(item) == 2);
  CHECK(document.Get({item, 2}) == Value{std::string("Mål")});
  CHECK(document.TextOf({item, 3}) == "ej!");
  CHECK(document.Version().NextOf(kAnna) == 8);

  REQUIRE(document.Apply({kBo, 1, FromHex(kBosUpdate)}).Ok());
  CHECK(document.Items({{}, 1}) == std::vector<OpId>{{kBo, 1}, item});
  CHECK(document.LastMove(item) == OpId{kBo, 2});
  CHECK(document.Get({item, 4}) == Value{item});
  CHECK(document.Get({item, 3}) == Value{std::int64_t{-15}});
  CHECK(document.Get({item, 5}) == Value{true});
  CHECK(document.TextOf({item, 3}).empty());
  CHECK(document.Version().NextOf(kBo) == 9);
}

}  // namespace samsyn
