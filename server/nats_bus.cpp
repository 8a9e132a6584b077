#include "server/nats_bus.h"

#include <sodium.h>

#include <mutex>
#include <utility>

#include "server/jetstream_store.h"
#include "shared/wire/limits.h"

namespace samsyn {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr const char* kSignsOfLife = "samsyn.relays";
constexpr milliseconds kSayAlive{1000};
// A relay that is not heard for so long is gone, and so are those who were there.
constexpr milliseconds kGone{5000};
constexpr std::uint64_t kLargestNumber = (std::uint64_t{1} << 53) - 1;
constexpr std::uint8_t kVersion = 1;
// A relay that is slower than all others together forgets the oldest; presence is shown again when it changes.
constexpr int kMostWaiting = 100'000;

}  // namespace

Bytes EncodeBusMessage(const BusMessage& message) {
  ByteWriter out;
  out.Byte(kVersion);
  out.Byte(static_cast<std::uint8_t>(message.what));
  out.Fixed64(message.relay);
  out.Text(message.meeting);
  out.Varint(message.member);
  out.Text(message.participant);
  out.Blob(message.payload);
  if (message.what == BusMessage::What::kStored) {
    out.Byte(static_cast<std::uint8_t>(message.document));
    out.Varint(message.sequence);
  }
  return out.Take();
}

Result<BusMessage> DecodeBusMessage(ByteView bytes) {
  ByteReader in(bytes);
  if (in.Byte() != kVersion) return Error{ErrorCode::kUnsupported, "a message of another version of Samsyn"};
  BusMessage message;
  const std::uint8_t what = in.Byte();
  if (what > static_cast<std::uint8_t>(BusMessage::What::kStored)) in.Fail();
  message.what = static_cast<BusMessage::What>(what);
  message.relay = in.Fixed64();
  message.meeting = in.Text(kMaxIdBytes);
  message.member = in.VarintUpTo(kLargestNumber);
  message.participant = in.Text(kMaxIdBytes);
  const ByteView payload = in.Blob(kMaxPresenceBytes);
  message.payload.assign(payload.begin(), payload.end());
  if (message.what == BusMessage::What::kStored) {
    const std::uint8_t document = in.Byte();
    if (document >= kDocumentKindCount) in.Fail();
    message.document = static_cast<DocumentKind>(document);
    message.sequence = in.VarintUpTo(kMaxCounter);
  }
  if (!in.Finished()) return Error{ErrorCode::kMalformed, "a message that no relay sends"};
  return message;
}

struct NatsBus::State {
  std::mutex mutex;
  std::vector<Bytes> heard;
  std::function<void()> wake;
};

NatsBus::NatsBus(NatsLink& link, std::function<void()> wake)
    : link_(link), relay_(RandomNumber()), state_(std::make_shared<State>()) {
  state_->wake = std::move(wake);
}

NatsBus::~NatsBus() {
  BusMessage gone;
  gone.what = BusMessage::What::kRelayGone;
  gone.relay = relay_;
  const Bytes bytes = EncodeBusMessage(gone);
  natsConnection_Publish(link_.Connection(), kSignsOfLife, bytes.data(), static_cast<int>(bytes.size()));
  const std::unique_lock lock(state_->mutex);
  state_->wake = nullptr;
}

Status NatsBus::Start() {
  signs_of_life_ = Subscribe(kSignsOfLife);
  if (!signs_of_life_) return Error{ErrorCode::kUnavailable, "NATS takes no subscription"};
  return OkStatus();
}

