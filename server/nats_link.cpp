#include "server/nats_link.h"

#include <sodium.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <nlohmann/json.hpp>
#include <utility>

#include "server/hex.h"

namespace samsyn {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// The server that had to answer may have died: the message is sent again, under the same id.
constexpr milliseconds kSendAgainAfter{600};
constexpr milliseconds kRetryAfterRefusal{100};
constexpr milliseconds kReconnectWait{100};
constexpr milliseconds kAskWhatRemains{100};
constexpr milliseconds kPingInterval{2000};
constexpr milliseconds kConnectPatience{2000};
constexpr milliseconds kProbeInterval{2000};
constexpr milliseconds kProbeAgainAfter{500};
constexpr int kReconnectBuffer = 8 * 1024 * 1024;
// How many requests wait for their answers at the same time.
constexpr std::size_t kErasuresAtOnce = 256;

// Of a name that no other relay has.
constexpr std::size_t kNameBytes = 12;

// JetStream's error codes (nats-server, errors.json).
constexpr int kWrongLastSequence = 10071;
constexpr int kMessageNotFound = 10037;
constexpr int kSequenceNotFound = 10043;

std::string_view DataOf(natsMsg* message) {
  return {natsMsg_GetData(message), static_cast<std::size_t>(natsMsg_GetDataLength(message))};
}

// "wrong last sequence: 12".
std::uint64_t NumberAtEnd(std::string_view text) {
  std::size_t start = text.size();
  while (start > 0 && text[start - 1] >= '0' && text[start - 1] <= '9') --start;
  std::uint64_t number = 0;
  std::from_chars(text.data() + start, text.data() + text.size(), number);
  return number;
}

// Never throws: what is no JSON is an object without anything.
nlohmann::json JsonOf(natsMsg* message) {
  const std::string_view text = DataOf(message);
  nlohmann::json parsed = nlohmann::json::parse(text.begin(), text.end(), nullptr, false);
  return parsed.is_object() ? parsed : nlohmann::json::object();
}

template <typename Number>
Number NumberIn(const nlohmann::json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_number_integer() ? found->get<Number>() : Number{};
}

std::string TextIn(const nlohmann::json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

struct ApiError {
  int code = 0;  // err_code
  std::string description;
};

std::optional<ApiError> ErrorIn(const nlohmann::json& answer) {
  const auto found = answer.find("error");
  if (found == answer.end() || !found->is_object()) return std::nullopt;
  return ApiError{NumberIn<int>(*found, "err_code"), TextIn(*found, "description")};
}

std::vector<std::string> LinesOf(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    lines.push_back(line);
  }
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
  return lines;
}

Error Failure(const std::string& doing, natsStatus status) {
  return {ErrorCode::kUnavailable, doing + ": " + natsStatus_GetText(status)};
}

using OptionsHandle = std::unique_ptr<natsOptions, NatsDestroyer<natsOptions_Destroy>>;

Result<OptionsHandle> MakeOptions(const NatsSettings& settings) {
  natsOptions* made = nullptr;
  if (const natsStatus status = natsOptions_Create(&made); status != NATS_OK) return Failure("NATS", status);
  OptionsHandle options(made);
  std::vector<const char*> servers;
  bool encrypted = false;
  for (const std::string& server : settings.servers) {
    servers.push_back(server.c_str());
    encrypted = encrypted || server.starts_with("tls://");
  }
  natsStatus status = natsOptions_SetServers(made, servers.data(), static_cast<int>(servers.size()));
  const auto also = [&](natsStatus next) {
    if (status == NATS_OK) status = next;
  };
  also(natsOptions_SetName(made, "samsyn"));
  also(natsOptions_SetTimeout(made, kConnectPatience.count()));
  also(natsOptions_SetMaxReconnect(made, -1));
  also(natsOptions_SetReconnectWait(made, kReconnectWait.count()));
  also(natsOptions_SetReconnectJitter(made, kReconnectWait.count(), kReconnectWait.count()));
  also(natsOptions_SetReconnectBufSize(made, kReconnectBuffer));
  also(natsOptions_SetPingInterval(made, kPingInterval.count()));
  also(natsOptions_SetMaxPingsOut(made, 2));
  // Or a thread of libnats would gather what is to be sent for a millisecond.
  also(natsOptions_SetSendAsap(made, true));
  if (encrypted) also(natsOptions_SetSecure(made, true));
  if (!settings.ca.empty()) also(natsOptions_LoadCATrustedCertificates(made, settings.ca.c_str()));
  if (!settings.credentials.empty()) {
    also(natsOptions_SetUserCredentialsFromFiles(made, settings.credentials.c_str(), nullptr));
  }
  if (!settings.login.empty()) {
    const std::vector<std::string> lines = LinesOf(settings.login);
    if (lines.size() != 1 && lines.size() != 2) {
      return Error{ErrorCode::kMalformed, settings.login.string() +
                                              " must hold a user and a password on two lines, or "
                                              "a token on one"};
    }
    also(lines.size() == 1 ? natsOptions_SetToken(made, lines[0].c_str())
                           : natsOptions_SetUserInfo(made, lines[0].c_str(), lines[1].c_str()));
  }
  if (status != NATS_OK) return Failure("the settings for NATS cannot be used", status);
  return options;
}

}  // namespace

