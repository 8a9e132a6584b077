#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "shared/crypto/sealed_link.h"
#include "shared/document/document.h"
#include "shared/wire/frames.h"
#include "tests/bench/relay/meetings.h"
#include "tests/bench/relay/protocols.h"
#include "tests/support/seeded_random.h"

namespace samsyn::bench {
namespace {

constexpr FieldRef kText{.record = {}, .field = 1};

struct Member final : Conversation {
  Member(const Invitation& invitation, std::uint64_t seed)
      : random(seed), link(invitation, random, [](const std::string&) { return std::nullopt; }) {}

  SeededRandom random;
  SealedLink link;
  std::string participant;
  std::size_t caught_up_with = 0;
  std::vector<Bytes> edits;  // Append frames
};

Member& Of(Client& client) { return static_cast<Member&>(*client.conversation); }

// Of the rooms' authors; not a replica of the prepared text, which are the first ones.
constexpr ReplicaId kFirstReplica = 1000;

class SamsynProtocol final : public Protocol {
 public:
  [[nodiscard]] std::string PathOf(std::size_t /*room*/) const override { return "/ws"; }

  void Greet(Client& client) override {
    const Invitation invitation = InvitationOf(client.room, client.member);
    client.conversation = std::make_unique<Member>(invitation, AuthorOf(client) + 1);
    HelloFrame hello{kProtocolVersion, invitation.meeting, Of(client).link.Link().token, {}};
    for (int i = 0; i < kDocumentKindCount; ++i) hello.subscriptions.push_back({static_cast<DocumentKind>(i), 0});
    client.socket->Send(Encode(ClientFrame(hello)));
  }

  void Receive(Client& client, ByteView message, LoadListener& listener) override {
    if (!client.has_joined && TakeReplay(client, message)) return;
    Result<ServerFrame> frame = DecodeServerFrame(message);
    if (!frame) Fail("the relay says something else: " + frame.GetError().message);
    if (const auto* updates = std::get_if<UpdatesFrame>(&frame.Value())) {
      if (updates->document == DocumentKind::kPlan) TakeUpdates(client, *updates, listener);
    } else if (const auto* ack = std::get_if<AckFrame>(&frame.Value())) {
      listener.Acknowledged(client, ack->counter - 1);
    } else if (const auto* welcome = std::get_if<WelcomeFrame>(&frame.Value())) {
      Of(client).participant = welcome->participant;
    } else if (auto* access = std::get_if<AccessFrame>(&frame.Value())) {
      Of(client).link.Take(Of(client).participant, std::move(access->keys));
    } else if (const auto* refused = std::get_if<RefusedFrame>(&frame.Value())) {
      Fail("the relay refuses an update: " + refused->message);
    } else if (const auto* error = std::get_if<ErrorFrame>(&frame.Value())) {
      Fail("the relay says: " + error->message);
    }
  }

  void Prepare(Client& client, std::size_t edits) override {
    Member& member = Of(client);
    Document document(kFirstReplica + AuthorOf(client));
    for (std::size_t i = 0; i < edits; ++i) {
      document.InsertText(kText, i, "a");
      for (const Update& update : document.TakeUpdates()) {
        if (update.counter != i + 1) Fail("an edit is not one update");
        Bytes sealed = member.link.SealUpdate(DocumentKind::kPlan, update.replica, update.counter, update.payload);
        member.edits.push_back(
            Encode(ClientFrame(AppendFrame{DocumentKind::kPlan, update.replica, update.counter, std::move(sealed)})));
      }
    }
  }

  void SendEdit(Client& client, std::size_t number) override { client.socket->Send(Of(client).edits.at(number)); }
  [[nodiscard]] bool Acknowledges() const override { return true; }
  [[nodiscard]] std::size_t CaughtUpWith(const Client& client) const override {
    return static_cast<const Member&>(*client.conversation).caught_up_with;
  }

 private:
  static std::size_t AuthorOf(const Client& client) { return client.room * kMembers + client.member; }

  // What the room had is counted and not looked into, as with Yjs' servers: what a client does with it is no server's
  // doing.
  static bool TakeReplay(Client& client, ByteView message) {
    constexpr std::uint8_t kUpdates = 17;
    ByteReader in(message);
    if (in.Byte() != kUpdates || in.Varint() != static_cast<std::uint64_t>(DocumentKind::kPlan)) return false;
    client.has_joined = in.Byte() == 1;
    Of(client).caught_up_with += in.Varint();
    return true;
  }

  static void TakeUpdates(Client& client, const UpdatesFrame& frame, LoadListener& listener) {
    for (const StoredUpdate& update : frame.updates) {
      listener.Delivered(client, {update.replica - kFirstReplica, update.counter - 1});
    }
  }
};

}  // namespace

std::unique_ptr<Protocol> MakeSamsynProtocol() { return std::make_unique<SamsynProtocol>(); }

}  // namespace samsyn::bench