NatsSubscriptionHandle NatsBus::Subscribe(const std::string& subject) {
  auto* closure = new std::shared_ptr<State>(state_);
  natsSubscription* subscription = nullptr;
  const natsStatus status = natsConnection_Subscribe(
      &subscription, link_.Connection(), subject.c_str(),
      [](natsConnection*, natsSubscription*, natsMsg* message, void* given) {
        State& state = **static_cast<std::shared_ptr<State>*>(given);
        const auto* data = reinterpret_cast<const std::uint8_t*>(natsMsg_GetData(message));
        const std::unique_lock lock(state.mutex);
        if (data != nullptr) state.heard.emplace_back(data, data + natsMsg_GetDataLength(message));
        if (state.heard.size() == 1 && state.wake) state.wake();
        natsMsg_Destroy(message);
      },
      closure);
  if (status != NATS_OK) {
    delete closure;
    return nullptr;
  }
  natsSubscription_SetOnCompleteCB(
      subscription, [](void* given) { delete static_cast<std::shared_ptr<State>*>(given); }, closure);
  natsSubscription_SetPendingLimits(subscription, kMostWaiting, -1);
  return NatsSubscriptionHandle(subscription);
}

void NatsBus::Publish(const BusMessage& message) {
  const std::string subject = "samsyn.p." + MeetingKey(message.meeting);
  const Bytes bytes = EncodeBusMessage(message);
  natsConnection_Publish(link_.Connection(), subject.c_str(), bytes.data(), static_cast<int>(bytes.size()));
}

void NatsBus::Join(std::string_view meeting) {
  if (meetings_.contains(meeting)) return;
  meetings_.emplace(std::string(meeting), Subscribe("samsyn.p." + MeetingKey(meeting)));
}

void NatsBus::Leave(std::string_view meeting) {
  const auto found = meetings_.find(meeting);
  if (found != meetings_.end()) meetings_.erase(found);
}

void NatsBus::Present(std::string_view meeting, std::uint64_t member, std::string_view participant, ByteView payload) {
  Publish({BusMessage::What::kPresence, relay_, std::string(meeting), member, std::string(participant),
           Bytes(payload.begin(), payload.end())});
}

void NatsBus::TellLeft(std::string_view meeting, std::uint64_t member) {
  Publish({BusMessage::What::kLeft, relay_, std::string(meeting), member, {}, {}});
}

void NatsBus::TellStored(std::string_view meeting, DocumentKind document, std::uint64_t sequence) {
  BusMessage message;
  message.what = BusMessage::What::kStored;
  message.relay = relay_;
  message.meeting = std::string(meeting);
  message.document = document;
  message.sequence = sequence;
  Publish(message);
}

std::uint64_t NatsBus::NewMemberNumber() { return (RandomNumber() & kLargestNumber) | 1; }

void NatsBus::SayAlive(Time now) {
  if (now - said_alive_ < kSayAlive) return;
  said_alive_ = now;
  BusMessage alive;
  alive.relay = relay_;
  const Bytes bytes = EncodeBusMessage(alive);
  natsConnection_Publish(link_.Connection(), kSignsOfLife, bytes.data(), static_cast<int>(bytes.size()));
}

std::vector<BusMessage> NatsBus::Take() {
  const Time now = steady_clock::now();
  SayAlive(now);
  std::vector<Bytes> heard;
  {
    const std::unique_lock lock(state_->mutex);
    heard.swap(state_->heard);
  }
  std::vector<BusMessage> messages;
  for (const Bytes& bytes : heard) {
    Result<BusMessage> message = DecodeBusMessage(bytes);
    if (!message || message.Value().relay == relay_) continue;
    if (message.Value().what == BusMessage::What::kRelayGone) {
      others_.erase(message.Value().relay);
    } else {
      others_[message.Value().relay] = now;
      if (message.Value().meeting.empty()) continue;
      if (message.Value().what == BusMessage::What::kStored) {
        stored_.push_back(std::move(message.Value()));
        continue;
      }
    }
    messages.push_back(std::move(message.Value()));
  }
  std::erase_if(others_, [&](const auto& other) {
    if (now - other.second <= kGone) return false;
    BusMessage gone;
    gone.what = BusMessage::What::kRelayGone;
    gone.relay = other.first;
    messages.push_back(std::move(gone));
    return true;
  });
  return messages;
}

}  // namespace samsyn
