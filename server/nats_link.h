// The connection to NATS, as the journal uses it: messages that are stored before they are answered, subjects that are
// read from any place on, and whether anything can be stored at all now. libnats has threads of its own; everything
// here is called by the relay's thread.
//
// Nothing waits longer than kNatsPatience. When NATS does not answer in that time, it is away until it has stored a
// probe, and until then everything fails at once: a relay that waited for it again and again could not even say so.
#pragma once

#include <nats/nats.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/nats_settings.h"
#include "shared/base/bytes.h"
#include "shared/base/result.h"

namespace samsyn {

inline constexpr std::chrono::milliseconds kNatsPatience{2000};

template <auto destroy>
struct NatsDestroyer {
  template <typename Handle>
  void operator()(Handle* handle) const {
    destroy(handle);
  }
};
using NatsConnectionHandle = std::unique_ptr<natsConnection, NatsDestroyer<natsConnection_Destroy>>;
using NatsSubscriptionHandle = std::unique_ptr<natsSubscription, NatsDestroyer<natsSubscription_Destroy>>;
using NatsMessageHandle = std::unique_ptr<natsMsg, NatsDestroyer<natsMsg_Destroy>>;

// One message to be stored, on the condition that the last one under its subject is the one that is named.
struct Publication {
  std::string subject;
  Bytes payload;
  std::optional<std::uint64_t> expected_last;  // a place in the stream, 0: none; nothing: whatever it is
};

struct PublicationOutcome {
  enum class Kind {
    kStored,
    kMovedOn,  // another message is the last one: nothing was stored
    kUnknown,  // no answer came: it may be stored, or will be
  };
  Kind kind = Kind::kUnknown;
  std::uint64_t place = 0;  // in the stream: of this one, or of the last one where it moved on
};

struct NatsMessage {
  std::string subject;
  std::uint64_t place = 0;  // in the stream: 1, 2, 3 … over all subjects
  Bytes payload;
};

class NatsLink {
 public:
  // Connects to any of the servers. kUnavailable when none answers.
  [[nodiscard]] static Result<std::unique_ptr<NatsLink>> Connect(const NatsSettings& settings);
  ~NatsLink();
  NatsLink(const NatsLink&) = delete;
  NatsLink& operator=(const NatsLink&) = delete;

  // All at once, and waits for all answers.
  [[nodiscard]] std::vector<PublicationOutcome> Publish(std::span<const Publication> publications);

  // Everything that is stored under subjects like this from this place on, in order. What others store meanwhile may be
  // there or not.
  enum class Which { kAll, kLastOfEach };
  [[nodiscard]] Result<std::vector<NatsMessage>> Read(const std::string& stream, const std::string& subjects,
                                                      std::uint64_t from, Which which = Which::kAll);
  // The first one under a subject from this place on; nothing when there is none. Asks the stream's leader.
  [[nodiscard]] Result<std::optional<NatsMessage>> Next(const std::string& stream, const std::string& subject,
                                                        std::uint64_t from);
  // Overwrites these messages with noise where they are stored. Those that are gone already are passed over.
  [[nodiscard]] Status Erase(const std::string& stream, std::span<const std::uint64_t> places);

  // Asks JetStream's own interface, "$JS.API." before the subject. An answer that is an error is an Error.
  [[nodiscard]] Result<nlohmann::json> Ask(const std::string& api, const nlohmann::json& question);

  // Looks after the probes; called at least once a second. `probes` are subjects whose messages are rolled up, always
  // the same.
  void Tick(const std::vector<std::string>& probes);
  // Where in its stream the last probe of the subject number `which` is: whoever hears the stream has to hear of it.
  [[nodiscard]] std::uint64_t PlaceOfProbe(std::size_t which) const {
    return which < probe_places_.size() ? probe_places_[which] : 0;
  }
  // Nothing can be stored or read now.
  [[nodiscard]] bool IsAway() const { return away_; }
  [[nodiscard]] Error Away() const;

  [[nodiscard]] natsConnection* Connection() const { return connection_.get(); }
  // The largest message the server takes.
  [[nodiscard]] std::size_t MaxPayload() const;

 private:
  using Time = std::chrono::steady_clock::time_point;

  explicit NatsLink(NatsConnectionHandle connection);
  [[nodiscard]] Status Subscribe();
  [[nodiscard]] NatsMessageHandle NextReply(Time deadline) const;
  [[nodiscard]] bool Send(const Publication& publication, const std::string& id, const std::string& reply) const;
  [[nodiscard]] std::optional<std::uint64_t> NumberOf(natsMsg* reply, std::string_view prefix) const;
  void NoteAway(std::string why);
  void HearProbes();

  NatsConnectionHandle connection_;
  std::string replies_prefix_;
  NatsSubscriptionHandle replies_;
  std::uint64_t last_reply_ = 0;
  std::string name_;  // of this connection; random
  std::uint64_t last_id_ = 0;

  bool away_ = false;
  std::string why_away_;
  std::string probes_prefix_;
  NatsSubscriptionHandle probe_replies_;
  std::vector<bool> probes_answered_;  // one for each subject, since the round that counts first
  std::vector<std::uint64_t> probe_places_;
  std::uint64_t last_probe_ = 0;  // probe number n is for subject n % count
  std::uint64_t first_probe_counted_ = 0;
  bool probing_ = false;
  Time probed_{};
  Time probing_since_{};
};

// The subject's part between the dots number `index` − 1 and `index`; empty when there is none.
[[nodiscard]] std::string_view SubjectPart(std::string_view subject, std::size_t index);

// From the reply subject of a message that a consumer has delivered.
struct DeliveryNumbers {
  std::uint64_t place = 0;      // in the stream
  std::uint64_t delivery = 0;   // 1, 2, 3 … by this consumer
  std::uint64_t remaining = 0;  // that match, and come later
};
[[nodiscard]] std::optional<DeliveryNumbers> ReadDeliveryNumbers(std::string_view reply);

}  // namespace samsyn