std::string_view SubjectPart(std::string_view subject, std::size_t index) {
  for (; index > 0; --index) {
    const std::size_t dot = subject.find('.');
    if (dot == std::string_view::npos) return {};
    subject.remove_prefix(dot + 1);
  }
  return subject.substr(0, subject.find('.'));
}

// $JS.ACK.<stream>.<consumer>.<times>.<place>.<delivery>.<time>.<remaining>, with the domain and the account before the
// stream, and one more part at the end, where a server tells them.
std::optional<DeliveryNumbers> ReadDeliveryNumbers(std::string_view reply) {
  if (!reply.starts_with("$JS.ACK.")) return std::nullopt;
  const auto parts = static_cast<std::size_t>(std::ranges::count(reply, '.')) + 1;
  const std::size_t shift = parts >= 11 ? 2 : 0;
  const auto number = [&](std::size_t index, std::uint64_t& value) {
    const std::string_view text = SubjectPart(reply, index + shift);
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    return failure == std::errc() && end == text.data() + text.size();
  };
  DeliveryNumbers numbers;
  if (parts < 9 || !number(5, numbers.place) || !number(6, numbers.delivery) || !number(8, numbers.remaining)) {
    return std::nullopt;
  }
  return numbers;
}

NatsLink::NatsLink(NatsConnectionHandle connection)
    : connection_(std::move(connection)),
      replies_prefix_("_INBOX.samsyn." + RandomHex(kNameBytes) + "."),
      name_(RandomHex(kNameBytes)),
      probes_prefix_("_INBOX.samsyn." + RandomHex(kNameBytes) + "."),
      probed_(steady_clock::now()) {}

NatsLink::~NatsLink() {
  replies_.reset();
  probe_replies_.reset();
  natsConnection_Close(connection_.get());
}

Result<std::unique_ptr<NatsLink>> NatsLink::Connect(const NatsSettings& settings) {
  const Result<OptionsHandle> options = MakeOptions(settings);
  if (!options) return options.GetError();
  natsConnection* connection = nullptr;
  if (const natsStatus status = natsConnection_Connect(&connection, options.Value().get()); status != NATS_OK) {
    return Failure("no NATS server can be reached", status);
  }
  std::unique_ptr<NatsLink> link(new NatsLink(NatsConnectionHandle(connection)));
  if (const Status subscribed = link->Subscribe(); !subscribed) return subscribed.GetError();
  return link;
}

Status NatsLink::Subscribe() {
  for (const auto& [prefix, handle] :
       {std::pair(&replies_prefix_, &replies_), std::pair(&probes_prefix_, &probe_replies_)}) {
    natsSubscription* subscription = nullptr;
    const natsStatus status = natsConnection_SubscribeSync(&subscription, connection_.get(), (*prefix + "*").c_str());
    if (status != NATS_OK) return Failure("NATS", status);
    handle->reset(subscription);
    natsSubscription_SetPendingLimits(subscription, -1, -1);
  }
  return OkStatus();
}

std::size_t NatsLink::MaxPayload() const {
  return static_cast<std::size_t>(std::max<std::int64_t>(natsConnection_GetMaxPayload(connection_.get()), 0));
}

NatsMessageHandle NatsLink::NextReply(Time deadline) const {
  const auto left = std::chrono::duration_cast<milliseconds>(deadline - steady_clock::now());
  natsMsg* message = nullptr;
  natsSubscription_NextMsg(&message, replies_.get(), std::max<std::int64_t>(left.count(), 1));
  return NatsMessageHandle(message);
}

