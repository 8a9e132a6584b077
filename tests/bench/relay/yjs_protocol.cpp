// Yjs' protocol: y-protocols/PROTOCOL.md, and for updates the first version of the format (yjs/src/utils/encoding.js).
// Hocuspocus puts the document's name before each message, and wants a token first.
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "tests/bench/relay/meetings.h"
#include "tests/bench/relay/protocols.h"

namespace samsyn::bench {
namespace {

constexpr std::uint64_t kSync = 0;
constexpr std::uint64_t kAuthentication = 2;
constexpr std::uint64_t kSyncReply = 4;    // of Hocuspocus: Sync that asks for nothing
constexpr std::uint64_t kStateVector = 0;  // what I have; the answer is what I have not
constexpr std::uint64_t kAnswer = 1;
constexpr std::uint64_t kUpdate = 2;
// Yjs' number of an author; as long as the random ones are.
constexpr std::uint64_t kFirstAuthor = 1'000'000'000;
constexpr std::size_t kAnything = 1 << 24;

struct Member final : Conversation {
  std::size_t caught_up_with = 0;
};

// Letters typed after each other are all there is: items with text, from one author after the other.
class UpdateReader {
 public:
  explicit UpdateReader(ByteView update) : in_(update) {}

  template <typename Each>  // Each(author, first letter, letters)
  bool ForEach(Each each) {
    const std::uint64_t authors = in_.Varint();
    for (std::uint64_t i = 0; i < authors && !in_.Failed(); ++i) {
      const std::uint64_t items = in_.Varint();
      const std::uint64_t author = in_.Varint();
      std::uint64_t clock = in_.Varint();
      for (std::uint64_t item = 0; item < items && !in_.Failed(); ++item) {
        const std::uint64_t letters = ReadItem();
        each(author, clock, letters);
        clock += letters;
      }
    }
    return !in_.Failed();
  }

 private:
  void SkipId() {
    (void)in_.Varint();
    (void)in_.Varint();
  }
  std::uint64_t ReadItem() {
    constexpr std::uint8_t kText = 4;
    constexpr std::uint8_t kLeft = 0x80;
    constexpr std::uint8_t kRight = 0x40;
    constexpr std::uint8_t kKey = 0x20;
    const std::uint8_t info = in_.Byte();
    if ((info & 0x1Fu) != kText) in_.Fail();
    if ((info & kLeft) != 0) SkipId();
    if ((info & kRight) != 0) SkipId();
    if ((info & (kLeft | kRight)) == 0) {
      if (in_.Varint() == 1) {
        (void)in_.Blob(kAnything);  // the name of the text
      } else {
        SkipId();
      }
      if ((info & kKey) != 0) (void)in_.Blob(kAnything);
    }
    return in_.Blob(kAnything).size();
  }

  ByteReader in_;
};

class YjsProtocol final : public Protocol {
 public:
  YjsProtocol(YjsServer server, const std::filesystem::path& material) : has_names_(server == YjsServer::kHocuspocus) {
    if (!material.empty()) ReadMaterial(material);
  }

  [[nodiscard]] std::string PathOf(std::size_t room) const override {
    return has_names_ ? "/" : "/" + MeetingName(room);
  }

  void Greet(Client& client) override {
    client.conversation = std::make_unique<Member>();
    if (has_names_) {
      ByteWriter token = Begin(client);
      token.Varint(kAuthentication);
      token.Varint(0);
      token.Text("token");
      client.socket->Send(token.View());
    }
    ByteWriter have = Begin(client);
    have.Varint(kSync);
    have.Varint(kStateVector);
    have.Blob(Bytes{0});
    client.socket->Send(have.View());
  }

  void Receive(Client& client, ByteView message, LoadListener& listener) override {
    ByteReader in(message);
    if (has_names_) (void)in.Blob(kAnything);
    const std::uint64_t kind = in.Varint();
    if (kind != kSync && kind != kSyncReply) return;
    const std::uint64_t step = in.Varint();
    const ByteView bytes = in.Blob(kAnything);
    if (in.Failed()) Fail("the server says something else than Yjs' protocol");
    if (step == kAnswer) {
      static_cast<Member&>(*client.conversation).caught_up_with += bytes.size();
      client.has_joined = true;
    } else if (step == kUpdate && client.has_joined) {
      TakeUpdate(client, bytes, listener);
    }
  }

  void Prepare(Client& client, std::size_t edits) override {
    if (edits > edits_.size() / kMembers / rooms_) Fail("there are not as many edits in the material");
    if (client.room < first_room_ || client.room >= first_room_ + rooms_) Fail("no material for this room");
  }

  void SendEdit(Client& client, std::size_t number) override {
    const std::size_t per_client = edits_.size() / kMembers / rooms_;
    const std::size_t author = (client.room - first_room_) * kMembers + client.member;
    ByteWriter message = Begin(client);
    message.Varint(kSync);
    message.Varint(kUpdate);
    message.Blob(edits_.at(author * per_client + number));
    client.socket->Send(message.View());
  }
  [[nodiscard]] bool Acknowledges() const override { return false; }
  [[nodiscard]] std::size_t CaughtUpWith(const Client& client) const override {
    return static_cast<const Member&>(*client.conversation).caught_up_with;
  }

 private:
  [[nodiscard]] ByteWriter Begin(const Client& client) const {
    ByteWriter out;
    if (has_names_) out.Text(MeetingName(client.room));
    return out;
  }

  void ReadMaterial(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    const Bytes content{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    ByteReader in(content);
    first_room_ = in.Varint();
    rooms_ = in.Varint();
    const std::uint64_t edits = in.Varint();
    edits_.reserve(rooms_ * kMembers * edits);
    while (!in.AtEnd()) {
      const ByteView edit = in.Blob(kAnything);
      edits_.emplace_back(edit.begin(), edit.end());
    }
    if (!in.Finished() || rooms_ == 0 || edits_.size() != rooms_ * kMembers * edits) Fail("the material is cut off");
  }

  static void TakeUpdate(Client& client, ByteView update, LoadListener& listener) {
    const std::uint64_t own = kFirstAuthor + client.room * kMembers + client.member;
    const bool right =
        UpdateReader(update).ForEach([&](std::uint64_t author, std::uint64_t clock, std::uint64_t letters) {
          if (author == own) return;  // both servers send to the one who wrote it, too
          for (std::uint64_t i = 0; i < letters; ++i) listener.Delivered(client, {author - kFirstAuthor, clock + i});
        });
    if (!right) Fail("an update that is not typing");
  }

  bool has_names_;
  std::size_t first_room_ = 0;
  std::size_t rooms_ = 0;
  std::vector<Bytes> edits_;
};

}  // namespace

std::unique_ptr<Protocol> MakeYjsProtocol(YjsServer server, const std::filesystem::path& material) {
  return std::make_unique<YjsProtocol>(server, material);
}

}  // namespace samsyn::bench
