// The certificate and the key the relay speaks TLS with, checked before anybody connects.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "shared/base/result.h"

struct ssl_ctx_st;  // OpenSSL's SSL_CTX

namespace samsyn {

struct TlsContext {
  std::shared_ptr<ssl_ctx_st> context;
  std::string warning;  // what the operator should know; empty when all is well
};

// Both are PEM; the certificate's file holds those that lead to its root, too, in order. kUnavailable, with a sentence
// that says which file and what is wrong: it cannot be read, is not PEM, or the two do not belong together. An expired
// certificate is a warning, because browsers say so themselves and a meeting may be under way.
[[nodiscard]] Result<TlsContext> LoadTlsContext(const std::filesystem::path& certificate,
                                                const std::filesystem::path& key);

}  // namespace samsyn