bool NatsLink::Send(const Publication& publication, const std::string& id, const std::string& reply) const {
  natsMsg* made = nullptr;
  if (natsMsg_Create(&made, publication.subject.c_str(), reply.c_str(),
                     reinterpret_cast<const char*>(publication.payload.data()),
                     static_cast<int>(publication.payload.size())) != NATS_OK) {
    return false;
  }
  const NatsMessageHandle message(made);
  if (publication.expected_last && natsMsgHeader_Set(made, "Nats-Expected-Last-Subject-Sequence",
                                                     std::to_string(*publication.expected_last).c_str()) != NATS_OK) {
    return false;
  }
  return natsMsgHeader_Set(made, "Nats-Msg-Id", id.c_str()) == NATS_OK &&
         natsConnection_PublishMsg(connection_.get(), made) == NATS_OK;
}

std::vector<PublicationOutcome> NatsLink::Publish(std::span<const Publication> publications) {
  using Kind = PublicationOutcome::Kind;
  std::vector<PublicationOutcome> outcomes(publications.size());
  if (away_) return outcomes;
  struct Awaited {
    std::string id;
    std::uint64_t first_reply = 0;  // numbers of the answers it may get: this one, and those of every other round
    Time again{};
    bool waits = true;
  };
  const Time deadline = steady_clock::now() + kNatsPatience;
  // An answer is known by its number: which publication, and nothing from before.
  const std::uint64_t base = last_reply_ + 1;
  last_reply_ += publications.size();
  std::vector<Awaited> waiting(publications.size());
  const auto send = [&](std::size_t i) {
    waiting[i].again = steady_clock::now() + kSendAgainAfter;
    static_cast<void>(Send(publications[i], waiting[i].id, replies_prefix_ + std::to_string(base + i)));
  };
  for (std::size_t i = 0; i < publications.size(); ++i) {
    waiting[i].id = name_ + "." + std::to_string(++last_id_);
    send(i);
  }
  std::string why = "no answer";
  std::size_t left = publications.size();
  const auto settle = [&](std::size_t i, Kind kind, std::uint64_t place = 0) {
    outcomes[i] = {kind, place};
    waiting[i].waits = false;
    --left;
  };
  while (left > 0 && steady_clock::now() < deadline) {
    Time next = deadline;
    for (std::size_t i = 0; i < waiting.size(); ++i) {
      if (!waiting[i].waits) continue;
      if (waiting[i].again <= steady_clock::now()) send(i);
      next = std::min(next, waiting[i].again);
    }
    const NatsMessageHandle reply = NextReply(next);
    const std::optional<std::uint64_t> number = NumberOf(reply.get(), replies_prefix_);
    if (!number || *number < base || *number - base >= waiting.size() || !waiting[*number - base].waits) continue;
    const std::size_t i = *number - base;
    const nlohmann::json answer = JsonOf(reply.get());
    const std::optional<ApiError> error = ErrorIn(answer);
    if (error && error->code == kWrongLastSequence) {
      settle(i, Kind::kMovedOn, NumberAtEnd(error->description));
    } else if (const auto place = NumberIn<std::uint64_t>(answer, "seq"); !error && place != 0) {
      settle(i, Kind::kStored, place);
    } else {
      // No leader now, or its answer to what is under way already.
      why = error ? error->description : "no leader";
      waiting[i].again = steady_clock::now() + kRetryAfterRefusal;
    }
  }
  if (left > 0) NoteAway(why);
  return outcomes;
}

Error NatsLink::Away() const { return {ErrorCode::kUnavailable, "NATS cannot store or read now: " + why_away_}; }

void NatsLink::NoteAway(std::string why) {
  if (!away_) why_away_ = std::move(why);
  away_ = true;
  probing_ = false;
}

std::optional<std::uint64_t> NatsLink::NumberOf(natsMsg* reply, std::string_view prefix) const {
  if (reply == nullptr) return std::nullopt;
  const std::string_view subject = natsMsg_GetSubject(reply);
  if (!subject.starts_with(prefix)) return std::nullopt;
  std::uint64_t number = 0;
  const auto [end, failure] = std::from_chars(subject.data() + prefix.size(), subject.data() + subject.size(), number);
  if (failure != std::errc() || end != subject.data() + subject.size()) return std::nullopt;
  return number;
}

void NatsLink::HearProbes() {
  natsMsg* message = nullptr;
  while (natsSubscription_NextMsg(&message, probe_replies_.get(), 0) == NATS_OK) {
    const NatsMessageHandle reply(message);
    const std::optional<std::uint64_t> number = NumberOf(message, probes_prefix_);
    if (!probing_ || !number || *number < first_probe_counted_) continue;
    const auto place = NumberIn<std::uint64_t>(JsonOf(message), "seq");
    if (place == 0) continue;
    const std::size_t which = *number % probes_answered_.size();
    probe_places_[which] = std::max(probe_places_[which], place);
    probes_answered_[which] = true;
    if (std::ranges::find(probes_answered_, false) != probes_answered_.end()) continue;
    probing_ = away_ = false;
  }
}

