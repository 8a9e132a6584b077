#include "server/tls_context.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <fstream>

namespace samsyn {
namespace {

// TLS 1.2: forward secrecy and authenticated encryption only. What TLS 1.3 offers is good as it is.
constexpr const char* kTls12Ciphers = "ECDHE+AESGCM:ECDHE+CHACHA20";

// OpenSSL's reason for the last failure; none is left behind for the next one.
std::string Reason() {
  const unsigned long code = ERR_peek_last_error();
  ERR_clear_error();
  const char* reason = code == 0 ? nullptr : ERR_reason_error_string(code);
  return reason == nullptr ? "" : std::string(" (") + reason + ")";
}

// A key with a pass phrase would make OpenSSL ask for it on the terminal.
int NoPassPhrase(char* /*buffer*/, int /*size*/, int /*writing*/, void* /*data*/) { return 0; }

Status CanBeRead(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (file.peek() != std::ifstream::traits_type::eof()) return OkStatus();
  return Error{ErrorCode::kUnavailable, path.string() + " cannot be read, or is empty"};
}

std::string WarningAbout(const X509* certificate) {
  if (X509_cmp_current_time(X509_get0_notAfter(certificate)) < 0) return "has expired: browsers will not trust it";
  if (X509_cmp_current_time(X509_get0_notBefore(certificate)) > 0)
    return "is not valid yet: browsers will not trust it";
  return {};
}

void Harden(SSL_CTX* context) {
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  SSL_CTX_set_cipher_list(context, kTls12Ciphers);
  SSL_CTX_set_options(context, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
  // Sessions would be kept in memory for whoever connects; tickets are kept by the browser.
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
}

}  // namespace

Result<TlsContext> LoadTlsContext(const std::filesystem::path& certificate, const std::filesystem::path& key) {
  ERR_clear_error();
  TlsContext tls;
  tls.context.reset(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
  SSL_CTX* context = tls.context.get();
  if (context == nullptr) return Error{ErrorCode::kUnavailable, "TLS cannot be used on this machine" + Reason()};
  Harden(context);
  SSL_CTX_set_default_passwd_cb(context, NoPassPhrase);

  if (const Status readable = CanBeRead(certificate); !readable) return readable.GetError();
  if (const Status readable = CanBeRead(key); !readable) return readable.GetError();
  if (SSL_CTX_use_certificate_chain_file(context, certificate.c_str()) != 1) {
    return Error{ErrorCode::kUnavailable, certificate.string() + " holds no certificate that can be used" + Reason()};
  }
  // Here OpenSSL also finds out whether the key belongs to the certificate; which of the two it was, is told apart.
  if (SSL_CTX_use_PrivateKey_file(context, key.c_str(), SSL_FILETYPE_PEM) != 1) {
    const bool is_other = ERR_GET_REASON(ERR_peek_last_error()) == X509_R_KEY_VALUES_MISMATCH ||
                          ERR_GET_REASON(ERR_peek_last_error()) == X509_R_KEY_TYPE_MISMATCH;
    return Error{ErrorCode::kUnavailable,
                 key.string() +
                     (is_other ? " does not belong to the certificate in " + certificate.string()
                               : " holds no private key that can be used without a pass phrase") +
                     Reason()};
  }
  if (SSL_CTX_check_private_key(context) != 1) {
    return Error{ErrorCode::kUnavailable,
                 key.string() + " does not belong to the certificate in " + certificate.string() + Reason()};
  }
  const std::string warning = WarningAbout(SSL_CTX_get0_certificate(context));
  if (!warning.empty()) tls.warning = "the certificate in " + certificate.string() + " " + warning;
  return tls;
}

}  // namespace samsyn
