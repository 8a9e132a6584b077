// What whoever runs the relay asks it over HTTP: does it live (/healthz), may people be sent to it (/readyz), and its
// figures in Prometheus' text format (/metrics). The figures are about the relay alone: no address, no meeting, nobody.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "server/http.h"
#include "server/metered_journal.h"
#include "server/relay.h"
#include "shared/crypto/token.h"

namespace samsyn {

inline constexpr std::string_view kHealthPath = "/healthz";
inline constexpr std::string_view kReadyPath = "/readyz";
inline constexpr std::string_view kMetricsPath = "/metrics";

// The figures of a moment, in Prometheus' text format.
[[nodiscard]] std::string MetricsText(const Relay& relay, const JournalMeasures& journal);

// Answers the three paths and hands everything else on. Without a token there is no /metrics; with one it is for those
// who send it as "Authorization: Bearer TOKEN".
class OperationsPages final : public HttpHandler {
 public:
  // References outlive this.
  OperationsPages(const Relay& relay, MeteredJournal& journal, std::optional<TokenHash> metrics_token,
                  std::unique_ptr<HttpHandler> others)
      : relay_(relay), journal_(journal), metrics_token_(metrics_token), others_(std::move(others)) {}
  [[nodiscard]] HttpResponse Respond(const HttpRequest& request) override;

 private:
  [[nodiscard]] HttpResponse Metrics(const HttpRequest& request) const;

  const Relay& relay_;
  MeteredJournal& journal_;
  std::optional<TokenHash> metrics_token_;
  std::unique_ptr<HttpHandler> others_;
};

}  // namespace samsyn