void NatsLink::Tick(const std::vector<std::string>& probes) {
  HearProbes();
  const Time now = steady_clock::now();
  if (!away_ && probing_ && now - probing_since_ > kNatsPatience) NoteAway("no answer");
  if (!probing_ && !away_ && now - probed_ <= kProbeInterval) return;
  if (probing_ && now - probed_ <= kProbeAgainAfter) return;
  if (!probing_) {
    probes_answered_.assign(probes.size(), false);
    probe_places_.resize(probes.size());
    first_probe_counted_ = (last_probe_ / probes.size() + 1) * probes.size();
    last_probe_ = first_probe_counted_ - 1;
    probing_since_ = now;
    probing_ = true;
  }
  probed_ = now;
  for (const std::string& subject : probes) {
    natsMsg* made = nullptr;
    const std::string reply = probes_prefix_ + std::to_string(++last_probe_);
    if (natsMsg_Create(&made, subject.c_str(), reply.c_str(), "", 0) != NATS_OK) continue;
    const NatsMessageHandle message(made);
    natsMsgHeader_Set(made, "Nats-Rollup", "sub");
    natsConnection_PublishMsg(connection_.get(), made);
  }
}

Result<nlohmann::json> NatsLink::Ask(const std::string& api, const nlohmann::json& question) {
  if (away_) return Away();
  const std::string subject = "$JS.API." + api;
  const std::string text = question.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  natsMsg* message = nullptr;
  const natsStatus status = natsConnection_Request(&message, connection_.get(), subject.c_str(), text.data(),
                                                   static_cast<int>(text.size()), kNatsPatience.count());
  if (status != NATS_OK) {
    NoteAway(natsStatus_GetText(status));
    return Failure("NATS", status);
  }
  const NatsMessageHandle answer(message);
  nlohmann::json json = JsonOf(message);
  if (const std::optional<ApiError> error = ErrorIn(json)) {
    const bool missing = error->code == kMessageNotFound || error->code == kSequenceNotFound;
    return Error{missing ? ErrorCode::kNotFound : ErrorCode::kUnavailable, "NATS: " + error->description};
  }
  return json;
}

