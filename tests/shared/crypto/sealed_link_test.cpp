#include "shared/crypto/sealed_link.h"

#include <doctest/doctest.h>

#include <map>
#include <memory>

#include "shared/crypto/meeting_maker.h"
#include "shared/crypto/token.h"
#include "tests/support/seeded_random.h"

namespace samsyn {
namespace {

// Noor, Karin and Oskar in a sealed meeting, with what the relay would give each of them.
struct Meeting {
  Meeting() {
    MeetingMaker maker("rum", random);
    maker.Access().consent = Consent::kGiven;
    const auto invite = [&](const ParticipantAccess& who) {
      const std::string secret = MakeSecret(random);
      public_keys[who.id] = maker.Invite(who, secret).box_public;
      secrets[who.id] = secret;
    };
    invite({.id = "noor", .role = Role::kIndividual});
    invite({.id = "karin", .role = Role::kChair});
    invite({.id = "oskar", .role = Role::kInvited, .only_item = DocumentKind::kItem1});
    maker.Write("noor", DocumentKind::kPlan, 7, 1, AsBytes("hej"));
    bundle = maker.Finish(1);
    for (const auto& [id, secret] : secrets) {
      links[id] = std::make_unique<SealedLink>(Invitation{"rum", secret}, random, [this](const std::string& who) {
        const auto found = known.find(who);
        return found == known.end() ? std::nullopt : std::optional(found->second);
      });
      Hand(id, {});
    }
  }
  void Hand(const std::string& id, const std::vector<KeyFor>& more) {
    std::vector<WrappedKey> keys;
    for (const KeyFor& key : bundle.keys) {
      if (key.participant == id) keys.push_back(key.key);
    }
    for (const KeyFor& key : more) {
      if (key.participant == id) keys.push_back(key.key);
    }
    links[id]->Take(id, keys);
  }

