#include "shared/crypto/key_wrap.h"

#include <doctest/doctest.h>

#include "shared/wire/limits.h"
#include "tests/shared/wire/hostile_bytes.h"
#include "tests/support/seeded_random.h"

namespace samsyn {
namespace {

struct People {
  SeededRandom random{3};
  LinkKeys noor = DeriveLinkKeys({"rum", "secret of noor"});
  LinkKeys karin = DeriveLinkKeys({"rum", "secret of karin"});
  LinkKeys mallory = DeriveLinkKeys({"rum", "secret of mallory"});
  DocumentKey key{DocumentKind::kAside, 2, MakeKey(random)};
};

TEST_CASE("what is wrapped for a link opens with it and with no other") {
  People people;
  const KeyFor wrapped = WrapForLink("rum", "noor", people.noor, people.key, people.random);
  CHECK(wrapped.participant == "noor");
  CHECK(wrapped.key.number == 2);
  CHECK(wrapped.key.wrapped.size() <= kMaxWrappedKeyBytes);
  CHECK(WrappedBy(wrapped.key).Value().empty());
  const Result<DocumentKey> opened = Unwrap("rum", "noor", people.noor, {}, wrapped.key);
  REQUIRE(opened);
  CHECK(opened.Value().key == people.key.key);
  CHECK(opened.Value().document == DocumentKind::kAside);
  CHECK_FALSE(Unwrap("rum", "noor", people.karin, {}, wrapped.key));
  CHECK_FALSE(Unwrap("rum", "karin", people.noor, {}, wrapped.key));
  CHECK_FALSE(Unwrap("annat", "noor", people.noor, {}, wrapped.key));
  WrappedKey elsewhere = wrapped.key;
  elsewhere.document = DocumentKind::kPlan;
  CHECK_FALSE(Unwrap("rum", "noor", people.noor, {}, elsewhere));
  WrappedKey renumbered = wrapped.key;
  renumbered.number = 3;
  CHECK_FALSE(Unwrap("rum", "noor", people.noor, {}, renumbered));
}

TEST_CASE("what one participant wraps for another opens only for them, and only as from that one") {
  People people;
  const KeyFor wrapped =
      WrapForParticipant("rum", {"noor", people.noor}, "karin", people.karin.box_public, people.key, people.random);
  CHECK(WrappedBy(wrapped.key).Value() == "noor");
  const Result<DocumentKey> opened = Unwrap("rum", "karin", people.karin, people.noor.box_public, wrapped.key);
  REQUIRE(opened);
  CHECK(opened.Value().key == people.key.key);
  CHECK_FALSE(Unwrap("rum", "mallory", people.mallory, people.noor.box_public, wrapped.key));
  CHECK_FALSE(Unwrap("rum", "karin", people.karin, people.mallory.box_public, wrapped.key));
  // Not even the one who wrapped it opens it as wrapped for themselves.
  CHECK_FALSE(Unwrap("rum", "noor", people.noor, people.karin.box_public, wrapped.key));
  // A relay that gives out a key of its own making, as from somebody whose public key everybody knows.
  const KeyFor forged =
      WrapForParticipant("rum", {"noor", people.mallory}, "karin", people.karin.box_public, people.key, people.random);
  CHECK_FALSE(Unwrap("rum", "karin", people.karin, people.noor.box_public, forged.key));
}

TEST_CASE("a public key that is none gives nothing that opens") {
  People people;
  const KeyFor wrapped =
      WrapForParticipant("rum", {"noor", people.noor}, "karin", KeyBytes{}, people.key, people.random);
  CHECK_FALSE(Unwrap("rum", "karin", people.karin, people.noor.box_public, wrapped.key));
  CHECK_FALSE(Unwrap("rum", "karin", people.karin, KeyBytes{}, wrapped.key));
}

TEST_CASE("hostile bytes are errors") {
  People people;
  const KeyFor good = WrapForLink("rum", "noor", people.noor, people.key, people.random);
  ForHostileVariantsOf(good.key.wrapped, [&](const Bytes& bytes) {
    if (bytes == good.key.wrapped) return;
    (void)WrappedBy({DocumentKind::kAside, 2, bytes});
    REQUIRE_FALSE(Unwrap("rum", "noor", people.noor, people.karin.box_public, {DocumentKind::kAside, 2, bytes}));
  });
}

}  // namespace
}  // namespace samsyn
