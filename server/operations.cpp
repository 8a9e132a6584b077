#include "server/operations.h"

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include <utility>
#include <vector>

namespace samsyn {
namespace {

constexpr std::string_view kBearer = "Bearer ";
constexpr const char* kMetricsType = "text/plain; version=0.0.4; charset=utf-8";
constexpr double kMicrosecondsPerSecond = 1e6;

constexpr std::array<std::string_view, kErrorCodeCount> kCodeNames = {"malformed",    "too-large",   "too-many",
                                                                      "not-found",    "forbidden",   "conflict",
                                                                      "out-of-range", "unavailable", "unsupported"};

prometheus::MetricFamily Family(const char* name, const char* help, prometheus::MetricType type) {
  prometheus::MetricFamily family;
  family.name = name;
  family.help = help;
  family.type = type;
  return family;
}

prometheus::MetricFamily Gauge(const char* name, const char* help, double value) {
  prometheus::MetricFamily family = Family(name, help, prometheus::MetricType::Gauge);
  family.metric.emplace_back().gauge.value = value;
  return family;
}

void AddCount(prometheus::MetricFamily& family, std::string_view label, std::string_view value, std::uint64_t count) {
  prometheus::ClientMetric& metric = family.metric.emplace_back();
  if (!label.empty()) metric.label.push_back({std::string(label), std::string(value)});
  metric.counter.value = static_cast<double>(count);
}

prometheus::MetricFamily Counter(const char* name, const char* help, std::uint64_t count) {
  prometheus::MetricFamily family = Family(name, help, prometheus::MetricType::Counter);
  AddCount(family, {}, {}, count);
  return family;
}

prometheus::MetricFamily Refusals(const RelayCounters& counters) {
  prometheus::MetricFamily family = Family(
      "samsyn_refusals_total", "Connections, updates and commands refused, by code", prometheus::MetricType::Counter);
  for (std::size_t i = 0; i < kErrorCodeCount; ++i) {
    AddCount(family, "code", kCodeNames[i], counters.refused_by_code[i]);
  }
  return family;
}

prometheus::MetricFamily Reasons(const RelayCounters& counters) {
  prometheus::MetricFamily family =
      Family("samsyn_refusal_reasons_total", "Of those, the ones that people are told a reason for",
             prometheus::MetricType::Counter);
  for (std::size_t i = 1; i < static_cast<std::size_t>(kRefusalCount); ++i) {
    AddCount(family, "reason", NameOf(static_cast<Refusal>(i)), counters.refused_by_reason[i]);
  }
  return family;
}

prometheus::MetricFamily Commits(const JournalMeasures& journal) {
  prometheus::MetricFamily family = Family("samsyn_commit_seconds", "From the updates of a turn to their being stored",
                                           prometheus::MetricType::Histogram);
  prometheus::ClientMetric::Histogram& histogram = family.metric.emplace_back().histogram;
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < journal.commits.size(); ++i) {
    count += journal.commits[i];
    if (i == kCommitBuckets.size()) break;
    histogram.bucket.push_back({count, static_cast<double>(kCommitBuckets[i]) / kMicrosecondsPerSecond});
  }
  histogram.sample_count = count;
  histogram.sample_sum = static_cast<double>(journal.commit_microseconds) / kMicrosecondsPerSecond;
  return family;
}

}  // namespace

std::string MetricsText(const Relay& relay, const JournalMeasures& journal) {
  const RelayCounters& counters = relay.Counters();
  const std::vector<prometheus::MetricFamily> families = {
      Gauge("samsyn_connections", "WebSockets open now", static_cast<double>(relay.SessionCount())),
      Gauge("samsyn_meetings", "Meetings somebody is connected to now", static_cast<double>(relay.MeetingCount())),
      Counter("samsyn_connections_total", "WebSockets opened", counters.connections_opened),
      Counter("samsyn_frames_received_total", "Frames from clients", counters.frames_received),
      Counter("samsyn_bytes_received_total", "Bytes of those", counters.bytes_received),
      Counter("samsyn_updates_stored_total", "Updates stored", journal.updates_stored),
      Counter("samsyn_update_bytes_stored_total", "Sealed bytes of those", journal.update_bytes_stored),
      Counter("samsyn_updates_again_total", "Updates that came again and were stored already", journal.updates_again),
      Counter("samsyn_meetings_created_total", "Meetings made or imported", journal.meetings_created),
      Counter("samsyn_meetings_purged_total", "Meetings deleted for good", journal.meetings_purged),
      Counter("samsyn_journal_failures_total", "Times the journal could not do what it was asked", journal.failures),
      Refusals(counters),
      Reasons(counters),
      Commits(journal),
  };
  return prometheus::TextSerializer().Serialize(families);
}

HttpResponse OperationsPages::Metrics(const HttpRequest& request) const {
  if (!metrics_token_) return PlainResponse(request, 404, "This relay shows no figures.");
  const std::string_view given = request.authorization;
  const TokenHash hash = HashToken(given.substr(0, kBearer.size()) == kBearer ? given.substr(kBearer.size()) : "");
  if (!SameHash(hash, *metrics_token_)) {
    HttpResponse response = PlainResponse(request, 401, "The figures are for those who have the token.");
    response.headers.emplace_back("WWW-Authenticate", "Bearer");
    return response;
  }
  return FreshResponse(request, 200, kMetricsType, MetricsText(relay_, journal_.Measures()));
}

HttpResponse OperationsPages::Respond(const HttpRequest& request) {
  if (!Reads(request)) return others_->Respond(request);
  const std::string_view path = PathOf(request.target);
  if (path == kHealthPath) return PlainResponse(request, 200, "alive");
  if (path == kReadyPath) {
    if (relay_.IsStopping()) return PlainResponse(request, 503, "stopping");
    return journal_.Works() ? PlainResponse(request, 200, "ready")
                            : PlainResponse(request, 503, "the journal cannot be used now");
  }
  if (path == kMetricsPath) return Metrics(request);
  return others_->Respond(request);
}

}  // namespace samsyn
