#include "server/nats_feed.h"

#include <algorithm>
#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <nlohmann/json.hpp>
#include <unordered_set>
#include <utility>

namespace samsyn {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::int64_t kHeartbeatNanoseconds = 1'000'000'000;
// After so much silence it is started anew, and after so much more nobody relies on it.
constexpr milliseconds kSilence{2500};
constexpr milliseconds kDead{5000};
constexpr std::int64_t kForgetAfterNanoseconds = 10'000'000'000;

}  // namespace

// What the thread of libnats and the relay's thread share.
struct NatsFeed::State {
  std::mutex mutex;
  std::condition_variable something;
  std::unordered_set<std::string> watched;
  std::vector<NatsMessage> heard;
  std::uint64_t last_place = 0;     // in the stream, of what was heard
  std::uint64_t last_delivery = 0;  // by the consumer there is now
  std::uint64_t epoch = 0;          // one more for every consumer
  steady_clock::time_point heard_at{};
  steady_clock::time_point started_at{};
  std::uint64_t expected = 0;  // a place that has to be heard
  steady_clock::time_point expected_since{};
  std::size_t part = 0;
  std::function<void()> wake;

  void Hear(std::uint64_t of_epoch, natsMsg* message);
  void HearStatus(natsMsg* message);
  // Since when it has not been as it should be.
  [[nodiscard]] steady_clock::time_point GoodUntil() const {
    return last_place < expected ? std::min(heard_at, expected_since) : heard_at;
  }
};

namespace {

struct Closure {
  std::shared_ptr<void> state;
  std::uint64_t epoch = 0;
};

}  // namespace

void NatsFeed::State::HearStatus(natsMsg* message) {
  const char* text = nullptr;
  if (natsMsgHeader_Get(message, "Nats-Last-Consumer", &text) != NATS_OK || text == nullptr) return;
  // A heartbeat that counts more than has come: something was lost on the way.
  if (std::strtoull(text, nullptr, 10) == last_delivery) heard_at = steady_clock::now();
}

void NatsFeed::State::Hear(std::uint64_t of_epoch, natsMsg* message) {
  const std::unique_lock lock(mutex);
  if (of_epoch != epoch) return;
  const char* reply = natsMsg_GetReply(message);
  const std::optional<DeliveryNumbers> numbers =
      reply != nullptr ? ReadDeliveryNumbers(reply) : std::optional<DeliveryNumbers>();
  if (!numbers) return HearStatus(message);
  if (numbers->delivery != last_delivery + 1) return;  // silence from here on, until it is started anew
  last_delivery = numbers->delivery;
  heard_at = steady_clock::now();
  last_place = std::max(last_place, numbers->place);
  const char* subject = natsMsg_GetSubject(message);
  if (!watched.contains(std::string(SubjectPart(subject, part)))) return;
  const auto* data = reinterpret_cast<const std::uint8_t*>(natsMsg_GetData(message));
  heard.push_back({subject, numbers->place, Bytes(data, data + natsMsg_GetDataLength(message))});
  something.notify_all();
  if (heard.size() == 1 && wake) wake();
}

NatsFeed::NatsFeed(NatsLink& link, FeedSettings settings)
    : link_(link), settings_(std::move(settings)), state_(std::make_shared<State>()) {
  state_->part = settings_.part;
  state_->wake = settings_.wake;
}

NatsFeed::~NatsFeed() {
  const std::unique_lock lock(state_->mutex);
  ++state_->epoch;
  state_->wake = nullptr;
}

Status NatsFeed::Start() {
  const Result<nlohmann::json> info = link_.Ask("STREAM.INFO." + settings_.stream, nlohmann::json::object());
  if (!info) return info.GetError();
  const nlohmann::json state = info.Value().value("state", nlohmann::json::object());
  const auto last = state.find("last_seq");
  if (last == state.end() || !last->is_number_unsigned()) {
    return Error{ErrorCode::kUnavailable, "NATS does not tell where the stream ends"};
  }
  state_->last_place = last->get<std::uint64_t>();
  state_->heard_at = steady_clock::now();
  Restart();
  return OkStatus();
}