Result<std::vector<NatsMessage>> NatsLink::Read(const std::string& stream, const std::string& subjects,
                                                std::uint64_t from, Which which) {
  if (away_) return Away();
  // A subscription of its own: what was on its way when an earlier one was given up must not come here.
  const std::string inbox = probes_prefix_ + "read." + std::to_string(++last_reply_);
  natsSubscription* subscription = nullptr;
  const natsStatus subscribed = natsConnection_SubscribeSync(&subscription, connection_.get(), inbox.c_str());
  if (subscribed != NATS_OK) return Failure("NATS", subscribed);
  const NatsSubscriptionHandle deliveries(subscription);
  natsSubscription_SetPendingLimits(subscription, -1, -1);
  nlohmann::json config = {{"deliver_subject", inbox}, {"filter_subject", subjects},
                           {"ack_policy", "none"},     {"replay_policy", "instant"},
                           {"max_deliver", 1},         {"mem_storage", true},
                           {"num_replicas", 1},        {"inactive_threshold", 5'000'000'000},
                           {"deliver_policy", "all"}};
  if (which == Which::kLastOfEach) {
    config["deliver_policy"] = "last_per_subject";
  } else if (from > 1) {
    config["deliver_policy"] = "by_start_sequence";
    config["opt_start_seq"] = from;
  }
  const Result<nlohmann::json> made =
      Ask("CONSUMER.CREATE." + stream, {{"stream_name", stream}, {"config", std::move(config)}});
  if (!made) return made.GetError();
  std::vector<NatsMessage> messages;
  bool more = NumberIn<std::uint64_t>(made.Value(), "num_pending") > 0 ||
              NumberIn<std::uint64_t>(made.Value().value("delivered", nlohmann::json::object()), "consumer_seq") > 0;
  std::uint64_t delivery = 0;
  bool whole = true;
  const std::string name = TextIn(made.Value(), "name");
  Time heard = steady_clock::now();
  while (more && whole) {
    natsMsg* next = nullptr;
    natsSubscription_NextMsg(&next, subscription, kAskWhatRemains.count());
    const NatsMessageHandle message(next);
    if (message) heard = steady_clock::now();
    if (!message && steady_clock::now() - heard > kNatsPatience) {
      NoteAway("reading stopped");
      whole = false;
    } else if (!message) {
      // What was counted may have been erased before it came.
      const Result<nlohmann::json> info = Ask("CONSUMER.INFO." + stream + "." + name, nlohmann::json::object());
      if (!info) {
        whole = false;
      } else if (NumberIn<std::uint64_t>(info.Value(), "num_pending") == 0) {
        const auto delivered = info.Value().value("delivered", nlohmann::json::object());
        more = NumberIn<std::uint64_t>(delivered, "consumer_seq") > delivery;
      }
    }
    // The message's subject is the one it is stored under; the reply tells the rest.
    if (!message || natsMsg_GetReply(message.get()) == nullptr) continue;
    const std::optional<DeliveryNumbers> numbers = ReadDeliveryNumbers(natsMsg_GetReply(message.get()));
    if (!numbers) continue;
    if (numbers->delivery != ++delivery) whole = false;
    const ByteView payload = AsBytes(DataOf(message.get()));
    messages.push_back({natsMsg_GetSubject(message.get()), numbers->place, Bytes(payload.begin(), payload.end())});
    more = numbers->remaining > 0;
  }
  const std::string forget = "$JS.API.CONSUMER.DELETE." + stream + "." + name;
  natsConnection_PublishString(connection_.get(), forget.c_str(), "");
  if (!whole) return Error{ErrorCode::kUnavailable, "NATS stopped in the middle of what was read"};
  return messages;
}

Result<std::optional<NatsMessage>> NatsLink::Next(const std::string& stream, const std::string& subject,
                                                  std::uint64_t from) {
  const Result<nlohmann::json> answer =
      Ask("STREAM.MSG.GET." + stream, {{"seq", std::max<std::uint64_t>(from, 1)}, {"next_by_subj", subject}});
  if (!answer && answer.GetError().code == ErrorCode::kNotFound) return std::optional<NatsMessage>();
  if (!answer) return answer.GetError();
  const nlohmann::json message = answer.Value().value("message", nlohmann::json::object());
  if (!message.is_object()) return Error{ErrorCode::kUnavailable, "NATS answered something else"};
  const std::string encoded = TextIn(message, "data");
  NatsMessage next{subject, NumberIn<std::uint64_t>(message, "seq"), Bytes(encoded.size() / 4 * 3 + 3)};
  std::size_t size = 0;
  if (next.place < from || sodium_base642bin(next.payload.data(), next.payload.size(), encoded.data(), encoded.size(),
                                             nullptr, &size, nullptr, sodium_base64_VARIANT_ORIGINAL) != 0) {
    return Error{ErrorCode::kUnavailable, "NATS answered something else"};
  }
  next.payload.resize(size);
  return std::optional(std::move(next));
}

Status NatsLink::Erase(const std::string& stream, std::span<const std::uint64_t> places) {
  const std::string subject = "$JS.API.STREAM.MSG.DELETE." + stream;
  while (!places.empty()) {
    if (away_) return Away();
    const std::span<const std::uint64_t> some = places.first(std::min(places.size(), kErasuresAtOnce));
    places = places.subspan(some.size());
    const std::uint64_t base = last_reply_ + 1;
    last_reply_ += some.size();
    for (std::size_t i = 0; i < some.size(); ++i) {
      const std::string reply = replies_prefix_ + std::to_string(base + i);
      const std::string question = nlohmann::json{{"seq", some[i]}}.dump();
      natsConnection_PublishRequestString(connection_.get(), subject.c_str(), reply.c_str(), question.c_str());
    }
    std::size_t left = some.size();
    const Time deadline = steady_clock::now() + kNatsPatience;
    while (left > 0) {
      const NatsMessageHandle reply = NextReply(deadline);
      if (!reply) break;
      const std::optional<std::uint64_t> number = NumberOf(reply.get(), replies_prefix_);
      if (!number || *number < base) continue;
      const nlohmann::json answer = JsonOf(reply.get());
      const std::optional<ApiError> error = ErrorIn(answer);
      const bool gone = error && (error->code == kMessageNotFound || error->code == kSequenceNotFound);
      if (!gone && !(answer.contains("success") && answer["success"] == true)) {
        return Error{ErrorCode::kUnavailable,
                     "a message could not be erased: " + (error ? error->description : std::string())};
      }
      --left;
    }
    if (left > 0) NoteAway("no answer");
    if (left > 0) return Away();
  }
  return OkStatus();
}

}  // namespace samsyn
