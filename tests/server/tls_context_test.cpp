#include "server/tls_context.h"

#include <doctest/doctest.h>
#include <openssl/ssl.h>

#include <fstream>

#include "tests/server/temporary_directory.h"
#include "tests/server/test_certificate.h"

namespace samsyn {
namespace {

using std::chrono::hours;

TEST_CASE("a certificate and its key are taken, for TLS 1.2 and newer, without what is known to be unsafe") {
  const TemporaryDirectory directory;
  const CertificateFiles files = MakeCertificate(directory.Path());
  const Result<TlsContext> tls = LoadTlsContext(files.certificate, files.key);
  REQUIRE(tls);
  CHECK(tls.Value().warning.empty());
  SSL_CTX* context = tls.Value().context.get();
  CHECK(SSL_CTX_get_min_proto_version(context) == TLS1_2_VERSION);
  CHECK((SSL_CTX_get_options(context) & SSL_OP_NO_COMPRESSION) != 0);
  CHECK((SSL_CTX_get_options(context) & SSL_OP_NO_RENEGOTIATION) != 0);
  const STACK_OF(SSL_CIPHER)* ciphers = SSL_CTX_get_ciphers(context);
  CHECK(sk_SSL_CIPHER_num(ciphers) >= 6);
  for (int i = 0; i < sk_SSL_CIPHER_num(ciphers); ++i) {
    const SSL_CIPHER* cipher = sk_SSL_CIPHER_value(ciphers, i);
    CAPTURE(SSL_CIPHER_get_name(cipher));
    CHECK(SSL_CIPHER_is_aead(cipher) == 1);
    const int exchange = SSL_CIPHER_get_kx_nid(cipher);
    CHECK((exchange == NID_kx_ecdhe || exchange == NID_kx_any));
  }
}

TEST_CASE("one that has expired, or is not valid yet, is taken with a warning") {
  const TemporaryDirectory directory;
  const CertificateFiles old = MakeCertificate(directory.Path() / "old", hours(-2), hours(-1));
  const Result<TlsContext> expired = LoadTlsContext(old.certificate, old.key);
  REQUIRE(expired);
  CHECK(expired.Value().warning.find(old.certificate.string() + " has expired") != std::string::npos);
  const CertificateFiles young = MakeCertificate(directory.Path() / "young", hours(1), hours(2));
  const Result<TlsContext> early = LoadTlsContext(young.certificate, young.key);
  REQUIRE(early);
  CHECK(early.Value().warning.find("not valid yet") != std::string::npos);
}

TEST_CASE("everything else that is wrong says which file it is in, and what it is") {
  const TemporaryDirectory directory;
  const CertificateFiles files = MakeCertificate(directory.Path() / "one");
  const CertificateFiles other = MakeCertificate(directory.Path() / "other");
  const std::filesystem::path nonsense = directory.Path() / "nonsense.pem";
  std::ofstream(nonsense) << "not PEM at all\n";
  const std::filesystem::path empty = directory.Path() / "empty.pem";
  std::ofstream(empty).flush();
  const std::filesystem::path missing = directory.Path() / "missing.pem";
  struct Mistake {
    std::filesystem::path certificate;
    std::filesystem::path key;
    std::string says;
  };
  for (const Mistake& mistake : {
           Mistake{missing, files.key, missing.string() + " cannot be read"},
           Mistake{files.certificate, missing, missing.string() + " cannot be read"},
           Mistake{directory.Path(), files.key, directory.Path().string() + " cannot be read"},
           Mistake{empty, files.key, empty.string() + " cannot be read, or is empty"},
           Mistake{nonsense, files.key, nonsense.string() + " holds no certificate"},
           Mistake{files.key, files.key, files.key.string() + " holds no certificate"},
           Mistake{files.certificate, nonsense, nonsense.string() + " holds no private key"},
           Mistake{files.certificate, files.certificate, files.certificate.string() + " holds no private key"},
           Mistake{files.certificate, other.key,
                   other.key.string() + " does not belong to the certificate in " + files.certificate.string()},
       }) {
    CAPTURE(mistake.says);
    const Result<TlsContext> tls = LoadTlsContext(mistake.certificate, mistake.key);
    REQUIRE_FALSE(tls);
    CAPTURE(tls.GetError().message);
    CHECK(tls.GetError().message.find(mistake.says) == 0);
  }
  // What went wrong before does not get in the way.
  CHECK(LoadTlsContext(files.certificate, files.key));
}

}  // namespace
}  // namespace samsyn