  SeededRandom random{8};
  std::map<std::string, std::string> secrets;
  std::map<std::string, KeyBytes> public_keys;
  std::map<std::string, KeyBytes> known;  // as the plan says
  Bundle bundle;
  std::map<std::string, std::unique_ptr<SealedLink>> links;
};

TEST_CASE("everybody gets the keys of what they may read, and no other") {
  Meeting meeting;
  const auto documents = [&](const std::string& id) {
    std::string names;
    for (int kind = 0; kind < kDocumentKindCount; ++kind) {
      const auto document = static_cast<DocumentKind>(kind);
      if (meeting.links[id]->Has(document)) names += std::string(NameOf(document)) + ' ';
    }
    return names;
  };
  CHECK(documents("noor") == "plan voice outcome aside links item-1 item-2 item-3 item-4 ");
  CHECK(documents("karin") == "plan voice outcome links item-1 item-2 item-3 item-4 ");
  CHECK(documents("oskar") == "item-1 ");
  const BundleUpdate& update = meeting.bundle.updates[0];
  const auto open = [&](const std::string& id, const std::string& from) {
    return meeting.links[id]->OpenUpdate(update.document, from, update.replica, update.counter, update.payload);
  };
  CHECK(AsText(open("karin", "noor").Value()) == "hej");
  CHECK(open("oskar", "noor").GetError().code == ErrorCode::kNotFound);
  CHECK(open("karin", "oskar").GetError().code == ErrorCode::kForbidden);
}

TEST_CASE("a key that somebody hands over later opens when the plan says who they are") {
  Meeting meeting;
  SealedLink& noor = *meeting.links["noor"];
  const DocumentKey aside = noor.Keys().All(DocumentKind::kAside)[0];
  const KeyFor handed =
      WrapForParticipant("rum", {"noor", noor.Link()}, "karin", meeting.public_keys["karin"], aside, meeting.random);
  meeting.Hand("karin", {handed});
  SealedLink& karin = *meeting.links["karin"];
  CHECK_FALSE(karin.Has(DocumentKind::kAside));
  const Bytes sealed = noor.SealUpdate(DocumentKind::kAside, 7, 5, AsBytes("bara vi"));
  CHECK(karin.OpenUpdate(DocumentKind::kAside, "noor", 7, 5, sealed).GetError().code == ErrorCode::kNotFound);
  meeting.known["noor"] = meeting.public_keys["karin"];  // somebody has put a wrong key into the plan
  CHECK_FALSE(karin.Has(DocumentKind::kAside));
  meeting.known["noor"] = meeting.public_keys["noor"];
  CHECK(AsText(karin.OpenUpdate(DocumentKind::kAside, "noor", 7, 5, sealed).Value()) == "bara vi");
}

TEST_CASE("after a new key old things open with the old one, and who has left opens nothing new") {
  Meeting meeting;
  SealedLink& noor = *meeting.links["noor"];
  SealedLink& karin = *meeting.links["karin"];
  meeting.known = meeting.public_keys;
  const Bytes before = noor.SealUpdate(DocumentKind::kVoice, 7, 1, AsBytes("förut"));
  const DocumentKey next = noor.Keys().MakeNext(DocumentKind::kVoice);
  CHECK(next.number == 2);
  noor.Keys().Add(next);
  const Bytes after = noor.SealUpdate(DocumentKind::kVoice, 7, 2, AsBytes("sedan"));
  CHECK(karin.OpenUpdate(DocumentKind::kVoice, "noor", 7, 1, before));
  CHECK(karin.OpenUpdate(DocumentKind::kVoice, "noor", 7, 2, after).GetError().code == ErrorCode::kNotFound);
  CHECK(noor.OpenUpdate(DocumentKind::kVoice, "noor", 7, 1, before));
  meeting.Hand("karin", {WrapForParticipant("rum", {"noor", noor.Link()}, "karin", meeting.public_keys["karin"], next,
                                            meeting.random)});
  CHECK(karin.OpenUpdate(DocumentKind::kVoice, "noor", 7, 2, after));
}

TEST_CASE("presence is heard by those who read the plan and by those who share the item, as its sender's only") {
  Meeting meeting;
  SealedLink& noor = *meeting.links["noor"];
  const Bytes everybody = noor.SealPresence(4, {DocumentKind::kItem1}, AsBytes("här"));
  CHECK(AsText(meeting.links["karin"]->OpenPresence(4, "noor", everybody).Value()) == "här");
  CHECK(AsText(meeting.links["oskar"]->OpenPresence(4, "noor", everybody).Value()) == "här");
  CHECK_FALSE(meeting.links["karin"]->OpenPresence(5, "noor", everybody));
  CHECK_FALSE(meeting.links["karin"]->OpenPresence(4, "oskar", everybody));
  const Bytes of_the_plan = noor.SealPresence(4, {}, AsBytes("här"));
  CHECK_FALSE(meeting.links["oskar"]->OpenPresence(4, "noor", of_the_plan));
  CHECK(meeting.links["karin"]->OpenPresence(4, "oskar",
                                             meeting.links["oskar"]->SealPresence(4, {DocumentKind::kItem1}, {})));
  CHECK_FALSE(meeting.links["karin"]->OpenPresence(4, "noor", AsBytes("skräp")));
  CHECK_FALSE(meeting.links["karin"]->OpenPresence(4, "noor", {}));
}

TEST_CASE("what is forgotten opens no more") {
  Meeting meeting;
  SealedLink& karin = *meeting.links["karin"];
  const BundleUpdate& update = meeting.bundle.updates[0];
  karin.Forget();
  CHECK_FALSE(karin.Has(DocumentKind::kPlan));
  CHECK_FALSE(karin.OpenUpdate(update.document, "noor", update.replica, update.counter, update.payload));
}

TEST_CASE("the bundle holds hashes of tokens and no token, secret or key") {
  Meeting meeting;
  const Bytes bytes = EncodeBundle(meeting.bundle);
  for (const auto& [id, secret] : meeting.secrets) {
    const LinkKeys keys = DeriveLinkKeys({"rum", secret});
    CHECK(AsText(bytes).find(secret) == std::string_view::npos);
    CHECK(AsText(bytes).find(keys.token) == std::string_view::npos);
    CHECK(AsText(bytes).find(AsText(keys.wrapping)) == std::string_view::npos);
    CHECK(AsText(bytes).find(AsText(HashToken(keys.token))) != std::string_view::npos);
  }
  for (const DocumentKey& key : meeting.links["noor"]->Keys().All(DocumentKind::kPlan)) {
    CHECK(AsText(bytes).find(AsText(key.key)) == std::string_view::npos);
  }
}

}  // namespace
}  // namespace samsyn