void NatsFeed::Restart() {
  std::uint64_t from = 0;
  std::uint64_t epoch = 0;
  {
    const std::unique_lock lock(state_->mutex);
    epoch = ++state_->epoch;
    state_->last_delivery = 0;
    state_->started_at = steady_clock::now();
    from = state_->last_place + 1;
  }
  natsInbox* made = nullptr;
  if (natsInbox_Create(&made) != NATS_OK) return;
  const std::string inbox(reinterpret_cast<const char*>(made));
  natsInbox_Destroy(made);
  auto* closure = new Closure{state_, epoch};
  natsSubscription* subscription = nullptr;
  const natsStatus subscribed = natsConnection_Subscribe(
      &subscription, link_.Connection(), inbox.c_str(),
      [](natsConnection*, natsSubscription*, natsMsg* message, void* given) {
        const auto* known = static_cast<const Closure*>(given);
        static_cast<State*>(known->state.get())->Hear(known->epoch, message);
        natsMsg_Destroy(message);
      },
      closure);
  if (subscribed != NATS_OK) {
    delete closure;
    return;
  }
  natsSubscription_SetOnCompleteCB(
      subscription, [](void* given) { delete static_cast<Closure*>(given); }, closure);
  natsSubscription_SetPendingLimits(subscription, -1, -1);
  subscription_.reset(subscription);
  const nlohmann::json question = {{"stream_name", settings_.stream},
                                   {"config",
                                    {{"deliver_subject", inbox},
                                     {"filter_subject", settings_.subjects},
                                     {"deliver_policy", "by_start_sequence"},
                                     {"opt_start_seq", from},
                                     {"ack_policy", "none"},
                                     {"replay_policy", "instant"},
                                     {"max_deliver", 1},
                                     {"mem_storage", true},
                                     {"num_replicas", 1},
                                     {"idle_heartbeat", kHeartbeatNanoseconds},
                                     {"inactive_threshold", kForgetAfterNanoseconds}}}};
  // Nobody waits for the answer: without a consumer there is silence, and after it the next try.
  natsConnection_PublishRequestString(link_.Connection(), ("$JS.API.CONSUMER.CREATE." + settings_.stream).c_str(),
                                      (inbox + ".made").c_str(), question.dump().c_str());
}

void NatsFeed::Tick() {
  bool silent = false;
  {
    const std::unique_lock lock(state_->mutex);
    silent = steady_clock::now() - std::max(state_->GoodUntil(), state_->started_at) > kSilence;
  }
  if (silent) Restart();
}

bool NatsFeed::IsAlive() const {
  const std::unique_lock lock(state_->mutex);
  return steady_clock::now() - state_->GoodUntil() <= kDead;
}

void NatsFeed::Expect(std::uint64_t place) {
  const std::unique_lock lock(state_->mutex);
  // What is missing already is waited for first.
  if (state_->last_place < state_->expected || place <= state_->expected) return;
  state_->expected = place;
  state_->expected_since = steady_clock::now();
}

void NatsFeed::Watch(const std::string& part) {
  const std::unique_lock lock(state_->mutex);
  state_->watched.insert(part);
}

void NatsFeed::Unwatch(const std::string& part) {
  const std::unique_lock lock(state_->mutex);
  state_->watched.erase(part);
}

std::vector<NatsMessage> NatsFeed::Take() {
  const std::unique_lock lock(state_->mutex);
  return std::exchange(state_->heard, {});
}

void NatsFeed::Wait(milliseconds time) {
  std::unique_lock lock(state_->mutex);
  state_->something.wait_for(lock, time, [&] { return !state_->heard.empty(); });
}

}  // namespace samsyn
